"""malformed-row: rows that lose text when rendered."""

import pytest
from builders import document, findings, mended, shared, told
from gfm import render
from hypothesis import given
from hypothesis import strategies as st

from listcheck.edits import apply
from listcheck.model import Catalog
from listcheck.readers import read

RULE = "malformed-row"
HEAD = "## Clocks\n\n| Name | Sum | Notes |\n|---|---|---|\n"


@pytest.mark.parametrize(
    "row",
    [
        "| Gurgle | 1 | a |",
        "Gurgle | 1 | a",
        "| Gurgle | 1 |",
        "| Gurgle | 1 | a | |",
        "| Gurgle | 1 | a |[//]: #03/07",
        "| Gurgle | p(x\\|y) | a |",
        "| Gurgle | `a\\|b` | a |",
        "|  |  |  |",
    ],
)
def test_silent(row: str) -> None:
    """A row that loses no text is left alone: fewer cells, empty ones, a comment behind it."""
    assert told(RULE, HEAD + row + "\n") == []


@pytest.mark.parametrize(
    ("row", "lost", "right"),
    [
        ("| Gurgle | p(x|y) | a |", "a", "| Gurgle | p(x\\|y) | a |"),
        ("| Gurgle | p(x | y) | a |", "a", "| Gurgle | p(x \\| y) | a |"),
        ("| Gurgle | `x|y` | a |", "a", "| Gurgle | `x\\|y` | a |"),
        ("| Gurgle | 1 | a | b |", "b", None),
        ("| Gurgle | (1 | 2 | a | b |", "a | b", None),
        ("| Gurgle | 1 | a |o", "o", None),
    ],
)
def test_lost_text(row: str, lost: str, right: str | None) -> None:
    """Lost text is quoted; bars inside brackets or code are escaped where they explain it all."""
    text = f"{HEAD}{row}\n"
    (finding,) = findings(RULE, text)
    assert finding.message.endswith(f"“{lost}” is lost")
    assert (finding.entry, finding.observed) == ("Gurgle", 3)
    if right is None:
        assert finding.fix is None
    else:
        assert mended(text, finding) == f"{HEAD}{right}\n"
        assert told(RULE, mended(text, finding)) == []


@pytest.mark.parametrize(
    "row", ["| Gurgle | 1 | a || Drip | 2 | b |", "| Gurgle | 1 | a |      | Drip | 2 | b |"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_two_rows(row: str, newline: str) -> None:
    """Two rows on one line are told and parted, whatever stands between them."""
    text = f"{HEAD}{row}\n".replace("\n", newline)
    (finding,) = findings(RULE, text)
    assert finding.message == "two rows on one line: all of “Drip” is lost when rendered"
    right = mended(text, finding)
    assert right == f"{HEAD}| Gurgle | 1 | a |\n| Drip | 2 | b |\n".replace("\n", newline)
    assert [len(one.cells) for one in document(right).rows] == [3, 3]


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (
            "| Gurgle | [x](http://a.org) | | a remark |",
            "| Gurgle | [x](http://a.org) | a remark |",
        ),
        ("| Gurgle | 1 | a remark | b | |", None),
        ("| Gurgle | | | a remark |", None),
        ("| | 1 | a | b |", None),
    ],
)
def test_an_empty_cell_too_many(row: str, right: str | None) -> None:
    """The one empty cell of a row with one cell too many is what it has too many, most likely."""
    text = f"{HEAD}{row}\n"
    (finding,) = findings(RULE, text)
    assert (finding.fix is not None) is (right is not None)
    if right is not None and finding.fix is not None:
        assert not finding.fix.safe
        assert mended(text, finding) == f"{HEAD}{right}\n"
        assert told(RULE, mended(text, finding)) == []


PAPERS = """## Clocks

| Name | Stars | Date | Org | Paper |
| :-- | :-: | --- | --- | --- |
| [Gurgle](https://github.com/a/gurgle) | ![s](https://img.shields.io/github/stars/a/gurgle) \
| 2026.01 | Acme Labs | [Paper](https://arxiv.org/abs/2601.00001) |
| [Drip](https://github.com/b/drip) | ![s](https://img.shields.io/github/stars/b/drip) \
| 2026.02 | Water Works | [Paper](https://arxiv.org/abs/2602.00002) |
| [Drop](https://github.com/c/drop) | ![s](https://img.shields.io/github/stars/c/drop) \
| 2026.03 | Acme | [Paper](https://arxiv.org/abs/2603.00003) |
| [Leak](https://github.com/d/leak) | ![s](https://img.shields.io/github/stars/d/leak) \
| 2026.04 | Tap | [Paper](https://arxiv.org/abs/2604.00004) |
""".replace("\\\n", "")
CELLS = (
    "[Ooze](https://github.com/e/ooze)",
    "![s](https://img.shields.io/github/stars/e/ooze)",
    "2026.05",
    "Big Water",
    "[Paper](https://arxiv.org/abs/2605.00005)",
)


@pytest.mark.parametrize(
    "rows",
    [
        f"| {' | '.join(CELLS)} |",
        f"| {' | '.join(CELLS)}",
        f"{' | '.join(CELLS)} |",
        f"| {' | '.join(CELLS[:4])} |",  # the last cells are left out
        f"| {' | '.join(CELLS[:3])} |",
        f"| {CELLS[0]} | {CELLS[1]} |",
        "| **The wet ones** |",  # a heading within the table
        "| **The  wet ones** |",
        f"| {' | '.join((*CELLS[:3], '', CELLS[4]))} |",
    ],
)
def test_short_on_purpose(rows: str) -> None:
    """A row whose cells stand where they belong lacks no bar, however few they are."""
    assert told(RULE, f"{PAPERS}{rows}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "| Name | Sum | Notes |\n|---|---|---|\n" + "| Gurgle | 1 |\n" * 4,  # none is whole
        "| Name |\n|---|\n| Gurgle  Drip |\n| Drop |\n",
        PAPERS + f"| {CELLS[0]} | 2026.05 | Acme |\n" * 4,  # a habit
    ],
)
def test_short_tables(text: str) -> None:
    """Where short rows are usual they are no slip."""
    assert told(RULE, text) == []


