"""Hugging Face's pages of papers: which repository they name."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Signal
from listcheck.probes import huggingface
from listcheck.probes.question import Question
from listcheck.settings import HuggingFace, Settings
from listcheck.states import OURS
from probes.driving import answer, drive, failure

QUESTION = Question("code:2401.00001", "")
API = "https://huggingface.co/api/papers"
PAPER = {"id": "2401.00001", "title": "A Title", "upvotes": 3}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, None),
        ("", None),
        (7, None),
        ("https://github.com/o", None),
        ("https://example.org/o/n", None),
        ("https://github.com/topics/ai", None),
        ("https://github.com/o/n", "https://github.com/o/n"),
        (" https://github.com/O/N.git", "https://github.com/O/N"),
        ("https://github.com/o/n/tree/main/x", "https://github.com/o/n"),
    ],
)
def test_repository(written: object, expected: str | None) -> None:
    """Only the page of a repository is taken from what a reader entered."""
    (seen,), (request,) = drive(
        huggingface.flow(QUESTION, API), [answer(body={**PAPER, "githubRepo": written})]
    )
    assert (seen.key, seen.signal, seen.facts.code) == (QUESTION.key, Signal.ALIVE, expected)
    assert request.url == f"{API}/2401.00001"
    assert request.credential is None
    assert [exchange.request.url for exchange in seen.trail] == [request.url]


@pytest.mark.parametrize(
    ("reply", "signal"),
    [
        (answer(404, {"error": "Paper not found"}), Signal.ALIVE),
        (answer(body=b"<html>"), Signal.UNKNOWN),
        (answer(body=b"[" * 5000), Signal.UNKNOWN),
        (answer(body=[]), Signal.UNKNOWN),
        (answer(body={"githubRepo": "https://github.com/o/n"}), Signal.UNKNOWN),
        (answer(429), Signal.THROTTLED),
        (answer(500), Signal.UNKNOWN),
        (failure(FailureKind.TIMEOUT), Signal.TIMEOUT),
        (failure(FailureKind.RESET), Signal.UNREACHABLE),
        (failure(FailureKind.CLOSED_LANE), Signal.THROTTLED),
    ],
)
def test_nothing(reply: Reply, signal: Signal) -> None:
    """No page, no paper, no answer: nothing is known, and nothing is asked twice."""
    (seen,), asked = drive(huggingface.flow(QUESTION, API), [reply])
    assert (seen.signal, seen.facts.code, len(asked)) == (signal, None, 1)


@pytest.mark.parametrize("kind", [FailureKind.DEADLINE, FailureKind.INTERRUPTED, FailureKind.LOCAL])
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the paper."""
    (seen,), _ = drive(huggingface.flow(QUESTION, API), [failure(kind)])
    assert seen.signal in OURS


def test_old_ids() -> None:
    """The slash of an old id stays one, and nothing else gets into the path."""
    questions = (Question("code:hep-th/9901001", ""),)
    settings = Settings(huggingface=HuggingFace(api_url="https://hf.example.org/api/papers/"))
    (lookup,) = huggingface.lookups(questions, settings)
    _, (request,) = drive(lookup.start(), [answer(404)])
    assert request.url == "https://hf.example.org/api/papers/hep-th/9901001"
    assert lookup.keys == ("code:hep-th/9901001",)
