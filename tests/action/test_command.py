"""The action's own command: with which status it ends, and what it calls."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import Caller, Completed, Plan, World, run_listcheck

from action.acting import TOKEN
from action.conftest import git
from action.test_running import ADDED, BROKEN, FOUND, HEAD, OLD, at_home, faulty, pull
from listcheck import action_command
from listcheck.action_checking import failing
from listcheck.action_command import _gravity
from listcheck.action_inputs import PREFIX
from listcheck.action_job import job
from listcheck.errors import Exit

Make = Callable[[dict[str, str]], Path]
BOT = "github-actions[bot]"
MARKED = "<!-- listcheck:dashboard id= hash=0123456789abcdef -->"


@pytest.mark.parametrize(
    ("mode", "status", "fail_on", "blamed", "ends"),
    [
        ("full", Exit.CLEAN, "error", True, Exit.CLEAN),
        ("full", Exit.FINDINGS, "error", True, Exit.FINDINGS),
        ("full", Exit.INCOMPLETE, "error", True, Exit.INCOMPLETE),
        ("full", Exit.FINDINGS, "never", True, Exit.CLEAN),
        ("full", Exit.INCOMPLETE, "never", True, Exit.CLEAN),
        ("full", Exit.INTERRUPTED, "never", True, Exit.INTERRUPTED),
        ("changed", Exit.FINDINGS, "error", True, Exit.FINDINGS),
        ("changed", Exit.INCOMPLETE, "error", True, Exit.CLEAN),
        ("changed", Exit.FINDINGS, "error", False, Exit.CLEAN),
        ("changed", Exit.INTERRUPTED, "error", False, Exit.INTERRUPTED),
    ],
)
def test_status(
    tmp_path: Path, mode: str, status: Exit, fail_on: str, blamed: bool, ends: Exit
) -> None:
    """Nobody is blamed for what is old or unknown, and an owner hears of both."""
    here = job({"RUNNER_TEMP": str(tmp_path), f"{PREFIX}MODE": mode})
    assert failing(here, status, fail_on, blamed=blamed) is ends


@pytest.mark.parametrize(
    ("statuses", "ends"), [((0, 0), 0), ((0, 1), 1), ((3, 1), 1), ((1, 2), 2), ((1, 4), 4)]
)
def test_what_weighs_more(statuses: tuple[int, ...], ends: int) -> None:
    """A comment that could not be written for our own fault is not hidden by findings."""
    assert max(statuses, key=_gravity) == ends


def test_whom_the_token_is_for(tmp_path: Path) -> None:
    """With another server, nothing of the usual one is asked; inputs are no settings."""
    usual = {"GITHUB_API_URL": "https://api.github.com", "GITHUB_GRAPHQL_URL": "https://g/graphql"}
    given = {f"{PREFIX}TOKEN": "t", f"{PREFIX}GITHUB_API_URL": "https://git.example/api/v3"}
    passed = job({"RUNNER_TEMP": str(tmp_path), **usual, **given}).environment
    assert passed["GITHUB_API_URL"] == "https://git.example/api/v3"
    assert "GITHUB_GRAPHQL_URL" not in passed
    assert passed["GITHUB_TOKEN"] == "t"
    assert not [name for name in passed if name.startswith(PREFIX)]
    given[f"{PREFIX}GITHUB_API_URL"] = usual["GITHUB_API_URL"]
    passed = job({"RUNNER_TEMP": str(tmp_path), **usual, **given}).environment
    assert passed["GITHUB_GRAPHQL_URL"] == "https://g/graphql"


@pytest.mark.parametrize(
    ("event", "inputs", "called"),
    [
        ("schedule", {}, []),
        ("schedule", {"dashboard": "issue"}, [["dashboard", "RESULT"]]),
        (
            "schedule",
            {"dashboard": "issue", "fix": "pull-request", "id": "one"},
            [["dashboard", "--id=one", "RESULT"], ["pull-request", "RESULT"]],
        ),
        (
            "schedule",
            {"fix": "pull-request", "open_fix": " links\nstars "},
            [["pull-request", "--wished=links", "--wished=stars", "RESULT"]],
        ),
        ("pull_request", {"dashboard": "issue", "fix": "pull-request"}, []),
        (
            "pull_request",
            {"comment": "always", "suggestions": "true"},
            [["comment", "--when", "always", "--suggestions", "RESULT"]],
        ),
        ("workflow_run", {}, [["comment", "--when", "on-findings"]]),
        ("workflow_run", {"id": "x"}, [["comment", "--when", "on-findings", "--id=x"]]),
    ],
)
def test_who_is_called(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    event: str,
    inputs: dict[str, str],
    called: list[list[str]],
) -> None:
    """Each tells GitHub by a command of its own, with the result that is on the disk."""
    (tmp_path / "README.md").write_text("# A list\n")
    monkeypatch.chdir(tmp_path)
    lines: list[list[str]] = []
    run = subprocess.run

    def call(line: list[str], **named: Any) -> Any:
        if "listcheck" not in line:
            return run(line, **named)
        lines.append(line[line.index("listcheck") + 1 :])
        return subprocess.CompletedProcess(line, 0)

    monkeypatch.setattr(subprocess, "run", call)
    given = {f"{PREFIX}{name.upper()}": value for name, value in inputs.items()}
    here = {"RUNNER_TEMP": str(tmp_path), "GITHUB_EVENT_NAME": event, "PATH": os.environ["PATH"]}
    assert action_command.run({**here, **given}) == 0
    shown = [
        ["RESULT" if word.endswith(".json") else word for word in line if word != "--"]
        for line in lines
    ]
    assert shown == called


def run_action(folder: Path, event: str, world: World | None = None, /, **env: str) -> Completed:
    """The command as action.yml calls it; its outputs are in `output`."""
    runner = {"RUNNER_TEMP": str(folder.parent), "GITHUB_OUTPUT": str(folder.parent / "output")}
    here = {**runner, "GITHUB_EVENT_NAME": event, "GITHUB_ACTIONS": "true", **env}
    return run_listcheck(["action"], cwd=folder, world=world, env=here)


@pytest.mark.parametrize("name", ["RUNNER_TEMP", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
def test_a_runner_that_cannot_be_written_to(repository: Make, name: str) -> None:
    folder = repository({"README.md": OLD})
    done = run_action(folder, "push", None, **{name: "/nowhere/at/all", f"{PREFIX}OFFLINE": "true"})
    assert (done.code, "Traceback" in done.stderr) == (2, False)
    assert "cannot be written" in done.stdout + done.stderr


def test_a_setting_that_does_not_exist(repository: Make) -> None:
    """Misuse is an error on the run, with the place and what to do."""
    folder = repository({"README.md": OLD, "listcheck.toml": "lst = []\n"})
    done = run_action(folder, "push")
    assert done.code == 2
    assert "::error title=listcheck::listcheck.toml: unknown key lst%0Adid you mean" in done.stdout
    assert "exit-code<<" in (folder.parent / "output").read_text()


def test_a_hostile_list(repository: Make) -> None:
    """No word of a list is a command to the runner, whichever way it is told."""
    text = "# L\n\n- [\n::set-output name=a::0](<https://a.example/\n::error::x>) - ##[error]y\n"
    folder = repository({"README.md": text + "- [##[error]z](#nowhere) - ::add-mask::a\n"})
    done = run_action(folder, "push", ACTION_INPUT_OFFLINE="true")
    parts = done.stdout.split("::stop-commands::")
    mark = parts[1].split("\n")[0]
    _, _, after = parts[1].partition(f"\n::{mark}::\n")
    allowed = ("::endgroup::", "::warning file=README.md", "::notice file=README.md",
               "::error file=README.md")  # fmt: skip
    assert after
    for line in (parts[0] + after).splitlines():
        assert "##[" not in line
        assert not line.startswith("::") or line.startswith((*allowed, "::group::")), line


def test_a_pull_request_and_what_was_learnt_before(
    repository: Make, world: Callable[[Plan], World]
) -> None:
    """Only what changes is asked; what was known is read, and stays as it was."""
    folder = repository({"README.md": OLD, ".gitignore": ".home/\n.listcheck/\n"})
    here = world(faulty(BROKEN))
    assert run_action(folder, "schedule", here).code == 1
    store = folder / ".listcheck/store.db"
    before = store.read_bytes()
    event = folder.parent / "event.json"
    event.write_text(json.dumps(pull(folder, BROKEN.replace("Nobody", "Everybody"))))
    here.reset()
    done = run_action(folder, "pull_request", here, GITHUB_EVENT_PATH=str(event))
    assert done.code == 1, done.stderr
    assert {host for host in here.counts() if host.endswith(".example")} == {
        "new.example", "gone.example",
    }  # fmt: skip
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == ["store.db"]


@pytest.mark.parametrize("through", ["the store", "a link", "a folder"])
def test_a_store_that_the_pull_request_brings(
    repository: Make, world: Callable[[Plan], World], through: str
) -> None:
    """Whoever adds a dead link cannot also bring the memory of its being alive."""
    folder = repository({"README.md": OLD, ".gitignore": ".home/\n"})
    here = world(faulty(OLD))
    event = folder.parent / "event.json"
    event.write_text(json.dumps(pull(folder, BROKEN)))
    assert run_listcheck(["verify", "--fail-on", "never"], cwd=folder, world=here).code == 0
    store = folder / ".listcheck" / "store.db"
    assert store.is_file()
    for path in folder.glob(".listcheck/*"):
        if path.name not in ("store.db", "store.db-wal"):
            path.unlink()
    if through == "a link":
        store.rename(folder / "kept")
        store.symlink_to("../kept")
    elif through == "a folder":
        store.parent.rename(folder / "kept")
        (folder / ".listcheck").symlink_to("kept")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "--amend", "--no-edit")
    here = world(faulty(BROKEN))
    done = run_action(folder, "pull_request", here, GITHUB_EVENT_PATH=str(event))
    assert (done.code, "gone.example" in here.counts()) == (1, True), done.stdout + done.stderr


def test_without_a_cache(repository: Make, world: Callable[[Plan], World]) -> None:
    """Then nothing is remembered, wherever it runs."""
    folder = repository(
        {"README.md": f"{HEAD}- [Found]({FOUND}) - There.\n", ".gitignore": ".home/\n"}
    )
    here = world(faulty(OLD))
    for count in (1, 2):
        assert run_action(folder, "schedule", here, ACTION_INPUT_CACHE="false").code == 0
        assert here.counts()["b.example"] == count
    assert not (folder / ".listcheck").exists()


def test_no_network_fails_no_contributor(repository: Make, world: Callable[[Plan], World]) -> None:
    """A contributor cannot help it that nothing could be asked."""
    folder = repository({"README.md": OLD, ".gitignore": ".home/\n"})
    (folder.parent / "event.json").write_text(json.dumps(pull(folder, BROKEN)))
    unreachable = {"LISTCHECK_NETWORK_CONNECT_TO": ":443:127.0.0.1:9,:80:127.0.0.1:9"}
    event = str(folder.parent / "event.json")
    done = run_action(folder, "pull_request", None, GITHUB_EVENT_PATH=event, **unreachable)
    assert done.code == 0, done.stdout
    assert "::warning title=listcheck%3A incomplete::" in done.stdout


def test_a_box_that_wants_everything_again(
    repository: Make, world: Callable[[Plan], World]
) -> None:
    """What is known is asked again when somebody ticks that box of the issue, and only then."""
    folder = repository(
        {"README.md": f"{HEAD}- [Found]({FOUND}) - There.\n", ".gitignore": ".home/\n"}
    )
    plan = at_home(faulty(OLD))
    plan.repositories["owner/list"].collaborators = {"ada": "write", "tom": "triage"}
    here = world(plan)
    path = folder.parent / "event.json"
    asked = []
    for who, mark, writer, more in (
        ("ada", "x", BOT, {}),  # nothing is known yet
        ("ada", " ", BOT, {}),
        ("tom", "x", BOT, {}),
        ("ada", "x", "eve", {}),
        ("ada", "x", BOT, {f"{PREFIX}OFFLINE": "true"}),
        ("ada", "x", BOT, {}),
    ):
        body = f"{MARKED}\n- [{mark}] <!-- listcheck:recheck -->Look at everything again\n"
        issue = {"number": 4, "body": body, "user": {"login": writer}}
        changes = {"body": {"from": body.replace("[x]", "[ ]")}}
        event = {"issue": issue, "changes": changes, "sender": {"login": who}}
        path.write_text(json.dumps(event))
        told = {"GITHUB_EVENT_PATH": str(path), "GITHUB_REPOSITORY": "owner/list"}
        done = run_action(folder, "issues", here, **told, **{f"{PREFIX}TOKEN": TOKEN}, **more)
        assert done.code == 0, done.stderr
        asked.append(here.counts()["b.example"])
    assert asked == [1, 1, 1, 1, 1, 2]


def test_what_may_not_be_written_changes_nothing(
    repository: Make, world: Callable[[Plan], World]
) -> None:
    """A token that may only read: the same status and summary, and one notice more."""
    folder = repository({"README.md": OLD, ".gitignore": ".home/\n.listcheck/\n"})
    plan = at_home(faulty(OLD))
    plan.callers["reader"] = Caller(writes=False)
    here = world(plan)
    event = folder.parent / "event.json"
    event.write_text("{}")
    summary = folder.parent / "summary"
    told = {
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "owner/list",
        "GITHUB_STEP_SUMMARY": str(summary),
        f"{PREFIX}TOKEN": "reader",
    }
    alone = run_action(folder, "schedule", here, **told)
    wishes = {f"{PREFIX}DASHBOARD": "issue", f"{PREFIX}FIX": "pull-request"}
    done = run_action(folder, "schedule", here, **told, **wishes)
    assert (alone.code, done.code) == (1, 1), done.stderr
    shown = summary.read_text()
    assert [shown.count(part) for part in ("## listcheck: 1 error.", "### Errors (1)")] == [2, 2]
    more = [line for line in done.stdout.splitlines() if line.startswith("::notice title")]
    assert len(more) == 1, done.stdout
    assert here.repository("owner/list").issues == []


def test_a_clone_without_the_base(repository: Make, world: Callable[[Plan], World]) -> None:
    """The commit to compare with is fetched; where it cannot be, nobody is blamed."""
    folder = repository({"README.md": OLD, ".gitignore": ".home/\n"})
    event = folder.parent / "event.json"
    event.write_text(json.dumps(pull(folder, ADDED)))
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    here = world(faulty(BROKEN))
    for name in ("clone", "alone"):
        git(folder.parent, "clone", "--quiet", "--depth=1", f"file://{folder}", name)
    done = run_action(folder.parent / "clone", "pull_request", here, GITHUB_EVENT_PATH=str(event))
    assert (done.code, "a.example" in here.counts()) == (0, False), done.stderr
    alone = folder.parent / "alone"
    git(alone, "remote", "set-url", "origin", "file:///nowhere/at/all.git")
    done = run_action(alone, "pull_request", here, GITHUB_EVENT_PATH=str(event))
    assert (done.code, "::error file=README.md,line=5" in done.stdout) == (0, True), done.stderr
    assert "::warning title=listcheck::the commit that this pull request is" in done.stdout
