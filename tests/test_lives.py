"""A life as a story: what changed, when, and how long it has failed."""

from typing import Any

import pytest
from builders import NOON, alive, gone, seen

from listcheck.history import DAY, Policy
from listcheck.lives import Life, life
from listcheck.model import Observation, Part, Signal

KEY = "page:https://example.org/a"
GOOD, DEAD, SOFT = alive(KEY), gone(KEY, Signal.NOT_FOUND), seen(KEY, Signal.TIMEOUT)


def weekly(*several: Observation, part: str = "", policy: Policy | None = None) -> Life:
    """The life of something that was seen once a week."""
    dated = [one._replace(at=NOON + week * 7 * DAY) for week, one in enumerate(several)]
    found = life(several[0].key, dated, part, policy or Policy())
    assert found is not None
    return found


def told(one: Life) -> list[tuple[int, str, Any, Any]]:
    """The changes: in which week, what, from and to."""
    return [
        (int((change.at - NOON) / DAY / 7), change.what, change.before, change.after)
        for change in one.changes
    ]


def test_nothing_seen() -> None:
    """What was never asked has no life, and a part that was never asked for has none."""
    assert life(KEY, []) is None
    assert life("repo:o/n", [alive("repo:o/n")], "path:a") is None


def test_a_quiet_life() -> None:
    """What always answered has one line to tell."""
    found = weekly(GOOD, GOOD, GOOD)
    assert told(found) == [(0, "state", None, "alive")]
    assert (found.state, found.days, found.last_alive) == ("alive", (), NOON + 14 * DAY)


def test_death_and_return() -> None:
    """Each change of state is told once, and a success resets what failed."""
    found = weekly(GOOD, SOFT, DEAD, DEAD, GOOD, DEAD)
    assert [row[2:] for row in told(found)] == [
        (None, "alive"), ("alive", "unverified"), ("unverified", "dead"), ("dead", "alive"),
        ("alive", "dead"),
    ]  # fmt: skip
    assert found.days == ("2026-02-05",)
    assert (found.record.failures, found.record.confirmed) == (1, False)


def test_confirmed() -> None:
    """Days and confirmations are those of the last streak."""
    found = weekly(GOOD, SOFT, DEAD, DEAD, DEAD)
    assert found.days == ("2026-01-08", "2026-01-15", "2026-01-22", "2026-01-29")
    assert (found.record.confirmations, found.record.confirmed) == (3, True)
    assert not weekly(GOOD, SOFT, DEAD, DEAD, DEAD, policy=Policy(days=4)).record.confirmed


def test_suspicion() -> None:
    """A page that stumbles for weeks becomes suspect on the day on which it is; an API does not."""
    states = [one.state for one in weekly(*[SOFT] * 7).moments]
    assert states == ["unverified"] * 5 + ["suspect"] * 2
    of_api = [seen("repo:o/n", Signal.TIMEOUT)] * 7
    assert {one.state for one in weekly(*of_api).moments} == {"unverified"}


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"stars": 120}, {"stars": 125}, []),
        ({"stars": 120}, {"stars": 150}, [("stars", 120, 150)]),
        ({"stars": 120}, {}, []),
        ({"archived": False}, {"archived": True}, [("archived", False, True)]),
        ({"title": "Old"}, {"title": "New"}, [("title", "Old", "New")]),
        ({}, {"title": "New"}, []),
    ],
)
def test_facts(before: dict[str, Any], after: dict[str, Any], changes: list[Any]) -> None:
    """A fact changes when it was seen to be otherwise; that it was not seen is no change."""
    found = weekly(alive("repo:o/n", **before), alive("repo:o/n", **after))
    assert [row[1:] for row in told(found)][1:] == changes


def test_slow_growth() -> None:
    """Stars that grow by little each week are told once they have grown by much."""
    found = weekly(*(alive("repo:o/n", stars=100 + 4 * week) for week in range(8)))
    assert [row[2:] for row in told(found)[1:]] == [(100, 112), (112, 124)]


def test_the_final_address() -> None:
    """Where a living link ends is told when it changes; that of a failure is none."""
    there = GOOD._replace(final_url="https://example.org/b")
    found = weekly(GOOD, there, DEAD._replace(final_url="https://example.org/404"), there)
    addresses = [row for row in told(found) if row[1] == "address"]
    assert addresses == [(1, "address", None, "https://example.org/b")]


def test_a_part() -> None:
    """A path dies alone, or with its repository."""
    key, there, lost = "repo:o/n", Part(Signal.ALIVE), Part(Signal.MISSING, "no such path")
    seen = [alive(key, {"path:a": there}), alive(key, {"path:a": lost}), gone(key)]
    found = weekly(*seen, part="path:a")
    assert [one.state for one in found.moments] == ["alive", "dead", "dead"]
    assert [one.reason for one in found.moments] == ["alive", "no such path", "it is not there"]
    assert [one.status for one in found.moments] == [None, None, 404]
    assert found.record.confirmations == 2
