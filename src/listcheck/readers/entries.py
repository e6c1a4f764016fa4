"""The works that a page lists."""

from collections.abc import Iterable, Iterator, Sequence

from listcheck.model import Claim, Entry, Heading, Span
from listcheck.readers.candidates import Candidate, Finder
from listcheck.readers.claims import Claims
from listcheck.readers.columns import column_of
from listcheck.readers.mentions import told_apart
from listcheck.readers.page import Page, Run, Style
from listcheck.readers.shape import Sections
from listcheck.readers.titles import is_label, plain_title, trimmed

_LONGEST_NAME = 120
_NOT_NAMING = ("date", "stars", "venue", "links", "organisation")


def entries_of(page: Page, headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """Every entry, twin row and mention, in the order of the text."""
    sections = Sections.of(headings, page.source.base)
    candidates = Finder(page, sections).candidates()
    found = [(candidate, _entry(page, sections, candidate)) for candidate in candidates]
    return tuple(told_apart(found))


def _entry(page: Page, sections: Sections, candidate: Candidate) -> Entry:
    links = tuple(page.links_in(candidate.start, candidate.end)) if candidate.shown else ()
    claims = Claims(page, candidate, links).all() if candidate.shown else ()
    return Entry(
        name=_name(page, candidate, claims),
        kind="details" if candidate.twin else "entry",
        section=sections.at(candidate.start),
        span=page.source.span(candidate.start, candidate.end),
        text=page.text_in(candidate.start, candidate.end)
        if candidate.shown
        else page.source.text(candidate.start, candidate.end),
        links=links,
        claims=claims,
    )


def _name(page: Page, candidate: Candidate, claims: Iterable[Claim]) -> str:
    """The label that people know a work by."""
    names = _names(page, candidate, claims)
    return next(filter(None, map(_bare, names)), "") or page.text_in(*candidate.head)


def _names(page: Page, candidate: Candidate, claims: Iterable[Claim]) -> Iterator[str]:
    """What may be the name, the likeliest first."""
    cells = _naming(candidate)
    titles = [_visible(page, claim.span) for claim in claims if claim.field == "title"]
    if not candidate.cells:
        yield from titles
    if not candidate.shown:
        yield from (page.source.text(*cell) for cell in cells)
    elif cells and candidate.cells and _wordless(page.text_in(*cells[0])):  # rows are numbered
        yield from (_marked(_shown(page, cell)) for cell in cells)
    yield from (_label(page, cell) for cell in cells)
    yield from titles
    yield candidate.carried
    yield page.text_in(*candidate.head)


def _visible(page: Page, span: Span) -> str:
    return page.text_in(span.start - page.source.base, span.end - page.source.base)


def _bare(name: str) -> str:
    """A name without marks around it; nothing if it has no word."""
    left, right = plain_title(name)[1:] if len(name) > _LONGEST_NAME else trimmed(name)
    if left == right:
        left, right = trimmed(name)
    return "" if _wordless(name) else name[left:right].strip()[:_LONGEST_NAME]


def _wordless(text: str) -> bool:
    return not any(character.isalpha() for character in text)


def _shown(page: Page, cell: tuple[int, int]) -> list[Run]:
    return [run for run in page.runs_in(*cell) if not run.style & Style.ALT]


def _naming(candidate: Candidate) -> Sequence[tuple[int, int]]:
    """The cells that may name the work, or the head."""
    if not candidate.cells:
        return (candidate.head,)
    header = candidate.header or ("",) * len(candidate.cells)
    kinds = [column_of(name) for name in header]
    if kinds[0] == "links":  # a column of repositories that comes first names the works
        kinds[0] = ""
    return [
        cell for kind, cell in zip(kinds, candidate.cells, strict=False) if kind not in _NOT_NAMING
    ]


def _label(page: Page, cell: tuple[int, int]) -> str:
    """The first of a piece that is linked or bold, or else its first line."""
    runs = _shown(page, cell)
    marked = _marked(runs)
    if marked and not is_label(marked):
        return marked
    line: list[str] = []
    for run in runs:
        if run.style & (Style.BREAK | Style.SOFT) and "".join(line).strip():
            break
        if run.style & Style.LINK and "".join(line).strip():
            break
        line.append(run.text)
    return "".join(line).strip()


def _marked(runs: Sequence[Run]) -> str:
    """The first text that is a link or bold."""
    text: list[str] = []
    for run in runs:
        if run.style & (Style.LINK | Style.STRONG):
            text.append(run.text)
        elif text:
            break
    return " ".join("".join(text).split())
