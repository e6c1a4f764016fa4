"""The edit that puts one paper's id in the place of another's, wherever an entry's links have it.

Text and address of a link are changed together, and badges with them; a version goes, since it was
the other paper's.
"""

import re
from collections.abc import Iterator

from listcheck.case import Case
from listcheck.model import Edit, Entry, Link, Span


def corrected(case: Case, entry: Entry, old: str, new: str) -> tuple[Edit, ...]:
    """The edits that lead an entry to the paper `new` where it leads to `old`.

    Args:
        case: what is judged.
        entry: the entry with the wrong paper.
        old: the key of the wrong paper.
        new: the key of the right one.

    Returns:
        None of them if the address stands outside the entry, where other entries may share it.
    """
    links = [link for link in entry.links if case.target(link).key == old]
    if any(not _holds(entry.span, link.at) for link in links):
        return ()
    places = dict.fromkeys(place for link in links for place in _places(case, link, old))
    return tuple(Edit(place, _number(new)) for place in sorted(places))


def _places(case: Case, link: Link, old: str) -> Iterator[Span]:
    """Where the number of a paper stands in a link, its text or its address."""
    data = case.catalog.document(link.span.path).data
    number = re.escape(_number(old).encode())
    pattern = re.compile(rb"(?:(?<![\w.])|(?<=(?i:arxiv)\.))%b(?:v\d+)?(?!\w)" % number)
    start = min(link.span.start, link.at.start)
    for found in pattern.finditer(data[start : max(link.span.end, link.at.end)]):
        yield Span(link.span.path, start + found.start(), start + found.end())


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _number(key: str) -> str:
    return key.partition(":")[2]
