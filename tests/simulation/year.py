"""A year under every policy, and what is counted of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol, Self

from simulation.listcheck_policy import Standing, blindly, is_doubtful, look_at, remember
from simulation.rivals import ArchiveBot, OneCheck, ThreeInARow, ThreeRuns
from simulation.web import HARD, HOSTS, LINKS, PARTLY, YEAR, Link, Look, Web


class Policy(Protocol):
    """Something that looks at a link once in each run, and says whether it is dead."""

    dead: bool

    def check(self, look: Look | None, at: float) -> None:
        """One run, at a time in days."""


RIVALS: dict[str, Callable[[], Policy]] = {
    "one check": OneCheck,
    "three tries in a run": ThreeInARow,
    "three failed runs in a row": ThreeRuns,
    "InternetArchiveBot's rule": ArchiveBot,
}
OURS, CONFIRMED = "listcheck, reported", "listcheck, confirmed"
LONG = 30.0  # days after which a death that nobody named is missed


@dataclass(slots=True)
class Count:
    """What a policy got wrong and right. Times in days.

    A false death is told of a link that was alive when it was asked, once for each time that it is
    told anew. `missed` are deaths by hard evidence of which nothing was said for thirty days,
    `hidden` those of them whose host refuses us.
    """

    links: int = 0
    false: int = 0
    false_when_blind: int = 0  # of the false ones, in runs in which every host said the same
    stale: int = 0  # runs in which a healed link was called dead for it was not asked again
    deaths: int = 0  # by hard evidence, that lasted for thirty days of the year
    missed: int = 0
    hidden: int = 0
    counted_as_good: int = 0  # of those missed, in any run of those thirty days
    first_runs: int = 0  # after a 404, with eyes to see it
    found_at_once: int = 0
    since_death: list[float] = field(default_factory=list)
    since_first: list[float] = field(default_factory=list)

    def __iadd__(self, other: "Count") -> Self:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    @property
    def false_rate(self) -> float:
        """False deaths in 1,000 link-years."""
        return 1_000 * self.false / (self.links * YEAR / 365.25)

    @property
    def missed_share(self) -> float:
        """Of deaths on hosts that answer us."""
        return (self.missed - self.hidden) / max(self.deaths - self.hidden, 1)

    def median_of(self, name: str) -> float:
        """The median of one of the lists of days; nothing told is for ever."""
        return float(median(getattr(self, name) or [float("inf")]))


@dataclass(slots=True)
class _Told:
    """What one policy says of one link, from run to run."""

    dead: bool = False
    first: float | None = None  # when it was first said of the death that the link now has
    good_since_death: bool = False


def year(seed: int) -> dict[str, Count]:
    """One year of one seed under every policy."""
    web = Web(seed)
    counts = {name: Count(LINKS) for name in (OURS, CONFIRMED, *RIVALS)}
    ours = [
        Standing(f"page:https://host{link.host}.example.org/{number}")
        for number, link in enumerate(web.links)
    ]
    rivals = {name: [make() for _ in web.links] for name, make in RIVALS.items()}
    told = {name: [_Told() for _ in web.links] for name in counts}
    for number, at in enumerate(web.runs):
        looks, blind = web.looks(number), web.blind[number] is not None
        seen = _with_our_eyes(web, number, looks)
        _judge(ours, seen, at)
        for index, (link, look, eyes) in enumerate(zip(web.links, looks, seen, strict=True)):
            standing = ours[index]
            if eyes is not None or standing.seen is not None:
                dead = standing.state == "dead"
                sure = dead and standing.life.confirmed
                for name, said in ((OURS, dead), (CONFIRMED, sure)):
                    one = told[name][index]
                    _tell(counts[name], one, link, at, said, blind=blind, asked=standing.asked)
                good = standing.state in ("alive", "moved")
            else:
                good = True
            _note_good(told[OURS][index], link, at, good)
            _first_run(counts[OURS], web, link, number, look, standing.state == "dead")
            for name, policies in rivals.items():
                policy = policies[index]
                policy.check(look, at)
                _tell(counts[name], told[name][index], link, at, policy.dead, blind=blind)
                _first_run(counts[name], web, link, number, look, policy.dead)
    for name, count in counts.items():
        for link, one, mine in zip(web.links, told[name], told[OURS], strict=True):
            _close(count, web, link, one, mine)
    return counts


def _with_our_eyes(web: Web, number: int, looks: list[Look | None]) -> list[Look | None]:
    """What a run takes the web to say, once it has doubted its own eyes."""
    blind = web.blind[number]
    if blind is None or blind == PARTLY:
        return looks
    said = blindly(blind, HOSTS, history=number > 0)
    return [Look(said[link.host], said[link.host]) for link in web.links]


def _judge(ours: list[Standing], looks: list[Look | None], at: float) -> None:
    """One run over all links.

    Those that never failed are looked at one by one only where the run is doubted: else there is
    nothing to be learnt of them.
    """
    good = [look is None and one.seen is None for one, look in zip(ours, looks, strict=True)]
    seen = [
        None if fine else look_at(standing, look, at)
        for standing, look, fine in zip(ours, looks, good, strict=True)
    ]
    if is_doubtful(seen):
        seen = [
            look_at(standing, None, at) if fine else one
            for standing, one, fine in zip(ours, seen, good, strict=True)
        ]
    remember(ours, seen, at, good)


def _tell(
    count: Count, told: _Told, link: Link, at: float, dead: bool, *, blind: bool, asked: bool = True
) -> None:
    truth = link.is_dead(at)
    if dead and not truth:
        count.false += asked and not told.dead
        count.false_when_blind += asked and not told.dead and blind
        count.stale += not asked
    if dead and truth and told.first is None:
        told.first = at
    told.dead = dead


def _note_good(told: _Told, link: Link, at: float, good: bool) -> None:
    told.good_since_death |= good and link.died <= at < link.died + LONG


def _first_run(
    count: Count, web: Web, link: Link, number: int, look: Look | None, dead: bool
) -> None:
    """The first run after a 404, if the runner and the host let it be seen."""
    at, before = web.runs[number], web.runs[number - 1] if number else float("-inf")
    if web.blind[number] is not None:
        return
    if link.look == 404 and before < link.died <= at < link.healed and look == Look(404, 404):
        count.first_runs += 1
        count.found_at_once += dead


def _close(count: Count, web: Web, link: Link, told: _Told, ours: _Told) -> None:
    """At the end of the year: was the death told of in time?"""
    if link.look not in HARD or link.died > YEAR or link.healed - link.died < LONG:
        return
    if told.first is not None and link.look == 404:
        count.since_death.append(told.first - link.died)
        if ours.first is not None:
            count.since_first.append(told.first - ours.first)
    if link.died + LONG < web.runs[-1]:
        count.deaths += 1
        missed = told.first is None or told.first > link.died + LONG
        count.missed += missed
        count.hidden += missed and web.hosts[link.host].refuses
        count.counted_as_good += missed and told.good_since_death


def years(
    seeds: Iterable[int],
    run: Callable[
        [Callable[[int], dict[str, Count]], Iterable[int]], Iterable[dict[str, Count]]
    ] = map,
) -> Mapping[str, Count]:
    """The sum of the years of several seeds."""
    total: dict[str, Count] = {}
    for counts in run(year, seeds):
        for name, count in counts.items():
            if name in total:
                total[name] += count
            else:
                total[name] = count
    return total
