"""The report for a person at a terminal: the worst first, and what to do about it."""

from itertools import groupby

from listcheck.model import Severity
from listcheck.renderers.paragraphs import paragraphs
from listcheck.renderers.style import Style
from listcheck.renderers.summary import UNTOLD, summary
from listcheck.report import SEVERITIES, FindingLine, Location, Report
from listcheck.text import clean

_TITLES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
_MOST_NOTES = 8  # of one rule, before the rest is only counted
_MOST_PLACES = 3  # of one reason
_MESSAGE = "could not be checked: "


def render(report: Report, style: Style) -> str:
    """Findings by severity, what could not be checked, and a summary."""
    blocks = [_severity(report, severity, style) for severity in SEVERITIES]
    blocks += [_untold(report, style), _skipped(report, style), _waived(report, style)]
    blocks.append(_healed(report, style))
    if style.verbosity >= 0 or not any(blocks):
        blocks.append(summary(report, style))
    return "\n".join(block for block in blocks if block)


def _severity(report: Report, severity: Severity, style: Style) -> str:
    lines = [
        line
        for line in report.findings
        if line.finding.severity == severity and line.finding.rule != UNTOLD
    ]
    if not lines:
        return ""
    shown = _notes(lines, style) if severity == "info" else paragraphs(lines, style)
    return f"{style.paint(_TITLES[severity], 'bold')}\n{''.join(shown)}"


def _notes(lines: list[FindingLine], style: Style) -> list[str]:
    shown = []
    for rule, group in groupby(sorted(lines, key=_rule), key=_rule):
        members = paragraphs(group, style)
        most = len(members) if style.verbosity > 0 else _MOST_NOTES
        shown += members[:most]
        if len(members) > most:
            more = f"    and {len(members) - most} more {rule} (-v shows them all)\n"
            shown.append(style.paint(more, "dim"))
    return shown


def _rule(line: FindingLine) -> str:
    return line.finding.rule


def _untold(report: Report, style: Style) -> str:
    """Links that could not be checked, by reason: a count and a few of them."""
    reasons: dict[str, list[str]] = {}
    for line in report.findings:
        finding = line.finding
        if finding.rule == UNTOLD:
            place = _where(line.location, finding.url or "")
            reasons.setdefault(finding.message.removeprefix(_MESSAGE), []).append(place)
    return _by_reason("Could not be checked", reasons, style, whole_from=1)


def _skipped(report: Report, style: Style) -> str:
    """For who wants to know everything: which links are not for asking."""
    reasons: dict[str, list[str]] = {}
    for line in report.links if style.verbosity > 0 else ():
        if line.verdict.state == "skipped":
            place = _where(line.locations[0], line.url)
            reasons.setdefault(line.verdict.reason, []).append(place)
    return _by_reason("Skipped", reasons, style, whole_from=2)


def _waived(report: Report, style: Style) -> str:
    """For who wants to know everything: what is accepted, by the reason for it."""
    reasons: dict[str, list[str]] = {}
    for one in report.waived if style.verbosity > 0 else ():
        finding, place = one.line.finding, one.line.location
        until = f" (until {one.waiver.until})" if one.waiver.until else ""
        what = clean(finding.url or finding.entry or finding.message, 60)
        where = f"{clean(place.path)}:{place.line}  {finding.rule}  {what}"
        reasons.setdefault(f"{one.waiver.because}{until}", []).append(where)
    return _by_reason("Waived", reasons, style, whole_from=1)


def _healed(report: Report, style: Style) -> str:
    """For who wants to know everything: which links answer again."""
    told = report.healed if style.verbosity > 0 else ()
    if not told:
        return ""
    lines = (f"  · {clean(url, 200)}\n" for url in told)
    return "".join([f"{style.paint('Healed since the last run', 'bold')}\n", *lines])


def _by_reason(title: str, reasons: dict[str, list[str]], style: Style, *, whole_from: int) -> str:
    """A block of places by reason, the most frequent first; whole from a verbosity on."""
    text = [style.paint(title, "bold")] if reasons else []
    for reason, places in sorted(reasons.items(), key=lambda one: -len(one[1])):
        count = f"{len(places):,} × " if len(places) > 1 else ""
        text.append(f"  · {count}{clean(reason)}")
        shown = places if style.verbosity >= whole_from else places[:_MOST_PLACES]
        if len(places) > len(shown):
            shown = [*shown, f"and {len(places) - len(shown):,} more (-{'v' * whole_from})"]
        text += [style.paint(f"      {one}", "dim") for one in shown]
    return "".join(f"{line}\n" for line in text)


def _where(place: Location, url: str) -> str:
    return f"{clean(place.path)}:{place.line}  {clean(url, 100)}"
