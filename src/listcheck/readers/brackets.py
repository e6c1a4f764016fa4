"""Brackets of links that failed: `[text] (address)`, `[text](address` and their like."""

import re
from collections.abc import Iterable, Iterator

from listcheck.model import Slip
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Run
from listcheck.readers.shown import FURTHEST, Shown, shape

_CLOSE, _OPEN, _BANG, _BAR = b"]"[0], b"["[0], b"!"[0], b"|"[0]
# An address in ASCII, parentheses in it balanced one deep.
_ADDRESS = rb"(?:https?://|www\.)[!-'*-;=?-Z\\^-{}~]*(?:\([^\s()]*\)[!-'*-;=?-Z\\^-{}~]*)*"
_GAP = lazy_compile(rb"([ \t]+)\((" + _ADDRESS + rb"|#[^\s()]+)\)")
_DESTINATION = lazy_compile(rb"\([ \t]*<?((?:https?[:;/]|www\.)|#)")
_TOKEN = lazy_compile(rb"\([ \t]*(" + _ADDRESS + rb")")
_REST = lazy_compile(rb"([^\[(<\"'\n]*?)\)")
_WORDS = lazy_compile(rb"\([^\s()<>\[\]]+(?:[ \t]+[^\s()\[\]]+)+(?:\)|\Z)")
_TITLE = lazy_compile(rb"[ \t]+[\"'(]")
_GLUED = lazy_compile(rb"(" + _ADDRESS + rb")(\)?)")
_LABEL = lazy_compile(rb"\[([^\[\]^\n][^\[\]\n]*)\](?!\()")
_IN_HOST = lazy_compile(rb"(https?)\s*:\s*/\s*/\s*([\w-]+(?:\s*\.\s*[\w-]+)+)(/\S*|)", re.ASCII)
_AHEAD = 12  # bytes behind a run that show what a bracket at its end is
_PROMISING = lazy_compile(rb"\](?=[ \t]*\(|https?:|www\.|\[)")
_NO_TEXT = lazy_compile(rb"[ \t]*|\^.*", re.DOTALL)
_BOX = lazy_compile(rb"\s*(?:[-*+]|\d+[.)])\s+\[[xX]")  # of a task
_PUNCTUATION = b".,;:!?*_'\""
_ENDS = lazy_compile(rb"[\s\])|<]|\[[^\]\n]*\]+\(|\Z")
_HALF, _NEARLY_ALL = 0.5, 0.9  # shares of a file's links that are bracketed in one way


def failed(shown: Shown, runs: Iterable[Run]) -> Iterator[Slip]:
    """The slips around each `]` that is shown."""
    for close in _each(shown, runs, _PROMISING):
        if shown.in_math(close):
            continue
        for find in (_gap, _inline, _glued, _undefined):
            slip = find(shown, close)
            if slip is not None:
                yield slip
                break


def _each(shown: Shown, runs: Iterable[Run], sign: re.Pattern[bytes]) -> Iterator[int]:
    """Where a sign begins that is shown as text; it may look at what follows its run."""
    for run in runs:
        for found in sign.finditer(shown.raw, run.start, run.end + _AHEAD):
            if found.start() >= run.end:
                break
            if shown.at(found.start()):
                yield found.start()


def _start(shown: Shown, opened: int) -> int:
    """Where a link begins whose bracket is `opened`: an image at its exclamation mark."""
    return opened - (opened > 0 and shown.raw[opened - 1] == _BANG)


def _text(shown: Shown, close: int) -> int | None:
    """The bracket that opens a text which could be a link's."""
    opened = shown.opening(close)
    if opened is None or _NO_TEXT.fullmatch(shown.raw, opened + 1, close):
        return None
    box = _BOX.match(shown.raw, shown.line(opened)[0], close)
    return None if shown.holds_link(opened, close) or (box and box.end() == close) else opened


def _gap(shown: Shown, close: int) -> Slip | None:
    """`[text] (address)`."""
    found = _GAP.match(shown.raw, close + 1)
    opened = _text(shown, close) if found else None
    if found is None or opened is None:
        return None
    outer = opened and shown.raw[opened - 1] == _OPEN and shown.closing(opened - 1) is None
    share = shown.bracketed[1]
    start = _start(shown, opened)
    edit = (*found.span(1), "]" if outer and share > _HALF else "")
    certain = not outer or share >= _NEARLY_ALL
    return shown.slip("gap", start, found.end(), found[2], [edit], certain=certain)


def _inline(shown: Shown, close: int) -> Slip | None:
    """`[text](address` with something amiss, for it is shown."""
    found = _DESTINATION.match(shown.raw, close + 1)
    end = shown.line(close)[1]
    opened = shown.opening(close)
    if not found:
        words = _WORDS.match(shown.raw, close + 1, end)
        named = words and opened is not None and not shown.holds_link(opened, close)
        return shown.slip("words", opened or 0, words.end(), b"") if words and named else None
    if opened is None:
        return _cut(shown, close) or _stray(shown, close, found.end())
    start, token = _start(shown, opened), _TOKEN.match(shown.raw, close + 1, end)
    if shown.holds_link(opened, close):
        return shown.slip("nested", start, close + 1, b"")
    rest = _REST.match(shown.raw, token.end() if token else found.end(), end)
    if rest and (rest[1] or not token):
        return _blank(shown, start, close, rest.end())
    if token is None or rest:
        return shown.slip("stray", start, found.end(), b"")
    return _unclosed(shown, start, token)


