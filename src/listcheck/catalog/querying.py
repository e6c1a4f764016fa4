"""Questions about a catalog: `teacher=external signal=logits|top-k date>=2026-01 code=none word`.

An expression is a field, an operator and a value, or a word to search for. All of them must hold;
`a|b` is one or the other. `none` and `any` ask whether a field is filled at all.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from listcheck.catalog.faults import nearest
from listcheck.catalog.fields import Field, fields
from listcheck.catalog.works import Work, Works
from listcheck.errors import UserError

_EXPRESSION = re.compile(r"([A-Za-z][\w-]*)\s*(!=|>=|<=|=|~|<|>)\s*(.*)", re.DOTALL)
_MONTH = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?\Z")
_SEARCHED = ("name", "aliases", "title", "notes")
_ORDERS: dict[str, Callable[[str, str], bool]] = {
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
}
Test = Callable[[Work], bool]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One expression with a field, taken apart."""

    field: Field
    operator: str
    values: tuple[str, ...]


def find(works: Works, expressions: Sequence[str]) -> tuple[Work, ...]:
    """The entries for which every expression holds, in the order of the catalog.

    Raises:
        UserError: a field or a value that does not exist, with the nearest that does.
    """
    known = fields(works.list)
    tests = [_test(expression, works, known) for expression in expressions]
    return tuple(work for work in works if all(test(work) for test in tests))


def _test(expression: str, works: Works, known: dict[str, Field]) -> Test:
    parts = _EXPRESSION.fullmatch(expression.strip())
    if not parts:
        return _searching(expression, known)
    name, operator, value = parts.groups()
    field = known.get(name.lower().replace("-", "_")) or known.get(name.lower())
    if field is None:
        raise UserError(f"entries have no field {name}", nearest(name, known))
    values = tuple(each.strip() for each in value.split("|") if each.strip())
    if not values:
        raise UserError(f"{expression} has no value", f"{name}=none finds entries without one")
    asked = _Asked(field, operator, values)
    return _testing(asked, works)


def _searching(expression: str, known: dict[str, Field]) -> Test:
    return _containing(tuple(known[name] for name in _SEARCHED), expression.split("|"))


def _containing(searched: tuple[Field, ...], parts: Sequence[str]) -> Test:
    wanted = [part.casefold() for part in parts]
    return lambda work: any(
        part in value.casefold()
        for field in searched
        for value in field.of(work)
        for part in wanted
    )


def _testing(asked: _Asked, works: Works) -> Test:
    if asked.operator in _ORDERS:
        return _ordered(asked)
    if asked.operator == "~":
        return _containing((asked.field,), asked.values)
    for value in asked.values:
        _demand(value, asked.field, works)
    wanted = asked.operator == "="
    return lambda work: any(_holds(asked.field, value, work) for value in asked.values) is wanted


def _holds(field: Field, value: str, work: Work) -> bool:
    """Whether a field has a value: the word itself, or some of the words of a longer text."""
    found = field.of(work)
    if value in ("none", "any"):
        return bool(found) is (value == "any")
    if field.order == "date":
        return any(_cut(one, value) == value for one in found)
    if field.closed:
        return value.casefold() in map(str.casefold, found)
    words = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
    return any(words.search(one) for one in found)


def _demand(value: str, field: Field, works: Works) -> None:
    """Refuse a value that no entry could have, or that none has."""
    if value in ("none", "any") or value.casefold() in map(str.casefold, field.closed):
        return None
    if field.order:
        return _comparable(value, field)
    if not field.closed and any(_holds(field, value, work) for work in works):
        return None
    known = field.closed or sorted({one for work in works for one in field.of(work)})
    raise UserError(f"{field.name} is never {value}", _near(value, field, known))


def _near(value: str, field: Field, known: Sequence[str]) -> str:
    if field.closed:
        return nearest(value, known)
    words = dict.fromkeys(word for one in (*known, " ".join(known)) for word in (one, *one.split()))
    hint = nearest(value, words)
    return hint if hint.startswith("did") else f"{field.name}~TEXT searches for a part of it"


def _comparable(value: str, field: Field) -> None:
    if field.order == "date" and not _MONTH.match(value):
        raise UserError(f"{value} is no month", "a month is written 2026-01, a year 2026")
    if field.order == "number" and not value.isdecimal():
        raise UserError(f"{value} is no number")


def _ordered(asked: _Asked) -> Test:
    field, holds = asked.field, _ORDERS[asked.operator]
    if not field.order:
        raise UserError(
            f"{field.name} has no order to compare by", "date and stars have: date>=2026-01"
        )
    for value in asked.values:
        _comparable(value, field)
    pairs: Callable[[Work], Iterator[tuple[str, str]]] = lambda work: (  # noqa: E731
        _alike(one, value, field) for one in field.of(work) for value in asked.values
    )
    return lambda work: any(holds(*pair) for pair in pairs(work))


def _alike(one: str, other: str, field: Field) -> tuple[str, str]:
    """Two values in a form whose order is that of their letters."""
    if field.order == "number":
        return one.zfill(12), other.zfill(12)
    return _cut(one, other), _cut(other, one)


def _cut(date: str, other: str) -> str:
    """A date only as exact as the other: a year is compared as a year."""
    return date[: len(other)]
