"""Models, data sets, spaces, collections on Hugging Face, and files in them."""

from collections.abc import Mapping

import pytest

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Observation, Signal
from listcheck.probes import huggingface_hub as hub
from listcheck.probes.huggingface import LANE
from listcheck.probes.question import Question
from listcheck.settings import HuggingFace, Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure, redirect

SITE = "https://huggingface.co"
API = f"{SITE}/api/models/o/n"
found = answer(200, {"_id": "0", "id": "o/n"}, content_type="application/json; charset=utf-8")
hidden = answer(401, {"error": "Invalid username or password."}, x_error_code="RepoNotFound")
lost = answer(404)
no_entry = answer(404, x_error_code="EntryNotFound")


def question(key: str = "models/o/n", *parts: str) -> Question:
    return Question(f"hf:{key}", f"{SITE}/o/n", frozenset(f"path:{part}" for part in parts))


def look(*replies: Reply, of: Question | None = None) -> tuple[Observation, list[Request]]:
    (lookup,) = hub.lookups((of or question(),), Settings())
    (seen,), asked = drive(lookup.start(), replies)
    assert len(seen.trail) == len(asked)
    return seen, asked


@pytest.mark.parametrize("kind", ["models", "datasets", "spaces", "collections"])
def test_alive(kind: str) -> None:
    """One call of the API, in the lane of the API, and no page."""
    seen, (request,) = look(found, of=question(f"{kind}/o/n"))
    assert (seen.key, seen.signal, seen.moved_to) == (f"hf:{kind}/o/n", Signal.ALIVE, None)
    assert (request.url, request.lane) == (f"{SITE}/api/{kind}/o/n", LANE)


@pytest.mark.parametrize(
    ("kind", "location", "page"),
    [
        ("models", "/api/models/p/m", f"{SITE}/p/m"),
        ("datasets", f"{SITE}/api/datasets/p/m", f"{SITE}/datasets/p/m"),
    ],
)
def test_renamed(kind: str, location: str, page: str) -> None:
    """What leads to another name has moved there."""
    seen, _ = look(redirect(307, location), found, of=question(f"{kind}/o/n"))
    assert (seen.signal, seen.moved_to, seen.facts.canonical) == (Signal.MOVED, page, "p/m")


def test_other_case() -> None:
    """The same name in other letters is no other name."""
    seen, _ = look(redirect(307, "/api/models/O/N"), found)
    assert (seen.signal, seen.moved_to) == (Signal.ALIVE, None)


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((hidden,), Signal.BLOCKED),
        ((lost, lost, lost, lost), Signal.MISSING),
        ((lost, answer(200)), Signal.ALIVE),
        ((lost, answer(401), answer(401)), Signal.BLOCKED),
        ((answer(200, b"<html>"), answer(200)), Signal.ALIVE),
        ((answer(403),), Signal.BLOCKED),
        ((answer(429),), Signal.THROTTLED),
        ((answer(500), found), Signal.ALIVE),
        ((answer(500), answer(500)), Signal.SERVER_ERROR),
        ((redirect(307, "https://elsewhere.example/"), answer(200)), Signal.ALIVE),
        ((failure(FailureKind.TIMEOUT),) * 2, Signal.TIMEOUT),
        ((failure(FailureKind.CLOSED_LANE),), Signal.THROTTLED),
    ],
)
def test_everything_else(replies: tuple[Reply, ...], signal: Signal) -> None:
    """401 is no proof; dead is what API and page deny."""
    assert look(*replies)[0].signal is signal


BLOB, TREE = "blob/main/a/b.pdf", "tree/main/a"
FILE, FOLDER = f"{SITE}/o/n/resolve/main/a/b.pdf", f"{API}/tree/main/a"
AT = {BLOB: FILE, TREE: FOLDER, "resolve/main/x": f"{SITE}/o/n/resolve/main/x"}


