"""States: what the evidence on a link amounts to. One table; three outcomes, never two.

Dead takes hard evidence. Whatever refused us, or failed in a way that heals, is unverified: it is
never counted as good and never as dead. What goes on failing for weeks is suspect.
"""

from typing import Literal, NamedTuple

from listcheck.exchange import FailureKind
from listcheck.model import Evidence, Observation, Signal, Target

State = Literal["alive", "moved", "dead", "suspect", "unverified", "refused", "skipped"]

OF_SIGNAL: dict[Signal, State] = {
    Signal.ALIVE: "alive",
    Signal.MOVED: "moved",
    Signal.NOT_FOUND: "dead",
    Signal.GONE: "dead",
    Signal.NO_SUCH_NAME: "dead",
    Signal.LOOP: "dead",
    Signal.LEGAL: "dead",
    Signal.MISSING: "dead",
    Signal.BLOCKED: "unverified",
    Signal.THROTTLED: "unverified",
    Signal.SERVER_ERROR: "unverified",
    Signal.TIMEOUT: "unverified",
    Signal.UNREACHABLE: "unverified",
    Signal.TLS: "unverified",
    Signal.PROTOCOL: "unverified",
    Signal.LOCAL: "unverified",
    Signal.UNKNOWN: "unverified",
    Signal.NOT_ASKED: "unverified",
    Signal.UNVERIFIABLE: "unverified",
    Signal.SOFT_404: "suspect",
    Signal.PARKED: "suspect",
    Signal.FORBIDDEN: "refused",
    Signal.INVALID: "refused",
}

# What it means that a service gave no answer: never anything about what it was asked. A service
# that has a record of something has a name, so that where that does not exist, it is our network,
# or a setting, that is in the way.
OF_SILENCE: dict[FailureKind, Signal] = {
    FailureKind.NO_SUCH_NAME: Signal.LOCAL,
    FailureKind.NO_ADDRESS: Signal.LOCAL,
    FailureKind.RESOLVER: Signal.UNREACHABLE,
    FailureKind.CONNECTION_REFUSED: Signal.UNREACHABLE,
    FailureKind.RESET: Signal.UNREACHABLE,
    FailureKind.UNREACHABLE: Signal.UNREACHABLE,
    FailureKind.TIMEOUT: Signal.TIMEOUT,
    FailureKind.TLS: Signal.TLS,
    FailureKind.PROTOCOL: Signal.PROTOCOL,
    FailureKind.FORBIDDEN_ADDRESS: Signal.LOCAL,
    FailureKind.BAD_URL: Signal.LOCAL,
    FailureKind.CLOSED_LANE: Signal.THROTTLED,
    FailureKind.DEADLINE: Signal.NOT_ASKED,
    FailureKind.INTERRUPTED: Signal.NOT_ASKED,
    FailureKind.LOCAL: Signal.LOCAL,
    FailureKind.UNEXPECTED: Signal.UNKNOWN,
}

# Ours, not theirs: nothing was learnt about the link, so nothing of it is remembered.
OURS = frozenset({Signal.LOCAL, Signal.NOT_ASKED, Signal.UNVERIFIABLE})
# What keeps a run from being complete: we ran out of network, time or allowance.
INCOMPLETE = frozenset({Signal.LOCAL, Signal.NOT_ASKED, Signal.THROTTLED})
OFFLINE = "offline"  # the reason of a link that the user wished not to be asked
HARD = frozenset(signal for signal, state in OF_SIGNAL.items() if state == "dead")
# Trouble that heals by itself, unless it lasts.
SOFT = frozenset(
    {Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL}
)
LIVING = frozenset({Signal.ALIVE, Signal.MOVED})
# All others are asked of an API: however long that fails, it says nothing of what it is asked.
PAGES = "page:"


class Verdict(NamedTuple):
    """The state of one link, with the reason in words for people."""

    state: State
    reason: str
    signal: Signal | None = None
    observation: Observation | None = None

    @property
    def status(self) -> int | None:
        """The last HTTP status, None where none was seen."""
        return self.observation.status if self.observation else None


def verdict(
    target: Target, evidence: Evidence, *, offline: bool = False, lasting: bool = False
) -> Verdict:
    """What is known of a link's target.

    Args:
        target: its identity.
        evidence: every observation of this run, or out of the store.
        offline: whether not asking was the user's wish.
        lasting: whether it has failed for so long that soft evidence speaks against it.
    """
    if target.why_not:
        return Verdict("refused" if target.refused else "skipped", target.why_not)
    seen = evidence.get(target.key)
    if seen is None:
        return Verdict(*(("skipped", OFFLINE) if offline else ("unverified", "not asked")))
    if target.part and seen.signal in LIVING:
        return _of_part(target.part, seen)
    doubtful = lasting and seen.signal in SOFT and target.key.startswith(PAGES)
    state: State = "suspect" if doubtful else OF_SIGNAL[seen.signal]
    return Verdict(state, seen.reason, seen.signal, seen)


def _of_part(name: str, seen: Observation) -> Verdict:
    part = seen.parts.get(name)
    if part is None:
        return Verdict("unverified", "this part was not asked for", Signal.NOT_ASKED, seen)
    if part.signal is Signal.ALIVE:
        return Verdict(OF_SIGNAL[seen.signal], part.reason or seen.reason, seen.signal, seen)
    return Verdict(OF_SIGNAL[part.signal], part.reason, part.signal, seen)
