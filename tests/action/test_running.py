"""The action and the workflows that are shipped, run by act in a world."""

import base64
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from world import (
    Artifact,
    Caller,
    Fault,
    Issue,
    Plan,
    Pull,
    World,
    make_repository,
    plan_for,
    plant,
    run_listcheck,
)

from action.acting import ROOT, TOKEN, Ran, Runner
from action.conftest import commit, git

WORKFLOWS = ".github/workflows"
LOST, FOUND, NEW, GONE = (f"https://{name}.example/page" for name in ("a", "b", "new", "gone"))
HEAD = "# Works\n\n## Here\n\n"
OLD = f"{HEAD}- [Lost]({LOST}) - Nobody noticed.\n- [Found]({FOUND}) - It is there.\n"
ADDED = f"{OLD}- [New]({NEW}) - Just published.\n"
BROKEN = f"{ADDED}- [Gone]({GONE}) - Never was.\n"

OUTPUTS = """\
name: Outputs
on: [push, pull_request]
permissions: {}
jobs:
  check:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
      - id: one
        uses: listcheck/listcheck@0000000000000000000000000000000000000000
        with:
          @WITH@
      - if: always()
        run: echo 'OUTPUTS ${{ toJSON(steps.one.outputs) }}' | tr -d '\\n'; echo; env | sort
"""


def faulty(text: str) -> Plan:
    plan = plan_for(text.encode())
    for url in (LOST, GONE):
        if url in text:
            plant(plan, url, Fault("status", status=404))
    return plan


def outputs(ran: Ran) -> Any:
    (line,) = ran.lines("| OUTPUTS ")
    return json.loads(line.partition("| OUTPUTS ")[2])


def pull(folder: Path, text: str) -> dict[str, Any]:
    """Turn what is checked out into GitHub's merge of a pull request; its event."""
    base = git(folder, "rev-parse", "HEAD")
    git(folder, "checkout", "--quiet", "-b", "proposal")
    head = commit(folder, {"README.md": text})
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "proposal")
    ends = {"base": {"sha": base, "ref": "main"}, "head": {"sha": head, "ref": "proposal"}}
    return {"action": "opened", "number": 7, "pull_request": {"number": 7, **ends}}


def initialised(repository: Callable[[dict[str, str]], Path], text: str) -> Path:
    folder = repository({"README.md": text, ".gitignore": ".listcheck/\n.home/\n"})
    assert run_listcheck(["init", "--yes"], cwd=folder).code == 0
    commit(folder, {})
    return folder


def with_inputs(*lines: str) -> dict[str, str]:
    text = OUTPUTS.replace("@WITH@", "\n          ".join(lines))
    return {".github/workflows/outputs.yml": text}


def test_all_outputs(
    runner: Runner, world: Callable[[Plan], World], repository: Callable[[dict[str, str]], Path]
) -> None:
    """A push judges the whole list, and tells of it in every way that there is."""
    folder = repository({"README.md": OLD, **with_inputs("sarif: true", "report-dir: reports")})
    here = world(faulty(OLD))
    ran = runner.run(folder, ".github/workflows/outputs.yml", "push", {}, world=here)
    assert ran.code == 1, ran.log
    told = outputs(ran)
    assert {name: told[name] for name in ("exit-code", "findings", "new-findings", "errors")} == {
        "exit-code": "1", "findings": "1", "new-findings": "1", "errors": "1",
    }, ran.log  # fmt: skip
    assert (told["warnings"], told["checked"], told["skipped"]) == ("0", "2", "0")
    assert told["result-file"] == "reports/listcheck-result.json"
    assert (told["sarif-file"], told["report-dir"]) == ("reports/listcheck.sarif", "reports")
    assert ran.lines("::error file=README.md,line=5")
    assert ran.lines("Summary - ## listcheck: 1 error.")
    # Nothing of the job's own environment is changed.
    assert not [line for line in ran.lines("| PATH=") if "listcheck" in line]
    assert not ran.lines("| ACTION_INPUT_") + ran.lines("| VIRTUAL_ENV=")


def test_what_looks_like_an_option(
    runner: Runner, repository: Callable[[dict[str, str]], Path]
) -> None:
    """No list is taken for an option or a command; without uv it is pip that installs."""
    paths = ("paths: |", "  README.md", "  --output=/tmp/$(id)", "fail-on: never")
    folder = repository({"README.md": OLD, **with_inputs(*paths)})
    ran = runner.run(folder, ".github/workflows/outputs.yml", "push", {}, with_uv=False)
    assert ran.code == 1
    assert outputs(ran)["exit-code"] == "2"
    assert ran.lines("::error title=listcheck::input paths: '--output=/tmp/$(id)' looks like")


def test_a_good_pull_request(
    runner: Runner, world: Callable[[Plan], World], repository: Callable[[dict[str, str]], Path]
) -> None:
    """Only what is added is asked and judged; the result is handed over, the store is not kept."""
    runner.forget()
    folder = initialised(repository, OLD)
    event = pull(folder, ADDED)
    here = world(faulty(ADDED))
    workflow = f"{WORKFLOWS}/listcheck-pull-request.yml"
    ran = runner.run(folder, workflow, "pull_request", event, world=here)
    assert ran.code == 0, ran.log
    assert "a.example" not in here.counts()
    result = json.loads((runner.artifacts / "listcheck-result/listcheck-result.json").read_text())
    assert (result["findings"], [one["url"] for one in result["links"]]) == ([], [NEW])
    assert not any(runner.cache.iterdir())


