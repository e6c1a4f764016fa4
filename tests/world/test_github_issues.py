"""Issues, comments and pull requests, as they are known to answer."""

import base64
import re
from collections.abc import Callable

import pytest

from world import (
    INSTANT,
    Artifact,
    Caller,
    ChangedFile,
    Comment,
    Issue,
    Plan,
    Pull,
    World,
    make_repository,
)
from world.asking import API, ask
from world.github_issues import STORAGE
from world.messages import Request, json_response
from world.openapi import DESCRIPTION, check_exchange

Make = Callable[[Plan], World]
REPOSITORY = f"{API}/repos/owner/list"
BOT = "github-actions[bot]"
TOKEN = {"Authorization": "Bearer of-a-workflow"}
MINE = {"Authorization": "Bearer of-a-person"}
FORK = {"Authorization": "Bearer of-a-fork"}


def plan(*issues: Issue) -> Plan:
    made = Plan(latency=INSTANT)
    made.callers = {
        "of-a-person": Caller("ada", installation=False),
        "of-a-fork": Caller(writes=False),
    }
    repository = make_repository("owner/list")
    repository.issues = list(issues)
    made.repositories["owner/list"] = repository
    return made


def pull(**more: object) -> Issue:
    patch = "@@ -1 +1,2 @@\n one\n+two"
    of = Pull("ada/list", "new", "a" * 40, files=[ChangedFile("README.md", patch)])
    return Issue(7, "Add two", pull=of, **more)  # type: ignore[arg-type]


def test_who_asks(world: Make) -> None:
    """A person may ask who it is, an installation may not, and nobody is nobody."""
    here = world(plan())
    statuses = [ask(here, f"{API}/user", headers=one).status_code for one in (MINE, TOKEN, {})]
    assert statuses == [200, 403, 401]
    assert ask(here, f"{API}/user", headers=MINE).json()["login"] == "ada"
    assert here.violations == []


def test_an_issue_is_opened_edited_and_closed(world: Make) -> None:
    """What is written stays, and can be read by the test."""
    here = world(plan())
    body = {"title": "A", "body": "b", "labels": ["x"]}
    made = ask(here, f"{REPOSITORY}/issues", "POST", headers=TOKEN, json=body).json()
    assert (made["number"], made["user"]["login"], made["state"]) == (1, BOT, "open")
    assert made["performed_via_github_app"]["slug"] == "github-actions"
    done = {"state": "closed", "state_reason": "completed"}
    assert ask(here, made["url"], "PATCH", headers=TOKEN, json=done).status_code == 200
    assert ask(here, f"{REPOSITORY}/issues", headers=TOKEN).json() == []
    (closed,) = ask(here, f"{REPOSITORY}/issues?state=closed&labels=x", headers=TOKEN).json()
    assert closed["closed_at"]
    (kept,) = here.repository("Owner/List").issues
    assert (kept.title, kept.state, kept.edits) == ("A", "closed", 1)
    assert here.violations == []


def test_comments_have_pages(world: Make) -> None:
    """The next page stands in the Link header, by the number of the repository."""
    comments = [Comment(number, f"text {number}", "eve") for number in range(1, 251)]
    here = world(plan(pull(comments=comments)))
    url: str | None = f"{REPOSITORY}/issues/7/comments?per_page=100"
    sizes = []
    while url:
        reply = ask(here, url, headers=TOKEN)
        sizes.append(len(reply.json()))
        following = re.search(r'<([^>]+)>; rel="next"', reply.headers.get("link", ""))
        url = following[1] if following else None
    assert sizes == [100, 100, 50]
    assert here.violations == []


def test_comments_are_made_edited_and_removed(world: Make) -> None:
    """One comment, from its beginning to its end."""
    here = world(plan(pull()))
    url = f"{REPOSITORY}/issues/7/comments"
    made = ask(here, url, "POST", headers=TOKEN, json={"body": "one"}).json()
    assert (made["user"]["login"], made["body"]) == (BOT, "one")
    ask(here, made["url"], "PATCH", headers=TOKEN, json={"body": "two"})
    assert ask(here, made["url"], headers=TOKEN).json()["body"] == "two"
    assert [one.edits for one in here.repository("owner/list").issues[0].comments] == [1]
    assert ask(here, made["url"], "DELETE", headers=TOKEN).status_code == 204
    assert here.repository("owner/list").issues[0].comments == []
    assert here.violations == []


