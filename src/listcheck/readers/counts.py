"""Numbers of entries that a file states: in badges, in headings, in its introduction.

Only what can mean nothing else is taken: the number becomes a finding when it is wrong.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from listcheck.model import Count, Entry, Heading, Role, Span
from listcheck.patterns import lazy_compile
from listcheck.readers.page import Page

# https://shields.io/badges/static-badge: label-message-colour; `--` and `__` are escapes
_STATIC = lazy_compile(
    r"img\.shields\.io/badge/((?:[^-/?#]|--)+)-(\d{1,5})-[0-9A-Za-z]+(?=[?#.]|$)", re.IGNORECASE
)
_UNITS = "papers?|entries|entry|works|items|projects|repos|repositories|篇"
_IN_HEADING = re.compile(
    rf"(?:[(（\[](\d{{1,5}})(?: ?(?:{_UNITS}))?[)）\]]|[-–—:：|] ?(\d{{1,5}}) ?(?:{_UNITS}))\s*$",
    re.IGNORECASE,
)
_OF = r"papers|entries|works|items"
_THIS = r"\bthis (?:list|repo(?:sitory)?|page|collection|readme) (?:currently )?"
_IN_TEXT = re.compile(
    r"(?:\b(?:contains?|includes?|lists?|collects?|currently|total(?: of)?)"
    rf"|{_THIS}(?:has|holds|covers|counts|gathers|comprises)) (\d{{2,5}}) ({_OF})\b(?! ?\+)",
    re.IGNORECASE,
)
_IN_SECTION = re.compile(
    r"\bthis (?:section|table|part) (?:currently )?"
    rf"(?:contains|includes|lists|has|holds|collects|covers) (\d{{1,5}}) ({_OF})\b(?! ?\+)",
    re.IGNORECASE,
)
_NOT_OF_ENTRIES = frozenset(
    [
        "version",
        "year",
        "python",
        "stars",
        "star",
        "license",
        "licence",
        "prs",
        "pr",
        "forks",
        "issues",
        "contributors",
        "last",
        "update",
        "updated",
        "release",
        "visitors",
        "hits",
    ]
)
_WORD = lazy_compile(r"[^\W_]+", re.UNICODE)
_YEARS = range(1990, 2036)

Path = tuple[str, ...]


class Stated(NamedTuple):
    """A number, the words it goes with, where it is written."""

    label: str
    value: int
    span: Span
    own: bool  # whether entries of this section are left out of the count of the one above


def counts_of(
    page: Page, headings: Sequence[Heading], entries: Sequence[Entry]
) -> tuple[Count, ...]:
    """Every count that is tied to a section with certainty, in the order of the text."""
    tied = [
        *_tied_badges(page, headings),
        *((stated, heading.section) for stated, heading in _in_headings(page, headings)),
        *((stated, ()) for stated in _in_introduction(page, headings, entries)),
        *_in_sections(page, headings, entries),
    ]
    apart = {path for stated, path in tied if stated.own and path}
    proper = Counter(entry.section for entry in entries if entry.kind == "entry")
    return tuple(
        Count(stated.label, stated.value, stated.span, path, _counted(path, proper, apart))
        for stated, path in sorted(tied, key=lambda pair: pair[0].span)
    )


def _counted(path: Path, proper: Mapping[Path, int], apart: set[Path]) -> int:
    """The entries of a section, without those of subsections that state their own number."""
    below = {other for other in apart if len(other) > len(path) and other[: len(path)] == path}
    return sum(
        number
        for section, number in proper.items()
        if section[: len(path)] == path
        and not (path and any(section[: len(other)] == other for other in below))
    )


# --- badges --------------------------------------------------------------------------------------


def _tied_badges(page: Page, headings: Sequence[Heading]) -> Iterator[tuple[Stated, Path]]:
    """Static badges whose label names one heading, each heading once."""
    tied = [(stated, _section(stated.label, headings)) for stated in _badges(page)]
    times = Counter(path for _, path in tied)
    for stated, path in tied:
        if path is not None and times[path] == 1:
            yield stated, path


def _badges(page: Page) -> Iterator[Stated]:
    for link in page.links:
        found = _STATIC.search(link.url) if link.role is Role.BADGE else None
        if found and int(found.group(2)) not in _YEARS:
            label = unquote(found.group(1)).replace("--", "\0").replace("__", "\1")
            label = label.replace("_", " ").replace("\0", "-").replace("\1", "_").strip()
            start = link.at.start + len(link.url[: found.start(2)].encode())
            span = Span(link.at.path, start, start + len(found.group(2)))
            yield Stated(label, int(found.group(2)), span, own=True)


def _section(label: str, headings: Sequence[Heading]) -> Path | None:
    """The one section whose heading holds all words of a label; the closest if there are more."""
    words = _words(label)
    if not words or words & _NOT_OF_ENTRIES:
        return None
    fits = sorted(
        (len(_words(h.text) - words), h.section)
        for h in headings
        if words <= _words(h.text) and h.section
    )
    if not fits:
        return None
    if len(fits) > 1 and fits[0][0] == fits[1][0]:
        return None
    return fits[0][1]


def _words(text: str) -> set[str]:
    """The words of a text in lower case, without the s of plurals."""
    words = (word.lower() for word in _WORD.findall(text))
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words}


# --- headings and text ---------------------------------------------------------------------------


def _in_headings(page: Page, headings: Sequence[Heading]) -> Iterator[tuple[Stated, Heading]]:
    times = Counter(heading.section for heading in headings)
    for heading in headings:
        found = _IN_HEADING.search(heading.text)
        digits = (found.group(1) or found.group(2)) if found else ""
        if not found or int(digits) in _YEARS or times[heading.section] > 1 or not heading.section:
            continue
        span = _digits(page, heading.span, digits)
        if span:
            label = heading.text[: found.start()].strip()
            yield Stated(label, int(digits), span, own=False), heading


def _digits(page: Page, within: Span, digits: str) -> Span | None:
    """Where the last of some digits stand in the visible text of a heading."""
    base = page.source.base
    for run in reversed(page.runs_in(within.start - base, within.end - base)):
        at = page.source.raw.rfind(digits.encode(), run.start, run.end)
        if at >= 0:
            return page.source.span(at, at + len(digits))
    return None


def _in_introduction(
    page: Page, headings: Sequence[Heading], entries: Sequence[Entry]
) -> Iterator[Stated]:
    """The one sentence before the sections that says how much the whole file lists.

    A number that leaves out what is listed twice is as right as one that does not.
    """
    first = next((heading.span.start for heading in headings if heading.section), 0)
    found = [*_sentences(page, _IN_TEXT, 0, max(0, first - page.source.base))]
    if len(found) != 1:
        return
    proper = [entry for entry in entries if entry.kind == "entry"]
    once = len({entry.name.casefold() for entry in proper})
    if _unambiguous(found[0].label, proper) and not once <= found[0].value < len(proper):
        yield found[0]


def _in_sections(
    page: Page, headings: Sequence[Heading], entries: Sequence[Entry]
) -> Iterator[tuple[Stated, Path]]:
    """What a section says of itself before its first entry: "This section lists 12 papers"."""
    sections: dict[Path, list[Entry]] = defaultdict(list)
    for entry in entries:
        sections[entry.section].append(entry)
    ends = [heading.span.start for heading in headings[1:]]
    last = page.source.base + len(page.source.raw)
    for heading, end in zip(headings, [*ends, last], strict=False):
        within = sections[heading.section]
        start = heading.span.end - page.source.base
        stop = min([end, *(entry.span.start for entry in within[:1])]) - page.source.base
        found = [*_sentences(page, _IN_SECTION, start, max(start, stop))]
        for stated in found if len(found) == 1 and heading.section else ():
            if _unambiguous(stated.label, within):
                yield stated, heading.section


def _sentences(page: Page, form: re.Pattern[str], start: int, end: int) -> Iterator[Stated]:
    """What is said in a form, where a run is written as it is shown."""
    for run in page.runs_in(start, end):
        for match in form.finditer(run.text):
            if len(run.text.encode()) == run.end - run.start:
                at = run.start + len(run.text[: match.start(1)].encode())
                span = page.source.span(at, at + len(match.group(1)))
                yield Stated(match.group(2), int(match.group(1)), span, own=False)


def _unambiguous(unit: str, entries: Iterable[Entry]) -> bool:
    """Whether every entry is such a thing: in a list of papers and tools "papers" are fewer."""
    proper = [entry for entry in entries if entry.kind == "entry"]
    if unit.lower() != "papers":
        return True
    return all(any(link.role is Role.PAPER for link in entry.links) for entry in proper)
