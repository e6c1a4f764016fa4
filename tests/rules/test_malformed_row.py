"""malformed-row: rows that lose text when rendered."""

import pytest
from builders import document, findings, mended, shared, told
from gfm import render

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


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("| Drip | 1 b |", [8]),
        ("| Drip | 1 b |\n| Drop | 1 |", []),  # a habit
        ("\n| Name | Sum | Notes |\n|---|---|---|\n| Drip | 1 |", []),  # a table of its own
    ],
)
def test_a_bar_too_few(rows: str, lines: list[int]) -> None:
    """A row with fewer cells than all others of its table is a note."""
    text = HEAD + "| Gurgle | 1 | a |\n" * 3 + rows + "\n"
    found = findings(RULE, text)
    assert [document(text).position(one.span.start)[0] for one in found] == lines
    assert all((one.severity, one.fix) == ("info", None) for one in found)
    assert [one.message for one in found] == [
        "2 cells for 3 columns: a | is missing, or a cell" for _ in lines
    ]


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
