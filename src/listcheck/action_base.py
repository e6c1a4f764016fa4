"""The commit that a pull request is compared with: what it would change there, and no more.

A pull request is checked out as a merge of its head into its base. The first parent of that merge
is exact, however old the base is that the event names; else it is the commit where the branch
began. Clones of runners are shallow: what they lack is fetched.
"""

import base64
import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST = 60.0  # seconds
_LARGEST = 32 << 20  # bytes; GitHub's events have at most 25 MB


def event(environment: Mapping[str, str]) -> dict[str, Any]:
    """The event that started the run, empty where there is none."""
    try:
        path = Path(environment.get("GITHUB_EVENT_PATH", ""))
        found = json.loads(path.read_bytes()[:_LARGEST])
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def base_commit(
    what: Mapping[str, Any], folder: Path, environment: Mapping[str, str], token: str
) -> str:
    """The commit to compare with, which the clone has; empty if there is none to be had.

    Args:
        what: the event.
        folder: the clone.
        environment: of the process.
        token: what a private repository is fetched with; may be empty.
    """
    git = _Git(folder, environment, token)
    wanted = _wanted(what, git)
    if not wanted:
        return ""
    if not git.has(wanted):
        git.fetch(wanted)
    return wanted if git.has(wanted) else ""


def is_brought(path: Path, folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a file in a clone, or what it leads to, comes with the commit that is checked out."""
    here = folder.resolve()
    real = path.resolve()
    if not real.is_relative_to(here):
        return not path.is_absolute()
    through_a_link = real != here / path
    git = _Git(folder, environment, "")
    return through_a_link or bool(git.tracked(real.relative_to(here).as_posix()))


def _wanted(what: Mapping[str, Any], git: "_Git") -> str:
    base, head = _ends(what)
    parents = git.parents()
    if len(parents) == 2 and head in ("", parents[1]):
        return parents[0]
    return git.fork_point(base) or base if base else ""


def _ends(what: Mapping[str, Any]) -> tuple[str, str]:
    """The base and the head that the event names: of a pull request, a merge queue, a push."""
    places = (
        (("pull_request", "base", "sha"), ("pull_request", "head", "sha")),
        (("merge_group", "base_sha"), ("merge_group", "head_sha")),
        (("before",), ("after",)),
    )
    found = ((_sha(what, base), _sha(what, head)) for base, head in places)
    return next((ends for ends in found if ends[0]), ("", ""))


def _sha(what: Any, place: Sequence[str]) -> str:
    for name in place:
        what = what.get(name) if isinstance(what, Mapping) else None
    whole = isinstance(what, str) and _SHA.fullmatch(what) and what.strip("0")
    return str(what) if whole else ""


class _Git:
    """The clone that the job works in."""

    def __init__(self, folder: Path, environment: Mapping[str, str], token: str) -> None:
        self._folder, self._environment = folder, dict(environment)
        self._credential = _credential(environment, token)

    def parents(self) -> list[str]:
        """The parents of what is checked out, those too that a shallow clone does not have."""
        head = self._run("cat-file", "commit", "HEAD").partition("\n\n")[0]
        return [line.split()[1] for line in head.splitlines() if line.startswith("parent ")]

    def fork_point(self, base: str) -> str:
        """Where the branch left its base, as far as the clone knows."""
        return self._run("merge-base", base, "HEAD").strip()

    def has(self, commit: str) -> bool:
        """Whether a commit is there."""
        return self._run("cat-file", "-t", commit).strip() == "commit"

    def tracked(self, name: str) -> str:
        """The name itself where git keeps that file, else nothing."""
        return self._run("ls-files", "-z", "--", f":(literal){name}")

    def fetch(self, commit: str) -> None:
        """Get one commit, without its past."""
        words = ("--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1")
        self._run("fetch", *words, "origin", commit)
        if self._credential and not self.has(commit):
            # Not at once: where the clone keeps one too, two would be sent, which GitHub refuses.
            self._run("fetch", *words, "origin", commit, more=self._credential)

    def _run(self, *words: str, more: Mapping[str, str] | None = None) -> str:
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        try:
            done = subprocess.run(  # noqa: S603  # no shell; hashes and fixed words
                ["git", *words],  # noqa: S607  # the git that checked the repository out
                cwd=self._folder,
                env={**self._environment, **quiet, **(more or {})},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=_LONGEST,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _credential(environment: Mapping[str, str], token: str) -> dict[str, str]:
    """The token as a header for its own server alone, out of the sight of other processes."""
    server = environment.get("GITHUB_SERVER_URL", "")
    if not token or not server.startswith("https://"):
        return {}
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    count = environment.get("GIT_CONFIG_COUNT") or "0"
    if not count.isdecimal():  # git refuses to work with it, whatever we add
        return {}
    at = int(count)
    return {
        "GIT_CONFIG_COUNT": str(at + 1),
        f"GIT_CONFIG_KEY_{at}": f"http.{server.rstrip('/')}/.extraheader",
        f"GIT_CONFIG_VALUE_{at}": f"AUTHORIZATION: basic {basic}",
    }
