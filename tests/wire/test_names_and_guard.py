"""Name resolution, the guard, and diversions, with a resolver of our own."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire.names import MOST_THREADS
from wire.loopback import Host, serving, wire

pytestmark = pytest.mark.anyio

Addresses = list[str] | int


def resolver(names: dict[str, Addresses], seen: list[str] | None = None) -> Callable[..., Any]:
    """A getaddrinfo that knows these names: addresses, or the code of the resolver's error."""

    def getaddrinfo(host: bytes, port: int, **_: Any) -> list[Any]:
        name = host.decode()
        if seen is not None:
            seen.append(name)
        found = names.get(name, socket.EAI_NONAME)
        if isinstance(found, int):
            raise socket.gaierror(found, "remote text")
        return [
            (
                socket.AF_INET6 if ":" in one else socket.AF_INET,
                1,
                6,
                "",
                (one, port, 0, 0)[: 4 if ":" in one else 2],
            )
            for one in found
        ]

    return getaddrinfo


async def ask(names: dict[str, Addresses], name: str, **changes: Any) -> tuple[Reply, Host]:
    async with serving(Host()) as host, wire(resolver(names), **changes) as client:
        return await client.send(Request("GET", host.url(name=name))), host


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["127.0.0.1", "10.0.0.1"],
        ["8.8.8.8", "169.254.169.254"],
        ["::1"],
        ["64:ff9b::a9fe:a9fe"],
    ],
)
async def test_names_of_private_places(addresses: list[str]) -> None:
    """A name that leads to any private address is refused, with one fixed text and no packet."""
    reply, host = await ask({"evil.test": addresses}, "evil.test")
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.detail) == (
        FailureKind.FORBIDDEN_ADDRESS,
        "the address is not public",
    )
    assert host.connections == 0


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "127。0。0。1", "[::1]",
     "[::ffff:127.0.0.1]", "localhost", "10.0.0.1", "169.254.169.254"],
)  # fmt: skip
async def test_spellings_of_private_places(host: str) -> None:
    """No spelling of a private address gets past the guard: the system's resolver reads it."""
    async with wire(allow_addresses=()) as client:
        reply = await client.send(Request("GET", f"http://{host}:9/"))
    assert isinstance(reply, Failure)
    assert reply.kind in (FailureKind.FORBIDDEN_ADDRESS, FailureKind.BAD_URL)


async def test_the_vetted_address_is_the_one_connected_to() -> None:
    """A second answer of the name server is never asked for: no rebinding."""
    asked: list[str] = []
    async with serving(Host()) as host, wire(resolver({"a.test": ["127.0.0.1"]}, asked)) as client:
        for path in ("/1", "/2"):
            await client.send(Request("GET", host.url(path, name="a.test")))
    assert asked == ["a.test"]
    assert len(host.requests) == 2


async def test_the_next_address_is_tried() -> None:
    """An IPv6 address that refuses, or has no route, does not hide an IPv4 one that answers."""
    reply, _ = await ask(
        {"six.test": ["::1", "127.0.0.1"]}, "six.test", allow_addresses=("127.0.0.0/8", "::1/128")
    )
    assert isinstance(reply, Answer)


async def test_no_such_name_while_names_resolve() -> None:
    """A missing name is believed when another was resolved; at the second look that is asked, too.

    What is found out at the end of a run must not rest on a network that was there before.
    """
    asked: list[str] = []
    async with serving(Host()) as host, wire(resolver({"a.test": ["127.0.0.1"]}, asked)) as client:
        await client.send(Request("GET", host.url(name="a.test")))
        reply = await client.send(Request("GET", host.url(name="gone.test")))
        late = await client.send(Request("GET", host.url(name="gone.test"), late=True))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.NO_SUCH_NAME
    assert isinstance(late, Failure)
    assert late.kind is FailureKind.NO_SUCH_NAME
    assert asked == ["a.test", "gone.test", "gone.test", "a.test"]


