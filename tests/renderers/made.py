"""Reports that no list could lead to: any text in any place, and any number of findings."""

from collections.abc import Sequence
from itertools import count, cycle

from builders import NOON

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Request
from listcheck.history import Record
from listcheck.model import Edit, Finding, Fix, Severity, Span, Waiver
from listcheck.report import (
    Coverage,
    FindingLine,
    LinkLine,
    Listed,
    Location,
    Report,
    WaivedLine,
)
from listcheck.rules import RULES
from listcheck.states import Verdict


def of_texts(texts: Sequence[str], fail_on: str = "error") -> Report:
    """A report in which each text from outside is one of some, in turn, and a number."""
    supply = zip(cycle(texts), count())

    def text() -> str:
        words, number = next(supply)
        return f"{words}w{number}"

    def place() -> Location:
        return Location(text(), 3, 5, 3, 9)

    def line(rule: str, severity: Severity, *, new: bool) -> FindingLine:
        asked = Request("GET", text())
        trail = (
            Exchange(asked, Answer(404, at=NOON)),
            Exchange(asked, Failure(FailureKind.TIMEOUT, at=NOON)),
        )
        fix = Fix(text(), (Edit(Span("", 0, 0), ""),), safe=new)
        finding = Finding(
            rule, severity, text(), Span("", 0, 1), entry=text(), url=text(), advice=text(),
            trail=trail, fix=fix, key=f"{rule}:0123456789abcdef",
        )  # fmt: skip
        edits = ((place(), text()), (place(), ""))
        return FindingLine(finding, place(), (place(), place()), edits, new, NOON)

    waiver = Waiver(("dead-link",), text(), text())
    return Report(
        NOON,
        NOON + 2,
        (Listed(text(), 7, 8), Listed(text(), 0, 0)),
        Coverage(4, 2, 1, 1, 0, 9),
        (LinkLine(text(), "page", Verdict("alive", text()), Record(), (place(),)),),
        (
            line("dead-link", "error", new=True),
            line("moved-link", "info", new=False),
            line("unverified-link", "info", new=True),
        ),
        (text(), text()),
        text(),
        waived=(WaivedLine(line("dead-link", "error", new=False), waiver),),
        healed=(text(),),
        rules=RULES,
        fail_on=fail_on,
    )


def of_many(number: int, length: int = 60, severity: Severity = "error") -> Report:
    """A report with many findings, every fourth of them new.

    Args:
        number: how many findings, and as many more that could not be checked.
        length: of the longer texts, in characters.
        severity: of the findings.
    """

    def line(at: int, rule: str, severity: Severity) -> FindingLine:
        url = f"https://example.org/{at}/{'a' * length}"
        place = Location("README.md", at + 1, 5, at + 1, 5 + len(url))
        trail = (Exchange(Request("GET", url), Answer(404, at=NOON)),)
        finding = Finding(
            rule, severity, f"could not be checked: it is not there, {at % 40} times",
            Span("README.md", at, at + 1), entry=f"Clocks {at}", url=url,
            advice="replace it", trail=trail, key=f"{rule}:{at:016x}",
        )  # fmt: skip
        return FindingLine(finding, place, (), (), at % 4 == 0, NOON)

    found = [line(at, "dead-link", severity) for at in range(number)]
    found += [line(at, "unverified-link", "info") for at in range(number)]
    listed = (Listed("README.md", number, 2 * number),)
    coverage = Coverage(2 * number, number, number, 0, 0, 9)
    return Report(NOON, NOON + 2, listed, coverage, (), tuple(found), rules=RULES)
