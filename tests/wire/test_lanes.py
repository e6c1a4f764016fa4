"""Lanes by themselves, on a clock of the test, and at work on a loopback server."""

import asyncio
import time
from functools import partial

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire import PAGE_POLICY, LanePolicy, Wire
from listcheck.wire.lanes import Job, Lane
from listcheck.wire.messages import Address
from wire.loopback import EAGER, EMPTY, Behaviour, Host, Visit, serving, wire

BUSY = b"HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n"


def starts(lane: Lane, count: int, now: float = 100.0) -> list[float]:
    """When the next requests would start if each is sent as soon as it may."""
    moments = []
    for _ in range(count):
        now += lane.delay(now)
        lane.start(now)
        moments.append(round(now, 3))
    return moments


def test_pages_are_free_at_first() -> None:
    """Ten requests to a host start without a pause, then one every quarter of a second."""
    moments = starts(Lane("a", PAGE_POLICY, 30), 13)
    assert moments == [100.0] * 10 + [100.25, 100.5, 100.75]


def test_interval() -> None:
    """An interval holds from the second request on."""
    assert starts(Lane("arxiv", LanePolicy(1, 3.0), 30), 3) == [100.0, 103.0, 106.0]


def test_a_seeded_lane_waits_for_its_first_request() -> None:
    """The start of another process's request counts like one of our own."""
    lane = Lane("arxiv", LanePolicy(1, 3.0), 30, last_start=99.0)
    assert starts(lane, 2) == [102.0, 105.0]


def test_budget() -> None:
    """So many requests in so many seconds, whenever they came."""
    lane = Lane("a", LanePolicy(budget=(2, 10.0)), 30)
    assert starts(lane, 5) == [100.0, 100.0, 110.0, 110.0, 120.0]


def test_a_budget_beyond_patience_closes_the_lane() -> None:
    """A wait for the budget that is longer than the patience ends the lane, with a reason."""
    lane = Lane("a", LanePolicy(budget=(1, 300.0)), 120)
    lane.start(100.0)
    assert not lane.overspent(290.0)
    assert lane.overspent(110.0)
    refusal = lane.refusal(Request("GET", "http://a/"), 1.0)
    assert refusal == Failure(FailureKind.CLOSED_LANE, "its 1 requests in 300 s are spent", 1.0)


def test_backoff_grows_with_each_refusal() -> None:
    """Without a word from the host the lane waits 1, 4, 10, 10 s, then gives up."""
    lane, now, waits = Lane("a", PAGE_POLICY, 30), 100.0, []
    while not lane.closed:
        lane.throttled(Answer(429), now, float("inf"))
        waits.append(lane.delay(now))
        now += lane.delay(now)
    assert waits == [1.0, 4.0, 10.0, 10.0, 10.0, 10.0]
    assert lane.closed == "refused 6 requests in a row"


def test_neighbours_in_flight_count_once() -> None:
    """Two requests that were under way together are one refusal."""
    lane = Lane("a", PAGE_POLICY, 30)
    for _ in range(2):
        lane.throttled(Answer(429), 100.0, float("inf"))
    assert lane.delay(100.0) == 1.0


@pytest.mark.parametrize(("patience", "left"), [(30.0, float("inf")), (9999.0, 60.0)])
def test_too_long_a_wait_closes_the_lane(patience: float, left: float) -> None:
    """A host that asks for more than the patience, or than the time left, is not asked again."""
    lane = Lane("a", PAGE_POLICY, patience)
    lane.throttled(Answer(429, {"retry-after": "3600"}), 100.0, left)
    assert lane.closed == "asked to wait 3600 s"


def test_connections_grow_with_the_crowd() -> None:
    """One connection serves up to four waiting requests; a fifth opens a second, and no more."""
    lane = Lane("a", PAGE_POLICY, 30)
    job = Job(Request("GET", "http://a/"), Address("http", "a", None, b"/"), lambda _: None)
    wanted = []
    for _ in range(8):
        lane.queue.append(job)
        wanted.append(lane.wants_worker())
        lane.workers += wanted[-1]
    assert wanted == [True, False, False, False, True, False, False, False]


