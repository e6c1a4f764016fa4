"""The place of an entry's title: where its first line, or its cell, names the paper."""

from collections.abc import Sequence
from itertools import zip_longest

from listcheck.model import Link, Role
from listcheck.readers.candidates import Range
from listcheck.readers.heads import is_prefix, line_pieces
from listcheck.readers.page import Page, Run
from listcheck.readers.titles import is_label, is_title, looks_capital, plain_title, trimmed


def title_place(page: Page, links: Sequence[Link], within: Range, column: str) -> Range | None:
    """Where the title lies, if a head or a cell begins with one.

    Args:
        page: The page.
        links: The links of the entry.
        within: The head of a bullet or paragraph, or a cell.
        column: "text" for a head; for a cell what its column holds ("title", "notes", "").
    """
    pieces = list(line_pieces(page.runs_in(*within)))
    for piece, after in zip_longest(pieces, pieces[1:]):
        if is_prefix(*piece):
            continue
        if column == "text" and piece[0] == "bold" and after and _begins_with_colon(after[1]):
            return None  # a label, with one title or more behind it
        place = _place(page, links, piece, column)
        if place or column != "title":
            return place
    return None


def _begins_with_colon(runs: Sequence[Run]) -> bool:
    return runs[0].text.lstrip()[:1] in (":", "：")


def _place(
    page: Page, links: Sequence[Link], piece: tuple[str, list[Run]], column: str
) -> Range | None:
    """Where the title lies in a piece of a line, if the piece holds one."""
    kind, runs = piece
    if kind == "plain" and column not in ("title", "text"):
        return None
    start = runs[0].start
    text = page.source.text(start, runs[-1].end)
    kind, left, right = plain_title(text) if kind == "plain" else (kind, *trimmed(text))
    title = text[left:right]
    shown = title
    if "<" in title:  # tags are no words
        first = start + len(text[:left].encode())
        shown = page.text_of(first, first + len(title.encode()))
    if not is_title(shown) or not _meant(page, links, kind, start, column, title):
        return None
    start += len(text[:left].encode())
    return start, start + len(title.encode())


def _meant(
    page: Page, links: Sequence[Link], kind: str, start: int, column: str, title: str
) -> bool:
    """Whether a text at the place of a title is one, by its markup and its column."""
    if kind == "link":
        at = start + page.source.base
        paper = any(x.role is Role.PAPER and x.span.start <= at < x.span.end for x in links)
        return paper and not is_label(title)
    if kind == "plain":
        return column == "title" or looks_capital(title)
    return column != ""