@pytest.mark.parametrize(
    ("canaries", "kind"),
    [
        (("canary.test",), FailureKind.NO_SUCH_NAME),
        (("dead.test", "canary.test"), FailureKind.NO_SUCH_NAME),
        (("dead.test",), FailureKind.LOCAL),
        ((), FailureKind.LOCAL),
    ],
)
async def test_canaries_decide_about_missing_names(
    canaries: tuple[str, ...], kind: FailureKind
) -> None:
    """If nothing was resolved yet, a missing name is believed when a canary has an address."""
    reply, _ = await ask({"canary.test": ["8.8.8.8"]}, "gone.test", canaries=canaries)
    assert isinstance(reply, Failure)
    assert reply.kind is kind


async def test_neither_literals_nor_diversions_prove_name_resolution() -> None:
    """Reaching an address that no name server named does not make a missing name believed."""
    names: dict[str, Addresses] = {"127.0.0.1": ["127.0.0.1"]}
    async with serving(Host()) as host:
        diversion = f"diverted.test:80:127.0.0.1:{host.port}"
        async with wire(resolver(names), connect_to=(diversion,)) as client:
            for url in (host.url(), "http://diverted.test/"):
                assert isinstance(await client.send(Request("GET", url)), Answer)
            reply = await client.send(Request("GET", host.url(name="gone.test")))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.LOCAL


@pytest.mark.parametrize("name", ["localhost", "dev.localhost", "intranet", "0x7f000001"])
async def test_a_local_name_proves_no_name_resolution(name: str) -> None:
    """What is resolved without a name server, canaries included, makes no missing name believed."""
    names: dict[str, Addresses] = {name: ["127.0.0.1"], "10.1.2.3": ["10.1.2.3"]}
    async with (
        serving(Host()) as host,
        wire(resolver(names), canaries=("10.1.2.3", name)) as client,
    ):
        assert isinstance(await client.send(Request("GET", host.url(name=name))), Answer)
        reply = await client.send(Request("GET", host.url(name="gone.test")))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.LOCAL


async def test_names_that_are_lost_in_the_middle_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """That names resolved a while ago is no proof: a canary is asked anew."""
    monkeypatch.setattr("listcheck.wire.sight.PROOF_HOLDS", 0.0)
    monkeypatch.setattr("listcheck.wire.sight.CANARY_PAUSE", 0.0)
    names: dict[str, Addresses] = {"a.test": ["127.0.0.1"], "canary.test": ["8.8.8.8"]}
    async with serving(Host()) as host, wire(resolver(names), canaries=("canary.test",)) as client:
        await client.send(Request("GET", host.url(name="a.test")))
        names.clear()
        reply = await client.send(Request("GET", host.url(name="b.test")))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.LOCAL


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (socket.EAI_AGAIN, FailureKind.RESOLVER),
        (socket.EAI_FAIL, FailureKind.RESOLVER),
        (-5, FailureKind.NO_ADDRESS),
    ],
)
async def test_resolver_codes(code: int, kind: FailureKind) -> None:
    """A hiccup of the name server and a name without an address are two things."""
    reply, _ = await ask({"x.test": code}, "x.test")
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.detail) == (kind, f"resolver code {code}")


@pytest.mark.parametrize("name", ["a.invalid", "A.INVALID", "a.invalid."])
async def test_invalid_is_never_asked_for(name: str) -> None:
    """Names under .invalid do not exist, by RFC 6761, and no question says so."""
    asked: list[str] = []
    async with wire(resolver({}, asked)) as client:
        reply = await client.send(Request("GET", f"http://{name}/"))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.NO_SUCH_NAME
    assert asked == []


