"""Lanes: one queue for each host, with its pace, its budget, its pauses and its breaker.

A lane decides and never waits: the caller brings the time and does the sleeping.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire.messages import Address
from listcheck.wire.settings import LanePolicy
from listcheck.wire.throttling import asked_wait

BREAKING_POINT = 3  # addresses of one host that failed to connect in a row
HOPELESS = 6  # throttled answers in a row, waits in between
LONG_INTERVAL = 1.0  # seconds; a host that wants so much counts from what it sees, not from us

# With LOCAL it would be about us, and RESET, PROTOCOL come from somebody who did connect.
_BREAKING = frozenset(
    {
        FailureKind.CONNECTION_REFUSED,
        FailureKind.UNREACHABLE,
        FailureKind.TLS,
        FailureKind.NO_SUCH_NAME,
        FailureKind.NO_ADDRESS,
        FailureKind.RESOLVER,
        FailureKind.TIMEOUT,
    }
)


@dataclass(eq=False, slots=True)
class Job:
    """A request on its way, and whom to tell.

    Who waits `aside` asks on only when the event loop has come round to them.
    """

    request: Request
    url: Address
    answer: Callable[[Reply], None]
    aside: bool = False


@dataclass(eq=False, slots=True)
class Breaker:
    """Stops asking a host that cannot be connected to; the second look may try once more."""

    failed: dict[str, Failure] = field(default_factory=dict)
    tried_late: bool = False

    def note(self, request: Request, reply: Reply, *, connected: bool) -> None:
        """Count a failure to connect; a connection proves the host reachable."""
        self.tried_late |= request.late and len(self.failed) >= BREAKING_POINT
        if connected:
            self.failed.clear()
        elif isinstance(reply, Failure) and reply.kind in _BREAKING:
            self.failed[request.url] = reply

    def refusal(self, *, late: bool) -> Failure | None:
        """The failure to repeat without asking, if the breaker is open."""
        if len(self.failed) < BREAKING_POINT or (late and not self.tried_late):
            return None
        last = next(reversed(self.failed.values()))
        detail = f"{last.detail}, like {len(self.failed)} others of this host".lstrip(", ")
        return Failure(last.kind, detail, last.at)


@dataclass(eq=False, slots=True)
class Lane:
    """The requests to one host. Times are monotonic unless they are called Unix times."""

    key: str
    policy: LanePolicy
    patience: float
    queue: deque[Job] = field(default_factory=deque)
    workers: int = 0
    breaker: Breaker = field(default_factory=Breaker)
    closed: str = ""
    started: int = 0
    last_start: float = float("-inf")
    paused_until: float = float("-inf")
    streak: int = 0
    _window: list[float] = field(default_factory=list)

    def wants_worker(self) -> bool:
        """Whether the queue calls for one more connection."""
        if not self.queue or self.workers >= self.policy.concurrency:
            return False
        return self.workers == 0 or len(self.queue) > self.policy.crowd

    def delay(self, now: float) -> float:
        """Seconds until the next request may start."""
        return max(self.paused_until, self._pace(), self._budget(), now) - now

    def _pace(self) -> float:
        eager = self.started < self.policy.burst and self.started > 0
        return float("-inf") if eager else self.last_start + self.policy.interval

    def _budget(self) -> float:
        budget = self.policy.budget
        if budget is None or len(self._window) < budget[0]:
            return float("-inf")
        return self._window[0] + budget[1]

    def start(self, now: float) -> None:
        """A request starts."""
        self.started += 1
        self.last_start = now
        if self.policy.budget is not None:
            self._window.append(now)
            del self._window[: -self.policy.budget[0]]

    def asked(self, now: float) -> None:
        """A reply came. Connecting takes time: a long interval is kept from the later end."""
        if self.policy.interval >= LONG_INTERVAL:
            self.last_start = now

    def throttled(self, answer: Answer, now: float, time_left: float) -> None:
        """The host wants fewer requests: pause, or close if it is for too long."""
        if now >= self.paused_until:  # else a neighbour of this request has been told the same
            self.streak += 1
        wait = asked_wait(answer.headers, answer.at)
        if wait is None:
            steps = self.policy.backoff
            wait = steps[min(self.streak, len(steps)) - 1] if steps else 0.0
        if wait > min(self.patience, time_left):
            self.closed = f"asked to wait {wait:.0f} s"
        elif self.streak >= HOPELESS:
            self.closed = f"refused {self.streak} requests in a row"
        self.paused_until = max(self.paused_until, now + wait)

    def overspent(self, now: float) -> bool:
        """Close the lane if its budget would keep us waiting beyond patience."""
        if self.policy.budget is not None and self._budget() - now > self.patience:
            count, seconds = self.policy.budget
            self.closed = f"its {count} requests in {seconds:.0f} s are spent"
        return bool(self.closed)

    def note(self, request: Request, reply: Reply, *, connected: bool) -> None:
        """Learn from a reply that is not about the number of our requests."""
        self.breaker.note(request, reply, connected=connected)
        if isinstance(reply, Answer):
            self.streak = 0

    def refusal(self, request: Request, at: float) -> Failure | None:
        """Why a request of this lane is not sent at all, if so. `at` is Unix time."""
        if self.closed:
            return Failure(FailureKind.CLOSED_LANE, self.closed, at)
        return self.breaker.refusal(late=request.late)
