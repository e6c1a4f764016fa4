"""The fix pull request against the world's GitHub: what is written in which situation."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from world import Caller, make_repository
from world.git import Commit
from world.github_git import point

from github.forge import NOON, Forge
from github.proposing import proposal
from github.talking import answer
from listcheck.github import branches, fix_memory, marking
from listcheck.github.calls import Place, Talk, TroubleError
from listcheck.github.errand import Errand, Outcome
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request import Declined, propose

DAY = NOON.date()
GRAPHQL = "https://api.github.com/graphql"
BRANCH = "listcheck/links"
Make = Callable[[Declined], Proposal]


class Desk:
    """A repository, and somebody who proposes fixes of its links."""

    def __init__(self) -> None:
        self.own = make_repository("owner/list")
        self.own.files = {"README.md": "# Works", "MORE.md": "# More"}
        self.forge = Forge(self.own)

    def propose(self, wanted: Proposal, **more: Any) -> Outcome:
        """Propose what was not declined."""
        self.forge.writes.clear()

        def make(declined: Declined) -> Proposal:
            kept = [one for one in wanted.changes if fix_memory.name(one.finding) not in declined]
            return replace(wanted, changes=tuple(kept))

        done = self.forge.drive(propose(replace(self.errand(), **more), make))
        assert self.forge.problems == []
        return done

    def errand(self) -> Errand:
        place, base = self.forge.drive(branches.default_branch(Place("owner/list")))
        return Errand(place, GRAPHQL, marking.WORKFLOW, "links", base, DAY, "beside")

    @property
    def states(self) -> list[str]:
        return [one.state for one in self.own.issues]

    @property
    def body(self) -> str:
        return self.own.issues[-1].body or ""

    @property
    def files(self) -> dict[str, str]:
        return self.own.git.commits[self.own.git.heads[BRANCH]].files

    def push(self) -> None:
        """Let somebody write to the default branch."""
        self.own.files = {**self.own.files, "OTHER.md": "more"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_nothing_to_propose(desk: Desk) -> None:
    assert desk.propose(proposal()) == Outcome("nothing to propose")
    assert desk.forge.writes == []


def test_opened_once(desk: Desk) -> None:
    """A branch, a commit, a pull request; the same again is nothing, whatever the base does."""
    assert desk.propose(proposal("a", "b")) == Outcome("#1 opened: Mend 2 links", 1)
    assert desk.forge.writes == [
        "POST /repos/owner/list/git/refs 201",
        "PUT /repos/owner/list/contents/README.md 200",
        "POST /repos/owner/list/pulls 201",
    ]
    assert desk.files["README.md"] == "# Works\na\nb"
    commit = desk.own.git.commits[desk.own.git.heads[BRANCH]]
    assert commit.message == "Mend 2 links\n\nmoved-link: 2"
    for _ in range(2):
        assert desk.propose(proposal("b", "a")) == Outcome("#1 is up to date", 1)
        assert desk.forge.writes == []
        desk.push()


def test_updated_in_place(desk: Desk) -> None:
    """Other fixes on the same base are one more commit; what is not proposed any more goes."""
    both = {"README.md": "# Works\na", "MORE.md": "# More\nb"}
    desk.propose(proposal("a", "b", files=both))
    done = desk.propose(proposal("a", "c"))
    assert done == Outcome("#1 updated: Mend 2 links", 1)
    assert desk.files == {"README.md": "# Works\na\nc", "MORE.md": "# More"}
    assert desk.states == ["open"]
    assert desk.propose(proposal("a", "c")).words == "#1 is up to date"


@pytest.mark.parametrize("moves", [True, False])
def test_the_base_has_moved(desk: Desk, *, moves: bool) -> None:
    """The branch begins where its base is now, and never stands there alone: GitHub would close
    its pull request. Where no branch may be moved, it is written to as it is.
    """
    desk.propose(proposal("a"))
    desk.push()
    desk.own.git.moves = moves
    assert desk.propose(proposal("a", "b")).words == "#1 updated: Mend 2 links"
    assert desk.states == ["open"]
    assert desk.files["README.md"] == "# Works\na\nb"
    assert ("OTHER.md" in desk.files) is moves
    assert list(desk.own.git.heads) == [BRANCH]
    assert desk.propose(proposal("a", "b")).words == "#1 is up to date"


def test_a_conflict(desk: Desk) -> None:
    """The same fixes are written anew where they cannot be merged, once for each base."""
    desk.propose(proposal("a"))
    desk.push()
    pull = desk.own.issues[0].pull
    assert pull
    pull.mergeable = False
    assert "updated" in desk.propose(proposal("a"), pause=30).words
    assert "OTHER.md" in desk.files
    assert "up to date" in desk.propose(proposal("a"), pause=30).words


def test_declined(desk: Desk) -> None:
    """What a person closed stays closed; what is new is proposed without it."""
    desk.propose(proposal("a"))
    desk.own.issues[0].state = "closed"
    assert desk.propose(proposal("a")).words == "nothing to propose"
    assert desk.forge.writes == []
    assert desk.propose(replace(proposal("a", "b"), texts={"README.md": b"b"})).number == 2
    assert desk.states == ["closed", "open"]
    assert desk.files["README.md"] == "b"
    assert fix_memory.read(desk.body) == fix_memory.Memory(
        frozenset([fix_memory.name(proposal("b").changes[0].finding)]), "2026-11-22",
        desk.errand().base.commit, desk.own.git.heads[BRANCH],
    )  # fmt: skip


def test_merged(desk: Desk) -> None:
    """A merge declines nothing: what is found again is proposed again."""
    desk.propose(proposal("a"))
    issue = desk.own.issues[0]
    assert issue.pull
    issue.state, issue.pull.merged, issue.closed_at = "closed", True, "2026-11-22T10:00:00Z"
    desk.own.files = dict(desk.files)
    assert desk.propose(proposal("a", "b")).number == 2
    assert desk.files["README.md"] == "# Works\na\nb"


def test_withdrawn(desk: Desk) -> None:
    """Our own is closed with one edit where nothing is left, and that declines nothing."""
    desk.propose(proposal("a"))
    assert desk.propose(proposal()).words == "#1 closed: nothing to propose any more"
    assert desk.forge.writes == ["PATCH /repos/owner/list/pulls/1 200"]
    assert desk.states == ["closed"]
    assert desk.propose(proposal()).words == "nothing to propose"
    assert desk.propose(proposal("a")).number == 2


@pytest.mark.parametrize(
    "blind", [{"whole": False}, {}], ids=["an incomplete run", "a hindered checkout"]
)
def test_too_little_was_seen(desk: Desk, blind: dict[str, bool]) -> None:
    """Who could not look takes nothing back, and may add."""
    here = not blind
    desk.propose(proposal("a", "b"))
    for wanted in (proposal(), proposal("a")):
        done = desk.propose(replace(wanted, whole=not here), **blind)
        assert done.words.startswith("too little was seen")
        assert (done.number, desk.forge.writes) == (1, [])
    more = replace(proposal("a", "b", "c"), whole=not here)
    assert "updated" in desk.propose(more, **blind).words


def test_somebody_pushed_to_the_branch(desk: Desk) -> None:
    """A commit that is not ours is never lost, whether there is something to say or nothing."""
    desk.propose(proposal("a"))
    pull = desk.own.issues[0].pull
    assert pull
    pull.sha = "c" * 40
    for wanted in (proposal("a", "b"), proposal()):
        assert desk.propose(wanted).words == "somebody else pushed to #1: left alone"
        assert desk.forge.writes == []


def test_what_was_begun_is_ended(desk: Desk) -> None:
    """A run that was killed while it wrote has left no commit that it vouches for."""
    desk.propose(proposal("a"))
    talk = propose(desk.errand(), lambda declined: proposal("a", "b"))
    request = next(talk)
    while request.method != "PUT":
        request = talk.send(desk.forge.answer(request))
    talk.close()
    known = fix_memory.read(desk.body)
    assert known
    assert known.head == ""
    assert "updated" in desk.propose(proposal("a", "b"), pause=30).words
    assert desk.files["README.md"] == "# Works\na\nb"


def test_no_pause(desk: Desk) -> None:
    """Where none is asked for, nothing waits, though GitHub's clock be a day before ours."""
    desk.propose(proposal("a"))
    assert "updated" in desk.propose(proposal("b"), day=date(2026, 11, 21)).words