def fail(lane: Lane, number: int, *, late: bool = False) -> None:
    request = Request("GET", f"http://a/{number}", late=late)
    failure = Failure(FailureKind.CONNECTION_REFUSED, "errno 111")
    lane.note(request, failure, connected=False)


def test_the_breaker_opens_after_three_addresses() -> None:
    """Three links of a host that cannot be connected to speak for the rest, until a late look."""
    lane = Lane("a", PAGE_POLICY, 30)
    for number in (1, 1, 1, 2):
        fail(lane, number)
    assert lane.refusal(Request("GET", "http://a/9"), 0.0) is None
    fail(lane, 3)
    refusal = lane.refusal(Request("GET", "http://a/9"), 0.0)
    assert refusal is not None
    assert refusal.kind is FailureKind.CONNECTION_REFUSED
    assert refusal.detail == "errno 111, like 3 others of this host"


def test_the_late_phase_tries_once_more() -> None:
    """The second look asks again, once; if that fails too, the others are spared."""
    lane, late = Lane("a", PAGE_POLICY, 30), Request("GET", "http://a/1", late=True)
    for number in range(3):
        fail(lane, number)
    assert lane.refusal(late, 0.0) is None
    fail(lane, 1, late=True)
    assert lane.refusal(late, 0.0) is not None


def test_a_connection_closes_the_breaker() -> None:
    """Once somebody is at home, earlier failures do not count any more."""
    lane = Lane("a", PAGE_POLICY, 30)
    for number in range(3):
        fail(lane, number)
    lane.note(Request("GET", "http://a/1", late=True), Answer(200), connected=True)
    assert lane.refusal(Request("GET", "http://a/9"), 0.0) is None


async def silent(_: Visit) -> None:
    await asyncio.sleep(9)


async def send_all(client: Wire, urls: list[str]) -> list[Reply]:
    async with asyncio.TaskGroup() as tasks:
        asked = [tasks.create_task(client.send(Request("GET", url))) for url in urls]
    return [task.result() for task in asked]


def first_busy(times: int, headers: bytes = b"") -> Behaviour:
    """A behaviour that throttles the first requests."""
    left = [times]

    async def behave(visit: Visit) -> None:
        left[0] -= 1
        await visit.say(BUSY + headers + b"\r\n" if left[0] >= 0 else EMPTY)

    return behave


@pytest.mark.anyio
async def test_pace_on_the_wire() -> None:
    """Requests of one lane start no closer than its interval, over one connection."""
    policy = LanePolicy(concurrency=1, interval=0.15)
    async with serving(Host()) as host, wire(lanes={"127.0.0.1": policy}) as client:
        await send_all(client, [host.url(f"/{n}") for n in range(4)])
        assert list(client.lane_starts) == [f"127.0.0.1:{host.port}"]
        assert abs(time.time() - client.lane_starts[f"127.0.0.1:{host.port}"]) < 0.2
    gaps = [after - before for before, after in zip(host.times, host.times[1:], strict=False)]
    assert min(gaps) > 0.13
    assert host.connections == 1


@pytest.mark.anyio
async def test_a_second_process_keeps_the_pace() -> None:
    """With the starts of an earlier run, three seconds after them is the earliest time."""
    policy, began = LanePolicy(concurrency=1, interval=3.0), time.monotonic()
    starts_before = {"arxiv": time.time() - 2.7}
    async with (
        serving(Host()) as host,
        wire(lanes={"arxiv": policy}, lane_starts=starts_before) as client,
    ):
        reply = await client.send(Request("GET", host.url(), lane="arxiv"))
    assert isinstance(reply, Answer)
    assert 0.25 < time.monotonic() - began < 0.8


class Book:
    """Turns that are free after so many looks; what was taken and given."""

    def __init__(self, looks: int = 0) -> None:
        self.looks = looks
        self.taken: list[str] = []
        self.given: list[str] = []

    def take(self, lane: str, interval: float, lease: float) -> float:
        assert interval < lease
        self.looks -= 1
        if self.looks >= 0:
            return 0.1
        assert len(self.taken) == len(self.given)
        self.taken.append(lane)
        return 0.0

    def give(self, lane: str) -> None:
        self.given.append(lane)


