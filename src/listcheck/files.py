"""Reading the files that a user names: those that are there, and that end."""

import re
from pathlib import Path

from listcheck.errors import UserError

# What a shell hands over already open, as `<(git show main:README.md)` does, and what is empty.
_HANDED_OVER = re.compile(r"/dev/(?:stdin|fd/\d+|null)|/proc/self/fd/\d+")


def is_handed_over(path: str | Path) -> bool:
    """Whether this is an open descriptor of our own, or nothing at all, and no file on a disk."""
    return _HANDED_OVER.fullmatch(str(path)) is not None


def refuse_endless(path: Path) -> None:
    """Let only files pass, and what is not there.

    Raises:
        UserError: nobody knows whether it ever ends.
        OSError: it cannot be looked at.
    """
    if path.exists() and not path.is_file() and not is_handed_over(path):
        what = "a folder" if path.is_dir() else "a pipe, a socket or a device"
        raise UserError(f"{path} cannot be read: it is {what}, and no file")


def read(path: Path, most: int) -> bytes:
    """The bytes of a file, at most one more than `most`.

    Raises:
        UserError: it is not there, it is no file, or it cannot be read.
    """
    try:
        refuse_endless(path)
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:  # a NUL in it
        raise UserError(f"{path} cannot be read: not a name of a file") from None
