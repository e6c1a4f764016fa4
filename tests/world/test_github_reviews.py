"""Reviews, by GraphQL's mutation."""

from collections.abc import Callable

import pytest

from world import INSTANT, Caller, ChangedFile, Issue, Plan, Pull, World, make_repository
from world.asking import API, ask

MUTATION = """mutation Review($pull: ID!, $threads: [DraftPullRequestReviewThread!]!) {
  addPullRequestReview(input: {
    pullRequestId: $pull, event: COMMENT, body: "x", threads: $threads
  }) { clientMutationId }
}"""
PATCH = "@@ -3,2 +3,3 @@\n three\n+four\n five\n@@ -9,0 +11 @@\n+eleven"


def reviewed(make: Callable[[Plan], World], *lines: int, writes: bool = True) -> tuple[World, bool]:
    """A review of some lines, and whether GitHub took it."""
    plan = Plan(latency=INSTANT, callers={"good": Caller(writes=writes)})
    repository = make_repository("owner/list")
    pull = Pull("ada/list", "new", "a" * 40, files=[ChangedFile("README.md", PATCH)])
    repository.issues = [Issue(7, pull=pull)]
    plan.repositories["owner/list"] = repository
    here = make(plan)
    headers = {"Authorization": "bearer good"}
    node = ask(here, f"{API}/repos/owner/list/pulls/7", headers=headers).json()["node_id"]
    threads = [{"path": "README.md", "line": line, "body": "b"} for line in lines]
    body = {"query": MUTATION, "variables": {"pull": node, "threads": threads}}
    reply = ask(here, f"{API}/graphql", "POST", headers=headers, json=body)
    return here, "errors" not in reply.json()


def lines_of(world: World) -> list[int]:
    (issue,) = world.repository("owner/list").issues
    assert issue.pull is not None
    return [one.line for one in issue.pull.threads]


def test_lines_in_hunks_are_commented_on(world: Callable[[Plan], World]) -> None:
    here, taken = reviewed(world, 3, 5, 11)
    assert taken
    assert lines_of(here) == [3, 5, 11]
    assert here.violations == []


@pytest.mark.parametrize("line", [2, 6, 10, 12])
def test_one_line_outside_spoils_all(world: Callable[[Plan], World], line: int) -> None:
    here, taken = reviewed(world, 4, line)
    assert not taken
    assert lines_of(here) == []


def test_who_may_not_write_may_not_review(world: Callable[[Plan], World]) -> None:
    here, taken = reviewed(world, 4, writes=False)
    assert not taken
    assert lines_of(here) == []
