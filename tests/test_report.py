"""The report: counts, places and the exit status."""

import pytest
from builders import NOON, alive, case, document, gone, report, seen

from listcheck.case import Case
from listcheck.errors import Exit
from listcheck.history import Record
from listcheck.model import Catalog, Observation, Signal
from listcheck.report import Circumstances, Location, exit_status, iso, summarise
from listcheck.rules import judge

A, B = "page:https://example.org/a", "page:https://example.org/b"
TEXT = """
- [a](https://example.org/a)
- [b](https://example.org/b) and [b again](https://example.org/b)
- [c](#nowhere)
- [d](ftp://example.org/d)
"""


def test_coverage_counts_addresses() -> None:
    """Every address as written is counted once, in the group that its state belongs to."""
    found = report(case(TEXT, alive(A), seen(B, Signal.BLOCKED)))
    coverage = found.coverage
    assert (coverage.links, coverage.verified, coverage.unverified) == (4, 2, 1)
    assert (coverage.refused, coverage.skipped, coverage.requests) == (1, 0, 3)
    assert [len(line.locations) for line in found.links] == [1, 2, 1, 1]
    assert [(one.path, one.links) for one in found.lists] == [("README.md", 5)]


def test_the_same_anchor_in_two_lists() -> None:
    """Words that lead elsewhere in another list are another address."""
    catalog = Catalog((document("# x\n[a](#x)", "a.md"), document("# y\n[a](#x)", "b.md")))
    states = [line.verdict.state for line in report(case(catalog)).links]
    assert states == ["alive", "dead"]


def test_places() -> None:
    """Lines and columns count from one, columns in characters, the end past the last."""
    found = report(case("\ufeffé\n\n- 漢😀 [a](https://example.org/a)", gone(A, Signal.GONE)))
    (line,) = found.findings
    assert line.location == Location("README.md", 3, 10, 3, 31)


@pytest.mark.parametrize(
    ("evidence", "incomplete"),
    [
        ([alive(A), alive(B)], ""),
        ([alive(A), seen(B, Signal.BLOCKED)], ""),
        ([alive(A), seen(B, Signal.UNVERIFIABLE)], ""),
        ([seen(A, Signal.UNVERIFIABLE), seen(B, Signal.UNVERIFIABLE)], ""),
        ([alive(A), seen(B, Signal.THROTTLED, "too busy")],
         "1 of 2 links could not be checked: too busy"),
        ([alive(A)], "1 of 2 links could not be checked: not asked"),
        ([seen(A, Signal.TIMEOUT, "no answer"), seen(B, Signal.TIMEOUT, "no answer")],
         "2 of 2 links could not be checked: no answer"),
        ([], "2 of 2 links could not be checked: not asked"),
    ],
)  # fmt: skip
def test_incomplete(evidence: list[Observation], incomplete: str) -> None:
    """A run that saw too little says so; a wall that turns everybody away is not our failure."""
    assert report(case(TEXT, *evidence)).incomplete == incomplete


@pytest.mark.parametrize(
    ("url", "key", "incomplete"),
    [
        ("https://example.org/b", B, ""),
        ("https://doi.org/10.1000/1", "doi:10.1000/1", "1 of 2 links could not be checked: why"),
        ("https://github.com/o/n", "repo:o/n", "1 of 2 links could not be checked: why"),
    ],
)
def test_apis_that_fail(url: str, key: str, incomplete: str) -> None:
    """A page that fails is the page's trouble; an API that fails has told nothing of the link."""
    text = f"[a](https://example.org/a) [b]({url})"
    evidence = (alive(A), seen(key, Signal.SERVER_ERROR, "why"))
    assert report(case(text, *evidence)).incomplete == incomplete


def test_nothing_to_ask_is_complete() -> None:
    """A list whose links are all within itself was seen as a whole."""
    assert report(case("# a\n[a](#a) [m](mailto:a@example.org)")).incomplete == ""


def test_blind_and_interrupted() -> None:
    """What the wire says about itself goes before the count."""
    assert report(case(TEXT), blind="no network here").incomplete == "no network here"
    assert report(case(TEXT), interrupted=True).incomplete == "interrupted before the end"


DEAD = (TEXT, (gone(A, Signal.GONE), alive(B)))
WARNING = ("[d](ftp://example.org/d) [a](https://example.org/a)", (alive(A),))
NOTE = (
    "[a](https://example.org/a) [b](https://example.org/b)",
    (alive(A), seen(B, Signal.BLOCKED)),
)
BLIND = ("[a](https://example.org/a)", ())
GOOD = ("[a](https://example.org/a)", (alive(A),))


@pytest.mark.parametrize(
    ("situation", "fail_on", "status"),
    [
        (GOOD, "info", Exit.CLEAN),
        (DEAD, "error", Exit.FINDINGS),
        (DEAD, "never", Exit.CLEAN),
        (WARNING, "error", Exit.CLEAN),
        (WARNING, "warning", Exit.FINDINGS),
        (NOTE, "warning", Exit.CLEAN),
        (NOTE, "info", Exit.FINDINGS),
        (NOTE, "new", Exit.FINDINGS),
        (BLIND, "error", Exit.INCOMPLETE),
        (BLIND, "never", Exit.INCOMPLETE),
        (BLIND, "info", Exit.FINDINGS),
    ],
)
def test_exit_status(
    situation: tuple[str, tuple[Observation, ...]], fail_on: str, status: Exit
) -> None:
    """Findings at the wished level win over an incomplete run, and that over a clean one."""
    text, evidence = situation
    assert exit_status(report(case(text, *evidence)), fail_on) is status


def test_interrupted_wins() -> None:
    """An interrupted run says so, whatever it found."""
    text, evidence = DEAD
    assert exit_status(report(case(text, *evidence), interrupted=True), "error") is Exit.INTERRUPTED


def test_known_since() -> None:
    """What was found before is not new, and does not fail a run that looks for news."""
    one = case(GOOD[0], gone(A, Signal.GONE))
    findings = judge(one)
    old = {finding.key: NOON - 5 for finding in findings}
    found = summarise(one, findings, old, Circumstances(NOON, NOON + 1))
    assert [(line.new, line.first_seen) for line in found.findings] == [(False, NOON - 5)]
    assert exit_status(found, "new") is Exit.CLEAN
    assert [line.new for line in report(one).findings] == [True]


def test_the_life_of_a_link() -> None:
    """A link's line carries its record."""
    life = Record(NOON, 3, 3, confirmed=True)
    one = Case(case(GOOD[0]).catalog, {A: gone(A, Signal.GONE)}, lives={A: life})
    assert [line.life for line in report(one).links] == [life]


def test_iso() -> None:
    """Times are shown in UTC, to the second."""
    assert iso(NOON + 0.9) == "2026-01-01T12:00:00Z"
