"""Where the destination of a Markdown link lies.

The parser says which bytes a link has and what its destination means, not where it is written.
"""

import re

from listcheck.patterns import lazy_compile
from listcheck.readers.source import Source

_INLINE = re.compile(rb"\]\([\s>]*(?:<((?:[^<>\n\\]|\\.)*+)>|([^\x00-\x20]*+))")
_DEFINITION = lazy_compile(
    rb"[\s>]*\[(?:[^\[\]\\]|\\.)*+\]:[\s>]*(?:<((?:[^<>\n\\]|\\.)*+)>|([^\x00-\x20]*+))", re.DOTALL
)


def inline(source: Source, inner_end: int, end: int) -> tuple[int, int]:
    """The destination in `[text](destination "title")`, whose text ends at `inner_end`."""
    found = _INLINE.search(source.raw, inner_end, end - 1)
    return _span(found) if found else (end - 1, end - 1)


def definition(source: Source, start: int, end: int) -> tuple[int, int] | None:
    """The destination in `[label]: destination "title"`."""
    found = _DEFINITION.match(source.raw, start, end)
    return _span(found) if found else None


def _span(found: re.Match[bytes]) -> tuple[int, int]:
    return found.span(1) if found.group(1) is not None else found.span(2)
