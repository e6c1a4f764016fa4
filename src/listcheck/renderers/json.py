"""The result document, for programs. Its shape is a promise, and apart from our own nouns.

`result.py` holds the promise as a schema, which tests compare with what is written here. The
document is made of plain values, since a schema library would take longer to load than the text
takes to write.
"""

import json
from collections.abc import Iterable
from typing import Any

from listcheck.exchange import Answer, Exchange
from listcheck.model import Facts
from listcheck.renderers.style import Style
from listcheck.report import FindingLine, LinkLine, Location, Report, WaivedLine, iso


def render(report: Report, style: Style) -> str:
    """The document as JSON: one line for each list, link and finding, a newline at its end."""
    fields = (f"  {compact(name)}: {_block(value)}" for name, value in document(report).items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


_encoded = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def compact(value: Any) -> str:
    """A value as JSON on one line, in ASCII.

    Half a character becomes a question mark: escaped, strict readers would take it for no JSON.
    """
    text = _encoded(value)
    if "\\ud" not in text:
        return text
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return json.dumps(json.loads(whole), ensure_ascii=True)


def _block(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return compact(value)
    return "[\n" + (_rows(value) or ",\n".join(f"    {compact(one)}" for one in value)) + "\n  ]"


def _rows(value: list[Any]) -> str:
    """Objects on a line each, encoded all at once; empty for what has to be looked at one by one.

    A quotation mark within a text is escaped, so that only an object can begin with a name, and
    none that lies within another one begins with the same name as that.
    """
    text = _encoded(value)
    if not isinstance(value[0], dict) or "\\ud" in text:
        return ""
    first = _encoded(next(iter(value[0])))
    return f"    {text[1:-1]}".replace(f"}}, {{{first}: ", f"}},\n    {{{first}: ")


def document(report: Report) -> dict[str, Any]:
    """The document as plain values, in the order in which they are written."""
    coverage = report.coverage
    return {
        "schema_version": 1,
        "tool": {"name": "listcheck", "version": report.version},
        "started_at": iso(report.started_at),
        "finished_at": iso(report.finished_at),
        "lists": [
            {"path": one.path, "entries": one.entries, "links": one.links} for one in report.lists
        ],
        "coverage": {
            "links": coverage.links,
            "verified": coverage.verified,
            "unverified": coverage.unverified,
            "refused": coverage.refused,
            "skipped": coverage.skipped,
            "requests": coverage.requests,
        },
        "summary": {
            "error": report.count("error"),
            "warning": report.count("warning"),
            "info": report.count("info"),
            "waived": len(report.waived),
        },
        "notes": list(report.notes),
        "incomplete": report.incomplete or None,
        "links": [_link(line) for line in report.links],
        "findings": [_finding(line) for line in report.findings],
        "waived": [_waived(one) for one in report.waived],
        "older": report.older,
        "healed": list(report.healed),
    }


def _link(line: LinkLine) -> dict[str, Any]:
    seen, life = line.verdict.observation, line.life
    return {
        "url": line.url,
        "state": line.verdict.state,
        "kind": line.kind,
        "status": line.verdict.status,
        "final_url": seen.final_url if seen else None,
        "reason": line.verdict.reason,
        "checked_at": iso(seen.at) if seen else None,
        "failing_since": iso(life.failing_since) if life.failing_since is not None else None,
        "failures": life.failures,
        "confirmations": life.confirmations,
        "confirmed": life.confirmed,
        "locations": _locations(line.locations),
        "entry": line.entry,
        "facts": _facts(seen.facts) if seen else None,
    }


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "date": facts.published,
        "stars": facts.stars,
        "licence": facts.licence,
        "archived": facts.archived,
    }


def _locations(places: Iterable[Location]) -> list[dict[str, Any]]:
    return [_location(place) for place in places]


def _location(one: Location) -> dict[str, Any]:
    return {
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
    }


def _finding(line: FindingLine) -> dict[str, Any]:
    finding = line.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "entry": finding.entry,
        "url": finding.url,
        "location": _location(line.location),
        "related": _locations(line.related),
        "claimed": finding.claimed,
        "observed": finding.observed,
        "advice": finding.advice,
        "evidence": [_evidence(one) for one in finding.trail],
        "fix": _fix(line),
        "key": finding.key,
        "new": line.new,
        "first_seen": iso(line.first_seen),
    }


def _waived(one: WaivedLine) -> dict[str, Any]:
    waiver = one.waiver
    told = {"because": waiver.because, "until": waiver.until, "source": waiver.source}
    return {**_finding(one.line), "waiver": told}


def _fix(line: FindingLine) -> dict[str, Any] | None:
    fix = line.finding.fix
    if fix is None:
        return None
    edits = [_location(place) | {"text": text} for place, text in line.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _evidence(exchange: Exchange) -> dict[str, Any]:
    reply = exchange.reply
    answered = isinstance(reply, Answer)
    return {
        "request": f"{exchange.request.method} {exchange.request.url}",
        "status": reply.status if isinstance(reply, Answer) else None,
        "failure": None if answered else str(getattr(reply, "kind", "")),
        "at": iso(reply.at),
    }
