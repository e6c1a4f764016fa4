import dataclasses
import json
from typing import Any

import pytest

from listcheck.exchange import Answer, FailureKind, Reply, Request
from listcheck.model import Observation, Part, Signal
from listcheck.probes import github
from listcheck.probes.github_graphql import flow
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings
from listcheck.states import OF_SIGNAL
from probes.driving import ENDINGS, answer, drive, failure, repository
from probes.hub import API, GRAPHQL, Hub, body, check, error, facts

SERVICES = Services(token="secret-token")
OWNER = Question("owner:someone", "https://github.com/someone")
NOT_FOUND = answer(404, {"message": "Not Found"})


def one(question: Question, *replies: Reply) -> tuple[Observation, list[Request]]:
    """The observation of one question, through exactly these replies."""
    (seen,), asked = drive(flow((question,), SERVICES), replies)
    return seen, asked


def replied(node: Any, *errors: Any, alias: str = "r0", status: int = 200) -> Answer:
    return answer(status, {"data": {alias: node}, "errors": list(errors)})


MANY_PARTS = (
    "path:main/src", "path:feature/with/slashes/file.py", "path:main", "path:refs/heads/x/y.md",
    "release:v1.0", "commit:0123456789abcdef", "number:12", "discussion:7", "tab:issues",
    "tab:?wiki/Home", "tab:wiki", "tab:discussions", "milestone:2", "workflow:ci.yml",
    "compare:v1...v2", "asset:v1/a.zip",
)  # fmt: skip


@pytest.mark.parametrize(
    "questions",
    [
        (repository("owner/name"),),
        (OWNER,),
        tuple(repository(f"owner/name-{number}") for number in range(50)),
        tuple(repository(f"owner/name-{number}", *MANY_PARTS) for number in range(50)),
        (repository("owner/name", "tab:issues"), OWNER, repository("other/name", "number:1")),
    ],
    ids=["one", "owner", "fifty", "fifty with parts", "mixed"],
)
def test_schema(questions: tuple[Question, ...]) -> None:
    """Every query is valid under GitHub's own schema, and carries its names as variables."""
    asked = next(flow(questions, SERVICES))
    check(asked)
    assert (asked.method, asked.url, asked.credential) == ("POST", GRAPHQL, "github")
    assert "name-1" not in body(asked)["query"]
    assert "nodes" not in body(asked)["query"]
    assert "secret-token" not in str(asked)


def test_schema_of_the_second_look() -> None:
    """The second query is valid under GitHub's schema, too, and reads the ref in every way."""
    talk = flow((repository("o/n", "path:a/b/c", "path:main"),), SERVICES)
    next(talk)
    second = talk.send(replied(facts("o/n", p0=None, p1=None)))
    check(second)
    assert set(body(second)["variables"].values()) >= {
        "a:b/c", "a/b:c", "a/b/c", "HEAD:b/c", "main", "a", "a:b", "a/b",
    }  # fmt: skip


def test_alive() -> None:
    """A repository that is shown is alive, with its facts; nothing more is asked."""
    node = facts(
        "Owner/Name", stargazerCount=12, isArchived=True, pushedAt="2026-01-02T03:04:05Z",
        licenseInfo={"spdxId": "MIT"}, defaultBranchRef=None,
    )  # fmt: skip
    seen, asked = one(repository("owner/name"), replied(node))
    assert (seen.signal, seen.final_url) == (Signal.ALIVE, "https://github.com/Owner/Name")
    told = seen.facts
    assert (told.stars, told.archived, told.licence, told.default_branch) == (12, True, "MIT", None)
    assert (told.identity, told.canonical, len(asked)) == ("7", "Owner/Name", 1)


def test_renamed() -> None:
    """A renamed repository has moved, and its end is alive under the new name."""
    seen, _ = one(repository("old/name"), replied(facts("new/name")))
    assert (seen.signal, seen.facts.canonical) == (Signal.MOVED, "new/name")
    assert seen.moved_to == seen.final_url == "https://github.com/new/name"


RENAMED = answer(301, {"message": "Moved Permanently"}, location=f"{API}/repositories/7")
REST = {"id": 7, "full_name": "new/name", "stargazers_count": 3, "default_branch": "main"}
BLOCK = {"message": "Repository access blocked", "block": {"reason": "dmca"}}


