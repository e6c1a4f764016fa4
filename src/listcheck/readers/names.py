"""The label that people know a work by."""

from collections.abc import Iterable, Iterator, Sequence

from listcheck.model import Claim, Span
from listcheck.readers.candidates import Candidate, Range
from listcheck.readers.columns import column_of
from listcheck.readers.heads import has_letter, is_prefix, line_pieces
from listcheck.readers.page import Page, Run, Style
from listcheck.readers.titles import is_label, is_title, plain_title, trimmed

_LONGEST = 120
_NOT_NAMING = ("date", "stars", "venue", "links", "organisation")


def name_of(page: Page, candidate: Candidate, claims: Iterable[Claim]) -> str:
    """The name of a work: its linked or bold label, its title, or how its text begins."""
    titles = [_visible(page, claim.span) for claim in claims if claim.field == "title"]
    for name in _names(page, candidate, titles):
        bare = _bare(name)
        if bare:
            return bare
    return page.text_in(*candidate.head)[:_LONGEST]


def _names(page: Page, candidate: Candidate, titles: Sequence[str]) -> Iterator[str]:
    """What may be the name, the likeliest first."""
    cells = _naming(candidate)
    if not candidate.cells:
        yield from titles
    elif not candidate.shown:
        yield from (page.source.text(*cell) for cell in cells)
    elif cells and not has_letter(page.text_in(*cells[0])):  # rows are numbered
        yield from (_label(page, cell, marked=True) for cell in cells)
    for cell in cells:
        yield _label(page, cell)
    yield from titles
    yield candidate.carried
    yield page.text_in(*candidate.head)


def _naming(candidate: Candidate) -> Sequence[Range]:
    """The cells that may name the work, or the head."""
    if not candidate.cells:
        return (candidate.head,)
    header = candidate.header or ("",) * len(candidate.cells)
    kinds = [column_of(name) for name in header]
    if kinds[0] == "links":  # a column of repositories that comes first names the works
        kinds[0] = ""
    pairs = zip(kinds, candidate.cells, strict=False)
    return [cell for kind, cell in pairs if kind not in _NOT_NAMING]


def _label(page: Page, place: Range, *, marked: bool = False) -> str:
    """The first words of a place that are no label of a link; only linked or bold, if `marked`."""
    for kind, piece in line_pieces(_first_line(page.runs_in(*place))):
        if is_prefix(kind, piece) or (kind == "plain" and marked):
            continue
        text = " ".join("".join([run.text for run in piece]).split())
        if kind == "plain":
            return _plain(text)
        if not is_label(text):
            return text
    return ""


def _first_line(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs on the first line of the source, or all if it begins without words."""
    for number, run in enumerate(runs):
        if run.style & Style.SOFT:
            return runs[:number] if has_letter(runs[0].text) else runs
    return runs


def _plain(text: str) -> str:
    """The name that a plain text begins with: a title, or what stands before a colon."""
    _, left, right = plain_title(text)
    if is_title(text[left:right]):
        return text[left:right]
    before = text.replace("：", ": ").partition(": ")[0]
    return before if has_letter(before) else text


def _visible(page: Page, span: Span) -> str:
    return page.text_of(span.start - page.source.base, span.end - page.source.base)


def _bare(name: str) -> str:
    """A name without marks around it; nothing if it has no word."""
    if not has_letter(name):
        return ""
    left, right = trimmed(name[: _LONGEST * 2])
    return name[left:right].strip()[:_LONGEST]
