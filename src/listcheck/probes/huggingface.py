"""The repository of a paper, as Hugging Face's pages of papers know it.

Source: https://huggingface.co/docs/hub/paper-pages and its API, `GET /api/papers/{arXiv id}`, with
`githubRepo` and `githubStars`. Anonymous clients have 500 API calls in five minutes
(https://huggingface.co/docs/hub/rate-limits). A 404 says that the paper has no page there, and
nothing of the paper; the repository is what some reader entered.
"""

import json
from typing import Any
from urllib.parse import quote

from listcheck import repositories
from listcheck.exchange import Exchange, Failure, Reply, Request, ask, status_of
from listcheck.model import Facts, Flow, Lookup, Observation, Signal
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings
from listcheck.states import OF_SILENCE

LANE = "huggingface-api"  # pages of the site have a smaller allowance of their own
_READ = 1 << 20
_HEADERS = (("Accept", "application/json"),)


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each paper."""
    api = settings.huggingface.api_url.rstrip("/")
    return one_by_one(flow, questions, api)


def flow(question: Question, api: str) -> Flow:
    """Ask for the repository of one paper; `question.name` is its id."""
    trail: list[Exchange] = []
    url = f"{api}/{quote(question.name, safe='/')}"
    request = Request("GET", url, _HEADERS, read=_READ, lane=LANE, configured=True)
    reply = yield from ask(request, trail)
    signal, reason, facts = _understood(reply)
    seen = Observation(
        question.key, signal, reason, status_of(reply), facts=facts,
        trail=tuple(trail), at=reply.at,
    )  # fmt: skip
    return (seen,)


def _understood(reply: Reply) -> tuple[Signal, str, Facts]:
    nothing = Facts()
    if isinstance(reply, Failure):
        return OF_SILENCE[reply.kind], f"Hugging Face could not be asked: {reply.words}", nothing
    if reply.status == 404:
        return Signal.ALIVE, "Hugging Face has no page for this paper", nothing
    if reply.status != 200:
        signal = Signal.THROTTLED if reply.status == 429 else Signal.UNKNOWN
        return signal, f"Hugging Face's API answers {reply.status}", nothing
    paper = None if reply.truncated else _object(reply.body)
    if paper is None or not isinstance(paper.get("id"), str):
        return Signal.UNKNOWN, "what Hugging Face's API answers is no paper", nothing
    return Signal.ALIVE, "answers", Facts(code=_address(paper.get("githubRepo")))


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _address(written: object) -> str | None:
    """The page of the repository that a reader entered, None if it is none."""
    text = written if isinstance(written, str) else ""
    host, _, path = text.strip().partition("://")[2].partition("/")
    found = repositories.address(host.lower(), f"/{path}")
    if found is None or not found.name or found.why_not:
        return None
    return f"https://github.com/{found.slug}"
