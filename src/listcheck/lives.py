"""Lives: all that was observed of one question, as a story with dates. Derived, never stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listcheck.history import POLICY, Policy, Record, day, record, sightings
from listcheck.model import Observation, Signal
from listcheck.states import LIVING, OF_SIGNAL, SOFT, State

Value = str | int | bool | None

# The facts whose changes are told, by their names in words.
_FACTS = {
    "title": "title", "stars": "stars", "archived": "archived", "disabled": "disabled",
    "empty": "empty", "withdrawn": "withdrawn", "version": "version", "canonical": "name",
    "default_branch": "default branch", "licence": "licence",
}  # fmt: skip
# Stars that differ by less have not changed: they always do.
_SHARE, _FEW = 0.05, 10
# Asked of an API, whose failures say nothing of what it is asked about.
_BY_API = ("repo:", "paper:")


@dataclass(frozen=True, slots=True)
class Moment:
    """One observation: when, in Unix seconds, and what came of it."""

    at: float
    state: State
    signal: Signal
    reason: str
    status: int | None
    final_url: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was otherwise before. `what` is `state`, `address` or a fact in words."""

    at: float
    what: str
    before: Value
    after: Value
    reason: str = ""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What there is to tell of one question, or of a part of it.

    `record` is how long it has failed by now, `days` the days on which it failed, as ISO dates.
    """

    key: str
    part: str
    moments: tuple[Moment, ...]
    changes: tuple[Change, ...]
    record: Record
    last_alive: float | None
    days: tuple[str, ...]

    @property
    def state(self) -> State:
        """What it is called today."""
        return self.moments[-1].state


def life(
    key: str, observations: Sequence[Observation], part: str = "", policy: Policy = POLICY
) -> Life | None:
    """The life of a question, None if it was never seen.

    Args:
        key: of the question.
        observations: all of them, in the order of time.
        part: the part of it that is meant.
        policy: the thresholds.
    """
    moments = tuple(_moments(observations, part, policy))
    if not moments:
        return None
    alive = [one.at for one in moments if one.signal in LIVING]
    started = alive[-1] if alive else float("-inf")
    failing = dict.fromkeys(day(one.at) for one in moments if one.at > started)
    changes = sorted((*_turns(moments), *_facts(observations)), key=lambda one: one.at)
    found = record(((one.at, one.signal) for one in moments), policy)
    return Life(
        key, part, moments, tuple(changes), found, alive[-1] if alive else None, tuple(failing)
    )


def _moments(observations: Sequence[Observation], part: str, policy: Policy) -> Iterator[Moment]:
    by_api = any(seen.key.startswith(_BY_API) for seen in observations[:1])
    streak: list[tuple[float, Signal]] = []
    for seen in observations:
        for at, signal in sightings((seen,), part):
            streak = [] if signal in LIVING else [*streak, (at, signal)]
            lasting = not by_api and record(streak, policy).suspect_since is not None
            state: State = "suspect" if lasting and signal in SOFT else OF_SIGNAL[signal]
            own = part and seen.signal in LIVING
            reason = (seen.parts[part].reason if own else seen.reason) or signal.value
            status = None if own else seen.status
            yield Moment(at, state, signal, reason, status, seen.final_url)


def _turns(moments: Sequence[Moment]) -> Iterator[Change]:
    """Each change of state, beginning with the first, and of the address that it ended at."""
    before: Moment | None = None
    address: str | None = None
    for one in moments:
        if before is None or one.state != before.state:
            told = before.state if before else None
            yield Change(one.at, "state", told, one.state, one.reason, one.status)
        if one.signal in LIVING:
            if before is not None and one.final_url != address:
                yield Change(one.at, "address", address, one.final_url)
            address = one.final_url
        before = one


def _facts(observations: Sequence[Observation]) -> Iterator[Change]:
    known: dict[str, Value] = {}
    for seen in observations:
        for name, words in _FACTS.items():
            value: Value = getattr(seen.facts, name)
            if value is None:
                continue
            before = known.setdefault(name, value)
            if _differs(name, before, value):
                known[name] = value
                yield Change(seen.at, words, before, value)


def _differs(name: str, before: Value, after: Value) -> bool:
    if name == "stars" and isinstance(before, int) and isinstance(after, int):
        return abs(after - before) > max(_FEW, _SHARE * before)
    return before != after
