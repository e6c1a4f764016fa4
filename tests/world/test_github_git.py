"""Branches, files and pull requests, as they are known to answer."""

import base64
import json
from typing import Any, Literal

import pytest
from github.forge import Forge

from listcheck.exchange import Answer, Request
from world import Caller, make_repository
from world.git import blob

API = "https://api.github.com"
ROOT = f"{API}/repos/owner/list"
Method = Literal["GET", "POST", "PUT", "PATCH"]


class Desk:
    """A repository with a file, and a branch `new` where its default branch is."""

    def __init__(self) -> None:
        self.own = make_repository("owner/list")
        self.own.files = {"a.md": "a"}
        self.forge = Forge(self.own)
        told = self.ask("GET", f"{ROOT}/git/ref/heads/main")
        self.base: str = json.loads(told.body)["object"]["sha"]
        self.branch("new")

    def ask(self, method: Method, url: str, payload: Any = None) -> Answer:
        body = b"" if payload is None else json.dumps(payload).encode()
        answer = self.forge.answer(Request(method, url, (), body))
        assert self.forge.problems == []
        return answer

    def branch(self, name: str, sha: str = "") -> int:
        payload = {"ref": f"refs/heads/{name}", "sha": sha or self.base}
        return self.ask("POST", f"{ROOT}/git/refs", payload).status

    def put(self, text: str, path: str = "a.md", **more: str) -> int:
        payload = {"message": "m", "content": base64.b64encode(text.encode()).decode()}
        return self.ask(
            "PUT", f"{ROOT}/contents/{path}", {**payload, "branch": "new", **more}
        ).status

    def open(self, head: str = "new", base: str = "main") -> int:
        return self.ask("POST", f"{ROOT}/pulls", {"title": "t", "head": head, "base": base}).status

    def move(self, commit: str) -> bool:
        query = (
            "mutation($b: ID!, $c: GitObjectID!) { updateRef(input: {refId: $b, oid: $c, force: "
            "true}) { clientMutationId } }"
        )
        payload = {"query": query, "variables": {"b": "REF_new", "c": commit}}
        return "errors" not in json.loads(self.ask("POST", f"{API}/graphql", payload).body)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_branches(desk: Desk) -> None:
    """One of a name, none below another, none of a commit that is not there."""
    assert desk.branch("new") == 422
    assert desk.branch("new/er") == 422
    assert desk.branch("other", "f" * 40) == 422
    assert desk.branch("below/other") == 201
    assert desk.branch("below") == 422
    assert desk.ask("GET", f"{ROOT}/git/ref/heads/below/other").status == 200
    assert desk.ask("GET", f"{ROOT}/git/ref/heads/nowhere").status == 404


def test_files(desk: Desk) -> None:
    """Who writes a file says what it was; the default branch stays as it is."""
    assert desk.put("b") == 422
    assert desk.put("b", sha=blob("z")) == 409
    assert desk.put("b", sha=blob("a")) == 200
    assert desk.put("c", path="c.md") == 201
    assert desk.put("b", branch="nowhere", sha=blob("a")) == 404
    told = json.loads(desk.ask("GET", f"{ROOT}/contents/a.md?ref=new").body)
    assert (base64.b64decode(told["content"]), told["sha"]) == (b"b", blob("b"))
    told = json.loads(desk.ask("GET", f"{ROOT}/contents/a.md?ref={desk.base}").body)
    assert base64.b64decode(told["content"]) == b"a"


def test_pull_requests(desk: Desk) -> None:
    """They need a commit of their own, are one for each branch, and follow it."""
    assert desk.open() == 422
    desk.put("b", sha=blob("a"))
    assert desk.open("nowhere") == 422
    assert (desk.open(), desk.open()) == (201, 422)
    pull = desk.own.issues[0].pull
    assert pull
    assert [one.path for one in pull.files] == ["a.md"]
    before = pull.sha
    desk.put("c", path="c.md")
    assert pull.sha != before
    assert [one.path for one in pull.files] == ["a.md", "c.md"]
    assert desk.ask("PATCH", f"{ROOT}/pulls/1", {"title": "other"}).status == 200
    assert desk.own.issues[0].title == "other"


def test_a_branch_that_is_moved_to_its_base_closes_its_pull_request(desk: Desk) -> None:
    desk.put("b", sha=blob("a"))
    desk.open()
    desk.own.git.moves = False
    assert not desk.move(desk.base)
    desk.own.git.moves = True
    assert desk.move(desk.base)
    assert desk.own.issues[0].state == "closed"


def test_who_may_not(desk: Desk) -> None:
    desk.put("b", sha=blob("a"))
    desk.own.git.opens_pulls = False
    assert desk.open() == 403
    desk.forge.hub.plan.callers["of-a-workflow"] = Caller(writes=False)
    assert desk.put("c", sha=blob("b")) == 403
    assert desk.branch("other") == 403
    assert not desk.move(desk.base)
