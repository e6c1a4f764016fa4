"""dead-link: hard evidence, and nothing less."""

import pytest
from builders import NOON, alive, findings, gone, mended, seen, told

from listcheck.history import Record
from listcheck.model import Observation, Signal
from listcheck.states import HARD, OF_SIGNAL

RULE = "dead-link"
TEXT = "- [Leaking Clocks](https://example.org/clocks)"
KEY = "page:https://example.org/clocks"


@pytest.mark.parametrize("signal", sorted(set(OF_SIGNAL) - HARD))
def test_silent(signal: Signal) -> None:
    """Whatever is not hard evidence is never reported here."""
    assert told(RULE, TEXT, seen(KEY, signal)) == []


@pytest.mark.parametrize(
    ("url", "key", "signal"),
    [
        ("https://github.com/o/n", "repo:o/n", Signal.MISSING),
        ("https://github.com/o/n", "repo:o/n", Signal.LEGAL),
        ("https://github.com/o/n/tree/main/a", "repo:o/n", Signal.MISSING),
        ("https://arxiv.org/abs/2401.00001", "paper:2401.00001", Signal.MISSING),
        ("#nowhere", "anchor:#nowhere", Signal.NOT_FOUND),
    ],
)
def test_what_has_its_own_rule(url: str, key: str, signal: Signal) -> None:
    """A missing repository, path or paper, and a broken anchor, are reported elsewhere, once."""
    assert told(RULE, f"[a]({url})", gone(key, signal)) == []


def test_nothing_asked() -> None:
    """Without evidence nothing is dead."""
    assert told(RULE, TEXT) == []


@pytest.mark.parametrize("signal", sorted(HARD))
def test_found(signal: Signal) -> None:
    """Hard evidence is an error that says what was seen."""
    (finding,) = findings(RULE, TEXT, gone(KEY, signal))
    assert finding.message == "leads nowhere: it is not there"
    assert (finding.severity, finding.url) == ("error", "https://example.org/clocks")
    assert finding.trail


@pytest.mark.parametrize(
    ("url", "key"),
    [("https://arxiv.org/abs/2401.00001", "paper:2401.00001"), ("https://github.com/o", "owner:o")],
)
def test_whatever_the_kind(url: str, key: str) -> None:
    """A dead link of any kind that no other rule speaks of is reported."""
    assert told(RULE, f"[a]({url})", gone(key, Signal.LEGAL)) == ["leads nowhere: it is not there"]


def test_once_for_all_places() -> None:
    """Two links to one page are one finding with two places; another list's is another."""
    text = TEXT + "\n- [again](https://example.org/clocks#part)\n"
    (finding,) = findings(RULE, text, gone(KEY, Signal.NOT_FOUND))
    assert len(finding.related) == 1


@pytest.mark.parametrize(
    ("life", "said"),
    [
        (Record(NOON, 1, 1), ""),
        (Record(NOON, 2, 2), "; failing since 2026-01-01, not yet confirmed (dead on 2 days)"),
        (
            Record(NOON, 3, 3, confirmed=True),
            "; failing since 2026-01-01, confirmed (dead on 3 days)",
        ),
    ],
)
def test_since_when(life: Record, said: str) -> None:
    """A link that failed before says since when, and whether that is confirmed."""
    message = f"leads nowhere: it is not there{said}"
    assert told(RULE, TEXT, gone(KEY, Signal.GONE), lives={KEY: life}) == [message]


COPY = "https://web.archive.org/web/20251102030405/https://example.org/clocks"


def copied(url: str | None = COPY) -> Observation:
    """What the Wayback Machine said of the page."""
    found = alive("wayback:https://example.org/clocks", updated="2025-11-02")
    return found._replace(final_url=url)


def test_without_a_copy() -> None:
    """Where no archive has one, nothing is proposed."""
    for more in ((), (copied(None),)):
        (finding,) = findings(RULE, TEXT, gone(KEY, Signal.NOT_FOUND), *more)
        assert (finding.advice, finding.fix) == ("replace it, or take it out", None)


def test_a_copy() -> None:
    """A copy is proposed with its day and its proof, and written only on request, everywhere."""
    text = (
        TEXT
        + "\n- [again](https://example.org/clocks#part)\n- [b][b]\n\n[b]: https://example.org/clocks\n"
    )
    (finding,) = findings(RULE, text, gone(KEY, Signal.NOT_FOUND), copied())
    assert finding.advice == (
        f"replace it, or take it out; newest archived copy of 2025-11-02: {COPY}"
    )
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(text, finding) == text.replace("https://example.org/clocks", COPY)
    assert len(finding.trail) == 2
    assert "page:" in finding.trail[-1].request.url  # the death itself is what is shown
