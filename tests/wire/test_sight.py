"""Canaries: what is asked before anything is believed of hosts that look all alike."""

import time
from collections.abc import Mapping
from typing import Any

import anyio
import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire import sight as module
from listcheck.wire.looks import FEW
from listcheck.wire.names import Resolver
from listcheck.wire.settings import WireSettings
from listcheck.wire.sight import Sight

pytestmark = pytest.mark.anyio

API = "https://api.example.org/rate_limit"
ALIVE = tuple(f"https://alive{n}.example.org/page" for n in range(5))
JSON = Answer(200, {"content-type": "application/json; charset=utf-8"})
FINE = Answer(200, {"content-type": "text/html", "etag": '"mine"'})
PORTAL = Answer(200, {"content-type": "text/html", "content-length": "2011"})
NOWHERE = Answer(302, {"location": "https://portal.test/login"})


class World:
    """What a canary is answered: by its address, else what all say."""

    def __init__(self, said: Reply, others: Mapping[str, Reply] | None = None) -> None:
        self.said, self.others = said, others or {}
        self.asked: list[str] = []

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request.url)
        return self.others.get(request.url, self.said)

    def sight(
        self, alive: tuple[str, ...] = ALIVE, api: str = API, *, unlike: bool = True
    ) -> Sight:
        """Eyes that know some addresses."""
        settings = WireSettings("tests", alive=alive, api_canary=api, unlike=unlike)
        return Sight(settings, Resolver(), self.ask)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECOND_WIND", 0.0)


def page(number: int) -> Request:
    return Request("HEAD", f"https://host{number}.example.net/page")


async def hear(sight: Sight, reply: Reply, hosts: range) -> None:
    """Every host says the same."""
    for number in hosts:
        await sight.note(page(number), f"host{number}.example.net", reply)


SILENT = [
    Failure(kind, at=50.0)
    for kind in (
        FailureKind.CONNECTION_REFUSED, FailureKind.RESET, FailureKind.TLS, FailureKind.TIMEOUT,
        FailureKind.FORBIDDEN_ADDRESS, FailureKind.PROTOCOL,
    )
]  # fmt: skip
ANSWERED = [Answer(status, at=50.0) for status in (403, 404, 407, 502, 503, 511)]


@pytest.mark.parametrize("said", [*SILENT, *ANSWERED, NOWHERE])
async def test_what_lived_looks_alike(said: Reply) -> None:
    """Where those known to live say the same, nobody is believed, and the run stops asking."""
    world = World(said)
    sight = world.sight()
    await hear(sight, said, range(FEW + 5))
    assert sight.blind
    assert sight.refuses(page(0))
    assert sight.dark_since == said.at
    assert len([url for url in world.asked if url in ALIVE]) <= 3
    assert len(world.asked) <= 4


@pytest.mark.parametrize("said", [*SILENT, *ANSWERED])
async def test_what_lived_still_lives(said: Reply) -> None:
    """One that answers is enough: the others are as they say."""
    world = World(said, {ALIVE[1]: FINE})
    sight = world.sight()
    await hear(sight, said, range(FEW))
    assert not sight.blind
    assert world.asked == [*ALIVE[:2]]


async def test_without_a_history_the_api_is_asked() -> None:
    """A first run asks the API, and believes in silence only if that is silent, too."""
    said = Failure(FailureKind.RESET)
    for reply, blind in ((JSON, False), (said, True), (Answer(200, PORTAL.headers), True)):
        world = World(said, {API: reply})
        sight = world.sight(alive=())
        await hear(sight, said, range(FEW))
        assert bool(sight.blind) is blind
        assert world.asked[0] == API


async def test_without_any_canary() -> None:
    """Where nobody is known to live, the hosts are as they say."""
    sight = World(Answer(404)).sight(alive=(), api="")
    await hear(sight, Answer(404), range(50))
    assert not sight.blind


async def test_lost_in_the_middle() -> None:
    """Those that answered in this run are asked again, once more after a pause."""
    world = World(Failure(FailureKind.TIMEOUT))
    sight = world.sight(alive=())
    for number in range(30):
        tagged = Answer(200, {"etag": f'"{number}"'}, at=float(number))
        await sight.note(page(number), f"host{number}.example.net", tagged)
    await hear(sight, Failure(FailureKind.TIMEOUT, at=100.0), range(30, 60))
    assert sight.blind.startswith("16 hosts cannot be reached one after the other")
    assert sight.dark_since == 100.0
    assert world.asked[:6] == [page(n).url for n in (29, 28, 27)] * 2


