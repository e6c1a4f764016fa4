"""Issues, releases, commits and their like: denied by two APIs, and by one in its right mind."""

import pytest

from listcheck.exchange import Answer, FailureKind, Reply, Request
from listcheck.model import Part, Signal
from listcheck.probes import github_graphql, github_rest
from listcheck.settings import Services
from listcheck.states import OF_SIGNAL
from probes.driving import answer, drive, failure, redirect, repository
from probes.hub import API, check, error, facts

REPO = f"{API}/repos/o/n"
LOST = answer(404, {"message": "Not Found"})
LISTED = answer(200, [])
SHOWN = answer(200, {"number": 3})
NUMBERS = ("number:3", "milestone:3")
NAMES = ("release:v1", "commit:abcdef0")


def graphql(part: str, *rest: Reply, node: object = None, **repository_facts: object) -> Part:
    """What becomes of a part that GraphQL shows as `node`."""
    return driven(part, *rest, node=node, **repository_facts)[0]


def driven(
    part: str, *rest: Reply, node: object = None, **more: object
) -> tuple[Part, list[Request]]:
    denied = [error("NOT_FOUND", "r0", "p0")] if node is None and part in NUMBERS else []
    first = answer(200, {"data": {"r0": facts("o/n", p0=node, **more)}, "errors": denied})
    talk = github_graphql.flow((repository("o/n", part),), Services(token="a-token"))
    (seen,), asked = drive(talk, (first, *rest))
    assert (seen.signal, set(seen.parts)) == (Signal.ALIVE, {part})
    assert seen.trail[-1].request.url == asked[-1].url
    return seen.parts[part], asked


def no_discussion() -> Answer:
    data = {"r0": {"nameWithOwner": "o/n", "p0": None}}
    return answer(200, {"data": data, "errors": [error("NOT_FOUND", "r0", "p0")]})


@pytest.mark.parametrize("part", [*NUMBERS, *NAMES, "discussion:3", "workflow:ci.yml"])
def test_shown(part: str) -> None:
    """What GraphQL shows is there, and nobody else is asked."""
    assert graphql(part, node={"__typename": "Something"}) == Part(Signal.ALIVE)


@pytest.mark.parametrize(
    ("part", "paths"),
    [
        ("milestone:3", ["milestones/3", "milestones?per_page=1"]),
        ("release:v1", ["git/ref/tags/v1", "git/ref/heads/main"]),
        ("release:a/b c", ["git/ref/tags/a/b%20c", "git/ref/heads/main"]),
        ("commit:abcdef0", ["commits/abcdef0", "commits/main"]),
    ],
)
def test_missing(part: str, paths: list[str]) -> None:
    """What both APIs deny is missing, if REST answers for the likes of it."""
    found, asked = driven(part, LOST, SHOWN)
    assert found.signal is Signal.MISSING
    assert "has no such" in found.reason
    assert [request.url for request in asked[1:]] == [f"{REPO}/{path}" for path in paths]
    assert {request.credential for request in asked} == {"github"}


@pytest.mark.parametrize(
    "status", [LOST, answer(410, {"message": "This issue was deleted"})], ids=["never", "deleted"]
)
def test_missing_issue(status: Answer) -> None:
    """An issue may be a discussion of the same number: only what is neither is missing."""
    found, asked = driven("number:3", status, LISTED, no_discussion())
    assert found.signal is Signal.MISSING
    check(asked[-1])
    there = answer(200, {"data": {"r0": {"nameWithOwner": "o/n", "p0": {"__typename": "D"}}}})
    assert graphql("number:3", status, LISTED, there).signal is Signal.ALIVE


