"""What the issue remembers, and boxes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.github.dashboard import boxes, memory
from listcheck.github.dashboard.memory import Memory

TIME = "2026-03-01T12:00:00Z"
KEPT = Memory(
    told=TIME, run=TIME, shown={"error": ["0123456789"]}, left=3,
    snoozed={"2026-04-01": ["abcdef0123"]}, partial=True,
)  # fmt: skip


def comment(**values: object) -> str:
    return f"<!-- listcheck:memory {json.dumps(values)} -->"


def test_what_is_written_is_read() -> None:
    text = f"a\n{memory.written(KEPT)}\nb"
    assert memory.read(text) == KEPT
    assert memory.read(text.replace("\n", "\r\n")) == KEPT
    other = KEPT.model_copy(update={"left": 4})
    assert memory.read(memory.replaced(text, other)) == other
    assert KEPT.marks == {"0123456789", "abcdef0123"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        comment(),
        comment(told=TIME),
        comment(told=TIME, run="2026-03-01"),
        comment(told=TIME, run=TIME, left=-1),
        comment(told=TIME, run=TIME, left="3"),
        comment(told=TIME, run=TIME, shown={"error": ["x"]}),
        comment(told=TIME, run=TIME, shown={"@user": []}),
        comment(told=TIME, run=TIME, snoozed={"tomorrow": []}),
        comment(told=TIME, run=TIME, more=1),
        f"x {memory.written(KEPT)}",
        "<!-- listcheck:memory [] -->",
        '<!-- listcheck:memory {"told": -->',
    ],
)
def test_what_is_no_memory_of_ours(text: str) -> None:
    assert memory.read(text) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert memory.read(f"<!-- listcheck:memory {{{text}}} -->") is None or "told" in text


def test_boxes() -> None:
    """What is ticked, by the comment beside it."""
    text = boxes.box("recheck", "a") + boxes.box("fix links", "b") + boxes.box("snooze new", "c")
    assert boxes.ticked(text) == frozenset()
    some = text.replace("- [ ] <!-- listcheck:fix", "- [x] <!-- listcheck:fix")
    assert boxes.ticked(some) == {"fix links"}
    every = text.replace("[ ]", "[X]").replace("\n", "\r\n")
    assert boxes.ticked(every) == {"recheck", "fix links", "snooze new"}
    assert boxes.named(boxes.ticked(every), "fix") == ("links",)
    assert boxes.named(boxes.ticked(every), "recheck") == ()
    assert boxes.cleared(some) == text


@pytest.mark.parametrize(
    "text",
    [
        "- [x] recheck",
        "  - [x] <!-- listcheck:recheck -->",
        "`- [x] <!-- listcheck:recheck -->`",
        "- [x] <!-- listcheck:fix all kinds -->",
        "- [x] <!-- listcheck:recheck -->\n- [ ] <!-- listcheck:recheck -->",
    ],
)
def test_no_box_of_ours(text: str) -> None:
    assert boxes.ticked(text) == frozenset()
