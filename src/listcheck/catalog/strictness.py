"""Notes on how far entries meet the list's criteria: bullets in a folded part of a section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from listcheck.catalog.models import Criterion, Judgement
from listcheck.catalog.plaintext import visible
from listcheck.model import Document, Span

_FOLDED = re.compile(rb"<details\b.*?</details\s*>", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(
    rb"^[ ]{0,3}[-*+][ \t]+\*\*(?P<names>[^*\n]+?)\*\*"
    rb"[ \t]*(?:\xe2\x80\x94|\xe2\x80\x93|-|:)+[ \t]*"
    rb"(?P<told>\S.*?)(?=^[ ]{0,3}[-*+][ \t]|^[ \t]*$|\Z|</details)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_DEFINED = re.compile(r"\b(C\d)\s*[:：]\s*([^\n+]+)")
_CRITERION = re.compile(r"\b[Cc](\d)\b")
_CLAUSE = re.compile(r"[;.:()]\s|[()]|,\s|\bbut\b")
# What a clause says of the criteria that it names; the first that is found decides.
_CUES = (
    ("partial", re.compile(r"\bpartial|\bin part\b|\bborderline\b", re.IGNORECASE)),
    (
        "no",
        re.compile(r"✗|✘|❌|\bfails?\b|\bviolat|\b(?:does|do|is) not\b|\bnot met\b", re.IGNORECASE),
    ),
    ("full", re.compile(r"✓|✔|✅|\bsatisf|\bmeets?\b|\bholds?\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the names that it is about, and what it says."""

    names: tuple[str, ...]
    text: str
    span: Span


def folded(document: Document) -> tuple[Span, ...]:
    """The parts of a document that are folded away."""
    found = _FOLDED.finditer(document.data)
    return tuple(Span(document.path, match.start(), match.end()) for match in found)


def notes_of(document: Document) -> tuple[Note, ...]:
    """Every bullet in a folded part that begins with names in bold and is no entry."""
    entries = [entry.span for entry in document.entries]
    return tuple(
        _note(document, match)
        for part in folded(document)
        for match in _BULLET.finditer(document.data, part.start, part.end)
        if not any(span.start <= match.start("names") < span.end for span in entries)
    )


def _note(document: Document, match: re.Match[bytes]) -> Note:
    names = visible(document, *match.span("names"))
    return Note(
        names=tuple(name.strip() for name in names.split(", ") if name.strip()),
        text=visible(document, *match.span("told")).lstrip("⚠️ "),
        span=Span(document.path, match.start(), match.end()),
    )


def criteria_of(document: Document) -> dict[str, Criterion]:
    """The criteria that the heads of the folded parts define: `C1: ...`."""
    found: dict[str, Criterion] = {}
    for part in folded(document):
        end = document.data.find(b"</summary>", part.start, part.end)
        lines = visible(document, part.start, max(end, part.start)).replace(" + C", "\nC")
        for name, told in _DEFINED.findall(lines):
            text = told.strip(" )+,;.")
            found.setdefault(name.lower(), Criterion(title=name, definition=text))
    return dict(sorted(found.items()))


def judged(text: str, criteria: dict[str, Criterion]) -> dict[str, Judgement]:
    """Which criteria are not met in full, as far as a note says so in so many words."""
    said: dict[str, set[str]] = {slug: set() for slug in criteria}
    for clause in _CLAUSE.split(text):
        level = next((level for level, cue in _CUES if cue.search(clause)), None)
        for slug in _named(clause):
            if level and slug in said:
                said[slug].add(level)
    return {slug: judgement for slug, levels in said.items() for judgement in _level(levels, text)}


def _named(clause: str) -> Iterator[str]:
    yield from (f"c{number}" for number in _CRITERION.findall(clause))


def _level(levels: set[str], text: str) -> Iterator[Judgement]:
    if levels == {"no"}:
        yield Judgement(level="no", because=text)
    elif levels - {"full"}:  # met here and not there is met in part
        yield Judgement(level="partial", because=text)
