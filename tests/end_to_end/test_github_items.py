"""A list of issues, releases, commits and owners on GitHub: asked of its API, never as pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import INSTANT, Fault, Plan, World, plan_for, plant, run_listcheck

HUB = "https://github.com/lab/code"
LINKS = {
    "issue": f"{HUB}/issues/12#issuecomment-1",
    "pull": f"{HUB}/pull/13/files",
    "discussion": f"{HUB}/discussions/14",
    "release": f"{HUB}/releases/tag/v1.0",
    "latest": f"{HUB}/releases/latest",
    "asset": f"{HUB}/releases/download/v2.0/weights.zip",
    "commit": f"{HUB}/commit/0123456789abcdef0123456789abcdef01234567",
    "compare": f"{HUB}/compare/v1.0...v2.0",
    "milestone": f"{HUB}/milestone/3",
    "workflow": f"{HUB}/actions/workflows/ci.yml",
    "archive": f"{HUB}/archive/refs/tags/v1.0.zip",
    "wiki": f"{HUB}/wiki",
    "tags": f"{HUB}/tags",
    "raw": "https://raw.githubusercontent.com/lab/code/main/data/a.json",
    "owner": "https://github.com/somebody",
    "organisation": "https://github.com/orgs/some-lab/repositories",
}
TEXT = "# A list\n\n" + "".join(f"- [{name}]({url})\n" for name, url in LINKS.items())
SHA = LINKS["commit"].rpartition("/")[2]
# What is told of nothing is the same with and without a token.
UNTOLD = {"compare", "workflow", "discussion"}


@pytest.fixture
def verify(world: Callable[[Plan], World], tmp_path: Path) -> Callable[..., Any]:
    """Verifies the list in a world with faults in the repository or elsewhere."""

    def run(
        *faults: Fault, token: str = "a-token", gone: tuple[str, ...] = ()
    ) -> tuple[Any, World]:
        (tmp_path / "README.md").write_text(TEXT)
        plan = plan_for(TEXT.encode())
        plan.latency = INSTANT
        for fault in faults:
            plant(plan, "lab/code", fault)
        for owner in gone:
            plan.owners.remove(owner)
            plant(plan, f"https://github.com/{owner}", Fault("status", status=404))
        here = world(plan)
        done = run_listcheck(
            ["verify", "--format", "json", "--store", "none.db"],
            cwd=tmp_path, world=here, token=token,
        )  # fmt: skip
        return done, here

    return run


def states(done: Any) -> dict[str, str]:
    names = {url: name for name, url in LINKS.items()}
    return {names[link["url"]]: link["state"] for link in done.json["links"]}


def dead(done: Any) -> set[str]:
    return {name for name, state in states(done).items() if state == "dead"}


def test_all_is_well(verify: Callable[..., Any]) -> None:
    """One query tells of them all but the file of a release; no page is asked."""
    done, here = verify()
    assert (set(states(done).values()), done.json["findings"]) == ({"alive"}, [])
    assert (done.code, here.violations) == (0, [])
    assert {record.host for record in here.requests} == {"api.github.com"}
    assert [record.target for record in here.requests] == [
        "/graphql", "/repos/lab/code/releases/tags/v2.0",
    ]  # fmt: skip


def test_all_is_well_without_a_token(verify: Callable[..., Any]) -> None:
    """REST tells of most, within its sixty; what it cannot tell is not told."""
    done, here = verify(token="")
    assert {name for name, state in states(done).items() if state != "alive"} == UNTOLD
    assert (done.code, here.violations) == (0, [])
    assert {record.host for record in here.requests} == {"api.github.com"}


NO_ISSUE = Fault("gone-issue", target="12")


@pytest.mark.parametrize(
    ("fault", "name", "said", "token"),
    [
        (NO_ISSUE, "issue", "no such issue", "a-token"),
        (Fault("gone-issue", target="13", text="deleted"), "pull", "no such issue", "a-token"),
        (Fault("gone-ref", target=SHA), "commit", "no such commit", "a-token"),
        (Fault("gone-ref", target=SHA), "commit", "no such commit", ""),
        (Fault("gone-asset", target="v2.0/weights.zip"), "asset", "no such file", "a-token"),
    ],
    ids=["never", "deleted", "commit", "commit without a token", "asset"],
)
def test_what_is_gone(
    verify: Callable[..., Any], fault: Fault, name: str, said: str, token: str
) -> None:
    """It is found, and nothing else is."""
    done, here = verify(fault, token=token)
    assert here.violations == []
    assert (dead(done), done.code) == ({name}, 1)
    (finding,) = (one for one in done.json["findings"] if one["severity"] == "error")
    assert (finding["rule"], finding["url"]) == ("repo-path-missing", LINKS[name])
    assert said in finding["message"]
    assert finding["evidence"][-1]["request"].startswith(("GET https://api.", "POST https://api."))


def test_issues_by_rest_alone(verify: Callable[..., Any]) -> None:
    """It knows no discussions: where there are some, an issue may be one of them."""
    done, here = verify(NO_ISSUE, token="")
    assert (dead(done), states(done)["issue"], here.violations) == (set(), "unverified", [])


def test_a_tag_that_is_gone(verify: Callable[..., Any]) -> None:
    """With a tag go its release and its archive; a comparison with it is not told."""
    done, here = verify(Fault("gone-ref", target="v1.0"))
    assert (dead(done), here.violations) == ({"release", "archive"}, [])
    assert states(done)["compare"] == "unverified"


@pytest.mark.parametrize(
    "fault",
    [Fault("gone-issue", target="12", text="discussion"), Fault("issues-off"), Fault("wiki-off")],
    ids=lambda fault: f"{fault.name} {fault.text}",
)
def test_what_is_not_gone(verify: Callable[..., Any], fault: Fault) -> None:
    """A discussion by now, a tracker or a wiki that is switched off: nothing of it is dead."""
    done, here = verify(fault)
    assert (dead(done), here.violations) == (set(), [])
    assert (states(done)["issue"] == "alive") == (fault.name != "issues-off")


def test_owners_who_are_gone(verify: Callable[..., Any]) -> None:
    """Nobody by the API, and nobody by the page: dead, and told once."""
    done, here = verify(gone=("somebody",))
    assert (dead(done), here.violations) == ({"owner"}, [])
    (finding,) = (one for one in done.json["findings"] if one["severity"] == "error")
    assert (finding["rule"], finding["url"]) == ("dead-link", LINKS["owner"])


def test_renamed(verify: Callable[..., Any]) -> None:
    """What is in a renamed repository is asked for by its new name."""
    done, here = verify(Fault("renamed", target="lab/new"), Fault("gone-ref", target=SHA))
    assert (dead(done), here.violations) == ({"commit"}, [])
    assert "repo-renamed" in {one["rule"] for one in done.json["findings"]}
