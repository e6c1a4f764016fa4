"""What the action installs is what pyproject.toml asks for, file by file."""

import re
import tomllib

from packaging.requirements import Requirement

from action.acting import ROOT

LOCK = (ROOT / "requirements.lock").read_text()
PINS = dict(re.findall(r"^([\w-]+)==([\w.]+)", LOCK, re.MULTILINE))


def test_every_dependency_is_locked() -> None:
    """Whoever asks for another version has to make the lock anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for one in map(Requirement, project["dependencies"]):
        assert PINS[one.name.replace(".", "-").lower()] in one.specifier, one


def test_every_file_has_its_hash_and_nobody_its_place() -> None:
    """A lock works with any index, and with none that gives other files."""
    blocks = re.split(r"^(?=[\w-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PINS)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert not {"pytest", "mypy", "ruff"} & PINS.keys()
