"""Rows of a rendered list become the tables of entries again: `rows`, backwards."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listcheck.catalog import rows
from listcheck.catalog.models import List
from listcheck.catalog.places import Place, field_of, filed, is_whole
from listcheck.catalog.unescaping import BOLD, Lead, links, parts, split, value
from listcheck.catalog.waivers import waived

_BADGE = "![Stars]("
_STATUS = {words: status for status, words in rows.STATUS.items()}
_LEVELS = {words: level for level, words in rows.LEVELS.items()}
_STARS = re.compile(r"(\d+) as of (\d{4}-\d\d-\d\d)\Z")
_TITLED = re.compile(rf"(?:{BOLD})? ?(?:\((.*)\))?\Z")
_JUDGED = re.compile(rf"(\S+) ({'|'.join(_LEVELS)}):(?: (.*))?\Z", re.DOTALL)


@dataclass
class Row:
    """A row of a main table.

    `table` is what it tells of an entry. `guest` says that the entry is filed elsewhere, `there`
    the anchors of the other sections that list it, `first` where its name leads, and `rest` what
    was not understood.
    """

    table: dict[str, Any] = field(default_factory=dict)
    first: str = ""
    guest: bool = False
    there: tuple[str, ...] = ()
    rest: list[str] = field(default_factory=list)


def main_row(cells: Sequence[str]) -> Row:
    """A row of a main table."""
    name, stars, date, organisations, places, told = (*cells, *[""] * 6)[:6]
    row = Row(rest=[text for text in cells[6:] if text])
    lead = next(iter(links(name)[0]), None)
    row.table["name"] = value(lead.label if lead else name)
    row.first = lead.url if lead else ""
    coded = _starred(row, stars)
    if _some(date):
        row.table["date"] = value(date)
    if _some(organisations):
        row.table["organisations"] = split(organisations, " / ")
    _placed(row, places, coded=coded)
    _told(row, told)
    return row


def _some(cell: str) -> bool:
    return cell not in ("", rows.NONE)


def _starred(row: Row, cell: str) -> bool:
    """The cell of stars; whether there is code that has them."""
    coded = False
    for part in cell.split("<br>"):
        found = _STARS.match(part)
        if part.startswith(_BADGE):
            coded = True
        elif found:
            row.table["stars"] = {"count": int(found[1]), "as_of": found[2]}
        elif part in _STATUS:
            row.table["code_status"] = _STATUS[part]
        elif _some(part):
            row.rest.append(value(part))
    return coded


def _placed(row: Row, cell: str, *, coded: bool) -> None:
    """The links; code without a path is only where the name leads."""
    found, rest = links(cell)
    shown = [_place(lead) for lead in found]
    if coded and is_whole(row.first):
        shown.insert(0, Place("code", "code", row.first))
    row.table |= filed(shown)
    left = value(rest.replace(" · ", " ").replace("·", " "))
    if _some(left.strip()):
        row.rest.append(left.strip())


def _place(lead: Lead) -> Place:
    label = value(lead.label)
    return Place(lead.title or field_of(label, lead.url), label, lead.url)


def _told(row: Row, cell: str) -> None:
    """Title, venue, notes, other sections and waivers."""
    allowed, cell = waived(cell)
    if allowed:
        row.table["allow"] = allowed
    first, *more = cell.strip(" ").split("<br>")
    if first == rows.NONE and not more:
        return
    titled = _TITLED.match(first)
    if titled and first:
        row.table |= {
            key: value(text)
            for key, text in zip(("title", "venue"), titled.groups(), strict=True)
            if text is not None
        }
    elif first:
        more.insert(0, first)
    notes = [part for part in more if part and not _elsewhere(row, part)]
    if notes:
        row.table["notes"] = "\n".join(map(value, notes))


def _elsewhere(row: Row, part: str) -> bool:
    row.guest = row.guest or part.startswith(f"{rows.HERE_TOO}[")
    there = part.startswith(f"{rows.THERE_TOO}[")
    if there:
        row.there = tuple(lead.url.removeprefix("#") for lead in links(part)[0])
    return there or row.guest


def details_row(
    header: Sequence[str], cells: Sequence[str], the_list: List
) -> tuple[dict[str, Any], list[str]]:
    """What a row of details tells of an entry, and what was not understood."""
    keys: dict[str, str] = {header: key for key, header in rows.headers(the_list).items()}
    table: dict[str, Any] = {"axes": {}, "details": {}}
    rest = []
    for title, cell in zip(header[1:], cells[1:], strict=False):
        kind, _, slug = keys.get(title, "").partition("-")
        if not _some(cell):
            continue
        if kind == "aliases":
            table["aliases"] = split(cell, ", ")
        elif kind == "axis":
            table["axes"][slug] = split(cell, ", ")
        elif kind == "detail":
            many = the_list.details[slug].many
            table["details"][slug] = split(cell, ", ") if many else [value(cell)]
        else:
            rest.append(f"{value(title)}: {value(cell)}")
    return {key: told for key, told in table.items() if told}, rest


def judged(told: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The criteria that a note on strictness names, with their judgements."""
    for part in parts(told, "; "):
        found = _JUDGED.match(part)
        if found:
            yield (
                value(found[1]).lower(),
                {"level": _LEVELS[found[2]], "because": value(found[3] or "")},
            )
