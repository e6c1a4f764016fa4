"""What a reader sees of a piece of Markdown, as one line of text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from html import unescape

from listcheck.model import Document, Link, Span
from listcheck.text import clean

_MARKUP = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escape: https://spec.commonmark.org/0.31.2/#backslash-escapes
    r"|\\(?=\r?\n|\Z)"  # one that breaks the line
    r"|(`+)(?!`)(.+?)(?<!`)\2(?!`)"
    r"|(<!--.*?-->|<[a-zA-Z/][^<>]*>)"
    r"|(&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)"
    r"|(?<!\s)\*+|\*+(?!\s)|~~|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)",
    re.DOTALL,
)
_BLOCK = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)]|#{1,6})[ \t]+|^[ \t]*>", re.MULTILINE)
_BREAK = re.compile(r"<(?:br|/?p|/?li|/?div|/?tr|/?td|/?summary)\b", re.IGNORECASE)
_ENDLESS = 1 << 30


def visible(
    document: Document, start: int, end: int, without: Iterable[Span | Link] = (), glue: str = " "
) -> str:
    """The visible text of a range of bytes.

    Args:
        document: where it stands.
        start: the first byte.
        end: the byte after the last.
        without: spans and links whose text is left out.
        glue: what stands between the lines.
    """
    hidden = [each.span if isinstance(each, Link) else each for each in without]
    pieces = "".join(_pieces(document, start, end, hidden))
    return line(pieces) if glue == " " else glue.join(filter(None, map(line, pieces.split("\n"))))


def links_in(document: Document, start: int, end: int) -> tuple[Link, ...]:
    """The links and images that begin in a range of bytes."""
    first = bisect_left(document.links, start, key=_start)
    return document.links[first : bisect_left(document.links, end, key=_start)]


def _start(link: Link) -> int:
    return link.span.start


def line(text: str) -> str:
    """A text on one line, without what could not be shown."""
    return " ".join(clean(" ".join(text.split()), _ENDLESS).split())


def _pieces(document: Document, start: int, end: int, hidden: list[Span]) -> Iterator[str]:
    shown = [(span.start, span.end, "") for span in hidden if start <= span.start < end]
    shown += [
        (link.span.start, link.span.end, "" if link.is_image else link.text)
        for link in links_in(document, start, end)
    ]
    at = start
    for left, right, text in sorted(shown, key=lambda piece: (piece[0], -piece[1], piece[2])):
        if left < at:  # inside one that was shown already
            continue
        yield _unmarked(document, at, left)
        yield text
        at = right
    yield _unmarked(document, at, min(end, max(at, end)))


def _unmarked(document: Document, start: int, end: int) -> str:
    text = document.slice(Span(document.path, start, end)) if start < end else ""
    return _MARKUP.sub(_replaced, _BLOCK.sub("", text))


def _replaced(found: re.Match[str]) -> str:
    escaped, _, code, tag, entity = found.groups()
    if tag:
        return "\n" if _BREAK.match(tag) else ""
    return unescape(entity) if entity else escaped or code or ""
