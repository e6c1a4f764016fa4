"""Entries without code, in lists that have a place for it.

Both who asks and who judges go by this: a question is asked for what may become a finding.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from listcheck.model import Catalog, Document, Entry, Link, Role, Row, Span
from listcheck.patterns import lazy_compile
from listcheck.urls import identify

_SHARE = 0.1  # of the entries with a paper that have code, before its lack means anything
_FEWEST = 2  # rows with code in one column, which make it the place for code
_PAPER, _REPOSITORY = "paper", "repository"
# How lists say that there is none yet, in sentences and labels.
_NONE_YET = lazy_compile(
    r"\bcodes?(?: is| are)?(?: coming)? soon\b|\bcoming soon\b|\bcodes? (?:will|to) be released\b"
    r"|\bcodes? not (?:yet )?(?:released|available|public)\b"
    r"|\bno (?:public code|code (?:yet|available|released))\b"
    r"|\brepo(?:sitory)? placeholder\b|\bplaceholder repo(?:sitory)?\b|\bpaper[- ]only\b"
    r"|\bcode[:：]\s*(?:none|n/?a|tb[ad]|soon|null|-+)(?!\w)",
    re.IGNORECASE,
)
_LINKED = lazy_compile(r"\[([^\[\]]*)\]\([^()]*\)")
# What a cell holds that holds no code.
_NO_CODE_CELL = lazy_compile(
    r"[\s*_`[\]()<>–—\-/?.~]*(?:n/?a|tb[ad]|none|null|no|(?:code )?(?:coming )?soon|unknown"
    r"|paper[- ]only|⚠️?|❌|✗|✘|×|🚧|⏳)?[\s*_`[\]()<>–—\-/?.~]*",
    re.IGNORECASE,
)


class Codeless(NamedTuple):
    """An entry without code. `paper` is the key of its only paper.

    `said` are the words that say that there is none yet, "" where nothing is said; `place` is
    where they stand, or the entry's paper.
    """

    document: Document
    entry: Entry
    paper: str
    place: Span
    said: str = ""


def codeless(catalog: Catalog, forge: str = "github.com") -> Iterator[Codeless]:
    """The entries without code, in the order of the texts.

    Args:
        catalog: what was read.
        forge: the host of the GitHub server in use.
    """
    for document in catalog.documents:
        yield from _Reading(document, forge).all()


def says_none_yet(text: str) -> bool:
    """Whether somewhere in a text stands that there is no code yet."""
    return _NONE_YET.search(text) is not None


class _Reading:
    """One document, and where in it code stands."""

    def __init__(self, document: Document, forge: str) -> None:
        self.document = document
        self.forge = forge
        self.entries = [entry for entry in document.entries if entry.kind == "entry"]
        self.rows = {row.span.start: row for row in document.rows}
        self.columns = self._columns()

    def all(self) -> Iterator[Codeless]:
        listed = [(entry, papers) for entry in self.entries if (papers := self._papers(entry))]
        expected = self._expects_code([entry for entry, _ in listed])
        for entry, papers in listed:
            if len(papers) == 1 and not self._has_code(entry):
                key, link = next(iter(papers.items()))
                said = self._said(entry)
                if said or expected:
                    yield Codeless(
                        self.document, entry, key,
                        said[1] if said else link.place, said[0] if said else "",
                    )  # fmt: skip

    def _papers(self, entry: Entry) -> dict[str, Link]:
        found: dict[str, Link] = {}
        for link in entry.links:
            target = identify(link.target, self.forge)
            if target.kind == _PAPER and not link.is_image and not target.refused:
                found.setdefault(target.key, link)
        return found

    def _has_code(self, entry: Entry) -> bool:
        return any(self._is_code(link) for link in entry.links)

    def _is_code(self, link: Link) -> bool:
        kind = identify(link.target, self.forge).kind
        return link.role is Role.CODE or kind.startswith(_REPOSITORY)

    def _expects_code(self, listed: list[Entry]) -> bool:
        """Whether so many entries with a paper have code that its lack is an exception."""
        coded = sum(self._has_code(entry) for entry in listed)
        return bool(coded) and coded >= _SHARE * len(listed)

    # --- what an entry says ----------------------------------------------------------------------

    def _said(self, entry: Entry) -> tuple[str, Span] | None:
        """The words that say that there is no code yet, and where they stand."""
        for claim in entry.claimed("code"):
            return claim.text, claim.span
        row = self.rows.get(entry.span.start)
        column = self.columns.get(_table(row)) if row else None
        if row and column is not None and column < len(row.cells):
            text = self.document.slice(row.cells[column])
            if text.strip() and _NO_CODE_CELL.fullmatch(text):
                return _LINKED.sub(r"\1", text).strip(), row.cells[column]
        found = _NONE_YET.search(entry.text)
        return (found.group(), self._place_of(entry, found.group())) if found else None

    def _place_of(self, entry: Entry, words: str) -> Span:
        at = self.document.data.find(words.encode(), entry.span.start, entry.span.end)
        if at < 0:
            return entry.span
        return Span(entry.span.path, at, at + len(words.encode()))

    def _columns(self) -> dict[tuple[object, ...], int]:
        """The column that code stands in, of every table that has one."""
        found: dict[tuple[object, ...], Counter[int]] = {}
        for entry in self.entries:
            row = self.rows.get(entry.span.start)
            if row:
                links = (link for link in entry.links if self._is_code(link) and not link.is_image)
                cells = {_cell(row, link) for link in links} - {None}
                counts = found.setdefault(_table(row), Counter())
                counts.update(cell for cell in cells if cell)  # the first column names the work
        return {
            table: counts.most_common(1)[0][0]
            for table, counts in found.items()
            if counts and counts.most_common(1)[0][1] >= _FEWEST
        }


def _table(row: Row) -> tuple[object, ...]:
    return row.section, row.columns


def _cell(row: Row, link: Link) -> int | None:
    places = enumerate(row.cells)
    return next((i for i, cell in places if cell.start <= link.span.start < cell.end), None)
