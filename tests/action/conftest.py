"""What tests of the action share: a runner, and lists in repositories of their own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from action.acting import PROGRAMS, ROOT, Runner


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """The runner of this session."""
    if not (PROGRAMS / "act").exists():
        pytest.skip("act is not installed")
    home = tmp_path_factory.mktemp("runner")
    wheels = home / "wheels"
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
            "--only-binary", ":all:", "--dest", str(wheels), "-r", str(ROOT / "requirements.lock"),
            "-r", str(ROOT / ".github/build.lock"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return Runner(home, wheels)


def git(folder: Path, *words: str) -> str:
    """Run git; what it says."""
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    line = ["git", *own, "-c", "commit.gpgsign=false", *words]
    done = subprocess.run(line, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Make a repository with files in it."""

    def make(files: dict[str, str]) -> Path:
        folder = tmp_path / "repository"
        folder.mkdir()
        git(folder, "init", "--quiet")
        git(folder, "remote", "add", "origin", "https://github.com/owner/list.git")
        commit(folder, files)
        return folder

    return make


def commit(folder: Path, files: dict[str, str]) -> str:
    """Write files and commit them; the commit."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change")
    return git(folder, "rev-parse", "HEAD")
