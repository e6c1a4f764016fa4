"""date-malformed: dates that no calendar has."""

import pytest
from builders import findings, mended, told

RULE = "date-malformed"


PAGE = "[page](https://example.org/gurgle)"


def row(date: str, links: str = PAGE) -> str:
    return f"## Clocks\n\n| Name | Date | Links |\n|---|---|---|\n| Gurgle | {date} | {links} |\n"


@pytest.mark.parametrize(
    "date",
    ["2025.03", "2025.3", "2025-03-31", "2024/2/29", "3 Jun 2025", "Feb 28, 2025", "June 2025",
     "2025年3月", "03/2025", "13/02/2025", "02/13/2025",
     "2025", "2023.11 (updated 2025)", "Spring 2025", "Q3 2025", "2025Q3", "2025-W31", "ICLR 2025",
     "2022-23", "2019/22", "2023-2024", "2023--24", "2025-365", "2025.03-2025.05", "2025-06-",
     "TBA", "—", "", "?", "soon", "12.5", "20.05", "v1.2.3", "2003.12345", "20250314", "202513",
     "1,234", "early 2024", "**2025-03**"],
)  # fmt: skip
def test_silent(date: str) -> None:
    """Dates, years, seasons, spans, placeholders, and whatever was not meant as a date."""
    assert told(RULE, row(date)) == []


@pytest.mark.parametrize(
    "text",
    ["- [2025/03] **Gurgle.** [[paper](https://arxiv.org/abs/2503.00001)]",
     "- **Gurgle 2025.13 released.** [[paper](https://arxiv.org/abs/2503.00001)]",
     "- **Gurgle.** [[paper](https://arxiv.org/abs/2503.00001)] (2023-24)",
     "- **Gurgle.** [[paper](https://arxiv.org/abs/2503.00001)], pages 2025-31 there"],
)  # fmt: skip
def test_silent_in_text(text: str) -> None:
    """In running text only what stands in brackets of its own is meant as a date."""
    assert told(RULE, f"## Clocks\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("date", "why", "right"),
    [
        ("2025.13", "there is no month 13", None),
        ("2025-31", "there is no month 31", None),
        ("2024.25", "there is no month 25", None),
        ("2025.113", "there is no month 113", None),
        ("2025-00", "there is no month 0", None),
        ("13/2025", "there is no month 13", None),
        ("2025.2.30", "2025-02 has 28 days", None),
        ("2024-02-30", "2024-02 has 29 days", None),
        ("2025/03/00", "there is no day 0", None),
        ("30/02/2025", "2025-02 has 28 days", None),
        ("31 Feb 2025", "2025-02 has 28 days", None),
        ("Feb. 31, 2025", "2025-02 has 28 days", None),
        ("20225", "20225 is no year", None),
        ("20225.03", "20225 is no year", None),
        ("2025.31.01", "there is no month 31", "2025.01.31"),
        ("2025-30-02", "there is no month 30", None),
        ("2025..03", "it has two separators", "2025.03"),
        ("2025--03", "it has two separators", "2025-03"),
        ("2025.-03", "it has two separators", None),
    ],
)
def test_found(date: str, why: str, right: str | None) -> None:
    """What is no date in any order is told; mended only where one thing can have been meant."""
    text = row(date)
    (finding,) = findings(RULE, text)
    assert finding.message == f"{date} is no date: {why}"
    assert (finding.severity, finding.claimed, finding.entry) == ("info", date, "Gurgle")
    assert (finding.fix is not None) == (right is not None)
    if right is not None:
        assert mended(text, finding) == row(right)
        assert told(RULE, mended(text, finding)) == []


@pytest.mark.parametrize("text", ["[2025/13]", "(2025.13)"])
def test_found_in_text(text: str) -> None:
    """In brackets of its own it is meant as a date."""
    line = f"- {text} **Gurgle.** [[paper](https://arxiv.org/abs/2503.00001)]"
    assert told(RULE, f"## Clocks\n\n{line}\n") == [
        f"{text[1:-1]} is no date: there is no month 13"
    ]


def test_advice() -> None:
    """The id of the only paper says which month it may have been."""
    link = "[paper](https://arxiv.org/abs/2411.00001)"
    (finding,) = findings(RULE, row("2024.13", link))
    assert finding.advice == "the id of its paper is of 2024-11"
    (finding,) = findings(RULE, row("2024.13"))
    assert finding.advice == "write the date that was meant"
