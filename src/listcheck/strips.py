"""Lives as text: a strip with one character for each observation, and a list of changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from listcheck.history import day
from listcheck.lives import Change, Life, Moment
from listcheck.renderers.style import Style
from listcheck.report import iso
from listcheck.states import State
from listcheck.text import clean

_MARKS: dict[State, tuple[str, str, str]] = {
    "alive": ("✓", "+", "green"),
    "moved": ("→", ">", "cyan"),
    "dead": ("✗", "x", "red"),
    "suspect": ("!", "!", "yellow"),
    "unverified": ("?", "?", "yellow"),
    "refused": ("-", "-", "dim"),
    "skipped": ("-", "-", "dim"),
}
_INDENT = "  "
_MOST_CHANGES = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A life and the address under which it was asked for."""

    address: str
    life: Life


def text(lives: Sequence[Told], style: Style, *, ascii_only: bool = False) -> str:
    """Each life as a paragraph."""
    return "\n".join(
        "".join(f"{line}\n" for line in _one(one, style, ascii_only=ascii_only)) for one in lives
    )


def _one(told: Told, style: Style, *, ascii_only: bool) -> Iterator[str]:
    life = told.life
    last = life.moments[-1]
    yield style.paint(clean(told.address), "bold")
    yield f"{_INDENT}{_painted(life.state, _standing(life), style)}: {clean(last.reason)}"
    between = " - " if ascii_only else " · "
    for line in _wrapped(_dates(life), between, style.width):
        yield _INDENT + line
    for row in _rows(life.moments, max(style.width - len(_INDENT), 20)):
        marks = "".join(_mark(one, style, ascii_only=ascii_only) for one in row)
        yield _INDENT + marks
    shown = life.changes if style.verbosity > 0 else life.changes[-_MOST_CHANGES:]
    if len(shown) < len(life.changes):
        yield f"{_INDENT}{len(life.changes) - len(shown)} earlier changes (-v shows them all)"
    for change in shown:
        yield f"{_INDENT}{day(change.at)}  {_change(change, style, ascii_only=ascii_only)}"


def _standing(life: Life) -> str:
    if life.state != "dead":
        return life.state
    return "dead, confirmed" if life.record.confirmed else "dead, not yet confirmed"


def _dates(life: Life) -> Iterator[str]:
    checks = f"{len(life.moments)} check{'s' * (len(life.moments) != 1)}"
    yield f"first seen {_minute(life.moments[0].at)}"
    yield f"{checks}, the last {_minute(life.moments[-1].at)}"
    yield f"last alive {_minute(life.last_alive)}" if life.last_alive else "never seen alive"
    found = life.record
    if found.failing_since is not None:
        days = f"{len(life.days)} day{'s' * (len(life.days) != 1)}"
        yield f"failing since {_minute(found.failing_since)}"
        yield f"{found.failures} failure{'s' * (found.failures != 1)} on {days}"
        yield f"{found.confirmations} confirmation{'s' * (found.confirmations != 1)}"


def _minute(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"


def _wrapped(parts: Iterator[str], between: str, width: int) -> Iterator[str]:
    line = ""
    for part in parts:
        longer = f"{line}{between}{part}" if line else part
        if line and len(longer) > width - len(_INDENT):
            yield line
            longer = part
        line = longer
    yield line


def _rows(moments: Sequence[Moment], width: int) -> Iterator[Sequence[Moment]]:
    for start in range(0, len(moments), width):
        yield moments[start : start + width]


def _mark(one: Moment, style: Style, *, ascii_only: bool) -> str:
    sign, plain, colour = _MARKS[one.state]
    return style.paint(plain if ascii_only else sign, colour)


def _painted(state: State, words: str, style: Style) -> str:
    return style.paint(words, _MARKS[state][2], "bold")


def _change(change: Change, style: Style, *, ascii_only: bool) -> str:
    arrow = "->" if ascii_only else "→"
    before, after = _value(change.before), _value(change.after)
    if change.what == "state":
        told = _coloured(change.after, after, style)
        told = told if change.before is None else f"{before} {arrow} {told}"
        shown = change.status is not None and str(change.status) not in change.reason
        status = f" ({change.status})" if shown else ""
        return f"{told}: {clean(change.reason)}{status}"
    return f"{change.what} {before} {arrow} {after}"


def _coloured(state: Any, words: str, style: Style) -> str:
    return style.paint(words, _MARKS[state][2]) if state in _MARKS else words


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return "nothing" if value is None else clean(value, 120)


def document(lives: Sequence[Told]) -> dict[str, Any]:
    """Lives as plain values, for programs."""
    return {"schema_version": 1, "links": [_document(one) for one in lives]}


def _document(told: Told) -> dict[str, Any]:
    life, found = told.life, told.life.record
    return {
        "url": told.address,
        "key": life.key,
        "part": life.part or None,
        "state": life.state,
        "first_seen": iso(life.moments[0].at),
        "last_alive": iso(life.last_alive) if life.last_alive is not None else None,
        "failing_since": iso(found.failing_since) if found.failing_since is not None else None,
        "failures": found.failures,
        "failing_days": list(life.days),
        "confirmations": found.confirmations,
        "confirmed": found.confirmed,
        "observations": [
            {
                "at": iso(one.at), "state": one.state, "signal": one.signal.value,
                "reason": one.reason, "status": one.status, "final_url": one.final_url,
            }
            for one in life.moments
        ],
        "changes": [
            {
                "at": iso(one.at), "what": one.what, "before": one.before, "after": one.after,
                "reason": one.reason or None, "status": one.status,
            }
            for one in life.changes
        ],
    }  # fmt: skip
