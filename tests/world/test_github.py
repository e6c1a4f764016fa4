"""GitHub's APIs, as they are known to answer."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, build_schema

from world import INSTANT, Fault, Plan, World, make_repository, plant, schema
from world.asking import API, ask, graphql
from world.listing import SHARED
from world.messages import Request, json_response
from world.openapi import check_exchange

Make = Callable[[Plan], World]
ORACLES = SHARED / "oracles" / "github"
QUERY = """query($o: String!, $n: String!, $p: String!) {
  one: repository(owner: $o, name: $n) {
    nameWithOwner stargazerCount isArchived pushedAt licenseInfo { spdxId }
    object(expression: $p) { __typename }
  }
  rateLimit { cost remaining }
}"""


def plan(*faults: Fault) -> Plan:
    made = Plan(latency=INSTANT)
    repository = make_repository("Some-Lab/code")
    repository.directories.append("recipes/distil")
    made.repositories["some-lab/code"] = repository
    for fault in faults:
        plant(made, "some-lab/code", fault)
    return made


def one(world: World, path: str = "HEAD:README.md") -> dict[str, Any]:
    reply = graphql(world, QUERY, o="some-lab", n="CODE", p=path)
    assert reply.status_code == 200
    body = reply.json()
    assert isinstance(body, dict)
    return body


def test_a_repository_is_found_whatever_the_case(world: Make) -> None:
    """Names are compared without regard to case, and come back as they are written today."""
    body = one(world(plan()))
    assert body["data"]["one"]["nameWithOwner"] == "Some-Lab/code"
    assert body["data"]["one"]["object"] == {"__typename": "Blob"}
    assert body["data"]["rateLimit"] == {"cost": 1, "remaining": 4999}
    assert "errors" not in body


@pytest.mark.parametrize("state", ["deleted", "private", "dmca", "blocked"])
def test_what_is_gone_is_null_with_an_error_that_names_the_alias(world: Make, state: str) -> None:
    """A repository that nobody may see is null, and a NOT_FOUND error has its alias as path."""
    body = one(world(plan(Fault(state))))
    assert body["data"]["one"] is None
    (error,) = body["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["one"])
    assert "'some-lab/CODE'" in error["message"]


def test_a_null_can_come_without_its_error(world: Make) -> None:
    """A hushed error leaves a null that nothing explains."""
    body = one(world(plan(Fault("silent-null"))))
    assert body["data"]["one"] is None
    assert "errors" not in body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("HEAD:recipes", {"__typename": "Tree"}),
        ("main:recipes/distil", {"__typename": "Tree"}),
        ("HEAD:recipes/dis", None),
        ("v9:README.md", None),
    ],
)
def test_objects_are_found_by_ref_and_path(world: Make, path: str, kind: object) -> None:
    """Directories have their parents, and an unknown ref has nothing."""
    assert one(world(plan()), path)["data"]["one"]["object"] == kind


def test_a_gone_path_and_a_renamed_branch_can_be_told_apart(world: Make) -> None:
    """After the branch is renamed the path still exists at HEAD, a gone path does not."""
    renamed = world(plan(Fault("branch-renamed")))
    assert one(renamed, "main:recipes")["data"]["one"]["object"] is None
    assert one(renamed, "HEAD:recipes")["data"]["one"]["object"] is not None
    gone = world(plan(Fault("gone-path", target="recipes")))
    assert one(gone, "HEAD:recipes")["data"]["one"]["object"] is None


def test_a_renamed_repository_is_found_by_both_names(world: Make) -> None:
    """GraphQL answers with the new name; REST moves permanently to the number."""
    running = world(plan(Fault("renamed", target="New-Lab/code")))
    assert one(running)["data"]["one"]["nameWithOwner"] == "New-Lab/code"
    moved = ask(running, f"{API}/repos/some-lab/code")
    assert (moved.status_code, moved.json()["message"]) == (301, "Moved Permanently")
    assert moved.headers["location"] == moved.json()["url"]
    assert ask(running, moved.headers["location"]).json()["full_name"] == "New-Lab/code"
    assert ask(running, f"{API}/repos/new-lab/code").status_code == 200


@pytest.mark.parametrize(
    ("state", "status", "reason"),
    [("deleted", 404, None), ("dmca", 451, "dmca"), ("blocked", 403, "tos")],
)
def test_rest_says_why(world: Make, state: str, status: int, reason: str | None) -> None:
    """404, 451 and the 403 of a block are three answers."""
    reply = ask(world(plan(Fault(state))), f"{API}/repos/some-lab/code")
    assert reply.status_code == status
    assert reply.json().get("block", {}).get("reason") == reason
    assert int(reply.headers["x-ratelimit-remaining"]) > 0


def test_contents_are_a_file_a_directory_or_raw_text(world: Make) -> None:
    """The media type decides between JSON and the text itself."""
    running = world(plan())
    base = f"{API}/repos/some-lab/code"
    assert ask(running, f"{base}/contents/README.md").json()["type"] == "file"
    listed = ask(running, f"{base}/contents/?ref=main").json()
    assert [entry["name"] for entry in listed] == ["README.md", "recipes"]
    raw = {"Accept": "application/vnd.github.raw+json"}
    assert ask(running, f"{base}/readme", headers=raw).text.startswith("# code\n")
    assert ask(running, f"{base}/contents/none").status_code == 404
    assert not [one for one in running.violations if one.kind == "rest"]


def test_an_unchanged_repository_is_not_sent_again(world: Make) -> None:
    """If-None-Match with the ETag of before gets a 304 without a body."""
    running = world(plan())
    first = ask(running, f"{API}/repos/some-lab/code")
    tag = {"If-None-Match": first.headers["etag"]}
    again = ask(running, f"{API}/repos/some-lab/code", headers=tag)
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_token_there_are_sixty_requests_and_no_graphql(world: Make) -> None:
    """The sixty-first anonymous request of the hour is refused; GraphQL wants a token."""
    made = plan()
    made.anonymous_limit = 2
    running = world(made)
    assert graphql(running, "{ rateLimit { cost } }", token="").status_code == 401
    left = [ask(running, f"{API}/repos/a/b").headers["x-ratelimit-remaining"] for _ in range(2)]
    assert left == ["1", "0"]
    refused = ask(running, f"{API}/repos/a/b")
    assert (refused.status_code, refused.headers["x-ratelimit-remaining"]) == (403, "0")
    limits = ask(running, f"{API}/rate_limit")
    assert (limits.status_code, limits.json()["rate"]["remaining"]) == (200, 0)


def test_an_unknown_token_is_refused(world: Make) -> None:
    """Where tokens are named, any other one has bad credentials."""
    made = plan()
    made.tokens = ["good"]
    running = world(made)
    assert graphql(running, "{ rateLimit { cost } }").status_code == 200
    assert graphql(running, "{ rateLimit { cost } }", token="bad").status_code == 401


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [
        (Fault("bad-gateway", times=1), 502, "<html>"),
        (Fault("gateway-timeout", times=1), 504, "<html>"),
        (Fault("bad-credentials", times=1), 401, "Bad credentials"),
        (Fault("rate-limited", times=1), 200, "RATE_LIMITED"),
        (Fault("secondary-limit", times=1, retry_after="7"), 403, "secondary rate limit"),
    ],
)
def test_graphql_fails_as_often_as_planted(
    world: Make, fault: Fault, status: int, text: str
) -> None:
    """A fault planted once strikes once."""
    running = world(plant(plan(), "graphql", fault))
    reply = graphql(running, "{ rateLimit { cost } }")
    assert (reply.status_code, text in reply.text) == (status, True)
    assert "data" in graphql(running, "{ rateLimit { cost } }").json()


def test_too_many_repositories_get_a_part_of_the_answer(world: Make) -> None:
    """Beyond the limit aliases are null, with an error of their own."""
    running = world(plant(plan(), "graphql", Fault("resource-limits", limit=2)))
    field = "repository(owner: $o, name: $n) { id }"
    names = ["a", "b", "c"]
    query = "query($o: String!, $n: String!) {" + "".join(f"{n}: {field} " for n in names) + "}"
    body = graphql(running, query, o="some-lab", n="code").json()
    assert [name for name in names if body["data"][name]] == ["a", "b"]
    assert [(e["type"], e["path"]) for e in body["errors"]] == [("RESOURCE_LIMITS_EXCEEDED", ["c"])]
    query = f"query($o: String!, $n: String!) {{ a: {field} b: {field} }}"
    assert "errors" not in graphql(running, query, o="some-lab", n="code").json()


def test_queries_are_held_against_the_schema(world: Make) -> None:
    """A field that GitHub does not have fails the whole query, and is a violation."""
    running = world(plan())
    body = graphql(running, "{ rateLimit { cost colour } }").json()
    assert "data" not in body
    assert "colour" in body["errors"][0]["message"]
    assert [one.kind for one in running.violations] == ["graphql"]


def test_connections_and_literals_are_impolite(world: Make) -> None:
    """Stargazers are not to be asked for, and names of a list belong into variables."""
    running = world(plan())
    good = "query($o: String!, $n: String!) { repository(owner: $o, name: $n) { id } }"
    graphql(running, good, o="some-lab", n="code")
    assert running.violations == []
    graphql(
        running, good.replace("{ id }", "{ stargazers { totalCount } }"), o="some-lab", n="code"
    )
    graphql(running, '{ repository(owner: "some-lab", name: "code") { id } }')
    assert [one.detail for one in running.violations] == [
        "asks a connection: stargazers",
        "no variable for repository(owner:)",
        "no variable for repository(name:)",
    ]


@pytest.mark.skipif(not ORACLES.is_dir(), reason="the oracles are not at hand")
def test_our_own_schema_is_a_part_of_githubs() -> None:
    """Whatever a query may ask of the small schema, it may ask of the real one."""
    small = build_schema(schema.SUBSET.read_text("utf-8"))
    whole = schema.schema()
    for name, kind in small.type_map.items():
        if not name.startswith("__") and isinstance(
            kind, (GraphQLObjectType, GraphQLInterfaceType)
        ):
            real = whole.type_map[name]
            assert isinstance(real, type(kind)), name
            for field, ours in kind.fields.items():
                assert str(real.fields[field].type) == str(ours.type), f"{name}.{field}"
                assert set(ours.args) <= set(real.fields[field].args), f"{name}.{field}"


@pytest.mark.skipif(not ORACLES.is_dir(), reason="the oracles are not at hand")
@pytest.mark.parametrize("name", ["get-repository", "rename-repository", "get-content"])
def test_replies_have_the_shape_of_the_recorded_ones(world: Make, name: str) -> None:
    """Every field of a recorded reply is in ours, with a value of the same kind, or null."""
    running = world(plan(Fault("renamed", target="some-lab/new-code")))
    compared = 0
    for exchange in json.loads((ORACLES / f"recorded-{name}.json").read_text()):
        if exchange["method"] != "get" or "raw" in exchange["reqheaders"]["accept"]:
            continue
        number = running.plan.repositories["some-lab/code"].id
        path = exchange["path"].replace("repositories/1000", f"repositories/{number}")
        old = "some-lab/code" if name == "rename-repository" else "some-lab/new-code"
        path = path.replace(f"octokit-fixture-org/{name}", old)
        path = path.replace("octokit-fixture-org/hello-world", old)
        reply = ask(running, f"{API}{path}")
        assert reply.status_code == exchange["status"]
        assert_same_shape(exchange["response"], reply.json(), path)
        compared += 1
    assert compared


# What a reply holds only for the owner of a repository, or for an organisation.
PRIVILEGED = {
    "permissions", "temp_clone_token", "allow_squash_merge", "allow_merge_commit",
    "allow_rebase_merge", "allow_auto_merge", "delete_branch_on_merge", "allow_update_branch",
    "use_squash_pr_title_as_default", "organization",
}  # fmt: skip


def assert_same_shape(recorded: Any, ours: Any, where: str) -> None:
    if isinstance(recorded, dict):
        assert isinstance(ours, dict), where
        for key in recorded.keys() - PRIVILEGED:
            assert key in ours, f"{where}.{key}"
            assert_same_shape(recorded[key], ours[key], f"{where}.{key}")
    elif isinstance(recorded, list) and recorded and ours:
        assert_same_shape(recorded[0], ours[0], f"{where}[0]")
    elif recorded is not None and ours is not None:
        assert type(recorded) is type(ours), where


@pytest.mark.skipif(not ORACLES.is_dir(), reason="the oracles are not at hand")
def test_exchanges_are_held_against_the_description() -> None:
    """An unknown path, parameter or status and a body of another shape are found."""

    def problems(target: str, status: int, body: object, method: str = "GET") -> list[str]:
        request = Request("https", "api.github.com", method, target, {})
        return check_exchange(request, json_response(status, body))

    message = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}
    assert problems("/repos/a/b", 404, message) == []
    assert problems("/repositories/12", 404, message) == []
    assert len(problems("/repositories/12", 200, {})) > 10  # the same by its number
    assert problems("/repos/a/b/stars", 404, message) == ["unknown path: GET /repos/a/b/stars"]
    assert problems("/repos/a/b", 404, message, "PUT") == [
        "unknown method: PUT /repos/{owner}/{repo}"
    ]
    assert problems("/repos/a/b?colour=red", 404, message)[0].startswith("unknown parameter")
    assert problems("/repos/a/b", 418, message)[0].startswith("undeclared status")
    assert any("'full_name' is a required" in one for one in problems("/repos/a/b", 200, {}))
