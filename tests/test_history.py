"""What the observations of many runs say together."""

import pytest
from builders import NOON

from listcheck.history import Record, record
from listcheck.model import Signal

DAY = 86_400.0
DEAD, GONE, SOFT, GOOD = Signal.NOT_FOUND, Signal.GONE, Signal.TIMEOUT, Signal.ALIVE


def life(*events: tuple[float, Signal]) -> Record:
    """A record from days and signals."""
    return record((NOON + days * DAY, signal) for days, signal in events)


def test_what_lives_has_no_record() -> None:
    """Nothing seen, and nothing failing, is an empty record."""
    assert life() == Record()
    assert life((0, GOOD)) == Record()


def test_a_success_resets() -> None:
    """One answer, be it from a new place, and every failure before it is forgotten."""
    for signal in (GOOD, Signal.MOVED):
        assert life((0, DEAD), (1, DEAD), (4, signal)) == Record()
        assert life((0, DEAD), (4, signal), (5, DEAD)) == Record(NOON + 5 * DAY, 1, 1)


@pytest.mark.parametrize(
    ("events", "confirmed"),
    [
        (((0, DEAD),), False),
        (((0, DEAD), (0.1, DEAD), (0.2, DEAD)), False),
        (((0, DEAD), (1, DEAD), (2, DEAD)), False),
        (((0, DEAD), (3, DEAD)), False),
        (((0, DEAD), (1, DEAD), (2.99, DEAD)), False),
        (((0, DEAD), (1, DEAD), (3, DEAD)), True),
        (((0, GONE), (0.6, GONE)), False),
        (((0, GONE), (1, GONE)), True),
        (((0, Signal.MISSING), (1, Signal.MISSING)), True),
        (((0, GONE), (1, DEAD)), False),
        (((0, SOFT), (1, SOFT), (2, SOFT), (9, SOFT)), False),
        (((0, SOFT), (9, DEAD)), False),
        (((0, DEAD), (1, SOFT), (2, DEAD), (3, DEAD)), True),
    ],
)
def test_confirmation(events: tuple[tuple[float, Signal], ...], confirmed: bool) -> None:
    """A death takes three days and 72 hours; where an authority says so, two days and 24 hours."""
    assert life(*events).confirmed is confirmed


def test_counts() -> None:
    """Failures are counted from the first, confirmations by day and only of hard evidence."""
    found = life((0, SOFT), (1, DEAD), (1.1, DEAD), (2, DEAD))
    assert found == Record(NOON, 4, 2)
