"""Observations to rows and back. A row that is not of our making is no observation."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Request
from listcheck.model import NO_FACTS, Facts, Observation, Part, Signal
from listcheck.states import OURS
from listcheck.store.travel import Reported

Work = Callable[[sqlite3.Connection], None]
SIGNALS = {signal.value: signal for signal in Signal}

LATEST = """
SELECT o.key, o.signal, o.reason, o.status, o.final_url, o.moved_to, o.facts, o.parts, o.trail, o.at
FROM latest l JOIN observation o ON o.id = l.observation
"""
PAST = """
SELECT key, signal, reason, status, final_url, moved_to, facts, parts, '[]', at
FROM observation WHERE key = ? ORDER BY at, id
"""
EVERY = """
SELECT key, signal, reason, status, final_url, moved_to, facts, parts, trail, at FROM observation
"""
EVERY_EXCHANGE = "SELECT id, method, url, at, status, headers, failure, detail FROM exchange"
EXCHANGES = """
SELECT DISTINCT e.id, e.method, e.url, e.at, e.status, e.headers, e.failure, e.detail
FROM latest l JOIN observation o ON o.id = l.observation,
json_each(CASE WHEN json_valid(o.trail) THEN o.trail ELSE '[]' END) j
JOIN exchange e ON e.id = j.value
"""

_NEW_EXCHANGE = """
INSERT INTO exchange (method, url, at, status, headers, failure, detail)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_NEW_OBSERVATION = """
INSERT INTO observation
(key, at, signal, reason, status, final_url, moved_to, facts, parts, trail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# Another process may have asked since.
_STARTED = """
INSERT INTO lane VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET started = max(started, excluded.started)
"""

_NO_PARTS: Mapping[str, Part] = MappingProxyType({})
_FACTS = Facts._field_defaults
# What JSON makes of each fact: `str | None` is a text or left out, `tuple[str, ...]` a list.
_TYPES: dict[str, type] = {
    name: list if get_origin(kind) is tuple else get_args(kind)[0]
    for name, kind in get_type_hints(Facts).items()
}


def exchange(row: tuple[Any, ...]) -> Exchange | None:
    """An exchange of the columns that `EXCHANGES` selects, after the id; None if it is odd."""
    method, url, at, status, headers, failure, detail = row
    try:
        request = Request(method, url)
        if failure is not None:
            return Exchange(request, Failure(FailureKind(failure), detail or "", at))
        return Exchange(request, Answer(int(status), _headers(headers or "{}"), at=at))
    except (ValueError, TypeError, AttributeError):
        return None


@lru_cache(maxsize=1 << 8)  # the pages of a host, and plain servers, send the same
def _headers(text: str) -> Mapping[str, str]:
    kept = json.loads(text)
    return MappingProxyType({str(name): str(value) for name, value in kept.items()})


def observation(row: tuple[Any, ...], exchanges: Mapping[int, Exchange]) -> Observation | None:
    """An observation of the columns that `LATEST` selects; None if it makes no sense."""
    key, signal, reason, status, final_url, moved_to, facts, parts, trail, at = row
    try:
        return Observation(
            key, SIGNALS[signal], reason, status, final_url, moved_to,
            NO_FACTS if facts == "{}" else _facts(json.loads(facts)),
            _NO_PARTS if parts == "{}" else _parts(json.loads(parts)),
            tuple([exchanges[number] for number in _numbers(trail)]), at,
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _numbers(trail: str) -> list[int]:
    """The exchanges of a trail, most of which have one."""
    only = trail[1:-1]
    if only.isdecimal() and trail == f"[{int(only)}]":
        return [int(only)]
    found: list[int] = json.loads(trail)
    return found


def _facts(stored: dict[str, Any]) -> Facts:
    known = {name: value for name, value in stored.items() if name in _FACTS}
    if not all(isinstance(value, _TYPES[name]) for name, value in known.items()):
        raise TypeError
    lists = {name: tuple(map(str, value)) for name, value in known.items() if _TYPES[name] is list}
    return Facts(**{**known, **lists})


def lasting(seen: Observation) -> Observation:
    """The same without the parts that only our own trouble kept from being seen."""
    if not seen.parts:
        return seen
    parts = {name: part for name, part in seen.parts.items() if part.signal not in OURS}
    if len(parts) == len(seen.parts):
        return seen
    return seen._replace(parts=MappingProxyType(parts))


def _parts(stored: dict[str, list[Any]]) -> Mapping[str, Part]:
    return MappingProxyType({name: _part(*part) for name, part in stored.items()})


def _part(signal: str, reason: str, suggestion: str | None) -> Part:
    return Part(SIGNALS[signal], reason, suggestion)


def save(
    connection: sqlite3.Connection, seen: Iterable[Observation], lanes: Mapping[str, float]
) -> None:
    """Append observations, each exchange of their trails once."""
    numbers: dict[int, int] = {}
    newest: list[tuple[str, int | None]] = []
    for one in seen:
        trail = [_save_exchange(connection, step, numbers) for step in one.trail]
        newest.append((one.key, _save_observation(connection, one, trail)))
    connection.executemany("INSERT OR REPLACE INTO latest VALUES (?, ?)", newest)
    connection.executemany(_STARTED, lanes.items())


def _save_exchange(connection: sqlite3.Connection, step: Exchange, numbers: dict[int, int]) -> int:
    if id(step) not in numbers:
        reply = step.reply
        told: tuple[Any, ...] = (
            (reply.status, _as_json(tuple(reply.headers.items())), None, None)
            if isinstance(reply, Answer)
            else (None, None, reply.kind.value, reply.detail)
        )
        row = (step.request.method, step.request.url, reply.at, *told)
        numbers[id(step)] = connection.execute(_NEW_EXCHANGE, row).lastrowid or 0
    return numbers[id(step)]


@lru_cache(maxsize=1 << 8)  # as above
def _as_json(headers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(headers))


def _save_observation(
    connection: sqlite3.Connection, one: Observation, trail: list[int]
) -> int | None:
    """Append one; the number that it has from now on."""
    known = one.facts
    facts = (
        {name: value for name in _FACTS if (value := getattr(known, name)) != _FACTS[name]}
        if known is not NO_FACTS
        else {}
    )
    parts = {name: [part.signal, part.reason, part.suggestion] for name, part in one.parts.items()}
    row = (
        one.key, one.at, one.signal.value, one.reason, one.status, one.final_url, one.moved_to,
        json.dumps(facts) if facts else "{}",
        json.dumps(parts) if parts else "{}",
        f"[{', '.join(map(str, trail))}]",
    )  # fmt: skip
    return connection.execute(_NEW_OBSERVATION, row).lastrowid


def join(
    connection: sqlite3.Connection, seen: Iterable[Observation], reported: Iterable[Reported]
) -> None:
    """Append observations of another store; the newest of a question is the latest by its time."""
    before = {key: (at, number) for key, at, number in connection.execute(_NEWEST)}
    exchanges: dict[str, Exchange] = {}
    # Those that were asked together rest on one and the same exchange.
    found = [
        one._replace(trail=tuple(exchanges.setdefault(repr(step), step) for step in one.trail))
        for one in sorted(seen, key=lambda one: one.at)
    ]
    save(connection, found, {})
    ends = {one.key: one.at for one in found}
    older = (
        (before[key][1], key) for key, at in ends.items() if key in before and before[key][0] > at
    )
    connection.executemany("UPDATE latest SET observation = ? WHERE key = ?", older)
    connection.executemany(_REPORTED, ((one.path, one.key, one.at) for one in reported))


_NEWEST = "SELECT l.key, o.at, o.id FROM latest l JOIN observation o ON o.id = l.observation"
_REPORTED = """
INSERT INTO finding VALUES (?, ?, ?)
ON CONFLICT (list, key) DO UPDATE SET first_seen = min(first_seen, excluded.first_seen)
"""


def note_findings(connection: sqlite3.Connection, path: str, times: Mapping[str, float]) -> None:
    """Remember when each finding of a list was first reported; forget those that are gone."""
    connection.execute("DELETE FROM finding WHERE list = ?", (path,))
    connection.executemany(
        "INSERT INTO finding VALUES (?, ?, ?)", ((path, key, at) for key, at in times.items())
    )
