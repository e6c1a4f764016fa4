"""History as JSON Lines: what goes from one machine's store into another's.

The first line says what the file is, each other one holds an observation with its exchanges or the
day on which a finding was first reported. Lines are canonical and sorted: the same history gives
the same bytes, and two histories are joined by joining their lines, whichever comes first. Nothing
that is read from a file is believed before all of it was checked.
"""

import json
import math
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Request
from listcheck.model import Facts, Observation, Part, Signal
from listcheck.states import OURS

HEAD = '{"listcheck": "history", "version": 1}'
LONGEST_LINE = 1 << 20  # characters
MOST_BYTES = 1 << 30
_MOST_STEPS = 1_000
_LONGEST_KEY = 9_000  # characters; addresses have 8,000 at most
_LATEST = 253_402_300_800.0  # the year 10000, in Unix seconds

_FACTS = get_type_hints(Facts)
_OBSERVATION = frozenset(
    """key at signal reason status final_url moved_to facts parts trail""".split()
)
_NEEDED = frozenset(("key", "at", "signal"))
_FINDING = frozenset(("list", "finding", "first_seen"))


class LineError(ValueError):
    """A line that is none of ours; says what is wrong with it."""


class Reported(NamedTuple):
    """When a finding of a list was first reported, in Unix seconds."""

    path: str
    key: str
    at: float


def written(
    observations: Iterable[Observation], findings: Iterable[Reported] = ()
) -> Iterator[str]:
    """The lines of a file, without their ends."""
    yield HEAD
    seen = {(one.key, one.at, of_observation(one)) for one in observations}
    yield from (line for _, _, line in sorted(seen))
    yield from sorted({_json({"list": one.path, "finding": one.key, "first_seen": one.at})
                       for one in findings})  # fmt: skip


def of_observation(one: Observation) -> str:
    """An observation as a line: what is not known is left out."""
    values: dict[str, Any] = {
        "key": one.key, "at": one.at, "signal": one.signal.value, "reason": one.reason or None,
        "status": one.status, "final_url": one.final_url, "moved_to": one.moved_to,
        "facts": {
            name: value
            for name, default in Facts._field_defaults.items()
            if (value := getattr(one.facts, name)) != default
        },
        "parts": {
            name: [part.signal.value, part.reason, part.suggestion]
            for name, part in one.parts.items()
        },
        "trail": [_of_exchange(step) for step in one.trail],
    }  # fmt: skip
    return _json({name: value for name, value in values.items() if value not in (None, {}, [])})


def _of_exchange(step: Exchange) -> list[Any]:
    told: list[Any] = [step.request.method, step.request.url, step.reply.at]
    if isinstance(step.reply, Answer):
        return [*told, step.reply.status, dict(step.reply.headers)]
    return [*told, step.reply.kind.value, step.reply.detail]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False)


def bounded(size: int) -> None:
    """Check the size of a file in bytes.

    Raises:
        LineError: it is too large.
    """
    if size > MOST_BYTES:
        raise LineError(f"the file is longer than {MOST_BYTES:,} bytes")


def head(line: str) -> None:
    """Check the first line of a file.

    Raises:
        LineError: it is not ours, or a newer version's.
    """
    values = _object(line)
    if values.get("listcheck") != "history":
        raise LineError("this is no history that listcheck wrote")
    if values != json.loads(HEAD):
        raise LineError("a newer listcheck wrote it")


def read(line: str, now: float) -> Observation | Reported:
    """What a line holds.

    Args:
        line: without its end.
        now: Unix seconds; nothing is believed that comes from later than the day after.

    Raises:
        LineError: it is damaged, or not ours.
    """
    values = _object(line)
    soon = now + 86_400.0
    if values.keys() == _FINDING:
        path, key = _text(values["list"], "list"), _text(values["finding"], "finding")
        return Reported(path, key, _time(values["first_seen"], "first_seen", soon))
    if unknown := sorted(values.keys() - _OBSERVATION):
        raise LineError(f"{unknown[0][:40]!r} is no part of an observation")
    if missing := sorted(_NEEDED - values.keys()):
        raise LineError(f"{missing[0]!r} is missing")
    return _observation(values, soon)


