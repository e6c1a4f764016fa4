"""What changed between two readings of a list, by entry: a row that moved is no change."""

from collections import Counter
from collections.abc import Iterator

from listcheck.model import Document, Entry, Finding, Link, Span


def changed(old: Document | None, new: Document) -> tuple[Span, ...]:
    """The places of the new text that the old one does not have: entries, and lines outside them.

    Entries are the same where their text is, white space aside, and where their links lead to the
    same: the destination of a reference stands far from its entry.

    Args:
        old: None if there was no such text.
        new: what is judged.
    """
    if old is None:
        return (Span(new.path, 0, len(new.data)),)
    entries = Counter(_identity(old, entry) for entry in old.entries)
    lines = Counter(_collapsed(old, line) for line in _loose_lines(old))
    found = [entry.span for entry in new.entries if not _taken(entries, _identity(new, entry))]
    found += [line for line in _loose_lines(new) if not _taken(lines, _collapsed(new, line))]
    return tuple(sorted(found))


def _taken(known: Counter[tuple[str, ...]], one: tuple[str, ...]) -> bool:
    """Whether there is one of these left; then it is used up."""
    known[one] -= 1
    return known[one] >= 0


def _identity(document: Document, entry: Entry) -> tuple[str, ...]:
    return (*_collapsed(document, entry.span), *(link.target for link in entry.links))


def _collapsed(document: Document, span: Span) -> tuple[str, ...]:
    return tuple(document.slice(span).split())


def _loose_lines(document: Document) -> Iterator[Span]:
    """The lines outside every entry, blank ones left out."""
    spans = [(entry.span.start, entry.span.end) for entry in document.entries]
    ends = (*document.line_starts[1:], len(document.data))
    taken = sorted(spans)
    at, furthest = 0, 0
    for start, end in zip(document.line_starts, ends, strict=True):
        while at < len(taken) and taken[at][0] < end:
            furthest = max(furthest, taken[at][1])
            at += 1
        if furthest <= start and document.data[start:end].strip():
            yield Span(document.path, start, end)


def only(document: Document, spans: tuple[Span, ...]) -> Document:
    """The same text with nothing but the links and entries in some places."""
    return document._replace(
        links=tuple(link for link in document.links if _is_in(link, spans)),
        entries=tuple(entry for entry in document.entries if _touches(entry.span, spans)),
    )


def _is_in(link: Link, spans: tuple[Span, ...]) -> bool:
    return _touches(link.span, spans) or _touches(link.at, spans)


def concerns(finding: Finding, spans: tuple[Span, ...]) -> bool:
    """Whether a finding is about one of these places."""
    return _touches(finding.span, spans)


def _touches(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(
        span.path == one.path and span.start < one.end and max(span.end, span.start + 1) > one.start
        for one in spans
    )
