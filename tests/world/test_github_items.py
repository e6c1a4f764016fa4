"""What the world's GitHub answers of issues, tags, commits, releases and owners."""

from collections.abc import Callable
from typing import Any

import pytest

from world import INSTANT, Fault, Plan, World, plan_for, plant
from world.asking import API, ask, graphql

Make = Callable[[Plan], World]
HUB = "https://github.com/lab/code"
REPO = f"{API}/repos/lab/code"
LINKS = (
    f"{HUB}/issues/12", f"{HUB}/pull/13", f"{HUB}/milestone/3", f"{HUB}/discussions/4",
    f"{HUB}/releases/tag/v1", f"{HUB}/releases/download/v2/a.zip", f"{HUB}/commit/abcdef0.patch",
    f"{HUB}/archive/refs/tags/v3.zip", "https://github.com/somebody",
)  # fmt: skip
# What is asked, and the fault after which it is gone.
TABLE = [
    (f"{REPO}/issues/12", Fault("gone-issue", target="12"), 404),
    (f"{REPO}/issues/13", Fault("gone-issue", target="13", text="deleted"), 410),
    (f"{REPO}/issues?per_page=1", Fault("issues-off"), 410),
    (f"{REPO}/git/ref/tags/v1", Fault("gone-ref", target="v1"), 404),
    (f"{REPO}/git/ref/tags/v3", Fault("gone-ref", target="v3"), 404),
    (f"{REPO}/commits/abcdef0", Fault("gone-ref", target="abcdef0"), 404),
]
QUERY = """query($o: String!, $n: String!) { repository(owner: $o, name: $n) {
  issueOrPullRequest(number: 12) { __typename } discussion(number: 4) { __typename }
  milestone(number: 3) { __typename } ref(qualifiedName: "refs/tags/v1") { name } hasWikiEnabled
} repositoryOwner(login: "somebody") { login } }"""


def plan() -> Plan:
    made = plan_for("\n".join(f"<{link}>" for link in LINKS).encode())
    made.latency = INSTANT
    return made


@pytest.mark.parametrize(("asked", "fault", "status"), TABLE, ids=str)
def test_there_and_gone(world: Make, asked: str, fault: Fault, status: int) -> None:
    """Whatever a list links is there until a fault takes it away."""
    assert ask(world(plan()), asked).status_code == 200
    running = world(plant(plan(), "lab/code", fault))
    assert ask(running, asked).status_code == status
    assert running.violations == []


def test_releases(world: Make) -> None:
    """A release lists its files; a tag alone is no release."""
    running = world(plan())
    body: Any = ask(running, f"{REPO}/releases/tags/v2").json()
    assert [one["name"] for one in body["assets"]] == ["a.zip"]
    assert ask(running, f"{REPO}/releases/tags/v1").status_code == 404
    gone = world(plant(plan(), "lab/code", Fault("gone-asset", target="v2/a.zip")))
    assert ask(gone, f"{REPO}/releases/tags/v2").json()["assets"] == []


def test_owners(world: Make) -> None:
    """Those that a list links, and those of its repositories."""
    running = world(plan())
    known = [ask(running, f"{API}/users/{one}").status_code for one in ("somebody", "lab", "x")]
    assert known == [200, 200, 404]


def test_by_graphql(world: Make) -> None:
    """What has no number of that kind is an error that names it; a tag that is gone is null."""
    body = graphql(world(plan()), QUERY, o="lab", n="code").json()
    assert "errors" not in body
    assert body["data"]["repositoryOwner"] == {"login": "somebody"}
    spoilt = plant(plan(), "lab/code", Fault("gone-issue", target="12"))
    plant(spoilt, "lab/code", Fault("gone-ref", target="v1"))
    body = graphql(world(spoilt), QUERY, o="lab", n="code").json()
    assert [(one["type"], one["path"]) for one in body["errors"]] == [
        ("NOT_FOUND", ["repository", "issueOrPullRequest"]),
    ]
    assert body["data"]["repository"]["ref"] is None
