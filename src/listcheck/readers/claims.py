"""What an entry asserts of its work: title, date, venue, organisation, stars.

A claim becomes a finding when the world disagrees, so whatever is not clearly meant as one is left
alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from listcheck.model import Claim, ClaimField, Link, Role, Span
from listcheck.readers.candidates import Candidate, Range
from listcheck.readers.dates import (
    BADGE_VENUE,
    DATE,
    NUMBER,
    PREPRINT,
    STARS,
    STATIC_BADGE,
    VENUE,
    YEAR,
)
from listcheck.readers.page import Page, Run, Style
from listcheck.readers.heads import is_prefix, line_pieces
from listcheck.readers.titles import core, is_label, is_title, looks_capital, plain_title, trimmed

# What a column holds, by the words of its header; the first that matches decides.
_COLUMNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\b(?:notes?|remarks?|comments?|description|summary|highlights?)\b|备注", re.I),
        "notes",
    ),
    (re.compile(r"\bstars?\b|⭐", re.I), "stars"),
    (re.compile(r"\b(?:dates?|year|time|published?(?: on)?|updated)\b|日期|时间", re.I), "date"),
    (
        re.compile(
            r"\b(?:venue|conference|conf|journal|pub(?:lication)?|proceedings)\b|会议", re.I
        ),
        "venue",
    ),
    (
        re.compile(
            r"\b(?:org|orgs|organi[sz]ations?|affiliations?|institut\w*|company|lab|from)\b|机构|单位",
            re.I,
        ),
        "organisation",
    ),
    (
        re.compile(
            r"\b(?:links?|code|urls?|pdf|github|repo(?:sitory)?|project|demo)\b|代码|链接", re.I
        ),
        "links",
    ),
    (re.compile(r"\b(?:title|papers?|name|论文)\b|标题|论文|题目|名称", re.I), "title"),
)
_TITLE_WORD = re.compile(r"\btitles?\b|标题|题目", re.I)
_PLACEHOLDER = re.compile(
    r"[\s*_`–—\-/?.~]*(?:n/?a|tbd|tba|none|null|coming soon|unknown)?[\s*_`–—\-/?.~]*", re.I
)


@cache
def column_of(header: str) -> str:
    """What a column holds."""
    if _TITLE_WORD.search(header):
        return "notes" if _COLUMNS[0][0].search(header) else "title"
    return next((kind for words, kind in _COLUMNS if words.search(header)), "")


@dataclass(frozen=True, slots=True)
class Claims:
    """Finds the claims of one candidate."""

    page: Page
    candidate: Candidate
    links: Sequence[Link]

    def all(self) -> tuple[Claim, ...]:
        """Every claim, in the order of the text, at most one title, date and venue."""
        found: dict[str, Claim] = {}
        sources = self._of_columns() if self.candidate.cells else self._of_text()
        for claim in sources:
            found.setdefault(claim.field, claim)
        return tuple(sorted(found.values(), key=lambda claim: claim.span))

    def _claim(self, field: ClaimField, start: int, end: int) -> Claim:
        return Claim(field, self.page.source.text(start, end), self.page.source.span(start, end))

    # --- rows ------------------------------------------------------------------------------------

    def _of_columns(self) -> Iterator[Claim]:
        header = self.candidate.header or ("",) * len(self.candidate.cells)
        for name, cell in zip(header, self.candidate.cells, strict=False):
            if cell[0] < cell[1]:
                yield from self._of_cell(column_of(name), cell)

    def _of_cell(self, kind: str, cell: Range) -> Iterator[Claim]:
        text = self.page.source.text(*cell)
        if kind == "date":
            yield from self._date_cell(cell, text)
        elif kind in ("venue", "organisation") and not _PLACEHOLDER.fullmatch(text):
            yield from self._plain_cell("venue" if kind == "venue" else "organisation", cell)
        elif kind == "stars":
            yield from self._star_cell(cell)
        elif kind in ("title", "notes", ""):
            yield from self._title_in(*cell, column=kind)
            yield from self._venues(*cell)

    def _date_cell(self, cell: Range, text: str) -> Iterator[Claim]:
        """The date in a date column; what is none, yet has digits, is claimed as it stands."""
        found = DATE.search(text) or YEAR.search(text)
        if found:
            yield self._within("date", cell, text, found.span())
        elif any(character.isdecimal() for character in text) and len(text) < 30:  # noqa: PLR2004
            yield from self._plain_cell("date", cell)

    def _plain_cell(self, field: ClaimField, cell: Range) -> Iterator[Claim]:
        """All of a cell, if it is plain text."""
        runs = [run for run in self.page.runs_in(*cell) if run.text.strip()]
        if runs and not any(run.style & (Style.ALT | Style.BREAK) for run in runs):
            start, end = runs[0].start, runs[-1].end
            yield self._within(
                field, (start, end), text := self.page.source.text(start, end), core(text)
            )

    def _star_cell(self, cell: Range) -> Iterator[Claim]:
        for run in self.page.runs_in(*cell):
            found = NUMBER.search(run.text)
            if found and not run.style & Style.ALT and len(run.text) == run.end - run.start:
                yield self._claim("stars", run.start + found.start(), run.start + found.end())

    def _within(self, field: ClaimField, cell: Range, text: str, span: Range) -> Claim:
        """A claim on a part of a cell."""
        start = cell[0] + len(text[: span[0]].encode())
        return self._claim(field, start, start + len(text[span[0] : span[1]].encode()))

    # --- bullets, paragraphs ---------------------------------------------------------------------

    def _of_text(self) -> Iterator[Claim]:
        yield from self._title_in(*self.candidate.head, column="text")
        yield from self._dates()
        yield from self._venues(self.candidate.start, self.candidate.end)
        yield from self._badges()
        yield from self._stars()

    def _dates(self) -> Iterator[Claim]:
        """Dates that stand on their own: in brackets, on a line, between commas."""
        for run in self.page.runs_in(self.candidate.start, self.candidate.end):
            found = DATE.search(run.text)
            if found and self._alone(run, found):
                yield self._in_run("date", run, found.span())

    def _alone(self, run: Run, found: re.Match[str]) -> bool:
        if len(run.text.encode()) != run.end - run.start:
            return False
        if run.style & Style.LINK:
            return found.group() == run.text.strip("[] ")
        left, right = run.text[: found.start()].rstrip()[-1:], run.text[found.end() :].lstrip()[:1]
        return left in "([,.·|【（" and right in ")],.·|】）;:"

    def _in_run(self, field: ClaimField, run: Run, span: Range) -> Claim:
        start = run.start + len(run.text[: span[0]].encode())
        return self._claim(field, start, start + len(run.text[span[0] : span[1]].encode()))

    def _badges(self) -> Iterator[Claim]:
        """The venue that a static badge states."""
        for link in self.links:
            label = STATIC_BADGE.search(link.url) if link.role is Role.BADGE else None
            found = label and (BADGE_VENUE.search(label.group()))
            if label and found:
                start = link.at.start + len(link.url[: label.start() + found.start()].encode())
                span = Span(link.at.path, start, start + len(found.group()))
                yield Claim("venue", found.group(), span)

    def _venues(self, start: int, end: int) -> Iterator[Claim]:
        runs = [r for r in self.page.runs_in(start, end) if len(r.text.encode()) == r.end - r.start]
        for pattern in (VENUE, PREPRINT):
            for run in runs:
                found = pattern.search(run.text)
                if (
                    found
                    and (not run.style & Style.LINK or is_label(run.text))
                    and not run.style & Style.ALT
                ):
                    yield self._in_run("venue", run, found.span())

    def _stars(self) -> Iterator[Claim]:
        for run in self.page.runs_in(self.candidate.start, self.candidate.end):
            found = STARS.search(run.text)
            if (
                found
                and not run.style & (Style.ALT | Style.LINK)
                and len(run.text.encode()) == run.end - run.start
            ):
                yield self._in_run("stars", run, found.span(1 if found.group(1) else 2))

    # --- titles ----------------------------------------------------------------------------------

    def _title_in(self, start: int, end: int, *, column: str) -> Iterator[Claim]:
        """The title that a cell or a head begins with."""
        if not any(link.role is Role.PAPER for link in self.links):
            return
        pieces = [
            piece for piece in line_pieces(self.page.runs_in(start, end)) if not is_prefix(*piece)
        ]
        for (kind, runs), after in zip_longest(pieces, pieces[1:]):
            if (
                after
                and column == "text"
                and kind == "bold"
                and after[1][0].text.lstrip()[:1] in (":", "：")
            ):
                return  # a label, with a title or several behind it
            place = self._title(kind, runs, column)
            if place:
                yield self._claim("title", *place)
            if place or column != "title":
                return

    def _title(self, kind: str, runs: Sequence[Run], column: str) -> Range | None:
        """Where the title lies in a piece of the first line, if there is one."""
        start, end = runs[0].start, runs[-1].end
        text = self.page.source.text(start, end)
        if kind == "plain":
            kind, left, right = plain_title(text)
        else:
            left, right = trimmed(text)
        title = text[left:right]
        if not is_title(title) or not self._meant(kind, start, column, title):
            return None
        start += len(text[:left].encode())
        return start, start + len(title.encode())

    def _meant(self, kind: str, start: int, column: str, title: str) -> bool:
        """Whether a text at the place of a title is one, by its markup and its column."""
        if kind == "link":
            return self._leads_to_paper(start) and not is_label(title)
        if kind == "plain":
            return column == "title" or (column == "text" and looks_capital(title))
        return column != ""

    def _leads_to_paper(self, offset: int) -> bool:
        at = offset + self.page.source.base
        return any(
            link.role is Role.PAPER and link.span.start <= at < link.span.end for link in self.links
        )
