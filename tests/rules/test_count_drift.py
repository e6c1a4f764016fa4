"""count-drift: counts that the list itself disproves."""

import pytest
from builders import findings, mended, told

RULE = "count-drift"
ROWS = """
## Clocks

| Name | Paper |
|---|---|
| Gurgle | [paper](https://arxiv.org/abs/2401.00001) |
| Drip | [paper](https://arxiv.org/abs/2401.00002) |
"""
BADGE = "![Clocks](https://img.shields.io/badge/Clocks-{}-blue)\n"


@pytest.mark.parametrize(
    "head",
    [
        BADGE.format(2),
        "![Kettles](https://img.shields.io/badge/Kettles-7-blue)\n",
        "![Year](https://img.shields.io/badge/Last_Updated-2026-blue)\n",
        "",
    ],
)
def test_silent(head: str) -> None:
    """A right count, and a number that names no section, are left alone."""
    assert told(RULE, head + ROWS) == []


@pytest.mark.parametrize("number", [1, 3, 12])
def test_found(number: int) -> None:
    """A wrong count is told with both numbers, and the correction writes the right one."""
    text = BADGE.format(number) + ROWS
    (finding,) = findings(RULE, text)
    assert finding.message == f"“Clocks” says {number}, the section “Clocks” has 2"
    assert (finding.claimed, finding.observed) == (number, 2)
    assert mended(text, finding) == BADGE.format(2) + ROWS


DATED = """
## Clocks

| Name | Date | Paper |
|---|---|---|
| Gurgle | 2025.03 | [paper](https://arxiv.org/abs/2503.00001) |
| Drip | {} | [paper](https://arxiv.org/abs/2506.00002) |
"""


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("Last updated: 2025-06-30", "2025.06"),
        ("Last updated: 2025-06-01", "2025.06"),
        ("Last updated: 2025", "2025.06"),
        ("Last updated: 2025-01-07\n\nLast updated: 2025-07-07", "2025.06"),
        ("Last updated: 2025-03-01", "2027.06"),
        ("Last updated: 2025-03-01", "2026"),
        ("Gurgle was updated on 2025-01-07.", "2025.06"),
        ("<!-- Last updated: 2025-01-07 -->", "2025.06"),
    ],
)
def test_updated_in_time(said: str, date: str) -> None:
    """An update after the newest entry, and dates that are not certain, are left alone."""
    assert told(RULE, f"# T\n\n{said}\n{DATED.format(date)}") == []


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("Last updated: 2025-05-30", "info"),
        ("**Last update**: May 2025", "info"),
        ("*Last updated on 2025-04-30*", "warning"),
        ("![u](https://img.shields.io/badge/last_updated-2025--01--07-blue)", "warning"),
        ("最后更新：2025年1月", "warning"),
        ("Updated on 2025.01.07", "warning"),
    ],
)
def test_updated_before_the_newest_entry(said: str, severity: str) -> None:
    """An older day is told, as a warning where it is clearly older; nobody knows the right one."""
    (finding,) = findings(RULE, f"# T\n\n{said}\n{DATED.format('2025.06')}")
    assert (finding.severity, finding.observed, finding.fix) == (severity, "2025-06", None)
    assert "“Drip” on line" in finding.message
