"""Flows over the wire: late looks, deadlines, interruption, blindness, and our own bugs."""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Generator
from functools import partial
from typing import Any

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.model import Flow, Lookup, Observation, Signal
from listcheck.wire import Outcome, Wire, observe
from wire.loopback import EAGER, Host, Visit, serving, wire
from wire.test_names_and_guard import resolver

pytestmark = pytest.mark.anyio


async def silence(_: Visit) -> None:
    await asyncio.sleep(5)


def note(url: str, reply: Reply) -> tuple[Observation, ...]:
    if isinstance(reply, Answer):
        return (Observation(url, Signal.ALIVE, status=reply.status),)
    return (Observation(url, Signal.UNKNOWN, str(reply.kind)),)


def once(url: str) -> Flow:
    reply = yield Request("GET", url)
    return note(url, reply)


def twice(url: str) -> Flow:
    yield Request("GET", url)
    reply = yield Request("GET", url, late=True)
    return note(url, reply)


def stubborn(url: str) -> Flow:
    for _ in range(5):
        reply = yield Request("GET", url, late=True)
        if isinstance(reply, Answer):
            break
    return note(url, reply)


def lookups(flow: Any, urls: list[str]) -> list[Lookup]:
    return [Lookup((url,), partial(flow, url)) for url in urls]


async def look(
    client: Wire, asked: list[Lookup], **more: Any
) -> tuple[Outcome, dict[str, Observation]]:
    done: dict[str, Observation] = {}
    async with client:
        outcome = await observe(asked, client, done=done, **more)
    return outcome, done


async def test_every_flow_is_driven_to_its_end() -> None:
    """Each lookup leaves its observation, and progress counts them all."""
    seen: list[tuple[int, int, str]] = []
    async with serving(Host()) as host:
        urls = [host.url(f"/{n}") for n in range(12)]
        show = lambda *call: seen.append(call)  # noqa: E731
        outcome, done = await look(wire(), lookups(once, urls), progress=show)
    assert outcome == Outcome(requests=12)
    assert {key: one.status for key, one in done.items()} == dict.fromkeys(urls, 200)
    assert [call[:2] for call in seen] == [(n, 12) for n in range(1, 13)]
    assert {call[2] for call in seen} == set(urls)


async def test_nothing_to_do() -> None:
    """No lookups, no requests, no trouble."""
    assert await look(wire(), []) == (Outcome(), {})


async def test_the_second_look_comes_late() -> None:
    """Late requests come after everything else, and two seconds after the flow's last reply."""

    async def slow(visit: Visit) -> None:
        await asyncio.sleep(0.4)
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    began = time.monotonic()
    async with serving(Host({"/slow": slow})) as host:
        asked = lookups(twice, [host.url("/a"), host.url("/b")])
        asked += lookups(once, [host.url("/slow")])
        _, done = await look(wire(), asked)
    assert sorted(host.requests[:3]) == ["GET /a", "GET /b", "GET /slow"]
    assert sorted(host.requests[3:]) == ["GET /a", "GET /b"]
    assert host.times[3] - host.times[0] > 1.9
    assert time.monotonic() - began < 3.0
    assert len(done) == 3


async def test_the_deadline_drains() -> None:
    """When the time is over every flow still yields, and soon."""
    began = time.monotonic()
    async with serving(Host({"/hang": silence})) as host:
        asked = lookups(once, [host.url("/ok")]) + lookups(twice, [host.url("/hang")])
        asked += lookups(stubborn, [host.url("/late")])
        outcome, done = await look(wire(deadline=0.3, question_timeout=9), asked)
    assert outcome.deadline_hit
    assert not outcome.interrupted
    assert time.monotonic() - began < 1.0
    assert done[host.url("/ok")].status == 200
    assert done[host.url("/hang")].reason == FailureKind.DEADLINE


async def test_the_deadline_is_kept_by_canaries() -> None:
    """Canaries that nobody answers for do not keep a run whose time is over."""
    freed = threading.Event()

    def names(host: bytes, *_: Any, **__: Any) -> Any:
        if host == b"canary.test":
            freed.wait(9)
        raise socket.gaierror(socket.EAI_AGAIN, "remote text")

    began = time.monotonic()
    client = wire(names, canaries=("canary.test",), deadline=0.3)
    outcome, done = await look(client, lookups(twice, HOSTS[:1]))
    freed.set()
    assert outcome.deadline_hit
    assert time.monotonic() - began < 1.3
    assert done[HOSTS[0]].reason == FailureKind.DEADLINE


