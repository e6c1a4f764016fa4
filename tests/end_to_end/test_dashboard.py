"""The dashboard as the Action keeps it: the real command against the world's issues."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from github.dashboard_made import FILES, finding, fix, link, result
from world import (
    INSTANT,
    Caller,
    Fault,
    Issue,
    Plan,
    World,
    make_repository,
    plan_for,
    plant,
    run_listcheck,
)
from world.asking import API, ask

from listcheck.github.dashboard.step import Occasion, step
from listcheck.result import Result, parse

BOT = "github-actions[bot]"
ISSUES = f"{API}/repos/owner/list/issues"
DEAD = result(finding("gone"), finding("moved", "moved-link", severity="info", fix=fix()))
MORE = result(finding("gone"), finding("lost"), day="2026-03-02")
CLEAN = result(day="2026-03-03")


@dataclass
class Place:
    """A repository with many issues of others, and a folder in which results lie."""

    here: World
    folder: Path
    output: Path = field(init=False)

    def __post_init__(self) -> None:
        self.output = self.folder / "output"

    def environment(self, **more: str) -> dict[str, str]:
        return {"GITHUB_REPOSITORY": "owner/list", "GITHUB_OUTPUT": str(self.output), **more}

    def run(self, told: Result, *, token: str = "of-a-workflow", **more: str) -> str:
        """Run the command; what it prints."""
        file = self.write(told)
        done = run_listcheck(
            ["dashboard", file], cwd=self.folder, world=self.here, token=token,
            env=self.environment(**more),
        )  # fmt: skip
        assert (done.code, self.here.violations) == (0, []), done.stderr
        return done.stdout.strip()

    def write(self, told: Result) -> str:
        (self.folder / "result.json").write_text(told.model_dump_json())
        return "result.json"

    @property
    def boards(self) -> list[Issue]:
        """What is ours, as it is now."""
        issues = self.here.repository("owner/list").issues
        return [one for one in issues if one.login == BOT]

    @property
    def writes(self) -> int:
        return sum(
            one.method not in ("GET", "HEAD") and "graphql" not in one.target
            for one in self.here.requests
        )

    def outputs(self) -> dict[str, str]:
        """The outputs that were set since they were last looked at."""
        lines = self.output.read_text().splitlines() if self.output.exists() else []
        self.output.unlink(missing_ok=True)
        names = [line.partition("<<")[0] for line in lines[::3]]
        return dict(zip(names, lines[1::3], strict=True))

    def tick(self, who: str, name: str = "recheck") -> None:
        """Somebody ticks a box."""
        (board,) = self.boards
        box = f"[ ] <!-- listcheck:{name} -->"
        body = {"body": (board.body or "").replace(box, box.replace(" ", "x", 1))}
        headers = {"Authorization": f"Bearer of-{who}"}
        assert ask(self.here, f"{ISSUES}/251", "PATCH", headers=headers, json=body).is_success


def plan() -> Plan:
    made = Plan(latency=INSTANT)
    repository = make_repository("owner/list")
    forged = "<!-- listcheck:dashboard id= hash=0123456789abcdef -->\n"
    repository.issues = [Issue(number, body=forged if number == 77 else "x", login="eve")
                         for number in range(1, 251)]  # fmt: skip
    repository.collaborators = {"ada": "write", "tom": "triage"}
    made.repositories["owner/list"] = repository
    made.callers = {
        "of-a-fork": Caller(writes=False),
        **{f"of-{who}": Caller(who, installation=False) for who in ("ada", "tom", "eve")},
    }
    return made


@pytest.fixture
def standing(board: Place) -> Place:
    """The same with a dashboard in it."""
    wanted = step(None, Occasion(DEAD, "", FILES))
    assert wanted is not None
    made = plan()
    made.repositories["owner/list"].issues.append(Issue(251, body=wanted.body, login=BOT))
    board.here.reset(made)
    return board


@pytest.fixture
def board(world: Callable[[Plan], World], tmp_path: Path) -> Place:
    return Place(world(plan()), tmp_path)


def test_five_runs_keep_one_issue(board: Place) -> None:
    """Opened, left alone, edited, closed, reopened: one write each, none where nothing is new."""
    assert board.run(CLEAN) == "nothing to tell: there is no dashboard"
    assert (board.writes, board.outputs()) == (0, {})
    steps = []
    for told in (DEAD, DEAD, MORE, CLEAN, CLEAN, DEAD):
        assert board.run(told) == "251"
        steps.append((board.writes, board.boards[0].state))
        assert board.outputs() == {"issue-number": "251"}
    assert steps == [
        (1, "open"),
        (1, "open"),
        (2, "open"),
        (3, "closed"),
        (3, "closed"),
        (4, "open"),
    ]
    assert len(board.boards) == 1
    assert board.boards[0].title == "List health"


def test_two_runs_at_once_keep_one_issue(board: Place) -> None:
    """Whichever comes second takes its own back."""
    command = [str(Path(sys.executable).with_name("listcheck")), "dashboard", board.write(DEAD)]
    environment = {
        "HOME": str(board.folder), "LANG": "C.UTF-8", "GITHUB_TOKEN": "of-a-workflow",
        **board.here.environment(), **board.environment(),
    }  # fmt: skip
    running = [
        subprocess.Popen(command, cwd=board.folder, env=environment, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    printed = {process.communicate(timeout=120)[0] for process in running}
    assert printed == {b"251\n"}
    found = [one for one in board.boards if one.state == "open"]
    assert [one.number for one in found] == [251]
    assert all("listcheck:dashboard" not in (one.body or "") for one in board.boards[1:])
    before = board.writes
    assert board.run(DEAD) == "251"
    assert board.writes == before
    assert board.here.violations == []


def test_a_token_that_only_reads(board: Place) -> None:
    """A notice, and no failure."""
    told = board.run(DEAD, token="of-a-fork", GITHUB_ACTIONS="true")
    assert told.startswith("::notice title=listcheck::the dashboard was not written: ")
    assert (board.boards, board.outputs()) == ([], {})


@pytest.mark.parametrize(("who", "counts"), [("ada", True), ("tom", False), ("eve", False)])
def test_boxes_count_from_those_who_may_write(standing: Place, who: str, *, counts: bool) -> None:
    """On a schedule, by who edited the text; a box that was heeded is empty again."""
    standing.tick(who)
    before = standing.writes
    ignored = "251: the boxes count only from people with write access"
    assert standing.run(DEAD) == ("251" if counts else ignored)
    assert standing.outputs().get("recheck") == ("true" if counts else None)
    assert standing.writes - before == counts
    assert ("- [x]" in (standing.boards[0].body or "")) is not counts


@pytest.mark.parametrize(("who", "counts"), [("ada", True), ("eve", False)])
def test_boxes_count_at_once(standing: Place, who: str, *, counts: bool) -> None:
    """On the event of the edit, by its sender."""
    old = standing.boards[0].body
    standing.tick(who)
    event: dict[str, Any] = {
        "action": "edited", "issue": {"number": 251}, "sender": {"login": who},
        "changes": {"body": {"from": old}},
    }  # fmt: skip
    (standing.folder / "event.json").write_text(json.dumps(event))
    standing.run(DEAD, GITHUB_EVENT_NAME="issues", GITHUB_EVENT_PATH="event.json")
    assert ("recheck" in standing.outputs()) is counts


def test_wishes_are_handed_on(standing: Place) -> None:
    """Which fix pull requests are wished for; what is put off is remembered in the issue."""
    standing.tick("ada", "fix links")
    standing.tick("ada", "snooze error")
    standing.run(DEAD)
    assert standing.outputs() == {"issue-number": "251", "open-fix": "links"}
    assert "**1 note. 1 put off.**" in (standing.boards[0].body or "")
    before = standing.writes
    standing.run(DEAD)
    assert standing.writes == before


def test_from_the_list_to_the_issue(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Verified twice with everything asked anew: the same findings, and one write."""
    text = "# A list\n\n- [gone](https://gone.example.org/x) [wall](https://wall.example.org/y)\n"
    made = plan()
    made.hosts = plan_for(text.encode()).hosts
    made.pages = plan_for(text.encode()).pages
    plant(made, "https://gone.example.org/x", Fault("status", status=404))
    plant(made, "https://wall.example.org/y", Fault("status", status=403))
    board = Place(world(made), tmp_path)
    (tmp_path / "README.md").write_text(text)
    for _ in range(2):
        verify = ["verify", "--refresh", "--report", "json=verified.json", "README.md"]
        done = run_listcheck(verify, cwd=tmp_path, world=board.here, token="of-a-workflow")
        assert done.code == 1
        told = parse((tmp_path / "verified.json").read_bytes(), largest=1 << 20)
        assert board.run(told) == "251"
    body = board.boards[0].body or ""
    assert board.writes == 1
    assert "**1 error.**" in body
    assert "seen dead on 1 day: not yet confirmed\n" in body
    assert "Nothing is proposed before this is confirmed" in body
    assert "Blocked by bot protection (1)" in body


def test_five_thousand_findings(board: Place) -> None:
    """They are within what GitHub takes."""
    many = [finding(f"u{at}.html", key=f"dead-link:{at}") for at in range(5_000)]
    board.run(result(*many, links=[link("u1.html")]))
    (found,) = board.boards
    assert found.body is not None
    assert 59_000 < len(found.body) <= 60_000


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("{}", "this is no result document of listcheck"),
        (result(finding("gone")).model_copy(update={"older": 3}).model_dump_json(), "what changed"),
        (result().model_copy(update={"started_at": "yesterday"}).model_dump_json(), "when its run"),
    ],
)
def test_what_is_no_result_of_whole_lists(board: Place, told: str, words: str) -> None:
    """It is told, and nothing is asked or written."""
    (board.folder / "other.json").write_text(told)
    done = run_listcheck(
        ["dashboard", "other.json"], cwd=board.folder, world=board.here, token="of-a-workflow",
        env=board.environment(),
    )  # fmt: skip
    assert done.code == 2
    assert words in done.stderr
    assert board.here.requests == []