@pytest.mark.parametrize(
    "reply",
    [
        answer(502),
        failure(FailureKind.DEADLINE),
        answer(200, {"data": {"r0": None}}),
        answer(200, {"data": {"r0": {"p0": None}}}),
        answer(200, {"data": {"r0": {"p0": None}}, "errors": [error("FORBIDDEN", "r0", "p0")]}),
    ],
)
def test_perhaps_a_discussion(reply: Reply) -> None:
    """Where nobody says that it is none, the issue is not missing."""
    assert graphql("number:3", LOST, LISTED, reply).signal is Signal.UNKNOWN


@pytest.mark.parametrize(
    ("reply", "signal"),
    [
        (SHOWN, Signal.ALIVE),
        (answer(200, b"<html>"), Signal.UNKNOWN),
        (answer(410, {"message": "Issues are disabled for this repo"}), Signal.UNKNOWN),
        (answer(403, {"message": "Resource not accessible by integration"}), Signal.BLOCKED),
        (answer(403, {"message": "x"}, retry_after="9"), Signal.THROTTLED),
        (answer(500), Signal.SERVER_ERROR),
        (failure(FailureKind.DEADLINE), Signal.NOT_ASKED),
        (redirect(301, "https://evil.example/repos/o/n/issues/3"), Signal.UNKNOWN),
    ],
)
@pytest.mark.parametrize("part", [*NUMBERS, *NAMES, "number:4"])
def test_rest_does_not_deny(part: str, reply: Reply, signal: Signal) -> None:
    """One source alone proves nothing: the part is there, or it is not told."""
    if part == "number:4":  # the same without GraphQL
        talk = github_rest.flow(repository("o/n", part), Services())
        (seen,), _ = drive(talk, (HOME, reply))
        assert seen.parts[part].signal is signal
        return
    assert graphql(part, reply).signal is signal


@pytest.mark.parametrize(
    "control",
    [LOST, answer(410, {"message": "Issues are disabled"}), answer(403), answer(500),
     failure(FailureKind.TIMEOUT)],
)  # fmt: skip
@pytest.mark.parametrize("part", [*NUMBERS, *NAMES])
def test_no_control(part: str, control: Reply) -> None:
    """A REST API that answers for none of the kind has denied nothing."""
    assert graphql(part, LOST, control).signal is Signal.UNKNOWN


@pytest.mark.parametrize("part", NAMES)
def test_a_repository_without_a_branch(part: str) -> None:
    """Without a branch that must be there, no control can be made."""
    assert graphql(part, LOST, defaultBranchRef=None).signal is Signal.UNKNOWN


@pytest.mark.parametrize("part", [*NUMBERS, *NAMES])
def test_a_private_repository(part: str) -> None:
    """What a token may see of a private repository says nothing of what others may."""
    assert graphql(part, LOST, isPrivate=True).signal is Signal.UNKNOWN


def test_transferred() -> None:
    """An issue that was moved to another repository is where its address leads."""
    moved = redirect(301, f"{API}/repositories/9/issues/1")
    found, asked = driven("number:3", moved, SHOWN)
    assert (found.signal, asked[-1].url) == (Signal.ALIVE, f"{API}/repositories/9/issues/1")
    assert graphql("number:3", moved, LOST).signal is Signal.UNKNOWN


@pytest.mark.parametrize("part", ["workflow:ci.yml", "discussion:3"])
def test_what_cannot_be_proven(part: str) -> None:
    """Of some things there is no second source."""
    assert graphql(part).signal is Signal.UNKNOWN


@pytest.mark.parametrize(
    ("values", "signal"),
    [({"p0": {}, "p0x": {}}, Signal.ALIVE), ({"p0": {}, "p0x": None}, Signal.UNKNOWN)],
)
def test_comparison(values: dict[str, object], signal: Signal) -> None:
    """A comparison is there if both of its ends are."""
    first = answer(200, {"data": {"r0": facts("o/n", **values)}})
    talk = github_graphql.flow((repository("o/n", "compare:v1...v2"),), Services(token="a-token"))
    (seen,), asked = drive(talk, (first,))
    check(asked[0])
    assert seen.parts["compare:v1...v2"].signal is signal


