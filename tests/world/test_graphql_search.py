"""GitHub's search, and what an owner has, as the world answers for them."""

from collections.abc import Callable
from typing import Any

import pytest

from world import INSTANT, Plan, World, make_repository
from world.asking import graphql
from world.plan import Rules

Make = Callable[[Plan], World]
QUERY = """query($q: String!, $o: String!) {
  s: search(query: $q, type: REPOSITORY, first: 2) {
    repositoryCount nodes { ... on Repository { nameWithOwner isFork parent { nameWithOwner } } }
  }
  o: repositoryOwner(login: $o) { repositories(first: 100) { nodes { nameWithOwner } } }
}"""


def plan(**more: Any) -> Plan:
    made = Plan(latency=INSTANT, **more)
    for stars, name in enumerate(["a/tool", "b/Tool", "c/my-tool", "d/tool", "e/tool", "a/other"]):
        made.repositories[name.lower()] = make_repository(name)
        made.repositories[name.lower()].stars = stars
    made.repositories["b/tool"].fork = True
    made.repositories["d/tool"].private = True
    made.repositories["e/tool"].state = "deleted"
    return made


def asked(world: World, query: str, owner: str = "a") -> tuple[list[str], list[str] | None]:
    data = graphql(world, QUERY, q=query, o=owner).json()["data"]
    theirs = data["o"] and [one["nameWithOwner"] for one in data["o"]["repositories"]["nodes"]]
    return [one["nameWithOwner"] for one in data["s"]["nodes"]], theirs


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"tool" in:name', ["c/my-tool", "a/tool"]),
        ('"tool" in:name fork:true', ["c/my-tool", "b/Tool"]),
        ('"nothing" in:name', []),
    ],
)
def test_a_search(world: Make, query: str, expected: list[str]) -> None:
    """Public repositories with the word in their name; forks only if they are asked for."""
    assert asked(world(plan()), query) == (expected, ["a/other", "a/tool"])


def test_nobody(world: Make) -> None:
    """Who has no repositories that can be seen, and who is not there."""
    assert asked(world(plan()), '"x"', "d")[1] == []
    assert asked(world(plan()), '"x"', "nobody")[1] is None


def test_who_searches_too_often(world: Make) -> None:
    """The search limit is noted against whoever goes beyond it."""
    running = world(plan(rules=Rules(github_searches=2)))
    for _ in range(2):
        asked(running, '"tool" in:name')
    assert running.violations == []
    asked(running, '"tool" in:name')
    assert [one.kind for one in running.violations] == ["github-search"]
