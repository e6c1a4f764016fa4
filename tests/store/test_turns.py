"""Turns among processes, on a clock of the test."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from listcheck.store import Store
from listcheck.store.turns import GLANCE, LONGEST_LEASE, MOST_BUSY, Turns

INTERVAL, LEASE = 3.0, 20.0


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(tmp_path: Path, clock: Clock) -> Iterator[tuple[Turns, Turns]]:
    """The turns of two processes on one store."""
    path = tmp_path / "store.db"
    with Store(path) as one, Store(path) as other:
        yield Turns(one._connection, clock), Turns(other._connection, clock)


def take(turns: Turns, lane: str = "arxiv") -> float:
    return turns.take(lane, INTERVAL, LEASE)


def test_one_at_a_time(pair: tuple[Turns, Turns], clock: Clock) -> None:
    """Who comes second waits for the end of the first turn, and the interval after it."""
    one, other = pair
    assert take(one) == 0.0
    assert take(other) == GLANCE
    clock.now += 5.0
    assert take(other) == GLANCE
    one.give("arxiv")
    assert take(other) == INTERVAL
    assert take(one) == INTERVAL
    clock.now += 2.0
    assert take(other) == 1.0
    clock.now += 1.0
    assert take(other) == 0.0
    assert take(one) == GLANCE


def test_lanes_are_apart(pair: tuple[Turns, Turns]) -> None:
    """A turn in one lane is none in another."""
    one, other = pair
    assert take(one) == take(other, "elsewhere") == 0.0


def test_a_death(pair: tuple[Turns, Turns], clock: Clock) -> None:
    """A turn that is never given back ends by itself, and then cannot be given back."""
    one, other = pair
    take(one)
    clock.now += LEASE + INTERVAL - 0.5
    assert take(other) == 0.5
    clock.now += 0.5
    assert take(other) == 0.0
    one.give("arxiv")
    assert take(one) == GLANCE


@pytest.mark.parametrize(("ahead", "wait"), [(200.0, GLANCE), (LONGEST_LEASE + 1.0, 0.0)])
def test_a_wrong_clock(pair: tuple[Turns, Turns], clock: Clock, ahead: float, wait: float) -> None:
    """A turn that lies too far ahead was taken by nobody."""
    one, other = pair
    clock.now += ahead
    one.take("arxiv", INTERVAL, 0.0)
    clock.now -= ahead
    assert take(other) == wait


def test_giving_what_was_not_taken(pair: tuple[Turns, Turns]) -> None:
    """Only a turn that was taken is given back."""
    one, other = pair
    take(one)
    other.give("arxiv")
    assert take(other) == GLANCE


def test_a_busy_store(tmp_path: Path, clock: Clock) -> None:
    """While somebody writes, the turn is asked for again, and in the end it is free."""
    path = tmp_path / "store.db"
    with Store(path) as store:
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        turns = Turns(store._connection, clock)
        assert [take(turns) for _ in range(3)] == [GLANCE] * 3
        writer.execute("ROLLBACK")
        assert take(turns) == 0.0
        turns.give("arxiv")
        clock.now += INTERVAL
        writer.execute("BEGIN IMMEDIATE")
        turns._busy = MOST_BUSY
        assert take(turns) == 0.0
        turns.give("arxiv")
        writer.close()
        assert store.lane_starts() == {"arxiv": 1000.0}
        assert store._connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_a_store_that_is_gone(tmp_path: Path, clock: Clock) -> None:
    """Without a store every turn is free."""
    connection = sqlite3.connect(tmp_path / "empty.db")
    turns = Turns(connection, clock)
    assert take(turns) == take(turns) == 0.0
    turns.give("arxiv")
    connection.close()


def test_a_run_without_a_store(clock: Clock) -> None:
    """A run that remembers nothing has its turns to itself."""
    with Store(None) as one, Store(None) as other:
        assert take(one.turns) == take(other.turns) == 0.0
