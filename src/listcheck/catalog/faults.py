"""What is wrong with a catalog's files, told so that it can be mended."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from listcheck.errors import UserError
from listcheck.text import clean

_SHOWN = 40  # faults; who has more has one cause for most of them


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake: its file, line and entry, and what to do about it."""

    path: str
    line: int
    message: str
    entry: str = ""

    def __str__(self) -> str:
        """As editors and terminals link it."""
        whose = f"{self.entry}: " if self.entry else ""
        return clean(f"{self.path}:{self.line}: {whose}{self.message}")


class FaultyError(Exception):
    """One file has faults that leave nothing to go on with."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*map(str, faults))
        self.faults = faults


def refuse(faults: Iterable[Fault]) -> None:
    """Stop if there are any faults, and tell all of them at once.

    Raises:
        UserError: there are.
    """
    told = sorted(set(faults))
    if not told:
        return
    number = f"{len(told)} mistakes" if len(told) > 1 else "a mistake"
    lines = [str(fault) for fault in told[:_SHOWN]]
    more = [f"... and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
    raise UserError("\n".join((f"the catalog has {number}:", *lines, *more)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the known word that was probably meant, or at all of them."""
    words = list(known)
    by_case = {each.casefold(): each for each in words}
    near = difflib.get_close_matches(word.casefold(), by_case, n=1)
    if near:
        return f"did you mean {by_case[near[0]]}?"
    return f"known are: {', '.join(words)}" if words else "there are none"


def explained(error: Mapping[str, Any], written: str, known: Iterable[str]) -> str:
    """What one of pydantic's errors means to somebody who edits the file.

    Args:
        error: as `ValidationError.errors()` gives it.
        written: the value as it stands in the file.
        known: the keys that there are where an unknown one was found.
    """
    kind, given = error["type"], error["input"]
    key = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return f"unknown key {key}: {nearest(key, known)}"
    if kind == "missing":
        return f"{key} is missing"
    if kind in _WANTED and isinstance(given, (int, float, dt.date, dt.time)):
        return f"{key}: {_unquoted(given, written)}"
    explain = _EXPLAINED.get(kind)
    return f"{key}: {explain(error) if explain else error['msg']}"


def _unquoted(given: object, written: str) -> str:
    kind = "a number" if isinstance(given, (int, float)) else "a date"
    kind = "a truth value" if isinstance(given, bool) else kind
    lost = ", which loses its last zero" if isinstance(given, float) and written[-1:] == "0" else ""
    return f'{written} without quotes is {kind}{lost}: write "{written}"'


_WANTED = frozenset({"string_type", "tuple_type", "mapping_type"})
_EXPLAINED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "string_type": lambda _: 'a text between quotes is meant, as in "..."',
    "tuple_type": lambda error: f'an array is meant: write ["{error["input"]}"]',
    "mapping_type": lambda _: "a table is meant",
    "model_type": lambda _: "a table is meant, as in { key = ... }",
    "too_short": lambda _: "is empty: leave the key out",
    "string_too_short": lambda _: "is empty: leave the key out",
    "string_pattern_mismatch": lambda error: _pattern(str(error["loc"][-1]), error["input"]),
    "literal_error": lambda error: f"{error['input']!r} is not {error['ctx']['expected']}",
    "value_error": lambda error: str(error["ctx"]["error"]),
}
_FORMS = {
    "date": "a month in the form 2026-01, or a year",
    "path": "a path without a slash at its beginning",
    "slug": "a name of lower-case letters, digits and hyphens",
}


def _pattern(key: str, given: str) -> str:
    return f"{given!r} is not {_FORMS.get(key, 'in the form that is meant')}"
