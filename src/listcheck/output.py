"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from listcheck.errors import UserError


def write(path: Path, text: str) -> None:
    """Replace a file by a text, so that nobody ever sees half of it.

    Raises:
        UserError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path.resolve())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None
