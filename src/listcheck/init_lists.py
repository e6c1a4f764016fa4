"""The lists of a repository, found by reading: what has many entries that lead somewhere."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from listcheck.catalog.loading import is_catalog
from listcheck.errors import UserError
from listcheck.files import read as read_file
from listcheck.folders import lists as catalog_files
from listcheck.readers import read
from listcheck.sources import LARGEST

_FEWEST = 10  # entries: a table of settings in some manual has fewer that link to works
_DEEPEST = 2  # folders below the repository
_MOST_FILES = 200
_NAMES = ("README.md", "readme.md", "Readme.md")
_NEVER = frozenset({"node_modules", "venv", "vendor", "third_party", "tests", "test", "docs"})


@dataclass(frozen=True, slots=True)
class Found:
    """A list, named from the repository's folder, and how much is in it."""

    path: str
    entries: int
    links: int


def find(folder: Path) -> tuple[Found, ...]:
    """The lists of a repository: catalogs, then Markdown lists beside them, else the README."""
    catalogs = tuple(_catalogs(folder))
    inside = tuple(f"{one.path}/" for one in catalogs)
    files = [path for path in _markdown(folder) if not _name(folder, path).startswith(inside)]
    known = tuple(found for path in files if (found := _list(folder, path, _FEWEST)))
    if catalogs or known:
        return (*catalogs, *known)
    readmes = (folder / name for name in _NAMES)
    return tuple(found for path in readmes if path.is_file() and (found := _list(folder, path, 0)))[
        :1
    ]


def _catalogs(folder: Path) -> Iterator[Found]:
    for place in _folders(folder):
        if is_catalog(place):
            try:
                read_lists = catalog_files(place)
            except UserError:
                continue  # `listcheck verify` will say what is wrong with it
            documents = [one.ready for one in read_lists if one.ready and one.rendered is None]
            entries = sum(one.kind == "entry" for document in documents for one in document.entries)
            links = sum(len(document.links) for document in documents)
            yield Found(_name(folder, place), entries, links)


def _list(folder: Path, path: Path, fewest: int) -> Found | None:
    name = _name(folder, path)
    try:
        document = read(name, read_file(path, LARGEST))
    except UserError:
        return None
    entries = [one for one in document.entries if one.kind == "entry"]
    leading = sum(any(_leads_out(link.target) for link in one.links) for one in entries)
    return Found(name, len(entries), len(document.links)) if leading >= fewest else None


def _leads_out(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def _markdown(folder: Path) -> list[Path]:
    """The Markdown files that are looked at, README first."""
    found = [
        path
        for place in _folders(folder)
        for path in sorted(place.glob("*.md"))
        if path.is_file() and not path.is_symlink() and _is_text(path.name)
    ]
    found.sort(key=lambda path: path.name not in _NAMES)
    return found[:_MOST_FILES]


def _folders(folder: Path) -> Iterator[Path]:
    """The repository's folder and those below it in which somebody may keep a list."""
    for place, below, _ in os.walk(folder):
        here = Path(place)
        deep = len(here.relative_to(folder).parts)
        keep = [name for name in below if name not in _NEVER and not name.startswith(".")]
        keep = [name for name in keep if _is_text(name)]
        below[:] = sorted(keep) if deep < _DEEPEST else []
        yield here


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8, as settings are."""
    return name.encode("utf-8", "replace").decode() == name


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
