"""A data file with keys of its own becomes a document: YAML, JSON or TOML that is no catalog.

Which keys mean what is the business of `catalog.foreign`.
"""

from collections.abc import Iterator

from listcheck.catalog.foreign import Loose, Value, entries
from listcheck.catalog.texts import parse
from listcheck.model import Claim, ClaimField, Document, Entry, Link, Role, Span
from listcheck.readers.catalog import syntax_of
from listcheck.readers.source import line_starts

_ROLES = {"paper": Role.PAPER, "code": Role.CODE, "project": Role.PROJECT}
_CLAIMS: dict[str, ClaimField] = {
    "title": "title", "date": "date", "stars": "stars", "venue": "venue",
}  # fmt: skip


def document(path: str, data: bytes) -> Document:
    """The file as a document, without entries if it holds no list of works.

    Raises:
        FaultyError: it does not follow the grammar of its format.
    """
    works = tuple(_entry(data, work) for work in entries(parse(path, data)) if work.values)
    links = tuple(link for entry in works for link in entry.links)
    return Document(path, data, links, works, line_starts=line_starts(data))


def _entry(data: bytes, work: Loose) -> Entry:
    spans = [value.span for value in work.values]
    whole = Span(work.path, min(span.start for span in spans), max(span.end for span in spans))
    said = ". ".join(value.text for value in work.values if not value.url)
    links = (_link(data, value) for value in work.values if value.url)
    return Entry(
        work.name, "entry", (), whole, said,
        tuple(sorted(links, key=lambda link: link.span)), tuple(_claims(data, work)),
    )  # fmt: skip


def _link(data: bytes, value: Value) -> Link:
    written = data[value.span.start : value.span.end].decode("utf-8", "replace")
    role = _ROLES.get(value.field, Role.OTHER)
    return Link(written, value.url, "", value.span, value.span, syntax_of(data, value.span), role)


def _claims(data: bytes, work: Loose) -> Iterator[Claim]:
    """What it claims; of each field the first."""
    for name, field in _CLAIMS.items():
        for value in work.of(name)[:1]:
            yield Claim(field, value.text, value.span, syntax_of(data, value.span))
