"""Drives flows over the wire until each has yielded its observations."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import anyio
from anyio.lowlevel import checkpoint

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Flow, Lookup, Observation
from listcheck.wire.client import Wire

SECOND_LOOK_AFTER = 2.0  # seconds since the previous reply of the same flow
LONGEST_MONOLOGUE = 1_000  # questions of a flow that are answered without being asked
STARTED_AT_ONCE = 100
AFTERTHOUGHT = 0.5  # seconds that a run which was stopped may still look at itself

Progress = Callable[[int, int, str], None]


class Outcome(NamedTuple):
    """How a run went, as opposed to what it saw."""

    interrupted: bool = False
    deadline_hit: bool = False
    blind: str = ""
    requests: int = 0
    dark_since: float = float("-inf")  # Unix time since when a blind run saw nothing
    portal: bool = False  # what seemed alive to a blind run was not


@dataclass(eq=False, slots=True)
class Conversation:
    """A flow under way."""

    lookup: Lookup
    flow: Flow
    replied_at: float = float("-inf")


def _silent(finished: int, total: int, what: str) -> None:
    """Show nothing."""


async def observe(
    lookups: Sequence[Lookup],
    wire: Wire,
    *,
    done: dict[str, Observation],
    progress: Progress = _silent,
) -> Outcome:
    """Ask everything; observations go into `done` as they are made.

    An exception from a flow is a bug of that flow: it ends the run and is raised here.
    """
    observatory = _Observatory(lookups, wire, done, progress)
    async with anyio.create_task_group() as tasks:
        if threading.current_thread() is threading.main_thread():
            tasks.start_soon(_watch_signals, wire)
        await observatory.run()
        tasks.cancel_scope.cancel()
    if observatory.bug is not None:
        raise observatory.bug
    with anyio.move_on_after(AFTERTHOUGHT if wire.stopped else None):
        await wire.sight.conclude()
    return Outcome(
        interrupted=wire.stopped is FailureKind.INTERRUPTED,
        deadline_hit=wire.stopped is FailureKind.DEADLINE,
        blind=wire.sight.blind,
        requests=wire.requests_sent,
        dark_since=wire.sight.dark_since,
        portal=wire.sight.portal,
    )


async def _watch_signals(wire: Wire) -> None:
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        # A second one, as runners send it, must not cost what is being brought home.
        async for _ in signals:
            wire.stop(FailureKind.INTERRUPTED)


class _Observatory:
    """Every conversation of a run, and how many of them are under way."""

    def __init__(
        self,
        lookups: Sequence[Lookup],
        wire: Wire,
        done: dict[str, Observation],
        progress: Progress,
    ) -> None:
        self.bug: Exception | None = None
        self._lookups = lookups
        self._wire = wire
        self._done = done
        self._progress = progress
        self._total = sum(len(lookup.keys) for lookup in lookups)
        self._finished = 0
        self._active = 0
        self._quiet = anyio.Event()
        self._parked: list[tuple[Conversation, Request]] = []

    async def run(self) -> None:
        """Start everything, then give the second looks their time, until nothing is left."""
        for number, lookup in enumerate(self._lookups):
            self._active += 1
            self._advance(Conversation(lookup, lookup.start()), None)
            if number % STARTED_AT_ONCE == 0:
                await checkpoint()
        await self._settle()
        while self._parked and self.bug is None:
            await self._look_again()
            await self._settle()

    async def _settle(self) -> None:
        while self._active and self.bug is None:
            self._quiet = anyio.Event()
            await self._quiet.wait()

    async def _look_again(self) -> None:
        parked = sorted(self._parked, key=lambda pair: pair[0].replied_at)
        self._parked = []
        self._active += len(parked)
        for conversation, request in parked:
            with anyio.CancelScope(deadline=conversation.replied_at + SECOND_LOOK_AFTER):
                await self._wire.halted.wait()
            reply = self._wire.submit(request, partial(self._advance, conversation))
            if reply is not None:
                self._advance(conversation, reply)

    def _advance(self, conversation: Conversation, reply: Reply | None) -> None:
        try:
            self._converse(conversation, reply)
        except Exception as bug:  # noqa: BLE001  (raised by observe, out of the wire's tasks)
            self.bug = self.bug or bug
            self._quiet.set()

    def _converse(self, conversation: Conversation, reply: Reply | None) -> None:
        flow = conversation.flow
        for _ in range(LONGEST_MONOLOGUE):
            if reply is not None:
                conversation.replied_at = time.monotonic()
            try:
                request = next(flow) if reply is None else flow.send(reply)
            except StopIteration as end:
                self._conclude(conversation.lookup, end.value)
                return
            if request.late and self._wire.stopped is None:
                self._parked.append((conversation, request))
                self._leave()
                return
            reply = self._wire.submit(request, partial(self._advance, conversation))
            if reply is None:
                return
        raise RuntimeError(f"the flow for {conversation.lookup.keys[:1]} never ends")

    def _conclude(self, lookup: Lookup, observations: Sequence[Observation]) -> None:
        self._done.update((one.key, one) for one in observations)
        self._finished += len(lookup.keys)
        self._progress(self._finished, self._total, next(iter(lookup.keys), ""))
        self._leave()

    def _leave(self) -> None:
        self._active -= 1
        if not self._active:
            self._quiet.set()
