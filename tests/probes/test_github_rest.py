import json
from typing import Any

import pytest

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Observation, Part, Signal
from listcheck.probes.github_payloads import RestRepository
from listcheck.probes.github_replies import GET_A_TOKEN
from listcheck.probes.github_rest import flow
from listcheck.probes.question import Question
from listcheck.settings import Services
from listcheck.states import OF_SIGNAL
from probes.driving import answer, drive, failure, oracle, redirect, repository
from probes.hub import API, Hub

SERVICES = Services()
LOST = answer(404, {"message": "Not Found"})
THERE = answer(200, {
    "id": 9, "full_name": "o/n", "stargazers_count": 4, "archived": True, "disabled": False,
    "fork": False, "private": False, "license": {"spdx_id": "MIT"}, "default_branch": "main",
    "pushed_at": "2026-01-02T03:04:05Z", "description": None, "homepage": "",
})  # fmt: skip


def one(*replies: Reply, parts: tuple[str, ...] = ()) -> tuple[Observation, list[Request]]:
    """The observation of a repository, through exactly these replies."""
    (seen,), asked = drive(flow(repository("o/n", *parts), SERVICES), replies)
    return seen, asked


def test_alive() -> None:
    """One request tells the facts; emptiness is not among them."""
    seen, asked = one(THERE)
    facts = seen.facts
    assert (facts.stars, facts.archived, facts.licence, facts.empty) == (4, True, "MIT", None)
    assert (facts.identity, facts.canonical, facts.pushed) == ("9", "o/n", "2026-01-02T03:04:05Z")
    assert [one.url for one in asked] == [f"{API}/repos/o/n"]


def test_renamed() -> None:
    """A rename is followed within the API, and the new name observed."""
    new = answer(200, {"id": 9, "full_name": "new/name"})
    seen, asked = one(redirect(301, f"{API}/repositories/9"), new)
    assert (seen.facts.canonical, asked[1].url) == ("new/name", f"{API}/repositories/9")
    assert one(redirect(301, "/repositories/9"), new)[0].signal is Signal.MOVED


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/repositories/9", "http://api.github.com/repositories/9",
     "https://api.github.com:444/repositories/9", "https://api.github.com@evil.example/",
     "//evil.example/", "http://[", ""],
)  # fmt: skip
def test_redirect_away(location: str) -> None:
    """A redirect to another origin is never followed: the request carries a token."""
    seen, asked = one(redirect(301, location))
    assert len(asked) == 1
    assert OF_SIGNAL[seen.signal] == "unverified"


def test_missing() -> None:
    """A repository is missing after two looks, the second of them late."""
    seen, asked = one(LOST, LOST)
    assert (seen.signal, [one.late for one in asked]) == (Signal.MISSING, [False, True])


@pytest.mark.parametrize(
    ("second", "signal"),
    [(THERE, Signal.ALIVE), (answer(500), Signal.SERVER_ERROR),
     (answer(403, b"", x_ratelimit_remaining="0"), Signal.THROTTLED),
     (failure(FailureKind.DEADLINE), Signal.NOT_ASKED)],
)  # fmt: skip
def test_missing_once(second: Reply, signal: Signal) -> None:
    """A 404 that the second look does not repeat is no death."""
    assert one(LOST, second)[0].signal is signal


BLOCK = {"message": "Repository access blocked", "block": {"reason": "tos", "html_url": None}}


@pytest.mark.parametrize(
    ("reply", "signal"),
    [
        (answer(451, BLOCK), Signal.LEGAL),
        (answer(451, b"<html>"), Signal.LEGAL),
        (answer(403, BLOCK, x_ratelimit_remaining="0"), Signal.LEGAL),
        (answer(403, {"message": "API rate limit exceeded for 1.2.3.4."}), Signal.THROTTLED),
        (answer(403, {"message": "x"}, retry_after="60"), Signal.THROTTLED),
        (answer(429), Signal.THROTTLED),
        (failure(FailureKind.CLOSED_LANE), Signal.THROTTLED),
        (answer(403, {"message": "Resource protected by organization SAML"}), Signal.BLOCKED),
        (answer(401), Signal.NOT_ASKED),
        (answer(502), Signal.SERVER_ERROR),
        (answer(200, b"<html>"), Signal.UNKNOWN),
        (answer(200, {"full_name": "o/n\r\nx"}), Signal.UNKNOWN),
        (answer(418), Signal.UNKNOWN),
    ],
)
def test_errors(reply: Reply, signal: Signal) -> None:
    """Blocked, limited and broken are three things; none of them is missing."""
    seen, _ = one(reply)
    assert seen.signal is signal
    assert (seen.reason == GET_A_TOKEN) == (signal is Signal.THROTTLED)


