"""Who has a repository that is gone: what is asked, what is believed, and when it ends."""

from typing import Any

import pytest

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Observation
from listcheck.probes.namesake_search import MOST, flow, lookups
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings
from probes.driving import answer, drive, failure
from probes.hub import body, check, error, facts

SERVICES = Services(token="secret-token")
PROOF = "paper:2501.00001"
QUESTION = Question("namesake:own/soft-prompts", "", frozenset({"lab"}), (PROOF,))
SAYS = {"text": "Code of https://arxiv.org/abs/2501.00001"}


def node(name: str, **more: Any) -> dict[str, Any]:
    return facts(name, **{"parent": None, **more})


def first(*found: Any, own: tuple[Any, ...] | None = (), **more: Any) -> Reply:
    """The reply to a search."""
    owner = None if own is None else {"repositories": {"nodes": list(own)}}
    return answer(200, {"data": {"s": {"nodes": list(found)}, "o": owner}, **more})


def second(*readmes: tuple[str, Any]) -> Reply:
    """The reply that shows READMEs, in the order in which they were asked for."""
    shown = {f"r{n}": {"nameWithOwner": name, "f0": text} for n, (name, text) in enumerate(readmes)}
    return answer(200, {"data": shown})


def one(*replies: Reply, question: Question = QUESTION) -> tuple[Observation, list[Request]]:
    (seen,), asked = drive(flow((question,), SERVICES), replies)
    return seen, asked


def names(request: Request) -> list[str]:
    """The repositories whose READMEs are asked for."""
    values = body(request)["variables"]
    count = sum(name.startswith("n") for name in values)
    return [f"{values[f'o{number}']}/{values[f'n{number}']}" for number in range(count)]


def test_schema() -> None:
    """Both queries are valid under GitHub's own schema; names stand in variables."""
    seen, asked = one(first(node("them/soft-prompts")), second(("them/soft-prompts", SAYS)))
    for request in asked:
        check(request)
        assert "soft-prompts" not in body(request)["query"]
        assert "secret-token" not in str(request)
        assert request.credential == "github"
    assert [request.lane for request in asked] == ["github-search"] * 2
    assert body(asked[0])["variables"] == {
        "o": "own", "q": '"soft-prompts" in:name fork:true'
    }  # fmt: skip
    assert (seen.facts.code, seen.facts.titles, seen.facts.fork) == (
        "https://github.com/them/soft-prompts", (PROOF,), False,
    )  # fmt: skip


def test_nothing_there() -> None:
    """Nobody has one: one query, and an answer that is remembered."""
    seen, asked = one(first(own=None, errors=[error("NOT_FOUND", "o")]))
    assert (seen.facts.code, len(asked)) == (None, 1)


def test_without_proof_nobody_is_searched() -> None:
    """Only the owner is asked, and only one twin is believed."""
    question = Question("namesake:own/soft-prompts", "")
    seen, (asked,) = one(
        answer(200, {"data": {"o": {"repositories": {"nodes": [node("own/SoftPrompts")]}}}}),
        question=question,
    )
    check(asked)
    assert "search(" not in body(asked)["query"]
    assert seen.facts.code == "https://github.com/own/SoftPrompts"
    two = {"nodes": [node("own/SoftPrompts"), node("own/soft_prompts")]}
    seen, _ = one(answer(200, {"data": {"o": {"repositories": two}}}), question=question)
    assert seen.facts.code is None


@pytest.mark.parametrize(
    "found",
    [
        node("them/soft-prompts-x"), node("them/soft-prompts", isEmpty=True),
        node("them/soft-prompts", isPrivate=True), node("them/soft-prompts", isDisabled=True),
        node("them/soft-prompts", isFork=True, parent={"nameWithOwner": "a/b"}),
        node("own/soft-prompts"), node("own/soft-prompts-website"),
        {}, None, {"nameWithOwner": "them/soft-prompts](https://evil"},
    ],
    ids=[
        "name", "empty", "private", "disabled", "another's fork", "itself", "website", "nothing",
        "null", "no name",
    ],
)  # fmt: skip
def test_what_is_no_candidate(found: Any) -> None:
    """Its README is not even asked for."""
    seen, asked = one(first(found))
    assert (seen.facts.code, len(asked)) == (None, 1)


