r"""A table row that loses text when it is rendered.

What it finds: rows with more cells than their header has columns, where a cell that is cut off
holds text; two rows that stand on one line. As a warning: rows with fewer cells, if they match the
other rows of their table once a `|` is put in.

Why it matters: GitHub drops what is too much, and the author does not notice. Where a `|` is
missing two cells are merged, and all that follow stand under the wrong heading.

What to do: escape a `|` that belongs to the text as `\|`; put the second row on a line of its own;
put in the bar that is missing.

What it cannot know: which of several bars was meant, unless only one stands inside brackets or
code; where a missing bar stood, if it left no doubled blank and the cells beside it are alike. Rows
that only leave out their last cells are as they should be, and a comment of the form `[//]: #`
behind the last bar is taken for what it is.

Example: `| foo | p(x|y) | bar |` under a header of three columns.

Cost: none.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from listcheck.case import Case, Rule
from listcheck.model import Document, Edit, Finding, Fix, Row, Span

if TYPE_CHECKING:
    from listcheck.rules.short_rows import Lost

_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}


def check(case: Case) -> Iterator[Finding]:
    """Every row whose surplus cells hold text, and every row that lacks a bar."""
    for document in case.catalog.documents:
        for row in document.rows:
            if any(_is_text(document.slice(cell)) for cell in row.cells[row.columns :]):
                yield _finding(document, row)
        if any(len(row.cells) < row.columns for row in document.rows):
            yield from _merged_rows(document)


def _merged_rows(document: Document) -> Iterator[Finding]:
    from listcheck.rules.short_rows import lost_bars  # noqa: PLC0415  (few lists need what it loads)

    return (_merged(document, lost) for lost in lost_bars(document))


def _merged(document: Document, lost: "Lost") -> Finding:
    """The finding about a row in which a bar is missing."""
    row, (right, wrong) = lost.row, lost.headings
    message = (
        f"{len(row.cells)} cells for {row.columns} columns: "
        f"what belongs under {right} stands under {wrong}"
    )
    advice = "put in the | that is missing"
    fix = Fix(advice, (lost.edit,), safe=lost.sure) if lost.edit else None
    finding = _of(row, _name(document, row), message, advice, fix)
    return finding._replace(severity="warning")


def _is_text(cell: str) -> bool:
    return bool(cell.strip()) and not cell.strip().startswith("[//]:")


def is_double(document: Document, row: Row) -> bool:
    """Whether two whole rows stand on one line, parted by nothing."""
    whole = 2 * row.columns + 1
    return len(row.cells) == whole and not document.slice(row.cells[row.columns]).strip()


def _finding(document: Document, row: Row) -> Finding:
    name = _name(document, row)
    if is_double(document, row):
        second = document.slice(row.cells[row.columns + 1]).strip()
        message = f"two rows on one line: all of “{second}” is lost when rendered"
        return _of(row, name, message, "put the second row on its own line", _split(document, row))
    lost = " | ".join(document.slice(cell).strip() for cell in row.cells[row.columns :])
    message = f"{len(row.cells)} cells for {row.columns} columns: “{_short(lost)}” is lost"
    advice = "escape the | that belongs to the text"
    return _of(row, name, message, advice, _escape(document, row) or _without_empty(document, row))


def _name(document: Document, row: Row) -> str:
    """The name of the entry that the row is, or its first cell."""
    entry = next((one for one in document.entries if one.span.start == row.span.start), None)
    return entry.name if entry else document.slice(row.cells[0]).strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _of(row: Row, name: str, message: str, advice: str, fix: Fix | None) -> Finding:
    return Finding(
        RULE.slug, RULE.severity, message, row.span, entry=name, claimed=len(row.cells),
        observed=row.columns, advice=advice, fix=fix, key=name,
    )  # fmt: skip


def _split(document: Document, row: Row) -> Fix:
    before, after = row.cells[row.columns - 1], row.cells[row.columns + 1]
    between = Span(
        row.span.path, _bar(document, before) + 1, document.data.rindex(b"|", 0, after.start)
    )
    newline = "\r\n" if b"\r\n" in document.data else "\n"
    return Fix("put the second row on its own line", (Edit(between, newline),))


def _bar(document: Document, cell: Span) -> int:
    """Where the bar behind a cell stands."""
    return document.data.index(b"|", cell.end)


def _escape(document: Document, row: Row) -> Fix | None:
    """Escape the bars that stand inside brackets, if those are all that are too many."""
    inside, pending = [], ""
    for cell in row.cells[:-1]:
        pending += document.slice(cell)
        if _is_open(pending):
            inside.append(_bar(document, cell))
        else:
            pending = ""
    if len(inside) != len(row.cells) - row.columns:
        return None
    edits = tuple(Edit(Span(row.span.path, bar, bar), "\\") for bar in inside)
    return Fix("escape the | inside brackets", edits)


def _without_empty(document: Document, row: Row) -> Fix | None:
    """Take out the one cell that is empty, if one is too many and text comes after it."""
    empty = [cell for cell in row.cells if not document.slice(cell).strip()]
    if len(row.cells) != row.columns + 1 or len(empty) != 1 or empty[0] == row.cells[0]:
        return None
    bar = document.data.rindex(b"|", 0, empty[0].start)
    edit = Edit(Span(row.span.path, bar, _bar(document, empty[0])), "")
    return Fix("take out the empty cell", (edit,), safe=False)


def _is_open(text: str) -> bool:
    """Whether a bracket or a code span is opened in a text and not closed."""
    unclosed = any(text.count(left) > text.count(right) for left, right in _BRACKETS.items())
    return unclosed or text.count("`") % 2 == 1


RULE = Rule("malformed-row", "error", __doc__, check, mends=True)
