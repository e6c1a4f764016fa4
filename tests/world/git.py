"""Branches and commits of a planned repository, as far as programs write them through the API."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Commit:
    """All files of a commit; `parent` is empty where history begins for us."""

    files: dict[str, str]
    parent: str = ""
    message: str = ""
    login: str = ""


@dataclass(slots=True)
class Git:
    """What was written besides the default branch, which the repository's `files` are.

    With `opens_pulls=False` workflows may not open pull requests, with `moves=False` no branch may
    be moved by force.
    """

    commits: dict[str, Commit] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # commits by the names of branches
    opens_pulls: bool = True
    moves: bool = True
    pushes: int = 0  # how often a branch was written


def blob(text: str) -> str:
    """The name that git gives to a file's bytes."""
    data = text.encode()
    return _sha(b"blob %d\0" % len(data) + data)


def commit_id(files: Mapping[str, str], *more: str) -> str:
    """The name of a commit, near enough: other files or another history, another name."""
    return _sha(repr((sorted(files.items()), more)).encode())


def _sha(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
