"""Edits on spans: applied from any order, refused where they collide, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.edits import Places, Way, apply, collide
from listcheck.model import Edit, Span


def edit(start: int, end: int, text: str, path: str = "a.md") -> Edit:
    return Edit(Span(path, start, end), text)


@pytest.mark.parametrize(
    ("one", "other", "collides"),
    [
        (edit(0, 2, "x"), edit(2, 4, "y"), False),
        (edit(0, 2, "x"), edit(0, 2, "x"), False),  # the same edit twice is one edit
        (edit(0, 2, "x"), edit(1, 3, "y", "b.md"), False),
        (edit(0, 3, "x"), edit(2, 4, "y"), True),
        (edit(0, 9, "x"), edit(2, 4, "y"), True),
        (edit(0, 2, "x"), edit(0, 2, "y"), True),
        (edit(2, 2, "x"), edit(2, 2, "y"), True),
        (edit(0, 2, "x"), edit(2, 2, "y"), True),
        (edit(2, 4, "x"), edit(2, 2, "y"), True),
        (edit(0, 2, "x"), edit(3, 3, "y"), False),
    ],
)
def test_collide(one: Edit, other: Edit, *, collides: bool) -> None:
    assert collide(one, other) is collides
    assert collide(other, one) is collides


def test_places_are_taken_whole_or_not_at_all() -> None:
    places = Places()
    assert places.take([edit(4, 6, "x"), edit(10, 12, "y")])
    assert places.take([edit(4, 6, "x")])
    assert not places.take([edit(0, 2, "a"), edit(11, 13, "z")])
    assert places.take([edit(0, 3, "b")])


def test_line_ends_are_those_of_the_text() -> None:
    assert apply(b"a\r\nb\r\n", [edit(1, 1, "!\nc")]) == b"a!\r\nc\r\nb\r\n"
    assert apply(b"a\nb\n", [edit(1, 1, "!\r\nc")]) == b"a!\nc\nb\n"


@pytest.mark.parametrize("edits", [[edit(0, 3, "x"), edit(2, 4, "y")], [edit(0, 9, "x")]])
def test_nonsense_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply(b"abcd", edits)


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """A text and edits that do not collide."""
    data = draw(st.binary(max_size=60)).replace(b"\r\n", b"\n")
    places = Places()
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, len(data)))
        one = edit(start, end, draw(st.text("xyz\n", max_size=5)))
        if places.take([one]):
            found.append(one)
    return data, found


@given(edited())
def test_bytes_outside_the_edits_stay(case: tuple[bytes, list[Edit]]) -> None:
    """What stands between the edits is the same, in the same order."""
    data, edits = case
    text = apply(data, reversed(edits))
    at = 0
    for start, end, replacement in sorted({(e.span.start, e.span.end, e.text) for e in edits}):
        kept, data_at = data[at:start], len(text) - len(text.removeprefix(data[at:start]))
        assert text.startswith(kept)
        text = text[data_at:]
        assert text.startswith(replacement.encode())
        text, at = text[len(replacement.encode()) :], end
    assert text == data[at:]


@given(edited(), st.data())
def test_the_way_back(case: tuple[bytes, list[Edit]], draw: st.DataObject) -> None:
    """A byte that no edit touched is found where it was."""
    data, edits = case
    touched = {n for e in edits for n in range(e.span.start - 1, e.span.end + 1)}
    whole = [n for n in range(len(data)) if n not in touched]
    if not whole:
        return
    old = draw.draw(st.sampled_from(whole))
    shift = sum(
        len(e.text.encode()) - (e.span.end - e.span.start)
        for e in dict.fromkeys(edits)
        if e.span.end <= old
    )
    new = Span("a.md", old + shift, old + shift + 1)
    assert apply(data, edits)[new.start : new.end] == data[old : old + 1]
    back = Way.of(data, edits).back(new)
    assert back.start <= old
    assert back.end >= old + 1
    if all(e.span.end + 1 < old or e.span.start > old + 1 for e in edits):
        assert back == Span("a.md", old, old + 1)
