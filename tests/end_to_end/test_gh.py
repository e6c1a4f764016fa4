"""What listcheck wrote, read by GitHub's own client, which knows nothing of us."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from github.dashboard_made import finding, result
from world import (
    INSTANT,
    Comment,
    Issue,
    Plan,
    Pull,
    World,
    make_repository,
)

SHA = "a1b2c3d4" * 5
BOT = 'select(.user.login == "github-actions[bot]")'
FOREIGN = 250

needs_gh = pytest.mark.skipif(
    shutil.which("gh") is None, reason="gh, GitHub's own client, is not installed"
)


def plan() -> Plan:
    made = Plan(latency=INSTANT)
    repository = make_repository("owner/list")
    comments = [Comment(number, f"Comment {number}", "eve") for number in range(1, FOREIGN + 1)]
    pull = Pull("fork/list", "new-works", SHA)
    repository.issues = [
        *(Issue(number, body="x", login="eve") for number in range(8, 8 + FOREIGN)),
        Issue(7, "Two works", comments=comments, pull=pull),
    ]
    made.repositories["owner/list"] = repository
    return made


def runs(here: World, folder: Path, at_once: int) -> None:
    """Some runs of the dashboard and as many of the comment, side by side."""
    folder.joinpath("event.json").write_text(
        json.dumps({"pull_request": {"number": 7, "head": {"sha": SHA}}})
    )
    known = {
        **here.environment(),
        "GITHUB_REPOSITORY": "owner/list",
        "GITHUB_TOKEN": "a-token",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "PATH": os.environ["PATH"],
    }
    lines = [
        [sys.executable, "-m", "listcheck", command, f"{command}.json"]
        for command in ("comment", "dashboard")
    ]
    started = [
        subprocess.Popen(line, cwd=folder, env=known, stdout=subprocess.DEVNULL)
        for line in lines * at_once
    ]
    assert [one.wait(60) for one in started] == [0] * len(started)


def gh(here: World, folder: Path, address: str, pick: str) -> list[str]:
    """What gh finds below an address, over all pages."""
    (folder / "config.yml").write_text(f"http_unix_socket: {here.directory / 'plain.sock'}\n")
    env = {
        "HOME": str(folder),
        "GH_CONFIG_DIR": str(folder),
        "GH_TOKEN": "a-token",
        "GH_NO_UPDATE_NOTIFIER": "1",
        "GH_PROMPT_DISABLED": "1",
        "PATH": os.environ["PATH"],
    }
    line = ["gh", "api", "--paginate", address, "--jq", f".[] | {pick} | [.state, .body] | @json"]
    done = subprocess.run(line, env=env, cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@needs_gh
def test_five_runs_two_at_once(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """One comment and one issue stand, 250 of others before each."""
    here = world(plan())
    found = result(finding("gone"))
    (tmp_path / "dashboard.json").write_text(found.model_dump_json())
    changed = found.model_copy(update={"older": 3})
    (tmp_path / "comment.json").write_text(changed.model_dump_json())
    for at_once in (2, 1, 1, 1):
        runs(here, tmp_path, at_once)

    assert here.violations == []
    comments = "repos/owner/list/issues/7/comments?per_page=100"
    assert len(gh(here, tmp_path, comments, ".")) == FOREIGN + 1
    (comment,) = gh(here, tmp_path, comments, BOT)
    assert "1 problem must be fixed" in comment
    issues = gh(here, tmp_path, "repos/owner/list/issues?state=all&per_page=100", BOT)
    told = [json.loads(line) for line in issues]
    assert [state for state, _ in told if state == "open"] == ["open"]
    # REST deletes no issue: one that came second is closed, and no longer marked as ours.
    assert sum("<!-- listcheck:dashboard" in body for _, body in told) == 1
