"""Headings of a page, in Markdown and in HTML."""

from collections.abc import Iterator

from listcheck.model import Heading
from listcheck.readers.anchors import Slugs
from listcheck.readers.page import Page, visible

_TAGS = {f"h{level}": level for level in range(1, 7)}


def headings_of(page: Page) -> tuple[Heading, ...]:
    """Every heading, those within quotes and lists too, with its anchor and the ones above it."""
    slugs = Slugs()
    path: list[tuple[int, str]] = []
    found = []
    for start, end, level in sorted((*_markdown(page), *_html(page))):
        runs = page.runs_in(start, end)
        text = visible(runs)
        path = [(above, name) for above, name in path if above < level] + [(level, text)]
        anchor = slugs.give(text)
        names = tuple(name for _, name in path)
        found.append(Heading(text, anchor, level, page.source.span(start, end), names))
    return _without_title(found)


def _without_title(found: list[Heading]) -> tuple[Heading, ...]:
    """Sections do not hold the title of the document: the first heading, alone of level 1."""
    if not found or found[0].level != 1 or any(heading.level == 1 for heading in found[1:]):
        return tuple(found)
    return tuple(heading._replace(section=heading.section[1:]) for heading in found)


def _markdown(page: Page) -> Iterator[tuple[int, int, int]]:
    for block in page.kinds["heading"]:
        yield block.start, block.end, block.info or 1


def _html(page: Page) -> Iterator[tuple[int, int, int]]:
    opened: tuple[int, int] | None = None
    for tag in page.tags:
        if tag.name in _TAGS:
            opened = (tag.start, _TAGS[tag.name])
        elif tag.name.removeprefix("/") in _TAGS and opened:
            yield opened[0], tag.end, opened[1]
            opened = None
