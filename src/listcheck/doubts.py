"""What a run must not believe of what it saw: the dark, and more deaths than links die.

Pages die one by one. Fetterly and others (2003) found one in 200 gone each week, so that of 300
pages 1.5 are expected to die between two weekly runs; ten or more do so four times in a million
weeks, while a runner that stands behind a new proxy sees as many on its first day. So the number
of new deaths is held against a Poisson distribution (the sum of many small chances, each by the
time since the page was last seen), and where it lies beyond `UNLIKELY`, the runner is doubted
before the web is. The bound is never below ten: a few hosts may well end in one week together.

What counts is hosts, for the pages of one host end together, and the names of a domain whose
registration lapsed. A host that shows another page in the same run speaks for itself: whoever
stands in between would have answered in its place both times. Its deaths count against a bound
that is lower by far. A page that was never seen cannot die anew: a first run tells what it finds.

Deaths that an API tells of are left out. They come in its own form, two sources agree on each or a
control lies in the reply, and no proxy or portal imitates that; and all of them are one host's.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import exp
from typing import NamedTuple

from listcheck.history import DAY, Record, day
from listcheck.model import Observation, Signal
from listcheck.states import HARD, LIVING, OURS, PAGES
from listcheck.urls import host_of, site

DEATHS = 0.005  # of pages a week
WEEK = 7 * DAY
UNLIKELY = 1e-5  # the chance below which so many deaths are not the web's
IMPOSSIBLE = 1e-9  # the same, where hosts are counted that are seen to live
FEWEST = 10  # hosts; so few are nobody's fault
# Where what a run did not believe is kept, beside the history and not in it.
ASIDE = "doubted:"

_IN_A_FORM = ("repo:", "owner:", "paper:")
_NOT_SEEN = OURS | {Signal.INVALID}
_ALWAYS = float("-inf")
_DARK = "asked while this run saw nothing"
_TOO_MANY = "seems dead, like too many others in this run; it is asked again"


class Fate(NamedTuple):
    """What became of a page that was known: whose it is, how long it was not seen, its end.

    `place` is what dies as a whole, `away` seconds; `lives` says that it was seen alive.
    """

    place: str
    away: float
    died: bool
    lives: bool = False


def too_many(fates: Iterable[Fate]) -> int:
    """How many places have died, if that is more than can be believed; else 0."""
    survival: dict[str, float] = {}
    dead: set[str] = set()
    alive: set[str] = set()
    for one in fates:
        weeks = max(one.away / WEEK, 1.0)  # what a run misses by accident is told by the next
        survival[one.place] = survival.get(one.place, 1.0) * (1 - DEATHS) ** weeks
        dead |= {one.place} if one.died else set()
        alive |= {one.place} if one.lives else set()
    expected = sum(1 - chance for chance in survival.values())
    doubtful = (
        _is_too_many(len(dead - alive), expected, UNLIKELY)
        or _is_too_many(len(dead), expected, IMPOSSIBLE)
    )  # fmt: skip
    return len(dead) if doubtful else 0


def _is_too_many(count: int, expected: float, unlikely: float) -> bool:
    return count >= FEWEST and _tail(count, expected) < unlikely


def _tail(count: int, expected: float) -> float:
    """The chance of `count` or more where `expected` are expected."""
    term = total = exp(-expected)
    for number in range(1, count):
        term *= expected / number
        total += term
    return 1 - total


class Doubt(NamedTuple):
    """What is left of what a run saw.

    `believed` goes to the history, `aside` beside it; `why` says in a line what is doubted, if
    anything is.
    """

    believed: Mapping[str, Observation]
    aside: tuple[Observation, ...] = ()
    why: str = ""


def in_the_dark(
    fresh: Mapping[str, Observation], since: float, *, portal: bool
) -> dict[str, Observation]:
    """What a blind run saw, without what it saw when it was blind.

    Args:
        fresh: what it saw, by keys.
        since: Unix time since when it was blind; minus infinity where there was never a network,
            and addresses were refused that needed none to be read.
        portal: whether somebody answered in the place of every host; then only what an API says
            in its own form is believed.
    """

    def is_dark(seen: Observation) -> bool:
        if seen.signal in _NOT_SEEN or (seen.signal is Signal.FORBIDDEN and since == _ALWAYS):
            return False
        if portal and not seen.key.startswith(_IN_A_FORM):
            return True
        return seen.at >= since and seen.signal not in LIVING

    return {key: _unseen(one, _DARK) if is_dark(one) else one for key, one in fresh.items()}


def doubted(
    fresh: Mapping[str, Observation],
    known: Mapping[str, Observation],
    lives: Mapping[str, Record],
    aside: Mapping[str, Observation],
) -> Doubt:
    """What may be believed of what a run saw.

    Args:
        fresh: what it saw, by keys.
        known: the newest observations from before, by keys.
        lives: the records of what failed until then, by keys.
        aside: what earlier runs did not believe, by keys as `ASIDE` makes them.
    """
    again = {key for key, seen in fresh.items() if _is_seen_again(seen, known, aside)}
    count = too_many(_fates(fresh, known, lives, again))
    if not count:
        return Doubt(fresh)
    dead = [seen for key, seen in fresh.items() if _is_dead_page(seen) and key not in again]
    new = tuple(one._replace(key=ASIDE + one.key) for one in dead if one.key in known)
    believed = dict(fresh) | {one.key: _unseen(one, _TOO_MANY) for one in dead}
    why = f"pages of {count} hosts seem to have died at once: no death of a page is believed yet"
    return Doubt(believed, new, why)


def _fates(
    fresh: Mapping[str, Observation],
    known: Mapping[str, Observation],
    lives: Mapping[str, Record],
    again: set[str],
) -> Iterator[Fate]:
    """Of the pages that were not dead when they were last seen."""
    for key, seen in fresh.items():
        before = known.get(key)
        if before is None or key in again or not key.startswith(PAGES) or seen.signal in OURS:
            continue
        life = lives.get(key)
        if life is None or not life.confirmations:
            away, died = seen.at - before.at, seen.signal in HARD
            yield Fate(_place(seen), away, died, seen.signal in LIVING)


def _place(seen: Observation) -> str:
    host = host_of(seen.key.removeprefix(PAGES))
    return site(host) if seen.signal is Signal.NO_SUCH_NAME else host


def _is_dead_page(seen: Observation) -> bool:
    return seen.key.startswith(PAGES) and seen.signal in HARD


def _is_seen_again(
    seen: Observation, known: Mapping[str, Observation], aside: Mapping[str, Observation]
) -> bool:
    """Whether a death was seen on an earlier day and nothing else since."""
    before, last = aside.get(ASIDE + seen.key), known.get(seen.key)
    if not _is_dead_page(seen) or before is None or day(before.at) == day(seen.at):
        return False
    return last is None or last.at < before.at


def _unseen(seen: Observation, why: str) -> Observation:
    """The same, as no observation of what it is about."""
    return seen._replace(signal=Signal.LOCAL, reason=why, moved_to=None)