@pytest.mark.parametrize(
    ("readme", "more"),
    [
        (None, {}), ({}, {}), ({"text": None}, {}), ({"text": "Soft prompts"}, {}),
        ({"text": "arXiv:2501.00001, an unofficial version"}, {}),
        (None, {"description": "arXiv:2501.00002"}),
    ],
    ids=["none", "no file", "binary", "no proof", "another's", "another id"],
)  # fmt: skip
def test_what_proves_nothing(readme: Any, more: dict[str, Any]) -> None:
    found = node("them/soft-prompts", **more)
    seen, _ = one(first(found), second(("them/soft-prompts", readme)))
    assert seen.facts.code is None


@pytest.mark.parametrize(
    "more",
    [{"description": "Code of 2501.00001"}, {"homepageUrl": "https://arxiv.org/abs/2501.00001"}],
)
def test_what_stands_above_the_readme(more: dict[str, Any]) -> None:
    found = node("them/soft-prompts", **more)
    seen, _ = one(first(found), second(("them/soft-prompts", None)))
    assert seen.facts.code == "https://github.com/them/soft-prompts"


def test_another_repository_is_shown() -> None:
    """It was renamed in between: what its README says is another's."""
    seen, _ = one(first(node("them/soft-prompts")), second(("x/y", SAYS)))
    assert seen.facts.code is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (("a/soft-prompts", "own/soft-prompts-v2", "lab/soft-prompts"), "own/soft-prompts-v2"),
        (("a/soft-prompts", "lab/soft-prompts"), "lab/soft-prompts"),
        (("a/soft-prompts", "b/soft-prompts"), None),
        (("a/soft-prompts",), "a/soft-prompts"),
    ],
    ids=["the owner", "a lab", "strangers", "a stranger"],
)
def test_the_nearest(found: tuple[str, ...], expected: str | None) -> None:
    """The owner's before those whom the entry names; of two strangers none."""
    replies = [first(*(node(name) for name in found))]
    talk = flow((QUESTION,), SERVICES)
    next(talk)
    order = names(talk.send(replies[0]))
    seen, _ = one(*replies, second(*((name, SAYS) for name in order)))
    url = f"https://github.com/{expected}" if expected else None
    assert seen.facts.code == url


def test_forks() -> None:
    """Of forks the one with most stars, where nobody else has it; it is called a fork."""
    few = node("a/soft-prompts", isFork=True, stargazerCount=1)
    many = node("b/soft-prompts", isFork=True, stargazerCount=9)
    whole = node("c/soft-prompts", stargazerCount=0)
    seen, asked = one(first(few, many), second(("b/soft-prompts", SAYS), ("a/soft-prompts", SAYS)))
    assert names(asked[1]) == ["b/soft-prompts", "a/soft-prompts"]
    assert (seen.facts.code, seen.facts.fork) == ("https://github.com/b/soft-prompts", True)
    seen, _ = one(first(few, whole), second(("c/soft-prompts", SAYS), ("a/soft-prompts", SAYS)))
    assert (seen.facts.code, seen.facts.fork) == ("https://github.com/c/soft-prompts", False)


def test_few_readmes() -> None:
    found = [node(f"a{number}/soft-prompts", stargazerCount=number) for number in range(10)]
    talk = flow((QUESTION,), SERVICES)
    next(talk)
    asked = talk.send(first(*found))
    check(asked)
    assert names(asked) == [f"a{number}/soft-prompts" for number in range(9, 9 - MOST, -1)]


@pytest.mark.parametrize(
    "reply",
    [
        answer(429), answer(403), answer(502), answer(200, b"<html>"), answer(200, []),
        answer(200, {"errors": [error("RATE_LIMITED")]}), answer(200, {"data": None}),
        answer(200, {"data": {"s": None, "o": None}, "errors": [error("FORBIDDEN", "s")]}),
        failure(FailureKind.TIMEOUT), failure(FailureKind.CLOSED_LANE),
    ],
)  # fmt: skip
def test_silence(reply: Reply) -> None:
    """What is no answer ends the asking, and settles nothing; in the second query, too."""
    two = (QUESTION, Question("namesake:own/other-name", "", titles=(PROOF,)))
    seen, asked = drive(flow(two, SERVICES), [reply])
    assert (seen, len(asked)) == ((), 1)
    if "data" not in str(reply):
        seen, asked = drive(flow(two, SERVICES), [first(node("them/soft-prompts")), reply])
        assert (seen, len(asked)) == ((), 2)


def test_no_token() -> None:
    """GraphQL wants one, and REST's search grants strangers ten a minute: nothing is asked."""
    assert lookups((QUESTION,), Settings()) == ()
    (one,) = lookups((QUESTION,), Settings(services=SERVICES))
    assert one.keys == (QUESTION.key,)
