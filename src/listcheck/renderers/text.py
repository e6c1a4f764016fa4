"""The report for a person at a terminal: the worst first, and what to do about it."""

from collections import Counter
from itertools import groupby
from textwrap import wrap

from listcheck.exchange import Answer, Exchange
from listcheck.model import Severity
from listcheck.renderers.style import Style
from listcheck.report import SEVERITIES, FindingLine, Report
from listcheck.states import OFFLINE
from listcheck.text import clean

_MARKS = {"error": ("✗", "red"), "warning": ("!", "yellow"), "info": ("·", "blue")}
_TITLES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
_MOST_NOTES = 8  # of one rule, before the rest is only counted
_COLLAPSED = "unverified-link"


def render(report: Report, style: Style) -> str:
    """Findings by severity, what could not be told, and a summary."""
    blocks = [_severity(report, severity, style) for severity in SEVERITIES]
    blocks.append(_untold(report, style))
    if style.verbosity >= 0 or not any(blocks):
        blocks.append(_summary(report, style))
    return "\n".join(block for block in blocks if block)


def _severity(report: Report, severity: Severity, style: Style) -> str:
    lines = [
        line
        for line in report.findings
        if line.finding.severity == severity and line.finding.rule != _COLLAPSED
    ]
    if not lines:
        return ""
    title = style.paint(_TITLES[severity], "bold")
    return f"{title}\n" + "".join(_shown(lines, severity, style))


def _shown(lines: list[FindingLine], severity: Severity, style: Style) -> list[str]:
    if severity != "info" or style.verbosity > 0:
        return [_finding(line, style) for line in lines]
    shown = []
    for rule, group in groupby(sorted(lines, key=_rule), key=_rule):
        members = list(group)
        shown += [_finding(line, style) for line in members[:_MOST_NOTES]]
        if len(members) > _MOST_NOTES:
            more = f"    and {len(members) - _MOST_NOTES} more {rule} (-v shows them all)\n"
            shown.append(style.paint(more, "dim"))
    return shown


def _rule(line: FindingLine) -> str:
    return line.finding.rule


def _finding(line: FindingLine, style: Style) -> str:
    finding, place = line.finding, line.location
    mark, colour = _MARKS[finding.severity]
    where = f"{clean(place.path)}:{place.line}:{place.column}"
    room = style.width - len(f"  {mark} {where}  {finding.rule}  ")
    entry = f"  {clean(finding.entry, min(max(room, 20), 60))}" if finding.entry else ""
    head = (
        f"  {style.paint(mark, colour, 'bold')} {where}  {style.paint(finding.rule, colour)}{entry}"
    )
    body = [finding.message]
    if finding.url and finding.url not in finding.message.split():
        body.insert(0, clean(finding.url, 200))
    text = [head, *(_indented(part, style) for part in body)]
    if finding.advice:
        text.append(_indented(f"→ {finding.advice}{_also(line)}", style, "green"))
    text += [_evidence(one, style) for one in _shown_trail(finding.trail, style)]
    return "\n".join(text) + "\n"


def _also(line: FindingLine) -> str:
    places = len(line.related)
    return f" (and in {places} more place{'s' * (places > 1)})" if places else ""


def _indented(text: str, style: Style, colour: str = "") -> str:
    pieces = wrap(
        clean(text, 600), max(style.width - 6, 40), break_long_words=False, break_on_hyphens=False
    ) or [""]
    return "\n".join(f"      {style.paint(piece, colour) if colour else piece}" for piece in pieces)


def _shown_trail(trail: tuple[Exchange, ...], style: Style) -> tuple[Exchange, ...]:
    return trail if style.verbosity > 0 else trail[-1:]


def _evidence(exchange: Exchange, style: Style) -> str:
    """One exchange on one line: of an address too long for it, the outcome counts, not the end."""
    request, reply = exchange.request, exchange.reply
    came = str(reply.status) if isinstance(reply, Answer) else reply.kind.value
    room = style.width - len(f"      seen: {request.method}  → {came}")
    shown = f"seen: {request.method} {clean(request.url, max(room, 40))} → {came}"
    return f"      {style.paint(shown, 'dim')}"


def _untold(report: Report, style: Style) -> str:
    """Links that could not be verified, by reason: a count and a few of them."""
    lines = [line for line in report.findings if line.finding.rule == _COLLAPSED]
    if not lines:
        return ""
    title = style.paint(f"Could not tell of {len(lines)} link{'s' * (len(lines) > 1)}", "bold")
    reasons = Counter(map(_reason, lines))
    text = [title]
    for reason, count in reasons.most_common():
        text.append(f"  · {count} × {clean(reason)}" if count > 1 else f"  · {clean(reason)}")
        same = [line for line in lines if _reason(line) == reason]
        shown = same if style.verbosity > 0 else same[:3]
        text += [style.paint(f"      {_where(line)}", "dim") for line in shown]
        if len(same) > len(shown):
            text.append(style.paint(f"      and {len(same) - len(shown)} more (-v)", "dim"))
    return "\n".join(text) + "\n"


def _reason(line: FindingLine) -> str:
    return line.finding.message.removeprefix("could not tell: ")


def _where(line: FindingLine) -> str:
    place = line.location
    return f"{clean(place.path)}:{place.line}  {clean(line.finding.url or '', 100)}"


def _summary(report: Report, style: Style) -> str:
    text = [f"{_verdict(report, style)}  {_lists(report)}", _coverage(report)]
    if report.incomplete:
        text.append(style.paint(f"Incomplete: {clean(report.incomplete)}", "yellow", "bold"))
    text += [f"Note: {clean(note)}" for note in report.notes]
    return "\n".join(text) + "\n"


def _lists(report: Report) -> str:
    lists = report.lists
    name = clean(lists[0].path) if len(lists) == 1 else f"{len(lists)} lists"
    entries = _many(sum(one.entries for one in lists), "entry", "entries")
    return f"{name} ({entries}, {_many(sum(one.links for one in lists), 'link', 'links')})"


def _verdict(report: Report, style: Style) -> str:
    counts = [
        style.paint(_many(count, name, f"{name}s"), _MARKS[severity][1], "bold")
        for severity, name in zip(SEVERITIES, ("error", "warning", "note"), strict=True)
        if (count := report.count(severity))
    ]
    if counts:
        return ", ".join(counts) + "."
    if report.incomplete:
        return "Nothing found, and not everything seen."
    if not report.links:
        return "Nothing to check."
    if _offline(report):
        return "Nothing found without asking."
    return style.paint("All good.", "green", "bold")


def _coverage(report: Report) -> str:
    coverage = report.coverage
    parts = [f"{coverage.verified:,} verified"]
    offline = _offline(report)
    rest = {
        "unverified": coverage.unverified,
        "refused": coverage.refused,
        "unknown (offline)": offline,
        "never asked": coverage.skipped - offline,
    }
    parts += [f"{count:,} {what}" for what, count in rest.items() if count]
    took = report.finished_at - report.started_at
    asked = f"{_many(coverage.requests, 'request', 'requests')} in {took:.1f} s"
    fixable = sum(line.finding.fix is not None for line in report.findings)
    tail = f" · {fixable} with a known correction" if fixable else ""
    addresses = _many(coverage.links, "address", "addresses")
    return f"{addresses}: {', '.join(parts)} · {asked}{tail}"


def _offline(report: Report) -> int:
    """How many addresses were left unasked because the run was offline."""
    verdicts = (line.verdict for line in report.links)
    return sum(one.state == "skipped" and one.reason == OFFLINE for one in verdicts)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
