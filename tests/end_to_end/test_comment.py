"""The comment on a pull request, by the installed command, on a GitHub that remembers."""

import base64
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from world import (
    INSTANT,
    Artifact,
    Caller,
    ChangedFile,
    Comment,
    Completed,
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

from listcheck import comment_command
from listcheck.cli import cli
from listcheck.errors import Exit, UserError

Make = Callable[[Plan], World]
OLD = """# A list

## Works

- [The Silent Gardens of the Far North](https://github.com/lab/gardens)
- [An older page](https://old.example.org/page)
"""
NEW = """- [The Leaking Clocks of Noisy Kitchens](https://github.com/lab/clocks)
- [A page](https://gone.example.org/page)
"""
SHA = "a1b2c3d4" * 5
BOT = "github-actions[bot]"


def world_plan(*faults: tuple[str, Fault], foreign: int = 0) -> Plan:
    plan = plan_for(f"{OLD}{NEW}".encode())
    plan.latency = INSTANT
    for subject, fault in faults:
        plant(plan, subject, fault)
    repository = make_repository("owner/list")
    comments = [Comment(number, f"Comment {number}", "eve") for number in range(1, foreign + 1)]
    pull = Pull("fork/list", "new-works", SHA)
    repository.issues = [Issue(7, "Two works", comments=comments, pull=pull)]
    plan.repositories["owner/list"] = repository
    return plan


GONE = ("https://gone.example.org/page", Fault("status", status=404))


def result_of(here: World, folder: Path, name: str = "result.json") -> Path:
    """What verify finds in the entries that the pull request adds."""
    (folder / "old.md").write_text(OLD)
    (folder / "README.md").write_text(f"{OLD}{NEW}")
    command = ["verify", "README.md", "--base", "old.md", "--report", f"json={name}", "--refresh"]
    run_listcheck(command, cwd=folder, world=here, token="a-token")
    return folder / name


@pytest.fixture(scope="module")
def results(running_world: World, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Result documents, as verify writes them: with a dead link, with a moved one, with nothing."""
    found = {}
    for name, plan in (("gone", world_plan(GONE)), ("moved", suggesting())):
        running_world.reset(plan)
        found[name] = str(result_of(running_world, tmp_path_factory.mktemp(name)))
    good = Path(found["gone"]).with_name("good.json")
    document = json.loads(Path(found["gone"]).read_text())
    good.write_text(json.dumps(document | {"findings": []}))
    return {**found, "good": str(good)}


def environment(folder: Path, event: str, payload: Mapping[str, Any]) -> dict[str, str]:
    (folder / "event.json").write_text(json.dumps(payload))
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": "owner/list",
        "GITHUB_EVENT_NAME": event,
        "GITHUB_EVENT_PATH": str(folder / "event.json"),
        "GITHUB_RUN_ID": "99",
        "GITHUB_OUTPUT": str(folder / "outputs"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }


PULL_REQUEST = {"pull_request": {"number": 7, "head": {"sha": SHA}}}


def comment(here: World, folder: Path, *options: str, token: str = "a-token") -> Completed:
    """Comment on pull request 7, in this process: half a second less for each time."""
    return inside(here, environment(folder, "pull_request", PULL_REQUEST), *options, token=token)


def inside(here: World, env: Mapping[str, str], *options: str, token: str = "a-token") -> Completed:
    """The command by its own arguments, with nothing in its environment but what is given."""
    context = cli.commands["comment"].make_context("comment", list(options))
    chosen = dict(context.params)
    path = chosen.pop("result")
    known = {**here.environment(), **env, "GITHUB_TOKEN": token}
    out, err = io.StringIO(), io.StringIO()
    # Which certificates are trusted is read by the TLS library itself.
    trust = patch.dict(os.environ, {"SSL_CERT_FILE": known["SSL_CERT_FILE"]})
    with trust, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = comment_command.comment(path, {**chosen, "id": chosen.pop("of")}, known)
        except UserError as error:
            code = int(Exit.USAGE)
            err.write(error.message)
    return Completed(code, out.getvalue(), err.getvalue())


def written(here: World) -> list[Comment]:
    """What we wrote on the pull request."""
    (issue,) = here.repository("owner/list").issues
    return [one for one in issue.comments if one.login == BOT]


def writes(here: World) -> list[str]:
    return [
        one.method
        for one in here.requests
        if one.host == "api.github.com" and one.method != "GET" and "graphql" not in one.target
    ]


# --- on pull_request -----------------------------------------------------------------------------


def two_at_once(here: World, folder: Path, result: str) -> None:
    """The installed command, twice, by two processes that know nothing of one another."""
    line = [str(Path(sys.executable).with_name("listcheck")), "comment", result]
    known = {"HOME": str(folder), "GITHUB_TOKEN": "a-token", **here.environment()}
    known |= environment(folder, "pull_request", PULL_REQUEST)
    both = [subprocess.Popen(line, cwd=folder, env=known) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]


def test_two_that_meet_leave_one(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    """Where answers are slow, both see no comment of ours before either has written."""
    plan = world_plan(GONE)
    plan.latency.rest = 0.3
    here = world(plan)
    two_at_once(here, tmp_path, results["gone"])
    assert [one.edits for one in written(here)] == [0]
    assert writes(here) in (["POST"], ["POST", "POST", "DELETE"])
    assert here.violations == []


def test_five_runs_write_one_comment(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """Two of them at the same time, after 250 comments of others; the same findings, no edit."""
    here = world(world_plan(GONE, foreign=250))
    result = results["gone"]
    two_at_once(here, tmp_path, result)
    for _ in range(3):
        done = comment(here, tmp_path, result)
        assert (done.code, done.stdout) == (0, "the comment says so already (pull request 7)\n")
    (one,) = written(here)
    assert one.edits == 0
    assert writes(here) in (["POST"], ["POST", "POST", "DELETE"])
    assert one.body.split("\n")[1] == (
        "### listcheck: 1 problem must be fixed in the 2 entries that this pull request changes"
    )
    assert here.violations == []
    outputs = (tmp_path / "outputs").read_text()
    assert outputs.count("comment-id<<") == 5
    assert f"\n{one.id}\n" in outputs
    assert not (tmp_path / "summary").exists()


def test_findings_gone_is_one_edit_to_one_line(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """And found again, it is the same comment that says so."""
    here = world(world_plan(GONE))
    comment(here, tmp_path, results["gone"])
    (before,) = written(here)
    kept = here.repository("owner/list")
    mended = world_plan()
    mended.repositories["owner/list"] = kept
    again = world(mended)
    done = comment(again, tmp_path, results["good"])
    assert done.stdout == "the comment was edited (pull request 7)\n"
    assert comment(again, tmp_path, results["good"]).stdout.startswith(
        "the comment says so already"
    )
    (one,) = written(again)
    assert (one.id, one.edits) == (before.id, 1)
    assert one.body.split("\n")[1:] == [
        "listcheck: all that was found here earlier is resolved.",
        "",
    ]
    assert writes(again) == ["PATCH"]
    comment(again, tmp_path, results["gone"])
    (one,) = written(again)
    assert "must be fixed" in one.body
    assert again.violations == []


@pytest.mark.parametrize(
    ("when", "texts"), [("on-findings", 0), ("never", 0), ("always", 1)]
)  # fmt: skip
def test_when_there_is_nothing_to_say(
    world: Make, tmp_path: Path, results: Mapping[str, str], when: str, texts: int
) -> None:
    here = world(world_plan())
    done = comment(here, tmp_path, results["good"], "--when", when)
    assert done.code == 0
    assert len(written(here)) == texts
    assert when != "never" or not any("issues/7" in one.target for one in here.requests)


def test_comments_of_others_are_left_alone(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """A marker that somebody copied makes nothing ours; another list's comment is another."""
    here = world(world_plan(GONE))
    result = results["gone"]
    comment(here, tmp_path, result, "--id", "other")
    (ours,) = written(here)
    plan = world_plan(GONE)
    plan.repositories["owner/list"] = here.repository("owner/list")
    plan.repositories["owner/list"].issues[0].comments.insert(
        0, Comment(1, ours.body.replace("id=other", "id="), "eve")
    )
    here = world(plan)
    comment(here, tmp_path, result)
    comments = here.repository("owner/list").issues[0].comments
    assert [(one.login, one.edits) for one in comments] == [("eve", 0), (BOT, 0), (BOT, 0)]


def test_two_of_ours_become_one(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    here = world(world_plan(GONE))
    result = results["gone"]
    comment(here, tmp_path, result)
    plan = world_plan(GONE)
    plan.repositories["owner/list"] = here.repository("owner/list")
    (first,) = plan.repositories["owner/list"].issues[0].comments
    plan.repositories["owner/list"].issues[0].comments.append(
        Comment(first.id + 5, first.body, BOT, "2030-01-01T00:00:00Z")
    )
    here = world(plan)
    comment(here, tmp_path, result)
    assert [one.id for one in written(here)] == [first.id]
    assert writes(here) == ["DELETE"]


def test_a_person_writes_under_his_own_name(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    plan = world_plan(GONE)
    plan.callers["of-ada"] = Caller("ada", installation=False)
    here = world(plan)
    result = results["gone"]
    for _ in range(2):
        assert comment(here, tmp_path, result, token="of-ada").code == 0
    (issue,) = here.repository("owner/list").issues
    assert [one.login for one in issue.comments] == ["ada"]


@pytest.mark.parametrize("trouble", ["fork", "locked", "gone", "server"])
def test_trouble_changes_no_verdict(
    world: Make, tmp_path: Path, results: Mapping[str, str], trouble: str
) -> None:
    """It is told where the run is looked at; the exit status and the summary are as they were."""
    plan = world_plan(GONE)
    (issue,) = plan.repositories["owner/list"].issues
    if trouble == "fork":
        plan.callers["a-token"] = Caller(writes=False)
    issue.locked = trouble == "locked"
    issue.state = "deleted" if trouble == "gone" else "open"
    if trouble == "server":
        plant(plan, "rest", Fault("status", status=502, method="POST"))
    here = world(plan)
    done = comment(here, tmp_path, results["gone"])
    level = "notice" if trouble in ("fork", "locked") else "warning"
    assert done.code == 0
    assert done.stdout.startswith(f"::{level} title=listcheck::the comment was not written: ")
    assert done.stdout.count("\n") == 1
    assert not written(here)
    assert len(writes(here)) == (0 if trouble == "gone" else 1)
    assert not (tmp_path / "summary").exists()
    assert not (tmp_path / "outputs").exists()


def test_a_limit_is_waited_out(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    """What was refused for its haste was not done, and is asked again when GitHub says."""
    plan = world_plan(GONE)
    plant(plan, "rest", Fault("secondary-limit", method="POST", retry_after="1", times=1))
    here = world(plan)
    assert comment(here, tmp_path, results["gone"]).stdout.startswith("the comment was written")
    assert len(written(here)) == 1
    assert here.violations == []


def test_too_long_a_text_is_said_shorter(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """What matters least is left out first, and the same is not written twice."""
    plan = world_plan(GONE)
    here = world(plan)
    result = results["gone"]
    comment(here, tmp_path, result)
    (whole,) = written(here)
    plan.longest_body = len(whole.body) - 200
    here = world(plan)
    for _ in range(2):
        comment(here, tmp_path, result)
    (one,) = written(here)
    assert len(one.body) <= plan.longest_body
    assert "Left out, since GitHub takes no longer text: " in one.body
    assert writes(here) == ["POST"] * writes(here).count("POST")
    assert here.violations == []


def test_misuse_is_told(world: Make, tmp_path: Path) -> None:
    """What a user can mend is no trouble with GitHub."""
    here = world(world_plan())
    env = environment(tmp_path, "pull_request", PULL_REQUEST)
    (tmp_path / "no.json").write_text('{"schema_version": 2}')
    for options, token, more in (
        (["no.json"], "a-token", {}),
        (["absent.json"], "a-token", {}),
        ([], "a-token", {}),
        (["no.json"], "", {}),
        (["no.json"], "a-token", {"GITHUB_REPOSITORY": ""}),
    ):
        paths = [str(tmp_path / one) for one in options]
        done = inside(here, {**env, **more}, *paths, token=token)
        assert (done.code, done.stdout) == (2, ""), done
    assert writes(here) == []


def test_old_trouble_is_counted_by_what_is_remembered(world: Make, tmp_path: Path) -> None:
    """The scheduled run saw that an older page is gone; the pull request's run asks nothing."""
    old = ("https://old.example.org/page", Fault("status", status=404))
    here = world(world_plan(old))
    (tmp_path / "README.md").write_text(OLD)
    run_listcheck(["verify", "README.md"], cwd=tmp_path, world=here, token="a-token")
    asked = len([one for one in here.requests if one.host == "old.example.org"])
    comment(here, tmp_path, str(result_of(here, tmp_path)), "--when", "always")
    assert len([one for one in here.requests if one.host == "old.example.org"]) == asked
    (one,) = written(here)
    assert "<summary>Older problems (1)</summary>" in one.body


# --- on workflow_run -----------------------------------------------------------------------------

RUN = {
    "id": 55,
    "event": "pull_request",
    "conclusion": "failure",
    "head_repository": {"full_name": "fork/list"},
    "head_branch": "new-works",
    "head_sha": SHA,
    "pull_requests": [],
}


def zipped(data: bytes, name: str = "listcheck-result.json", *more: str) -> str:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in (name, *more):
            archive.writestr(one, data)
    return base64.b64encode(made.getvalue()).decode()


def after_run(plan: Plan, make: Make, folder: Path, artifact: str | None, **more: Any) -> Any:
    """The comment as a second workflow writes it, which has nothing but the event."""
    if artifact is not None:
        artifacts = [Artifact(3, 55, "listcheck-result", artifact)]
        plan.repositories["owner/list"].artifacts = artifacts
    here = make(plan)
    env = environment(folder, "workflow_run", {"workflow_run": RUN | more})
    return here, inside(here, env)


def test_a_fork_gets_its_comment(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    """The pull request is found by head repository, branch and commit; the check had failed."""
    data = Path(results["gone"]).read_bytes()
    here, done = after_run(world_plan(GONE), world, tmp_path, zipped(data))
    assert done.stdout == "the comment was written (pull request 7)\n"
    (one,) = written(here)
    assert f"blob/{SHA}/README.md?plain=1#L8" in one.body
    assert "actions/runs/55)" in one.body
    storage = [one for one in here.requests if "blob.core" in one.host]
    assert len(storage) == 1
    assert "authorization" not in storage[0].headers
    assert here.violations == []


@pytest.mark.parametrize(
    "more",
    [
        {"event": "push"},
        {"head_sha": "b" * 40},
        {"head_branch": "other"},
        {"head_repository": {"full_name": "eve/list"}},
        {"head_repository": None},
    ],
)
def test_no_other_pull_request_is_spoken_to(
    world: Make, tmp_path: Path, more: dict[str, Any]
) -> None:
    """A stale run, another branch, another fork: nothing, and nothing is downloaded."""
    here, done = after_run(world_plan(), world, tmp_path, zipped(b"{}"), **more)
    assert done.code == 0
    assert writes(here) == []
    assert not [one for one in here.requests if "blob.core" in one.host]
    assert not done.stdout.startswith("::")


def test_the_number_in_an_artifact_counts_nothing(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """Nothing of the document chooses where it is written."""
    document = json.loads(Path(results["gone"]).read_text())
    plan = world_plan(GONE)
    other = Pull("eve/list", "x", "c" * 40)
    plan.repositories["owner/list"].issues.append(Issue(9, "Another", pull=other))
    artifact = zipped(json.dumps(document | {"number": 9}).encode())
    here, done = after_run(plan, world, tmp_path, artifact)
    assert "nothing was posted" in done.stdout
    assert not any(one.comments for one in here.repository("owner/list").issues)


FORGED = {
    "none": None,
    "another schema": zipped(b'{"schema_version": 2}'),
    "no JSON": zipped(b"<h1>@everybody</h1>"),
    "no ZIP file": base64.b64encode(b"PK").decode(),
    "fifty megabytes": zipped(b" " * (50 << 20)),
    "another name": zipped(b"{}", "number.json"),
    "a path": zipped(b"{}", "../listcheck-result.json"),
    "several": zipped(b"{}", "listcheck-result.json", "pr-number"),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_artifacts_post_nothing(world: Make, tmp_path: Path, name: str) -> None:
    """And say why, in words of ours alone."""
    here, done = after_run(world_plan(), world, tmp_path, FORGED[name])
    assert done.code == 0
    assert writes(here) == []
    told = "left no artifact" if name == "none" else "::warning title=listcheck::nothing was posted"
    assert told in done.stdout
    assert "everybody" not in done.stdout + done.stderr
    assert list(tmp_path.glob("**/*.json")) == [tmp_path / "event.json"]


def test_forged_text_is_harmless(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    """Mentions, HTML and workflow commands in every field are code, and no line of the log."""
    document = json.loads(Path(results["gone"]).read_text())
    evil = "\n::error::x\n@everybody #1 <img src=x> [a](https://evil.example) ``` </details>"
    for one in document["findings"]:
        one |= {"message": evil, "entry": evil, "rule": evil, "advice": evil, "url": evil}
        one["location"]["path"] = evil
    document["incomplete"] = evil
    here, done = after_run(world_plan(GONE), world, tmp_path, zipped(json.dumps(document).encode()))
    (one,) = written(here)
    assert done.stdout == "the comment was written (pull request 7)\n"
    assert "\n::" not in one.body
    assert "\n@" not in one.body
    assert all(line.count("`") for line in one.body.split("\n") if "everybody" in line)


# --- suggestions ---------------------------------------------------------------------------------

MOVED = (
    "https://gone.example.org/page",
    Fault("redirect", status=301, target="https://new.example.org/page"),
)
PATCH = "@@ -6,1 +6,3 @@\n - [An older page](https://old.example.org/page)\n" + "".join(
    f"+{line}\n" for line in NEW.splitlines()
)


def suggesting() -> Plan:
    plan = world_plan(MOVED)
    plan.with_page("https://new.example.org/page")
    (issue,) = plan.repositories["owner/list"].issues
    assert issue.pull is not None
    issue.pull.files = [ChangedFile("README.md", PATCH)]
    return plan


def threads(here: World) -> list[tuple[int, str]]:
    (issue,) = here.repository("owner/list").issues
    assert issue.pull is not None
    return [(one.line, one.body.partition("```")[2]) for one in issue.pull.threads]


def test_safe_fixes_are_suggested_once(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    """On the line that they mend, in one review, however often we come by."""
    here = world(suggesting())
    result = results["moved"]
    for _ in range(3):
        assert comment(here, tmp_path, result, "--suggestions").code == 0
    assert threads(here) == [(8, "suggestion\n- [A page](https://new.example.org/page)\n```\n")]
    (one,) = written(here)
    assert one.edits == 0
    assert "```suggestion" not in one.body
    assert here.violations == []


def test_suggestions_that_github_does_not_take_stand_in_the_comment(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    plan = suggesting()
    result = results["moved"]
    plant(plan, "graphql", Fault("bad-gateway"))
    here = world(plan)
    for _ in range(2):
        assert comment(here, tmp_path, result, "--suggestions").code == 0
    assert threads(here) == []
    (one,) = written(here)
    assert one.edits == 1
    assert "  ```suggestion\n  - [A page](https://new.example.org/page)\n  ```\n" in one.body


def test_nothing_is_suggested_unasked(
    world: Make, tmp_path: Path, results: Mapping[str, str]
) -> None:
    here = world(suggesting())
    comment(here, tmp_path, results["moved"])
    assert threads(here) == []
    assert not any("files" in one.target for one in here.requests)


# --- another client ------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("gh") is None, reason="gh, GitHub's own client, is not installed")
def test_gh_sees_one_comment(world: Make, tmp_path: Path, results: Mapping[str, str]) -> None:
    """A program that we did not write reads what we wrote, over all pages."""
    here = world(world_plan(GONE, foreign=250))
    result = results["gone"]
    for _ in range(2):
        comment(here, tmp_path, result)
    (tmp_path / "config.yml").write_text(f"http_unix_socket: {here.directory / 'plain.sock'}\n")
    env = {
        "HOME": str(tmp_path),
        "GH_CONFIG_DIR": str(tmp_path),
        "GH_TOKEN": "a-token",
        "GH_NO_UPDATE_NOTIFIER": "1",
        "GH_PROMPT_DISABLED": "1",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        ["gh", "api", "--paginate", "repos/owner/list/issues/7/comments?per_page=100",
         "--jq", ".[] | select(.user.login == \"github-actions[bot]\") | .body"],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<!-- listcheck:comment ") == 1
    assert "1 problem must be fixed" in done.stdout
