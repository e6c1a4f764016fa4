"""Remarks on the works of a section: bullets in a folded part that begin with names in bold."""

from collections.abc import Iterator, Sequence

from listcheck.model import Entry, Note
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Block, Page, Run, Style
from listcheck.readers.shape import Sections, folded

_PARTED = lazy_compile(r"\s*[—–:：-]")  # what parts the names from what is said of them
_NAME = lazy_compile(r"[^\s,，、][^,，、]*[^\s,，、]|[^\s,，、]")
_LONGEST = 80  # characters of one name; longer bold text is a sentence


def notes_of(page: Page, sections: Sections, entries: Sequence[Entry]) -> tuple[Note, ...]:
    """Every name that a remark begins with, in the order of the text.

    Only in sections that list works: an item that is a work itself is no remark.
    """
    listed = {entry.section for entry in entries if entry.kind == "entry"}
    works = {entry.span.start for entry in entries}
    return tuple(
        Note(page.source.text(*place), page.source.span(*place), section, _title(page, start, end))
        for start, end in folded(page.tags)
        for block in page.kinds["list"]
        if start < block.start < end and (section := sections.at(block.start)) in listed
        for item in block.children
        if page.source.span(item.start, item.end).start not in works
        for place in _names(page, item)
    )


def _title(page: Page, start: int, end: int) -> str:
    """What the folded part is called."""
    tags = [tag for tag in page.tags_in(start, end) if tag.name == "/summary"]
    return page.text_in(start, tags[0].start) if tags else ""


def _names(page: Page, item: Block) -> Iterator[tuple[int, int]]:
    """The places of the names in bold that an item begins with."""
    runs = [run for run in page.runs_in(item.start, item.end) if run.text.strip()]
    bold = _leading(runs)
    if not bold or len(bold) == len(runs):
        return
    start, end = bold[0].start, bold[-1].end
    text = page.source.text(start, end).rstrip()
    if _PARTED.match(runs[len(bold)].text) or text.endswith((":", "：")):
        for found in _NAME.finditer(text.rstrip(" :：")):
            if len(found.group()) <= _LONGEST:
                left = start + len(text[: found.start()].encode())
                yield left, left + len(found.group().encode())


def _leading(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs in bold before all others."""
    plain = (number for number, run in enumerate(runs) if not run.style & Style.STRONG)
    return runs[: next(plain, len(runs))]
