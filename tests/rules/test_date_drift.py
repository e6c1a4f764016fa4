"""date-drift: dates that the paper contradicts."""

import pytest
from builders import alive, findings, mended, seen, told

from listcheck.model import Observation, Signal

RULE = "date-drift"
TITLE = "Leaking Clocks in Noisy Kitchens"


def row(date: str, *numbers: str) -> str:
    links = " ".join(f"[paper](https://arxiv.org/abs/{number})" for number in numbers)
    return f"## Clocks\n\n| Name | Date | Links |\n|---|---|---|\n| Gurgle | {date} | {links} |\n"


def paper(number: str, published: str | None) -> Observation:
    return alive(f"paper:{number}", title=TITLE, summary="We present Gurgle.", published=published)


ONE = paper("2407.00001", "2024-06-29T10:00:00Z")
LATE = paper("2501.00001", "2023-03-01T00:00:00Z")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (row("2024.07", "2407.00001"), [ONE]),
        (row("2024.05", "2407.00001"), [ONE]),
        (row("2024-08", "2407.00001"), [ONE]),
        (row("Jun 2024", "2407.00001"), [ONE]),
        (row("2020", "2407.00001"), [ONE]),
        (row("soon", "2407.00001"), [ONE]),
        (row("2023.02", "2501.00001"), [LATE]),
        (row("2025.02", "2501.00001"), [LATE]),
        (row("2020.01", "2407.00001"), []),
        (row("2020.01", "2407.00001"), [paper("2407.00001", None)]),
        (row("2020.01", "2407.00001"), [paper("2407.00001", "long ago")]),
        (row("2020.01", "2407.00001"), [seen("paper:2407.00001", Signal.TIMEOUT)]),
        (row("2025.01", "2407.00001", "2501.00001"), [ONE, LATE]),
        (row("2020.01", "2407.00001", "2501.00001"), [ONE]),
        (row("2020.01"), []),
        (row("2020.01", "2407.00001").replace("Gurgle", "Gurgling Vessel Contraption"),
         [alive("paper:2407.00001", title="A Spectroscopic Survey of Dwarf Galaxies",
                summary="We measure dwarfs.", published="2024-06-29")]),
    ],
)  # fmt: skip
def test_silent(text: str, evidence: list[Observation]) -> None:
    """Near one of both months, without a month, without evidence, or beside a wrong paper."""
    assert told(RULE, text, *evidence) == []


@pytest.mark.parametrize(
    ("date", "right"),
    [("2023.07", "2024.07"), ("2024-10", "2024-07"), ("2024/4", "2024/7"), ("Mar 2023", None)],
)
def test_found(date: str, right: str | None) -> None:
    """More than a month from both is told; the month of the id is written in the list's form."""
    text = row(date, "2407.00001")
    (finding,) = findings(RULE, text, ONE)
    assert finding.message == f"the list says {date}, 2407.00001 was first submitted on 2024-06-29"
    assert (finding.claimed, finding.observed) == (date, "2024-06-29")
    if right is None:
        assert finding.fix is None
    else:
        assert mended(text, finding) == row(right, "2407.00001")
        assert told(RULE, mended(text, finding), ONE) == []


def test_none_of_several() -> None:
    """Where several papers contradict it, whose date is meant is for a person."""
    (finding,) = findings(RULE, row("2020.01", "2407.00001", "2501.00001"), ONE, LATE)
    assert finding.fix is None