@pytest.mark.parametrize(
    ("rest", "signal"),
    [
        ((NOT_FOUND,), Signal.MISSING),
        ((answer(451, BLOCK),), Signal.LEGAL),
        ((answer(403, BLOCK),), Signal.LEGAL),
        ((RENAMED, answer(200, REST)), Signal.MOVED),
        ((RENAMED, NOT_FOUND), Signal.MISSING),
        ((answer(200, REST),), Signal.MOVED),
        ((answer(403, {"message": "SAML"}),), Signal.BLOCKED),
        ((answer(403, {"message": "You have exceeded a secondary rate limit"}),), Signal.THROTTLED),
        ((answer(403, {"message": "x"}, x_ratelimit_remaining="0"),), Signal.THROTTLED),
        ((answer(429),), Signal.THROTTLED),
        ((answer(500),), Signal.SERVER_ERROR),
        ((answer(401, {"message": "Bad credentials"}),), Signal.NOT_ASKED),
        ((failure(FailureKind.TIMEOUT),), Signal.TIMEOUT),
        ((failure(FailureKind.DEADLINE),), Signal.NOT_ASKED),
    ],
)
def test_not_found(rest: tuple[Reply, ...], signal: Signal) -> None:
    """What GraphQL does not find is missing only where REST says so as well."""
    seen, asked = one(repository("o/n"), replied(None, error("NOT_FOUND", "r0")), *rest)
    assert seen.signal is signal
    assert (OF_SIGNAL[seen.signal] == "dead") == (signal in (Signal.MISSING, Signal.LEGAL))
    assert asked[1].url == f"{API}/repos/o/n"
    assert not asked[1].late


def test_found_by_rest_alone() -> None:
    """Where REST knows what GraphQL does not, its parts are asked of REST as well."""
    replies = replied(None, error("NOT_FOUND", "r0")), answer(200, REST), answer(200, [])
    seen, _ = one(repository("o/n", "path:main/src"), *replies)
    assert seen.parts == {"path:main/src": Part(Signal.ALIVE)}


@pytest.mark.parametrize(
    "errors",
    [(), (error("FORBIDDEN", "r0"),), (error("NOT_FOUND", "r1"),),
     (error("NOT_FOUND", "r0", "p0"),), ({"message": "odd", "path": None},),
     ({"type": None, "path": ["r0"]},)],
    ids=["none", "forbidden", "of another", "of a part", "no path", "no type"],
)  # fmt: skip
def test_null(errors: tuple[Any, ...]) -> None:
    """A null that no NOT_FOUND explains proves nothing."""
    seen, _ = one(repository("o/n"), replied(None, *errors))
    assert seen.signal is Signal.UNKNOWN


@pytest.mark.parametrize(
    "reply",
    [
        answer(200, {"data": None, "errors": [{"type": "RATE_LIMITED", "message": "limit"}]}),
        answer(200, {"errors": [{"message": "limit"}]}, x_ratelimit_remaining="0"),
        answer(403, {"message": "You have exceeded a secondary rate limit."}),
        answer(403, {"message": "API rate limit exceeded"}, x_ratelimit_remaining="0"),
        answer(429, b"", retry_after="60"),
        failure(FailureKind.CLOSED_LANE),
    ],
)
def test_rate_limit(reply: Reply) -> None:
    """However the limit is told, it is never anything about a repository."""
    seen, _ = one(repository("o/n"), reply)
    assert seen.signal is Signal.THROTTLED


def test_bad_token() -> None:
    """A refused token is named by its variable, and no question counts as asked."""
    seen, _ = one(repository("o/n"), answer(401, {"message": "Bad credentials"}))
    assert (seen.signal, "GITHUB_TOKEN" in seen.reason) == (Signal.NOT_ASKED, True)
    assert "secret" not in seen.reason


@pytest.mark.parametrize(
    "reply",
    [answer(500), answer(200, b"<html>"), answer(200, {"errors": [{"message": "syntax"}]}),
     answer(200, {"data": "text"}), answer(200, []), answer(200, b"[" * 100_000),
     answer(301, b"", location="https://evil.example/")],
)  # fmt: skip
def test_no_data(reply: Reply) -> None:
    """A reply without data, twice, leaves everything unverified."""
    seen, asked = one(repository("o/n"), reply, reply)
    assert OF_SIGNAL[seen.signal] == "unverified"
    assert [request.late for request in asked] == [False, True]


def test_data_at_the_second_look() -> None:
    """What failed in passing is asked once more at the end of the run, and then believed."""
    seen, _ = one(repository("o/n"), answer(500), replied(facts("o/n")))
    assert seen.signal is Signal.ALIVE


@pytest.mark.parametrize("node", [{"nameWithOwner": "a\nb/c"}, {"nameWithOwner": 3}, {}])
def test_odd_node(node: Any) -> None:
    """A repository in a form that is not GitHub's is not believed."""
    assert one(repository("o/n"), replied(node))[0].signal is Signal.UNKNOWN


