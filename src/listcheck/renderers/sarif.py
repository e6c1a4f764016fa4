"""SARIF 2.1.0, for code scanning and editors.

What GitHub takes of it, and how much: "SARIF support for code scanning" in its documentation. It
minds no `suppressions`: what is accepted would be an open alert there, and is written only where
everything is wanted (`-v`).
"""

import json
import posixpath
import re
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from listcheck import PAGE
from listcheck.case import Rule
from listcheck.manuals import parts
from listcheck.renderers.sentences import sentences
from listcheck.renderers.style import Style
from listcheck.report import SEVERITIES, FindingLine, Location, Report, WaivedLine, exit_status, iso
from listcheck.text import clean

LARGEST = 10_000_000  # bytes, compressed
MOST_RESULTS = 25_000
_MOST_PLACES = 100  # of one result that GitHub shows
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_IN_SOURCE = ("comment", "catalog")
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")
_ROOT = "%SRCROOT%"
_Line = FindingLine | WaivedLine


def render(report: Report, style: Style) -> str:
    """One run with the gravest results first to stay, and all in the order of the report."""
    lines: list[_Line] = [*report.findings]
    if style.verbosity > 0:
        lines += report.waived
    most = min(len(lines), MOST_RESULTS)
    while True:
        text = json.dumps(_log(report, _gravest(lines, most), len(lines) - most), allow_nan=False)
        size = len(text) if len(text) <= LARGEST else len(zlib.compress(text.encode(), 6))
        if size <= LARGEST or not most:
            return f"{text}\n"
        most = min(most - 1, most * LARGEST // size)


def _gravest(lines: list[_Line], most: int) -> list[_Line]:
    """As many as there may be, in their order: what is accepted goes first, notes next."""
    if len(lines) <= most:
        return lines
    ranked = sorted(range(len(lines)), key=lambda place: _rank(lines[place]))
    return [lines[place] for place in sorted(ranked[:most])]


def _rank(line: _Line) -> int:
    if isinstance(line, WaivedLine):
        return len(SEVERITIES)
    return SEVERITIES.index(line.finding.severity)


def _log(report: Report, lines: list[_Line], left: int) -> dict[str, Any]:
    indices = {rule.slug: index for index, rule in enumerate(report.rules)}
    driver = {
        "name": "listcheck",
        "version": report.version,
        "semanticVersion": report.version,
        "informationUri": PAGE,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "listcheck/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, left)],
        "results": [_result(line, indices) for line in lines],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


# --- rules and the run ---------------------------------------------------------------------------


def _rule(rule: Rule) -> dict[str, Any]:
    (_, summary), *rest = parts(rule.manual)
    told = [f"{name}: {text}" for name, text in rest]
    shown = [f"**{name}:** {text}" for name, text in rest]
    return {
        "id": rule.slug,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": dict(rest).get("What it finds", summary)},
        "help": {
            "text": "\n\n".join([summary, *told]),
            "markdown": "\n\n".join([summary, *shown]),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["list"], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _invocation(report: Report, left: int) -> dict[str, Any]:
    notes = [("note", note) for note in report.notes]
    if report.incomplete:
        notes.insert(0, ("warning", f"incomplete: {report.incomplete}"))
    if left:
        notes.insert(0, ("warning", f"{left:,} results are left out for their number or size"))
    status = exit_status(report, report.fail_on)
    return {
        "executionSuccessful": not report.incomplete,
        "exitCode": int(status),
        "exitCodeDescription": status.name.lower(),
        "startTimeUtc": iso(report.started_at),
        "endTimeUtc": iso(report.finished_at),
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": _plain(clean(note)) or "."}}
            for level, note in notes
        ],
    }


# --- results -------------------------------------------------------------------------------------


def _result(one: _Line, indices: Mapping[str, int]) -> dict[str, Any]:
    line = one.line if isinstance(one, WaivedLine) else one
    finding = line.finding
    return {
        "ruleId": finding.rule,
        "ruleIndex": indices.get(finding.rule, -1),
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain("\n".join(sentences(line)))},
        "locations": [{"physicalLocation": _physical(line.location)}],
        "relatedLocations": [
            {"id": number, "physicalLocation": _physical(place)}
            for number, place in enumerate(line.related[:_MOST_PLACES], 1)
        ],
        # Of these GitHub minds the first alone, which it makes of the text of the line if need be.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{finding.key.rpartition(':')[2]}:1",
            "listcheckKey/v1": finding.key,
        },
        "baselineState": "new" if line.new else "unchanged",
        "suppressions": _suppressions(one),
        **_fixes(line),
    }


def _suppressions(one: _Line) -> list[dict[str, str]]:
    if not isinstance(one, WaivedLine):
        return []
    waiver = one.waiver
    until = f" (until {waiver.until})" if waiver.until else ""
    kind = "inSource" if waiver.source in _IN_SOURCE else "external"
    because = clean(f"{waiver.because}{until}")
    return [{"kind": kind, "status": "accepted", "justification": because}]


def _fixes(line: FindingLine) -> dict[str, Any]:
    fix = line.finding.fix
    if fix is None or not line.edits:
        return {}
    changes: dict[str, list[dict[str, Any]]] = {}
    for place, text in line.edits:
        whole = text.encode("utf-8", "replace").decode()
        replacement = {"deletedRegion": _region(place), "insertedContent": {"text": whole}}
        changes.setdefault(place.path, []).append(replacement)
    told = {
        "description": {"text": _plain(clean(fix.title)) or "Correct it."},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": replacements}
            for path, replacements in changes.items()
        ],
        "properties": {"safe": fix.safe},
    }
    return {"fixes": [told]}


def _physical(place: Location) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.path), "region": _region(place)}


def _region(place: Location) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """A path below the root of the repository; one from the root of the disk says so."""
    uri = quote(posixpath.normpath(path).encode("utf-8", "replace"), safe="/")
    if uri.startswith("/"):
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": _ROOT}


def _plain(text: str) -> str:
    """A message without what SARIF reads in one: links ([…](…)) and placeholders ({0})."""
    return _PLACEHOLDER.sub("{ ", text.replace("](", "] ("))
