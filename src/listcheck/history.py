"""The life of a question: what the observations of many runs say together.

Observations are appended and never changed; this is derived from them, so that another policy can
be tried on old data. Thresholds as in the contract: a death is confirmed after three observations
on three days, 72 hours or more in all; for 410 and a deleted repository two, a day apart. Soft
failures make suspect: five runs, 30 days or more from the first to the last.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from listcheck.model import Observation, Signal
from listcheck.states import HARD, LIVING, SOFT

HOUR = 3_600.0
DAY = 24 * HOUR
_SURE = frozenset({Signal.GONE, Signal.MISSING})

Sighting = tuple[float, Signal]  # when, in Unix seconds, and what


class Policy(NamedTuple):
    """How much it takes to believe in a failure. Spans are seconds from the first to the last.

    `days` and `span` confirm a death, `sure_days` and `sure_span` one that an authority tells of;
    `soft_runs` and `soft_span` make suspect.
    """

    days: int = 3
    span: float = 3 * DAY
    sure_days: int = 2
    sure_span: float = DAY
    soft_runs: int = 5
    soft_span: float = 30 * DAY


POLICY = Policy()


class Record(NamedTuple):
    """How long something has failed. Times are Unix seconds; None: it does not fail.

    `suspect_since` is when the soft failures began that have lasted long enough to make suspect,
    None where they have not.
    """

    failing_since: float | None = None
    failures: int = 0
    confirmations: int = 0
    confirmed: bool = False
    suspect_since: float | None = None


def record(observations: Iterable[Sighting], policy: Policy = POLICY) -> Record:
    """Derive the record from observations in the order of time; a success resets it."""
    streak: list[Sighting] = []
    for at, signal in observations:
        streak = [] if signal in LIVING else [*streak, (at, signal)]
    if not streak:
        return Record()
    days = len({day(at) for at, signal in streak if signal in HARD})
    confirmed = _is_confirmed(streak, policy)
    return Record(streak[0][0], len(streak), days, confirmed, _suspect_since(streak, policy))


def day(at: float) -> str:
    """The day of a time, in UTC, as an ISO date."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"


def _is_confirmed(streak: list[Sighting], policy: Policy) -> bool:
    """Whether the hard evidence among failures suffices, whatever else failed between.

    What an authority says of itself counts as hard evidence too, and takes less by itself.
    """
    hard = [at for at, signal in streak if signal in HARD]
    sure = [at for at, signal in streak if signal in _SURE]
    return _lasts(hard, policy.days, policy.span) or _lasts(
        sure, policy.sure_days, policy.sure_span
    )


def _lasts(times: list[float], days: int, span: float) -> bool:
    return len({day(at) for at in times}) >= days and times[-1] - times[0] >= span


def _suspect_since(streak: list[Sighting], policy: Policy) -> float | None:
    """A wall or a rate limit between soft failures is the answer of somebody who lives."""
    soft: list[float] = []
    for at, signal in streak:
        if signal not in SOFT | HARD:
            soft = []
        elif signal in SOFT:
            soft.append(at)
    lasts = len(soft) >= policy.soft_runs and soft[-1] - soft[0] >= policy.soft_span
    return soft[0] if lasts else None


def sightings(observations: Iterable[Observation], part: str = "") -> Iterator[Sighting]:
    """When a question, or a part of it, was seen, and how; a part shares the fate of the whole."""
    for seen in observations:
        if not part or seen.signal not in LIVING:
            yield seen.at, seen.signal
        elif part in seen.parts:
            yield seen.at, seen.parts[part].signal


# How long a confirmed death is believed, by how long it had lasted when it was last seen. Each is a
# little less than whole days, so that a run that comes early by its clock does ask.
_LITTLE = 4 * HOUR
_PAUSES = (
    (7 * DAY, DAY - _LITTLE),
    (30 * DAY, 3 * DAY - _LITTLE),
    (90 * DAY, 7 * DAY - _LITTLE),
    (float("inf"), 30 * DAY - _LITTLE),
)


def good_for(life: Record, seen: Observation, usual: float) -> float:
    """How long the answer of something that fails is believed, in seconds.

    What is confirmed dead is asked ever more rarely. What is not is asked on the days that a
    confirmation needs, however long answers are good for otherwise.

    Args:
        life: the record of it.
        seen: its newest observation.
        usual: how long answers are good for in this run; 0 asks everything.
    """
    if not life.confirmations or life.failing_since is None:
        return usual
    if not life.confirmed:
        return min(usual, _PAUSES[0][1])
    lasted = seen.at - life.failing_since
    pause = next(pause for limit, pause in _PAUSES if lasted < limit)
    return max(usual, pause) if usual else 0.0