async def test_a_network_that_comes_back() -> None:
    """A blip is waited for."""

    class Blip(World):
        async def ask(self, request: Request) -> Reply:
            await super().ask(request)
            return self.said if len(self.asked) <= 3 else FINE

    world = Blip(Failure(FailureKind.RESET))
    sight = world.sight()
    await sight.note(page(99), "host99.example.net", FINE)
    await hear(sight, Failure(FailureKind.RESET), range(FEW))
    assert not sight.blind


async def test_one_page_for_all() -> None:
    """A portal shows its page for pages, too, that nobody made; hosts do not."""
    world = World(PORTAL)
    sight = world.sight()
    await hear(sight, PORTAL, range(FEW))
    assert (sight.blind, sight.portal) == (
        f"{FEW} hosts answer alike whatever they are asked",
        True,
    )
    assert all("/page" not in url for url in world.asked)
    alike = World(Answer(404))
    sight = alike.sight()
    await hear(sight, PORTAL, range(FEW))
    assert not sight.blind
    assert len(alike.asked) == 1


@pytest.mark.parametrize(
    ("api", "page", "blind"),
    [
        (JSON, PORTAL, False), (PORTAL, PORTAL, True), (JSON, NOWHERE, True),
        (Failure(FailureKind.NO_SUCH_NAME), PORTAL, False),
    ],
)  # fmt: skip
async def test_one_page_at_first_sight(api: Reply, page: Reply, blind: bool) -> None:
    """Hosts that one program keeps may show one page; an API does not, nor do they lead away."""
    sight = World(page, {API: api}).sight(alive=(), unlike=False)
    await hear(sight, page, range(FEW))
    assert bool(sight.blind) is blind


async def test_pages_of_their_own() -> None:
    """Ordinary answers ask nothing of anybody."""
    world = World(PORTAL)
    sight = world.sight()
    for number in range(200):
        tagged = Answer(200, {"etag": f'"{number}"'})
        await sight.note(page(number), f"host{number}.example.net", tagged)
    assert world.asked == []


@pytest.mark.parametrize(("api", "refused"), [(JSON, False), (Answer(403), True)])
async def test_an_api_that_is_let_through(api: Reply, refused: bool) -> None:
    """Behind a proxy that lets an API through, the API is asked on; the rest is not."""
    world = World(Answer(403), {API: api})
    sight = world.sight()
    await hear(sight, Answer(403), range(FEW))
    assert sight.refuses(Request("GET", API, configured=True)) is refused
    assert sight.refuses(page(1))


async def test_doubt_is_shared() -> None:
    """Workers that come to the same doubt at once ask the canaries once."""

    class Slow(World):
        async def ask(self, request: Request) -> Reply:
            await anyio.sleep(0.01)
            return await super().ask(request)

    world = Slow(Answer(503))
    sight = world.sight()
    async with anyio.create_task_group() as tasks:
        for number in range(20):
            host = f"host{number}.example.net"
            tasks.start_soon(sight.note, page(number), host, Answer(503))
    assert sight.blind
    assert len(world.asked) == 4


async def test_hosts_with_a_pace_are_no_witnesses() -> None:
    """arXiv's three seconds are kept: where it is all that is known to live, nobody is asked."""
    world = World(Answer(503), {API: JSON})
    sight = world.sight(alive=("https://arxiv.org/abs/2501.00001",))
    await hear(sight, Answer(503), range(FEW))
    assert world.asked == [API]


@pytest.mark.parametrize("said", [PORTAL, Answer(404)])
@pytest.mark.parametrize(("scheme", "blind"), [("https", False), ("http", True)])
async def test_a_silent_api(scheme: str, blind: bool, said: Reply) -> None:
    """Who speaks for a host over TLS is that host; without TLS it may be anybody."""
    world = World(said, {API: Failure(FailureKind.TLS)})
    sight = world.sight(alive=(), unlike=False)
    for number in range(FEW):
        host = f"host{number}.example.net"
        await sight.note(Request("HEAD", f"{scheme}://{host}/page"), host, said)
    assert bool(sight.blind) is blind


async def test_who_asks_while_canaries_answer() -> None:
    """A question that begins just after a canary was heard asks again, and is no local trouble."""
    began: list[float] = []

    class Eyes(Sight):
        def name_resolved(self, name: str) -> None:
            super().name_resolved(name)
            time.sleep(0.001)  # the clock goes on
            began.append(time.monotonic())

    def getaddrinfo(*_: Any, **__: Any) -> list[Any]:
        return [(0, 1, 6, "", ("192.0.2.1", 443))]

    settings = WireSettings("tests", canaries=("canary.example.org",))
    eyes = Eyes(settings, Resolver(getaddrinfo), World(FINE).ask)
    assert await eyes.believes_in_names(time.monotonic())
    assert await eyes.believes_in_names(began[0])
