"""The report: everything that a renderer shows, resolved to lines and columns."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from math import floor
from typing import NamedTuple

from listcheck import __version__
from listcheck.case import Case, Rule
from listcheck.errors import Exit
from listcheck.history import Record
from listcheck.model import Catalog, Document, Finding, Link, Severity, Signal, Span, Waived, Waiver
from listcheck.states import INCOMPLETE, PAGES, State, Verdict

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Location(NamedTuple):
    """A range in a text. Lines and columns from 1, columns in Unicode characters, the end past."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Listed(NamedTuple):
    """One list that was read."""

    path: str
    entries: int
    links: int


class LinkLine(NamedTuple):
    """One address as written, with its state and everywhere it stands."""

    url: str
    kind: str
    verdict: Verdict
    life: Record
    locations: tuple[Location, ...]
    entry: str | None = None  # the entry that it stands in first


class FindingLine(NamedTuple):
    """A finding with its places resolved, and since when it is known."""

    finding: Finding
    location: Location
    related: tuple[Location, ...]
    edits: tuple[tuple[Location, str], ...]
    new: bool
    first_seen: float


class WaivedLine(NamedTuple):
    """A finding that is accepted, and what says so."""

    line: FindingLine
    waiver: Waiver


class Coverage(NamedTuple):
    """How much was seen, counted in addresses as written."""

    links: int
    verified: int
    unverified: int
    refused: int
    skipped: int
    requests: int


class Report(NamedTuple):
    """The outcome of a run."""

    started_at: float
    finished_at: float
    lists: tuple[Listed, ...]
    coverage: Coverage
    links: tuple[LinkLine, ...]
    findings: tuple[FindingLine, ...]
    notes: tuple[str, ...] = ()
    incomplete: str = ""
    interrupted: bool = False
    version: str = __version__
    waived: tuple[WaivedLine, ...] = ()
    healed: tuple[str, ...] = ()  # addresses that answer again, told once
    rules: tuple[Rule, ...] = ()  # that were looked for, with or without findings
    fail_on: str = "error"
    older: int | None = None  # errors and warnings outside of what changed; None: all is judged

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(line.finding.severity == severity for line in self.findings)


class Circumstances(NamedTuple):
    """What a run tells about itself, besides what it saw."""

    started_at: float
    finished_at: float
    requests: int = 0
    notes: tuple[str, ...] = ()
    blind: str = ""
    interrupted: bool = False
    healed: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    older: int | None = None


def summarise(
    case: Case,
    findings: tuple[Finding, ...],
    first_seen: Mapping[str, float],
    circumstances: Circumstances,
    waived: tuple[Waived, ...] = (),
) -> Report:
    """Put everything together that renderers show."""
    links = _links(case)
    states = Counter(_GROUP[line.verdict.state] for line in links)
    coverage = Coverage(
        len(links), states["verified"], states["unverified"], states["refused"], states["skipped"],
        circumstances.requests,
    )  # fmt: skip
    return Report(
        circumstances.started_at,
        circumstances.finished_at,
        tuple(_listed(one) for one in case.catalog.documents if one.path not in case.rendered),
        coverage,
        links,
        tuple(_finding(case.catalog, one, first_seen, circumstances) for one in findings),
        circumstances.notes,
        _incomplete(case, links, circumstances),
        circumstances.interrupted,
        waived=tuple(
            WaivedLine(_finding(case.catalog, one.finding, first_seen, circumstances), one.waiver)
            for one in waived
        ),
        healed=circumstances.healed,
        rules=circumstances.rules,
        fail_on=case.settings.fail_on,
        older=circumstances.older,
    )


_GROUP: dict[State, str] = {
    "alive": "verified",
    "moved": "verified",
    "dead": "verified",
    "suspect": "verified",
    "unverified": "unverified",
    "refused": "refused",
    "skipped": "skipped",
}


def _listed(document: Document) -> Listed:
    entries = sum(entry.kind == "entry" for entry in document.entries)
    return Listed(document.path, entries, len(document.links))


