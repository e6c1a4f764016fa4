"""What people and programs write on GitHub: issues, pull requests, comments, artifacts of runs."""

from dataclasses import dataclass, field
from typing import Literal

OPENED = "2026-01-02T03:04:05Z"


@dataclass(slots=True)
class Caller:
    """Whom a token belongs to: by default a workflow's own, an installation of an app.

    An installation may not ask who it is (`GET /user` is 403). With `writes=False` its writes are
    refused, as those of a fork's pull request are.
    """

    login: str = "github-actions[bot]"
    writes: bool = True
    installation: bool = True


@dataclass(slots=True)
class Comment:
    """A comment of an issue; `edits` counts how often its text was changed."""

    id: int
    body: str
    login: str
    created_at: str = OPENED
    updated_at: str = OPENED
    edits: int = 0


@dataclass(slots=True)
class ChangedFile:
    """A file of a pull request with its patch; None where GitHub shows none."""

    path: str
    patch: str | None = None
    status: Literal["added", "removed", "modified", "renamed"] = "modified"


@dataclass(slots=True)
class Thread:
    """A comment on a line of a pull request, made by a review of ours."""

    review: int
    path: str
    line: int
    body: str
    login: str


@dataclass(slots=True)
class Pull:
    """What makes an issue a pull request. `repository` is its head's: owner/name."""

    repository: str
    branch: str
    sha: str
    base: str = "main"
    base_sha: str = "b" * 40
    files: list[ChangedFile] = field(default_factory=list)
    merged: bool = False
    draft: bool = False
    maintainer_can_modify: bool = False
    threads: list[Thread] = field(default_factory=list)
    mergeable: bool | None = True


@dataclass(slots=True)
class Edit:
    """Who changed a text, and when."""

    login: str
    at: str = OPENED


@dataclass(slots=True)
class Issue:
    """An issue, or a pull request. `edits` counts changes of title, text and state.

    `edited` has those of the text, the oldest first.
    """

    number: int
    title: str = "An issue"
    body: str | None = None
    login: str = "octocat"
    state: Literal["open", "closed", "deleted"] = "open"
    state_reason: str | None = None
    locked: bool = False
    labels: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    pull: Pull | None = None
    created_at: str = OPENED
    updated_at: str = OPENED
    closed_at: str | None = None
    edits: int = 0
    edited: list[Edit] = field(default_factory=list)


@dataclass(slots=True)
class Artifact:
    """What a run left: a ZIP file, in base64."""

    id: int
    run: int
    name: str
    zip: str
    expired: bool = False
