"""Addresses that the page shows and does not link."""

import re
from collections.abc import Iterable, Iterator

from listcheck.model import Slip, SlipKind
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Run
from listcheck.readers.shown import Shown

_HOST = rb"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![A-Za-z0-9-])"
_PATH = rb"(?:(?!,https?:)[!#-'*-;=?-Z\\^-z|~]|\([^\s()]*\))*"
_UNLINKED = lazy_compile(rb"https?://" + _HOST + _PATH)
_SEPARATOR = rb":/?(?=[A-Za-z0-9])|//(?!/)|[;.]//|::?//+(?=/)|:[ ]*//?[ ]+|:[ ]+//|:/[ ]+/[ ]*"
_MISWRITTEN = lazy_compile(
    rb"(?<![A-Za-z0-9/.:=])(https?)(" + _SEPARATOR + rb")(?=" + _HOST + rb"(?:[/\s)\]]|\Z))"
)
_TAG = lazy_compile(rb"<(?:a\s[^<>]*href|img\s[^<>]*src)\s*=", re.IGNORECASE)
_TRAILING = b".,;:!?*_'\"|"
_LABEL = lazy_compile(rb"\[([^\[\]()\s]+(?: [^\[\]()\s]+)*)\(\Z")
_LOOK_BACK = 200


def failed(shown: Shown, runs: Iterable[Run]) -> Iterator[Slip]:
    """Addresses in plain text, each once."""
    done = 0
    for run in runs:
        for sign, kind, pattern, longest in _PATTERNS:
            if sign not in run.text:
                continue
            for found in pattern.finditer(shown.raw, run.start, run.end + longest):
                if found.start() >= run.end:
                    break
                if found.start() >= done and shown.at(found.start()):
                    slip = kind(shown, found)
                    if slip is not None:
                        yield slip
                        done = found.end()


def _unlinked(shown: Shown, found: re.Match[bytes]) -> Slip | None:
    raw, start = shown.raw, found.start()
    address = found[0].rstrip(_TRAILING)
    end = start + len(address)
    if raw[start - 1 : start] in (b'"', b"'", b"=") or shown.in_math(start):
        return None
    if shown.is_html(start):
        return shown.slip("unlinked", start, end, address)
    for find in (_swapped, _inside, _unpaired):
        slip = find(shown, start, end)
        if slip is not None:
            return slip
    whole = not raw[start - 1 : start].isalnum() and raw[end : end + 1] not in (b"|", b"\\")
    return _bracketed(shown, start, end, certain=whole)


def _bracketed(shown: Shown, start: int, end: int, *, certain: bool) -> Slip:
    edits = (start, start, "<"), (end, end, ">")
    return shown.slip("unlinked", start, end, shown.raw[start:end], edits, certain=certain)


def _unpaired(shown: Shown, start: int, end: int) -> Slip | None:
    """`[text(address)` with pictures in the text, and an address behind a bracket not closed."""
    raw, opened = shown.raw, shown.enclosing(start)
    if opened is None or shown.closing(opened) is not None:
        return None
    around = raw[start - 1 : start] + raw[end : end + 1]
    if around != b"()" or shown.holds_link(opened + 1, start):
        return _bracketed(shown, start, end, certain=False)
    certain = not raw[start - 2 : start - 1].isspace()
    edit = (start - 1, start - 1, "]")
    return shown.slip("inside", opened, end + 1, raw[start:end], [edit], certain=certain)


def _swapped(shown: Shown, start: int, end: int) -> Slip | None:
    """`(text)[address]`."""
    raw = shown.raw
    if raw[start - 2 : start] != b")[" or raw[end : end + 1] != b"]":
        return None
    opened = shown.opening(start - 2)
    if opened is None or shown.holds_link(opened, start) or opened + 1 == start - 2:
        return None
    edits = (opened, opened + 1, "["), (start - 2, start, "]("), (end, end + 1, ")")
    return shown.slip("swapped", opened, end + 1, raw[start:end], edits, certain=True)


def _inside(shown: Shown, start: int, end: int) -> Slip | None:
    """`[text(address)]`, or without the last bracket."""
    raw = shown.raw
    label = _LABEL.search(raw, max(0, start - _LOOK_BACK), start)
    if not label or raw[end : end + 1] != b")" or not shown.at(label.start()):
        return None
    closed = raw[end + 1 : end + 2] == b"]"
    outer = label.start() > 0 and raw[label.start() - 1 : label.start()] == b"["
    twice = raw[end + 1 : end + 3] == b"]]"
    edits = [(start - 1, start - 1, "]")]
    if closed and outer == twice:  # the bracket stands behind the address in place of before it
        edits.append((end + 1, end + 2, ""))
    last = end + 1 + closed
    certain = closed or shown.closing(label.start()) is None
    return shown.slip("inside", label.start(), last, raw[start:end], edits, certain=certain)


def _miswritten(shown: Shown, found: re.Match[bytes]) -> Slip | None:
    if shown.in_math(found.start()):
        return None
    host = re.compile(_HOST + _PATH).match(shown.raw, found.end())
    end = found.end() + len(host[0].rstrip(_TRAILING)) if host else found.end()
    kind: SlipKind = "blank" if b" " in found[2] else "scheme"
    edit = (*found.span(2), "://")
    return shown.slip(
        kind, found.start(), end, shown.raw[found.start() : end], [edit], certain=True
    )


def _tag(shown: Shown, found: re.Match[bytes]) -> Slip:
    return shown.slip("tag", found.start(), found.end(), b"")


# A sign of it in the text, what it is, how it looks, and how many bytes it may have.
_PATTERNS = (
    ("http", _unlinked, _UNLINKED, 2_000),
    ("http", _miswritten, _MISWRITTEN, 2_000),
    ("<", _tag, _TAG, 200),
)
