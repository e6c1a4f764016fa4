"""date-drift: dates that the paper contradicts."""

import pytest
from builders import alive, document, findings, gone, mended, seen, told

from listcheck.model import Catalog, Observation, Signal

RULE = "date-drift"
TITLE = "Leaking Clocks in Noisy Kitchens"


def row(date: str, *numbers: str) -> str:
    links = " ".join(f"[paper](https://arxiv.org/abs/{number})" for number in numbers)
    return f"## Clocks\n\n| Name | Date | Links |\n|---|---|---|\n| Gurgle | {date} | {links} |\n"


def apart(date: str, *numbers: str) -> str:
    """Each paper in a column of its own."""
    links = " | ".join(f"[paper](https://arxiv.org/abs/{number})" for number in numbers)
    head = "| Name | Date | Links | Notes |\n|---|---|---|---|"
    return f"## Clocks\n\n{head}\n| Gurgle | {date} | {links} |\n"


def paper(number: str, published: str | None) -> Observation:
    return alive(f"paper:{number}", title=TITLE, summary="We present Gurgle.", published=published)


ONE = paper("2407.00001", "2024-06-29T10:00:00Z")
BULLET = """## Clocks

- [Gurgle](https://arxiv.org/abs/2501.00001) (2025.01) [before](https://arxiv.org/abs/2407.00001)
"""
LATE = paper("2501.00001", "2023-03-01T00:00:00Z")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (row("2024.07", "2407.00001"), [ONE]),
        (row("Jun 2024", "2407.00001"), [ONE]),
        (row("2023.03", "2501.00001"), [LATE]),
        (row("2024.07", "2407.00001"), []),
        (row("2024-06-29", "2407.00001"), []),
        (row("25 Jun 2024", "2407.00001"), [seen("paper:2407.00001", Signal.TIMEOUT)]),
        (row("2020", "2407.00001"), [ONE]),
        (row("soon", "2407.00001"), [ONE]),
        (row("2024.13", "2407.00001"), [ONE]),
        (row("2020.01", "2407.00001"), [gone("paper:2407.00001")]),
        (row("2025.01", "2412.00001", "2501.00001"), [paper("2412.00001", "2024-12-03"), LATE]),
        (apart("2025.01", "2501.00001", "2407.00001"), []),
        (BULLET, []),
        (row("2020.01"), []),
        (row("2020.01", "2407.00001").replace("Gurgle", "Gurgling Vessel Contraption"),
         [alive("paper:2407.00001", title="A Spectroscopic Survey of Dwarf Galaxies",
                summary="We measure dwarfs.", published="2024-06-29")]),
    ],
)  # fmt: skip
def test_silent(text: str, evidence: list[Observation]) -> None:
    """In one of both months, without a month, beside a wrong paper or one that does not exist.

    What was sent in on the last days of a month has the next one in its id.
    """
    assert told(RULE, text, *evidence) == []


@pytest.mark.parametrize(
    ("date", "number", "evidence", "more"),
    [
        ("2024.06", "2407.00001", [], ""),
        ("2024.08", "2407.00001", [], ""),
        ("2020.01", "2407.00001", [], ""),
        ("2020.01", "2407.00001", [paper("2407.00001", None)], ""),
        ("2020.01", "2407.00001", [paper("2407.00001", "long ago")], ""),
        ("2020.01", "2407.00001", [seen("paper:2407.00001", Signal.TIMEOUT)], ""),
        ("2024-06-24", "2407.00001", [], ""),
        ("2024-08-25", "2407.00001", [], ""),
        ("2024.05", "2407.00001", [ONE], " and was first submitted on 2024-06-29"),
        ("2024-08", "2407.00001", [ONE], " and was first submitted on 2024-06-29"),
        ("2023.02", "2501.00001", [LATE], " and was first submitted on 2023-03-01"),
        ("2025.02", "2501.00001", [LATE], " and was first submitted on 2023-03-01"),
    ],
)  # fmt: skip
def test_noted(date: str, number: str, evidence: list[Observation], more: str) -> None:
    """Near both months and in neither, or the first version unknown: a note, its fix unsafe."""
    text = row(date, number)
    (finding,) = findings(RULE, text, *evidence)
    month = f"20{number[:2]}-{number[2:4]}"
    assert finding.severity == "info"
    assert finding.message == f"the list says {date}, {number} is of {month} by its id{more}"
    assert (finding.claimed, finding.observed) == (date, month)
    if len(date) == 7:
        assert finding.fix is not None
        assert not finding.fix.safe
        assert told(RULE, mended(text, finding), *evidence) == []


def test_another_in_the_cell() -> None:
    """A row whose date is right for one of its papers, and far from another in the same cell."""
    (finding,) = findings(RULE, row("2025.01", "2501.00001", "2508.00002"))
    assert finding.message == (
        "the list says 2025.01, which is right for 2501.00001; 2508.00002 is of 2025-08 by its id"
    )
    assert (finding.severity, finding.fix) == ("info", None)


def test_another_in_a_catalog() -> None:
    """The papers in the field of a catalog's entry are all those of the work."""
    read = document(apart("2025.01", "2501.00001", "2508.00002"))
    (entry,) = read.entries
    claims = tuple(claim._replace(syntax="value") for claim in entry.claims)
    one = read._replace(rows=(), entries=(entry._replace(claims=claims),))
    (finding,) = findings(RULE, Catalog((one,)))
    assert finding.observed == "2025-08"


def test_the_key_stays() -> None:
    """A baseline made offline knows the finding of a run that asked."""
    text, dated = row("2024.05", "2407.00001"), paper("2407.00001", "2024-07-02")
    far = row("2023.05", "2407.00001")
    keys = {finding.key for finding in [*findings(RULE, text), *findings(RULE, far, dated)]}
    assert keys == {"date paper:2407.00001"}


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
    assert finding.severity == "warning"
    if right is None:
        assert finding.fix is None
    else:
        assert mended(text, finding) == row(right, "2407.00001")
        assert told(RULE, mended(text, finding), ONE) == []


def test_none_of_several() -> None:
    """Where several papers contradict it, whose date is meant is for a person."""
    (finding,) = findings(RULE, row("2020.01", "2407.00001", "2501.00001"), ONE, LATE)
    assert finding.fix is None


def test_two_that_may_have_changed_places() -> None:
    """Where each of two entries has the other's month, the ids may be wrong, and not the dates."""
    text = (
        row("2024.06", "2501.00001")
        + "| Drip | 2025.01 | [paper](https://arxiv.org/abs/2406.00002) |\n"
    )
    evidence = [paper("2501.00001", "2025-01-03"), paper("2406.00002", "2024-06-05")]
    for finding in findings(RULE, text, *evidence):
        assert finding.advice == "look first whether two ids changed places"
        assert finding.fix is not None
        assert not finding.fix.safe
    assert len(findings(RULE, text, *evidence)) == 2
