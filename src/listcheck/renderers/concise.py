"""One line for each finding, as compilers and editors write them."""

from listcheck.renderers.style import Style
from listcheck.report import FindingLine, Report
from listcheck.text import clean


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity[rule] message (url)`, and nothing else."""
    return "".join(f"{_line(line)}\n" for line in report.findings)


def _line(line: FindingLine) -> str:
    place, finding = line.location, line.finding
    where = f"{clean(place.path)}:{place.line}:{place.column}"
    told = finding.url and finding.url not in finding.message.split()
    url = f" ({clean(finding.url or '')})" if told else ""
    return f"{where}: {finding.severity}[{finding.rule}] {clean(finding.message)}{url}"
