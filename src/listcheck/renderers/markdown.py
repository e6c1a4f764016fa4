"""The report in Markdown, for the summary of a job on GitHub.

Whatever is not our own word or number is in a code span (`markup.py`). GitHub throws a summary
away whole above 1 MiB (1024 KiB a step), so that it is cut before, between entries, and says by
how many.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from listcheck.markup import cell, code
from listcheck.renderers.items import of_finding, of_reasons, of_waived
from listcheck.renderers.style import Style
from listcheck.renderers.summary import UNTOLD, covered, outcome
from listcheck.report import SEVERITIES, FindingLine, Listed, Report

LARGEST = 900_000  # bytes
_TAIL = 200  # bytes that the frame of a section takes at most, and the line on what is left out
_MOST_LISTS = 50
_MOST_NOTES = 20
_WIDE = Style(width=10_000)
_TITLES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
_Entry = tuple[str, int]  # its lines, and of how many findings it tells


@dataclass(frozen=True, slots=True)
class _Section:
    """A title and its entries; folded where few want to see it."""

    title: str
    entries: list[_Entry]
    folded: bool = False


def render(report: Report, style: Style) -> str:
    """The verdict, what it rests on, findings by severity, what could not be checked."""
    head = _head(report)
    sections = [one for one in _sections(report) if one.entries]
    room = LARGEST - len(head.encode()) - _TAIL * len(sections)
    text = [head]
    for section in sections:
        shown, room = _fitting(section.entries, room)
        text.append(_framed(section, shown))
    return "\n".join(text)


def _fitting(entries: list[_Entry], room: int) -> tuple[list[_Entry], int]:
    """The first entries that there is room for, and the room that is left."""
    shown: list[_Entry] = []
    for text, count in entries:
        room -= len(text.encode())
        if room < 0:
            return shown, 0
        shown.append((text, count))
    return shown, room


def _framed(section: _Section, shown: list[_Entry]) -> str:
    total = sum(count for _, count in section.entries)
    left = total - sum(count for _, count in shown)
    rest = f"\n{left:,} of these {total:,} are left out: GitHub takes no more than 1 MiB.\n"
    title = f"{section.title} ({total:,})"
    body = "".join(text for text, _ in shown) + (rest if left else "")
    if section.folded:
        return f"<details><summary>{title}</summary>\n\n{body}\n</details>\n"
    return f"### {title}\n\n{body}"


# --- the head ------------------------------------------------------------------------------------


def _head(report: Report) -> str:
    paragraphs = [f"## listcheck: {outcome(report, _WIDE)}", " ".join(covered(report, _WIDE))]
    if report.incomplete:
        paragraphs.insert(1, f"**Incomplete:** {code(report.incomplete)}")
    notes = [f"- Note: {code(note)}\n" for note in report.notes[:_MOST_NOTES]]
    if left := len(report.notes) - len(notes):
        notes.append(f"- and {left:,} more\n")
    paragraphs += [_lists(report), "".join(notes)]
    return "\n\n".join(part.rstrip("\n") for part in paragraphs if part) + "\n"


def _lists(report: Report) -> str:
    """A table of the lists with their counts."""
    rows = [_row(report, one) for one in report.lists[:_MOST_LISTS]]
    left = len(report.lists) - len(rows)
    rest = f"\nand {left:,} more lists\n" if left else ""
    top = "| List | Entries | Links | Errors | Warnings | Notes |\n|---|--:|--:|--:|--:|--:|\n"
    return f"{top}{''.join(rows)}{rest}" if rows else ""


def _row(report: Report, listed: Listed) -> str:
    found = [line.finding for line in _told(report) if line.location.path == listed.path]
    counts = [sum(one.severity == severity for one in found) for severity in SEVERITIES]
    numbers = (f"{number:,}" for number in (listed.entries, listed.links, *counts))
    return f"| {cell(listed.path, 200)} | {' | '.join(numbers)} |\n"


# --- the sections --------------------------------------------------------------------------------


def _sections(report: Report) -> Iterator[_Section]:
    """The gravest first: it is the end that is cut."""
    for severity in SEVERITIES:
        lines = [line for line in _told(report) if line.finding.severity == severity]
        entries = [(of_finding(line), 1) for line in lines]
        yield _Section(_TITLES[severity], entries, folded=severity == "info")
    untold = (line for line in report.findings if line.finding.rule == UNTOLD)
    yield _Section("Could not be checked", list(of_reasons(untold)))
    healed = [(f"- {code(url)}\n", 1) for url in report.healed]
    yield _Section("Healed since the last run", healed, folded=True)
    yield _Section("Accepted", [(of_waived(one), 1) for one in report.waived], folded=True)


def _told(report: Report) -> Iterator[FindingLine]:
    return (line for line in report.findings if line.finding.rule != UNTOLD)
