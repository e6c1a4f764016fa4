"""What GitHub's own parser, linters and auditors would say of what is shipped: nothing."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from world import run_listcheck

from action.acting import PROGRAMS, ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PIN = re.compile(r"uses: (?:\./|([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+))(?:\s|$)")


def run(folder: Path, program: str, *words: str) -> str:
    """What a linter has to say."""
    if not (PROGRAMS / program).exists():
        pytest.skip(f"{program} is not installed")
    line = [str(PROGRAMS / program), *words]
    path = f"{PROGRAMS}:{Path('/usr/bin')}:/bin"  # shellcheck is looked for there
    env = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the linters read, and what `listcheck init` writes."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "README.md").write_text("- [A](https://a.example/) - A work.\n")
    assert run_listcheck(["init", "--yes"], cwd=folder).code == 0
    (folder / "action.yml").write_bytes((ROOT / "action.yml").read_bytes())
    for path in WORKFLOWS:
        shutil.copy2(path, folder / ".github/workflows" / path.name)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def workflows(folder: Path) -> Sequence[str]:
    names = sorted(str(path.relative_to(folder)) for path in folder.glob(".github/workflows/*.yml"))
    assert len(names) == len(WORKFLOWS) + 3
    return names


def test_zizmor(shipped: Path) -> None:
    """The security of workflows, with everything that it can find."""
    assert run(shipped, "zizmor", "--offline", "--no-progress", "--persona", "auditor", ".") == ""


def test_zizmor_finds_what_there_is(shipped: Path, tmp_path: Path) -> None:
    """The linters are not deaf: what they are run on is what they read."""
    place = tmp_path / ".github/workflows/bad.yml"
    place.parent.mkdir(parents=True)
    text = (shipped / ".github/workflows/listcheck-comment.yml").read_text()
    place.write_text(text.replace("# zizmor: ignore", "# none"))
    options = ("--offline", "--no-progress", "--persona", "pedantic")
    assert "dangerous-triggers" in run(tmp_path, "zizmor", *options, ".")
    place.write_text(text.replace("timeout-minutes: 5", "timeout: 5"))
    assert "timeout" in run(tmp_path, "jactionlint", "--oneline", "--no-color", str(place))


def test_jactionlint(shipped: Path) -> None:
    """Their correctness, the shell in them included."""
    files = ("action.yml", *workflows(shipped))
    assert run(shipped, "jactionlint", "--oneline", "--no-color", *files) == ""


def test_schemas(shipped: Path) -> None:
    """The published schemas of actions and workflows."""
    schema = "vendor.github-workflows"
    assert run(shipped, "check-jsonschema", "--builtin-schema", schema, *workflows(shipped)) == ""
    schema = "vendor.github-actions"
    assert run(shipped, "check-jsonschema", "--builtin-schema", schema, "action.yml") == ""


def test_shell() -> None:
    """The scripts of this repository."""
    scripts = [ROOT / ".ci/run", *sorted((ROOT / "scripts").iterdir())]
    assert run(ROOT, "shellcheck", *map(str, scripts)) == ""


def test_pins(shipped: Path) -> None:
    """Every action is named by a commit and its version, and by the same one everywhere."""
    found: dict[str, set[tuple[str, str]]] = {}
    for name in workflows(shipped):
        for line in (shipped / name).read_text().splitlines():
            if "uses:" in line:
                match = PIN.search(line)
                assert match, line
                if match[1]:
                    owner, repository = match[1].split("/")[:2]
                    found.setdefault(f"{owner}/{repository}", set()).add((match[2], match[3]))
    assert {name: len(pins) for name, pins in found.items()} == dict.fromkeys(found, 1)
    assert {"actions/checkout", "actions/cache", "listcheck/listcheck"} <= found.keys()


def test_what_is_wished_for_is_handed_on(shipped: Path) -> None:
    """From the job that may edit the issue to the one that may write branches."""
    jobs = YAML(typ="safe").load(shipped / ".github/workflows/listcheck.yml")["jobs"]
    assert jobs["check"]["outputs"] == {"open-fix": "${{ steps.listcheck.outputs.open-fix }}"}
    (here,) = [one for one in jobs["check"]["steps"] if one.get("id") == "listcheck"]
    assert here["with"]["dashboard"] == "issue"
    assert jobs["fix"]["needs"] == "check"
    assert jobs["fix"]["steps"][-1]["with"]["open-fix"] == "${{ needs.check.outputs.open-fix }}"


def test_own_workflows_are_those_of_init(shipped: Path) -> None:
    """This repository checks its own list by the workflows that it gives to others."""
    names = {
        "listcheck.yml": "list-health.yml",
        "listcheck-pull-request.yml": "pull-request.yml",
        "listcheck-comment.yml": "pull-request-comment.yml",
    }
    for theirs, ours in names.items():
        lines = [
            _alike((shipped / f".github/workflows/{name}").read_text()) for name in (theirs, ours)
        ]
        assert [line for line in lines[0] if line not in lines[1]] == [], theirs


def _alike(text: str) -> list[str]:
    text = re.sub(r"uses: (?:\./|listcheck/listcheck@).*", "uses: listcheck", text)
    return re.sub(r'cron: ".*"', "cron: once a day", text).splitlines()
