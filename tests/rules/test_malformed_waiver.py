"""malformed-waiver: waivers that waive nothing, since they cannot be read."""

import pytest
from builders import case

from listcheck.model import Finding
from listcheck.rules import WAIVABLE, judged
from listcheck.settings import Settings
from listcheck.waivers import ON_WAIVERS

LINE = "- [A](https://arxiv.org/abs/2413.00001)"


def findings(text: str, **settings: tuple[str, ...]) -> list[Finding]:
    found = judged(case(text, settings=Settings(**settings)))  # type: ignore[arg-type]
    return [one for one in found.findings if one.rule == "malformed-waiver"]


@pytest.mark.parametrize("rule", WAIVABLE)
def test_silent(rule: str) -> None:
    """Every rule on lists can be waived, alone and with others, with a day and without."""
    for said in (rule, f"{rule}, dead-link", f"{rule} until=2030-01-01"):
        assert findings(f"{LINE} <!-- listcheck: allow {said} because x -->\n") == []


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("listcheck: allow dead-link", "a waiver needs its reason"),
        (
            "listcheck: allow dead-lnk because x",
            "there is no rule dead-lnk: did you mean dead-link?",
        ),
        ("listcheck: allow dead-link, qqq because x", "there is no rule qqq"),
        ("listcheck: allow unused-waiver because x", "unused-waiver cannot be waived"),
        ("listcheck: disable", "this is no waiver: write <!-- listcheck: allow RULE"),
        ("LISTCHECK: allow", "this is no waiver"),
    ],
)
def test_speaks(comment: str, message: str) -> None:
    """Each says what is wrong, at the comment, and waives nothing."""
    text = f"{LINE} <!-- {comment} -->\n"
    (one,) = findings(text)
    assert one.message.startswith(message)
    assert one.severity == "error"
    assert text[one.span.start : one.span.end] == f"<!-- {comment} -->"
    assert one.fix is None
    assert "arxiv-id-malformed" in {found.rule for found in judged(case(text)).findings}


def test_choice() -> None:
    """It can be left out like any rule."""
    text = f"{LINE} <!-- listcheck: allow -->\n"
    assert findings(text, select=("dead-link",)) == []
    assert findings(text, ignore=("malformed-waiver",)) == []


def test_rules_on_waivers_are_named() -> None:
    """What cannot be waived is there."""
    assert not ON_WAIVERS & set(WAIVABLE)
