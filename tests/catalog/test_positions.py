"""Where values stand in a TOML text."""

import tomllib
from typing import Any

import pytest
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
[k.l]
m = \'\'\'x\'\'\'
[[n]]
o = "\\"p\\""
[[n.q]]
r = 1
[[n]]
[n.s]
t = 2
'''
    tomllib.loads(text)
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
    """Every value that tomllib reads has a place, and there it is written."""
    data = path.read_bytes()
    places = positions(data)
    for place, leaf in leaves(tomllib.loads(data.decode())).items():
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
    """What the writer writes tomllib reads back, and every leaf of it has a place."""
    text = _block("[[entry]]", table) + "\n"
    assert tomllib.loads(text) == {"entry": [table]}
    places = positions(text.encode())
    assert leaves(table, ("entry", 0)).keys() <= places.keys()
