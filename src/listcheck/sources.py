"""Where lists come from: files, folders, standard input, repositories on GitHub."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from listcheck import repositories
from listcheck.errors import UserError
from listcheck.exchange import Answer, Reply, Request
from listcheck.model import Catalog
from listcheck.settings import Services, Settings
from listcheck.urls import identify

LARGEST = 16 << 20  # bytes; the largest list known to us has 1.7 MB
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}\Z")


@dataclass(frozen=True, slots=True)
class Local:
    """A list that is at hand, under the name that reports give it."""

    path: str
    data: bytes
    folder: Path | None = None  # where its relative links start; None: nowhere


@dataclass(frozen=True, slots=True)
class Remote:
    """A list in a repository; without a path, the README that GitHub shows."""

    slug: str
    ref: str = ""
    path: str = ""

    def request(self, services: Services) -> Request:
        """What to ask for its bytes."""
        root = f"{services.github_api.rstrip('/')}/repos/{quote(self.slug, safe='/')}"
        ref = f"?ref={quote(self.ref, safe='')}" if self.ref else ""
        below = f"/contents/{quote(self.path, safe='/')}" if self.path else "/readme"
        headers = (("Accept", "application/vnd.github.raw+json"),)
        return Request("GET", root + below + ref, headers, read=LARGEST, credential="github")

    def local(self, reply: Reply) -> Local:
        """The list out of the reply.

        Raises:
            UserError: there is none.
        """
        name = f"{self.slug}/{self.path or 'README.md'}"
        if isinstance(reply, Answer) and reply.status == 200 and not reply.truncated:
            return Local(name, reply.body)
        said = reply.status if isinstance(reply, Answer) else reply.kind.value.replace("-", " ")
        raise UserError(f"{name} cannot be read: GitHub says {said}")


def resolve(name: str, services: Services) -> Local | Remote:
    """The list that a name on the command line means.

    Raises:
        UserError: there is no such list, or it cannot be read.
    """
    if name == "-":
        return Local("<stdin>", sys.stdin.buffer.read(LARGEST + 1))
    if name.startswith(("http://", "https://")):
        return _of_url(name, services)
    path = Path(name)
    if path.is_dir():
        return _of_folder(path)
    if not path.exists() and _SLUG.match(name):
        return Remote(name)
    return _of_file(path, name)


def default(folder: Path) -> str:
    """The list to check where none is named.

    Raises:
        UserError: there is none.
    """
    for path in sorted(folder.iterdir()):
        if path.name.lower() == "readme.md" and path.is_file():
            return path.name
    raise UserError(
        "there is no README.md here", "name a list: listcheck verify LIST, or owner/repo"
    )


def _of_url(url: str, services: Services) -> Remote:
    parts = urlsplit(url)
    found = repositories.address(parts.hostname or "", parts.path, services.forge)
    if not found or found.why_not or not found.name:
        raise UserError(f"{url} is not a repository or a file on GitHub")
    if not found.part:
        return Remote(found.slug)
    kind, _, value = found.part.partition(":")
    ref, _, path = value.partition("/")
    if kind != "path" or not path:
        raise UserError(f"{url} is not a repository or a file on GitHub")
    return Remote(found.slug, ref, path)


def _of_folder(path: Path) -> Local:
    try:
        return _of_file(path / default(path), str(path / default(path)))
    except UserError:
        raise UserError(f"{path} holds no README.md") from None


def _of_file(path: Path, name: str) -> Local:
    try:
        if not path.is_file():
            raise UserError(f"{name} is not a file", "a list is a Markdown file, owner/repo or -")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}") from None
    if len(data) > LARGEST or b"\0" in data[:1024]:
        raise UserError(f"{name} is not a text that a list can be")
    return Local(name, data, path.resolve().parent)


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
        there = {target: _exists(target, source.folder, root) for target in targets}
        if root is not None or any(there.values()):
            found |= {(source.path, target): exists for target, exists in there.items()}
    return found


def _repository(folder: Path) -> Path | None:
    return next(
        (parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None
    )


def _exists(target: str, folder: Path, root: Path | None) -> bool:
    path = unquote(target.partition("#")[0].partition("?")[0])
    start = (root or folder) if path.startswith("/") else folder
    try:
        return (start / path.lstrip("/")).exists()
    except (OSError, ValueError):
        return False
