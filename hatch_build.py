"""Writes down which commit a package is made of, for `listcheck init` to name in workflows."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES = {"wheel": "listcheck/commit.txt", "sdist": "src/listcheck/commit.txt"}


class CommitHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Adds the hash of the clone's commit; a source package brings that of its own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before a package is put together."""
        if version == "editable" or not (Path(self.root) / ".git").exists():
            return
        line = ["git", "-C", self.root, "rev-parse", "HEAD"]
        try:
            done = subprocess.run(  # noqa: S603  # fixed words, no shell
                line, capture_output=True, check=False, text=True, timeout=10
            )
        except (OSError, subprocess.TimeoutExpired):
            return
        if done.returncode == 0:
            self._scratch = tempfile.TemporaryDirectory()
            record = Path(self._scratch.name) / "commit.txt"
            record.write_text(done.stdout)
            build_data["force_include"][str(record)] = PLACES[self.target_name]
