"""The answer to a query, as a table for the terminal or as JSON."""

import json
from collections.abc import Sequence

from listcheck.catalog.models import List
from listcheck.catalog.works import Work
from listcheck.catalog.writing import entry_table
from listcheck.text import clean


def table(found: Sequence[Work], the_list: List) -> str:
    """One line for each entry, aligned."""
    header = ("name", "section", "date", "paper", "code", *the_list.axes)
    lines = [header, *(_cells(work, the_list) for work in found)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    shown = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join(shown) + "\n"


def _cells(work: Work, the_list: List) -> tuple[str, ...]:
    entry = work.entry
    paper = entry.arxiv[0] if entry.arxiv else entry.paper or ""
    code = entry.code[0].repository if entry.code else ""
    axes = (" ".join(entry.axes.get(slug, ())) for slug in the_list.axes)
    cells = (entry.name, work.section, entry.date or "", paper, code, *axes)
    return tuple(clean(cell) or "-" for cell in cells)


def as_json(found: Sequence[Work], the_list: List) -> str:
    """An array of entries with the keys of their files, and where each stands."""
    entries = [
        {
            "section": work.section,
            "path": work.path,
            "line": work.line,
            **entry_table(work.entry, the_list),
        }
        for work in found
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2, default=str) + "\n"
