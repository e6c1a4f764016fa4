"""Results of runs in few words."""

import json
from typing import Any

from listcheck.result import Result, parse

LARGEST = 1 << 24


def place(line: int = 3, path: str = "README.md", **more: int) -> dict[str, Any]:
    """A range on one line."""
    return {"path": path, "line": line, "column": 1, "end_line": line, "end_column": 9} | more


def finding(line: int = 3, severity: str = "error", **more: Any) -> dict[str, Any]:
    """A finding, with more or other fields of the document."""
    usual = {
        "rule": "dead-link",
        "severity": severity,
        "message": "leads nowhere: not found (404)",
        "entry": "A page",
        "url": "https://gone.example.org/page",
        "location": place(line),
        "related": [],
        "claimed": None,
        "observed": None,
        "advice": "replace it, or take it out",
        "evidence": [
            {
                "request": "GET https://gone.example.org/page",
                "status": 404,
                "failure": None,
                "at": "x",
            }
        ],
        "fix": None,
        "key": f"dead-link:{line}",
        "new": True,
        "first_seen": "2026-01-01T12:00:00Z",
    }
    return usual | more


def untold(line: int = 3, why: str = "the site blocks programs (403)") -> dict[str, Any]:
    """A link that could not be checked."""
    return finding(line, "info", rule="unverified-link", message=f"could not be checked: {why}")


def edited(line: int, column: int, end: int, text: str, *, safe: bool = True) -> dict[str, Any]:
    """A fix of one line."""
    edit = place(line, column=column, end_column=end) | {"text": text}
    return {"title": "Write it so", "safe": safe, "edits": [edit]}


def linked(url: str, entry: str | None = "A page", **facts: Any) -> dict[str, Any]:
    """A living link with what was observed behind it."""
    nothing = dict.fromkeys(("title", "date", "stars", "licence", "archived"))
    return {
        "url": url,
        "state": "alive",
        "kind": "page",
        "status": 200,
        "final_url": None,
        "reason": "answers",
        "checked_at": None,
        "failing_since": None,
        "failures": 0,
        "confirmations": 0,
        "confirmed": False,
        "locations": [place()],
        "entry": entry,
        "facts": nothing | facts,
    }


def document(*findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A result document of a pull request that changes two entries."""
    counts = {"error": 0, "warning": 0, "info": 0, "waived": 0}
    usual = {
        "schema_version": 1,
        "tool": {"name": "listcheck", "version": "1.0"},
        "started_at": "2026-01-01T12:00:00Z",
        "finished_at": "2026-01-01T12:00:09Z",
        "lists": [{"path": "README.md", "entries": 2, "links": 3}],
        "coverage": dict.fromkeys(
            ("links", "verified", "unverified", "refused", "skipped", "requests"), 0
        ),
        "summary": counts,
        "notes": [],
        "incomplete": None,
        "links": [],
        "findings": list(findings),
        "waived": [],
        "older": 0,
        "healed": [],
    }
    return usual | more


def result(*findings: dict[str, Any], **more: Any) -> Result:
    """The same, read."""
    return parse(json.dumps(document(*findings, **more)).encode(), largest=LARGEST)
