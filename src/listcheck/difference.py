"""Two texts as a unified diff that `git apply` takes."""

import difflib
import os
import re
from pathlib import Path, PurePath

_PLAIN = re.compile(rb'[^\x00-\x1f"\\\x7f-\xff]+')
_NO_END = b"\\ No newline at end of file\n"


def unified(path: str, old: bytes, new: bytes) -> bytes:
    """The difference as bytes, line ends and all; empty where there is none.

    Args:
        path: of the file, as the user named it; it is written relative to the working folder.
        old: its bytes.
        new: the bytes to be.
    """
    name = _relative(path)
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(old), _lines(new), _quoted("a/", name), _quoted("b/", name)
    )
    return b"".join(line if line.endswith(b"\n") else line + b"\n" + _NO_END for line in lines)


def _lines(text: bytes) -> list[bytes]:
    """The lines as git counts them: a carriage return alone ends none."""
    parts = text.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + [part for part in parts[-1:] if part]


def _relative(path: str) -> str:
    relative = os.path.relpath(path, Path.cwd()) if PurePath(path).is_absolute() else path
    return PurePath(os.path.normpath(relative)).as_posix()


def _quoted(prefix: str, name: str) -> bytes:
    """A name as git writes it: what is not plain in double quotation marks, bytes in octal."""
    data = prefix.encode() + os.fsencode(name)
    if _PLAIN.fullmatch(data):
        return data
    return b'"%s"' % re.sub(rb'[\x00-\x1f"\\\x7f-\xff]', lambda one: b"\\%03o" % one[0][0], data)
