"""The installed command as a user runs it, in a world."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from world.client import World


@dataclass(frozen=True, slots=True)
class Completed:
    """What a run of the command left."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.stdout)


def run_listcheck(
    args: Sequence[str],
    *,
    cwd: Path,
    world: World | None = None,
    token: str = "",
    env: Mapping[str, str] | None = None,
    stdin: str = "",
    timeout: float = 120.0,
) -> Completed:
    """Run `listcheck` with nothing in its environment but what is given."""
    home = cwd / ".home"
    home.mkdir(exist_ok=True)
    environment = {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", ""),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        **(world.environment() if world else {}),
        **({"GITHUB_TOKEN": token} if token else {}),
        **(env or {}),
    }
    command = [_installed(), *args]
    finished = subprocess.run(
        world.command(command, cwd) if world else command,
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
    )
    return Completed(finished.returncode, finished.stdout, finished.stderr)


def _installed() -> str:
    beside = Path(sys.executable).with_name("listcheck")
    return str(beside) if beside.exists() else shutil.which("listcheck") or "listcheck"
