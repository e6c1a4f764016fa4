"""Workers: each holds one connection and serves one lane until its queue is empty."""

import math
import time
from collections import deque
from collections.abc import Callable
from functools import partial

import anyio
from anyio.lowlevel import checkpoint

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire.asking import Asker
from listcheck.wire.dialling import Dialler
from listcheck.wire.lanes import LONG_INTERVAL, Job, Lane
from listcheck.wire.messages import Address
from listcheck.wire.settings import Turns, WireSettings
from listcheck.wire.sight import CANARY_TIMEOUT, Sight
from listcheck.wire.throttling import is_throttled
from listcheck.wire.transport import OneConnection

# Longer pauses are spent without a connection, so that other lanes can have it.
LONGEST_HOLD = 4.0
LEEWAY = 2.0  # seconds beyond its time that a question may take to end


class Slots:
    """The connections that there may be; a lane that finds none free is begun when one is."""

    def __init__(self, free: int, begin: Callable[[Lane], None]) -> None:
        self._free = free
        self._begin = begin
        self._waiting: deque[Lane | anyio.Event] = deque()

    def take(self, lane: Lane) -> None:
        """Begin a lane with a slot, now or later."""
        if self._free:
            self._free -= 1
            self._begin(lane)
        else:
            self._waiting.append(lane)

    async def retake(self) -> None:
        """Wait for a slot."""
        if self._free:
            self._free -= 1
            return
        turn = anyio.Event()
        self._waiting.append(turn)
        await turn.wait()

    def give(self) -> None:
        """Hand a slot on."""
        lane = self.hand_over()
        if lane is not None:
            self._begin(lane)

    def hand_over(self) -> Lane | None:
        """The lane that the slot goes to, for whoever held it to go on with."""
        if not self._waiting:
            self._free += 1
            return None
        first = self._waiting.popleft()
        if isinstance(first, Lane):
            return first
        first.set()
        return None


class Crew:
    """As many workers as there may be connections, over all lanes."""

    def __init__(
        self, settings: WireSettings, dialler: Dialler, sight: Sight, begin: Callable[[Lane], None]
    ) -> None:
        self._dialler = dialler
        self._sight = sight
        self._heard = settings.heard
        self._asker = Asker(settings, sight, dialler.is_unnamed)
        self.watch = self._asker.watch
        self._turns = settings.turns
        self._lease = settings.question_timeout + LEEWAY
        self.slots = Slots(settings.max_connections, begin)
        self.requests_sent = 0
        self.ends_at = math.inf

    def refusal(self, lane: Lane, request: Request) -> Failure | None:
        """Why this request is not sent, if so."""
        if self._sight.refuses(request):
            return Failure(FailureKind.LOCAL, "no network", time.time())
        return lane.refusal(request, time.time())

    async def serve(self, lane: Lane, finished: Callable[[Job, Reply], None]) -> None:
        """Answer the jobs of a lane, at its pace, one after the other over one connection.

        The caller has taken a slot, and gives it back.
        """
        connection = OneConnection(self._dialler.open, self._dialler.forward)
        try:
            job = _first(lane)
            while job:
                finished(job, await self._reply(lane, job, connection))
                job = await _next(lane, job)
        finally:
            await connection.aclose()

    async def _reply(self, lane: Lane, job: Job, connection: OneConnection) -> Reply:
        attempt = partial(self._attempt, lane, job, connection)
        reply = await attempt()
        if lane.closed or lane.policy.tries < 2 or not is_throttled(reply):
            return reply
        # Imported late: most runs never need it, and it costs as much as a hundred questions.
        from listcheck.wire.retries import again  # noqa: PLC0415

        return await again(
            attempt,
            unsettled=lambda reply: is_throttled(reply) and not lane.closed,
            wait=lambda: lane.delay(time.monotonic()),
            sleep=partial(self._rest, connection),
            tries=lane.policy.tries - 1,
        )

    async def _attempt(self, lane: Lane, job: Job, connection: OneConnection) -> Reply:
        refusal = await self._turn(lane, job.request, connection)
        if refusal is not None:
            return refusal
        started = time.monotonic()
        lane.start(started)
        self.requests_sent += 1
        try:
            reply, connected = await self._asker.ask(job.request, job.url, connection)
        finally:
            lane.asked(time.monotonic())
            if turns := self._shared(lane):
                turns.give(lane.key)
        if self._heard:
            self._heard(job.request, reply, time.monotonic() - started)
        await self._sight.note(job.request, job.url.host, reply)
        if isinstance(reply, Answer) and is_throttled(reply):
            now = time.monotonic()
            lane.throttled(reply, now, self.ends_at - now)
        else:
            lane.note(job.request, reply, connected=connected)
        return reply

    async def ask_at_once(self, request: Request, url: Address) -> Reply:
        """Ask a canary, over a connection of its own and in no lane.

        A worker waits for what comes of it: a slot might never be free.
        """
        connection = OneConnection(self._dialler.open, self._dialler.forward)
        started = time.monotonic()
        self.requests_sent += 1
        reply: Reply = Failure(FailureKind.TIMEOUT, "", time.time())
        with anyio.move_on_after(CANARY_TIMEOUT):
            reply, _ = await self._asker.ask(request, url, connection)
        await connection.aclose()
        if self._heard:
            self._heard(request, reply, time.monotonic() - started)
        return reply

    async def _turn(
        self, lane: Lane, request: Request, connection: OneConnection
    ) -> Failure | None:
        """Wait until the request may be sent; why it is not sent at all, if so."""
        while (refusal := self.refusal(lane, request)) is None:
            now = time.monotonic()
            delay = lane.delay(now)
            if delay <= 0 and (turns := self._shared(lane)):
                delay = turns.take(lane.key, lane.policy.interval, self._lease)
            if delay <= 0:
                return None
            if not lane.overspent(now):
                await self._rest(connection, delay)
        return refusal

    def _shared(self, lane: Lane) -> Turns | None:
        return self._turns if lane.policy.interval >= LONG_INTERVAL else None

    async def _rest(self, connection: OneConnection, seconds: float) -> None:
        if seconds <= LONGEST_HOLD:
            await anyio.sleep(seconds)
            return
        await connection.aclose()
        # Not in a finally: a worker is cancelled only when all of them are.
        self.slots.give()
        await anyio.sleep(seconds)
        await self.slots.retake()


async def _next(lane: Lane, last: Job) -> Job | None:
    for _ in range(2 if last.aside else 0):
        if lane.queue:
            break
        await checkpoint()  # whoever has just been answered may want to ask on
    return _first(lane)


def _first(lane: Lane) -> Job | None:
    return lane.queue.popleft() if lane.queue else None
