"""The result document, for programs. Its shape is a promise, and apart from our own nouns."""

from listcheck.exchange import Answer, Exchange
from listcheck.renderers.result import (
    Coverage,
    EditModel,
    EvidenceModel,
    FindingModel,
    FixModel,
    LinkModel,
    ListModel,
    LocationModel,
    Result,
    Summary,
    Tool,
)
from listcheck.renderers.style import Style
from listcheck.report import FindingLine, LinkLine, Location, Report, iso


def render(report: Report, style: Style) -> str:
    """The document as JSON, two blanks deep, a newline at its end."""
    return document(report).model_dump_json(indent=2) + "\n"


def document(report: Report) -> Result:
    """The document as a value."""
    coverage = report.coverage
    return Result(
        tool=Tool(version=report.version),
        started_at=iso(report.started_at),
        finished_at=iso(report.finished_at),
        lists=[
            ListModel(path=one.path, entries=one.entries, links=one.links) for one in report.lists
        ],
        coverage=Coverage(
            links=coverage.links, verified=coverage.verified, unverified=coverage.unverified,
            refused=coverage.refused, skipped=coverage.skipped, requests=coverage.requests,
        ),
        summary=Summary(
            error=report.count("error"), warning=report.count("warning"), info=report.count("info"),
            waived=0,
        ),
        notes=list(report.notes),
        incomplete=report.incomplete or None,
        links=[_link(line) for line in report.links],
        findings=[_finding(line) for line in report.findings],
        waived=[],
    )  # fmt: skip


def _link(line: LinkLine) -> LinkModel:
    seen, life = line.verdict.observation, line.life
    return LinkModel(
        url=line.url, state=line.verdict.state, kind=line.kind, status=line.verdict.status,
        final_url=seen.final_url if seen else None, reason=line.verdict.reason,
        checked_at=iso(seen.at) if seen else None,
        failing_since=iso(life.failing_since) if life.failing_since is not None else None,
        failures=life.failures, confirmations=life.confirmations, confirmed=life.confirmed,
        locations=[_location(one) for one in line.locations],
    )  # fmt: skip


def _location(one: Location) -> LocationModel:
    return LocationModel(
        path=one.path, line=one.line, column=one.column, end_line=one.end_line,
        end_column=one.end_column,
    )  # fmt: skip


def _finding(line: FindingLine) -> FindingModel:
    finding = line.finding
    fix = None
    if finding.fix:
        edits = [_edit(place, text) for place, text in line.edits]
        fix = FixModel(title=finding.fix.title, safe=finding.fix.safe, edits=edits)
    return FindingModel(
        rule=finding.rule, severity=finding.severity, message=finding.message,
        entry=finding.entry,
        url=finding.url,
        location=_location(line.location), related=[_location(one) for one in line.related],
        claimed=finding.claimed, observed=finding.observed, advice=finding.advice,
        evidence=[_evidence(one) for one in finding.trail], fix=fix, key=finding.key,
        new=line.new, first_seen=iso(line.first_seen),
    )  # fmt: skip


def _edit(place: Location, text: str) -> EditModel:
    return EditModel(**_location(place).model_dump(), text=text)


def _evidence(exchange: Exchange) -> EvidenceModel:
    reply = exchange.reply
    answered = isinstance(reply, Answer)
    return EvidenceModel(
        request=f"{exchange.request.method} {exchange.request.url}",
        status=reply.status if isinstance(reply, Answer) else None,
        failure=None if answered else str(getattr(reply, "kind", "")),
        at=iso(reply.at),
    )
