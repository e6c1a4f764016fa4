"""Writing a file whole or not at all."""

import os
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
        data = text.encode("utf-8", _ERRORS)
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe, a device
        else:
            _replace(target, data)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None


def exchange(path: Path, old: bytes, new: bytes) -> bool:
    """Replace the bytes of a file, if they are still what they were; whether they were.

    Raises:
        UserError: it cannot be written.
    """
    try:
        target = path.resolve(strict=True)
        if target.read_bytes() != old:
            return False
        _replace(target, new)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}") from None
    return True


def _replace(path: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415  (what it imports takes longer than writing)

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    whole = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        whole.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
