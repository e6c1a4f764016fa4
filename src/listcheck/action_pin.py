"""The commit of this copy of listcheck, which workflows name in `uses:`.

A commit cannot know its own hash: `hatch_build.py` writes it down when a package is built, and a
clone is asked. Nothing else in the project names a commit of its own.
"""

import re
import subprocess
from pathlib import Path

from listcheck import __version__

REPOSITORY = "listcheck/listcheck"
UNKNOWN = "0" * 40
_RECORD = "commit.txt"
_SHA = re.compile(r"[0-9a-f]{40}")


def commit(package: Path | None = None) -> str:
    """The commit that this copy was made of; `UNKNOWN` if nothing says.

    Args:
        package: the folder of the package; by default our own.
    """
    folder = package or Path(__file__).parent
    return next(filter(_SHA.fullmatch, (_recorded(folder), _checked_out(folder))), UNKNOWN)


def reference() -> str:
    """What stands behind `uses:`, with the version for people and for what keeps it up to date."""
    return f"{REPOSITORY}@{commit()} # v{__version__}"


def _recorded(folder: Path) -> str:
    try:
        return (folder / _RECORD).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _checked_out(folder: Path) -> str:
    """The commit of the clone that this file is a part of, and not of one that lies around it."""
    ours = _git(folder, "ls-files", "--error-unmatch", "--", "__init__.py")
    return _git(folder, "rev-parse", "HEAD") if ours else ""


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # fixed words, no shell
            ["git", "-C", str(folder), *words],  # noqa: S607  # the git that the user has
            capture_output=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else ""