FIFTY = tuple(repository(f"o/n{number}") for number in range(50))
LIMITS = answer(200, {"data": None, "errors": [error("RESOURCE_LIMITS_EXCEEDED")]})


@pytest.mark.parametrize("too_heavy", [answer(502, b"<html>"), answer(504), LIMITS])
@pytest.mark.parametrize("bound", [25, 7, 1])
def test_halving(too_heavy: Answer, bound: int) -> None:
    """A query that is too heavy is halved until it is not; everything is told in the end."""
    hub = Hub(heavy=bound, too_heavy=too_heavy)
    seen, asked = drive(flow(FIFTY, SERVICES), hub)
    assert [one.key for one in seen] == [question.key for question in FIFTY]
    assert {one.signal for one in seen} == {Signal.ALIVE}
    assert len(asked) < 2 * 64


@pytest.mark.parametrize("question", [repository("o/n", "path:main/x"), OWNER])
def test_too_heavy_alone(question: Question) -> None:
    """One that is too heavy alone is asked of REST."""
    rest = answer(200, REST | {"full_name": "o/n"})
    hub = Hub(heavy=-1, rest={"/repos/o/n": rest, "/users/someone": answer(200, {})})
    hub.rest["/repos/o/n/contents/x?ref=main"] = answer(200, {})
    (seen,), _ = drive(flow((question,), SERVICES), hub)
    assert seen.signal is Signal.ALIVE
    assert set(seen.parts) == question.parts


def test_partial_limits() -> None:
    """Of a reply that breaks off, the rest is asked again, and only the rest."""
    questions = FIFTY[:4]
    data = {"r0": facts("o/n0"), "r1": facts("o/n1"), "r2": None, "r3": None}
    errors = [error("RESOURCE_LIMITS_EXCEEDED", alias) for alias in ("r2", "r3")]
    first = answer(200, {"data": data, "errors": errors})
    rest = answer(200, {"data": {"r0": facts("o/n2"), "r1": facts("o/n3")}})
    seen, asked = drive(flow(questions, SERVICES), [first, rest])
    assert [one.facts.canonical for one in seen] == ["o/n0", "o/n1", "o/n2", "o/n3"]
    assert body(asked[1])["variables"] == {"o0": "o", "n0": "n2", "o1": "o", "n1": "n3"}


def test_limits_without_a_path() -> None:
    """A limit that names nobody means those that are null."""
    data = {"r0": facts("o/n0"), "r1": None}
    first = answer(200, {"data": data, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]})
    rest = answer(200, {"data": {"r0": facts("o/n1")}})
    seen, _ = drive(flow(FIFTY[:2], SERVICES), [first, rest])
    assert {one.signal for one in seen} == {Signal.ALIVE}


def test_limits_within_a_part() -> None:
    """A repository of which a part broke off is asked again."""
    question = repository("o/n", "path:main/x")
    first = replied(facts("o/n", p0=None), error("RESOURCE_LIMITS_EXCEEDED", "r0", "p0"))
    rest = answer(200, REST), answer(200, {})
    seen, _ = one(question, first, *rest)
    assert seen.parts["path:main/x"].signal is Signal.ALIVE


def test_parts() -> None:
    """A part that is shown is alive; sure pages live with the repository; others are not told."""
    question = repository("o/n", "path:main/x", "number:3", "tab:issues", "tab:?wiki/Home")
    node = facts("o/n", p0={"__typename": "Issue"}, p1={"__typename": "Tree"})
    seen, _ = one(question, replied(node))
    signals = {name: part.signal for name, part in seen.parts.items()}
    assert signals == {
        "number:3": Signal.ALIVE, "path:main/x": Signal.ALIVE, "tab:issues": Signal.ALIVE,
        "tab:?wiki/Home": Signal.UNKNOWN,
    }  # fmt: skip


@pytest.mark.parametrize("part", ["number:3", "discussion:3", "milestone:3"])
@pytest.mark.parametrize("kind", ["", "FORBIDDEN", "SERVICE_UNAVAILABLE"])
def test_null_numbers(part: str, kind: str) -> None:
    """What has a number is missing only if an error says so, and a discussion never."""
    errors = [error(kind, "r0", "p0")] if kind else []
    seen, _ = one(repository("o/n", part), replied(facts("o/n", p0=None), *errors))
    assert seen.parts[part].signal is Signal.UNKNOWN


def test_errors_of_parts() -> None:
    """A part that an error names is never missing."""
    reply = replied(facts("o/n", p0=None), error("SERVICE_UNAVAILABLE", "r0", "p0"))
    seen, _ = one(repository("o/n", "path:main/x"), reply)
    assert seen.parts["path:main/x"].signal is Signal.UNKNOWN


