"""A web that dies, stumbles and heals, on a clock of its own. Times are days from the first run.

Rates that were measured have their source; the others are assumptions, and stand here to be seen.
"""

import random
from bisect import bisect_right
from dataclasses import dataclass, field

from listcheck.exchange import FailureKind

WEEKS, LINKS, HOSTS = 52, 300, 160
YEAR = 7.0 * WEEKS
DEATHS = 0.005 / 7  # of each link a day: Fetterly and others 2003, one link in 200 a week
TRANSIENT = 0.02  # of checks
PERSISTS = 0.5  # a transient failure, until the second look
REFUSING = 0.03  # of hosts refuse data centres
OUTAGE = 1.5  # days, on average
IN_OUTAGE = 0.02  # of hosts, at any time
BLIND = 12  # runs in a year, one in each month
HEALS, HEALS_AFTER = 0.1, 60.0  # of the dead, and after how many days on average
MOVES = 0.002 / 7  # of each link a day
JITTER = 0.5 / 24  # a runner is late by as much at most

Sign = int | FailureKind | str  # a status, a failure, or "moved"
OK: Sign = 200

# What a failure looks like, with its weight.
Mixture = tuple[tuple[Sign, float], ...]
DYING: Mixture = (
    (404, 80), (410, 5), (FailureKind.NO_SUCH_NAME, 10), (503, 3),
    (FailureKind.CONNECTION_REFUSED, 2),
)  # fmt: skip
FAILING: Mixture = (
    (503, 40), (FailureKind.TIMEOUT, 25), (FailureKind.CONNECTION_REFUSED, 15),
    (FailureKind.TLS, 10), (404, 7), (FailureKind.NO_SUCH_NAME, 3),
)  # fmt: skip
STUMBLING: Mixture = (
    (FailureKind.TIMEOUT, 40), (502, 35), (FailureKind.RESET, 10), (429, 10), (404, 5),
)  # fmt: skip
# How a runner is blind: what every host seems to say. 404: a proxy that knows no page; "portal":
# one page in the place of all others; "partly": a proxy that says 404 for some of the hosts.
PORTAL, PARTLY = "portal", "partly"
BLINDNESS: Mixture = (
    (FailureKind.LOCAL, 15), (FailureKind.NO_SUCH_NAME, 15), (FailureKind.RESOLVER, 15),
    (FailureKind.TIMEOUT, 15), (FailureKind.TLS, 10), (502, 10), (403, 5), (404, 5), (PORTAL, 5),
    (PARTLY, 5),
)  # fmt: skip
PART = 0.4  # of the hosts
HARD: frozenset[Sign] = frozenset({404, 410, FailureKind.NO_SUCH_NAME})


@dataclass(slots=True)
class Host:
    """A host: whether it refuses us, and when it is out, and how."""

    refuses: bool
    starts: list[float] = field(default_factory=list)
    outages: list[tuple[float, Sign]] = field(default_factory=list)  # its end, and its look

    def outage(self, at: float) -> Sign | None:
        """What its outage looks like at a time, None if there is none."""
        number = bisect_right(self.starts, at) - 1
        if number < 0 or at >= self.outages[number][0]:
            return None
        return self.outages[number][1]


@dataclass(slots=True)
class Link:
    """A link: when it dies and how, whether it comes back, when it moves."""

    host: int
    died: float = float("inf")
    look: Sign = 404
    healed: float = float("inf")
    moved: float = float("inf")

    def is_dead(self, at: float) -> bool:
        """The truth."""
        return self.died <= at < self.healed


@dataclass(slots=True)
class Look:
    """What one check of one link meets: at first, and at the second look of the same run."""

    first: Sign
    again: Sign


@dataclass(slots=True)
class Web:
    """All of it, from one seed."""

    seed: int
    hosts: list[Host] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    blind: list[Sign | None] = field(default_factory=list)  # of each run

    def __post_init__(self) -> None:
        chance = random.Random(self.seed)
        self.hosts = [_host(chance) for _ in range(HOSTS)]
        self.links = [_link(chance, number % HOSTS) for number in range(LINKS)]
        self.runs = [7.0 * week + chance.uniform(0, JITTER) for week in range(WEEKS)]
        self.blind = [None] * WEEKS
        for month in range(BLIND):
            run = chance.randrange(month * WEEKS // BLIND, (month + 1) * WEEKS // BLIND)
            self.blind[run] = _one_of(chance, BLINDNESS)

    def looks(self, run: int) -> list[Look | None]:
        """What a run meets, by link; None where all is well."""
        at, chance = self.runs[run], random.Random(self.seed * 1_000 + run)
        blind = self.blind[run]
        if blind not in (None, PARTLY):
            return [Look(blind, blind) for _ in self.links]
        outages = [403 if host.refuses else host.outage(at) for host in self.hosts]
        if blind == PARTLY:
            outages = [404 if chance.random() < PART else one for one in outages]
        return [_look(link, outages[link.host], at, chance) for link in self.links]


def _look(link: Link, outage: Sign | None, at: float, chance: random.Random) -> Look | None:
    stumbles = chance.random() < TRANSIENT
    if outage is not None:
        return Look(outage, outage)
    truth = link.look if link.is_dead(at) else ("moved" if at >= link.moved else OK)
    if stumbles:
        first = _one_of(chance, STUMBLING)
        return Look(first, first if chance.random() < PERSISTS else truth)
    return None if truth == OK else Look(truth, truth)


def _host(chance: random.Random) -> Host:
    host = Host(chance.random() < REFUSING)
    at = chance.expovariate(IN_OUTAGE / OUTAGE)
    while at < YEAR:
        end = at + chance.expovariate(1 / OUTAGE)
        host.starts.append(at)
        host.outages.append((end, _one_of(chance, FAILING)))
        at = end + chance.expovariate(IN_OUTAGE / OUTAGE)
    return host


def _link(chance: random.Random, host: int) -> Link:
    link = Link(host, chance.expovariate(DEATHS), _one_of(chance, DYING))
    if chance.random() < HEALS:
        link.healed = link.died + chance.expovariate(1 / HEALS_AFTER)
    link.moved = chance.expovariate(MOVES)
    return link


def _one_of(chance: random.Random, mixture: Mixture) -> Sign:
    signs, weights = zip(*mixture, strict=True)
    found: Sign = chance.choices(signs, weights)[0]
    return found
