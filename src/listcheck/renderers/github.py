"""Workflow commands, which GitHub shows as annotations on the lines that they name.

What is escaped, and how: packages/core/src/command.ts of actions/toolkit. GitHub shows ten of each
level of a step and drops the rest without a word, so that the tenth has to tell of them. Columns
are for ranges on one line only (the runner, ActionCommandManager.cs).
"""

import posixpath

from listcheck.model import Severity
from listcheck.renderers.sentences import sentences
from listcheck.renderers.style import Style
from listcheck.renderers.summary import UNTOLD, summary
from listcheck.report import SEVERITIES, FindingLine, Report
from listcheck.text import clean

_LEVELS = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("notice", "notes"),
}
_MOST = 10
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, style: Style) -> str:
    """At most ten annotations of each level, what is new first; then the summary."""
    lines = [line for severity in SEVERITIES for line in _level(report, severity)]
    return "".join(f"{line}\n" for line in lines) + summary(report, Style(width=1000))


def _level(report: Report, severity: Severity) -> list[str]:
    lines = [line for line in report.findings if line.finding.severity == severity]
    lines.sort(key=lambda line: (not line.new, line.finding.rule == UNTOLD))
    level, name = _LEVELS[severity]
    told = []
    if severity == "warning" and report.incomplete:
        told = [_command(level, {"title": "listcheck: incomplete"}, clean(report.incomplete))]
    room = _MOST - len(told)
    shown = lines if len(lines) <= room else lines[: room - 1]
    told += [_annotation(level, line) for line in shown]
    if len(lines) > len(shown):
        rest = f"and {len(lines) - len(shown):,} more {name}, which the summary and the report show"
        told.append(_command(level, {"title": "listcheck"}, rest))
    return told


def _annotation(level: str, line: FindingLine) -> str:
    place, finding = line.location, line.finding
    properties = {
        "file": posixpath.normpath(clean(place.path)),
        "line": str(place.line),
        "endLine": str(place.end_line),
    }
    if place.line == place.end_line:
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    entry = f": {finding.entry}" if finding.entry else ""
    properties["title"] = clean(f"{finding.rule}{entry}", 120)
    return _command(level, properties, "\n".join(sentences(line)))


def _command(level: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{level} {told}::{message.translate(_DATA)}"
