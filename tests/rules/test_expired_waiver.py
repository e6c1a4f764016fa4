"""expired-waiver: waivers whose last day is over."""

from dataclasses import replace

import pytest
from builders import case

from listcheck.rules import Judgement, judged
from listcheck.settings import Allowance, Settings

DAY = "2026-06-15"
LINE = "- [A](https://arxiv.org/abs/2413.00001)"


def on(day: str, until: str, settings: Settings | None = None) -> Judgement:
    comment = f"<!-- listcheck: allow arxiv-id-malformed{until} because x -->" if until else ""
    return judged(replace(case(f"{LINE} {comment}\n", settings=settings), day=day))


@pytest.mark.parametrize("until", [" ", " until=2026-06-15", " until=2026-06-16"])
def test_silent(until: str) -> None:
    """A waiver holds through its last day, and without one for ever."""
    found = on(DAY, until)
    assert found.findings == ()
    assert [one.finding.rule for one in found.waived] == ["arxiv-id-malformed"]


def test_expired() -> None:
    """It is told at its place with the day, and what it waived stands again."""
    found = on(DAY, " until=2026-06-14")
    assert [one.rule for one in found.findings] == ["arxiv-id-malformed", "expired-waiver"]
    one = found.findings[1]
    assert one.message == "expired on 2026-06-14: arxiv-id-malformed is waived no more"
    assert (one.severity, one.claimed, one.observed) == ("warning", "2026-06-14", DAY)
    assert one.span.start == len(LINE) + 1
    assert found.waived == ()


def test_settings() -> None:
    """One of the settings has no place in the list: a note tells of it."""
    one = Allowance(("arxiv-id-malformed",), "the host moves", "2026-06-14")
    found = on(DAY, "", Settings(allow=(one,)))
    assert [one.rule for one in found.findings] == ["arxiv-id-malformed"]
    (note,) = found.notes
    assert "“the host moves”" in note
    assert "expired on 2026-06-14" in note
