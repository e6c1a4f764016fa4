"""What GitHub's REST API is asked with, and what its replies mean."""

from pydantic import ValidationError

from listcheck.exchange import Answer, Failure, FailureKind, Request
from listcheck.model import Signal
from listcheck.probes.github_payloads import RestError
from listcheck.settings import REST_HEADERS, Services
from listcheck.states import OF_SILENCE

READ = 1 << 18
GET_A_TOKEN = (
    "GitHub answers 60 questions an hour without a token; "  # noqa: S105  (words)
    "set GITHUB_TOKEN to any token, "
    "one without scopes will do (https://github.com/settings/tokens)"
)
OUT_OF_ALLOWANCE = "GitHub's limit for this token is used up for now"
NOT_FOR_US = "GitHub refuses to tell (403)"  # of this one, whenever it is asked
BAD_TOKEN = "GitHub refuses the token in GITHUB_TOKEN (401)"  # noqa: S105  (words)


def request(services: Services, path: str, *, late: bool = False) -> Request:
    """A GET below the API's root; `path` begins with a slash and is percent-encoded."""
    url = services.github_api.rstrip("/") + path
    return Request(
        "GET", url, REST_HEADERS, read=READ, late=late, credential="github", configured=True
    )


def of_error(reply: Answer, what: str, *, has_token: bool) -> tuple[Signal, str]:
    """What a reply means that is none: the signal, and the reason in words."""
    error = _error(reply)
    if reply.status == 404:
        return Signal.MISSING, f"GitHub knows no {what} of this name"
    if reply.status == 451 or (reply.status == 403 and error.block):
        why = error.block.reason if error.block else None
        return Signal.LEGAL, f"GitHub blocks it{f' ({why})' if why and why.isalnum() else ''}"
    if is_limit(reply, error):
        return Signal.THROTTLED, OUT_OF_ALLOWANCE if has_token else GET_A_TOKEN
    if reply.status == 403:
        return Signal.BLOCKED, NOT_FOR_US
    if reply.status == 401:
        return Signal.NOT_ASKED, BAD_TOKEN
    if reply.status >= 500:
        return Signal.SERVER_ERROR, f"GitHub's API answers {reply.status}"
    return Signal.UNKNOWN, f"GitHub's API answers {reply.status}"


def is_limit(reply: Answer, error: RestError | None = None) -> bool:
    """Whether the answer is about the number of our requests (GitHub's docs on rate limits)."""
    if reply.status not in (403, 429):
        return False
    headers = reply.headers
    spent = headers.get("x-ratelimit-remaining", "").strip() == "0" or "retry-after" in headers
    return reply.status == 429 or spent or (error or _error(reply)).is_limit


def _error(reply: Answer) -> RestError:
    try:
        return RestError.model_validate_json(reply.body)
    except ValidationError:
        return RestError()


def of_failure(reply: Failure, *, has_token: bool) -> tuple[Signal, str]:
    """What it means that GitHub's API gave no answer: never anything about a repository."""
    if reply.kind is FailureKind.CLOSED_LANE:
        return Signal.THROTTLED, OUT_OF_ALLOWANCE if has_token else GET_A_TOKEN
    return OF_SILENCE[reply.kind], f"GitHub's API could not be asked: {reply.words}"
