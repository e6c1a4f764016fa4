"""Catalogs as lists: the files of a folder, and what the list that they render to should be.

Apart from `sources.py`, because most runs read Markdown and need none of what a catalog needs.
"""

import gc
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from listcheck.catalog import loading
from listcheck.catalog.faults import FaultyError
from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers.catalog import documents
from listcheck.readers.foreign import document
from listcheck.readers.source import line_starts
from listcheck.sources import Local, text

_NONE: Mapping[str, bytes] = MappingProxyType({})
_RENDERED = "README.md"  # as `catalog.commands` writes it, whose import takes a tenth of a second


def lists(path: Path, texts: Mapping[str, bytes] = _NONE) -> tuple[Local, ...]:
    """The files of a catalog, each as a list; of the whole one, the rendered list too.

    Args:
        path: a folder, its list file, or the file of a section, which is then read alone.
        texts: bytes to read in the place of those of some files.

    Raises:
        UserError: it cannot be read, or it has mistakes; it tells all of them.
    """
    if path.is_file() and not loading.is_catalog(path.parent):
        return (_foreign(path, texts),)
    with loading.uncollected():
        found = _catalog(path, texts)
        gc.freeze()  # it lives to the end of the run, as what `command` freezes
    return found


def whole(path: Path) -> Path:
    """What to read for a file of a catalog: the folder of it, or the file if it stands alone."""
    return path.parent if loading.is_catalog(path.parent) else path


def _catalog(path: Path, texts: Mapping[str, bytes]) -> tuple[Local, ...]:
    alone = path.is_file() and path.stem != loading.LIST
    folder = path.parent if path.is_file() else path
    files = {name: texts.get(name, data) for name, data in _files(folder).items()}
    works = loading.read(files, claims=False)
    read = documents(works, files)
    here = folder.resolve()
    chosen = (one for one in read if not alone or one.path == str(path))
    found = [Local(one.path, one.data, here, one) for one in chosen]
    if not found:
        raise UserError(f"{path} is no section of the catalog beside it")
    target = folder / _RENDERED
    if not alone and target.is_file():
        # jinja2, if need be
        from listcheck.catalog.rendering import render, template_of  # noqa: PLC0415

        expected = render(works, template_of(works, folder))
        found.append(_rendered(target, texts.get(str(target)), expected))
    return tuple(found)


def _foreign(path: Path, texts: Mapping[str, bytes]) -> Local:
    """A data file that stands alone, in whatever form it is."""
    there = texts.get(str(path))
    found = foreign(str(path), _read(path) if there is None else there)
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
    try:
        return {str(path): _read(path) for path in loading.paths_of(folder)}
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}") from None


def _rendered(path: Path, there: bytes | None, expected: str) -> Local:
    data = _read(path) if there is None else there
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
