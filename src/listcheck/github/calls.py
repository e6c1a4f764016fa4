"""Calls to GitHub's REST API as flows: requests out, replies in, JSON back.

A flow is a generator like those of the probes; `wired.converse` drives it.
"""

import json
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import urljoin, urlsplit

from listcheck.exchange import Answer, Failure, Reply, Request
from listcheck.settings import REST_HEADERS

T = TypeVar("T")
Talk = Generator[Request, Reply, T]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

LARGEST = 1 << 26  # bytes of one reply: a hundred comments of 65,536 characters, and more
MOST_PAGES = 300  # of a hundred each: more comments than any issue of GitHub's takes
MOST_MOVES = 3  # redirects of a repository that was renamed
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,<]*\brel="?next\b', re.ASCII)
_MOVED = (301, 302, 307, 308)


@dataclass(frozen=True, slots=True)
class Place:
    """The repository that is written to: `owner/name`, the root of its API and of its pages."""

    slug: str
    api: str = "https://api.github.com"
    server: str = "https://github.com"

    def url(self, path: str) -> str:
        """An address of the API below the repository; `path` is percent-encoded."""
        return f"{self.api.rstrip('/')}/repos/{self.slug}/{path}"


class TroubleError(Exception):
    """GitHub did not do as it was asked. `status` is None where no answer came."""

    def __init__(self, words: str, status: int | None = None, message: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.status = status
        self.message = message  # GitHub's own, from outside

    @property
    def forbidden(self) -> bool:
        """Whether we may not, as with the token of a fork's pull request."""
        return self.status in (401, 403, 404)

    @property
    def passing(self) -> bool:
        """Whether it may be gone the next time, and says nothing of what was asked."""
        return self.status is None or self.status == 429 or self.status >= 500


def call(method: Method, url: str, payload: Mapping[str, Any] | None = None) -> Talk[Any]:
    """Ask for one thing; what the reply's JSON says, None for a reply without a body.

    Raises:
        TroubleError: the reply is no success, or none came.
    """
    return (yield from _reply(method, url, payload))[0]


def pages(url: str) -> Talk[list[Any]]:
    """Everything of a listing, over all of its pages.

    Raises:
        TroubleError: a reply is no success and no listing, or none came.
    """
    found: list[Any] = []
    separator = "&" if "?" in url else "?"
    following: str | None = f"{url}{separator}per_page=100"
    for _ in range(MOST_PAGES):
        if following is None:
            break
        page, reply = yield from _reply("GET", following, None)
        if not isinstance(page, list):  # taken for an empty one, it would be written twice
            raise TroubleError("GitHub's API answers what is no listing", reply.status)
        found += page
        following = _next(following, reply)
    return found


def _reply(method: Method, url: str, payload: Mapping[str, Any] | None) -> Talk[tuple[Any, Answer]]:
    body = b"" if payload is None else json.dumps(payload).encode()
    headers = (*REST_HEADERS, ("Content-Type", "application/json")) if body else REST_HEADERS
    for _ in range(1 + MOST_MOVES):
        reply = yield Request(
            method, url, headers, body, read=LARGEST, credential="github", configured=True
        )
        if isinstance(reply, Failure):
            raise TroubleError(f"GitHub's API could not be asked: {reply.words}")
        moved = _elsewhere(url, reply)
        if moved is None:
            return _understood(reply), reply
        url = moved
    raise TroubleError("GitHub's API redirects without end")


def _understood(reply: Answer) -> Any:
    if reply.status // 100 != 2:
        message = _message(reply)
        raise TroubleError(f"GitHub's API answers {reply.status}", reply.status, message)
    if not reply.body and not reply.truncated:
        return None
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        raise TroubleError("GitHub's API answers what is no JSON", reply.status) from None


def _message(reply: Answer) -> str:
    try:
        told = json.loads(reply.body)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("message", "")) if isinstance(told, dict) else ""


def _elsewhere(url: str, reply: Answer) -> str | None:
    target = reply.headers.get("location", "") if reply.status in _MOVED else ""
    return _of_same_origin(url, target)


def _next(url: str, reply: Answer) -> str | None:
    found = _NEXT.search(reply.headers.get("link", ""))
    return _of_same_origin(url, found[1]) if found else None


def _of_same_origin(url: str, target: str) -> str | None:
    """An address that may be asked with the same token; None for one that leads elsewhere."""
    absolute = urljoin(url, target) if target else ""
    same = urlsplit(absolute)[:2] == urlsplit(url)[:2]
    return absolute if absolute and same else None
