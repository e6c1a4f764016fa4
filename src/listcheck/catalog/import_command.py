"""What `listcheck import` does: read a list, write a catalog, and tell what came of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from listcheck.catalog.assembling import Imported
from listcheck.catalog.importing import import_document
from listcheck.catalog.loading import LIST
from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.text import clean

_LONGEST = 120  # characters that are shown of what has no place


def import_list(
    path: Path, to: Path, read: Callable[[str, bytes], Document], *, force: bool = False
) -> str:
    """Make a catalog of a Markdown list.

    Args:
        path: the list.
        to: the folder of the catalog; it is made if it is not there.
        read: makes a document of a file's name and bytes.
        force: whether to overwrite a catalog.

    Returns:
        What was imported, and what has no place in the catalog.

    Raises:
        UserError: the list cannot be read, the catalog is there already or cannot be written.
    """
    if (to / f"{LIST}.toml").exists() and not force:
        raise UserError(f"{to} holds a catalog already", "overwrite it with --force")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    imported = import_document(read(str(path), data), path.stem)
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, text in imported.files.items():
            (to / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror}") from None
    return "\n".join(_summary(imported, path, to)) + "\n"


def _summary(imported: Imported, path: Path, to: Path) -> Iterator[str]:
    also = imported.rows - imported.works
    yield f"{path} -> {to}"
    yield f"sections: {len(imported.list.section)}"
    yield f"entries: {imported.works}" + (
        f", from {imported.rows} in the list: {also} stand in several sections" if also else ""
    )
    yield f"rows of technical details joined to their entries: {imported.details}"
    yield f"notes on strictness joined to their entries: {imported.notes}"
    if not imported.unplaced:
        yield "everything has its place"
        return
    yield f"without a place in the catalog: {len(imported.unplaced)}"
    for one in imported.unplaced:
        yield f"  {path}:{one.line}: {one.why}: {clean(one.text, _LONGEST)}"
