"""Catalogs as lists: the files of a folder, and what the list that they render to should be.

Apart from `sources.py`, because most runs read Markdown and need none of what a catalog needs.
"""

from collections.abc import Mapping
from pathlib import Path

from listcheck.catalog import loading
from listcheck.catalog.faults import FaultyError
from listcheck.catalog.texts import PARSERS
from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers.catalog import documents
from listcheck.readers.foreign import document
from listcheck.readers.source import line_starts
from listcheck.sources import Local, text

_RENDERED = "README.md"  # as `catalog.commands` writes it, whose import takes a tenth of a second


def lists(path: Path) -> tuple[Local, ...]:
    """The files of a catalog, each as a list; of the whole one, the rendered list too.

    Args:
        path: a folder, its list file, or the file of a section, which is then read alone.

    Raises:
        UserError: it cannot be read, or it has mistakes; it tells all of them.
    """
    alone = path.is_file() and path.stem != loading.LIST
    folder = path.parent if path.is_file() else path
    if path.is_file() and not loading.is_catalog(folder):
        return (_foreign(path),)
    files = _files(folder)
    works = loading.read(files, claims=False)
    read = documents(works, files)
    here = folder.resolve()
    chosen = (one for one in read if not alone or one.path == str(path))
    found = [Local(one.path, one.data, here, one) for one in chosen]
    if not found:
        raise UserError(f"{path} is no section of the catalog beside it")
    target = folder / _RENDERED
    if not alone and target.is_file():
        from listcheck.catalog.rendering import render  # noqa: PLC0415  # jinja2, if need be

        found.append(_rendered(target, render(works)))
    return tuple(found)


def _foreign(path: Path) -> Local:
    """A data file that stands alone, in whatever form it is."""
    found = foreign(str(path), _read(path))
    return Local(found.path, found.data, path.parent.resolve(), found)


def foreign(path: str, data: bytes) -> Document:
    """A data file as a document.

    Raises:
        UserError: it cannot be read.
    """
    try:
        return document(path, data)
    except FaultyError as faulty:
        raise UserError("\n".join(map(str, faulty.faults))) from None


def _read(path: Path) -> bytes:
    try:
        return text(str(path), path.read_bytes())
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None


def _files(folder: Path) -> dict[str, bytes]:
    if not loading.is_catalog(folder):
        hint = f"the files of a catalog stand beside its {loading.LIST}.toml"
        raise UserError(f"{folder} holds no catalog", hint)
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in PARSERS)
        return {str(path): _read(path) for path in paths if path.is_file()}
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}") from None


def _rendered(path: Path, expected: str) -> Local:
    data = _read(path)
    found = Document(str(path), data, line_starts=line_starts(data))
    return Local(str(path), data, path.parent.resolve(), found, expected)


def earlier(folder: Path, older: Mapping[str, bytes | None]) -> Mapping[str, Document]:
    """The files of a catalog as they were; none, if it had mistakes then.

    Args:
        folder: where it is.
        older: the earlier bytes of some of its files, None for those that there were not.
    """
    alone = not loading.is_catalog(folder)
    texts = dict(older) if alone else {**_files(folder), **older}
    files = {path: data for path, data in texts.items() if data is not None}
    try:
        if alone:
            return {path: foreign(path, data) for path, data in files.items()}
        return {one.path: one for one in documents(loading.read(files, claims=False), files)}
    except UserError:
        return {}
