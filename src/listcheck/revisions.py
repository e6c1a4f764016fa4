"""Texts as they were: out of git, or out of a file."""

import subprocess
from pathlib import Path

from listcheck.errors import UserError
from listcheck.files import read
from listcheck.sources import LARGEST, Local, text
from listcheck.text import clean

_LONGEST = 60.0  # seconds


def since(revision: str, one: Local) -> bytes | None:
    """The bytes of a list at a git revision, None if there was no such file.

    Raises:
        UserError: there is no such revision, or the list lies in no repository.
    """
    if one.folder is None:
        raise UserError(f"{one.path} has no history here", "--base compares with a file")
    commit = f"{revision}^{{commit}}"
    found = _git(one.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    if found.returncode:
        said = clean(found.stderr.decode("utf-8", "replace").strip())
        raise UserError(
            f"{one.path} has no revision {revision}" + (f": {said}" if said else ""),
            "a shallow clone lacks it: fetch it first (actions/checkout with fetch-depth: 0)",
        )
    name = f"{found.stdout.decode().strip()}:./{Path(one.path).resolve().name}"
    blob = _git(one.folder, "cat-file", "blob", name)
    return None if blob.returncode else blob.stdout


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # no shell, and the revision cannot be an option
            ["git", "-C", str(folder), *words],  # noqa: S607  # the git that the user has
            capture_output=True,
            check=False,
            timeout=_LONGEST,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UserError(f"git cannot be asked: {type(error).__name__}") from None


def base(path: Path) -> bytes:
    """The bytes of the file to compare with.

    Raises:
        UserError: it cannot be read.
    """
    return text(str(path), read(path, LARGEST))