def look_again(part: str, second: Any, *errors: Any, rest: tuple[Reply, ...] = ()) -> Part:
    """What a second look makes of a path that the first one missed."""
    first = replied(facts("o/n", p0=None))
    seen, _ = one(repository("o/n", part), first, replied(second, *errors), *rest)
    return seen.parts[part]


THERE = {"__typename": "Blob"}
COMMIT = {"__typename": "Commit"}
TREE = {"__typename": "Tree"}
GONE = Part(Signal.MISSING, "the repository is alive and has no such path")


def test_missing_path() -> None:
    """A path that no reading finds and REST does not know is missing from the folder it was in."""
    second = {"p0_0": None, "q0_0": COMMIT, "f0_0": TREE}
    assert look_again("path:main/a/b", second, rest=(NOT_FOUND,)) == GONE
    assert look_again("path:main/a", {"q0_0": COMMIT}, rest=(NOT_FOUND,)) == GONE


@pytest.mark.parametrize(
    ("rest", "signal"),
    [
        (answer(200, {"type": "submodule"}), Signal.ALIVE),
        (answer(302, b"", location="https://x.example/"), Signal.UNKNOWN),
        (answer(301, b"", location="https://x.example/"), Signal.UNKNOWN),
        (answer(403, {"message": "x"}, retry_after="9"), Signal.THROTTLED),
        (answer(403, {"message": "too large"}), Signal.BLOCKED),
        (answer(500), Signal.SERVER_ERROR),
        (failure(FailureKind.DEADLINE), Signal.NOT_ASKED),
    ],
)
def test_rest_does_not_agree(rest: Reply, signal: Signal) -> None:
    """GraphQL shows no submodule: what it does not show is missing only if REST says so."""
    second = {"p0_0": None, "q0_0": COMMIT}
    assert look_again("path:main/sub", second, rest=(rest,)).signal is signal


SUBMODULE = answer(200, {"type": "submodule", "submodule_git_url": "https://x.example/y.git"})


@pytest.mark.parametrize(
    ("above", "signal"),
    [
        ((SUBMODULE,), Signal.UNKNOWN),
        ((NOT_FOUND, SUBMODULE), Signal.UNKNOWN),
        (
            (NOT_FOUND, answer(200, {"type": "file", "submodule_git_url": "git@x:y"})),
            Signal.UNKNOWN,
        ),
        ((answer(200, {"type": "symlink", "target": "../z"}),), Signal.UNKNOWN),
        ((answer(200, b"<html>"),), Signal.UNKNOWN),
        ((NOT_FOUND, answer(500)), Signal.SERVER_ERROR),
        ((failure(FailureKind.TIMEOUT),), Signal.TIMEOUT),
        ((NOT_FOUND, NOT_FOUND), Signal.MISSING),
        ((NOT_FOUND, answer(200, [{"type": "file", "name": "b"}])), Signal.MISSING),
        ((answer(200, b'[{"type": "dir", "na'),), Signal.MISSING),
        ((answer(200, {"type": "file"}),), Signal.MISSING),
        ((answer(200, {"type": "dir", "entries": []}),), Signal.MISSING),
    ],
)
def test_below_a_submodule(above: tuple[Reply, ...], signal: Signal) -> None:
    """Below a submodule or a link nobody can tell; below a folder, a file or nothing all can."""
    second = {"p0_0": None, "q0_0": COMMIT, "f0_0": None}
    found = look_again("path:main/a/b/c", second, rest=(NOT_FOUND, *above))
    assert found.signal is signal
    assert ("submodule" in found.reason) == (signal is Signal.UNKNOWN)


def test_confirmed_under_the_name_of_today() -> None:
    """REST is asked for a renamed repository by its new name, on the branch that exists."""
    first = replied(facts("new/name", p0=None))
    second = replied({"q0_0": None, "q0_1": COMMIT, "f0_1": TREE})
    part = "path:feature/x/a/b.py"
    seen, asked = one(repository("o/n", part), first, second, NOT_FOUND)
    assert seen.parts == {part: GONE}
    assert asked[2].url == f"{API}/repos/new/name/contents/a/b.py?ref=feature%2Fx"


def test_ref_with_slashes() -> None:
    """A ref may hold slashes: one reading that is found is enough."""
    assert look_again("path:a/b/c", {"p0_0": None, "p0_1": THERE}).signal is Signal.ALIVE


