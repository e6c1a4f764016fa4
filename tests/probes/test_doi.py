"""DOIs: what the registry says, and what its silence says."""

from typing import Any

import pytest

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Observation, Signal
from listcheck.probes import doi
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure, redirect

NAME = "10.1016/s0004-3702(97)00043-x"
QUESTION = Question(f"doi:{NAME}", f"https://doi.org/{NAME}")


def code(number: int, status: int = 200) -> Reply:
    body = {"responseCode": number, "handle": NAME}
    return answer(status, body, content_type="application/json;charset=UTF-8")


none = code(100, 404)
lost = answer(404)
publisher = redirect(302, "https://publisher.example/article")


def look(*replies: Reply) -> tuple[Observation, str]:
    """What is concluded, and what was asked: A for the API, H and G for the resolver."""
    (seen,), asked = drive(doi.flow(QUESTION, Settings()), replies)
    assert [one.request.url for one in seen.trail] == [one.url for one in asked]
    shown = ("A" if "/api/handles/" in one.url else one.method[0] for one in asked)
    late = ("|" if one.late else "" for one in asked)
    return seen, "".join(map("".join, zip(late, shown, strict=True)))


@pytest.mark.parametrize("number", [1, 200])
def test_registered(number: int) -> None:
    """One question to the registry, none to the publisher."""
    seen, asked = look(code(number))
    assert (seen.key, seen.signal, asked) == (QUESTION.key, Signal.ALIVE, "A")
    assert seen.trail[0].request.url == f"https://doi.org/api/handles/{NAME}"


@pytest.mark.parametrize(
    ("replies", "signal", "asked"),
    [
        # Dead: the registry and the resolver deny it, the resolver late and by GET, too.
        ((none, lost, lost, lost), Signal.MISSING, "AHG|G"),
        ((none, publisher), Signal.UNKNOWN, "AH"),
        ((none, answer(403), answer(403)), Signal.BLOCKED, "AHG"),
        ((none, lost, lost, answer(503)), Signal.SERVER_ERROR, "AHG|G"),
        # The registry is out of order: once more, then the resolver.
        ((code(2, 500), code(1)), Signal.ALIVE, "A|A"),
        ((code(2, 500), code(2, 500), publisher), Signal.ALIVE, "A|AH"),
        ((lost, publisher), Signal.ALIVE, "AH"),
        ((answer(200, b"<html>"), lost, lost, lost), Signal.NOT_FOUND, "AHG|G"),
        ((answer(200, b"[" * 5000), publisher), Signal.ALIVE, "AH"),
        ((answer(200, {"responseCode": "1"}), publisher), Signal.ALIVE, "AH"),
        # It does not want us.
        ((answer(429),), Signal.THROTTLED, "A"),
        ((answer(403),), Signal.BLOCKED, "A"),
        ((failure(FailureKind.TIMEOUT), code(1)), Signal.ALIVE, "A|A"),
        ((failure(FailureKind.RESET),) * 2, Signal.UNREACHABLE, "A|A"),
        ((failure(FailureKind.CLOSED_LANE),), Signal.THROTTLED, "A"),
    ],
)
def test_everything_else(replies: tuple[Reply, ...], signal: Signal, asked: str) -> None:
    """Two sources make a death; everything else is about the registry."""
    seen, methods = look(*replies)
    assert (seen.signal, methods) == (signal, asked)


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the DOI."""
    assert look(failure(kind))[0].signal in OURS


@pytest.mark.parametrize("name", ["10.1000/a b", "10.1000/<1>", "10.1000/ä?#"])
def test_odd_names(name: str) -> None:
    """Whatever a DOI holds is one path in the request."""
    question = Question(f"doi:{name}", "")
    replies: list[Any] = [code(1)]
    _, (request,) = drive(doi.lookups((question,), Settings())[0].start(), replies)
    path = request.url.removeprefix("https://doi.org/api/handles/10.1000/")
    assert path.isascii()
    assert not set(path) & set(" <>?#")


# --- title and date ------------------------------------------------------------------------------

TITLED = QUESTION._replace(titles=("A Title",))
WORKS = "https://api.crossref.org/v1/works/10.1016%2Fx/transform"
agency = redirect(302, WORKS)


def csl(**fields: Any) -> Reply:
    return answer(200, {"DOI": NAME.upper(), **fields}, content_type="application/json")


def described(*replies: Reply) -> tuple[Observation, list[Request]]:
    (seen,), asked = drive(doi.flow(TITLED, Settings()), (code(1), *replies))
    assert (seen.signal, seen.status, seen.reason) == (Signal.ALIVE, 200, "registered")
    return seen, asked


def test_title_and_date() -> None:
    """They come from the agency to which the resolver leads, where an entry writes a title."""
    told = csl(
        title="On <i>Wide</i> Nets &amp;\n Deep Ones", subtitle=["A Study"],
        issued={"date-parts": [[2019, 5, 13]]},
    )  # fmt: skip
    seen, asked = described(agency, told)
    assert seen.facts.title == "On Wide Nets & Deep Ones: A Study"
    assert seen.facts.titles == (seen.facts.title, "On Wide Nets & Deep Ones")
    assert seen.facts.published == "2019-05-13"
    assert [one.url for one in asked[1:]] == [f"https://doi.org/{NAME}", WORKS]
    assert all("citationstyles" in dict(one.headers)["Accept"] for one in asked[1:])
    assert len(seen.trail) == len(asked)


@pytest.mark.parametrize(
    "reply",
    [
        answer(404), answer(429), answer(500), answer(406), answer(200, b"<html>"),
        answer(200, b"[" * 5000), answer(200, []), csl(), csl(title=[]), csl(title=7),
        answer(200, {"DOI": "10.1/other", "title": "Another"}), answer(200, {"title": "No DOI"}),
        failure(FailureKind.TIMEOUT), failure(FailureKind.DEADLINE), agency,
    ],
)  # fmt: skip
def test_agencies_out_of_order(reply: Reply) -> None:
    """Whatever they say, the DOI is alive, and its title is not known."""
    replies = (agency, reply, agency) if reply is agency else (agency, reply)
    assert described(*replies)[0].facts.title is None


@pytest.mark.parametrize(
    "location",
    ["https://publisher.example/article", "http://api.crossref.org/v1/works/x", "", "//[",
     "https://api.crossref.org.example/"],
)  # fmt: skip
def test_publishers_are_not_asked(location: str) -> None:
    """Where no agency is led to, nobody is asked."""
    seen, asked = described(redirect(302, location))
    assert (seen.facts.title, len(asked)) == (None, 2)


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[2019, 5]]}, "2019-05"),
        ({"date-parts": [[2019]]}, None),
        ({"date-parts": [[2019, 13]]}, None),
        ({"date-parts": [[2019, 2, 30]]}, None),
        ({"date-parts": [[10**30, 2]]}, None),
        ({"date-parts": [["2019", 5]]}, None),
        ({"date-parts": [[2019, True]]}, None),
        ({"date-parts": [[]]}, None),
        ({"date-parts": []}, None),
        ({"date-parts": [None]}, None),
        ("2019-05", None),
        (None, None),
    ],
)
def test_dates(issued: Any, expected: str | None) -> None:
    """A day or a month; a year alone is too coarse."""
    assert described(agency, csl(title="A", issued=issued))[0].facts.published == expected
