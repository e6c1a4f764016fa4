"""Rows that only point to works which are entries elsewhere in the file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from listcheck.model import Entry, Link, Role
from listcheck.patterns import lazy_compile
from listcheck.readers.candidates import Candidate

_ARXIV = lazy_compile(r"arxiv\.org/(?:abs|pdf|html)/(?:[a-z-]+/)?([\d.]+\d)", re.IGNORECASE)
_REPOSITORY = lazy_compile(r"github\.com/([^/\s]+/[^/\s#?]+)", re.IGNORECASE)
_FORM = lazy_compile(r"^https?://(?:www\.)?|/$|#.*$|\.git$", re.IGNORECASE)
_FEWEST = 2  # rows, shapes, and tables they lead to: what repeats one table is no selection

Pair = tuple[Candidate, Entry]


def told_apart(pairs: Sequence[Pair]) -> list[Entry]:
    """The entries, with the rows of selections turned into mentions.

    A selection is a table all of whose links lead to works that stand in tables of another shape,
    two or more of them. Only the whole table can tell: in a table of the same shape such a row is
    a cross-listing, an entry of its section.
    """
    if len({candidate.header for candidate, _ in pairs}) < _FEWEST:
        return [entry for _, entry in pairs]
    groups: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair[0].group].append(pair)
    places = _places(pairs)
    selections = {number for number, rows in groups.items() if _is_selection(rows, places)}
    return [
        entry._replace(kind="mention") if candidate.group in selections else entry
        for candidate, entry in pairs
    ]


def _places(pairs: Iterable[Pair]) -> Mapping[str, set[tuple[int, tuple[str, ...]]]]:
    """In which tables, of which shape, each work is an entry."""
    places: dict[str, set[tuple[int, tuple[str, ...]]]] = defaultdict(set)
    for candidate, entry in pairs:
        if entry.kind == "entry":
            for key in _keys(entry.links):
                places[key].add((candidate.group, candidate.header))
    return places


def _is_selection(
    rows: Sequence[Pair], places: Mapping[str, set[tuple[int, tuple[str, ...]]]]
) -> bool:
    header = rows[0][0].header
    if len(rows) < _FEWEST or not header or rows[0][1].kind != "entry":
        return False
    reached: set[int] = set()
    for _, entry in rows:
        keys = _keys(entry.links)
        elsewhere = [{group for group, shape in places[key] if shape != header} for key in keys]
        if not elsewhere or not all(elsewhere):
            return False
        reached.update(*elsewhere)
    return len(reached) >= _FEWEST


def _keys(links: Iterable[Link]) -> set[str]:
    """What the links lead to: papers by id, repositories by name, the rest by address."""
    return {_key(link.target) for link in links if link.role not in (Role.BADGE, Role.IMAGE)}


def _key(target: str) -> str:
    for pattern in (_ARXIV, _REPOSITORY):
        found = pattern.search(target)
        if found:
            return found.group(1).lower()
    return _FORM.sub("", target).lower()
