"""The sections of a rendered list become entries again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from listcheck.catalog.drafts import Unplaced
from listcheck.catalog.legend import BULLET
from listcheck.catalog.models import Entry, List
from listcheck.catalog.outline import Part, Piece
from listcheck.catalog.rendered_rows import Row, details_row, judged, main_row
from listcheck.catalog.unescaping import value

NOTES, REMARKS = "Notes on strictness", "Open points"


@dataclass
class Sections:
    """The entries of a list, found a section at a time."""

    the_list: List
    slugs: Mapping[str, str]  # of sections, by their anchors
    unplaced: list[Unplaced]
    filed: dict[str, str] = field(default_factory=dict)  # the section of each name
    firsts: dict[str, str] = field(default_factory=dict)  # where each name leads
    rows: int = 0
    details: int = 0
    notes: int = 0
    _tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)
    _guests: list[tuple[str, str, int]] = field(default_factory=list)  # section, name, line

    def read(self, slug: str, part: Part) -> None:
        """Take in what stands in a section: first the entries, then what is told of them."""
        for piece in part.pieces:
            if piece.cells and not piece.fold:
                self._main(slug, piece)
        for piece in part.pieces:
            if piece.cells and piece.fold:
                self._details(piece)
            elif piece.fold and not self._bullet(piece):
                self._tell(piece.line, piece.text, "text that belongs to no entry")

    def entries(self) -> dict[str, list[Entry]]:
        """The entries of each section."""
        for slug, name, line in self._guests:
            home = self._tables.get(name)
            if home is None:
                self._tell(line, name, "listed here too, and its own row is not there")
            elif slug not in home.get("also_in", ()):
                home["also_in"] = [*home.get("also_in", ()), slug]
        found: dict[str, list[Entry]] = {section.slug: [] for section in self.the_list.section}
        for name, slug in self.filed.items():
            entry = self._entry(name)
            if entry:
                found[slug].append(entry)
        return found

    def _tell(self, line: int, text: str, why: str) -> None:
        self.unplaced.append(Unplaced(line, text, why))

    def _main(self, slug: str, piece: Piece) -> None:
        row = main_row(piece.cells)
        name = row.table["name"]
        self.rows += 1
        for text in row.rest:
            self._tell(piece.line, text, "text of a row that is none of its fields")
        if row.guest:
            self._guests.append((slug, name, piece.line))
        elif name in self.filed:
            self._tell(piece.line, name, "a second row of that name")
        else:
            self._file(slug, row, piece.line)

    def _file(self, slug: str, row: Row, line: int) -> None:
        name = row.table["name"]
        full = {criterion: {"level": "full"} for criterion in self.the_list.criteria}
        there = [self.slugs[anchor] for anchor in row.there if anchor in self.slugs]
        self._tables[name] = row.table | ({"also_in": there} if there else {}) | {"criteria": full}
        self.filed[name], self.firsts[name], self._lines[name] = slug, row.first, line

    def _details(self, piece: Piece) -> None:
        table = self._tables.get(value(piece.cells[0])) if piece.cells else None
        if table is None:
            self._tell(piece.line, piece.text, "a row of details of no entry")
            return
        told, rest = details_row(piece.header, piece.cells, self.the_list)
        table |= told
        self.details += 1
        for text in rest:
            self._tell(piece.line, text, "a detail that the list does not define")

    def _bullet(self, piece: Piece) -> bool:
        """Join a note to its entry, if it is one."""
        found = BULLET.match(piece.text)
        table = self._tables.get(value(found[1])) if found else None
        if not found or table is None:
            return False
        if piece.fold == REMARKS:
            table["review"] = value(found[2])
            return True
        told = dict(judged(found[2]))
        table["criteria"] |= told
        self.notes += bool(told)
        return bool(told)

    def _entry(self, name: str) -> Entry | None:
        """The entry, without what cannot be so; that is told."""
        table = self._tables[name]
        try:
            return Entry.model_validate(table)
        except ValidationError as error:
            wrong = {str(each["loc"][0]): each["msg"] for each in error.errors()}
        for key, why in wrong.items():
            self._tell(self._lines[name], f"{name}: {key}: {table[key]}", why)
        try:
            return Entry.model_validate({key: table[key] for key in table.keys() - wrong.keys()})
        except ValidationError:
            return None
