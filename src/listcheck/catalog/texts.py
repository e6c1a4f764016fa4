"""The files of a catalog as values and places: TOML by default, YAML and JSON too."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import Any, TypeAlias

import tomli

from listcheck.catalog.faults import Fault, FaultyError
from listcheck.catalog.positions import Place, Range, positions
from listcheck.model import Span

# What tomli's words mean to somebody who edits a list.
_PLAINLY = {
    "Cannot overwrite a value": "the key is given twice",
    "Cannot declare": "the table is given twice",
    "Unclosed array": "an array is not closed: a bracket is missing",
    "Unclosed inline table": "an inline table is not closed: a brace is missing",
    "Unterminated string": "a text is not closed: a quotation mark is missing",
    "Illegal character '\\n'": "a text is not closed: a quotation mark is missing",
    "Invalid value": "this is no value: texts stand between double quotation marks",
    "Expected newline": "something is left over behind the value",
}
_HEADER = re.compile(rb"^\[\[\w+\]\]", re.MULTILINE)
_NAME = re.compile(rb'^name[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A file: what it says, and where it says it."""

    path: str
    data: bytes
    value: Any
    locate: Callable[[bytes], Mapping[Place, Range]] = field(repr=False)

    @cached_property
    def ranges(self) -> Mapping[Place, Range]:
        """The place of every value."""
        return self.locate(self.data)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self.data))]

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that has a place."""
        while place and place not in self.ranges:
            place = place[:-1]
        return bisect_right(self._starts, self.ranges[place][0]) if place else 1

    @cached_property
    def _grouped(self) -> Mapping[Place, Mapping[Place, Span]]:
        """What stands in each element of the outermost arrays, by its keys from there on."""
        groups: dict[Place, dict[Place, Span]] = {}
        for place, found in self.ranges.items():
            depth = next((n for n, part in enumerate(place, 1) if isinstance(part, int)), 0)
            groups.setdefault(place[:depth], {})[place[depth:]] = Span(self.path, *found)
        return groups

    def within(self, place: Place) -> Mapping[Place, Span]:
        """The spans of everything inside an element of an outermost array."""
        return self._grouped.get(place, {})

    def written(self, place: Place) -> str:
        """A value as it is written."""
        start, end = self.ranges.get(place, (0, 0))
        return self.data[start:end].decode("utf-8", "replace")


Parser: TypeAlias = Callable[[str, bytes], Text]


def parse(path: str, data: bytes) -> Text:
    """Read one file by the suffix of its name.

    Raises:
        FaultyError: it does not follow the grammar of its format.
    """
    return PARSERS[PurePath(path).suffix.lower()](path, data)


def _toml(path: str, data: bytes) -> Text:
    try:
        value = tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FaultyError(
            Fault(path, data.count(b"\n", 0, error.start) + 1, "is no UTF-8")
        ) from None
    except RecursionError:
        raise FaultyError(Fault(path, 1, "is nested too deeply")) from None
    except tomli.TOMLDecodeError as error:
        raise FaultyError(_unreadable(path, data, error)) from None
    return Text(path, data, value, positions)


def _unreadable(path: str, data: bytes, error: tomli.TOMLDecodeError) -> Fault:
    lines = data.splitlines(keepends=True)
    line = min(_line(error), len(lines))
    plain = next((plain for start, plain in _PLAINLY.items() if error.msg.startswith(start)), None)
    source = lines[line - 1].decode("utf-8", "replace").strip() if lines else ""
    shown = f" in {json.dumps(source[:80], ensure_ascii=False)}" if source else ""
    return Fault(path, line, f"{plain or error.msg}{shown}", _entry_at(lines, line))


def _line(error: tomli.TOMLDecodeError) -> int:
    """Where the mistake is: what is not closed is found out only where something else follows."""
    before = error.doc[: error.pos]
    unclosed = error.msg.startswith("Unclosed")
    return (before.rstrip() if unclosed else before).count("\n") + 1


def _entry_at(lines: list[bytes], line: int) -> str:
    """The name of the entry that a line belongs to, as far as a broken file tells it."""
    before = b"".join(lines[:line])
    headers = [match.start() for match in _HEADER.finditer(before)]
    name = _NAME.search(before, headers[-1]) if headers else None
    return name[1].decode("utf-8", "replace") if name else ""


def _yaml(path: str, data: bytes) -> Text:
    from listcheck.catalog.yamltext import read  # noqa: PLC0415  # slow to import, and rarely needed

    value, ranges = read(path, data)
    return Text(path, data, value, lambda _: ranges)


PARSERS: dict[str, Parser] = {".toml": _toml, ".yaml": _yaml, ".yml": _yaml, ".json": _yaml}
