"""What code scanning takes in, by Microsoft's validator with GitHub's rules.

The validator is an npm package of 100 MB, so that it is installed for this test alone.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers import made, situations

PACKAGE = "@microsoft/sarif-multitool-linux"
VERSION = "5.7.0"


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program itself: its npm wrapper would pass the `;` of the rule kinds to a shell."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm, which brings the validator, is not installed")
    folder = tmp_path_factory.mktemp("multitool")
    line = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"{PACKAGE} could not be installed")
    assert done.returncode == 0, done.stderr
    program = folder / "node_modules" / PACKAGE / "Sarif.Multitool"
    program.chmod(0o755)
    return program


def results(validator: Path, folder: Path, text: str) -> list[str]:
    """The rules that the validator finds broken, notes left out."""
    (folder / "listcheck.sarif").write_text(text, "utf-8")
    line = [
        str(validator), "validate", "listcheck.sarif", "--rule-kind", "Sarif;Ghas",
        "--output", "told.sarif", "--log", "ForceOverwrite",
    ]  # fmt: skip
    env = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
    assert (folder / "told.sarif").exists(), done.stdout
    (run,) = json.loads((folder / "told.sarif").read_text("utf-8-sig"))["runs"]
    assert run["invocations"][0]["executionSuccessful"], done.stdout
    told = [(one["ruleId"], one.get("level", "warning")) for one in run.get("results", ())]
    return [rule for rule, level in told if level != "note"]


@pytest.mark.parametrize(
    "report", [situations.everything(), situations.hostile(), situations.empty(), made.of_many(600)]
)
def test_code_scanning_takes_it(validator: Path, tmp_path: Path, report: Report) -> None:
    assert results(validator, tmp_path, render("sarif", report, Style())) == []


def test_the_validator_sees_faults(validator: Path, tmp_path: Path) -> None:
    """A line of zero, which GitHub refuses."""
    document = json.loads(render("sarif", situations.everything(), Style()))
    places = document["runs"][0]["results"][0]["locations"]
    places[0]["physicalLocation"]["region"]["startLine"] = 0
    assert results(validator, tmp_path, json.dumps(document)) != []
