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
