"""Lists, evidence and cases in few words, so that a test shows what it is about."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType
from typing import Any

import pytest

from listcheck.case import Case
from listcheck.exchange import Answer, Exchange, Request
from listcheck.history import Record
from listcheck.model import Catalog, Document, Facts, Finding, Link, Observation, Part, Signal
from listcheck.readers import read
from listcheck.report import Circumstances, Report, summarise
from listcheck.rules import BY_SLUG, judged, selected
from listcheck.settings import Settings

NOON = 1_767_268_800.0  # 2026-01-01T12:00:00Z


def listing(text: str, path: str = "README.md") -> Catalog:
    """The catalog of one list, written with the indentation of the test."""
    return Catalog((document(text, path),))


def document(text: str, path: str = "README.md") -> Document:
    """One list as read."""
    return read(path, dedent(text).encode())


def link(text: str) -> Link:
    """The only link of a text."""
    (only,) = document(text).links
    return only


def seen(key: str, signal: Signal, reason: str = "", status: int | None = None) -> Observation:
    """An observation with an exchange behind it."""
    answer = Answer(status or 200, at=NOON)
    trail = (Exchange(Request("GET", f"https://example.org/{key}"), answer),)
    return Observation(key, signal, reason or signal.value, status, trail=trail, at=NOON)


def alive(key: str, parts: Mapping[str, Part] | None = None, **facts: Any) -> Observation:
    """Something that answers, with what was observed of it; one title stands for all versions."""
    if "title" in facts:
        facts.setdefault("titles", (facts["title"],))
    base = seen(key, Signal.ALIVE, "answers", 200)
    return Observation(
        key, Signal.ALIVE, base.reason, 200, facts=Facts(**facts),
        parts=MappingProxyType(dict(parts or {})), trail=base.trail, at=NOON,
    )  # fmt: skip


def gone(key: str, signal: Signal = Signal.MISSING) -> Observation:
    """Something that is dead, with hard evidence."""
    return seen(key, signal, "it is not there", 404)


def case(
    text: str | Catalog,
    *evidence: Observation,
    files: Mapping[tuple[str, str], bool] | None = None,
    lives: Mapping[str, Record] | None = None,
    settings: Settings | None = None,
    rendered: Mapping[str, str] | None = None,
) -> Case:
    """A list with its evidence."""
    catalog = listing(text) if isinstance(text, str) else text
    known = {one.key: one for one in evidence}
    return Case(catalog, known, settings or Settings(), files or {}, lives or {}, rendered or {})


def findings(rule: str, text: str | Catalog, *evidence: Observation, **more: Any) -> list[Finding]:
    """What one rule says of a list."""
    return list(BY_SLUG[rule].check(case(text, *evidence, **more)))


def told(rule: str, text: str | Catalog, *evidence: Observation, **more: Any) -> list[str]:
    """The messages of one rule."""
    return [finding.message for finding in findings(rule, text, *evidence, **more)]


def mended(text: str, finding: Finding) -> str:
    """The list with a finding's correction in it."""
    data = document(text).data
    edits = finding.fix.edits if finding.fix else ()
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        data = data[: edit.span.start] + edit.text.encode() + data[edit.span.end :]
    return data.decode()


def report(one: Case, **more: Any) -> Report:
    """The report on a case, made at noon."""
    usual = {"started_at": NOON, "finished_at": NOON + 2, "requests": 3}
    told = Circumstances(**{**usual, "rules": tuple(selected(one)), **more})
    found = judged(one)
    return summarise(one, found.findings, {}, told, found.waived)


def shared(*names: str) -> Path:
    """A file that lies beside the repository and is no part of it."""
    path = Path(__file__).resolve().parents[2].joinpath("shared", *names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} is not here: it is no part of the project")
    return path
