"""Each request of each flow fails in each way: nothing is lost or doubled, and the next run heals.

What fails may have been done all the same: an answer that got lost is not a refusal.
"""

from collections.abc import Generator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from world import make_repository
from world.issues import Edit

from github.dashboard_made import finding, fix, result
from github.forge import NOON, Forge
from github.proposing import proposal
from github.talking import answer
from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.github import branches, fix_memory, marking
from listcheck.github.calls import Place, Talk, TroubleError
from listcheck.github.dashboard import boxes
from listcheck.github.dashboard.hands import Desk
from listcheck.github.dashboard.issue import keep
from listcheck.github.errand import Errand
from listcheck.github.kinds import KINDS
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request import Declined, propose
from listcheck.proposals import ground
from listcheck.pull_request_command import _job, _Task
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.result import Result, parse
from listcheck.settings import Settings
from listcheck.verify import verify
from listcheck.wired import Run
from listcheck.writing_command import Done, Workflow

T = TypeVar("T")
GRAPHQL = "https://api.github.com/graphql"
BOT = marking.WORKFLOW
PLACE = Place("owner/list")
LINKS = "listcheck/links"
_HTML = Answer(502, body=b"<html><h1>Bad Gateway</h1></html>")
# What comes in the place of an answer, and whether what was asked is done all the same.
FAILURES: dict[str, tuple[Reply | None, bool]] = {
    "no connection": (Failure(FailureKind.RESET), False),
    "the answer got lost": (Failure(FailureKind.TIMEOUT), True),
    "a gateway's page": (_HTML, False),
    "a gateway's page, and done": (_HTML, True),
    "403": (answer({"message": "Resource not accessible by integration"}, 403), False),
    "404": (answer({"message": "Not Found"}, 404), False),
    "409": (answer({"message": "Conflict"}, 409), False),
    "422": (answer({"message": "Validation Failed"}, 422), False),
    "429": (answer({"message": "slow down"}, 429), False),
    "HTML": (Answer(200, body=b"<!DOCTYPE html>"), False),
    "HTML, and done": (Answer(200, body=b"<!DOCTYPE html>"), True),
    "nothing": (Answer(200), True),
    "null": (answer(None), True),
    "an empty list": (answer([]), True),
    "an empty object": (answer({}), True),
    "a list of nonsense": (answer([None, 7, "x", [], {}, {"user": 3, "body": 4, "head": 5}]), True),
    "nonsense": (answer({"number": "x", "id": None, "object": 3, "full_name": [], "head": "x",
                         "commit": 7, "created_at": 5, "data": {"repository": 4},
                         "default_branch": {}, "content": 9, "type": "file"}), True),
    "deep": (Answer(200, body=b"[" * 100_000), True),
}  # fmt: skip


def driven(forge: Forge, talk: Generator[Request, Reply, T], moment: int, kind: str) -> bool:
    """Drive a flow whose request of that number fails; whether it came to that."""
    reply, done = FAILURES[kind]
    try:
        request = next(talk)
        for number in count(1):
            real = forge.answer(request) if done or number != moment else None
            told = reply if number == moment and reply is not None else real
            assert told is not None
            request = talk.send(told)
    except (StopIteration, TroubleError):
        return number >= moment
    raise AssertionError


# --- the dashboard -------------------------------------------------------------------------------

FOUND = result(finding("gone"), finding("moved", "moved-link", severity="info", fix=fix()))
MORE = result(finding("gone"), finding("lost"), day="2026-03-02")
CLEAN = result(day="2026-03-03")


class Board:
    """A repository with the issues of others, and what we write there."""

    def __init__(self) -> None:
        self.own = make_repository("owner/list")
        self.own.collaborators = {"ada": "write"}
        self.forge = Forge(self.own)
        self.desk = Desk(PLACE, GRAPHQL, BOT)

    def talk(self, told: Result) -> Any:
        return keep(self.desk, told)

    def run(self, told: Result) -> int:
        """A run in which nothing fails; how much it writes."""
        self.forge.writes.clear()
        self.forge.drive(self.talk(told))
        assert self.forge.problems == []
        return sum(not one.startswith("POST /graphql") for one in self.forge.writes)

    @property
    def ours(self) -> list[Any]:
        return [one for one in self.own.issues if marking.read(one.body)]

    def tick(self, name: str) -> None:
        (board,) = self.ours
        box = f"[ ] <!-- listcheck:{name} -->"
        assert box in board.body
        board.body = board.body.replace(box, box.replace(" ", "x", 1))
        board.edited.append(Edit("ada", "2099-01-01T00:00:00Z"))


@dataclass(frozen=True)
class Story:
    """What was before, what comes, and how the issue stands after that."""

    before: tuple[Result, ...]
    then: Result
    state: str
    tick: str = ""
    twice: bool = False


STORIES = {
    "opened": Story((), FOUND, "open"),
    "edited": Story((FOUND,), MORE, "open"),
    "closed": Story((FOUND,), CLEAN, "closed"),
    "reopened": Story((FOUND, CLEAN), MORE, "open"),
    "ticked": Story((FOUND,), FOUND, "open", "snooze info"),
    "two of them": Story((FOUND,), MORE, "open", twice=True),
}


def begun(story: Story) -> Board:
    board = Board()
    for one in story.before:
        board.run(one)
    if story.tick:
        board.tick(story.tick)
    if story.twice:
        first = board.own.issues[0]
        board.own.issues.append(replace(first, number=2, created_at="2026-05-05T00:00:00Z"))
    return board


