"""From the places of a result document, lines and columns, back to places in bytes."""

from listcheck.model import Document, Edit, Finding, Fix, Span
from listcheck.result import FindingModel, LocationModel, Result

_MARK = "\ufeff".encode()  # a byte order mark has no column


def offset(document: Document, line: int, column: int) -> int | None:
    """The byte at a line and a column, both from 1; None where the text has no such place."""
    starts = document.line_starts
    if line > len(starts):
        return None
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(document.data)
    if line == 1 and document.data.startswith(_MARK):
        start += len(_MARK)
    text = document.data[start:end].decode("utf-8", "replace")
    near = start + len(text[: column - 1].encode())
    if document.position(near) == (line, column):
        return near
    # Bytes that are no text may be fewer or more than the mark that stands for them.
    places = (at for at in range(start, end + 1) if document.position(at) == (line, column))
    return next(places, None)


def span(document: Document, place: LocationModel) -> Span | None:
    """The range that a location means; None where the text has no such range."""
    start = offset(document, place.line, place.column)
    end = offset(document, place.end_line, place.end_column)
    if start is None or end is None or start > end:
        return None
    return Span(document.path, start, end)


def finding(told: FindingModel, documents: dict[str, Document]) -> Finding | None:
    """A finding with its fix, None where one of its places is in none of the documents."""
    place = _in(documents, told.location)
    fix = _fix(told, documents)
    if place is None or fix is None:
        return None
    return Finding(
        told.rule, told.severity, told.message, place,
        entry=told.entry, url=told.url, claimed=told.claimed, observed=told.observed,
        related=tuple(one for one in (_in(documents, each) for each in told.related) if one),
        advice=told.advice, fix=fix, key=told.key,
    )  # fmt: skip


def _fix(told: FindingModel, documents: dict[str, Document]) -> Fix | None:
    if told.fix is None:
        return None
    spans = [(_in(documents, edit), edit.text) for edit in told.fix.edits]
    edits = tuple(Edit(where, text) for where, text in spans if where is not None)
    return Fix(told.fix.title, edits, told.fix.safe) if len(edits) == len(spans) else None


def _in(documents: dict[str, Document], place: LocationModel) -> Span | None:
    document = documents.get(place.path)
    return span(document, place) if document else None


def tells_of(result: Result, document: Document) -> bool:
    """Whether this is the text that was judged: every address stands where the result says."""
    places = [(link.url, place) for link in result.links for place in link.locations]
    return all(
        _stands(url, document, place) for url, place in places if place.path == document.path
    )


def _stands(url: str, document: Document, place: LocationModel) -> bool:
    start = offset(document, place.line, 1)
    starts = document.line_starts
    end = starts[place.end_line] if place.end_line < len(starts) else len(document.data)
    return start is not None and url.encode("utf-8", "replace") in document.data[start:end]