@pytest.mark.parametrize("part", AT)
@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((answer(200),), Signal.ALIVE),
        ((redirect(302, "https://cdn.example/"),), Signal.ALIVE),
        ((no_entry, no_entry), Signal.MISSING),
        ((no_entry, answer(200)), Signal.ALIVE),
        ((no_entry, answer(401)), Signal.BLOCKED),
        ((answer(403),), Signal.BLOCKED),
        ((answer(429),), Signal.THROTTLED),
        ((lost, answer(200)), Signal.ALIVE),
        ((lost, lost, lost, lost), Signal.NOT_FOUND),
        ((failure(FailureKind.RESET),) * 2, Signal.UNREACHABLE),
    ],
)
def test_files(part: str, replies: tuple[Reply, ...], signal: Signal) -> None:
    """A file is missing when the repository says so twice, or the page as well."""
    seen, asked = look(found, *replies, of=question("models/o/n", part))
    assert seen.signal is Signal.ALIVE
    assert seen.parts[f"path:{part}"].signal is signal
    assert asked[1].url == AT[part]


def test_files_of_what_is_not_there() -> None:
    """No file is asked for where there is no repository."""
    seen, asked = look(hidden, of=question("models/o/n", BLOB, TREE))
    assert (seen.signal, len(asked), dict(seen.parts)) == (Signal.BLOCKED, 1, {})


def test_files_of_what_was_renamed() -> None:
    """They are asked for under the present name."""
    answers: Mapping[str, Reply] = {
        f"{SITE}/api/datasets/o/n": redirect(307, "/api/datasets/p/m"),
        f"{SITE}/api/datasets/p/m": found,
        f"{SITE}/datasets/p/m/resolve/main/a/b.pdf": answer(200),
    }
    flow = hub.flow(question("datasets/o/n", BLOB), Settings())
    (seen,), _ = drive(flow, lambda request: answers[request.url])
    assert seen.parts[f"path:{BLOB}"].signal is Signal.ALIVE


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the model."""
    assert look(failure(kind))[0].signal in OURS


# --- with a token --------------------------------------------------------------------------------

KNOWN = Settings(huggingface=HuggingFace(token="hf_secret"))


def with_token(*replies: Reply, of: Question | None = None) -> tuple[Observation, list[Request]]:
    (lookup,) = hub.lookups((of or question(),), KNOWN)
    (seen,), asked = drive(lookup.start(), replies)
    assert "hf_secret" not in str(asked)
    return seen, asked


def test_the_token_is_named_and_not_written() -> None:
    """Its name goes with each request, which the wire fills in for Hugging Face alone."""
    of = question("models/o/n", BLOB)
    seen, asked = with_token(found, answer(302), of=of)
    assert (seen.signal, seen.parts[f"path:{BLOB}"].signal) == (Signal.ALIVE, Signal.ALIVE)
    assert [request.credential for request in asked] == ["huggingface", "huggingface"]
    assert [request.credential for request in look(found)[1]] == [None]


def test_a_token_that_is_refused() -> None:
    """What all can see is asked for without it."""
    seen, asked = with_token(hidden, found)
    assert (seen.signal, [request.credential for request in asked]) == (
        Signal.ALIVE, ["huggingface", None],
    )  # fmt: skip
    assert with_token(hidden, hidden)[0].signal is Signal.BLOCKED


def test_what_only_the_holder_sees() -> None:
    """A private model is not alive for whoever reads the list; a missing one is not told."""
    body = b'{"_id": "0", "id": "o/n", "private": true, "siblings": []}'
    private = answer(200, body, content_type="application/json")
    assert with_token(private)[0].signal is Signal.BLOCKED
    assert with_token(lost, answer(401), answer(401))[0].signal is Signal.BLOCKED


@pytest.mark.parametrize("reply", [answer(401), answer(403)])
def test_gated_files(reply: Reply) -> None:
    """A gate is no proof, whoever stands before it."""
    of = question("models/o/n", BLOB)
    replies = (reply, reply) if reply.status == 401 else (reply,)  # type: ignore[union-attr]
    assert with_token(found, *replies, of=of)[0].parts[f"path:{BLOB}"].signal is Signal.BLOCKED