def _object(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise LineError(f"it is longer than {LONGEST_LINE:,} characters")
    try:
        values = json.loads(line, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise LineError(str(error) if isinstance(error, LineError) else "it is no JSON") from None
    if not isinstance(values, dict):
        raise LineError("it is no JSON object")
    return values


def _refuse(word: str) -> None:
    raise LineError(f"{word} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise LineError("a name stands in it twice")
    return found


def _observation(values: dict[str, Any], soon: float) -> Observation:
    key = _text(values["key"], "key")
    kind, colon, name = key.partition(":")
    if not (kind.isascii() and kind.isalpha() and colon and name) or len(key) > _LONGEST_KEY:
        raise LineError("'key' is no question")
    signal = _signal(values["signal"])
    parts = {_text(name, "parts"): _part(one) for name, one in _table(values, "parts").items()}
    trail = values.get("trail", [])
    if not isinstance(trail, list) or len(trail) > _MOST_STEPS:
        raise LineError("'trail' is no list of exchanges")
    return Observation(
        key,
        signal,
        _text(values.get("reason", ""), "reason"),
        _status(values.get("status")),
        _text_or_none(values.get("final_url"), "final_url"),
        _text_or_none(values.get("moved_to"), "moved_to"),
        _facts(_table(values, "facts")),
        MappingProxyType(parts),
        tuple(_exchange(step, soon) for step in trail),
        _time(values["at"], "at", soon),
    )


def _signal(value: Any) -> Signal:
    try:
        signal = Signal(value)
    except ValueError:
        raise LineError(f"{str(value)[:40]!r} is no signal") from None
    if signal in OURS:
        raise LineError(f"{value!r} says nothing of a link")
    return signal


def _facts(values: dict[str, Any]) -> Facts:
    made: dict[str, Any] = {}
    for name, value in values.items():
        kind = _FACTS.get(name)
        if kind is None:
            raise LineError(f"{name[:40]!r} is no fact")
        several = get_origin(kind) is tuple
        if several and isinstance(value, list):
            made[name] = tuple(_text(one, name) for one in value)
        elif not several and type(value) is get_args(kind)[0]:
            made[name] = _text(value, name) if isinstance(value, str) else value
        else:
            raise LineError(f"{name!r} has a value of another kind")
    return Facts(**made)


def _part(value: Any) -> Part:
    if not isinstance(value, list) or len(value) != 3:
        raise LineError("'parts' holds something else")
    signal, reason, suggestion = value
    return Part(_signal(signal), _text(reason, "parts"), _text_or_none(suggestion, "parts"))


def _exchange(value: Any, soon: float) -> Exchange:
    if not isinstance(value, list) or len(value) != 5 or value[0] not in ("HEAD", "GET", "POST"):
        raise LineError("'trail' holds something else")
    method, url, at, came, told = value
    request, at = Request(method, _text(url, "trail")), _time(at, "trail", soon)
    if isinstance(came, str):
        return Exchange(request, Failure(_failure(came), _text(told, "trail"), at))
    if not isinstance(told, dict):
        raise LineError("'trail' holds something else")
    headers = {_text(name, "trail"): _text(one, "trail") for name, one in told.items()}
    status = _status(came)
    if status is None:
        raise LineError("'trail' holds something else")
    return Exchange(request, Answer(status, MappingProxyType(headers), at=at))


def _failure(value: str) -> FailureKind:
    try:
        return FailureKind(value)
    except ValueError:
        raise LineError(f"{value[:40]!r} is no failure") from None


def _table(values: dict[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name, {})
    if not isinstance(found, dict):
        raise LineError(f"{name!r} is no object")
    return found


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not _is_whole(value):
        raise LineError(f"{name!r} is no text")
    return value


def _is_whole(text: str) -> bool:
    """Whether it can be written down: JSON can hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text_or_none(value: Any, name: str) -> str | None:
    return None if value is None else _text(value, name)


def _status(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= 9_999:
        raise LineError("'status' is no status")
    return value


def _time(value: Any, name: str, soon: float) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value < _LATEST:
        raise LineError(f"{name!r} is no time")
    if value > soon:
        raise LineError(f"{name!r} is in the future")
    return float(value)
