"""unused-waiver: waivers that waive nothing, where that can be known."""

import re

import pytest
from builders import alive, case, gone, seen

from listcheck.model import Observation, Signal
from listcheck.rules import BY_SLUG, Judgement, judged
from listcheck.rules.waiving import FICKLE, TEXTUAL
from listcheck.settings import Allowance, Settings

URL = "https://example.org/a"
KEY = f"page:{URL}"
LINE = f"- [Leaking Clocks in Kitchens]({URL})"


def of(rules: str, *evidence: Observation, settings: Settings | None = None) -> Judgement:
    text = f"{LINE} <!-- listcheck: allow {rules} because x -->\n"
    return judged(case(text, *evidence, settings=settings))


def told(found: Judgement) -> list[str]:
    return [one.message for one in found.findings if one.rule == "unused-waiver"]


@pytest.mark.parametrize(
    ("rules", "evidence", "settings"),
    [
        ("dead-link", (gone(KEY, Signal.NOT_FOUND),), None),  # it has something to waive
        ("dead-link", (), None),  # nothing was asked
        ("dead-link", (seen(KEY, Signal.BLOCKED),), None),
        ("dead-link", (seen(KEY, Signal.TIMEOUT),), None),
        ("dead-link", (seen(KEY, Signal.NOT_ASKED),), None),
        ("dead-link", (), Settings(offline=True)),
        ("moved-link", (alive(KEY),), Settings(ignore=("moved-link",))),
        ("moved-link", (alive(KEY),), Settings(select=("dead-link", "unused-waiver"))),
        ("moved-link", (alive(KEY),), Settings(ignore=("unused-waiver",))),
        ("dead-link until=2020-01-01", (gone(KEY, Signal.NOT_FOUND),), None),
        ("code-available", (alive(KEY),), None),  # it asks others, in a budget
        ("no-such-rule", (alive(KEY),), None),  # is malformed
    ],
)
def test_silent(rules: str, evidence: tuple[Observation, ...], settings: Settings | None) -> None:
    """Where it waives something, and where nobody knows."""
    assert told(of(rules, *evidence, settings=settings)) == []


def test_unused() -> None:
    """Where all was seen and nothing is found, it is told at its place."""
    found = of("dead-link", alive(KEY))
    assert told(found) == ["nothing to waive: no dead-link here"]
    (one,) = found.findings
    assert (one.severity, one.span.start) == ("warning", len(LINE) + 1)
    assert one.entry == "Leaking Clocks in Kitchens"


def test_some_of_several() -> None:
    """Only the rules that find nothing are named."""
    rules = "dead-link, moved-link, malformed-row"
    found = of(rules, gone(KEY, Signal.NOT_FOUND))
    assert told(found) == ["nothing to waive: no moved-link and no malformed-row here"]
    assert [one.finding.rule for one in found.waived] == ["dead-link"]


def test_text_is_known_offline() -> None:
    """What the text alone tells is known without asking."""
    found = of("malformed-row, dead-link", settings=Settings(offline=True))
    assert told(found) == ["nothing to waive: no malformed-row here"]


def test_another_place_of_the_same_finding() -> None:
    """A finding is told at its first place; a waiver at another waives it not, and is not idle."""
    text = f"{LINE}\n- b [again]({URL}) <!-- listcheck: allow dead-link because x -->\n"
    found = judged(case(text, gone(KEY, Signal.NOT_FOUND)))
    assert [one.rule for one in found.findings] == ["dead-link"]


ALLOWED = Allowance(("dead-link",), "it moves", url="https://example.org/*")


@pytest.mark.parametrize(
    ("allowance", "evidence", "idle"),
    [
        (ALLOWED, gone(KEY, Signal.NOT_FOUND), False),
        (ALLOWED, alive(KEY), True),
        (ALLOWED, seen(KEY, Signal.TIMEOUT), False),
        (Allowance(("dead-link",), "x", path="other/*.md"), alive(KEY), False),
        (Allowance(("dead-link",), "x", url="https://b.org/*"), seen(KEY, Signal.TIMEOUT), True),
        (Allowance(("dead-link", "moved-link"), "x"), gone(KEY, Signal.NOT_FOUND), False),
    ],
)
def test_settings(allowance: Allowance, evidence: Observation, idle: bool) -> None:
    """One of the settings that fits a list and waives nothing in it is a note."""
    found = judged(case(f"{LINE}\n", evidence, settings=Settings(allow=(allowance,))))
    assert any("has nothing to waive" in note for note in found.notes) is idle


def test_what_is_known_of_the_rules() -> None:
    """The rules that judge the text alone say in their manuals that they cost nothing."""
    for slug in TEXTUAL & BY_SLUG.keys():
        assert re.search(r"^Cost: none\.$", BY_SLUG[slug].manual, re.MULTILINE), slug
    assert not TEXTUAL & FICKLE
