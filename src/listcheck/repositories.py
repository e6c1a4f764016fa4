"""GitHub addresses: which repository they mean, and which part of it.

A repository's page, its `.git`, its star badge, its raw files and everything below it lead to one
name. Grammar of names: https://docs.github.com/en/rest/repos/repos and the limits of GitHub's own
sign-up forms; names outside it never reach a request.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from listcheck.patterns import lazy_compile

_OWNER = lazy_compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\Z", re.ASCII)
_NAME = lazy_compile(r"[A-Za-z0-9._-]{1,100}\Z", re.ASCII)

# First path segments of github.com that are pages of GitHub itself, not of an owner. Gathered
# from https://github.com/robots.txt, the site's own navigation, and the npm package
# github-reserved-names.
RESERVED = frozenset(
    """advisories assets careers case-studies certification edu enterprises git-guides images mcp
    newsroom nodes personal press site-policy sitemap social-impact static training
    about account apps blog business codespaces collections contact copilot customer-stories
    dashboard education enterprise events explore features gist github-copilot home issues join
    login logout marketplace mobile new newsletter nonprofit notifications open-source
    organizations orgs partners premium-support pricing pulls readme resources search security
    sessions settings shop signup site solutions sponsors stars styleguide support team teams
    terms topics trending user-attachments users watching why-github""".split()
)

_TABS = frozenset(
    """issues pulls releases tags branches commits stargazers forks network watchers tree
    blob wiki discussions labels milestones activity pulse releases/latest network/members
    network/dependencies network/dependents graphs/contributors graphs/commit-activity
    graphs/code-frequency""".split()
)
_NUMBERED = {
    "issues": "number", "pull": "number", "pulls": "number", "discussions": "discussion",
    "milestone": "milestone",
}  # fmt: skip
# GraphQL's Int has 32 bits: a greater number would spoil the query of fifty repositories.
_A_NUMBER = lazy_compile(r"[1-9][0-9]{0,8}\Z")
_FILES = frozenset({"tree", "blob", "raw", "blame", "edit", "commits"})
# What is packed of a branch, tag or commit: /archive/main.zip, /zipball/main.
_ARCHIVES = frozenset({"archive", "zipball", "tarball"})
_ARCHIVE_END = lazy_compile(r"\.(?:zip|tar\.gz|tgz)\Z")
# Hosts of files and archives: the pieces before owner and name, and behind them.
_FILE_HOSTS = {
    "raw.githubusercontent.com": (0, 2),
    "media.githubusercontent.com": (1, 3),  # /media/, of large files
}

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
_HOSTS = frozenset(
    {"github.com", "www.github.com", "codeload.github.com", "img.shields.io", *_FILE_HOSTS}
)


class RepositoryAddress(NamedTuple):
    """What an address says: owner and name ("" for an owner's page), the part, or why it is none.

    `part` is `path:REF/PATH` (not yet split: a ref may hold slashes), `release:TAG`,
    `asset:TAG/FILE`, `number:N` (an issue or a pull request), `discussion:N`, `milestone:N`,
    `commit:SHA`, `compare:ONE...OTHER`, `workflow:FILE`, `tab:NAME` for a page that every
    repository can have, `tab:?PATH` for any other, or "" for the repository itself.
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
    if host != forge and host not in _HOSTS:
        return None
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    if host in _FILE_HOSTS:
        start, end = _FILE_HOSTS[host]
        return _repository(pieces[start:end], ["raw", *pieces[end:]]) if pieces[end + 1 :] else None
    if host == "codeload.github.com":
        return _repository(pieces[:2], ["zipball", *pieces[3:]]) if pieces[3:] else None
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
    found = _BELOW[folder](below) if below and folder in _BELOW else ""
    whole = "/".join(rest)
    return found or (f"tab:{whole}" if whole in _TABS else f"tab:?{whole}")


def _path(below: list[str]) -> str:
    return f"path:{'/'.join(_short_ref(below))}"


def _archive(below: list[str]) -> str:
    """Of a ref without slashes: behind such a one, a name for the file may stand."""
    ref = _short_ref([*below[:-1], _ARCHIVE_END.sub("", below[-1])])
    return f"path:{ref[0]}" if len(ref) == 1 else ""


def _numbered(kind: str) -> Callable[[list[str]], str]:
    return lambda below: f"{kind}:{int(below[0])}" if _A_NUMBER.match(below[0]) else ""


def _commit(below: list[str]) -> str:
    return f"commit:{_PATCH.sub('', below[0])}"


_PATCH = lazy_compile(r"\.(?:patch|diff)\Z")


def _release(below: list[str]) -> str:
    """A tag may hold slashes, the name of a file does not."""
    kind, names = below[0], "/".join(below[1:])
    if kind == "tag" and names:
        return f"release:{names}"
    return f"asset:{names}" if kind == "download" and "/" in names else ""


def _workflow(below: list[str]) -> str:
    named = len(below) > 1 and below[0] == "workflows" and below[1].endswith((".yml", ".yaml"))
    return f"workflow:{below[1]}" if named else ""


def _compare(below: list[str]) -> str:
    """Two refs of this repository; those of a fork have a colon."""
    one, dots, other = "/".join(below).partition("...")
    return f"compare:{one}...{other}" if dots and one and other and ":" not in one + other else ""


_BELOW: dict[str, Callable[[list[str]], str]] = {
    **dict.fromkeys(_FILES, _path),
    **dict.fromkeys(_ARCHIVES, _archive),
    **{folder: _numbered(kind) for folder, kind in _NUMBERED.items()},
    "commit": _commit,
    "releases": _release,
    "actions": _workflow,
    "compare": _compare,
}


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
