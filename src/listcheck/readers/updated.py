"""The day on which a list says that it was last updated."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from urllib.parse import unquote

from listcheck.model import Claim, Entry, Role, Span
from listcheck.patterns import lazy_compile
from listcheck.readers.dates import DATE
from listcheck.readers.page import Page

_WORDS = r"(?:last|latest)[ _-]?(?:updated?|modified|revised|revision)"
_SAYS = lazy_compile(
    rf"(?:\b{_WORDS}(?: date| time)?(?: on| at| in)?"
    r"|(?:最后|最近|上次)(?:更新|修改)(?:时间|日期|于)?"
    r"|\n\W*updated on)\s*[:：]?\s*",
    re.IGNORECASE,
)
# Both of a text in small letters.
_MAY_SAY = re.compile("(?:last|latest)[ _-]?(?:updat|modif|revis)|updated on|更新|修改".encode())
_STEMS = tuple(stem.encode() for stem in ("updat", "modif", "revis", "更新", "修改"))
# https://shields.io/badges/static-badge: label-message-colour; `--` and `__` are escapes
_BADGE = lazy_compile(
    rf"img\.shields\.io/badge/{_WORDS}-((?:[^-/?#]|--)+)-[0-9A-Za-z]+(?=[?#.]|$)", re.IGNORECASE
)


def updated_of(page: Page, entries: Sequence[Entry]) -> tuple[Claim, ...]:
    """Every such date outside of entries, to the month at least, in the order of the text."""
    lower = page.source.raw.lower()
    if not any(stem in lower for stem in _STEMS) or not _MAY_SAY.search(lower):
        return ()
    taken = sorted((entry.span.start, entry.span.end) for entry in entries)
    found = (
        claim
        for claim in (*_in_text(page), *_in_badges(page))
        if not _within(claim.span.start, taken)
    )
    return tuple(sorted(found, key=lambda claim: claim.span.start))


def _within(offset: int, taken: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(taken, (offset, 1 << 62)) - 1
    return index >= 0 and offset < taken[index][1]


def _in_text(page: Page) -> Iterator[Claim]:
    """Dates in the visible text, where one run holds all of the date as it is written."""
    texts = [run.text for run in page.runs]
    starts = [*accumulate(map(len, texts), initial=1)]
    for found in _SAYS.finditer("".join(("\n", *texts))):
        number = bisect_right(starts, found.end()) - 1
        run, left = page.runs[min(number, len(page.runs) - 1)], found.end() - starts[number]
        date = DATE.match(run.text, left)
        if date and len(run.text.encode()) == run.end - run.start:
            start = run.start + len(run.text[:left].encode())
            span = page.source.span(start, start + len(date.group().encode()))
            yield Claim("updated", date.group(), span)


def _in_badges(page: Page) -> Iterator[Claim]:
    for link in page.links:
        found = _BADGE.search(link.url) if link.role is Role.BADGE else None
        if found:
            text = unquote(found[1]).replace("--", "-").replace("_", " ")
            if DATE.fullmatch(text):
                start = link.at.start + len(link.url[: found.start(1)].encode())
                span = Span(link.at.path, start, start + len(found[1].encode()))
                yield Claim("updated", text, span)