def test_how_to_get_a_token() -> None:
    """Who runs out of questions is told what to set."""
    assert "GITHUB_TOKEN" in GET_A_TOKEN


OWNER = Question("owner:o", "https://github.com/o")


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((answer(200, {}),), Signal.ALIVE),
        ((LOST, LOST, LOST, LOST), Signal.MISSING),
        ((LOST, answer(200)), Signal.ALIVE),
        ((answer(429),), Signal.THROTTLED),
        ((failure(FailureKind.CLOSED_LANE),), Signal.THROTTLED),
    ],
)
def test_owner(replies: tuple[Reply, ...], signal: Signal) -> None:
    """An owner whom the API does not know is missing where the page says so, too."""
    seen, _ = drive(flow(OWNER, SERVICES), replies)
    assert seen[0].signal is signal


CONTENTS = "/repos/o/n/contents/"


def path(part: str, **rest: Reply) -> tuple[Part, list[str]]:
    """What is seen of a path where the API answers `rest`, and else 404; what was asked."""
    hub = Hub(rest={"/repos/o/n": THERE, **{CONTENTS + at: reply for at, reply in rest.items()}})
    (seen,), asked = drive(flow(repository("o/n", part), SERVICES), hub)
    return seen.parts[part], [
        ("|" if one.late else "") + one.url.removeprefix(API + CONTENTS) for one in asked[1:]
    ]


def test_path() -> None:
    """A path costs one request where it is there."""
    assert path("path:main/a/b%20c.py", **{"a/b%2520c.py?ref=main": answer(200, {})}) == (
        Part(Signal.ALIVE), ["a/b%2520c.py?ref=main"],
    )  # fmt: skip


def test_path_on_the_default_branch() -> None:
    """On the default branch nothing is left to guess: two looks, and what stands above."""
    found, asked = path("path:main/a/b/c", **{"a?ref=main": answer(200, [])})
    assert (found.signal, found.suggestion) == (Signal.MISSING, None)
    assert asked == ["a/b/c?ref=main", "|a/b/c?ref=main", "a/b?ref=main", "a?ref=main"]
    found, asked = path("path:main/a")
    assert (found.signal, len(asked)) == (Signal.MISSING, 2)


SUBMODULE = answer(200, {"type": "submodule", "submodule_git_url": "https://x.example/y.git"})


def test_submodules() -> None:
    """A submodule is there; what is below it cannot be told."""
    assert path("path:main/sub", **{"sub?ref=main": SUBMODULE})[0].signal is Signal.ALIVE
    found, _ = path("path:main/a/sub/x/y", **{"a/sub?ref=main": SUBMODULE})
    assert (found.signal, "submodule" in found.reason) == (Signal.UNKNOWN, True)


def test_submodules_on_a_branch_with_slashes() -> None:
    """The way is gone on that branch which exists."""
    tips = {"?ref=fix%2Fy": answer(200, []), "sub?ref=fix%2Fy": SUBMODULE}
    found, asked = path("path:fix/y/sub/x", **tips)
    assert found.signal is Signal.UNKNOWN
    assert asked[-3:] == ["?ref=fix", "?ref=fix%2Fy", "sub?ref=fix%2Fy"]
    found, _ = path("path:fix/y/sub/x", **{**tips, "?ref=fix": answer(500)})
    assert found.signal is Signal.SERVER_ERROR
    found, _ = path("path:fix/y/sub/x", **{"?ref=fix%2Fy": answer(200, [])})
    assert found.signal is Signal.MISSING


