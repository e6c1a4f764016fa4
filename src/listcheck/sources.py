"""Where lists come from: files, folders, catalogs, standard input, repositories on GitHub."""

import os
import re
import sys
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from listcheck import files as disk
from listcheck import repositories
from listcheck.errors import UserError
from listcheck.exchange import Answer, Failure, Reply, Request
from listcheck.model import Catalog, Document
from listcheck.patterns import lazy_compile
from listcheck.readers.source import line_starts
from listcheck.settings import Services, Settings
from listcheck.urls import identify, normalise, within

LARGEST = 16 << 20  # bytes; the largest list known to us has 1.7 MB
_SLUG = lazy_compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}\Z")
_DATA = (".toml", ".yaml", ".yml", ".json")
_TEXT = (".md", ".markdown", ".txt", *_DATA)
_CATALOG = "data"  # the folder that a list's repository keeps its catalog in


@dataclass(frozen=True, slots=True)
class Local:
    """A list that is at hand, under the name that reports give it.

    `ready` is what was read of a catalog's file, which only the whole catalog tells; `rendered`
    what a file should be that is made from a catalog.
    """

    path: str
    data: bytes
    folder: Path | None = None  # where its relative links start; None: nowhere
    ready: Document | None = field(default=None, repr=False)
    rendered: str | None = field(default=None, repr=False)


class Remote(NamedTuple):
    """A list in a repository; without a path, the README that GitHub shows."""

    slug: str
    ref: str = ""
    path: str = ""

    def request(self, services: Services) -> Request:
        """What to ask for its bytes."""
        root = f"{services.github_api.rstrip('/')}/repos/{quote(self.slug, safe='/')}"
        ref = f"?ref={quote(self.ref, safe='')}" if self.ref else ""
        below = f"/contents/{quote(self.path, safe='/')}" if self.path else "/readme"
        return _raw(root + below + ref)

    def fetch(self, services: Services) -> Generator[Request, Reply, Local]:
        """Ask for the list, under the repository's new name if it was renamed.

        Raises:
            UserError: there is none.
        """
        reply = yield self.request(services)
        to = reply.headers.get("location", "") if isinstance(reply, Answer) else ""
        if to and (url := within(services.github_api, to)):
            reply = yield _raw(url)
        return self.local(reply)

    def local(self, reply: Reply) -> Local:
        """The list out of the reply.

        Raises:
            UserError: there is none.
        """
        name = f"{self.slug}/{self.path or 'README.md'}"
        if isinstance(reply, Failure):
            raise UserError(f"{name} cannot be read: GitHub's API was not reached: {reply.words}")
        if reply.status == 200 and not reply.truncated:
            return Local(name, text(name, reply.body))
        hints = {404: "is its name right, and is it public?", 401: "GITHUB_TOKEN is not accepted"}
        hint = hints.get(reply.status, "")
        if reply.status in (403, 429):
            hint = "without a token GitHub answers 60 questions an hour; set GITHUB_TOKEN"
        raise UserError(f"{name} cannot be read: GitHub answers {reply.status}", hint)


def _raw(url: str) -> Request:
    headers = (("Accept", "application/vnd.github.raw+json"),)
    return Request("GET", url, headers, read=LARGEST, credential="github", configured=True)


def located(name: str, services: Services) -> tuple[Local | Remote, ...]:
    """The lists that a name on the command line means: a catalog is one for each of its files.

    Raises:
        UserError: there is no such list, or it cannot be read.
    """
    if not _is_catalog(Path(name)):
        return (resolve(name, services),)
    from listcheck import folders  # noqa: PLC0415  # pydantic, which Markdown needs nothing of

    return folders.lists(Path(name))


def again(lists: tuple[Local, ...], texts: Mapping[str, bytes]) -> tuple[Local, ...]:
    """The same lists with other bytes; a rendered list that was up to date follows its catalog.

    Raises:
        UserError: a catalog is none any more.
    """
    new = {one.path: one for one in lists if one.ready is None}
    new = {path: replace(one, data=texts.get(path, one.data)) for path, one in new.items()}
    ready = {one.path: one for one in lists if one.ready is not None}
    if ready:
        from listcheck import folders  # noqa: PLC0415  # as above

        for path in {folders.whole(Path(path)) for path in ready}:
            new |= {one.path: one for one in folders.lists(path, texts) if one.path in ready}
    return tuple(_following(one, new[one.path]) for one in lists)


def _following(old: Local, new: Local) -> Local:
    """A rendered list as it should be, if it was as it should be."""
    if old.rendered is None or new.rendered is None or old.data != old.rendered.encode():
        return new
    data = new.rendered.encode()
    assert new.ready is not None
    starts = line_starts(data)
    return replace(new, data=data, ready=new.ready._replace(data=data, line_starts=starts))