@pytest.mark.parametrize(
    ("at", "message"),
    [
        (0, "4 cells for 5 columns: what belongs under “Stars” stands under “Name”"),
        (1, "4 cells for 5 columns: what belongs under “Date” stands under “Stars”"),
        (2, "4 cells for 5 columns: what belongs under “Org” stands under “Date”"),
        (3, "4 cells for 5 columns: what belongs under “Paper” stands under “Org”"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("quote", ["", "> "])
def test_a_lost_bar(at: int, message: str, newline: str, quote: str) -> None:
    """A bar that left two blanks is put in between them."""
    whole = f"| {' | '.join(CELLS)} |\n"
    lost = f"| {' | '.join(CELLS[: at + 1])}  {' | '.join(CELLS[at + 1 :])} |\n"
    before, after = (
        f"{PAPERS}{row}".replace("\n|", f"\n{quote}|").replace("\n", newline)
        for row in (lost, whole)
    )
    (finding,) = findings(RULE, before)
    assert (finding.severity, finding.entry) == ("warning", document(before).entries[-1].name)
    assert (finding.claimed, finding.observed, finding.message) == (4, 5, message)
    assert finding.fix is not None
    assert finding.fix.safe
    assert mended(before, finding) == after
    assert told(RULE, after) == []


@pytest.mark.parametrize("at", range(4))
def test_a_lost_bar_without_blanks(at: int) -> None:
    """Between two pieces that meet, a bar is found by what stands in the columns."""
    glued = PAPERS.replace(" | ", "|").replace("| ", "|").replace(" |", "|")
    whole = f"|{'|'.join(CELLS)}|\n"
    lost = f"|{'|'.join(CELLS[: at + 1])}{'|'.join(CELLS[at + 1 :])}|\n"
    (finding,) = findings(RULE, glued + lost)
    assert finding.fix is not None
    assert mended(glued + lost, finding) == glued + whole
    # beside words it may have stood elsewhere
    assert finding.fix.safe is (at < 2)


def test_a_bar_lost_in_a_wide_gap() -> None:
    """Among the blanks of centred cells it is not known where a bar stood."""
    centred = PAPERS.replace("| 2026", "|    2026")
    row = f"| {CELLS[0]} | {CELLS[1]}      {' | '.join(CELLS[2:])} |\n"
    (finding,) = findings(RULE, centred + row)
    assert finding.fix is not None
    assert not finding.fix.safe
    assert told(RULE, mended(centred + row, finding)) == []


def test_two_doubled_blanks() -> None:
    """Of two places that look alike the bar is put in where the columns want it."""
    row = f"| {' | '.join(CELLS[:3])} | Big  Water  {CELLS[4]} |\n"
    (finding,) = findings(RULE, PAPERS + row)
    assert finding.fix is not None
    right = f"| {' | '.join(CELLS[:3])} | Big  Water | {CELLS[4]} |\n"
    assert mended(PAPERS + row, finding) == PAPERS + right


def test_two_lost_bars() -> None:
    """Where two are missing nothing is put in."""
    row = f"| {CELLS[0]}  {CELLS[1]}  {' | '.join(CELLS[2:])} |\n"
    (finding,) = findings(RULE, PAPERS + row)
    assert (finding.claimed, finding.severity, finding.fix) == (3, "warning", None)


def test_headings_without_a_name() -> None:
    """A column without a heading is told by its number."""
    row = f"| {CELLS[0]}  {' | '.join(CELLS[1:])} |\n"
    (message,) = told(RULE, PAPERS.replace("| Stars |", "| |") + row)
    assert message.endswith("what belongs under column 2 stands under “Name”")


@given(st.integers(0, 4), st.integers(0, 3))
def test_every_bar_of_every_row(number: int, at: int) -> None:
    """Whatever bar of whatever row is lost, the text is made as it was."""
    whole = f"{PAPERS}| {' | '.join(CELLS)} |\n"
    row = document(whole).rows[number]
    bar = document(whole).data.index(b"|", row.cells[at].end)
    lost = whole[:bar] + whole[bar + 1 :]
    (finding,) = findings(RULE, lost)
    assert mended(lost, finding) == whole


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ("| Gurgle | p(x|y) | a remark |", "a remark"),
        ("| Gurgle | 1 | a || Drip | 2 | a second row |", "a second row"),
    ],
)
def test_what_was_lost_is_rendered(row: str, lost: str) -> None:
    """GitHub's renderer drops the text before the correction, and shows it after."""
    text = f"{HEAD}{row}\n"
    (finding,) = findings(RULE, text)
    assert lost not in render(text)
    assert lost in render(mended(text, finding))


def test_the_two_rows_of_awesome_opd() -> None:
    """The list that this tool was made for has two such rows, and each can be mended."""
    data = shared("corpus", "awesome-opd", "README.md").read_bytes()
    whole = read("README.md", data)
    found = findings(RULE, Catalog((whole,)))
    assert [whole.position(one.span.start)[0] for one in found] == [384, 523]
    before = render(data.decode())
    for one, lost in zip(found, ("Skill-SD", "Sample-efficient: matches RL"), strict=True):
        assert one.fix is not None
        assert one.fix.safe
        after = render(apply(data, one.fix.edits).decode())
        assert after.count(lost) > before.count(lost)