def test_ref_with_slashes() -> None:
    """A ref may hold slashes, however many."""
    found, asked = path("path:a/b/c/d", **{"d?ref=a%2Fb%2Fc": answer(200, {})})
    assert found.signal is Signal.ALIVE
    assert asked == ["b/c/d?ref=a", "c/d?ref=a%2Fb", "d?ref=a%2Fb%2Fc"]


def test_renamed_branch() -> None:
    """A path on a branch that is gone is missing, with its place on the default branch."""
    found, _ = path("path:master/a", a=answer(200, {}))
    assert (found.signal, found.suggestion) == (Signal.MISSING, "path:main/a")


@pytest.mark.parametrize(
    "reply", [answer(403, b"", retry_after="9"), answer(500), failure(FailureKind.DEADLINE)]
)
def test_path_unseen(reply: Reply) -> None:
    """A path that was not seen is not missing."""
    found, _ = path("path:main/a", **{"a?ref=main": reply})
    assert OF_SIGNAL[found.signal] == "unverified"


def test_other_parts() -> None:
    """Pages that every repository has live with it; those that no API tells of are not asked."""
    seen, asked = one(THERE, parts=("tab:issues", "tab:?wiki/Home", "discussion:3", "tab:wiki"))
    signals = {name: part.signal for name, part in seen.parts.items()}
    assert signals.pop("tab:issues") is Signal.ALIVE
    assert set(signals.values()) == {Signal.UNKNOWN}
    assert len(asked) == 1


@pytest.mark.parametrize(("on", "signal"), [(True, Signal.ALIVE), (False, Signal.UNKNOWN)])
def test_pages_that_can_be_switched_off(on: bool, signal: Signal) -> None:
    """A wiki is there as long as it is switched on; where its address leads else is not told."""
    reply = answer(200, {"full_name": "o/n", "has_wiki": on})
    assert one(reply, parts=("tab:wiki",))[0].parts["tab:wiki"].signal is signal


@pytest.mark.parametrize("kind", FailureKind)
def test_failures_alone(kind: FailureKind) -> None:
    """A flow that is fed failures ends, and nothing is dead or alive."""
    question = repository("o/n", "path:a/b/c", "number:1")
    (seen,), _ = drive(flow(question, SERVICES), lambda _: failure(kind))
    assert OF_SIGNAL[seen.signal] == "unverified"


def recorded(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(oracle("github", name).read_text())
    return found


@pytest.mark.parametrize(
    "name", ["recorded-get-repository.json", "recorded-rename-repository.json"]
)
def test_recorded_repositories(name: str) -> None:
    """What GitHub sent once is understood."""
    bodies = [step["response"] for step in recorded(name) if step["status"] == 200]
    assert bodies
    for body in bodies:
        facts = RestRepository.model_validate(body).facts()
        assert (facts.canonical, facts.identity) == (body["full_name"], str(body["id"]))
        assert (facts.stars, facts.default_branch) == (
            body["stargazers_count"], body["default_branch"],
        )  # fmt: skip
        assert (facts.archived, facts.fork) == (body.get("archived"), False)


def test_recorded_rename() -> None:
    """The recorded exchange of a rename ends at the new name."""
    steps = [
        step for step in recorded("recorded-rename-repository.json") if step["method"] == "get"
    ]
    moved = next(step for step in steps if step["status"] == 301)
    end = next(step for step in steps if step["status"] == 200)
    location = moved["response"]["url"]
    question = Question("repo:" + moved["path"].removeprefix("/repos/"), "")
    replies = redirect(301, location), answer(200, end["response"])
    (seen,), asked = drive(flow(question, SERVICES), replies)
    assert asked[1].url == location
    assert seen.facts.canonical == end["response"]["full_name"]


def test_recorded_contents() -> None:
    """A folder, as GitHub sends it, is there."""
    folder = recorded("recorded-get-content.json")[0]
    assert isinstance(folder["response"], list)
    found, _ = path("path:main/x", **{"x?ref=main": answer(folder["status"], folder["response"])})
    assert found.signal is Signal.ALIVE
