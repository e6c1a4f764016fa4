"""Where the values of a TOML text stand: tomllib tells what they are, not where.

The text has been parsed before, so it is well-formed, and only its outline has to be followed
(https://toml.io/en/v1.0.0).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

Place = tuple[str | int, ...]
Range = tuple[int, int]

_BLANK = re.compile(rb"(?:[\s]|#[^\n]*)*")
_KEY = re.compile(rb"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(rb"[ \t]*\.[ \t]*")
_STRING = re.compile(
    rb'''"""\r?\n?((?:[^\\]|\\.)*?)"""(?!")|\'\'\'\r?\n?(.*?)\'\'\'(?!\')'''
    rb"""|"((?:[^"\\]|\\.)*)"|'([^']*)'""",
    re.DOTALL,
)
# The lines that most are, taken at once: a text, and an array of texts.
_TEXT_LINE = re.compile(rb"""([A-Za-z0-9_-]+) = "([^"\\\n]*)"\n""")
_ARRAY_LINE = re.compile(
    rb"""([A-Za-z0-9_-]+) = (\["[^"\\\n]*"(?:, "[^"\\\n]*")*\])\n""",
)
_ITEM = re.compile(rb'"([^"]*)"')
_PLAIN = re.compile(rb"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#]+")


def positions(data: bytes) -> dict[Place, Range]:
    """The byte range of every value, by its keys and indexes: `("entry", 3, "arxiv", 0)`.

    A string's range is what stands between its quotes. A table in an array of tables ranges from
    its header to its last value.
    """
    return _Scan(data).found


def _unquoted(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key


class _Scan:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        self.found: dict[Place, Range] = {}
        self.tables: Counter[Place] = Counter()
        self._document()

    def _document(self) -> None:
        base: Place = ()
        while self._blank() < len(self.data):
            start = self.at
            if self.data.startswith(b"[", start):
                base = self._header()
                for depth in range(1, len(base) + 1):  # tables above may have no header
                    self.found.setdefault(base[:depth], (start, self.at))
            elif not self._lines(base):
                self._pair(base)
                self._stretch(base)

    def _lines(self, base: Place) -> bool:
        """Go over lines of the two usual forms; whether there are any."""
        found, start = self.found, self.at
        while True:
            if text := _TEXT_LINE.match(self.data, self.at):
                found[*base, text[1].decode()] = text.span(2)
                self.at = text.end()
            elif array := _ARRAY_LINE.match(self.data, self.at):
                place = (*base, array[1].decode())
                found[place] = array.span(2)
                for number, item in enumerate(_ITEM.finditer(self.data, *array.span(2))):
                    found[*place, number] = item.span(1)
                self.at = array.end()
            else:
                break
        if self.at > start:
            self.at -= 1  # the end of the line is none of the table's
            self._stretch(base)
        return self.at > start

    def _blank(self) -> int:
        self.at = _BLANK.match(self.data, self.at).end()  # type: ignore[union-attr]
        return self.at

    def _stretch(self, base: Place) -> None:
        """Let every table of an array that a value stands in reach to its end."""
        for depth, part in enumerate(base, start=1):
            if isinstance(part, int):
                self.found[base[:depth]] = (self.found[base[:depth]][0], self.at)

    def _header(self) -> Place:
        in_array = self.data.startswith(b"[[", self.at)
        self.at += 2 if in_array else 1
        *above, last = self._keys()
        self._blank()
        self.at += 2 if in_array else 1
        place = self._resolved(above)
        if not in_array:
            return self._resolved([last], place)
        place = (*place, last)
        self.tables[place] += 1
        return (*place, self.tables[place] - 1)

    def _resolved(self, keys: list[str], place: Place = ()) -> Place:
        """The keys with the index of the newest table wherever one names an array of tables."""
        for key in keys:
            place = (*place, key)
            if place in self.tables:
                place = (*place, self.tables[place] - 1)
        return place

    def _keys(self) -> list[str]:
        return list(self._each_key())

    def _each_key(self) -> Iterator[str]:
        self._blank()
        while match := _KEY.match(self.data, self.at):
            self.at = match.end()
            yield _unquoted(match[0].decode())
            if not (dot := _DOT.match(self.data, self.at)):
                return
            self.at = dot.end()

    def _pair(self, base: Place) -> None:
        keys = self._keys()
        self._blank()
        self.at += 1  # =
        self._blank()
        self._value((*base, *keys))

    def _value(self, place: Place) -> None:
        start = self.at
        if self.data.startswith((b"[", b"{"), start):
            self._many(place, in_array=self.data.startswith(b"[", start))
            self.found[place] = (start, self.at)
        elif string := _STRING.match(self.data, start):
            self.at = string.end()
            self.found[place] = string.span(string.lastindex or 0)
        else:
            self.at = _PLAIN.match(self.data, start).end()  # type: ignore[union-attr]
            self.found[place] = (start, self.at)

    def _many(self, place: Place, *, in_array: bool) -> None:
        self.at += 1
        number = 0
        while not self.data.startswith((b"]", b"}"), self._blank()):
            if self.data.startswith(b",", self.at):
                self.at += 1
            elif in_array:
                self._value((*place, number))
                number += 1
            else:
                self._pair(place)
        self.at += 1
