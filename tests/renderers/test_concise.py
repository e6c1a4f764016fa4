"""One line for each finding."""

import re
import unicodedata

from listcheck.renderers import concise
from listcheck.renderers.style import Style
from renderers.situations import empty, everything, good, hostile

LINE = re.compile(r"[^\n]+:\d+:\d+: (?:error|warning|info)\[[a-z-]+\] [^\n]+")


def test_lines() -> None:
    """Every finding is one line of the form that editors read, in the order of the report."""
    report = everything()
    lines = concise.render(report, Style()).splitlines()
    assert len(lines) == len(report.findings)
    assert all(LINE.fullmatch(line) for line in lines)
    assert lines[4].startswith("README.md:7:32: error[dead-link] leads nowhere: it is not there")
    assert lines[4].endswith(" (https://example.org/dead)")


def test_nothing_found() -> None:
    """Where nothing was found, nothing is written."""
    assert concise.render(good(), Style()) == ""
    assert concise.render(empty(), Style()) == ""


def test_hostile_text() -> None:
    """Text from outside adds no line and no control character."""
    report = hostile()
    shown = concise.render(report, Style())
    assert report.findings
    assert len(shown.split("\n")) == len(report.findings) + 1
    assert not {unicodedata.category(one) for one in shown if one != "\n"} & {
        "Cc",
        "Cf",
        "Zl",
        "Zp",
    }
