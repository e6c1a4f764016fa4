"""Workflows run for real: act in the place of GitHub's runner, stubs in that of its services."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from world import World

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
TOKEN = "token-of-the-job-0123456789"
# What is asked of GitHub's own actions here: one folder is the cache, one holds the artifacts.
_STUBS = {
    "cache/restore": 'if [ -d "$STUB_CACHE/kept" ]; then cp -r "$STUB_CACHE/kept" "$IN_PATH"; fi',
    "cache/save": 'rm -rf "$STUB_CACHE/kept" && cp -r "$IN_PATH" "$STUB_CACHE/kept"',
    "upload-artifact": (
        'to="$STUB_ARTIFACTS/$IN_NAME"; mkdir -p "$to"; '
        'if [ -d "$IN_PATH" ]; then cp "$IN_PATH"/* "$to/"; else cp "$IN_PATH" "$to/"; fi'
    ),
    "download-artifact": 'mkdir -p "$IN_PATH" && cp "$STUB_ARTIFACTS/$IN_NAME"/* "$IN_PATH/"',
    "setup-python": "true",
    "gh-action-pypi-publish": "ls -1 dist",
}
_USES = re.compile(r"uses: ([\w.-]+/[\w.-]+)[^@\s]*@(\w+)")
_STUB = """\
name: stub
description: stands for an action of others
inputs: {{path: {{}}, name: {{}}, key: {{}}, restore-keys: {{}}, python-version: {{}},
          if-no-files-found: {{}}, retention-days: {{}}, attestations: {{}}}}
runs:
  using: composite
  steps:
    - shell: bash
      env: {{IN_PATH: "${{{{ inputs.path }}}}", IN_NAME: "${{{{ inputs.name }}}}"}}
      run: {command}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a workflow left."""

    code: int
    log: str

    def lines(self, mark: str) -> list[str]:
        """The lines of the log that have something in them."""
        return [line for line in self.log.splitlines() if mark in line]


@dataclass(slots=True)
class Runner:
    """A place for runs: its home, its stubs, the wheels of what the action installs."""

    home: Path
    wheels: Path
    cache: Path = field(init=False)
    artifacts: Path = field(init=False)

    def __post_init__(self) -> None:
        self.cache, self.artifacts = self.home / "cache", self.home / "artifacts"
        for folder in (self.cache, self.artifacts):
            folder.mkdir(parents=True, exist_ok=True)
        # What the action is made of, and not what else lies in a working copy.
        for name in ("action.yml", "requirements.lock"):
            (self.home / "listcheck").mkdir(exist_ok=True)
            shutil.copy2(ROOT / name, self.home / "listcheck" / name)
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "src", self.home / "listcheck/src", ignore=unwanted)
        # Else each run would compile it anew, which takes longer than all else it does.
        how = ("-m", "compileall", "-qq", "--invalidation-mode", "unchecked-hash")
        subprocess.run([sys.executable, *how, str(self.home / "listcheck/src")], check=True)
        for name, command in _STUBS.items():
            place = self.home / "stubs" / name
            place.mkdir(parents=True, exist_ok=True)
            (place / "action.yml").write_text(_STUB.format(command=json.dumps(command)))

    def forget(self) -> None:
        """Empty the cache and the artifacts."""
        for folder in (self.cache, self.artifacts):
            shutil.rmtree(folder)
            folder.mkdir()

    def run(
        self,
        repository: Path,
        workflow: str,
        event: str,
        payload: Mapping[str, Any],
        *,
        world: World | None = None,
        env: Mapping[str, str] | None = None,
        with_uv: bool = True,
        job: str = "",
        path: Path | None = None,
    ) -> Ran:
        """Run a workflow of a repository on an event."""
        told = self.home / "event.json"
        told.write_text(json.dumps(payload))
        variables = {
            "STUB_CACHE": str(self.cache),
            "STUB_ARTIFACTS": str(self.artifacts),
            # What is installed has its hash checked; where it comes from does not matter.
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_FIND_LINKS": str(self.wheels),
            **(world.environment() if world else {}),
            **(env or {}),
        }
        line = [
            str(PROGRAMS / "act"), event, "-W", workflow, "-e", str(told), "-s",
            f"GITHUB_TOKEN={TOKEN}", "-P", "ubuntu-24.04=-self-hosted", "--action-offline-mode",
            *(["-j", job] if job else []),
        ]  # fmt: skip
        line += [f"--env={name}={value}" for name, value in variables.items()]
        line += [f"--local-repository={one}" for one in self._local(repository)]
        done = subprocess.run(
            line,
            cwd=repository,
            env={
                "HOME": str(self.home),
                "PATH": self._path(path, with_uv=with_uv),
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout + done.stderr)

    def builder(self) -> Path:
        """The programs of an environment with nothing in it but pip, as setup-python leaves it."""
        place = self.home / "builder"
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        return place / "bin"

    def _path(self, first: Path | None, *, with_uv: bool) -> str:
        """The programs of a runner, and Python; of ours nothing but uv."""
        tools = self.home / ("tools-with-uv" if with_uv else "tools")
        tools.mkdir(exist_ok=True)
        # The interpreter that ours was made of: a runner's has none of our packages.
        python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
        for name, place in {
            "python3": python,
            **({"uv": PROGRAMS / "uv"} if with_uv else {}),
        }.items():
            if not (tools / name).exists():
                (tools / name).write_text(f'#!/bin/sh\nexec "{place}" "$@"\n')
                (tools / name).chmod(0o755)
        rest = [one for one in os.environ["PATH"].split(":") if not (Path(one) / "uv").exists()]
        before = [str(first)] if first else []
        return ":".join([*before, str(tools), *(one for one in rest if Path(one) != PROGRAMS)])

    def _local(self, repository: Path) -> list[str]:
        """Where the actions are to be found that the workflows name, whatever their commit."""
        places = {"listcheck/listcheck": self.home / "listcheck"}
        for name in (stub.partition("/")[0] for stub in _STUBS):
            owner = "pypa" if name.startswith("gh-") else "actions"
            places[f"{owner}/{name}"] = self.home / "stubs" / name
        texts = (path.read_text() for path in (repository / ".github/workflows").glob("*.yml"))
        used = {found for text in texts for found in _USES.findall(text)}
        return [f"{name}@{ref}={places[name]}" for name, ref in sorted(used) if name in places]