@pytest.mark.parametrize("name", STORIES)
def test_the_dashboard(name: str) -> None:
    """One issue, as it has to be, after the next run; and the run after that writes nothing."""
    story = STORIES[name]
    tried = 0
    for kind in FAILURES:
        for moment in count(1):
            board = begun(story)
            others = [(one.number, one.body) for one in board.own.issues if one not in board.ours]
            if not driven(board.forge, board.talk(story.then), moment, kind):
                break
            tried += 1
            board.run(story.then)
            open_ = [one for one in board.own.issues if one.state == "open"]
            assert len(board.ours) == 1, (kind, moment)
            assert len(open_) == (story.state == "open"), (kind, moment)
            assert board.ours[0].state == story.state
            assert not boxes.ticked(board.ours[0].body), (kind, moment)
            assert board.run(story.then) == 0, (kind, moment)
            kept = [
                (one.number, one.body)
                for one in board.own.issues
                if (one.number, one.body) in others
            ]
            assert kept == others
    assert tried > len(FAILURES)


# --- the pull request ----------------------------------------------------------------------------


class Forks:
    """A repository with files, and somebody who proposes fixes of its links."""

    def __init__(self) -> None:
        self.own = make_repository("owner/list")
        self.own.files = {"README.md": "# Works", "MORE.md": "# More"}
        self.forge = Forge(self.own)

    def talk(self, wanted: Proposal) -> Any:
        def make(declined: Declined) -> Proposal:
            kept = [one for one in wanted.changes if fix_memory.name(one.finding) not in declined]
            return replace(wanted, changes=tuple(kept))

        place, base = yield from branches.default_branch(PLACE)
        errand = Errand(place, GRAPHQL, BOT, "links", base, NOON.date(), "beside")
        return (yield from propose(errand, make))

    def run(self, wanted: Proposal) -> int:
        """A run in which nothing fails; how much it writes."""
        self.forge.writes.clear()
        self.forge.drive(self.talk(wanted))
        assert self.forge.problems == []
        return len(self.forge.writes)

    def push(self) -> None:
        """Let somebody write to the default branch."""
        self.own.files = {**self.own.files, "OTHER.md": "more"}

    @property
    def open(self) -> list[Any]:
        return [one for one in self.own.issues if one.state == "open"]


BOTH = proposal("a", "b", files={"README.md": "# Works\na", "MORE.md": "# More\nb"})
# What is proposed before, whether the base moves then, and what is proposed after that.
CHANGES: dict[str, tuple[tuple[Proposal, ...], bool, Proposal]] = {
    "opened": ((), False, proposal("a")),
    "opened with two files": ((), False, BOTH),
    "added to": ((proposal("a"),), False, proposal("a", "b")),
    "taken from": ((BOTH,), False, proposal("a")),
    "the base has moved": ((BOTH,), True, proposal("a", "c")),
    "withdrawn": ((BOTH,), False, proposal()),
    "opened again": ((BOTH, proposal()), True, proposal("a", "d")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_pull_request(name: str) -> None:
    """One branch, at most one open pull request with the right text and files, then silence."""
    before, moves, wanted = CHANGES[name]
    tried = 0
    for kind in FAILURES:
        for moment in count(1):
            forks = Forks()
            for one in before:
                forks.run(one)
            if moves:
                forks.push()
            if not driven(forks.forge, forks.talk(wanted), moment, kind):
                break
            tried += 1
            for _ in range(2):
                forks.run(wanted)
            assert forks.run(wanted) == 0, (kind, moment)
            assert len(forks.open) == bool(wanted.changes), (kind, moment, forks.own.issues)
            assert list(forks.own.git.heads) == ["listcheck/links"], (kind, moment)
            if wanted.changes:
                _as_proposed(forks, wanted)
            assert forks.own.files["README.md"] == "# Works"
    assert tried > len(FAILURES)


def _as_proposed(forks: Forks, wanted: Proposal) -> None:
    (pull,) = forks.open
    known = fix_memory.read(pull.body)
    assert known
    assert (known.fixes, known.head) == (wanted.fixes, pull.pull.sha)
    written = forks.own.git.commits[pull.pull.sha].files
    should = {"README.md": b"# Works", "MORE.md": b"# More", **wanted.texts}
    assert {path: written[path].encode() for path in should} == should


# --- the whole command ---------------------------------------------------------------------------

BROKEN = "# Works\n\n## Clocks\n\n- [A](https://a.example/) in [clocks](#clock)\n"
OFFLINE = Settings(offline=True, store=None, baseline=None)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From who we are to what is handed over, with a real proof of real fixes."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(BROKEN)
    run = Run(lambda: 1_763_800_000.0, lambda *_: None)
    data = render("json", verify(("README.md",), OFFLINE, run), Style()).encode()
    result = parse(data, largest=len(data))
    found = ground(result, OFFLINE, run)
    where = Workflow(PLACE, OFFLINE, now=1_763_800_000.0)

    def command() -> Talk[Done]:
        return _job(where, _Task(result, found, tmp_path, KINDS, 30, 1e9, "beside"))

    for kind in FAILURES:
        for moment in count(1):
            own = make_repository("owner/list")
            own.files = {"README.md": BROKEN}
            forge = Forge(own)
            if not driven(forge, command(), moment, kind):
                break
            forge.drive(command())
            forge.writes.clear()
            assert forge.drive(command()).outputs == {"pull-request-number": "1"}
            assert forge.writes == []
            assert [one.state for one in own.issues] == ["open"]
            (head,) = own.git.heads.values()
            assert own.git.commits[head].files == {"README.md": BROKEN.replace("#clock", "#clocks")}
