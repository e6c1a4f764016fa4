"""Works in raw HTML: rows of tables, and folded parts whose summary links the work."""

from collections.abc import Iterator, Sequence

from listcheck.readers.candidates import Candidate, Range
from listcheck.readers.page import Page
from listcheck.readers.shape import elements
from listcheck.readers.tags import Tag


def rows_of(page: Page, table: Range, group: int) -> Iterator[Candidate]:
    """The rows of an HTML table that link a work."""
    header: tuple[str, ...] = ()
    carried = ("", 0)  # the name in a cell over several rows, and for how many rows it stands yet
    for row in elements(page.tags_in(*table), "tr"):
        tags = page.tags_in(*row)
        cells = list(_cells(tags))
        if not cells or any(tag.name == "th" for tag in tags):
            header = tuple(page.text_in(*cell) for cell in cells)
            continue
        carried = _over_rows(page, tags, cells[0]) or (carried[0], carried[1] - 1)
        if page.holds_work(*row):
            yield Candidate(
                start=row[0],
                end=row[1],
                head=cells[0],
                group=group,
                cells=cells,
                header=header if len(header) == len(cells) else (),
                carried=carried[0] if carried[1] > 0 else "",
            )


def _over_rows(page: Page, tags: Sequence[Tag], cell: Range) -> tuple[str, int] | None:
    """The text of a row's first cell, and over how many rows it goes, if more than one."""
    first = next(tag for tag in tags if tag.name == "td")
    place = first.attributes.get("rowspan")
    number = page.source.text(*place).strip() if place else ""
    return (page.text_in(*cell), int(number)) if number.isdecimal() and number != "1" else None


def summaries_of(page: Page, fold: Range, group: int) -> Iterator[Candidate]:
    """A folded part, if its summary links a work."""
    summary = next(elements(page.tags_in(*fold), "summary"), None)
    if summary and page.holds_work(*summary):
        yield Candidate(start=fold[0], end=fold[1], head=summary, group=group)


def _cells(tags: Sequence[Tag]) -> Iterator[Range]:
    """The insides of the cells of one row; a closing tag may be left out."""
    start = -1
    for tag in tags:
        if tag.name.lstrip("/") in ("td", "th", "tr"):
            if start >= 0:
                yield start, tag.start
            start = tag.end if tag.name in ("td", "th") else -1
