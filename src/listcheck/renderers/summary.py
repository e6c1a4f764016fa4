"""The end of the report for a person: the verdict, and how much it rests on."""

from listcheck.renderers.paragraphs import MARKS
from listcheck.renderers.style import Style
from listcheck.report import SEVERITIES, Report
from listcheck.states import OFFLINE
from listcheck.text import clean

UNTOLD = "unverified-link"  # what these findings say has a block of its own, and is no note


def summary(report: Report, style: Style) -> str:
    """The verdict on the lists, the counts of their addresses, and what the run has to say."""
    text = [f"{outcome(report, style)}  {_lists(report)}", *covered(report, style)]
    if report.incomplete:
        text.append(style.paint(f"Incomplete: {clean(report.incomplete)}", "yellow", "bold"))
    text += [f"Note: {clean(note)}" for note in report.notes]
    if any(line.finding.rule != UNTOLD for line in report.findings):
        text.append(style.paint("`listcheck explain RULE` tells more of a rule", "dim"))
    return "\n".join(text) + "\n"


def outcome(report: Report, style: Style) -> str:
    """The verdict in one line: our own words and numbers, nothing from outside."""
    verdict, waived = _verdict(report, style), len(report.waived)
    return f"{verdict} {waived:,} waived." if waived else verdict


def _lists(report: Report) -> str:
    lists = report.lists
    name = clean(lists[0].path) if len(lists) == 1 else f"{len(lists)} lists"
    entries = _many(sum(one.entries for one in lists), "entry", "entries")
    return f"{name} ({entries}, {_many(sum(one.links for one in lists), 'link', 'links')})"


def _verdict(report: Report, style: Style) -> str:
    findings = [line.finding for line in report.findings if line.finding.rule != UNTOLD]
    counts = [
        style.paint(_many(count, name, f"{name}s"), MARKS[severity][1], "bold")
        for severity, name in zip(SEVERITIES, ("error", "warning", "note"), strict=True)
        if (count := sum(one.severity == severity for one in findings))
    ]
    if counts:
        return ", ".join(counts) + "."
    return _faultless(report, style)


def _faultless(report: Report, style: Style) -> str:
    if report.incomplete:
        return "Nothing wrong found, but too little could be checked."
    if _offline(report):
        return "Nothing wrong found without asking."
    if not (report.coverage.verified + report.coverage.unverified or report.waived):
        return "Nothing to check."
    if report.coverage.unverified:
        return "Nothing wrong found, but not everything could be checked."
    return style.paint("All good.", "green", "bold")


def covered(report: Report, style: Style) -> list[str]:
    """How much was seen, and what it took: our own words and numbers too."""
    coverage, offline = report.coverage, _offline(report)
    share = "" if offline == coverage.skipped else f"{offline:,} "
    unasked = f" ({share}offline)" if offline else ""
    parts = [f"{coverage.verified:,} checked"]
    rest = {
        "could not be checked": coverage.unverified,
        "refused": coverage.refused,
        f"skipped{unasked}": coverage.skipped,
    }
    parts += [f"{count:,} {what}" for what, count in rest.items() if count]
    took = report.finished_at - report.started_at
    asked = f"{_many(coverage.requests, 'request', 'requests')} in {took:.1f} s"
    fixable = sum(line.finding.fix is not None for line in report.findings)
    tail = [f"{fixable} with a known correction"] if fixable else []
    addresses = _many(coverage.links, "address", "addresses")
    counts, effort = f"{addresses}: {', '.join(parts)}", " · ".join([asked, *tail])
    line = f"{counts} · {effort}"
    return [line] if len(line) <= style.width else [counts, effort]


def _offline(report: Report) -> int:
    """How many addresses were left unasked because the run was offline."""
    verdicts = (line.verdict for line in report.links)
    return sum(one.state == "skipped" and one.reason == OFFLINE for one in verdicts)


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
