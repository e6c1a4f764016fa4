"""A row of a main table that `listcheck render` made becomes a draft again."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from listcheck import papers
from listcheck.catalog import rows
from listcheck.catalog.drafts import Draft
from listcheck.catalog.models import Code, Named
from listcheck.catalog.plaintext import links_in, visible
from listcheck.model import Document, Link, Row, Span

_BREAK = "<br>"
_STATUS = {words: status for status, words in rows.STATUS.items()}
_CODE = re.compile(r"https://github\.com/([^/?#]+/[^/?#]+)(?:/tree/HEAD/([^?#]+))?\Z")
_TITLE = re.compile(r"\*\*(.+?)(?<!\\)\*\*")


def main_row(document: Document, row: Row) -> tuple[Draft, bool]:
    """The draft of a row, and whether the entry is filed in another section."""
    name, stars, date, organisations, links, told = row.cells
    draft = Draft(
        name=_text(document, name),
        section=row.section,
        line=document.position(row.span.start)[0],
    )
    places = [
        *links_in(document, links.start, links.end),
        *links_in(document, name.start, name.end),
    ]
    for link in places:
        _place(draft, link)
    draft.first = next((link.target for link in links_in(document, name.start, name.end)), "")
    draft.code_status = _STATUS.get(_text(document, stars), "")
    draft.date = _told(document, date)
    draft.organisations = [part for part in _told(document, organisations).split(" / ") if part]
    return draft, _titled(draft, document, told)


def _text(document: Document, span: Span) -> str:
    return visible(document, span.start, span.end)


def _told(document: Document, span: Span) -> str:
    text = _text(document, span)
    return "" if text == rows.NONE else text


def _place(draft: Draft, link: Link) -> None:
    """A link into the field whose name it bears."""
    label, url = link.text, link.target
    code = _CODE.match(url)
    if code and (label in ("code", draft.name) or label == unquote(code[2] or "")):
        _code(draft, code, first=label == draft.name)
    elif label.startswith("arXiv ") and papers.parse(label.removeprefix("arXiv ")):
        draft.arxiv.append(label.removeprefix("arXiv "))
    elif label in ("paper", "project"):
        setattr(draft, label, url)
    elif label in ("blog", "model"):
        {"blog": draft.blog, "model": draft.models}[label].append(url)
    elif label != draft.name or url not in _urls(draft):
        draft.links.append(Named(label=label, url=url))


def _code(draft: Draft, found: re.Match[str], *, first: bool) -> None:
    code = Code(repository=found[1], path=unquote(found[2])) if found[2] else None
    code = code or Code(repository=found[1])
    if code not in draft.code:
        draft.code.insert(0 if first else len(draft.code), code)


def _urls(draft: Draft) -> Iterator[str]:
    yield from (f"https://arxiv.org/abs/{number}" for number in draft.arxiv)
    yield from (draft.paper, draft.project, *draft.blog, *draft.models)
    yield from (link.url for link in draft.links)


def _titled(draft: Draft, document: Document, cell: Span) -> bool:
    """Title, venue and notes; returns whether they say that the entry is filed elsewhere."""
    first, *more = _parts(document, cell)
    source = document.slice(first)
    title = _TITLE.match(source)
    headed = title or more or (source.startswith("(") and source.endswith(")"))
    if not headed:
        draft.remark(_told(document, first))
        return _text(document, first).startswith(rows.ELSEWHERE)
    start = first.start + len(title[0].encode()) if title else first.start
    draft.title = visible(document, first.start, start)
    draft.venue = visible(document, start, first.end).removeprefix("(").removesuffix(")")
    for part in more:
        draft.remark(_text(document, part))
    return any(_text(document, part).startswith(rows.ELSEWHERE) for part in more)


def _parts(document: Document, cell: Span) -> list[Span]:
    found, at = [], cell.start
    for piece in document.slice(cell).split(_BREAK):
        end = at + len(piece.encode())
        found.append(Span(cell.path, at, end))
        at = end + len(_BREAK)
    return found