def test_a_pause(desk: Desk) -> None:
    """So many days after the last time nothing new is written, open or closed."""
    desk.propose(proposal("a"))
    desk.own.issues[0].created_at = "2026-11-01T00:00:00Z"
    done = desk.propose(proposal("a", "b"), pause=30, day=date(2026, 12, 21))
    assert done == Outcome("#1 written less than 30 days ago: 1 to go", 1)
    desk.own.issues[0].state = "closed"
    done = desk.propose(proposal("b"), pause=30, day=date(2026, 12, 21))
    assert (done.number, desk.forge.writes) == (None, [])
    assert desk.propose(proposal("b"), pause=30, day=date(2026, 12, 22)).number == 2


def test_not_ours(desk: Desk) -> None:
    """Whoever takes the mark out, or opens one from the branch himself, is left alone."""
    desk.propose(proposal("a"))
    desk.own.issues[0].body = f"Mine now.\n{desk.body}"
    done = desk.propose(proposal("b"))
    assert done.words == f"#1 stands on {BRANCH} and is not ours: left alone"
    assert desk.forge.writes == []
    desk.own.issues[0].body = desk.body.partition("\n")[2]
    desk.own.issues[0].login = "mallory"
    assert "is not ours" in desk.propose(proposal("b")).words


def test_the_same_branch_of_a_fork(desk: Desk) -> None:
    """A fork's pull request from a branch of that name is none of ours."""
    desk.propose(proposal("a"))
    pull = desk.own.issues[0].pull
    assert pull
    pull.repository = "mallory/list"
    assert desk.propose(proposal("a")).number == 2


