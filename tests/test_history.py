"""What the observations of many runs say together."""

import pytest
from builders import NOON, alive, gone

from listcheck.history import Policy, Record, good_for, record, sightings
from listcheck.model import Part, Signal

DAY = 86_400.0
DEAD, GONE, SOFT, GOOD = Signal.NOT_FOUND, Signal.GONE, Signal.TIMEOUT, Signal.ALIVE
WALL = Signal.BLOCKED


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
        (((0, DEAD), (1, WALL), (2, WALL), (3, DEAD), (4, WALL), (5, DEAD)), True),
        (((0, DEAD), (1, WALL), (2, GOOD), (3, DEAD), (4, WALL), (5, DEAD)), False),
        (((0, GONE), (0.5, DEAD), (1, GONE)), True),
        (((0, GONE), (0.5, DEAD), (0.9, GONE)), False),
        (((0, WALL), (1, WALL), (2, WALL), (3, WALL), (7, GONE), (8, GONE)), True),
    ],
)
def test_confirmation(events: tuple[tuple[float, Signal], ...], confirmed: bool) -> None:
    """A death takes three days and 72 hours; where an authority says so, two days and 24 hours."""
    assert life(*events).confirmed is confirmed


def test_counts() -> None:
    """Failures are counted from the first, confirmations by day and only of hard evidence."""
    found = life((0, SOFT), (1, DEAD), (1.1, DEAD), (2, DEAD))
    assert found == Record(NOON, 4, 2)


MONTH = ((0, SOFT), (7, SOFT), (14, SOFT), (21, SOFT))


@pytest.mark.parametrize(
    ("events", "since"),
    [
        ((), None),
        (MONTH, None),
        ((*MONTH, (29.9, SOFT)), None),
        (((0, SOFT), (10, SOFT), (20, SOFT), (90, SOFT)), None),
        ((*MONTH, (25, GOOD), (30, SOFT)), None),
        ((*MONTH, (25, WALL), (30, SOFT)), None),
        ((*MONTH, (25, Signal.THROTTLED), (30, SOFT)), None),
        (((0, WALL), (7, WALL), (14, WALL), (21, WALL), (40, WALL)), None),
        (((0, DEAD), (7, SOFT), (14, SOFT), (21, SOFT), (40, SOFT)), None),
        ((*MONTH, (30, SOFT)), 0),
        ((*MONTH, (25, DEAD), (30, SOFT)), 0),
        (((-20, SOFT), (-10, GOOD), *MONTH, (30, Signal.TLS), (31, SOFT)), 0),
        (((-9, WALL), *MONTH, (28, Signal.SERVER_ERROR), (30, Signal.UNREACHABLE)), 0),
    ],
)
def test_suspicion(events: tuple[tuple[float, Signal], ...], since: float | None) -> None:
    """Soft failures on five runs over thirty days; a wall or a success begins the count anew."""
    assert life(*events).suspect_since == (None if since is None else NOON + since * DAY)


def test_another_policy() -> None:
    """The same rows under other thresholds give another verdict: nothing of it is stored."""
    rows = [(NOON + day * DAY, DEAD) for day in (0, 1, 2)]
    soft = [(NOON + week * 7 * DAY, SOFT) for week in range(3)]
    assert not record(rows).confirmed
    assert record(rows, Policy(span=2 * DAY)).confirmed
    assert not record(rows, Policy(span=2 * DAY, days=4)).confirmed
    assert record(soft).suspect_since is None
    assert record(soft, Policy(soft_runs=3, soft_span=14 * DAY)).suspect_since == NOON
    sure = [(NOON, GONE), (NOON + DAY / 2, GONE)]
    assert record(sure, Policy(sure_days=1, sure_span=DAY / 2)).confirmed


def test_a_part() -> None:
    """A path is seen where it was asked for, and shares the fate of its repository."""
    there, lost = Part(Signal.ALIVE), Part(Signal.MISSING)
    seen = [
        alive("repo:o/n", {"path:a": there}), alive("repo:o/n", {"path:b": there}),
        alive("repo:o/n", {"path:a": lost}), gone("repo:o/n"),
    ]  # fmt: skip
    assert [signal for _, signal in sightings(seen, "path:a")] == [
        Signal.ALIVE, Signal.MISSING, Signal.MISSING,
    ]  # fmt: skip
    assert [signal for _, signal in sightings(seen)] == [Signal.ALIVE] * 3 + [Signal.MISSING]


HOURS = 3600.0


@pytest.mark.parametrize(
    ("life", "lasted", "usual", "good"),
    [
        (Record(), 0, 20 * HOURS, 20 * HOURS),
        (Record(NOON, 4), 90, 20 * HOURS, 20 * HOURS),
        (Record(NOON, 1, 1), 0, 20 * HOURS, 20 * HOURS),
        (Record(NOON, 2, 2), 9, 7 * DAY, 20 * HOURS),
        (Record(NOON, 2, 2), 9, HOURS, HOURS),
        (Record(NOON, 3, 3, confirmed=True), 3, HOURS, 20 * HOURS),
        (Record(NOON, 3, 3, confirmed=True), 7, 20 * HOURS, 68 * HOURS),
        (Record(NOON, 3, 3, confirmed=True), 29, 20 * HOURS, 68 * HOURS),
        (Record(NOON, 3, 3, confirmed=True), 31, 20 * HOURS, 164 * HOURS),
        (Record(NOON, 3, 3, confirmed=True), 365, 20 * HOURS, 716 * HOURS),
        (Record(NOON, 3, 3, confirmed=True), 8, 9 * DAY, 9 * DAY),
        (Record(NOON, 3, 3, confirmed=True), 365, 0, 0),
    ],
)
def test_when_to_ask_again(life: Record, lasted: float, usual: float, good: float) -> None:
    """What awaits confirmation is asked daily, what is confirmed ever more rarely."""
    newest = gone("page:x")._replace(at=NOON + lasted * DAY)
    assert good_for(life, newest, usual) == good
