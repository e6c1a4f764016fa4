"""What listcheck concludes: its own code on what the web shows."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import anyio
from probes.driving import drive

from listcheck import doubts
from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.history import DAY, Record, Sighting, record
from listcheck.model import Observation, Target
from listcheck.probes import fresh, page
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import HARD, LIVING, OURS, verdict
from listcheck.wire.names import Resolver
from listcheck.wire.settings import WireSettings
from listcheck.wire.sight import Sight
from simulation.web import OK, Look, Sign

START = 1_767_268_800.0  # the first run, in Unix seconds
SETTINGS = Settings()
ADDRESS, NEW = "https://example.org/page", "https://example.org/new"
TARGET = Target("page", f"page:{ADDRESS}", ADDRESS)
QUESTION = Question(TARGET.key, ADDRESS)
CANARIES = ("github.com", "arxiv.org")
API = "https://api.github.com/rate_limit"


@dataclass(slots=True)
class Standing:
    """What is known of one link: its sightings since it last answered, and the newest.

    `known` is when it was last seen, in Unix seconds, and `aside` what was not believed of it.
    """

    key: str = TARGET.key
    streak: list[Sighting] = field(default_factory=list)
    seen: Observation | None = None
    life: Record = field(default_factory=Record)
    state: str = "alive"
    asked: bool = True  # in the last run
    known: float | None = None
    aside: Observation | None = None


def look_at(standing: Standing, look: Look | None, at: float) -> Observation | None:
    """One run's look at a link, at a time in days; None if it is not asked."""
    now = START + at * DAY
    standing.asked = not fresh(QUESTION, standing.seen, SETTINGS, now, standing.life)
    if not standing.asked:
        return None
    found = observation(look.first if look else OK, look.again if look else OK)
    return replace(found, key=standing.key, at=now)


def take(standing: Standing, seen: Observation) -> None:
    """Remember what was seen and believed."""
    if seen.signal not in OURS:
        standing.streak = (
            [] if seen.signal in LIVING else [*standing.streak, (seen.at, seen.signal)]
        )
        standing.life = record(standing.streak)
        standing.seen, standing.known = seen, seen.at
    lasting = standing.life.suspect_since is not None
    target = TARGET._replace(key=seen.key)
    standing.state = verdict(target, {seen.key: seen}, lasting=lasting).state


def check(standing: Standing, look: Look | None, at: float) -> None:
    """One run's look at a single link."""
    if (seen := look_at(standing, look, at)) is not None:
        take(standing, seen)


def is_doubtful(seen: Sequence[Observation | None]) -> bool:
    """Whether there are so many deaths that the program may doubt them; nearly always not."""
    return sum(one is not None and one.signal in HARD for one in seen) >= doubts.FEWEST


def remember(
    standings: Sequence[Standing],
    seen: Sequence[Observation | None],
    at: float,
    good: Sequence[bool],
) -> None:
    """Remember what a run saw, at a time in days, as far as it may be believed.

    Args:
        standings: of all links.
        seen: what was seen of them, None where nothing was looked at.
        at: when.
        good: whether a link answered now, as it always did.
    """
    fresh_ones = {one.key: one for one in seen if one is not None}
    believed: Mapping[str, Observation] = fresh_ones
    if is_doubtful(seen):
        alive = observation(OK, OK)
        known = {
            one.key: one.seen or replace(alive, key=one.key, at=one.known)
            for one in standings
            if one.known is not None
        }
        lives = {one.key: one.life for one in standings}
        aside = {one.aside.key: one.aside for one in standings if one.aside is not None}
        found = doubts.doubted(fresh_ones, known, lives, aside)
        believed, new = found.believed, {one.key: one for one in found.aside}
        for standing in standings:
            standing.aside = new.get(doubts.ASIDE + standing.key, standing.aside)
    for standing, fine in zip(standings, good, strict=True):
        if fine:
            standing.known = START + at * DAY
        elif standing.key in believed:
            take(standing, believed[standing.key])


@lru_cache(maxsize=1 << 12)
def observation(first: Sign, again: Sign) -> Observation:
    """What the flow of a page makes of two looks; it is pure, so that each pair is asked once."""

    def reply(request: Request) -> Reply:
        sign = again if request.late else first
        if isinstance(sign, FailureKind):
            return Failure(sign)
        if sign == "moved":
            return Answer(301, {"location": NEW}) if request.url == ADDRESS else Answer(200)
        return _reply(sign)

    (seen,), _asked = drive(page.flow(QUESTION, SETTINGS), reply)
    return seen


@lru_cache(maxsize=64)
def blindly(sign: Sign, hosts: int, *, history: bool = True) -> Sequence[Sign]:
    """What a blind run takes its hosts to say, in the order in which they are asked.

    Args:
        sign: what every host says, the API and the canaries included.
        hosts: how many there are.
        history: whether it is known of some that they lived.
    """
    reply = _reply(sign)
    known = tuple(f"https://host{number}.example.org/" for number in range(hosts))
    alive = known if history else ()
    settings = WireSettings(
        "a simulation", canaries=CANARIES, alive=alive, unlike=history, api_canary=API
    )
    found: dict[str, Observation] = {}

    async def ask(_: Request) -> Reply:
        return reply

    async def run() -> None:
        sight = Sight(settings, _NoNames(), ask)
        for number, url in enumerate(known):
            said = sign
            if sight.refuses(Request("GET", url)):
                said = FailureKind.LOCAL
            elif said is FailureKind.NO_SUCH_NAME and not await sight.believes_in_names():
                said = FailureKind.LOCAL  # as wire/asking.py has it
            told = replace(_reply(said), at=float(number))
            seen = observation(said, said)
            found[f"page:{url}"] = replace(seen, key=f"page:{url}", at=float(number))
            await sight.note(Request("GET", url), f"host{number}.example.org", told)
        await sight.conclude()
        if sight.blind:
            found.update(doubts.in_the_dark(found, sight.dark_since, portal=sight.portal))

    anyio.run(run)
    unseen = FailureKind.LOCAL
    return tuple(unseen if one.signal in OURS else sign for one in found.values())


def _reply(sign: Sign) -> Reply:
    if isinstance(sign, FailureKind):
        return Failure(sign, "errno")
    return Answer(sign if isinstance(sign, int) else 200, {"content-length": "2011"})


class _NoNames(Resolver):
    """A resolver that knows no name, as that of a machine without a network."""

    async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
