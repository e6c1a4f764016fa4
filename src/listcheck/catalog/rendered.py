"""A list that `listcheck render` made becomes its catalog again: the template, backwards.

It is read line by line rather than as any Markdown list is: what the template writes leaves nothing
to guess, and what it did not write is told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from listcheck.catalog.assembling import Imported, files_of
from listcheck.catalog.drafts import Unplaced
from listcheck.catalog.legend import Legend
from listcheck.catalog.models import List
from listcheck.catalog.naming import slug, unused
from listcheck.catalog.outline import Part, Piece, outline, paragraphs
from listcheck.catalog.rendered_sections import Sections
from listcheck.catalog.unescaping import links, value
from listcheck.errors import UserError
from listcheck.model import Document

_MARK = b"<!-- Made by `listcheck render`"
_PICKS = ("No.", "Why", "Work")
_COUNTED = re.compile(r"\d+ works in \d+ sections\.")
_KEPT = re.compile(r"Kept in \[.*\]\(https://github\.com/(\S+)\)\.\Z")
_BADGE = re.compile(r'\[!\[(.*): \d+\]\(\S+(?: "(.*)")?\)\]\(#(\S+)\)\Z')
_CONTENT = re.compile(r"((?:  )*)- \[.*\]\(#(\S+)\)\Z")
_SECTION = re.compile(rb'^<a id="[^"]+"></a>\s+##', re.MULTILINE)
_PREFIX = "section:"  # of an anchor whose slug is the anchor of another heading
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_NOBODYS = "text that belongs to no entry"


def is_rendered(document: Document) -> bool:
    """Whether `listcheck render` made a document."""
    data = document.data.removeprefix(b"\xef\xbb\xbf")
    return data.startswith(_MARK) and _SECTION.search(data) is not None


def import_rendered(document: Document, name: str) -> Imported:
    """The catalog of a rendered list; `name` is what it is called if it has no title."""
    front, *more = outline(document.data.decode("utf-8-sig", "replace"))
    first = next(n for n, part in enumerate(more) if part.anchor)
    more = more if first else [front, *more]
    first = first or 1
    return _Rendered(name, front, more[:first], more[first:]).imported()


@dataclass
class _Rendered:
    name: str
    front: Part
    opening: list[Part]
    parts: list[Part]
    unplaced: list[Unplaced] = field(default_factory=list)
    labels: dict[str, tuple[str, bool]] = field(default_factory=dict)  # by anchors, in their order
    depths: dict[str, int] = field(default_factory=dict)  # by anchors

    def imported(self) -> Imported:
        """The whole list."""
        slugs = self._slugs()
        table = self._title() | self._words() | {"section": []}
        table["section"] = self._sections(slugs)
        found = Sections(_list(table), slugs, self.unplaced)
        for part in self.parts:
            found.read(slugs[part.anchor], part)
        entries = found.entries()
        the_list = _list({**table, "pick": list(self._picks(found))})
        return Imported(
            list=the_list,
            files=files_of(the_list, entries),
            unplaced=tuple(sorted(self.unplaced)),
            rows=found.rows,
            works=len(found.filed),
            details=found.details,
            notes=found.notes,
        )

    def _tell(self, lines: Iterable[tuple[int, str]]) -> None:
        self.unplaced += [Unplaced(line, text, _NOBODYS) for line, text in lines]

    # --- before the sections -----------------------------------------------------------------

    def _title(self) -> dict[str, Any]:
        """Name, purpose and repository; the badges are kept for the sections."""
        title = self.opening[0]
        table: dict[str, str] = {}
        for line, text in paragraphs([one for one in title.pieces if not self._badge(one.text)]):
            kept = _KEPT.match(text)
            if "purpose" not in table:
                table["purpose"] = value(text)
            elif kept:
                table["repository"] = value(kept[1])
            elif not _COUNTED.match(text):
                self._tell([(line, text)])
        name = value(title.title) or self.name
        return {"name": name, "purpose": name, **table}

    def _badge(self, text: str) -> bool:
        found = _BADGE.match(text)
        if found:
            self.labels[found[3]] = (value(found[1]), found[2] is not None)
        return bool(found)

    def _words(self) -> dict[str, Any]:
        """Criteria, axes and details; the contents are kept for the sections."""
        legend = Legend()
        for part in self.opening[1:]:
            free = [(one.line, one.text) for one in part.pieces if not self._known(one)]
            self._tell(legend.read(free))
        return {"criteria": legend.criteria, "axes": legend.axes, "details": legend.details}

    def _known(self, piece: Piece) -> bool:
        found = _CONTENT.match(piece.text)
        if found:
            self.depths[found[2]] = len(found[1]) // 2
        return bool(found) or piece.header == _PICKS

    # --- sections ----------------------------------------------------------------------------

    def _slugs(self) -> dict[str, str]:
        """The slug of each section, by its anchor; one without is given one."""
        found: dict[str, str] = {}
        for part in self.parts:
            wanted = part.anchor.removeprefix(_PREFIX)
            if not _SLUG.fullmatch(wanted) or wanted in found.values():
                wanted = unused(
                    slug(wanted or value(part.title), "section"), found.values(), "{}-{}"
                )
                part.anchor = part.anchor if part.anchor not in found else wanted
            part.anchor = part.anchor or wanted
            found[part.anchor] = wanted
        return found

    def _sections(self, slugs: dict[str, str]) -> list[dict[str, Any]]:
        """The sections as the list file has them."""
        above: list[str] = []
        found: dict[str, dict[str, Any]] = {}
        for part in self.parts:
            depth = min(self.depths.get(part.anchor, part.level - 2), len(above))
            above = [*above[:depth], slugs[part.anchor]]
            found[part.anchor] = self._told(part, above)
        order = [anchor for anchor in self.labels if anchor in found]
        order += [anchor for anchor in found if anchor not in order]
        return [found[anchor] for anchor in order]

    def _told(self, part: Part, above: list[str]) -> dict[str, Any]:
        """One section; `above` are the slugs from the outermost one to it."""
        title = value(part.title) or above[-1]
        told = list(paragraphs([piece for piece in part.pieces if not piece.fold]))
        (_, scope), *more = told or [(part.line, part.title)]
        self._tell(more)
        label, titled = self.labels.get(part.anchor, (title, False))
        table = {"slug": above[-1], "title": title, "scope": value(scope) or title}
        table |= {"label": label} if titled or label != title else {}
        return table | ({"parent": above[-2]} if len(above) > 1 else {})

    def _picks(self, found: Sections) -> Iterator[dict[str, Any]]:
        """Where to start; what names no entry is told."""
        for piece in (one for part in self.opening for one in part.pieces if one.cells):
            _, because, name = (*piece.cells, "", "", "")[:3]
            lead = next(iter(links(name)[0]), None)
            entry = value(lead.label if lead else name)
            if entry not in found.filed:
                self._tell([(piece.line, piece.text)])
                continue
            own = lead is None or (lead.url == found.firsts[entry] and not lead.title)
            url = {} if own or lead is None else {"url": lead.url}
            yield {"entry": entry, "because": value(because), **url}


def _list(table: dict[str, Any]) -> List:
    """The list file.

    Raises:
        UserError: what the page explains is not whole, as an axis of which no value is left.
    """
    try:
        return List.model_validate(table)
    except ValidationError as error:
        wrong = (
            "{}: {}".format(".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()
        )
        raise UserError("\n".join(("the rendered list is not whole:", *wrong))) from None
