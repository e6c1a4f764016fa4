"""The hooks for pre-commit, run by pre-commit itself from a clone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from action.acting import ROOT, Runner
from action.conftest import commit, git
from action.test_running import own_repository

CONFIG = """\
repos:
  - repo: {clone}
    rev: {commit}
    hooks:
      - id: listcheck
      - id: listcheck-render
        files: ^data/
"""


def test_hooks(
    runner: Runner, repository: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    """They pass what is fine, stop what is not, and ask nobody anything."""
    pytest.importorskip("pre_commit")
    clone = own_repository(tmp_path / "own")
    told = CONFIG.format(clone=clone, commit=git(clone, "rev-parse", "HEAD"))
    folder = repository(
        {".pre-commit-config.yaml": told, "README.md": "# Works\n\n- [A](#works)\n"}
    )

    def hooks() -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=folder,
            env={
                "HOME": str(runner.home),
                "PATH": os.environ["PATH"],
                "PIP_NO_INDEX": "1",
                "PIP_NO_COMPILE": "1",
                "PIP_FIND_LINKS": str(runner.wheels),
                # Nobody is there to be asked.
                "LISTCHECK_NETWORK_CONNECT_TO": ":443:127.0.0.1:9,:80:127.0.0.1:9",
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    code, said = hooks()
    assert (code, "listcheck, offline" in said, said.count("Passed")) == (0, True, 1), said
    commit(folder, {"README.md": "# Works\n\n| A | B |\n|---|---|\n| a | b | c |\n"})
    code, said = hooks()
    assert (code, "malformed-row" in said) == (1, True), said
    shutil.copytree(ROOT / "data", folder / "data")
    with (folder / "data/README.md").open("a") as rendered:
        rendered.write("more\n")
    commit(folder, {"README.md": "# Works\n"})
    code, said = hooks()
    assert (code, "data/README.md" in said) == (1, True), said
