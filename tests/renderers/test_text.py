"""The report for a person at a terminal."""

import unicodedata

import pytest
from builders import case, report

from listcheck.renderers import text
from listcheck.renderers.style import Style
from listcheck.settings import Settings
from renderers.situations import HOSTILE, empty, everything, good, hostile

PLAIN = Style()


def test_the_worst_comes_first() -> None:
    """Errors stand before warnings, those before notes, and the summary is the end."""
    shown = text.render(everything(), PLAIN)
    places = [
        shown.index(word) for word in ("Errors", "Warnings", "Notes", "Could not tell", "error")
    ]
    assert places == sorted(places)
    assert "dead-link" in shown
    assert "README.md:7:" in shown
    assert "→ replace it, or take it out (and in 1 more place)" in shown
    assert "failing since 2025-12-22, confirmed" in shown
    assert "Note: the store was made anew" in shown


def test_what_could_not_be_told_is_gathered() -> None:
    """Links that could not be told are counted by reason, not among the notes."""
    shown = text.render(everything(), PLAIN)
    assert "Could not tell of 2 links" in shown
    assert "· a bot wall (403)" in shown
    assert "unverified-link" not in shown


def test_good() -> None:
    """A list in order is told so, with what was seen."""
    shown = text.render(good(), PLAIN)
    assert shown.startswith("All good.")
    assert "1 address: 1 verified · 3 requests in 2.0 s" in shown


def test_a_run_that_saw_nothing_is_not_good() -> None:
    """Where nothing was seen, nothing is called good."""
    shown = text.render(hostile(), PLAIN)
    assert "All good" not in shown
    assert "Incomplete: blind" in shown


def test_what_was_not_asked_is_not_good() -> None:
    """Offline, and on a list without a link, nothing is called good."""
    offline = report(case("- [a](https://example.org/a)", settings=Settings(offline=True)))
    shown = text.render(offline, PLAIN)
    assert shown.startswith("Nothing found without asking.")
    assert "1 address: 0 verified, 1 unknown (offline)" in shown
    assert text.render(empty(), PLAIN).startswith("Nothing to check.")


def test_the_address_is_shown_beside_one_that_it_begins() -> None:
    """An anchor or address is hidden only where the message holds it whole."""
    anchor = report(case("[a](#with-clocks)\n\n## With clocks and kettles\n"))
    assert "\n      #with-clocks\n" in text.render(anchor, PLAIN)


def test_evidence_is_one_line() -> None:
    """An address that asks for a hundred papers does not wrap."""
    lines = text.render(everything(), Style(width=60, verbosity=1)).splitlines()
    seen = [line for line in lines if "seen:" in line]
    assert seen
    assert all(" → " in line for line in seen)


def test_quiet() -> None:
    """With -q findings stand alone; a list in order still says so."""
    quiet = Style(verbosity=-1)
    assert "requests in" not in text.render(everything(), quiet)
    assert "All good." in text.render(good(), quiet)


def test_verbose() -> None:
    """With -v every exchange is shown, without it the last."""
    assert "seen: GET" in text.render(everything(), PLAIN)
    shown = text.render(everything(), Style(verbosity=1))
    assert len(shown) >= len(text.render(everything(), PLAIN))


def test_no_colour() -> None:
    """Without colour there is no escape; with it, escapes are ours alone."""
    assert "\x1b" not in text.render(everything(), PLAIN)
    coloured = text.render(everything(), Style(colour=True))
    assert "\x1b[" in coloured
    bare = coloured
    for code in ("0", "1", "2", "31", "32", "33", "34", "31;1", "33;1", "34;1", "32;1"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare == text.render(everything(), PLAIN)


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_hostile_text(verbosity: int) -> None:
    """No title, name, path or reason can move the cursor, turn a line round or begin one."""
    shown = text.render(hostile(), Style(verbosity=verbosity))
    kinds = {unicodedata.category(one) for one in shown if one != "\n"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "Red" in shown  # the text itself is shown
    assert not any(line.lstrip().startswith("error[x]") for line in shown.splitlines())
    assert HOSTILE not in shown


def test_narrow() -> None:
    """Long messages are wrapped to the width of the terminal."""
    shown = text.render(everything(), Style(width=60))
    prose = [line for line in shown.splitlines() if line.startswith("      ") and "://" not in line]
    assert prose
    assert max(map(len, prose)) <= 60


@pytest.mark.parametrize("make", [everything, hostile, empty, good])
def test_deterministic(make: object) -> None:
    """The same report gives the same text."""
    assert callable(make)
    assert text.render(make(), PLAIN) == text.render(make(), PLAIN)
    assert text.render(make(), PLAIN).endswith("\n")
