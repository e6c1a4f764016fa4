"""Texts become documents: one reader for each kind of file.

To add a kind, write a module with a function of `Reader`'s shape and give its suffixes a line in
`READERS`.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TypeAlias

from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers.markdown import read_markdown

Reader: TypeAlias = Callable[[str, bytes], Document]

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    "": read_markdown,  # README without a suffix, and `-` for standard input
}


def read(path: str, data: bytes) -> Document:
    """Read one text.

    Args:
        path: The name that findings will show; its suffix chooses the reader.
        data: The bytes of the file, of any encoding; they come back unchanged in the document.

    Returns:
        What the text holds. A text that is no list gives a document without entries.

    Raises:
        UserError: No reader knows the suffix.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in READERS:
        known = ", ".join(known for known in READERS if known)
        raise UserError(f"cannot read {path}: {suffix} is no list format", f"known: {known}")
    with _uncollected():
        return READERS[suffix](path, data)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector.

    Reading makes a million small values of a large list and no cycles; looking through them for
    cycles again and again took a third of the time.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
