"""Where the values of a TOML text stand: tomli tells what they are, not where.

The text has been parsed before, so it is well-formed, and only its outline has to be followed
(https://toml.io/en/v1.1.0).
"""

import re
from collections import Counter
from collections.abc import Iterator

import tomli

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
_PLAIN = re.compile(rb"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]+|[^\s,\]}#]+")

# Most lines have a header or one value and no comment. These are taken whole, and no part of them
# is tried twice; whatever has another form is followed step by step.
_BARE = rb"[A-Za-z0-9_-]++"
_WORD = rb"[A-Za-z0-9_.+-]++"  # a number, a date, a truth value
_INNER = rb'[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+'
_ATOM = rb'(?:"%b"|%b)' % (_INNER, _WORD)
_EQUALS = rb"[ \t]*+=[ \t]*+"


def _row(part: bytes) -> bytes:
    """The pattern of parts between commas."""
    return rb"\s*+%b(?:\s*+,\s*+%b)*+(?:\s*+,)?+\s*+" % (part, part)


_TABLE = rb"\{%b\}" % _row(_BARE + _EQUALS + _ATOM)
_LINE = re.compile(
    rb'(%b)%b(?:"(%b)"|(%b)|(\[%b\])|(%b)|(\[%b\]))[ \t\r]*+(?:\n\s*+|\Z)'
    % (_BARE, _EQUALS, _INNER, _WORD, _row(_ATOM), _TABLE, _row(_TABLE))
)
_ITEM = re.compile(rb'"(%b)"|(%b)' % (_INNER, _WORD))
_ENTRY = re.compile(rb'(%b)%b(?:"(%b)"|(%b))' % (_BARE, _EQUALS, _INNER, _WORD))
_ELEMENT = re.compile(_TABLE)
_TEXTS, _WORDS, _ARRAYS, _INLINE = 2, 3, 4, 5  # groups of _LINE; the last one holds tables
_HEADER = re.compile(rb"\[\[?+(%b(?:\.%b)*+)\]\]?+" % (_BARE, _BARE))


def positions(data: bytes) -> dict[Place, Range]:
    """The byte range of every value, by its keys and indexes: `("entry", 3, "arxiv", 0)`.

    A string's range is what stands between its quotes. A table in an array of tables ranges from
    its header to its last value.
    """
    return _Scan(data).found


def _unquoted(key: str) -> str:
    return str(tomli.loads(f"key = {key}")["key"]) if key[0] in "\"'" else key


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
            else:
                if self._lines(base) == start:
                    self._pair(base)
                self._stretch(base)

    def _lines(self, base: Place) -> int:
        """Go over lines of the usual forms, to the end of the last value; where that is."""
        data, found, at = self.data, self.found, self.at
        while line := _LINE.match(data, at):
            place, form = (*base, line[1].decode()), line.lastindex or 0
            start, end = found[place] = line.span(form)
            if form > _WORDS:
                self._inside(place, start, end, form)
            self.at, at = end + (form == _TEXTS), line.end()
        return self.at

    def _inside(self, place: Place, start: int, end: int, form: int) -> None:
        """What stands in an array of texts, a table, or an array of tables."""
        found = self.found
        if form == _ARRAYS:
            for number, item in enumerate(_ITEM.finditer(self.data, start, end)):
                found[*place, number] = item.span(item.lastindex or 0)
        elif form == _INLINE:
            for pair in _ENTRY.finditer(self.data, start, end):
                found[*place, pair[1].decode()] = pair.span(pair.lastindex or 0)
        else:
            for number, table in enumerate(_ELEMENT.finditer(self.data, start, end)):
                found[*place, number] = table.span()
                self._inside((*place, number), *table.span(), _INLINE)

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
        if header := _HEADER.match(self.data, self.at):
            self.at = header.end()
            *above, last = header[1].decode().split(".")
        else:
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
