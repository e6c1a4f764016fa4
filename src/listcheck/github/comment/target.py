"""Which pull request is spoken to: what GitHub says of the event decides, never an artifact."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from listcheck.github.calls import Place, Talk, pages

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """A pull request, and the commit at its head that was checked."""

    number: int
    sha: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a run of a pull request looked at: repository (owner/name), branch and commit."""

    repository: str
    branch: str
    sha: str


def of_pull_request(pull: Any) -> Target | None:
    """The target of an event `pull_request`, from the pull request in its payload."""
    if not isinstance(pull, dict):
        return None
    number, sha = pull.get("number"), _text(pull, "head", "sha")
    return Target(number, sha) if isinstance(number, int) and _SHA.match(sha) else None


def of_run(run: Any) -> Head | None:
    """The head that another workflow's run looked at; None where it was no pull request's."""
    if not isinstance(run, dict) or run.get("event") != "pull_request":
        return None
    head = Head(
        _text(run, "head_repository", "full_name"),
        _text(run, "head_branch"),
        _text(run, "head_sha"),
    )
    complete = "/" in head.repository and head.branch and _SHA.match(head.sha)
    return head if complete else None


def found(place: Place, head: Head) -> Talk[list[Target]]:
    """The open pull requests that have this head now: of a stale run, none.

    Raises:
        TroubleError: GitHub cannot be asked.
    """
    owner = head.repository.partition("/")[0]
    branch = quote(f"{owner}:{head.branch}", safe="")
    each = yield from pages(place.url(f"pulls?state=open&head={branch}"))
    return [
        Target(one["number"], head.sha) for one in each if isinstance(one, dict) and _is(one, head)
    ]


def _is(pull: Mapping[str, Any], head: Head) -> bool:
    repository = _text(pull, "head", "repo", "full_name").lower()
    same = repository == head.repository.lower() and _text(pull, "head", "ref") == head.branch
    return same and _text(pull, "head", "sha") == head.sha and isinstance(pull.get("number"), int)


def _text(value: Any, *names: str) -> str:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
