"""The life of a question: what the observations of many runs say together.

Observations are appended and never changed; this is derived from them, so that another policy can
be tried on old data. Thresholds as in the contract: a death is confirmed after three observations
on three days, 72 hours or more in all; for 410 and a deleted repository two, a day apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from listcheck.model import Signal
from listcheck.states import HARD, LIVING

_DAY = 86_400.0
_SURE = frozenset({Signal.GONE, Signal.MISSING})


@dataclass(frozen=True, slots=True)
class Record:
    """How long something has failed. Times are Unix seconds; None: it does not fail."""

    failing_since: float | None = None
    failures: int = 0
    confirmations: int = 0
    confirmed: bool = False


def record(observations: Iterable[tuple[float, Signal]]) -> Record:
    """Derive the record from observations in the order of time; a success resets it."""
    streak: list[tuple[float, Signal]] = []
    for at, signal in observations:
        streak = [] if signal in LIVING else [*streak, (at, signal)]
    if not streak:
        return Record()
    hard = [(at, signal) for at, signal in streak if signal in HARD]
    days = {datetime.fromtimestamp(at, UTC).date() for at, _ in hard}
    return Record(streak[0][0], len(streak), len(days), _is_confirmed(hard, len(days)))


def _is_confirmed(hard: list[tuple[float, Signal]], days: int) -> bool:
    if not hard:
        return False
    span = hard[-1][0] - hard[0][0]
    if all(signal in _SURE for _, signal in hard):
        return days >= 2 and span >= _DAY
    return days >= 3 and span >= 3 * _DAY