def _links(case: Case) -> tuple[LinkLine, ...]:
    found: dict[tuple[str, str], list[tuple[Document, Link]]] = {}
    for document, link in case.catalog.links():
        inside = case.target(link).kind in _INSIDE
        # The same words lead elsewhere in another list, and a catalog's repository to its paths.
        place = document.path if inside else link.target
        found.setdefault((link.url, place), []).append((document, link))
    return tuple(_link(case, url, places) for (url, _), places in found.items())


_INSIDE = ("anchor", "file")


def _link(case: Case, url: str, places: list[tuple[Document, Link]]) -> LinkLine:
    document, link = places[0]
    target, entry = case.target(link), case.entry_of(link)
    return LinkLine(
        url,
        target.kind,
        case.verdict(document, link),
        case.life(target),
        tuple(location(document, link.place) for document, link in places),
        entry.name if entry else None,
    )


def location(document: Document, span: Span) -> Location:
    """Where a span is, in lines and columns."""
    line, column = document.position(span.start)
    end_line, end_column = document.position(span.end)
    return Location(document.path, line, column, end_line, end_column)


def _finding(
    catalog: Catalog, one: Finding, first_seen: Mapping[str, float], when: Circumstances
) -> FindingLine:
    def place(span: Span) -> Location:
        return location(catalog.document(span.path), span)

    since = first_seen.get(one.key, when.started_at)
    edits = one.fix.edits if one.fix else ()
    return FindingLine(
        one,
        place(one.span),
        tuple(place(span) for span in one.related),
        tuple((place(edit.span), edit.text) for edit in edits),
        since >= when.started_at,
        since,
    )


_FAILED = frozenset(
    {Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS, Signal.PROTOCOL}
)


def _incomplete(case: Case, links: tuple[LinkLine, ...], when: Circumstances) -> str:
    """Why too little was seen for this run to speak for the list; empty where it does."""
    asked = [line for line in links if _is_asked(line)]
    unverified = [line for line in asked if line.verdict.state == "unverified"]
    missed = [line for line in unverified if line.verdict.signal in INCOMPLETE]
    missed += [line for line in unverified if not line.verdict.signal]
    missed += [line for line in unverified if _is_by_api(line) and line.verdict.signal in _FAILED]
    unseen = len(unverified)
    if when.interrupted:
        return "interrupted before the end"
    if when.blind and missed:
        return when.blind
    many = len(missed) > case.settings.incomplete_share * len(asked)
    if asked and (many or unseen == len(asked)):
        unseen = len(missed) if many else unseen
        why = Counter(line.verdict.reason for line in missed or asked).most_common(1)[0][0]
        return when.blind or f"{unseen} of {len(asked)} links could not be checked: {why}"
    return ""


def _is_asked(line: LinkLine) -> bool:
    state, signal = line.verdict.state, line.verdict.signal
    inside = line.kind in _INSIDE or signal is Signal.UNVERIFIABLE
    return not inside and state not in ("skipped", "refused")


def _is_by_api(line: LinkLine) -> bool:
    """Whether an API is the authority: where that fails, it is not the link that cannot be told."""
    seen = line.verdict.observation
    return seen is not None and not seen.key.startswith(PAGES)


def exit_status(report: Report, fail_on: str) -> Exit:
    """The exit status of a run: findings win over incomplete."""
    if report.interrupted:
        return Exit.INTERRUPTED
    if any(counts(line, fail_on) for line in report.findings):
        return Exit.FINDINGS
    return Exit.INCOMPLETE if report.incomplete else Exit.CLEAN


def counts(line: FindingLine, fail_on: str) -> bool:
    """Whether a finding makes the exit status that of findings."""
    levels = {"error": 1, "warning": 2, "info": 3, "new": 3, "never": 0}[fail_on]
    counting = fail_on != "new" or line.new
    return counting and line.finding.severity in SEVERITIES[:levels]


def iso(at: float) -> str:
    """Unix seconds as people and programs read them."""
    return _second(floor(at))


@lru_cache(maxsize=1024)  # a run sees much in few seconds
def _second(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
