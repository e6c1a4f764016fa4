"""What a pull request remembers is read back, and is nobody else's to set."""

from hypothesis import given
from hypothesis import strategies as st

from github.proposing import found
from listcheck.github import fix_memory, marking
from listcheck.github.fix_memory import KIND, MOST, Memory

names = st.frozensets(st.from_regex(r"[A-Za-z0-9_.]{6}", fullmatch=True), max_size=9)


@given(fixes=names, base=st.sampled_from(["", "a" * 40]), head=st.sampled_from(["", "0" * 40]))
def test_read_back(fixes: frozenset[str], base: str, head: str) -> None:
    memory = Memory(fixes, "2026-11-22", base, head)
    text = f"{memory.lines('links')}\n\nMore."
    assert fix_memory.read(text) == fix_memory.read(text.replace("\n", "\r\n")) == memory
    mark = marking.read(text)
    assert mark
    assert (mark.kind, mark.id) == (KIND, "links")


def test_what_is_no_memory() -> None:
    lines = Memory(frozenset(), "2026-11-22").lines("links")
    for text in (None, "", "Mine.", f"Mine.\n{lines}", lines.replace("2026-11-22", "2026-11-42")):
        assert fix_memory.read(text) is None


def test_the_name_of_a_fix() -> None:
    """It stays where a line moves, and changes with the text that is written."""
    one = fix_memory.name(found("key", "new"))
    assert one == fix_memory.name(found("key", "new", line=9))
    assert len({one, fix_memory.name(found("key", "newer")), fix_memory.name(found("b"))}) == 3


def test_names_stay_apart_and_short() -> None:
    """As many as there may be in one pull request take half of its text."""
    fixes = frozenset(fix_memory.name(found(str(number))) for number in range(MOST))
    assert len(fixes) == MOST
    lines = Memory(fixes, "2026-11-22", "a" * 40, "b" * 40).lines("links")
    assert len(lines) < 30_500
    assert (fix_memory.read(lines) or Memory(frozenset(), "")).fixes == fixes
