"""Markdown lists, read as GitHub renders them."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter

import pyromark

from listcheck.model import Document, Link
from listcheck.readers import destinations
from listcheck.readers import source as sources
from listcheck.readers.anchors import anchors
from listcheck.readers.comments import waivers_of
from listcheck.readers.counts import counts_of
from listcheck.readers.entries import entries_of
from listcheck.readers.headings import headings_of
from listcheck.readers.ink import Found
from listcheck.readers.notes import notes_of
from listcheck.readers.page import Page
from listcheck.readers.roles import role_of
from listcheck.readers.shape import Sections
from listcheck.readers.slips import slips_of
from listcheck.readers.source import Source
from listcheck.readers.tables import rows_of, split
from listcheck.readers.updated import updated_of
from listcheck.readers.walk import Walk

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
)
_MOST_PASSES = 4  # each takes away the markup within addresses that the one before uncovered


def read_markdown(path: str, data: bytes) -> Document:
    """Read a Markdown list.

    Args:
        path: The name of the file, for the spans.
        data: Its bytes: UTF-8, with or without a byte order mark; anything else is survived.
    """
    source = sources.source_of(path, data)
    walk = _walked(source)
    page = page_of(source, walk)
    headings = headings_of(page)
    entries = entries_of(page, headings)
    rows = rows_of(page, headings)
    return Document(
        path=path,
        data=data,
        links=tuple(page.links),
        entries=entries,
        headings=headings,
        anchors=anchors(headings, walk.markup.names),
        rows=rows,
        counts=counts_of(page, headings, entries),
        notes=notes_of(page, Sections.of(headings, source.base), entries),
        claims=updated_of(page, entries),
        slips=slips_of(page),
        waivers=waivers_of(page, walk.markup.all_comments, entries, rows),
        line_starts=sources.line_starts(data),
    )


def _walked(source: Source) -> Walk:
    """Parse until no address holds markup any more."""
    text = sources.parseable(source.raw)
    masked: set[tuple[int, int]] = set()
    for _ in range(_MOST_PASSES):
        walk = Walk(source, _definitions(source, text))
        walk.read(pyromark.events_with_range(text, options=_OPTIONS))
        if walk.prose.conflicts <= masked:
            break
        masked |= walk.prose.conflicts
        text = _masked(text, walk.prose.conflicts)
    return walk


def _masked(text: str, ranges: set[tuple[int, int]]) -> str:
    """The text with letters in the place of ranges of bytes."""
    raw = bytearray(text.encode())
    for start, end in ranges:
        raw[start:end] = sources.STAND_IN.encode() * (end - start)
    return raw.decode("utf-8", "listcheck-stand-in")


def _definitions(source: Source, text: str) -> Callable[[str], tuple[int, int] | None]:
    """How to find the destination of a reference: definitions are read when one is asked for."""

    @cache
    def known() -> dict[str, tuple[int, int] | None]:
        found = pyromark.reference_definitions(text, options=_OPTIONS)
        spans = {_label(label): definition["span"] for label, definition in found.items()}
        return {
            label: destinations.definition(source, span["start"], span["end"])
            for label, span in spans.items()
        }

    return lambda label: known().get(_label(label)) if label else None


def _label(label: str) -> str:
    """Labels match without case, any space as one (CommonMark 0.31, 4.7)."""
    return " ".join(label.casefold().split())


def page_of(source: Source, walk: Walk) -> Page:
    """Put what the walk found in order, without what stands in footnotes that nobody uses."""
    used = walk.inlines.used_footnotes
    found = [link for link in walk.ink.links if link.footnote is None or link.footnote in used]
    found.sort(key=attrgetter("start"))
    links = [_link(source, link) for link in found]
    runs = walk.ink.runs
    return Page(
        source=source,
        blocks=walk.top.children,
        kinds=walk.kinds,
        runs=runs,
        links=links,
        tags=walk.markup.structure,
        run_starts=[run.start for run in runs],
        link_starts=[link.span.start for link in links],
        tag_starts=[tag.start for tag in walk.markup.structure],
        cells=split(source, walk.kinds["table"]),
    )


def _link(source: Source, found: Found) -> Link:
    """A link as the rest of the program knows it."""
    text = " ".join("".join(found.text).split())
    image = found.syntax in ("image", "html-image")
    return Link(
        url=source.text(*found.at),
        target=found.target,
        text=text,
        span=source.span(found.start, found.end),
        at=source.span(*found.at),
        syntax=found.syntax,
        role=role_of(found.target, text, image=image),
    )
