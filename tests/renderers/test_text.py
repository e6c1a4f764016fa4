"""The report for a person at a terminal."""

import unicodedata

import pytest
from builders import alive, case, gone, report, seen

from listcheck.model import Signal
from listcheck.renderers import text
from listcheck.renderers.style import Style
from listcheck.report import Report
from listcheck.settings import Settings
from renderers.situations import HOSTILE, empty, everything, good, hostile

PLAIN = Style()
TWO = "- [a](https://example.org/a)\n- [b](https://example.org/b)\n"


def test_the_worst_comes_first() -> None:
    """Errors stand before warnings, those before notes, and the summary is the end."""
    shown = text.render(everything(), PLAIN)
    places = [
        shown.index(word)
        for word in ("Errors", "Warnings", "Notes", "Could not be checked", "error")
    ]
    assert places == sorted(places)
    assert "dead-link" in shown
    assert "README.md:7:" in shown
    assert "→ replace it, or take it out (and in 1 more place)" in shown
    assert "failing since 2025-12-22, confirmed" in shown
    assert "Note: the store was made anew" in shown


def test_what_healed() -> None:
    """What answers again is counted in a note; who wants everything sees each address."""
    healed = ("https://example.org/a", "https://example.org/\x1b[31mb")
    one = report(case(TWO), healed=healed, notes=("healed since the last run: 2",))
    usual, verbose = text.render(one, PLAIN), text.render(one, Style(verbosity=1))
    assert "Note: healed since the last run: 2" in usual
    assert "Healed since the last run\n  · https://example.org/a\n" in verbose
    assert "Healed" not in usual
    assert "\x1b" not in verbose


def test_what_could_not_be_told_is_gathered() -> None:
    """Links that could not be checked are counted by reason, not among the notes."""
    shown = text.render(everything(), PLAIN)
    block = shown.split("\nCould not be checked\n")[1].split("\n\n")[0]
    assert "  · a bot wall (403)\n      README.md:8  https://example.org/wall" in block
    assert "unverified-link" not in shown
    assert ", 1 note.  " in shown
    assert " 2 could not be checked, " in shown


def test_what_could_not_be_told_is_not_good() -> None:
    """A list of which something could not be checked is not called good."""
    wall = seen("page:https://example.org/b", Signal.BLOCKED, "a bot wall (403)", 403)
    found = case(TWO, alive("page:https://example.org/a"), wall)
    shown = text.render(report(found), PLAIN)
    assert "Nothing wrong found, but not everything could be checked." in shown
    assert "2 addresses: 1 checked, 1 could not be checked · " in shown


def test_the_dead_are_checked() -> None:
    """What is dead was checked as well as what is alive, and not one word calls it good."""
    found = case(TWO, alive("page:https://example.org/a"), gone("page:https://example.org/b"))
    shown = text.render(report(found), PLAIN)
    assert "2 addresses: 2 checked · " in shown
    assert "verified" not in shown


def test_skipped() -> None:
    """What is not for asking is counted, and named to who wants to know everything."""
    found = report(case("- [a](#l) [m](mailto:a@example.org)\n\n# L\n"))
    assert "2 addresses: 1 checked, 1 skipped · " in text.render(found, PLAIN)
    assert "Skipped\n" not in text.render(found, PLAIN)
    shown = text.render(found, Style(verbosity=1))
    assert "Skipped\n  · not a web address (mailto:)\n      README.md:1  mailto:a@" in shown


def broken(count: int, more: str = "") -> Report:
    """A report on a table of contents whose headings are gone."""
    names = (f"{letter * 9}{number}" for number, letter in enumerate("abcdefghij" * 5))
    lines = [f"- [to](#{name})" for name in names]
    return report(case("\n".join(lines[:count]) + f"\n{more}"))


def test_many_alike() -> None:
    """Many findings that say the same of one list are one paragraph, with every place."""
    shown = text.render(broken(7), PLAIN)
    assert shown.count("broken-anchor") == 1
    assert "  ! README.md  broken-anchor  7 times\n      no heading has this anchor\n" in shown
    assert shown.count("#") == 7
    assert "1:8\u00a0#aaaaaaaaa0, 2:8\u00a0#bbbbbbbbb1," in shown
    assert "7 warnings." in shown
    assert text.render(broken(3), PLAIN).count("broken-anchor") == 3
    assert text.render(broken(7), Style(verbosity=1)).count("broken-anchor") == 7
    assert "and 3 more (-v shows each)" in text.render(broken(43), PLAIN).replace("\n     ", "")


def test_what_has_a_correction_stands_alone() -> None:
    """What says something of its own is not gathered."""
    shown = text.render(broken(7, "[x](#with-kettle)\n\n## With kettles\n"), PLAIN)
    assert "7 times" in shown
    assert "→ write #with-kettles" in shown


def test_good() -> None:
    """A list in order is told so, with what was seen."""
    shown = text.render(good(), PLAIN)
    assert shown.startswith("All good.")
    assert "1 address: 1 checked · 3 requests in 2.0 s" in shown


def test_a_run_that_saw_nothing_is_not_good() -> None:
    """Where nothing was seen, nothing is called good."""
    shown = text.render(hostile(), PLAIN)
    assert "All good" not in shown
    assert "Incomplete: blind" in shown


def test_what_was_not_asked_is_not_good() -> None:
    """Offline, and on a list without a link, nothing is called good."""
    offline = report(case("- [a](https://example.org/a)", settings=Settings(offline=True)))
    shown = text.render(offline, PLAIN)
    assert shown.startswith("Nothing wrong found without asking.")
    assert "1 address: 0 checked, 1 skipped (offline) ·" in shown
    half = case(
        "- [a](https://example.org/a) [m](mailto:m@a.example)", settings=Settings(offline=True)
    )
    assert "0 checked, 2 skipped (1 offline) ·" in text.render(report(half), PLAIN)
    assert text.render(empty(), PLAIN).startswith("Nothing to check.")
    badge = report(case("![a](https://img.shields.io/badge/a-b-blue)"))
    assert text.render(badge, PLAIN).startswith("Nothing to check.")


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