def _stray(shown: Shown, close: int, end: int) -> Slip:
    """`text](address)`, or `[text]](address)`, which lacks a bracket where its like have two."""
    first = shown.opening(close - 1) if shown.raw[close - 1] == _CLOSE else None
    if first is None:
        return shown.slip("stray", close, end, b"")
    share = shown.bracketed[1]
    edit = (first, first, "[") if share > _HALF else (close, close + 1, "")
    return shown.slip("stray", first, end, b"", [edit], certain=share >= _NEARLY_ALL)


def _unclosed(shown: Shown, start: int, token: re.Match[bytes]) -> Slip:
    address = token[1].rstrip(_PUNCTUATION)
    end = token.start(1) + len(address)
    certain = _ENDS.match(shown.raw, token.end()) is not None
    edits = [] if _TITLE.match(shown.raw, token.end()) else [(end, end, ")")]
    return shown.slip("unclosed", start, end, address, edits, certain=certain)


def _blank(shown: Shown, start: int, close: int, end: int) -> Slip:
    """`[text](address with a blank)`."""
    first, last = close + 2, end - 1
    address = shown.raw[first:last].strip()
    host = _IN_HOST.fullmatch(address)
    joined = (b"-" if address.startswith(b"#") else b"").join(address.split())
    gaps = len(address.split()) - 1
    edits = [(first, last, joined.decode("utf-8", "replace"))] if host or gaps == 1 else []
    return shown.slip("blank", start, end, address, edits, certain=host is not None)


def _cut(shown: Shown, close: int) -> Slip | None:
    """A link in a table whose text holds a bar."""
    row = shown.row(close)
    if row is None:
        return None
    cells = shown.page.cells[row]
    number = shown.cell(row, close)
    token = _TOKEN.match(shown.raw, close + 1, cells[number][1])
    if not number or token is None or shown.raw[token.end() : token.end() + 1] != b")":
        return None
    floor = max(cells[number - 1][0], close - FURTHEST)
    before = shown.raw[floor : cells[number - 1][1]]
    if before.count(b"[") <= before.count(b"]"):
        return None
    start = floor + before.rindex(b"[")
    bar = shown.raw.index(_BAR, cells[number - 1][1])
    edit = (bar, bar, "\\")
    return shown.slip("cut", start, token.end() + 1, token[1], [edit], certain=True)


def _glued(shown: Shown, close: int) -> Slip | None:
    """`[text]address`."""
    found = _GLUED.match(shown.raw, close + 1)
    opened = _text(shown, close) if found else None
    if found is None or opened is None:
        return None
    start, end = found.start(1), found.start(1) + len(found[1].rstrip(_PUNCTUATION))
    edits = [(start, start, "(")]
    if not found[2]:
        edits.append((end, end, ")"))
    address = shown.raw[start:end]
    begin = _start(shown, opened)
    return shown.slip("glued", begin, end, address, edits, certain=bool(found[2]))


def _undefined(shown: Shown, close: int) -> Slip | None:
    """`[text][label]`, where other links of the file have labels like this one."""
    found = _LABEL.match(shown.raw, close + 1)
    if not found or not shown.at(found.end() - 1):
        return None
    opened = _text(shown, close)
    if opened is None or shape(found[1]) not in shown.labels:
        return None
    return shown.slip("undefined", opened, found.end(), b"")


def odd(shown: Shown, _runs: Iterable[Run]) -> Iterator[Slip]:
    """Brackets right before or behind a link, shown, without another that belongs to them."""
    raw, base = shown.raw, shown.page.source.base
    for link in shown.page.links:
        start, end = link.span.start - base, link.span.end - base
        before, behind = raw[start - 1 : start] == b"[", raw[end : end + 1] == b"]"
        if before == behind or _is_odd(link.text):
            continue
        if behind and shown.at(end) and shown.opening(end, lines=True) is None:
            yield _bracket(shown, end, (start, start, "["))
        if before and shown.at(start - 1) and shown.closing(start - 1, lines=True) is None:
            around, within = shown.bracketed
            at = link.at.start - base - len("](") if around < within else end
            yield _bracket(shown, start - 1, (at, at, "]"))


def _is_odd(text: str) -> bool:
    """Whether a bracket within a link's text has its pair outside."""
    return text.count("[") != text.count("]")


def _bracket(shown: Shown, at: int, other: tuple[int, int, str]) -> Slip:
    """A bracket alone: it gets a second where links are bracketed in this file, or goes."""
    share = max(shown.bracketed)
    edit = other if share > _HALF else (at, at + 1, "")
    return shown.slip("bracket", at, at + 1, b"", [edit], certain=share >= _NEARLY_ALL)
