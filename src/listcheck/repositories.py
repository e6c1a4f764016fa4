"""GitHub addresses: which repository they mean, and which part of it.

A repository's page, its `.git`, its star badge, its raw files and everything below it lead to one
name. Grammar of names: https://docs.github.com/en/rest/repos/repos and the limits of GitHub's own
sign-up forms; names outside it never reach a request.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\Z", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}\Z", re.ASCII)

# First path segments of github.com that are pages of GitHub itself, not of an owner. Gathered
# from https://github.com/robots.txt and the site's own navigation.
RESERVED = frozenset(
    """about account apps blog business codespaces collections contact copilot customer-stories
    dashboard education enterprise events explore features gist github-copilot home issues join
    login logout marketplace mobile new newsletter nonprofit notifications open-source
    organizations orgs partners premium-support pricing pulls readme resources search security
    sessions settings shop signup site solutions sponsors stars styleguide support team teams
    terms topics trending user-attachments users watching why-github""".split()
)

_TABS = frozenset(
    """issues pulls releases tags branches commits stargazers forks network watchers tree
    blob""".split()
)
_NUMBERED = {"issues": "number", "pull": "number", "pulls": "number", "discussions": "discussion"}
# GraphQL's Int has 32 bits: a greater number would spoil the query of fifty repositories.
_A_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")
_FILES = frozenset({"tree", "blob", "raw", "blame", "edit", "commits"})

# Paths below img.shields.io/github/ that are followed by owner/name; each with the number of
# further segments in between. https://shields.io/badges
_SHIELDS = {
    "stars": 0, "forks": 0, "watchers": 0, "license": 0, "issues": 0, "issues-raw": 0,
    "issues-pr": 0, "issues-pr-raw": 0, "issues-closed": 0, "issues-pr-closed": 0,
    "last-commit": 0, "contributors": 0, "repo-size": 0, "release": 0, "tag": 0,
    "release-date": 0, "created-at": 0, "downloads": 0, "sponsors": 9, "commit-activity": 1,
    "languages": 1, "v": 1, "actions": 2, "workflow": 1, "discussions": 0,
    "directory-file-count": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RepositoryAddress:
    """What an address says: owner and name ("" for an owner's page), the part, or why it is none.

    `part` is `path:REF/PATH` (not yet split: a ref may hold slashes), `release:TAG`, `number:N`,
    `discussion:N`, `commit:SHA`, `tab:NAME`, or "" for the repository itself.
    """

    owner: str
    name: str
    part: str = ""
    why_not: str = ""

    @property
    def slug(self) -> str:
        """The name as people write it."""
        return f"{self.owner}/{self.name}"


def is_name(owner: str, name: str) -> bool:
    """Whether these may be put into a request."""
    return bool(_OWNER.match(owner) and _NAME.match(name) and name not in (".", ".."))


def address(host: str, path: str, forge: str = "github.com") -> RepositoryAddress | None:
    """The repository or owner that an address leads to; None if it leads to neither.

    Args:
        host: in lower case.
        path: with its leading slash.
        forge: the host of the GitHub server that the API in use belongs to.
    """
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    if host == "raw.githubusercontent.com":
        return _repository(pieces[:2], ["raw", *pieces[2:]]) if len(pieces) > 3 else None
    if host == "img.shields.io":
        return _badge(pieces)
    if host not in (forge, "github.com", "www.github.com"):
        return None
    if pieces[:1] == ["orgs"] and (len(pieces) == 2 or pieces[2:] == ["repositories"]):
        pieces = pieces[1:2]
    if not pieces or pieces[0].lower() in RESERVED:
        return None
    if len(pieces) == 1:
        owner = pieces[0]
        return RepositoryAddress(owner, "", why_not="" if _OWNER.match(owner) else _NO_NAME)
    return _repository(pieces[:2], pieces[2:])


_NO_NAME = "not a name that a repository on GitHub can have"


def _repository(names: list[str], rest: list[str]) -> RepositoryAddress:
    owner, name = names[0], re.sub(r"\.git\Z", "", names[1])
    if not is_name(owner, name):
        return RepositoryAddress(owner, name, why_not=_NO_NAME)
    return RepositoryAddress(owner, name, _part(rest))


def _part(rest: list[str]) -> str:
    if not rest:
        return ""
    folder, below = rest[0], rest[1:]
    if folder in _FILES and below:
        return f"path:{'/'.join(_short_ref(below))}"
    if folder in _NUMBERED and below and _A_NUMBER.match(below[0]):
        return f"{_NUMBERED[folder]}:{int(below[0])}"
    if folder == "commit" and below:
        return f"commit:{below[0]}"
    if folder == "releases" and len(below) == 2 and below[0] == "tag":
        return f"release:{below[1]}"
    return f"tab:{folder}" if folder in _TABS and not below else f"tab:?{'/'.join(rest)}"


def _short_ref(pieces: list[str]) -> list[str]:
    """Without the full form of a branch or tag, where its short form stands behind it."""
    full = len(pieces) > 2 and pieces[0] == "refs" and pieces[1] in ("heads", "tags")
    return pieces[2:] if full else pieces


def _badge(pieces: list[str]) -> RepositoryAddress | None:
    """The repository that a badge of shields.io is about, if it is about one."""
    if len(pieces) < 4 or pieces[0] != "github" or pieces[1] not in _SHIELDS:
        return None
    start = 2 + _SHIELDS[pieces[1]]
    names = pieces[start : start + 2]
    if len(names) < 2:
        return None
    owner, name = names[0], re.sub(r"\.(svg|png|json)\Z", "", names[1])
    return RepositoryAddress(owner, name, why_not="" if is_name(owner, name) else _NO_NAME)


def star_badge(host: str, path: str) -> RepositoryAddress | None:
    """The repository whose stars a badge shows, if it is a star badge."""
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    if host != "img.shields.io" or pieces[:2] != ["github", "stars"]:
        return None
    return _badge(pieces)