@pytest.mark.parametrize(
    ("issue", "headers", "status", "message"),
    [
        (pull(), FORK, 403, "Resource not accessible by integration"),
        (pull(), {}, 401, "Bad credentials"),
        (pull(locked=True), TOKEN, 403, "Unable to create comment because issue is locked."),
        (pull(state="deleted"), TOKEN, 410, "This issue was deleted"),
        (Issue(1), TOKEN, 404, "Not Found"),
    ],
)
def test_refusals(
    world: Make, issue: Issue, headers: dict[str, str], status: int, message: str
) -> None:
    """Whoever may not write is told so, and nothing is written."""
    here = world(plan(issue))
    url = f"{REPOSITORY}/issues/7/comments"
    reply = ask(here, url, "POST", headers=headers, json={"body": "x"})
    assert (reply.status_code, reply.json()["message"]) == (status, message)
    assert here.repository("owner/list").issues == [issue]


def test_a_text_can_be_too_long(world: Make) -> None:
    """GitHub says 422 to it."""
    here = world(plan(pull()))
    url = f"{REPOSITORY}/issues/7/comments"
    for length, status in ((65_536, 201), (65_537, 422)):
        body = {"body": "x" * length}
        assert ask(here, url, "POST", headers=TOKEN, json=body).status_code == status
    assert here.violations == []


def test_pull_requests_are_found_by_their_head(world: Make) -> None:
    """By owner and branch, in a state."""
    here = world(plan(Issue(1), pull()))
    for query, numbers in (("head=ada:new", [7]), ("head=ada:old", []), ("state=closed", [])):
        found = ask(here, f"{REPOSITORY}/pulls?{query}", headers=TOKEN).json()
        assert [one["number"] for one in found] == numbers
    whole = ask(here, f"{REPOSITORY}/pulls/7", headers=TOKEN).json()
    assert (whole["head"]["repo"]["full_name"], whole["changed_files"]) == ("ada/list", 1)
    (file,) = ask(here, f"{REPOSITORY}/pulls/7/files", headers=TOKEN).json()
    assert (file["filename"], file["additions"], file["deletions"]) == ("README.md", 1, 0)
    listed = ask(here, f"{REPOSITORY}/issues", headers=TOKEN).json()
    assert ["pull_request" in one for one in listed] == [True, False]
    assert here.violations == []


def test_an_artifact_lies_elsewhere(world: Make) -> None:
    """The API says where, and there a token of GitHub's is refused."""
    made = plan()
    data = base64.b64encode(b"PK-data").decode()
    made.repositories["owner/list"].artifacts = [Artifact(3, 99, "listcheck-result", data)]
    here = world(made)
    listed = ask(here, f"{REPOSITORY}/actions/runs/99/artifacts", headers=TOKEN).json()
    assert (listed["total_count"], listed["artifacts"][0]["name"]) == (1, "listcheck-result")
    moved = ask(here, listed["artifacts"][0]["archive_download_url"], headers=TOKEN)
    assert moved.status_code == 302
    assert STORAGE in moved.headers["location"]
    assert ask(here, moved.headers["location"]).content == b"PK-data"
    assert here.violations == []
    assert ask(here, moved.headers["location"], headers=TOKEN).status_code == 403
    assert {one.kind for one in here.violations} == {"credentials", "token-leak"}


def test_permissions(world: Make) -> None:
    """Who may write, besides whom anybody may be."""
    made = plan()
    made.repositories["owner/list"].collaborators = {"ada": "write"}
    here = world(made)
    for login, permission in (("ada", "write"), ("eve", "read")):
        url = f"{REPOSITORY}/collaborators/{login}/permission"
        assert ask(here, url, headers=TOKEN).json()["permission"] == permission


@pytest.mark.skipif(not DESCRIPTION.is_file(), reason="GitHub's description is not at hand")
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"body": 1}', "$.body: 1 is not of type 'string'"),
        (b"{}", "$: 'body' is a required property"),
        (b'{"body": "x", "boddy": 1}', "unknown field boddy"),
        (b"", "no body"),
        (b"x", "no JSON"),
    ],
)
def test_requests_are_held_against_the_description(body: bytes, problem: str) -> None:
    """What we send must be as GitHub says."""
    path = "/repos/owner/list/issues/7/comments"
    request = Request("https", "api.github.com", "POST", path, {}, body)
    found = check_exchange(request, json_response(403, {}))
    assert found == [
        f"invalid request of /repos/{{owner}}/{{repo}}/issues/{{issue_number}}/comments: {problem}"
    ]
