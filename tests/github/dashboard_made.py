"""Results for the dashboard: of findings in few words, with any text in them."""

from collections.abc import Sequence
from itertools import count, cycle
from typing import Any

from listcheck.result import (
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

DAY = "2026-03-01"
FILES = "https://github.com/owner/list/blob/HEAD"


def at(day: str) -> str:
    """Noon of a day, as the document writes it."""
    return f"{day}T12:00:00Z"


def place(line: int = 3, path: str = "README.md", column: int = 5) -> LocationModel:
    return LocationModel(path=path, line=line, column=column, end_line=line, end_column=column + 4)


def finding(name: str, rule: str = "dead-link", **more: Any) -> FindingModel:
    """A finding about the link of a name, known since the day of the first run."""
    usual: dict[str, Any] = {
        "severity": "error", "message": "leads nowhere: not found (404)", "entry": name,
        "url": f"https://example.org/{name}", "location": place(), "related": [], "claimed": None,
        "observed": None, "advice": "replace it, or take it out",
        "evidence": [EvidenceModel(request=f"GET https://example.org/{name}", status=404,
                                   failure=None, at=at(DAY))],
        "fix": None, "key": f"{rule}:{name}", "new": True, "first_seen": at(DAY),
    }  # fmt: skip
    return FindingModel(rule=rule, **{**usual, **more})


def link(name: str, state: str = "dead", **more: Any) -> LinkModel:
    """The link of a name, dead on three days."""
    usual: dict[str, Any] = {
        "kind": "page", "status": 404, "final_url": None, "reason": "not found (404)",
        "checked_at": at(DAY), "failing_since": "2026-02-20T12:00:00Z", "failures": 4,
        "confirmations": 3, "confirmed": True, "locations": [place()], "entry": name, "facts": None,
    }  # fmt: skip
    return LinkModel(url=f"https://example.org/{name}", state=state, **{**usual, **more})  # type: ignore[arg-type]


def fix(text: str = "https://example.org/new", *, safe: bool = True) -> FixModel:
    spot = place().model_dump()
    return FixModel(title="change it", safe=safe, edits=[EditModel(**spot, text=text)])


def result(
    *findings: FindingModel,
    links: Sequence[LinkModel] | None = None,
    day: str = DAY,
    **more: Any,
) -> Result:
    """A result with a dead link for each finding that has no other."""
    known = [one.url for one in links or ()]
    made = [
        link(one.url.rpartition("/")[2]) for one in findings if one.url and one.url not in known
    ]
    every = [*(links or ()), *made, link("fine", "alive", failing_since=None, confirmed=False)]
    unverified = sum(one.state == "unverified" for one in every)
    usual: dict[str, Any] = {
        "tool": Tool(version="1.0"), "started_at": at(day), "finished_at": at(day),
        "lists": [ListModel(path="README.md", entries=7, links=len(every))],
        "coverage": Coverage(links=len(every), verified=len(every) - unverified,
                             unverified=unverified, refused=0, skipped=0, requests=9),
        "summary": Summary(error=len(findings), warning=0, info=0, waived=0),
        "notes": [], "incomplete": None, "links": every, "findings": list(findings), "waived": [],
        "older": None,
    }  # fmt: skip
    return Result(**{**usual, **more})


def of_texts(texts: Sequence[str]) -> Result:
    """A result in which each text from outside is one of some, in turn, and a number."""
    supply = zip(cycle(texts), count())

    def text() -> str:
        words, number = next(supply)
        return f"{words}w{number}"

    def spot() -> LocationModel:
        return place(path=text())

    def one(rule: str, severity: str, *, safe: bool) -> FindingModel:
        edits = [EditModel(**spot().model_dump(), text=text())]
        evidence = [EvidenceModel(request=text(), status=None, failure=text(), at=text())]
        return finding(
            text(), rule, severity=severity, message=text(), url=text(), location=spot(),
            related=[spot(), spot()], advice=text(), evidence=evidence, key=text(),
            first_seen=text(), fix=FixModel(title=text(), safe=safe, edits=edits),
        )  # fmt: skip

    def other(state: str, **more: Any) -> LinkModel:
        link_ = link(text(), state, failing_since=text(), reason=text(), **more)
        return link_.model_copy(update={"url": text()})

    findings = [
        one("dead-link", "error", safe=True),
        one("moved-link", "info", safe=False),
        one(text(), "warning", safe=True),
    ]
    links = [
        other("unverified", status=None), other("unverified", status=403),
        other("dead").model_copy(update={"url": findings[0].url}),
    ]  # fmt: skip
    return result(*findings, links=links, incomplete=text(), notes=[text()])
