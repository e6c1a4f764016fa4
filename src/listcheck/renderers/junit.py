"""JUnit's XML, which most systems that run tests can show: a suite is a list, a case a finding.

A finding fails its case if it counts for the exit status (`--fail-on`). What could not be checked
and what is accepted is skipped, which is neither passed nor failed; other findings pass, with
their text. A rule that found nothing in a list passes a case of its own, where enough was seen.
"""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from listcheck.renderers.sentences import sentences, where
from listcheck.renderers.style import Style
from listcheck.renderers.summary import UNTOLD, summary
from listcheck.report import FindingLine, Report, WaivedLine, counts, iso
from listcheck.states import OFFLINE
from listcheck.text import clean

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report, style: Style) -> str:
    """The document, with a newline at its end."""
    root = Element("testsuites", name="listcheck")
    _fill(SubElement(root, "testsuite", name="listcheck"), [_run(report)])
    for path in _paths(report):
        _fill(SubElement(root, "testsuite", name=clean(path)), list(_cases(report, path)))
    for name in ("tests", *_COUNTED):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("time", f"{report.finished_at - report.started_at:.3f}")
    root.set("timestamp", iso(report.started_at).removesuffix("Z"))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _fill(suite: Element, cases: list[Element]) -> None:
    """Put the cases into a suite, their counts, and numbers to names that are there already."""
    suite.set("tests", str(len(cases)))
    for name, tag in _COUNTED.items():
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))
    seen: Counter[tuple[str, str]] = Counter()
    for case in cases:
        name = case.get("name", "")
        seen[case.get("classname", ""), name] += 1
        times = seen[case.get("classname", ""), name]
        case.set("name", f"{name} ({times})" if times > 1 else name)
        suite.append(case)


def _run(report: Report) -> Element:
    """One case for the run as a whole, so that no file is without one."""
    case = Element("testcase", classname="listcheck", name="enough was seen")
    if report.incomplete:
        SubElement(case, "skipped", message=f"incomplete: {clean(report.incomplete)}")
    SubElement(case, "system-out").text = summary(report, Style(width=1000))
    return case


def _paths(report: Report) -> tuple[str, ...]:
    """Every list, and every other file that something was found in."""
    lines = [*report.findings, *(one.line for one in report.waived)]
    paths = [one.path for one in report.lists] + [line.location.path for line in lines]
    return tuple(dict.fromkeys(paths))


def _cases(report: Report, path: str) -> Iterator[Element]:
    lines = [line for line in report.findings if line.location.path == path]
    waived = [one for one in report.waived if one.line.location.path == path]
    yield from (_finding(line, report.fail_on) for line in lines)
    yield from map(_waived, waived)
    found = {line.finding.rule for line in [*lines, *(one.line for one in waived)]}
    unseen = _unseen(report)
    for rule in report.rules:
        if rule.slug not in found and rule.slug != UNTOLD:
            case = Element("testcase", classname=rule.slug, name="nothing found")
            if unseen:
                SubElement(case, "skipped", message=unseen)
            yield case


def _unseen(report: Report) -> str:
    """Why that nothing was found proves nothing; empty where it does."""
    offline = sum(
        line.verdict.state == "skipped" and line.verdict.reason == OFFLINE for line in report.links
    )
    if report.incomplete:
        return clean(f"incomplete: {report.incomplete}")
    return f"{offline:,} addresses were not asked: offline" if offline else ""


def _finding(line: FindingLine, fail_on: str) -> Element:
    case, finding = _case(line), line.finding
    message, *_ = sentences(line)
    if counts(line, fail_on):
        failure = SubElement(case, "failure", type=clean(finding.rule), message=message)
        failure.text = _text(line)
    elif finding.rule == UNTOLD:
        SubElement(case, "skipped", message=message)
    else:
        SubElement(case, "system-out").text = _text(line)
    return case


def _waived(one: WaivedLine) -> Element:
    case = _case(one.line)
    SubElement(case, "skipped", message=f"accepted: {clean(one.waiver.because)}")
    SubElement(case, "system-out").text = _text(one.line)
    return case


def _text(line: FindingLine) -> str:
    return "\n".join([where(line.location), *sentences(line)])


def _case(line: FindingLine) -> Element:
    finding, place = line.finding, line.location
    name = clean(finding.url or finding.entry or finding.message, 200) or "?"
    return Element(
        "testcase", classname=clean(finding.rule), name=name, file=clean(place.path),
        line=str(place.line),
    )  # fmt: skip
