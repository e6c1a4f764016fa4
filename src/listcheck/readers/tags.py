"""Tags in raw HTML, with the exact bytes of their attributes' values.

Follows the tokenizer of the HTML standard (section 13.2.5) as far as links need it: quoted and
unquoted values, the first of two attributes of one name, comments, bogus comments. The tags that
GitHub's tagfilter turns into text are none here either.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from listcheck.patterns import lazy_compile

# https://github.github.com/gfm/#disallowed-raw-html-extension-
FILTERED = frozenset(b"title textarea style xmp iframe noembed noframes script plaintext".split())


class Attribute(NamedTuple):
    """The value's bytes are `start:end`, without quotes."""

    start: int
    end: int


class Tag(NamedTuple):
    """A tag: `name` in lower case, with a slash before it when it closes; "" for a comment."""

    name: str
    start: int
    end: int
    attributes: dict[str, Attribute]


_OPEN = lazy_compile(rb"<(/?[A-Za-z][^\s/>]*)|<!--|<[!?/]")
_ATTRIBUTE = lazy_compile(
    rb"[\s/]*+(?:(>)|([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+|(?=>))))?)"
)
_MORE = lazy_compile(rb"\S")
_COMMENT_END = lazy_compile(rb"--!?>")
_NO_ATTRIBUTES: dict[str, Attribute] = {}


def scan(raw: bytes, start: int, end: int) -> Iterator[Tag]:
    """Every tag and comment between two offsets; one that is not closed there ends at `end`."""
    at = start
    while found := _OPEN.search(raw, at, end):
        name = found.group(1)
        if name is None:
            tag = _comment(raw, found, end)
        elif name.lower().lstrip(b"/") in FILTERED:
            at = found.end()
            continue
        else:
            tag = _tag(raw, found, end)
        yield tag
        at = tag.end


def comment_end(raw: bytes, start: int, end: int) -> int:
    """Where a comment that is open at `start` is over, -1 if not before `end`."""
    found = _COMMENT_END.search(raw, start, end)
    return found.end() if found else -1


def _comment(raw: bytes, found: re.Match[bytes], end: int) -> Tag:
    """A comment, or what the HTML standard reads as one; "<!--" as the name if it stays open."""
    if found.group() != b"<!--":
        close = raw.find(b">", found.end(), end)
        return Tag("", found.start(), close + 1 if close >= 0 else end, _NO_ATTRIBUTES)
    if raw[found.end() : found.end() + 1] == b">" or raw[found.end() : found.end() + 2] == b"->":
        return Tag("", found.start(), raw.index(b">", found.end()) + 1, _NO_ATTRIBUTES)
    close = comment_end(raw, found.end(), end)
    return Tag("" if close >= 0 else "<!--", found.start(), close if close >= 0 else end, {})


def _tag(raw: bytes, found: re.Match[bytes], end: int) -> Tag:
    """A start or end tag with its attributes."""
    attributes: dict[str, Attribute] = {}
    at = found.end()
    while match := _ATTRIBUTE.match(raw, at, end):
        at = match.end()
        if match.group(1):
            break
        if match.lastindex and match.lastindex > 2:
            name = match.group(2).decode("ascii", "replace").lower()
            attributes.setdefault(name, Attribute(*match.span(match.lastindex)))
    else:
        at = end
        if not _MORE.search(raw, end):
            attributes = {}  # the end of the file ends no tag; what follows a block does
    return Tag(found.group(1).decode("ascii", "replace").lower(), found.start(), at, attributes)


_REFERENCE = lazy_compile(
    r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]*+(?:;|(?![=;])))"
)
_STRICT = lazy_compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*+);")


def attribute_text(value: str) -> str:
    """What an attribute's value stands for (13.2.5.73: `&copy=` in an address is no sign)."""
    return _REFERENCE.sub(_known, value) if "&" in value else value


def decoded(value: str) -> str:
    """Text with CommonMark's character references decoded: those that end in a semicolon."""
    return _STRICT.sub(_known, value) if "&" in value else value


def _known(match: re.Match[str]) -> str:
    """The character of a reference that exists."""
    name = match.group()[1:]
    return html.unescape(match.group()) if name.startswith("#") or name in html5 else match.group()
