"""Where values stand in a TOML text."""

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from catalog.sample import DATA
from listcheck.catalog.positions import Place, positions
from listcheck.catalog.writing import _block


def found(text: str) -> dict[Place, str]:
    data = text.encode()
    return {place: data[start:end].decode() for place, (start, end) in positions(data).items()}


def test_every_form() -> None:
    """Each form of a string, an array, a table and a key has its place."""
    text = '''# comment with "quotes" and [brackets]
a = "x # no comment" # comment
b = 'it\\s'
"c d".e = """
two
lines"""
f = [ "1", # comment ]
  [2, 3.50], { g = true, h = "i" } ]
j = 1979-05-27 07:32:00
["k".l]
m = \'\'\'x\'\'\'
[[n]]
o = "\\"p\\""
[[n.q]]
r = 1
[[n]]
[n.s]
t = 2
'''
    tomli.loads(text)
    places = found(text)
    assert places["a",] == "x # no comment"
    assert places["b",] == "it\\s"
    assert places["c d", "e"] == "two\nlines"
    assert places["f", 0] == "1"
    assert places["f", 1] == "[2, 3.50]"
    assert places["f", 1, 1] == "3.50"
    assert places["f", 2, "h"] == "i"
    assert places["j",] == "1979-05-27 07:32:00"
    assert places["k", "l", "m"] == "x"
    assert places["n", 0, "o"] == '\\"p\\"'
    assert places["n", 0, "q", 0, "r"] == "1"
    assert places["n", 1, "s", "t"] == "2"
    assert places["n", 1].startswith("[[n]]")
    assert places["n", 1].endswith("t = 2")


def leaves(value: Any, place: Place = ()) -> dict[Place, Any]:
    if not isinstance(value, (dict, list)):
        return {place: value}
    found: dict[Place, Any] = {}
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        found |= leaves(each, (*place, key))
    return found


@pytest.mark.parametrize("path", sorted(DATA.glob("*.toml")), ids=lambda path: path.stem)
def test_the_data(path: Any) -> None:
    """Every value that tomli reads has a place, and there it is written."""
    data = path.read_bytes()
    places = positions(data)
    for place, leaf in leaves(tomli.loads(data.decode())).items():
        start, end = places[place]
        written = data[start:end].decode()
        assert written == (str(leaf).lower() if isinstance(leaf, bool) else str(leaf))


values = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text().filter(lambda key: key != "details"), values, max_size=5))
def test_whatever_is_written(table: dict[str, Any]) -> None:
    """What the writer writes tomli reads back, and every leaf of it has a place."""
    text = _block("[[entry]]", table) + "\n"
    assert tomli.loads(text) == {"entry": [table]}
    places = positions(text.encode())
    assert leaves(table, ("entry", 0)).keys() <= places.keys()


@st.composite
def spelled(draw: st.DrawFn, depth: int = 2) -> tuple[str, dict[Place, tuple[int, int]]]:
    """A value in one of its many spellings, with the range of everything in it."""
    forms = ["text", "text", "word"] + ["array", "array", "table"] * (depth > 0)
    match draw(st.sampled_from(forms)):
        case "text":
            quote, inside = draw(st.sampled_from(TEXTS))
            return f"{quote}{inside}{quote}", {(): (len(quote), len(quote) + len(inside))}
        case "word":
            word = draw(st.sampled_from(WORDS))
            return word, {(): (0, len(word))}
        case "array":
            return _row(draw, "[]", [((n,), "") for n in range(draw(st.integers(0, 3)))], depth)
        case _:
            keys = draw(st.lists(st.sampled_from(KEYS), max_size=3, unique_by=lambda key: key[0]))
            return _row(draw, "{}", [(name, key) for name, key in keys], depth)


def _row(
    draw: st.DrawFn, brackets: str, keys: list[tuple[Place, str]], depth: int
) -> tuple[str, dict[Place, tuple[int, int]]]:
    blank = st.sampled_from(("", " ", "  ", "\n", " # ,]}\n\t"))
    text = brackets[0] + draw(blank)
    places: dict[Place, tuple[int, int]] = {}
    for number, (name, key) in enumerate(keys):
        text += f",{draw(blank)}" if number else ""
        text += f"{key}{draw(EQUALS)}" if key else ""
        value, inner = draw(spelled(depth - 1))
        places |= _moved(inner, name, len(text))
        text += value + draw(blank)
    text += draw(st.sampled_from(("", "", ",", ",\n"))) if keys else ""
    return text + brackets[1], {(): (0, len(text) + 1), **places}


def _moved(
    places: dict[Place, tuple[int, int]], name: Place, by: int
) -> dict[Place, tuple[int, int]]:
    return {(*name, *place): (start + by, end + by) for place, (start, end) in places.items()}


TEXTS = [
    ('"', ""), ('"', "plain"), ('"', "a, b = { c ] # d"), ('"', '\\"'), ('"', 'x\\\\'),
    ('"', "é—漢"), ('"', "it's"), ("'", ""), ("'", 'say "a"'), ("'", "back\\"),
    ('"""', "two\nlines"), ('"""', 'a "quoted" [x]'), ('"""', '\\"""'), ('"""', ""),
    ("'''", "it's\n[[entry]]\nname = 1"),
]  # fmt: skip
WORDS = ["1", "-1.5e+3", "true", "2026-01-02", "2026-01-02 07:32:00", "07:32:00", "0xFF", "+inf"]
KEYS: list[tuple[Place, str]] = [
    (("a",), "a"), (("b-1",), '"b-1"'), (("c", "d"), "c . 'd'"), (("e=",), "'e='"), (("7",), "7"),
]  # fmt: skip
EQUALS = st.sampled_from((" = ", "=", "\t=  "))
ENDS = st.sampled_from(("\n", "\r\n", "  \n", " # [[x]]\n", "\n\n", "\n# y = 1\n  "))


@given(st.data())
def test_every_spelling(data: st.DataObject) -> None:
    """However a value is written, its place is exactly where it stands."""
    text = data.draw(st.sampled_from(("", "\ufeff", "# head\n")))
    expected: dict[Place, tuple[int, int]] = {}
    for number in range(data.draw(st.integers(1, 2))):
        start = end = len(text)
        text += data.draw(st.sampled_from(("[[entry]]", "[[ entry ]]", '[["entry"]]')))
        end = len(text)
        text += data.draw(ENDS)
        keys = data.draw(st.lists(st.sampled_from(KEYS), max_size=4, unique_by=lambda key: key[0]))
        for name, key in keys:
            text += key + data.draw(EQUALS)
            value, inner = data.draw(spelled())
            expected |= _moved(inner, ("entry", number, *name), len(text))
            text, end = text + value, len(text) + len(value)
            text += data.draw(ENDS)
        expected["entry", number] = (start, end)
    tomli.loads(text.removeprefix("\ufeff"))
    found_places = positions(text.encode())
    wanted = {
        place: tuple(len(text[:at].encode()) for at in span) for place, span in expected.items()
    }
    assert {place: found_places[place] for place in wanted} == wanted
    beside = found_places.keys() - wanted.keys()  # tables above that have no range of their own
    assert all(any(place[: len(one)] == one for place in wanted) for one in beside)
