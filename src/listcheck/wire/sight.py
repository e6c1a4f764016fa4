"""Whether this machine sees the network at all.

Without a network every name is answered with "no such name" on some machines, and "no route" on
others. None of that is about the hosts, so none of it may be reported of them.
"""

import time
from collections.abc import Mapping, Sequence

import anyio

from listcheck.exchange import Failure, FailureKind, Reply
from listcheck.wire.names import Resolver, needs_a_name_server

SUSPICIOUS = 8  # hosts that failed, none having answered
CANARY_TIMEOUT = 5.0
CANARY_PAUSE = 10.0  # a failed check holds for so long
PROOF_HOLDS = 10.0  # a network can be lost in the middle of a run

_DARK = frozenset(
    {
        FailureKind.LOCAL,
        FailureKind.NO_SUCH_NAME,
        FailureKind.NO_ADDRESS,
        FailureKind.RESOLVER,
    }
)
_MUTE = _DARK | {FailureKind.TIMEOUT, FailureKind.UNREACHABLE, FailureKind.FORBIDDEN_ADDRESS}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


class Sight:
    """Collects signs of life, and asks the canaries when there are none."""

    def __init__(
        self, canaries: Sequence[str], resolver: Resolver, environment: Mapping[str, str]
    ) -> None:
        self._canaries = tuple(name for name in canaries if needs_a_name_server(name))
        self._resolver = resolver
        self._proxies = [
            name for name in environment if name.lower() in _PROXIES and environment[name]
        ]
        self._failed: dict[str, Failure] = {}
        self._asking = anyio.Lock()
        self._asked_at = float("-inf")
        self._named_at = float("-inf")  # when a name server last knew some name
        self.reached = False  # some host answered, be it with a refusal
        self.blind = ""

    def name_resolved(self) -> None:
        """A name server knew a name."""
        self._named_at = time.monotonic()

    @property
    def named(self) -> bool:
        """Whether a name server has known some name of late."""
        return time.monotonic() - self._named_at < PROOF_HOLDS

    async def note(self, host: str, reply: Reply) -> None:
        """Take one reply into account."""
        if not isinstance(reply, Failure) or reply.kind not in _MUTE:
            self.reached = True
        elif reply.kind in _DARK and not self.reached:
            self._failed[host] = reply
            if len(self._failed) >= SUSPICIOUS and not self.blind:
                await self._judge()

    async def believes_in_names(self) -> bool:
        """Whether "no such name" can be believed: some name has an address."""
        return self.named or await self._ask_canaries()

    async def conclude(self) -> None:
        """At the end of a run of few hosts: did it see anything?"""
        if self._failed and not self.reached and not self.blind:
            await self._judge()

    async def _judge(self) -> None:
        failures = [one for one in self._failed.values() if one.kind is FailureKind.LOCAL]
        routeless = [one.detail for one in failures if one.detail.startswith("errno")]
        if len(routeless) == len(self._failed):
            self._close_eyes(f"no connection could be made from this machine ({routeless[-1]})")
        elif not await self.believes_in_names() and not self.reached:
            tested = " or ".join(self._canaries) or "any host"
            self._close_eyes(f"no name could be resolved, not that of {tested} either")

    def _close_eyes(self, why: str) -> None:
        unused = ", ".join(self._proxies)
        hint = f"; the environment names a proxy ({unused}) that is not used" if unused else ""
        self.blind = why + hint

    async def _ask_canaries(self) -> bool:
        async with self._asking:
            if not self.named and time.monotonic() - self._asked_at > CANARY_PAUSE:
                with anyio.move_on_after(CANARY_TIMEOUT):
                    await self._ask_all()
                self._asked_at = time.monotonic()
        return self.named

    async def _ask_all(self) -> None:
        async with anyio.create_task_group() as tasks:
            for name in self._canaries:
                tasks.start_soon(self._ask, name, tasks.cancel_scope)

    async def _ask(self, name: str, others: anyio.CancelScope) -> None:
        try:
            await self._resolver.resolve(name.encode("idna"), 443, anew=True)
        except (OSError, UnicodeError):
            return
        self.name_resolved()
        others.cancel()
