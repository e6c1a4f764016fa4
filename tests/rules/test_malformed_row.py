"""malformed-row: rows that lose text when rendered."""

import pytest
from builders import document, findings, mended, told

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
