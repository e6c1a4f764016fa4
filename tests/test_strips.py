"""Lives as text."""

from dataclasses import replace

from builders import NOON, alive, seen

from listcheck.history import DAY
from listcheck.lives import life
from listcheck.model import Observation, Signal
from listcheck.renderers.style import Style
from listcheck.strips import Told, document, text

KEY = "page:https://example.org/a"


def told(*observations: Observation) -> Told:
    """A life of one observation a week."""
    dated = [one._replace(at=NOON + week * 7 * DAY) for week, one in enumerate(observations)]
    found = life(KEY, dated)
    assert found is not None
    return Told("https://example.org/a", found)


EACH = [
    alive(KEY), seen(KEY, Signal.MOVED), seen(KEY, Signal.NOT_FOUND), seen(KEY, Signal.TIMEOUT),
    seen(KEY, Signal.FORBIDDEN),
]  # fmt: skip


def test_the_strip() -> None:
    """One character for each run, and one of ASCII where nothing else can be shown."""
    assert "\n  ✓→✗?-\n" in text([told(*EACH)], Style())
    plain = text([told(*EACH)], Style(), ascii_only=True)
    assert "\n  +>x?-\n" in plain
    assert plain.isascii()


def test_colours() -> None:
    """Colours only where they are wanted."""
    assert "\x1b[31m✗\x1b[0m" in text([told(*EACH)], Style(colour=True))
    assert "\x1b" not in text([told(*EACH)], Style())


def test_width() -> None:
    """A long life goes on in the next line, and dates are not torn apart."""
    shown = text([told(*[alive(KEY)] * 90)], Style(width=60)).splitlines()
    assert [len(line) - 2 for line in shown if "✓" in line] == [58, 32]
    assert max(map(len, shown)) <= 60


def test_many_changes() -> None:
    """The newest changes are shown, all of them to who wants everything."""
    restless = told(*[alive(KEY), seen(KEY, Signal.TIMEOUT)] * 30)
    assert "20 earlier changes (-v shows them all)" in text([restless], Style())
    whole = text([restless], Style(verbosity=1))
    assert "earlier" not in whole
    assert whole.count("alive → unverified") == 30


def test_hostile_words() -> None:
    """What comes from outside moves no cursor."""
    shown = text([replace(told(alive(KEY, title="a"), alive(KEY, title="\x1b[2Jb\n::error::")),
                          address="https://e.org/\x1b[31m")], Style())  # fmt: skip
    assert "\x1b" not in shown
    assert "title a → [2Jb : :error::" in shown


def test_document() -> None:
    """For programs the same, whole."""
    (link,) = document([told(*EACH)])["links"]
    assert [one["signal"] for one in link["observations"]] == [one.signal.value for one in EACH]
    assert link["last_alive"] == "2026-01-08T12:00:00Z"
    assert link["part"] is None
