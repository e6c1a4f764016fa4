"""Whether Software Heritage keeps the source of a repository that is gone.

Source: https://archive.softwareheritage.org/api/1/origin/visit/latest/doc/: the newest visit of an
origin that left a snapshot, 404 where there is none. An origin is its address to the letter, so it
is asked with and without `.git`. Strangers have 120 questions an hour.
"""

import json
from collections.abc import Generator
from typing import Any
from urllib.parse import quote

from listcheck.exchange import Answer, Exchange, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.probes.authority import JSON
from listcheck.probes.question import Question, in_one, until_silence
from listcheck.settings import Settings

LANE = "software-heritage"
_API = "https://archive.softwareheritage.org/api/1/origin/{}/visit/latest/?require_snapshot=true"
_BROWSE = "https://archive.softwareheritage.org/browse/origin/directory/?origin_url={}"
_READ = 1 << 16


def lookups(questions: tuple[Question, ...], _settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for all."""
    return (in_one(flow, questions),)


def flow(questions: tuple[Question, ...]) -> Flow:
    """Ask for each origin; an archive that does not answer ends it, and settles nothing."""
    return (yield from until_silence(_sought, questions))


def _sought(question: Question) -> Generator[Request, Reply, Observation | None]:
    trail: list[Exchange] = []
    for origin in (question.address, f"{question.address}.git"):
        url = _API.format(quote(origin, safe=":/"))
        reply = yield from ask(Request("GET", url, JSON, read=_READ, lane=LANE), trail)
        visit = _visit(reply)
        if visit is not None:
            browse = _BROWSE.format(quote(origin, safe=":/"))
            return _said(question, trail, "keeps its source", browse, str(visit.get("date"))[:10])
        if status_of(reply) not in (400, 404):
            return None
    return _said(question, trail, "Software Heritage has never been there")


def _visit(reply: Reply) -> dict[str, Any] | None:
    """The visit that a reply describes, if it left a snapshot."""
    if not isinstance(reply, Answer) or reply.status != 200 or reply.truncated:
        return None
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and isinstance(found.get("snapshot"), str)
    return found if whole and found["snapshot"] else None


def _said(
    question: Question, trail: list[Exchange], reason: str, url: str | None = None, day: str = ""
) -> Observation:
    last = trail[-1].reply
    is_day = len(day) == 10 and day.replace("-", "").isdigit()
    return Observation(
        question.key, Signal.ALIVE, reason, status_of(last), url,
        facts=Facts(updated=day if is_day else None), trail=tuple(trail), at=last.at,
    )  # fmt: skip