@pytest.mark.parametrize(
    ("part", "on", "signal"),
    [
        ("tab:wiki", True, Signal.ALIVE),
        ("tab:wiki", False, Signal.UNKNOWN),
        ("tab:discussions", True, Signal.ALIVE),
        ("tab:discussions", None, Signal.UNKNOWN),
    ],
)
def test_switches(part: str, on: bool | None, signal: Signal) -> None:
    """A wiki is there as long as it is switched on; where its address leads else is not told."""
    assert graphql(part, node=on).signal is signal


# --- without a token -----------------------------------------------------------------------------

PUBLIC = {"full_name": "o/n", "default_branch": "main", "private": False}
HOME = answer(200, {**PUBLIC, "has_discussions": False})


def rest(part: str, *replies: Reply, home: Answer = HOME) -> tuple[Part, list[Request]]:
    """What REST alone says of a part."""
    talk = github_rest.flow(repository("o/n", part), Services())
    (seen,), asked = drive(talk, (home, *replies))
    return seen.parts[part], asked


@pytest.mark.parametrize("part", [*NUMBERS, *NAMES])
def test_missing_by_rest(part: str) -> None:
    """Two looks, the second at the end of the run, and the control."""
    found, asked = rest(part, LOST, LOST, SHOWN)
    assert found.signal is Signal.MISSING
    assert [request.late for request in asked] == [False, False, True, False]


@pytest.mark.parametrize("part", [*NUMBERS, *NAMES])
def test_missing_once(part: str) -> None:
    """A 404 that the second look does not repeat is no proof."""
    assert rest(part, LOST, SHOWN)[0].signal is Signal.ALIVE
    assert rest(part, LOST, answer(500))[0].signal is Signal.SERVER_ERROR


def test_discussions_that_cannot_be_asked() -> None:
    """REST knows no discussions: where there are some, an issue may be one of them."""
    for home in (answer(200, {**PUBLIC, "has_discussions": True}), answer(200, PUBLIC)):
        assert rest("number:3", LOST, LOST, LISTED, home=home)[0].signal is Signal.UNKNOWN


# --- files of releases ---------------------------------------------------------------------------

RELEASE = answer(200, {"assets": [{"name": "a.zip"}]})
OTHER = answer(200, {"assets": []})


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((RELEASE,), Signal.ALIVE),
        ((OTHER, OTHER, LISTED), Signal.MISSING),
        ((OTHER, RELEASE), Signal.ALIVE),
        ((OTHER, OTHER, LOST), Signal.UNKNOWN),
        ((LOST, LOST, LISTED), Signal.MISSING),
        ((LOST, LOST, LOST), Signal.UNKNOWN),
        ((answer(200, b'{"assets": [{"na'),), Signal.UNKNOWN),
        ((answer(200, {}),), Signal.UNKNOWN),
        ((answer(403, {"message": "x"}, retry_after="9"),), Signal.THROTTLED),
        ((failure(FailureKind.TIMEOUT),), Signal.TIMEOUT),
    ],
)
def test_files_of_releases(replies: tuple[Reply, ...], signal: Signal) -> None:
    """A file is there if its release lists it, which GraphQL does in connections only."""
    assert rest("asset:v1/A.zip", *replies)[0].signal is signal
    found, asked = driven("asset:v1/A.zip", *replies)
    assert found.signal is signal
    assert asked[1].url == f"{REPO}/releases/tags/v1"


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("part", [*NUMBERS, *NAMES, "asset:v1/a.zip"])
def test_failures_alone(part: str, kind: FailureKind) -> None:
    """Once the repository is known, failures alone call nothing dead."""
    talk = github_rest.flow(repository("o/n", part), Services())
    (seen,), _ = drive(talk, lambda asked: HOME if asked.url == REPO else failure(kind))
    assert OF_SIGNAL[seen.parts[part].signal] == "unverified"
