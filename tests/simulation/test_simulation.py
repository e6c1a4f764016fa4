"""The simulated year in its short form: the promises hold, and no other policy keeps them."""

import random

import pytest

from listcheck.exchange import FailureKind
from listcheck.history import DAY, record
from listcheck.model import Signal
from listcheck.states import OF_SIGNAL
from simulation.listcheck_policy import (
    START,
    Standing,
    blindly,
    check,
    look_at,
    observation,
    remember,
)
from simulation.web import BLINDNESS, HOSTS, LINKS, PARTLY, WEEKS, Look, Sign, Web
from simulation.year import CONFIRMED, OURS, RIVALS, years


def test_the_promises() -> None:
    """No false death, every 404 found at once, confirmed in two weeks, none in a hundred missed."""
    total = years(range(1, 7))
    ours, sure = total[OURS], total[CONFIRMED]
    assert ours.links == 6 * LINKS
    assert sure.false_rate <= 0.1
    assert ours.first_runs > 200
    assert ours.found_at_once == ours.first_runs
    assert sure.median_of("since_first") <= 14.1  # a runner is late by up to two hours
    assert ours.deaths > 200
    assert ours.missed_share <= 0.01
    assert ours.counted_as_good == 0
    assert ours.false_when_blind == 0
    assert all(total[name].false_rate > 10 for name in RIVALS)


def test_the_web_is_as_it_says() -> None:
    """The rates of the made-up web are those that stand in its table."""
    webs = [Web(seed) for seed in range(20)]
    died = sum(link.died < 7 for web in webs for link in web.links) / (20 * LINKS)
    assert died == pytest.approx(0.005, rel=0.4)
    out = sum(host.outage(100.0) is not None for web in webs for host in web.hosts) / (20 * HOSTS)
    assert out == pytest.approx(0.02, rel=0.5)
    assert [sum(sign is not None for sign in web.blind) for web in webs] == [12] * 20
    looks = [look for web in webs for look in web.looks(0) if web.blind[0] is None]
    assert 0.03 < sum(look is not None for look in looks) / len(looks) < 0.12
    assert Web(3) == Web(3) != Web(4)


@pytest.mark.parametrize(
    ("first", "again", "state"),
    [
        (200, 200, "alive"), ("moved", "moved", "moved"), (404, 404, "dead"), (410, 404, "dead"),
        (404, 200, "alive"), (404, 503, "unverified"), (503, 404, "dead"),
        (FailureKind.NO_SUCH_NAME, FailureKind.NO_SUCH_NAME, "dead"), (403, 403, "unverified"),
        (FailureKind.TIMEOUT, 200, "alive"), (FailureKind.LOCAL, FailureKind.LOCAL, "unverified"),
    ],
)  # fmt: skip
def test_it_is_the_program_that_judges(first: int, again: int, state: str) -> None:
    """Each pair of looks goes through the flow of a page."""
    assert OF_SIGNAL[observation(first, again).signal] == state


@pytest.mark.parametrize("sign", [sign for sign, _ in BLINDNESS if sign != PARTLY])
@pytest.mark.parametrize("history", [True, False])
def test_blind_eyes(sign: Sign, history: bool) -> None:
    """Whatever all hosts say, nothing of it is believed; it is the program's own detection."""
    assert set(blindly(sign, 50, history=history)) == {FailureKind.LOCAL}
    assert observation(FailureKind.LOCAL, FailureKind.LOCAL).signal is Signal.LOCAL


def test_a_proxy_for_some_hosts() -> None:
    """Where a part of the hosts says 404 all at once, the arithmetic does not believe them."""
    standings = [Standing(f"page:https://host{n}.example.org/", known=START) for n in range(100)]
    looks = [Look(404, 404) if n < 40 else None for n in range(100)]
    seen = [look_at(one, look, 7.0) for one, look in zip(standings, looks, strict=True)]
    remember(standings, seen, 7.0, [False] * 100)
    assert {one.state for one in standings[:40]} == {"unverified"}
    assert {one.state for one in standings[40:]} == {"alive"}
    assert not any(one.streak for one in standings)


def test_the_streak_is_enough() -> None:
    """What is kept of a link says of it what all its sightings would say."""
    chance = random.Random(5)
    for _ in range(200):
        standing, every = Standing(), []
        for week in range(WEEKS):
            sign = chance.choice([200, 200, 404, 503, 403])
            before = standing.seen
            check(standing, Look(sign, sign), 7.0 * week)
            if standing.seen is not before and standing.seen is not None:
                every.append((START + 7 * week * DAY, standing.seen.signal))
        assert record(every) == standing.life