def test_renamed_branch() -> None:
    """A path that is there on the default branch is missing, with the place where it is."""
    second = {"p0_0": None, "p0_1": None, "p0_2": None, "p0_3": THERE}
    found = look_again("path:master/a/b", second, rest=(NOT_FOUND,))
    assert (found.signal, found.suggestion) == (Signal.MISSING, "path:main/a/b")
    found = look_again("path:master", {"p0_0": None, "p0_1": THERE}, rest=(NOT_FOUND,))
    assert (found.signal, found.suggestion) == (Signal.MISSING, "path:main")


@pytest.mark.parametrize(
    "reply",
    [
        replied(None),
        replied({"p0_0": None}, error("SERVICE_UNAVAILABLE", "r0", "p0_0")),
        answer(502),
        failure(FailureKind.DEADLINE),
    ],
)
def test_no_second_look(reply: Reply) -> None:
    """A path is not missing where the second look got no answer."""
    first = replied(facts("o/n", p0=None))
    seen, _ = one(repository("o/n", "path:main/x"), first, reply)
    assert (seen.signal, seen.parts["path:main/x"].signal) == (Signal.ALIVE, Signal.UNKNOWN)


NO_OWNER = replied(None, error("NOT_FOUND", "r0"))


def test_owners() -> None:
    """An owner that is shown is alive; one that is null without a word is not told."""
    assert one(OWNER, replied({"login": "someone"}))[0].signal is Signal.ALIVE
    assert one(OWNER, replied(None))[0].signal is Signal.UNKNOWN
    assert one(OWNER, NO_OWNER, answer(200, {}))[0].signal is Signal.ALIVE


@pytest.mark.parametrize(
    ("page", "signal"),
    [
        ((NOT_FOUND, NOT_FOUND, NOT_FOUND), Signal.MISSING),
        ((answer(200),), Signal.ALIVE),
        ((answer(429), answer(429)), Signal.THROTTLED),
        ((NOT_FOUND, answer(200)), Signal.ALIVE),
        ((failure(FailureKind.DEADLINE),), Signal.NOT_ASKED),
    ],
)
def test_owners_whom_nobody_knows(page: tuple[Reply, ...], signal: Signal) -> None:
    """They are missing if their page is, too: GitHub's own pages have such addresses."""
    seen, asked = one(OWNER, NO_OWNER, NOT_FOUND, *page)
    assert seen.signal is signal
    assert [request.url for request in asked[1:3]] == [f"{API}/users/someone", OWNER.address]
    assert {request.credential for request in asked[2:]} == {None}


@pytest.mark.parametrize("kind", FailureKind)
def test_failures_alone(kind: FailureKind) -> None:
    """A flow that is fed failures ends, and nothing is dead or alive."""
    seen, _ = drive(flow(FIFTY, SERVICES), lambda _: failure(kind))
    assert {OF_SIGNAL[one.signal] for one in seen} == {"unverified"}
    if kind in ENDINGS:
        assert {one.signal for one in seen} <= {Signal.LOCAL, Signal.NOT_ASKED}


def test_batches() -> None:
    """Fifty to a query with a token; one by one without."""
    questions = tuple(repository(f"o/n{number}") for number in range(120))
    batched = github.lookups(questions, Settings(SERVICES))
    assert [len(lookup.keys) for lookup in batched] == [50, 50, 20]
    with_parts = tuple(repository(f"o/n{n}", "number:1", "release:v1") for n in range(50))
    shared = github.lookups((*with_parts, repository("o/all", *MANY_PARTS)), Settings(SERVICES))
    assert [len(lookup.keys) for lookup in shared] == [33, 18]
    single = github.lookups(questions, Settings(Services()))
    assert [len(lookup.keys) for lookup in single] == [1] * 120
    assert next(batched[2].start()).method == "POST"
    assert next(single[3].start()).url.endswith("/repos/o/n3")
    last = github.lookups((OWNER, *questions), Settings(Services()))[-1]
    assert last.keys == (OWNER.key,)


def test_own_server() -> None:
    """A server of one's own is asked at its own address, and its pages are its own."""
    services = dataclasses.replace(
        SERVICES, github_graphql="https://ghe.example/api/graphql", forge="ghe.example"
    )
    (seen,), asked = drive(flow((repository("o/n"),), services), [replied(facts("o/n"))])
    assert asked[0].url == "https://ghe.example/api/graphql"
    assert seen.final_url == "https://ghe.example/o/n"


def test_evidence_is_slim() -> None:
    """What is kept of a query holds neither its text nor the reply's."""
    seen, _ = one(repository("o/n"), replied(facts("o/n", description="hello")))
    assert "stargazerCount" not in json.dumps([str(step) for step in seen.trail])
    assert "hello" not in str(seen.trail)
