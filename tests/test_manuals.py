"""The manuals of the rules as pages."""

from pathlib import Path

import pytest

from listcheck import manuals
from listcheck.case import Rule
from listcheck.rules import BY_SLUG, RULES

ROOT = Path(__file__).parent.parent
RULE = Rule("odd-clock", "info", """A clock that is odd.

What it finds: clocks
with fourteen | hours.

Why it matters: they
strike twice.

What to do: nothing.

What it cannot know: the time. What to do: is no part here.

Example: `14:77`.

Cost: none.
""", lambda case: iter(()), mends=True)  # fmt: skip


def test_parts() -> None:
    """Every part by its name, on one line; names of parts within a line are text."""
    assert manuals.parts(RULE.manual) == [
        ("", "A clock that is odd."),
        ("What it finds", "clocks with fourteen | hours."),
        ("Why it matters", "they strike twice."),
        ("What to do", "nothing."),
        ("What it cannot know", "the time. What to do: is no part here."),
        ("Example", "`14:77`."),
        ("Cost", "none."),
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_nothing_is_lost(rule: Rule) -> None:
    """Each manual has all parts, none empty, and every word of it is shown in both forms."""
    parts = manuals.parts(rule.manual)
    assert [name for name, _ in parts] == ["", *manuals.PARTS]
    assert all(text for _, text in parts)
    for shown in (manuals.for_terminal(rule), manuals.page([rule])):
        words = " ".join(shown.split())
        for name, text in parts:
            assert name in words
            assert text in words


def test_for_terminal() -> None:
    """The name, how grave it is, and each part below its own line."""
    assert manuals.for_terminal(RULE).startswith(
        "odd-clock: info, some of its findings have a correction\n\n"
        "A clock that is odd.\n\nWhat it finds\n    clocks with fourteen | hours.\n\n"
    )
    assert max(map(len, manuals.for_terminal(BY_SLUG["date-drift"]).splitlines())) <= 88


def test_index() -> None:
    """A line for each rule."""
    assert manuals.index([RULE]) == "odd-clock  info     A clock that is odd\n"


def test_page() -> None:
    """A table of the rules, and a heading for each, whose anchor is its name."""
    page = manuals.page([RULE])
    assert "| [`odd-clock`](#odd-clock) | info | yes | A clock that is odd |\n" in page
    assert "\n## odd-clock\n\n*info, with a correction for some of its findings*\n\n" in page
    assert "\n**What it finds:** clocks with fourteen | hours.\n" in page


def test_the_page_is_up_to_date() -> None:
    """`listcheck rules --format markdown > docs/rules.md` has been run."""
    assert (ROOT / "docs" / "rules.md").read_text() == manuals.page(RULES)
