"""What listcheck concludes: its own code on what the web shows."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import anyio
from probes.driving import drive

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.history import DAY, Record, Sighting, record
from listcheck.model import Observation, Target
from listcheck.probes import fresh, page
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import LIVING, OURS, verdict
from listcheck.wire.names import Resolver
from listcheck.wire.sight import Sight
from simulation.web import OK, Look, Sign

START = 1_767_268_800.0  # the first run, in Unix seconds
SETTINGS = Settings()
ADDRESS, NEW = "https://example.org/page", "https://example.org/new"
TARGET = Target("page", f"page:{ADDRESS}", ADDRESS)
QUESTION = Question(TARGET.key, ADDRESS)
CANARIES = ("github.com", "arxiv.org")


@dataclass(slots=True)
class Standing:
    """What is known of one link: its sightings since it last answered, and the newest."""

    streak: list[Sighting] = field(default_factory=list)
    seen: Observation | None = None
    life: Record = field(default_factory=Record)
    state: str = "alive"
    asked: bool = True  # in the last run


def check(standing: Standing, look: Look | None, at: float) -> None:
    """One run's look at a link, at a time in days."""
    now = START + at * DAY
    standing.asked = not fresh(QUESTION, standing.seen, SETTINGS, now, standing.life)
    if not standing.asked:
        return
    seen = replace(observation(look.first if look else OK, look.again if look else OK), at=now)
    if seen.signal not in OURS:
        standing.streak = [] if seen.signal in LIVING else [*standing.streak, (now, seen.signal)]
        standing.life = record(standing.streak)
        standing.seen = seen
    lasting = standing.life.suspect_since is not None
    standing.state = verdict(TARGET, {TARGET.key: seen}, lasting=lasting).state


@lru_cache(maxsize=1 << 12)
def observation(first: Sign, again: Sign) -> Observation:
    """What the flow of a page makes of two looks; it is pure, so that each pair is asked once."""

    def reply(request: Request) -> Reply:
        sign = again if request.late else first
        if isinstance(sign, FailureKind):
            return Failure(sign)
        if sign == "moved":
            return Answer(301, {"location": NEW}) if request.url == ADDRESS else Answer(200)
        assert isinstance(sign, int)
        return Answer(sign)

    (seen,), _asked = drive(page.flow(QUESTION, SETTINGS), reply)
    return seen


@lru_cache(maxsize=64)
def blindly(sign: Sign, hosts: int) -> Sequence[Sign]:
    """What a blind run takes its hosts to say, in the order in which they are asked."""
    found: list[Sign] = []

    async def ask() -> None:
        sight = Sight(CANARIES, _NoNames(), {})
        for number in range(hosts):
            said = FailureKind.LOCAL if sight.blind else sign
            if said is FailureKind.NO_SUCH_NAME and not await sight.believes_in_names():
                said = FailureKind.LOCAL  # as wire/asking.py has it
            found.append(said)
            reply = Failure(said, "errno") if isinstance(said, FailureKind) else Answer(200)
            await sight.note(f"host{number}.example.org", reply)
        await sight.conclude()

    anyio.run(ask)
    return tuple(found)


class _NoNames(Resolver):
    """A resolver that knows no name, as that of a machine without a network."""

    async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
