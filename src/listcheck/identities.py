"""Addresses of things that a service's own record answers for, whatever their pages say.

A DOI, a model, a video, a record, a gist, a repository on another forge than GitHub: all addresses
of one thing are one question. What is not sure to name such a thing stays the address of a page.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from listcheck.patterns import lazy_compile

# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
_DOI = lazy_compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f]+\Z", re.ASCII)
# https://huggingface.co/docs/hub/repositories-settings: names of up to 96 characters
_HUB_NAME = lazy_compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}\Z", re.ASCII)
_VIDEO = lazy_compile(r"[A-Za-z0-9_-]{11}\Z", re.ASCII)
_PLAYLIST = lazy_compile(r"[A-Za-z0-9_-]{13,64}\Z", re.ASCII)
_NUMBER = lazy_compile(r"[1-9]\d{0,11}\Z", re.ASCII)
_HEX = lazy_compile(r"[0-9a-f]{20}(?:[0-9a-f]{12})?\Z", re.ASCII)
_SLUG = lazy_compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,254}\Z", re.ASCII)
_SWHID = lazy_compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}\Z", re.ASCII)

# Below huggingface.co, of the site itself rather than of somebody's models.
_HUB_PAGES = frozenset(
    """api blog brand changelog chat collections dashboard datasets docs enterprise front
    inference inference-endpoints join kernels languages learn login logout models new
    organizations papers policy posts pricing privacy search security settings spaces storage
    subscribe support tasks terms-of-service welcome""".split()
)
_HUB_FILES = frozenset({"blob", "tree", "resolve", "raw"})
# Behind a name without an owner, which some old models and data sets have.
_HUB_TABS = _HUB_FILES | {"commits", "discussions", "edit", "settings", "viewer"}
# Below gitlab.com: https://docs.gitlab.com/user/reserved_names/
_GITLAB_PAGES = frozenset(
    """- admin api assets dashboard explore groups help oauth profile projects public search
    snippets uploads users v2""".split()
)
_GITLAB_PARTS = frozenset(
    """- tree blob raw issues merge_requests wikis commits commit tags branches releases pipelines
    snippets""".split()
)


class Identity(NamedTuple):
    """The key of a question, and the part of it that an address leads to ("" for the whole)."""

    key: str
    part: str = ""


def identity(host: str, path: str, query: str = "") -> Identity | None:
    """The thing that an address names, None if it is a page like any other.

    Args:
        host: in lower case.
        path: with its leading slash, percent-encoded.
        query: what follows the question mark, percent-encoded.
    """
    read = _READERS.get(host)
    return read([piece for piece in path.split("/") if piece], path, query) if read else None


_Reader = Callable[[list[str], str, str], Identity | None]


def _doi(_pieces: list[str], path: str, _query: str) -> Identity | None:
    # DOIs do not tell the case of letters apart: doi.org's handbook, 2.4.
    name = unquote(path.removeprefix("/")).lower()
    return Identity(f"doi:{name}") if _DOI.match(name) else None


def _hub(pieces: list[str], _path: str, _query: str) -> Identity | None:
    kind = pieces[0] if pieces and pieces[0] in ("datasets", "spaces", "collections") else "models"
    names = pieces if kind == "models" else pieces[1:]
    if kind == "datasets" and len(names) == 1 and _HUB_NAME.match(names[0]):
        return Identity(f"hf:datasets/{names[0]}")
    if len(names) < 2 or names[1] in _HUB_TABS or (kind == "models" and names[0] in _HUB_PAGES):
        return None
    if not all(map(_HUB_NAME.match, names[:2])):
        return None
    key, below = f"hf:{kind}/{names[0]}/{names[1]}", names[2:]
    if not below:
        return Identity(key)
    if kind == "collections" or below[0] not in _HUB_FILES or len(below) < 2:
        return None
    return Identity(key, f"path:{'/'.join(below)}")


def _youtube(pieces: list[str], _path: str, query: str) -> Identity | None:
    first, asked = (pieces or [""])[0], parse_qs(query)
    if first == "watch" or (first == "playlist" and "list" in asked):
        name, grammar = ("v", _VIDEO) if first == "watch" else ("list", _PLAYLIST)
        value = asked.get(name, [""])[0]
        kind = "video" if name == "v" else "playlist"
        return Identity(f"youtube:{kind}/{value}") if grammar.match(value) else None
    if first in ("embed", "shorts", "live", "v") and len(pieces) == 2 and _VIDEO.match(pieces[1]):
        return Identity(f"youtube:video/{pieces[1]}")
    return None


def _short_youtube(pieces: list[str], _path: str, _query: str) -> Identity | None:
    named = len(pieces) == 1 and _VIDEO.match(pieces[0])
    return Identity(f"youtube:video/{pieces[0]}") if named else None


def _gist(pieces: list[str], _path: str, _query: str) -> Identity | None:
    names = [piece.lower() for piece in pieces[:2]]
    old = len(names) == 2 and _NUMBER.match(names[1])  # alone it could be a person's name
    found = names[1] if old else next((name for name in names if _HEX.match(name)), None)
    return Identity(f"gist:{found}") if found and len(pieces) == names.index(found) + 1 else None


def _zenodo(pieces: list[str], _path: str, _query: str) -> Identity | None:
    named = len(pieces) == 2 and pieces[0] in ("record", "records") and _NUMBER.match(pieces[1])
    return Identity(f"record:zenodo/{pieces[1]}") if named else None


def _heritage(_pieces: list[str], path: str, _query: str) -> Identity | None:
    name = unquote(path.strip("/")).partition(";")[0]
    return Identity(f"record:swh/{name}") if _SWHID.match(name) else None


def _gitlab(pieces: list[str], _path: str, _query: str) -> Identity | None:
    if len(pieces) < 2 or pieces[0] in _GITLAB_PAGES or _GITLAB_PARTS.intersection(pieces):
        return None
    return _forge("gitlab", pieces)


def _codeberg(pieces: list[str], _path: str, _query: str) -> Identity | None:
    return _forge("codeberg", pieces) if len(pieces) == 2 else None


def _bitbucket(pieces: list[str], _path: str, _query: str) -> Identity | None:
    return _forge("bitbucket", pieces) if len(pieces) == 2 else None


def _forge(service: str, pieces: list[str]) -> Identity | None:
    names = [*pieces[:-1], pieces[-1].removesuffix(".git")]
    slug = "/".join(names).lower()
    return Identity(f"record:{service}/{slug}") if all(map(_SLUG.match, names)) else None


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("doi.org", "dx.doi.org", "www.doi.org"), _doi),
    **dict.fromkeys(("huggingface.co", "www.huggingface.co", "hf.co"), _hub),
    **dict.fromkeys(
        ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"), _youtube
    ),
    "youtu.be": _short_youtube,
    "gist.github.com": _gist,
    **dict.fromkeys(("zenodo.org", "www.zenodo.org"), _zenodo),
    "archive.softwareheritage.org": _heritage,
    "gitlab.com": _gitlab,
    "codeberg.org": _codeberg,
    "bitbucket.org": _bitbucket,
}