@pytest.mark.anyio
async def test_turns() -> None:
    """A lane with a long interval waits for its turn, and gives it back after each request."""
    book, began = Book(looks=3), time.monotonic()
    policies = {"slow": LanePolicy(1, 1.0), "fast": LanePolicy(1, 0.01)}
    hang = Host({"/hang": silent})
    async with serving(hang) as host, wire(lanes=policies, turns=book, deadline=1.7) as client:
        fast = [await client.send(Request("GET", host.url(), lane="fast")) for _ in range(3)]
        assert book.looks == 3
        assert isinstance(await client.send(Request("GET", host.url(), lane="slow")), Answer)
        assert 0.3 <= time.monotonic() - began < 0.8
        reply = await client.send(Request("GET", host.url("/hang"), lane="slow"))
    assert all(isinstance(one, Answer) for one in fast)
    assert isinstance(reply, Failure)
    assert book.taken == book.given == ["slow", "slow"]


@pytest.mark.anyio
async def test_throttling_passes() -> None:
    """All requests wait for as long as the host asks, and all are answered in the end."""
    host = Host({f"/{n}": first_busy(1, b"Retry-After: 1\r\n") for n in range(2)})
    async with serving(host), wire(lanes={"127.0.0.1": EAGER}) as client:
        began = time.monotonic()
        replies = await send_all(client, [host.url(f"/{n}") for n in range(4)])
    assert [reply.status for reply in replies if isinstance(reply, Answer)] == [200] * 4
    assert 1.0 < time.monotonic() - began < 2.0
    assert len(host.requests) == 6


@pytest.mark.anyio
async def test_three_tries_and_no_more() -> None:
    """A host that goes on throttling has its answer returned after three tries."""
    async with (
        serving(Host({"/": first_busy(99)})) as host,
        wire(lanes={"127.0.0.1": EAGER}) as client,
    ):
        reply = await client.send(Request("GET", host.url()))
        assert client.requests_sent == 3
    assert isinstance(reply, Answer)
    assert reply.status == 429
    assert len(host.requests) == 3


@pytest.mark.anyio
async def test_a_closed_lane() -> None:
    """A host that asks for an hour gives its answer once; the rest is not asked at all."""
    busy = BUSY + b"Retry-After: 3600\r\n\r\n"
    async with serving(Host({f"/{n}": busy for n in range(9)})) as host, wire() as client:
        replies = await send_all(client, [host.url(f"/{n}") for n in range(4)])
    assert len(host.requests) == 1
    assert isinstance(replies[0], Answer)
    for reply in replies[1:]:
        assert isinstance(reply, Failure)
        assert (reply.kind, reply.detail) == (FailureKind.CLOSED_LANE, "asked to wait 3600 s")


@pytest.mark.anyio
async def test_breaker_on_the_wire() -> None:
    """After three refused addresses a host is left alone, and others are not concerned."""
    async with serving(Host()) as gone:
        pass
    async with serving(Host()) as host, wire() as client:
        refused = await send_all(client, [gone.url(f"/{n}") for n in range(10)])
        assert isinstance(await client.send(Request("GET", host.url())), Answer)
        assert client.requests_sent < 10
    kinds = {reply.kind for reply in refused if isinstance(reply, Failure)}
    assert kinds == {FailureKind.CONNECTION_REFUSED}


@pytest.mark.anyio
async def test_no_more_connections_than_allowed() -> None:
    """The limit over all lanes holds, and everything is answered under it."""
    open_now, most = 0, 0

    async def linger(visit: Visit) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.02)
        open_now -= 1
        await visit.say(EMPTY)

    async with serving(Host({"/": linger})) as host, wire(max_connections=3) as client:
        lanes = [partial(Request, "GET", host.url(), lane=f"lane {n}")() for n in range(12)]
        async with asyncio.TaskGroup() as tasks:
            asked = [tasks.create_task(client.send(request)) for request in lanes]
    assert all(isinstance(task.result(), Answer) for task in asked)
    assert most == 3


@pytest.mark.anyio
async def test_only_lanes_with_a_policy_are_remembered() -> None:
    """The next process is told of the lanes that have a pace of their own, not of every page."""
    async with serving(Host()) as host, wire() as client:
        await client.send(Request("GET", host.url()))
        await client.send(Request("GET", host.url(), lane="arxiv"))
        assert list(client.lane_starts) == ["arxiv"]