def interrupted(desk: Desk, moment: int) -> Talk[Outcome]:
    """A run between two of whose requests a whole other one takes place."""
    mine = propose(desk.errand(), lambda declined: proposal("a"))
    try:
        request = next(mine)
        for number in count(1):
            if number == moment:
                desk.propose(proposal("a"))
            request = mine.send((yield request))
    except StopIteration as end:
        done: Outcome = end.value
        return done
    raise AssertionError


def test_another_run_was_quicker() -> None:
    """Two at once, at every point: one branch, one pull request, and the next run is content."""
    for moment in range(1, 12):
        desk = Desk()
        assert desk.forge.drive(interrupted(desk, moment)).number == 1
        assert desk.states == ["open"]
        assert desk.files["README.md"] == "# Works\na"
        assert desk.propose(proposal("a")).words == "#1 is up to date"


def test_not_permitted(desk: Desk) -> None:
    """What to switch on, and no second push for as long as it is off."""
    desk.own.git.opens_pulls = False
    for _ in range(2):
        done = desk.propose(proposal("a"))
        assert done.forbidden
        assert "Allow GitHub Actions to create and approve pull requests" in done.words
        assert f"https://github.com/owner/list/compare/main...{BRANCH}" in done.words
    assert desk.own.git.pushes == 2
    desk.own.git.opens_pulls = True
    assert desk.propose(proposal("a"), may_open=False).number is None
    assert desk.propose(proposal("a")).number == 1


def test_read_only(desk: Desk) -> None:
    """A token that may not write is told as what it is."""
    desk.forge.hub.plan.callers["of-a-workflow"] = Caller(writes=False)
    with pytest.raises(TroubleError) as trouble:
        desk.propose(proposal("a"))
    assert trouble.value.forbidden
    assert desk.own.git.heads == {}


def test_a_branch_in_the_way(desk: Desk) -> None:
    """Where a branch `listcheck` is, there can be none below it."""
    desk.own.git.commits["d" * 40] = Commit({})
    desk.own.git.heads["listcheck"] = "d" * 40
    with pytest.raises(TroubleError) as trouble:
        desk.propose(proposal("a"))
    assert trouble.value.status == 422


@pytest.mark.parametrize("garbage", [[], {}, None, [None], {"head": None}, "x", [{"head": {}}]])
def test_replies_that_are_not_githubs(garbage: object) -> None:
    """Whatever comes in the place of any one reply is trouble, and no fault of ours."""
    for moment in range(1, 9):
        desk = Desk()
        desk.propose(proposal("a"))
        talk = propose(desk.errand(), lambda declined: proposal("a", "b"))
        try:
            request = next(talk)
            for number in count(1):
                told = answer(garbage) if number == moment else desk.forge.answer(request)
                request = talk.send(told)
        except (StopIteration, TroubleError):
            continue


