from typing import Any

import pytest

from github.talking import answer, drive
from listcheck.github.calls import Place
from listcheck.github.comment.target import Head, Target, found, of_pull_request, of_run

SHA, OTHER = "a" * 40, "b" * 40
HEAD = Head("Fork/list", "new:works", SHA)


def run(**more: Any) -> dict[str, Any]:
    usual = {
        "event": "pull_request",
        "head_repository": {"full_name": "Fork/list"},
        "head_branch": "new:works",
        "head_sha": SHA,
        "pull_requests": [],
    }
    return usual | more


def pull(number: int, name: str = "fork/List", ref: str = "new:works", sha: str = SHA) -> Any:
    return {"number": number, "head": {"ref": ref, "sha": sha, "repo": {"full_name": name}}}


def test_of_an_event() -> None:
    assert of_pull_request({"number": 7, "head": {"sha": SHA}}) == Target(7, SHA)


@pytest.mark.parametrize(
    "told",
    [None, {}, {"number": 7}, {"number": "7", "head": {"sha": SHA}},
     {"number": 7, "head": {"sha": "x"}}],
)  # fmt: skip
def test_of_no_event(told: Any) -> None:
    assert of_pull_request(told) is None


def test_of_a_run() -> None:
    assert of_run(run()) == HEAD


@pytest.mark.parametrize(
    "told",
    [None, run(event="push"), run(head_repository=None), run(head_branch=None), run(head_sha="x")],
)
def test_of_no_run(told: Any) -> None:
    """A push, or a fork that is gone."""
    assert of_run(told) is None


def test_repository_branch_and_commit_decide() -> None:
    """Of all that share a branch's name, only what was checked is spoken to."""
    others = [
        pull(1, name="fork/other"),
        pull(2, ref="works"),
        pull(3, sha=OTHER),
        {"number": 4, "head": {"ref": "new:works", "sha": SHA, "repo": None}},
        "nonsense",
    ]
    each, (asked,) = drive(found(Place("o/r"), HEAD), [answer([*others, pull(7)])])
    assert each == [Target(7, SHA)]
    assert asked.url == (
        "https://api.github.com/repos/o/r/pulls?state=open&head=Fork%3Anew%3Aworks&per_page=100"
    )