def _is_catalog(path: Path) -> bool:
    """Whether this is a folder with a catalog, or a file of one."""
    try:
        if path.is_file():
            return path.suffix.lower() in _DATA
        return any((path / f"list{suffix}").is_file() for suffix in _DATA)
    except (OSError, ValueError):
        return False


def resolve(name: str, services: Services) -> Local | Remote:
    """The list that a name on the command line means.

    Raises:
        UserError: there is no such list, or it cannot be read.
    """
    if name == "-":
        return Local("<stdin>", text("<stdin>", _standard_input()))
    if disk.is_handed_over(name):
        return Local(name, text(name, disk.read(Path(name), LARGEST)))
    if name.startswith(("http://", "https://")):
        return _of_url(name, services)
    path = Path(name)
    try:
        if path.is_dir():
            return _of_folder(path)
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}") from None
    if not path.exists() and _SLUG.match(name) and path.suffix.lower() not in _TEXT:
        return Remote(name)
    return _of_file(path, name)


def _standard_input() -> bytes:
    try:
        if sys.stdin is not None:
            return sys.stdin.buffer.read(LARGEST + 1)
        why = "it is closed"
    except OSError as error:
        why = error.strerror or "unreadable"
    raise UserError(f"standard input cannot be read: {why}")


def default(folder: Path) -> str:
    """The list to check where none is named: a catalog in `data`, else the README.

    Raises:
        UserError: there is none.
    """
    return _CATALOG if _holds(folder / _CATALOG, "list.toml") else _readme(folder)


def _readme(folder: Path) -> str:
    try:
        for path in sorted(folder.iterdir()):
            if path.name.lower() == "readme.md" and path.is_file():
                return path.name
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}") from None
    raise UserError(
        "there is no README.md here", "name a list: listcheck verify LIST, or owner/repo"
    )


def _of_url(url: str, services: Services) -> Remote:
    found = None
    address = normalise(url)
    if address:
        parts = urlsplit(address)
        found = repositories.address(parts.hostname or "", parts.path, services.forge)
    if not found or found.why_not or not found.name:
        raise UserError(f"{url} is not a repository or a file on GitHub")
    if not found.part:
        return Remote(found.slug)
    kind, _, value = found.part.partition(":")
    if kind != "path":
        raise UserError(f"{url} is not a repository or a file on GitHub")
    value = re.sub(r"\Arefs/(heads|tags)/", "", value)
    ref, _, path = value.partition("/")
    return Remote(found.slug, ref, path)


def _of_folder(path: Path) -> Local:
    try:
        name = _readme(path)
    except UserError:
        raise UserError(f"{path} holds no README.md that can be read") from None
    return _of_file(path / name, str(path / name))


def _of_file(path: Path, name: str) -> Local:
    shown = name.encode("utf-8", "backslashreplace").decode()  # reports and the store want text
    if not _holds(path.parent, path.name):
        raise UserError(
            f"{shown} does not exist", "a list is a Markdown file, a catalog, owner/repo or -"
        )
    return Local(shown, text(shown, disk.read(path, LARGEST)), path.resolve().parent)


def text(name: str, data: bytes) -> bytes:
    """The bytes of a file, if they can be a list.

    Raises:
        UserError: they cannot.
    """
    if len(data) > LARGEST or b"\0" in data[:1024]:
        raise UserError(f"{name} is not a text that a list can be")
    return data


def files(
    catalog: Catalog, sources: tuple[Local, ...], settings: Settings
) -> dict[tuple[str, str], bool]:
    """Whether the files exist that relative links lead to, where that can be told.

    It can where the list lies in its repository, or where at least one of the files is there; a
    list that was copied out alone has lost them all, and none is missing.
    """
    found: dict[tuple[str, str], bool] = {}
    for source in sources:
        if source.folder is None:
            continue
        root = _repository(source.folder)
        targets = {
            link.target
            for link in catalog.document(source.path).links
            if identify(link.target, settings.services.forge).kind == "file"
        }
        judged = {target: _exists(target, source.folder, root) for target in targets}
        there = {target: exists for target, exists in judged.items() if exists is not None}
        if root is not None or any(there.values()):
            found |= {(source.path, target): exists for target, exists in there.items()}
    return found


def _repository(folder: Path) -> Path | None:
    return next((parent for parent in (folder, *folder.parents) if _holds(parent, ".git")), None)


def _holds(folder: Path, name: str) -> bool:
    try:
        return (folder / name).exists()
    except (OSError, ValueError):
        return False


def _exists(target: str, folder: Path, root: Path | None) -> bool | None:
    """Whether a file exists; None for what lies outside of the repository.

    On GitHub `../../issues` leads from a README to the tracker of its repository.
    """
    path = unquote(target.partition("#")[0].partition("?")[0])
    start = (root or folder) if path.startswith("/") else folder
    place = Path(os.path.normpath(start / path.lstrip("/")))
    if not place.is_relative_to(root or folder):
        return None
    return _holds(place.parent, place.name) if place != place.parent else True
