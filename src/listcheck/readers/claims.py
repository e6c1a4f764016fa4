"""What an entry asserts of its work: title, date, venue, organisation, stars.

A claim becomes a finding when the world disagrees, so whatever is not clearly meant as one is left
alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listcheck.model import Claim, ClaimField, Link, Role, Span
from listcheck.readers.candidates import Candidate, Range
from listcheck.readers.columns import column_of, is_placeholder
from listcheck.readers.dates import (
    BADGE_VENUE,
    NUMBER,
    STATIC_BADGE,
    YEAR,
    find_datelike,
    find_preprint,
    find_stars,
    find_venue,
    may_count_stars,
    may_date,
    may_name_venue,
)
from listcheck.readers.page import Page, Run, Style
from listcheck.readers.titles import core, is_label
from listcheck.readers.titling import title_place

_LONGEST_DATE = 30
_FIELDS: dict[str, ClaimField] = {"venue": "venue", "organisation": "organisation"}
_TITLED = ("title", "notes", "")  # columns that may hold a title


@dataclass(eq=False, slots=True)
class Claims:
    """Finds the claims of one candidate by its links and its runs."""

    page: Page
    candidate: Candidate
    links: Sequence[Link]
    runs: Sequence[Run]

    def all(self) -> tuple[Claim, ...]:
        """The claims in the order of the text; of each field the first that is found."""
        found: dict[str, Claim] = {}
        for claim in self._of_columns() if self.candidate.cells else self._of_text():
            found.setdefault(claim.field, claim)
        return tuple(sorted(found.values(), key=lambda claim: claim.span.start)) if found else ()

    def _roles(self) -> list[Role]:
        return [link.role for link in self.links]

    def _claim(self, field: ClaimField, start: int, end: int) -> Claim:
        return Claim(field, self.page.source.text(start, end), self.page.source.span(start, end))

    def _part(self, field: ClaimField, start: int, text: str, part: Range) -> Claim:
        """A claim on a part of a text that begins at `start`."""
        start += len(text[: part[0]].encode())
        return self._claim(field, start, start + len(text[part[0] : part[1]].encode()))

    def _title(self, start: int, end: int, column: str) -> Iterator[Claim]:
        """The title, for an entry that links a paper."""
        place = title_place(self.page, self.links, (start, end), column)
        if place:
            yield self._claim("title", *place)

    # --- rows ------------------------------------------------------------------------------------

    def _of_columns(self) -> Iterator[Claim]:
        header = self.candidate.header or ("",) * len(self.candidate.cells)
        papers = Role.PAPER in self._roles()
        for name, cell in zip(header, self.candidate.cells, strict=False):
            kind = column_of(name)
            if cell[0] == cell[1]:
                continue
            if kind == "date":
                yield from self._date_cell(cell)
            elif kind in _FIELDS:
                yield from self._plain_cell(_FIELDS[kind], cell)
            elif kind == "stars":
                yield from self._star_cell(cell)
            elif kind in _TITLED:
                if papers:
                    yield from self._title(*cell, kind)
                runs = self.page.runs_in(*cell)
                if may_name_venue("".join([run.text for run in runs])):
                    yield from self._venues(runs)

    def _date_cell(self, cell: Range) -> Iterator[Claim]:
        """The date in a date column; what is none, yet has digits, is claimed as it stands."""
        text = self.page.source.text(*cell)
        found = find_datelike(text) or YEAR.search(text)
        if found:
            yield self._part("date", cell[0], text, found.span())
        elif len(text) < _LONGEST_DATE and any(character.isdecimal() for character in text):
            yield from self._plain_cell("date", cell)

    def _plain_cell(self, field: ClaimField, cell: Range) -> Iterator[Claim]:
        """All of a cell, if it is plain text on one line."""
        runs = [run for run in self.page.runs_in(*cell) if run.text.strip()]
        if runs and not any(run.style & (Style.ALT | Style.BREAK) for run in runs):
            alike = [run for run in runs if run.style == runs[0].style]
            last = alike[-1] if field == "organisation" else runs[0]  # a remark may follow in bold
            text = self.page.source.text(runs[0].start, last.end)
            if not is_placeholder(text):
                yield self._part(field, runs[0].start, text, core(text))

    def _star_cell(self, cell: Range) -> Iterator[Claim]:
        for run in self.page.runs_in(*cell):
            found = NUMBER.search(run.text)
            if found and _is_exact(run) and not run.style & Style.ALT:
                yield self._part("stars", run.start, run.text, found.span())

    # --- bullets, paragraphs ---------------------------------------------------------------------

    def _of_text(self) -> Iterator[Claim]:
        roles = self._roles()
        text = "".join([run.text for run in self.runs])
        if Role.PAPER in roles:
            yield from self._title(*self.candidate.head, "text")
        if may_date(text):
            yield from self._dates()
        if may_name_venue(text):
            yield from self._venues(self.runs)
        if Role.BADGE in roles:
            yield from self._badges()
        if may_count_stars(text):
            yield from self._stars()

    def _dates(self) -> Iterator[Claim]:
        """Dates that stand on their own: in brackets, on a line, between commas."""
        for run in self.runs:
            found = find_datelike(run.text)
            if found and _is_exact(run) and _alone(run, found):
                yield self._part("date", run.start, run.text, found.span())

    def _badges(self) -> Iterator[Claim]:
        """The venue that a static badge states."""
        for link in self.links:
            label = STATIC_BADGE.search(link.url) if link.role is Role.BADGE else None
            found = BADGE_VENUE.search(label.group()) if label else None
            if label and found:
                start = link.at.start + len(link.url[: label.start() + found.start()].encode())
                span = Span(link.at.path, start, start + len(found.group()))
                yield Claim("venue", found.group(), span)

    def _venues(self, runs: Sequence[Run]) -> Iterator[Claim]:
        """A venue with its year; the word arXiv only where there is none."""
        plain = [run for run in runs if not run.style & (Style.ALT | Style.LINK)]
        linked = [run for run in runs if run.style & (Style.ALT | Style.LINK) == Style.LINK]
        for find, where in ((find_venue, plain), (_venue_label, linked), (find_preprint, plain)):
            for run in where:
                if (found := find(run.text)) and _is_exact(run):
                    yield self._part("venue", run.start, run.text, found.span())

    def _stars(self) -> Iterator[Claim]:
        for run in self.runs:
            found = find_stars(run.text)
            if found and _is_exact(run) and not run.style & (Style.ALT | Style.LINK):
                number = found.span(1 if found.group(1) else 2)
                yield self._part("stars", run.start, run.text, number)


def _is_exact(run: Run) -> bool:
    """Whether the text is written as it is shown, so that a part of it has a place."""
    return len(run.text.encode()) == run.end - run.start


def _venue_label(text: str) -> re.Match[str] | None:
    """The venue that a link's text is, `CVPR 2025`, and not one in a title."""
    found = find_venue(text)
    return found if found and is_label(text) else None


def _alone(run: Run, found: re.Match[str]) -> bool:
    """Whether a date is not part of a sentence."""
    if run.style & Style.LINK:
        return found.group() == run.text.strip("[] ")
    left, right = run.text[: found.start()].rstrip()[-1:], run.text[found.end() :].lstrip()[:1]
    return left in "([,.·|【（" and right in ")],.·|】）;:"
