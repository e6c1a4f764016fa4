"""Markup of links that failed, found by what the page shows of it as text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from listcheck.model import Slip
from listcheck.readers import addresses, brackets
from listcheck.readers.page import Page
from listcheck.readers.shown import Shown

_SIGN = re.compile(r"\]|\)|\[|http|<")


def slips_of(page: Page) -> tuple[Slip, ...]:
    """Every slip of a page, in the order of the text, each piece of text in one of them."""
    shown = Shown(page)
    signs = [run for run in shown.texts() if _SIGN.search(run.text)]
    taken: list[Slip] = []
    for find in (brackets.failed, addresses.failed, brackets.odd):
        taken = sorted((*taken, *_new(taken, find(shown, signs))), key=lambda slip: slip.span)
    return tuple(taken)


def _new(taken: list[Slip], found: Iterable[Slip]) -> Iterator[Slip]:
    """Those that share no text with the others."""
    for slip in found:
        index = bisect_right(taken, slip.span, key=lambda one: one.span)
        beside = taken[max(0, index - 1) : index + 1]
        if all(
            slip.span.end <= one.span.start or one.span.end <= slip.span.start for one in beside
        ):
            yield slip
