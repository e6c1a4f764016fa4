"""Writing a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from listcheck.errors import UserError

_ERRORS = "backslashreplace"  # names of files may be no text


def write(path: Path, text: str) -> None:
    """Replace a file by a text, so that nobody ever sees half of it.

    Raises:
        UserError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # through a link to the file that it means
        if target.exists() and not target.is_file():
            target.write_text(
                text, encoding="utf-8", errors=_ERRORS, newline=""
            )  # a pipe, a device
        else:
            _replace(target, text)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    whole = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors=_ERRORS, newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        whole.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
