"""Addresses without markup: GitHub's extended autolinks.

The rules are those of cmark-gfm's extensions/autolink.c, which differ in places from the GFM
specification (sections 6.9): each function names the one it follows. They work on raw bytes, since
an address runs to the next space, over whatever markup it seems to hold.
"""

import re
import unicodedata
from string import ascii_letters
from typing import NamedTuple

from listcheck.patterns import lazy_compile


class Bare(NamedTuple):
    """An address at `start:end`; `prefix` is what a browser needs before it."""

    start: int
    end: int
    prefix: str


TRIGGER = re.compile(rb"[\[\]:@]|www\.")
_SAFE_SCHEMES = (b"http", b"https", b"ftp")
_END = lazy_compile(rb"[\x09-\x0d\x20<]")
_ASCII_HOST = lazy_compile(rb"[0-9A-Za-z\-]+")
_LETTERS_BACK = lazy_compile(rb"[A-Za-z]*\Z")
_LONGEST_SCHEME = 6  # one letter more than https, to see that it is not the end of a longer word
_TRAILING = b"?!.,:*_~'\""
_ENTITY_TAIL = lazy_compile(rb"&[A-Za-z]+;\Z")
_LONGEST_ENTITY = 40
_MANY_DOTS = 10  # check_domain lets underscores pass in names with more


def with_scheme(raw: bytes, colon: int, floor: int, limit: int) -> Bare | None:
    """An address around `://` (url_match); nothing before `floor` or from `limit` belongs to it."""
    if raw[colon : colon + 3] != b"://":
        return None
    letters = _LETTERS_BACK.search(raw, max(floor, colon - _LONGEST_SCHEME), colon)
    start = letters.start() if letters else colon
    host = colon + 3
    if raw[start:colon].lower() not in _SAFE_SCHEMES or not _host_character(raw, host, limit):
        return None
    length = _domain(raw, host, limit, needs_dot=False)
    end = _trimmed(raw, start, _run(raw, host + length, limit)) if length else start
    return Bare(start, end, "") if end > host else None


def with_www(raw: bytes, start: int, floor: int, limit: int) -> Bare | None:
    """An address that begins with `www.` (www_match)."""
    if start > floor and raw[start - 1] not in b"*_~( \t\n\r\v\f":
        return None
    length = _domain(raw, start, limit, needs_dot=True)
    end = _trimmed(raw, start, _run(raw, start + length, limit)) if length else start
    return Bare(start, end, "http://") if end > start else None


# Read backwards from the `@`, a scheme only where no word goes on before it.
_MAIL_LOCAL = lazy_compile(
    rb"([0-9A-Za-z.+\-_]*)(?:(:otliam|:ppmx)(?![0-9A-Za-z.+\-_]))?", re.IGNORECASE
)
_MAIL_DOMAIN = lazy_compile(rb"[0-9A-Za-z\-_]*+(?:\.(?=[0-9A-Za-z])[0-9A-Za-z\-_]*+)*+")
_XMPP_DOMAIN = lazy_compile(rb"[0-9A-Za-z\-_/]*+(?:\.(?=[0-9A-Za-z])[0-9A-Za-z\-_/]*+)*+")
_LONGEST_LOCAL = 320


def with_at(raw: bytes, at: int, floor: int, limit: int) -> Bare | None:
    """A mail address around `@` (postprocess_text)."""
    local = _MAIL_LOCAL.match(raw[max(floor, at - _LONGEST_LOCAL) : at][::-1])
    if not local or not local.group(1):
        return None
    scheme = bytes(reversed(local.group(2) or b"")).lower()
    domain = (_XMPP_DOMAIN if scheme == b"xmpp:" else _MAIL_DOMAIN).match(raw, at + 1, limit)
    end = _before_scheme(raw, at, domain.end() if domain else at)
    if b"." not in raw[at:end] or not raw[end - 1 : end].isalpha() or _goes_on(raw, end, limit):
        return None
    return Bare(at - local.end(), end, "" if scheme else "mailto:")


def _before_scheme(raw: bytes, at: int, end: int) -> int:
    """The end of a mail address; `http` of an address that follows it is no part of it."""
    if raw[end : end + 3] != b"://" or not with_scheme(raw, end, at, len(raw)):
        return end
    rest = raw[at:end].rstrip(ascii_letters.encode())
    return at + len(rest.removesuffix(b"."))


def _goes_on(raw: bytes, end: int, limit: int) -> bool:
    """Whether the domain goes on with what no mail address ends in."""
    return end < limit and (raw[end] == 0x40 or raw[end : end + 2] in (b"\\_", b"\\-"))


def _run(raw: bytes, start: int, limit: int) -> int:
    """Where the address ends before its punctuation is cut: at a space or a `<`."""
    found = _END.search(raw, start, limit)
    return found.start() if found else limit


def _host_character(raw: bytes, at: int, limit: int) -> bool:
    """Whether a host name may hold the character here (is_valid_hostchar)."""
    if at >= limit:
        return False
    if raw[at] < 0x80:
        return chr(raw[at]).isalnum()
    character = raw[at : at + 4].decode("utf-8", "ignore")[:1]
    return bool(character) and unicodedata.category(character)[0] not in "PZ"


def _domain(raw: bytes, start: int, limit: int, *, needs_dot: bool) -> int:
    """The length of the host name, 0 if it is none (check_domain)."""
    at, dots, before, last = start + 1, 0, 0, 0
    while at < limit - 1:
        byte = raw[at]
        if byte == 0x5C and at < limit - 2:  # a backslash counts as what it escapes
            at += 1
            byte = raw[at]
        if byte == 0x5F:
            last += 1
        elif byte == 0x2E:
            before, last, dots = last, 0, dots + 1
        elif run := _ASCII_HOST.match(raw, at, limit - 1):
            at = run.end()
            continue
        elif not _host_character(raw, at, limit):
            break
        at += 1
    if (before or last) and dots <= _MANY_DOTS:
        return 0
    return at - start if dots or not needs_dot else 0


def _trimmed(raw: bytes, start: int, end: int) -> int:
    """Cut punctuation and unbalanced parentheses off the end (autolink_delim)."""
    opening, closing = raw.count(b"(", start, end), raw.count(b")", start, end)
    while end > start:
        byte = raw[end - 1]
        if byte == 0x29 and closing > opening:
            closing -= 1
        elif byte == 0x3B:
            entity = _ENTITY_TAIL.search(raw[max(start, end - _LONGEST_ENTITY) : end])
            end -= len(entity.group()) - 1 if entity else 0
        elif byte not in _TRAILING:
            break
        end -= 1
    return end