def own_repository(folder: Path) -> Path:
    """This repository as somebody would clone it, with a list that is quickly checked."""
    folder.mkdir()
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in names:
        wanted = name.startswith(("src/", ".github/", ".ci/")) or "/" not in name
        if wanted and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", "https://github.com/owner/list.git")
    # What CI runs would run this test.
    commit(folder, {"README.md": OLD, ".ci/run": "#!/bin/sh\necho RUN BY CI\n"})
    return folder


@pytest.mark.parametrize(
    ("schedule", "proposal", "answer"),
    [
        ("listcheck.yml", "listcheck-pull-request.yml", "listcheck-comment.yml"),
        ("list-health.yml", "pull-request.yml", "pull-request-comment.yml"),
    ],
    ids=["init", "own"],
)
def test_the_life_of_a_list(
    runner: Runner,
    world: Callable[[Plan], World],
    repository: Callable[[dict[str, str]], Path],
    tmp_path: Path,
    schedule: str,
    proposal: str,
    answer: str,
) -> None:
    """Two nights, a pull request and the comment on it: one issue, one comment, one store."""
    runner.forget()
    own = schedule == "list-health.yml"
    folder = own_repository(tmp_path / "own") if own else initialised(repository, OLD)
    here = world(at_home(faulty(BROKEN)))

    for job in ("",) if own else ("", "check"):
        path = f"{WORKFLOWS}/{schedule}"
        night = runner.run(folder, path, "schedule", {}, world=here, job=job)
        assert night.code == 0, night.log
    assert here.counts()["b.example"] == 1
    (issue,) = here.repository("owner/list").issues
    assert (issue.state, LOST in (issue.body or "")) == ("open", True)

    event = pull(folder, BROKEN)
    ran = runner.run(folder, f"{WORKFLOWS}/{proposal}", "pull_request", event, world=here)
    assert ran.code == 1, ran.log
    asked = here.counts()
    assert (asked["b.example"], asked["gone.example"] > 0) == (1, True)

    head = event["pull_request"]["head"]["sha"]
    result = (runner.artifacts / "listcheck-result/listcheck-result.json").read_bytes()
    here = world(at_home(faulty(BROKEN), head, result))
    ended = {"id": 99, "event": "pull_request", "conclusion": "failure", "head_sha": head,
             "head_branch": "proposal", "head_repository": {"full_name": "owner/list"}}  # fmt: skip
    path = f"{WORKFLOWS}/{answer}"
    ran = runner.run(folder, path, "workflow_run", {"workflow_run": ended}, world=here)
    assert ran.code == 0, ran.log
    (told,) = [one for one in here.repository("owner/list").issues if one.pull]
    (comment,) = told.comments
    assert (GONE in comment.body, LOST in comment.body, comment.edits) == (True, False, 0)


def at_home(plan: Plan, head: str = "", result: bytes = b"") -> Plan:
    """The same with the list's own repository, and a pull request that was checked."""
    home = make_repository("owner/list")
    if head:
        home.issues.append(Issue(7, pull=Pull("owner/list", "proposal", head)))
        with BytesIO() as packed:
            with zipfile.ZipFile(packed, "w") as archive:
                archive.writestr("listcheck-result.json", result)
            text = base64.b64encode(packed.getvalue()).decode()
        home.artifacts.append(Artifact(5, 99, "listcheck-result", text))
    plan.repositories["owner/list"] = home
    plan.callers[TOKEN] = Caller()
    return plan


def test_ci(runner: Runner, tmp_path: Path) -> None:
    """Each version that pyproject.toml names gets its run."""
    folder = own_repository(tmp_path / "own")
    ran = runner.run(folder, f"{WORKFLOWS}/ci.yml", "push", {"ref": "refs/heads/main"})
    assert ran.code == 0, ran.log
    assert len(ran.lines("| RUN BY CI")) == len(ran.lines("Run Set up job")) - 1 >= 3


def test_release(runner: Runner, tmp_path: Path) -> None:
    """A tag is built and published if it is the version, and its package knows its commit."""
    folder = own_repository(tmp_path / "own")
    (version,) = re.findall(
        r'__version__ = "(.*)"', (folder / "src/listcheck/__init__.py").read_text()
    )
    builder = runner.builder()
    for tag, code in ((f"v{version}", 0), ("v0.0.1", 1)):
        git(folder, "tag", tag)
        event = {"ref": f"refs/tags/{tag}"}
        ran = runner.run(
            folder, f"{WORKFLOWS}/release.yml", "push", event, job="publish", path=builder
        )
        assert ran.code == code, ran.log
        shown = ran.lines(f"| listcheck-{version}")
        assert len(shown) == (2 if code == 0 else 0), ran.log
    with zipfile.ZipFile(next(runner.artifacts.glob("distributions/*.whl"))) as wheel:
        recorded = wheel.read("listcheck/commit.txt").decode().strip()
    assert recorded == git(folder, "rev-parse", "HEAD")