def test_wished(desk: Desk) -> None:
    """Whoever may write gets what was declined, at once, until it is declined again."""
    desk.propose(proposal("a"))
    desk.own.issues[0].state = "closed"
    assert desk.propose(proposal("a"), pause=30).words == "nothing to propose"
    assert desk.propose(proposal("a", "b"), pause=30).number is None
    assert desk.propose(proposal("a"), pause=30, wished=True).number == 2
    assert desk.propose(proposal("a")).words == "#2 is up to date"
    assert "updated" in desk.propose(proposal("a", "b"), pause=30, wished=True).words
    desk.own.issues[1].state = "closed"
    assert desk.propose(proposal("a", "b")).words == "nothing to propose"
    assert desk.states == ["closed", "closed"]


def smuggled(desk: Desk, **files: str) -> str:
    """Somebody's commit on the branch, of which nobody knows."""
    base = desk.errand().base.commit
    desk.own.git.commits.setdefault(base, Commit(dict(desk.own.files)))
    desk.own.git.commits["e" * 40] = Commit({**desk.own.files, **files}, base)
    desk.own.git.heads[BRANCH] = "e" * 40
    return "e" * 40


def test_a_branch_that_somebody_else_prepared(desk: Desk) -> None:
    """What is on the branch already does not come along with what was proven."""
    smuggled(desk, **{"evil.yml": "on: push", "MORE.md": "evil"})
    assert desk.propose(proposal("a")).words == "#1 opened: Mend 1 link"
    assert desk.files == {"README.md": "# Works\na", "MORE.md": "# More"}
    assert list(desk.own.git.heads) == [BRANCH]
    assert desk.propose(proposal("a")).words == "#1 is up to date"


def test_what_cannot_be_cleaned_is_not_vouched_for(desk: Desk) -> None:
    """Where no branch may be moved, what somebody added stays, and the next run looks again."""
    smuggled(desk, **{"evil.yml": "on: push"})
    desk.own.git.moves = False
    for _ in range(2):
        desk.propose(proposal("a"))
        known = fix_memory.read(desk.body)
        assert known
        assert known.head == ""
    desk.own.git.moves = True
    desk.propose(proposal("a"))
    assert desk.files == {"README.md": "# Works\na", "MORE.md": "# More"}


def test_what_another_run_left_beside_the_branch(desk: Desk) -> None:
    """A run that is killed between two branches leaves one, which the next takes away."""
    desk.propose(proposal("a"))
    desk.push()
    talk = propose(desk.errand(), lambda declined: proposal("a", "b"))
    request = next(talk)
    while b"updateRef" not in request.body:
        request = talk.send(desk.forge.answer(request))
    talk.close()
    assert sorted(desk.own.git.heads) == [BRANCH, f"{BRANCH}-beside"]
    assert "updated" in desk.propose(proposal("a", "b"), beside="other").words
    assert list(desk.own.git.heads) == [BRANCH]
    assert desk.propose(proposal("a", "b")).words == "#1 is up to date"


def test_somebody_pushes_while_we_write(desk: Desk) -> None:
    """What came in between is neither vouched for nor lost."""
    desk.propose(proposal("a"))
    known = fix_memory.read(desk.body)
    talk = propose(desk.errand(), lambda declined: proposal("a", "b"))
    request = next(talk)
    while request.method != "PUT":
        request = talk.send(desk.forge.answer(request))
    head = desk.own.git.heads[BRANCH]
    files = {**desk.own.git.commits[head].files, "evil.yml": "on: push"}
    desk.own.git.commits["e" * 40] = Commit(files, head)
    point(desk.own, BRANCH, "e" * 40)
    with suppress(StopIteration):
        while True:
            request = talk.send(desk.forge.answer(request))
    after = fix_memory.read(desk.body)
    assert known
    assert after
    assert after.head == known.head
    assert desk.propose(proposal("a", "b")).words == "somebody else pushed to #1: left alone"
    assert "evil.yml" in desk.files
