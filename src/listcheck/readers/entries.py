"""The works that a page lists."""

from collections.abc import Iterable, Sequence

from listcheck.model import Claim, Entry, Heading
from listcheck.readers.candidates import Candidate, Finder
from listcheck.readers.claims import Claims, column_of
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
    cells = _naming(candidate)
    if not candidate.shown:
        names = [page.source.text(*cell) for cell in cells]
    elif cells and _wordless(page.text_in(*cells[0])):  # rows that are numbered
        names = [_marked(_shown(page, cell)) for cell in cells] + [
            _label(page, cell) for cell in cells
        ]
    else:
        names = [_label(page, cell) for cell in cells]
    base = page.source.base
    titles = [
        page.text_in(claim.span.start - base, claim.span.end - base)
        for claim in claims
        if claim.field == "title"
    ]
    whole = page.text_in(*candidate.head)
    ordered = [*names, *titles] if candidate.cells else [*titles, *names]
    return next(filter(None, map(_bare, [*ordered, candidate.carried, whole])), whole)


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
    line = []
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
