"""What a store forgets, and what it never does."""

import random
import sqlite3
from pathlib import Path

import pytest
from builders import NOON, alive, seen

from listcheck.history import DAY, record, sightings
from listcheck.model import Observation, Part, Signal
from listcheck.store import Store
from listcheck.store.thinning import SHOWN_FOR

KEY = "repo:o/n"


def at(days: float, one: Observation) -> Observation:
    """The same, so many days after the first."""
    return one._replace(at=NOON + days * DAY)


def life(*observations: Observation, now: float = 400.0) -> list[float]:
    """The days of what is left of a life when it is thinned on a day."""
    with Store(None) as store:
        for one in observations:
            store.save([one], {})
        store.thin(NOON + now * DAY)
        return [(one.at - NOON) / DAY for one in store.past(KEY)]


GOOD, DEAD = alive(KEY, title="A", stars=100), seen(KEY, Signal.MISSING)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ((), [0, 4]),
        ((2, DEAD), [0, 1, 2, 3, 4]),
        ((2, seen(KEY, Signal.TIMEOUT)), [0, 1, 2, 3, 4]),
        ((2, alive(KEY, title="B", stars=100)), [0, 1, 2, 3, 4]),
        ((2, alive(KEY, title="A", stars=100, archived=True)), [0, 1, 2, 3, 4]),
        ((2, alive(KEY, title="A", stars=200)), [0, 1, 2, 3, 4]),
        ((2, alive(KEY, title="A", stars=104, pushed="2026-02-02")), [0, 4]),
        ((2, alive(KEY, {"v1": Part(Signal.MISSING)}, title="A", stars=100)), [0, 1, 2, 3, 4]),
    ],
)
def test_what_is_kept(changed: tuple[int, Observation] | tuple[()], kept: list[float]) -> None:
    """The first, the last, each failure and each change with its neighbours; not the rest."""
    days = dict.fromkeys(range(5), GOOD) | ({changed[0]: changed[1]} if changed else {})
    assert life(*(at(day, one) for day, one in days.items())) == kept


def test_the_failing_are_kept() -> None:
    """Not one failure goes, however often it was the same."""
    assert life(*(at(day, DEAD) for day in range(30))) == list(range(30))


def test_the_last_weeks_are_kept() -> None:
    """Of the last three months one answer a day stays, so that they can be shown."""
    weekly = [at(7 * week, GOOD) for week in range(20)]
    twice = [at(7 * week + 0.1, GOOD) for week in range(20)]
    days = [7.0 * week for week in range(20) if (19 * 7 - 7 * week) * DAY <= SHOWN_FOR]
    both = sorted([*weekly, *twice], key=lambda one: one.at)
    assert life(*both, now=19 * 7) == [0, *days, 19 * 7 + 0.1]


def test_slow_growth_is_a_change() -> None:
    """Stars that grow a little each week leave their steps: compared is with what was kept."""
    growing = [at(week * 7, alive(KEY, stars=100 + 4 * week)) for week in range(40)]
    left = life(*growing, now=800)
    assert 8 < len(left) < 30


def test_once_a_week() -> None:
    """Clearing is done once a week, and at once where the clock had been wrong."""
    with Store(None) as store:
        for now, left in ((400, 2), (401, 5), (407, 2)):
            for day in range(200, 203):
                store.save([at(day + now / 1000, GOOD)], {})
            store.thin(NOON + now * DAY)
            assert len(store.past(KEY)) == left
        store.thin(NOON)
        assert len(store.past(KEY)) == 2


def test_the_newest_and_its_proof_stay() -> None:
    """What is believed today keeps its exchanges; those of what was forgotten go."""
    with Store(None) as store:
        for day in range(50):
            store.save([at(day, GOOD)], {})
        store.thin(NOON + 400 * DAY)
        assert store.latest()[KEY] == at(49, GOOD)
        count = store._connection.execute("SELECT count(*) FROM exchange").fetchone()
    assert count == (2,)


@pytest.mark.parametrize("seed", range(20))
def test_no_verdict_changes(seed: int) -> None:
    """Whatever happened, the record is the same before and after, and so is every failure."""
    chance = random.Random(seed)
    kinds = [GOOD, GOOD, GOOD, alive(KEY, title="B"), DEAD, seen(KEY, Signal.TIMEOUT)]
    made = [at(day * 3.5, chance.choice(kinds)) for day in range(80)]
    with Store(None) as store:
        for one in made:
            store.save([one], {})
        before = store.past(KEY)
        store.thin(NOON + 500 * DAY)
        after = store.past(KEY)
    assert record(sightings(before)) == record(sightings(after))
    failures = [one for one in before if one.signal is not Signal.ALIVE]
    assert failures == [one for one in after if one.signal is not Signal.ALIVE]
    assert len(after) < len(before)


def test_a_year_of_a_list(tmp_path: Path) -> None:
    """52 weeks of 300 links stay small: a second year adds next to nothing."""
    path, sizes = tmp_path / "store.db", []
    keys = [f"page:https://host{number}.example.org/" for number in range(300)]
    with Store(path) as store:
        for week in range(104):
            when = week * 7
            store.save((at(when, alive(key)) for key in keys), {})
            store.thin(NOON + when * DAY)
            if week % 52 == 51:
                sizes.append(path.stat().st_size)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT count(*) FROM observation").fetchone()[0]
    connection.close()
    assert rows <= 300 * 16
    assert sizes[1] <= sizes[0] * 1.1
