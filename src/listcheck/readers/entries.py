"""The works that a page lists."""

from collections.abc import Sequence

from listcheck.model import Entry, Heading
from listcheck.readers.candidates import Candidate
from listcheck.readers.claims import Claims
from listcheck.readers.finding import Finder
from listcheck.readers.mentions import told_apart
from listcheck.readers.names import name_of
from listcheck.readers.page import Page, visible
from listcheck.readers.shape import Sections


def entries_of(page: Page, headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """Every entry, twin row and mention, in the order of the text."""
    sections = Sections.of(headings, page.source.base)
    candidates = Finder(page, sections).candidates()
    found = [(candidate, _entry(page, sections, candidate)) for candidate in candidates]
    return tuple(told_apart(found))


def _entry(page: Page, sections: Sections, candidate: Candidate) -> Entry:
    """One entry; what the page does not show has a name and a text alone."""
    start, end = candidate.start, candidate.end
    runs = page.runs_in(start, end) if candidate.shown else []
    links = tuple(page.links_in(start, end)) if candidate.shown else ()
    claims = Claims(page, candidate, links, runs).all() if candidate.shown else ()
    return Entry(
        name=name_of(page, candidate, claims),
        kind="details" if candidate.twin else "entry",
        section=sections.at(start),
        span=page.source.span(start, end),
        text=visible(runs) if candidate.shown else page.source.text(start, end),
        links=links,
        claims=claims,
    )