async def test_nothing_is_asked_after_the_end() -> None:
    """The names that wait for a thread when a run ends are never asked for."""
    asked: list[bytes] = []
    busy, over = threading.Event(), threading.Event()
    before = set(threading.enumerate())

    def slow(host: bytes, *_: Any, **__: Any) -> Any:
        asked.append(host)
        if len(asked) == MOST_THREADS:
            busy.set()
        over.wait(10)
        raise socket.gaierror(socket.EAI_NONAME, "remote text")

    async with wire(slow, max_connections=400) as client:
        for number in range(MOST_THREADS + 100):
            client.submit(Request("HEAD", f"http://h{number}.test/"), lambda _: None)
        assert await asyncio.to_thread(busy.wait, 10)
        client.stop(FailureKind.INTERRUPTED)
    over.set()
    for one in set(threading.enumerate()) - before:
        if one.daemon:
            await asyncio.to_thread(one.join, 10)
    assert len(asked) == MOST_THREADS


async def test_stalled_names_block_nothing() -> None:
    """Forty names that stall delay neither a good one nor the end, and are resolver trouble."""
    hold = threading.Event()
    good = resolver({"good.test": ["127.0.0.1"]})

    def stalling(host: bytes, port: int, **more: Any) -> Any:
        if host.startswith(b"stall"):
            hold.wait(10)
        return good(host, port, **more)

    began = time.monotonic()
    async with (
        serving(Host()) as host,
        wire(stalling, connect_timeout=0.5) as client,
        asyncio.TaskGroup() as tasks,
    ):
        stalled = [
            tasks.create_task(client.send(Request("GET", f"http://stall{n}.test/")))
            for n in range(40)
        ]
        await asyncio.sleep(0.05)
        reply = await client.send(Request("GET", host.url(name="good.test")))
        prompt = time.monotonic() - began
    hold.set()
    kinds = {reply.kind for task in stalled if isinstance(reply := task.result(), Failure)}
    assert isinstance(reply, Answer | Failure)
    assert prompt < 0.4
    assert kinds == {FailureKind.RESOLVER}
    assert time.monotonic() - began < 2.0


async def test_connect_to() -> None:
    """A diversion changes where a request goes, and nothing of what it says."""
    async with (
        serving(Host()) as host,
        wire(
            resolver({"127.0.0.1": ["127.0.0.1"]}),
            connect_to=(f"::127.0.0.1:{host.port}",),
            allow_addresses=(),
        ) as client,
    ):
        reply = await client.send(Request("GET", "http://elsewhere.test/path"))
    assert isinstance(reply, Answer)
    assert b"host: elsewhere.test\r\n" in host.heads[0]


@pytest.mark.parametrize("text", ["", "a:b", "a:80:b", "a:x:b:80", "::1:80:b:80"])
async def test_connect_to_must_be_readable(text: str) -> None:
    """The user is told which diversion cannot be read."""
    with pytest.raises(ValueError, match="HOST:PORT:TOHOST:TOPORT"):
        wire(connect_to=(text,))


async def test_proxy_for_plain_requests() -> None:
    """A proxy that was asked for gets the whole URL and its own credentials."""
    async with serving(Host({"http://far.test/x": b"HTTP/1.1 200 OK\r\n\r\n"})) as proxy:
        address = f"http://me:pw@127.0.0.1:{proxy.port}"
        async with wire(proxy=address, allow_addresses=()) as client:
            reply = await client.send(Request("GET", "http://far.test/x"))
    assert isinstance(reply, Answer)
    assert proxy.requests == ["GET http://far.test/x"]
    assert b"Proxy-Authorization: Basic bWU6cHc=" in proxy.heads[0]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", FailureKind.UNREACHABLE),
        (b"HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n", FailureKind.LOCAL),
    ],
)
async def test_proxy_that_will_not_connect(answer: bytes, kind: FailureKind) -> None:
    """What a proxy says of a host is about the host, what it says of us is about us."""
    async with (
        serving(Host({"CONNECT far.test:443": answer})) as proxy,
        wire(proxy=f"127.0.0.1:{proxy.port}") as client,
    ):
        reply = await client.send(Request("GET", "https://far.test/"))
    assert isinstance(reply, Failure)
    assert reply.kind is kind
