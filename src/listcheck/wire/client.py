"""The wire itself: sorts requests into lanes, and answers for all of them."""

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import anyio

from listcheck.exchange import Failure, FailureKind, Reply, Request
from listcheck.wire.dialling import Dialler
from listcheck.wire.lanes import Job, Lane
from listcheck.wire.messages import parse
from listcheck.wire.names import Lookup, Resolver
from listcheck.wire.settings import PAGE_POLICY, WireSettings
from listcheck.wire.sight import Sight
from listcheck.wire.work import Crew


class Wire:
    """Sends requests, and answers each with a Reply whatever the world does.

    An async context manager. `getaddrinfo` stands in for the system's resolver.
    """

    def __init__(self, settings: WireSettings, *, getaddrinfo: Lookup | None = None) -> None:
        self.settings = settings
        self.stopped: FailureKind | None = None
        self.halted = anyio.Event()
        self._resolver = Resolver(getaddrinfo)
        self.sight = Sight(settings, self._resolver, self._ask_at_once)
        dialler = Dialler(settings, self._resolver, self.sight.name_resolved)
        self._crew = Crew(settings, dialler, self.sight, self._begin)
        self._lanes: dict[str, Lane] = {}
        self._outstanding: set[Job] = set()
        self._scopes: set[anyio.CancelScope] = set()

    async def __aenter__(self) -> Self:
        self._tasks = await anyio.create_task_group().__aenter__()
        self._tasks.start_soon(self._crew.watch)
        if self.settings.deadline is not None:
            self._crew.ends_at = time.monotonic() + self.settings.deadline
            self._tasks.start_soon(self._watch_deadline)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tasks.cancel_scope.cancel()
        self._resolver.close()
        # The group is not told of an exception, since it would wrap it into one of its own.
        await self._tasks.__aexit__(None, None, None)

    @property
    def requests_sent(self) -> int:
        """How many requests went out, repetitions included."""
        return self._crew.requests_sent

    @property
    def lane_starts(self) -> Mapping[str, float]:
        """When the last request of each lane with a policy of its own started, in Unix time."""
        offset = time.time() - time.monotonic()
        lanes = [one for one in self._lanes.values() if one.policy is not PAGE_POLICY]
        return {lane.key: lane.last_start + offset for lane in lanes if lane.started}

    async def send(self, request: Request) -> Reply:
        """Ask, in turn, and come back with the answer or the reason why there is none."""
        replies: list[Reply] = []
        done = anyio.Event()

        def take(reply: Reply) -> None:
            replies.append(reply)
            done.set()

        immediate = self.submit(request, take, aside=True)
        if immediate is not None:
            return immediate
        await done.wait()
        return replies[0]

    def submit(
        self, request: Request, answer: Callable[[Reply], None], *, aside: bool = False
    ) -> Reply | None:
        """Queue a request; `answer` will be called with its reply.

        A reply that is known at once is given back instead, and `answer` is not called. With
        `aside` it only wakes somebody who may ask on later.
        """
        if self.stopped is not None:
            return Failure(self.stopped, "", time.time())
        url = parse(request.url)
        if url is None:
            return Failure(FailureKind.BAD_URL, "no request can be made of it", time.time())
        host = url.host
        if host.removesuffix(".").endswith(".invalid"):
            # RFC 6761, section 6.4: never to be asked for.
            return Failure(FailureKind.NO_SUCH_NAME, "reserved by RFC 6761", time.time())
        lane = self._lane(request.lane or _lane_of(host, url.port, request), host)
        refusal = self._crew.refusal(lane, request)
        if refusal is None:
            job = Job(request, url, answer, aside)
            self._outstanding.add(job)
            lane.queue.append(job)
            self._staff(lane)
        return refusal

    async def _ask_at_once(self, request: Request) -> Reply:
        url = parse(request.url)
        if url is None or self.stopped is not None:
            return Failure(self.stopped or FailureKind.BAD_URL, "", time.time())
        return await self._crew.ask_at_once(request, url)

    def stop(self, kind: FailureKind) -> None:
        """Answer everything outstanding, and whatever is asked from now on, with this failure."""
        if self.stopped is not None:
            return
        self.stopped = kind
        self.halted.set()
        for scope in self._scopes:
            scope.cancel()
        for lane in self._lanes.values():
            lane.queue.clear()
        while self._outstanding:
            self._outstanding.pop().answer(Failure(kind, "", time.time()))

    async def _watch_deadline(self) -> None:
        await anyio.sleep_until(self._crew.ends_at)
        self.stop(FailureKind.DEADLINE)

    def _lane(self, key: str, host: str) -> Lane:
        if key not in self._lanes:
            self._lanes[key] = self._open_lane(key, host)
        return self._lanes[key]

    def _open_lane(self, key: str, host: str) -> Lane:
        settings = self.settings
        policy = settings.lanes.get(key) or settings.lanes.get(host) or PAGE_POLICY
        usual = settings.patience if policy is PAGE_POLICY else settings.api_patience
        lane = Lane(key, policy, usual if policy.patience is None else policy.patience)
        if key in settings.lane_starts:
            ago = max(time.time() - settings.lane_starts[key], 0.0)
            lane.last_start = time.monotonic() - ago
        return lane

    def _staff(self, lane: Lane) -> None:
        if self.stopped is None and lane.wants_worker():
            lane.workers += 1
            self._crew.slots.take(lane)

    def _begin(self, lane: Lane) -> None:
        self._tasks.start_soon(self._work, lane)

    async def _work(self, first: Lane) -> None:
        lane: Lane | None = first
        with anyio.CancelScope() as scope:
            self._scopes.add(scope)
            # One worker serves lane after lane: a task for each costs as much as a request.
            while lane is not None:
                lane = await self._serve(lane)
        self._scopes.discard(scope)

    async def _serve(self, lane: Lane) -> Lane | None:
        """Serve a lane to its end; the lane that waits for the slot, if one does."""
        try:
            await self._crew.serve(lane, self._finished)
        finally:
            lane.workers -= 1
        self._staff(lane)
        return self._crew.slots.hand_over()

    def _finished(self, job: Job, reply: Reply) -> None:
        if job in self._outstanding:
            self._outstanding.discard(job)
            job.answer(reply)


def _lane_of(host: str, port: int | None, request: Request) -> str:
    """A host is one neighbour over http and https; another port is another service.

    What is configured stands apart: a connection that was not guarded is so never used for a link
    of a list.
    """
    place = host if port is None else f"{host}:{port}"
    return f"configured {place}" if request.configured else place