async def test_the_deadline_is_kept_by_whatever_stalls() -> None:
    """A name, a connection, a handshake, a head, a body: none of them outlives the deadline."""

    async def half(visit: Visit) -> None:
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        await asyncio.sleep(5)

    def read(url: str) -> Flow:
        reply = yield Request("GET", url, read=99)
        return note(url, reply)

    def names(host: bytes, *more: Any, **options: Any) -> Any:
        if host == b"stall.test":
            freed.wait(9)
        return socket.getaddrinfo(host, *more, **options)

    freed, began = threading.Event(), time.monotonic()
    with socket.create_server(("127.0.0.1", 0), backlog=1) as full:
        port = full.getsockname()[1]
        crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
        async with serving(Host({"/hang": silence, "/half": half})) as host:
            urls = [host.url(path) for path in ("/hang", "/half")]
            urls += [
                "http://stall.test/", f"http://127.0.0.1:{port}/", f"https://127.0.0.1:{port}/",
            ]  # fmt: skip
            client = wire(names, deadline=0.5, question_timeout=9)
            _, done = await look(client, lookups(read, urls))
        for one in crowd:
            one.close()
    freed.set()
    assert time.monotonic() - began < 1.5
    assert {url: one.reason for url, one in done.items()} == dict.fromkeys(
        urls, FailureKind.DEADLINE
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_interruption_drains(number: signal.Signals) -> None:
    """A signal ends the asking; what is known stays known, and every flow yields."""
    began = time.monotonic()
    async with serving(Host({"/hang": silence})) as host:
        urls = [host.url("/ok"), host.url("/hang")]
        asyncio.get_running_loop().call_later(0.2, os.kill, os.getpid(), number)
        outcome, done = await look(wire(question_timeout=9), lookups(twice, urls))
    assert outcome.interrupted
    assert time.monotonic() - began < 1.0
    assert {one.reason for one in done.values()} == {FailureKind.INTERRUPTED}


async def test_a_bug_of_a_flow_is_raised() -> None:
    """An exception out of a flow ends the run as itself, not in a group."""

    def broken(_: str) -> Flow:
        reply: Reply = yield Request("GET", host.url("/ok"))
        raise ZeroDivisionError(reply)

    async with serving(Host({"/hang": silence})) as host:
        asked = lookups(broken, ["x"]) + lookups(once, [host.url("/hang")])
        with pytest.raises(ZeroDivisionError):
            await look(wire(question_timeout=9), asked)


async def test_a_flow_that_never_ends_is_a_bug() -> None:
    """A flow that goes on asking although nobody answers is stopped."""

    def endless(_: str) -> Generator[Request, Reply, tuple[Observation, ...]]:
        while True:
            yield Request("GET", "nonsense")

    with pytest.raises(RuntimeError, match="never ends"):
        await look(wire(), lookups(endless, ["x"]))


HOSTS = [f"http://host{n}.test/" for n in range(20)]


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
async def test_a_run_without_names_is_blind(code: int) -> None:
    """If no name resolves, not that of a canary either, nothing is reported of any host."""
    names: Any = dict.fromkeys((url[7:-1] for url in HOSTS), code)
    proxies = {"HTTPS_PROXY": "http://proxy:3128", "http_proxy": ""}
    client = wire(resolver(names), canaries=("canary.test",), environment=proxies)
    outcome, done = await look(client, lookups(once, HOSTS))
    assert "no name could be resolved" in outcome.blind
    assert "canary.test" in outcome.blind
    assert outcome.blind.endswith("names a proxy (HTTPS_PROXY) that is not used")
    assert len(done) == 20
    assert not {FailureKind.NO_SUCH_NAME.value} & {one.reason for one in done.values()}


async def test_a_run_of_one_host_can_be_blind() -> None:
    """Few hosts do not make a blind run look as if it had seen something."""
    outcome, done = await look(wire(resolver({})), lookups(once, HOSTS[:1]))
    assert outcome.blind
    assert done[HOSTS[0]].reason == FailureKind.LOCAL


async def test_missing_names_are_no_blindness() -> None:
    """A list of nothing but missing names is seen as such while a canary resolves."""
    client = wire(resolver({"canary.test": ["8.8.8.8"]}), canaries=("canary.test",))
    outcome, done = await look(client, lookups(once, HOSTS))
    assert not outcome.blind
    assert {one.reason for one in done.values()} == {FailureKind.NO_SUCH_NAME.value}


async def test_no_route_is_blindness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that resolve to places without a route say nothing of the hosts."""

    async def unreachable(_: Any) -> Any:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("listcheck.wire.dialling.connect", unreachable)
    names: Any = {url[7:-1]: ["8.8.8.8"] for url in HOSTS}
    outcome, done = await look(wire(resolver(names)), lookups(once, HOSTS))
    assert outcome.blind == "no connection could be made from this machine (errno 101)"
    assert {one.reason for one in done.values()} == {FailureKind.LOCAL.value}


async def test_one_living_host_proves_sight() -> None:
    """Where one host answers, the failures of the others are their own."""
    async with serving(Host()) as host:
        names: Any = dict.fromkeys((url[7:-1] for url in HOSTS), socket.EAI_AGAIN)
        names["good.test"] = ["127.0.0.1"]
        urls = [host.url(name="good.test"), *HOSTS]
        outcome, done = await look(wire(resolver(names)), lookups(once, urls))
    assert not outcome.blind
    assert done[HOSTS[0]].reason == FailureKind.RESOLVER


async def test_three_thousand_waiting_flows_need_few_tasks() -> None:
    """Flows that wait for their turn are no tasks."""
    most = 0

    async def count(visit: Visit) -> None:
        nonlocal most
        most = max(most, len(asyncio.all_tasks()))
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async with serving(Host(dict.fromkeys(["/"], count))) as host:
        asked = [Lookup((str(n),), partial(once, host.url())) for n in range(3000)]
        lanes = {"127.0.0.1": EAGER}
        outcome, _ = await look(wire(lanes=lanes), asked)
    assert outcome.requests == 3000
    assert most < 20


async def test_failures_are_not_answers() -> None:
    """A closed lane or a bad URL costs a flow no request."""
    outcome, done = await look(wire(), lookups(once, ["nonsense"]))
    assert outcome.requests == 0
    assert done["nonsense"].reason == FailureKind.BAD_URL
    assert isinstance(Failure(FailureKind.BAD_URL), Failure)
