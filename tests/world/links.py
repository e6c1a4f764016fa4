"""The addresses in a Markdown text, found crudely and generously.

A page too many in the world does no harm, one too few would be a dead link: where it is open
which address a reader of the text will see, all of them are taken.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_START = re.compile(r"(?:https?://|(?<![\w./@-])www\.)", re.IGNORECASE)
_STOP = set(' \t\r\n<>"`|\\^{}')
_TRAILING = ".,;:!?*_~'"
_WIDE = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|format|src|ps)/|ar5iv(?:\.labs)?(?:\.arxiv)?\.org/(?:html|abs)/"
    r"|alphaxiv\.org/(?:abs|overview|pdf)/|huggingface\.co/papers/|hf\.co/papers/"
    r"|doi\.org/10\.48550/arxiv\.)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v(?P<version>\d+))?",
    re.IGNORECASE,
)
_NOT_OWNERS = frozenset(
    [
        "advisories",
        "mcp",
        "about",
        "apps",
        "collections",
        "contact",
        "customer-stories",
        "enterprise",
        "events",
        "explore",
        "features",
        "issues",
        "login",
        "marketplace",
        "new",
        "notifications",
        "orgs",
        "pricing",
        "pulls",
        "search",
        "settings",
        "signup",
        "site",
        "sponsors",
        "stars",
        "topics",
        "trending",
        "user-attachments",
        "users",
    ]
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address, and where in the text it begins."""

    url: str
    offset: int


@dataclass(frozen=True, slots=True)
class RepositoryPath:
    """What an address says of a repository; `path` is None unless it names a tree or a blob."""

    name: str
    kind: str = ""
    ref: str = ""
    path: str | None = None


def addresses(text: str) -> Iterator[Address]:
    """Every address in the text, with every way to see its end."""
    for start in _START.finditer(text):
        long = _until_stop(text, start.start())
        for url in {long, long.rstrip(_TRAILING), _WIDE.split(long)[0], _unescaped(text, start)}:
            for decoded in {url, html.unescape(url)}:
                whole = decoded if "://" in decoded else f"http://{decoded}"
                if _is_url(whole):
                    yield Address(whole, start.start())


def _until_stop(text: str, start: int, stop: set[str] = _STOP) -> str:
    closers = {")": 0, "]": 0}
    openers = {"(": ")", "[": "]"}
    end = start
    while end < len(text) and text[end] not in stop:
        character = text[end]
        if character in openers:
            closers[openers[character]] += 1
        elif character in closers:
            if not closers[character]:
                break
            closers[character] -= 1
        end += 1
    return text[start:end]


def _unescaped(text: str, start: re.Match[str]) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", _until_stop(text, start.start(), _STOP - {"\\"}))


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def paper_of(url: str) -> tuple[str, int] | None:
    """The arXiv id in an address, and the version (0 if it names none)."""
    found = _ARXIV.search(unquote(url))
    if not found:
        return None
    archive, slash, number = found["id"].rpartition("/")
    return f"{archive.partition('.')[0].lower()}{slash}{number}", int(found["version"] or 0)


@dataclass(frozen=True, slots=True)
class Item:
    """What an address names below a repository that is no file: "issues" and "12"."""

    kind: str
    name: str


_ITEMS = {
    ("issues",): "issue", ("pull",): "pull", ("discussions",): "discussion",
    ("milestone",): "milestone", ("commit",): "ref", ("releases", "tag"): "ref",
    ("releases", "download"): "asset", ("archive",): "ref", ("archive", "refs", "heads"): "ref",
    ("archive", "refs", "tags"): "ref", ("actions", "workflows"): "workflow", ("compare",): "refs",
}  # fmt: skip


def item_of(url: str) -> Item | None:
    """The issue, release, commit... that an address below a repository names."""
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment][2:]
    if (parts.hostname or "").removeprefix("www.") != "github.com" or not repository_of(url):
        return None
    for length in (3, 2, 1):
        kind, rest = _ITEMS.get(tuple(segments[:length]), ""), segments[length:]
        if kind and rest:
            whole = kind in ("ref", "asset", "refs")
            name = "/".join(rest) if whole else rest[0]
            is_archive = segments[0] == "archive"
            return Item(kind, re.sub(r"\.(zip|tar\.gz)\Z", "", name) if is_archive else name)
    return None


def owner_of(url: str) -> str | None:
    """The person or organisation whose page an address is."""
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    if segments[:1] == ["orgs"] and (len(segments) == 2 or segments[2:] == ["repositories"]):
        segments = segments[1:2]
    named = len(segments) == 1 and segments[0].lower() not in _NOT_OWNERS
    return segments[0] if parts.hostname in ("github.com", "www.github.com") and named else None


def doi_of(url: str) -> str | None:
    """The DOI in an address of the resolver."""
    parts = urlsplit(url)
    name = unquote(parts.path).removeprefix("/").lower()
    return name if parts.hostname in _RESOLVERS and name.startswith("10.") else None


_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org")


def repository_of(url: str) -> RepositoryPath | None:
    """The repository that an address or a badge names."""
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    match (parts.hostname or "").removeprefix("www."):
        case "github.com" if len(segments) >= 2 and segments[0].lower() not in _NOT_OWNERS:
            name = f"{segments[0]}/{segments[1].removesuffix('.git')}"
            if len(segments) >= 4 and segments[2] in ("tree", "blob", "raw", "blame", "edit"):
                kind = "tree" if segments[2] == "tree" else "blob"
                return RepositoryPath(name, kind, segments[3], "/".join(segments[4:]))
            return RepositoryPath(name)
        case "raw.githubusercontent.com" if len(segments) >= 4:
            ref = segments[4] if segments[2:4] == ["refs", "heads"] else segments[2]
            path = segments[5:] if segments[2:4] == ["refs", "heads"] else segments[3:]
            return RepositoryPath("/".join(segments[:2]), "blob", ref, "/".join(path))
        case "img.shields.io" if segments[:1] == ["github"]:
            rest = segments[3:] if segments[1:2] == ["actions"] else segments[2:]
            if len(rest) >= 2:
                return RepositoryPath(f"{rest[0]}/{rest[1].removesuffix('.svg')}")
    return None
