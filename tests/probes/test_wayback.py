"""The newest copy in the Wayback Machine: a page that can be read, of the very address."""

from collections.abc import Iterable

import pytest
from builders import alive
from hypothesis import given
from hypothesis import strategies as st

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Observation, Signal
from listcheck.probes.question import Question
from listcheck.probes.wayback import SITE, copy_at, flow, is_same
from probes.driving import answer, drive, failure, redirect

PAGE = "https://a.example.org/page?x=1"
QUESTION = Question(f"wayback:{PAGE}", PAGE)
COPY = f"{SITE}/web/20251102030405/{PAGE}"
OLDER = f"{SITE}/web/20240102030405/{PAGE}"
INDEX = (
    f"{SITE}/cdx/search/cdx?url=https%3A%2F%2Fa.example.org%2Fpage%3Fx%3D1"
    "&filter=statuscode:200&fl=timestamp,original&limit=-1"
)
FOUND = redirect(302, COPY)
LINE = answer(200, f"20240102030405 {PAGE}\n".encode())
NOTHING = answer(200, b"\n")


def asked(replies: Iterable[Reply]) -> tuple[tuple[Observation, ...], list[str]]:
    """What came of one address, and what was asked."""
    seen, requests = drive(flow((QUESTION,)), replies)
    assert {one.lane for one in requests} <= {"wayback"}
    return seen, [f"{one.method} {one.url}" for one in requests]


def test_no_copy() -> None:
    """What was never archived, or may not be shown, has none: one question."""
    for status in (404, 403, 451):
        (seen,), requests = asked([answer(status)])
        assert (seen.signal, seen.final_url, seen.status) == (Signal.ALIVE, None, status)
        assert requests == [f"HEAD {SITE}/web/{PAGE}"]


def test_a_copy() -> None:
    """Its address and day, from the redirect, once it has answered."""
    (seen,), requests = asked([FOUND, answer(200)])
    assert (seen.final_url, seen.facts.updated) == (COPY, "2025-11-02")
    assert requests == [f"HEAD {SITE}/web/{PAGE}", f"HEAD {COPY}"]
    assert len(seen.trail) == 2


def test_a_copy_beside() -> None:
    """The archive may put the time right by some minutes, once."""
    beside = f"{SITE}/web/20251102040506/{PAGE}"
    (seen,), requests = asked([FOUND, redirect(302, beside), answer(200)])
    assert seen.final_url == COPY
    assert requests[2:] == [f"HEAD {beside}"]


@pytest.mark.parametrize(
    "copied",
    [
        answer(404, memento_datetime="Sun, 02 Nov 2025 03:04:05 GMT"),
        answer(503),
        redirect(302, f"{SITE}/web/20251102030405/https://a.example.org/"),
        redirect(301, f"{SITE}/web/20180102030405/{PAGE}"),
        redirect(302, "https://elsewhere.example.org/"),
        redirect(302, ""),
    ],
)
def test_a_copy_of_an_error(copied: Reply) -> None:
    """What is no page when it is read is passed over for the last that was, by the index."""
    (seen,), requests = asked([FOUND, copied, LINE, answer(200)])
    assert (seen.final_url, seen.facts.updated) == (OLDER, "2024-01-02")
    assert requests[2:] == [f"GET {INDEX}", f"HEAD {OLDER}"]


@pytest.mark.parametrize(
    "rest",
    [
        [NOTHING],
        [answer(403)],
        [answer(200, b"20240102030405 https://other.example.org/page\n")],
        [answer(200, b"<html>a page</html>")],
        [answer(200, b"20240102030405 \x1b]0;x\x07\n")],
        [LINE, answer(404)],
    ],
)
def test_no_copy_that_can_be_read(rest: list[Reply]) -> None:
    """Without one there is none, whatever the index says of its neighbours."""
    (seen,), _ = asked([FOUND, answer(404), *rest])
    assert (seen.signal, seen.final_url) == (Signal.ALIVE, None)


def test_a_copy_of_another_page() -> None:
    """A redirect that leads to a copy of something else is none."""
    for location in (
        f"{SITE}/web/20251102030405/https://a.example.org/other",
        f"{SITE}/web/2025/{PAGE}",
        f"https://evil.example.org/web/20251102030405/{PAGE}",
        PAGE,
    ):
        (seen,), _ = asked([redirect(302, location), NOTHING])
        assert seen.final_url is None


@pytest.mark.parametrize(
    "silence",
    [answer(429), failure(FailureKind.TIMEOUT), failure(FailureKind.CLOSED_LANE),
     failure(FailureKind.DEADLINE), failure(FailureKind.NO_SUCH_NAME)],
)  # fmt: skip
@pytest.mark.parametrize("before", [[], [FOUND], [FOUND, answer(404)]])
def test_silence_ends_it(silence: Reply, before: list[Reply]) -> None:
    """Whoever does not answer is asked no more in this run, and nothing is settled."""
    two = (QUESTION, QUESTION._replace(key="wayback:other"))
    seen, requests = drive(flow(two), [*before, silence])
    assert seen == ()
    assert len(requests) == len(before) + 1


def test_trouble_settles_nothing() -> None:
    """An error of its own is told as such, and never in the place of a copy that was seen."""
    for status in (405, 503):
        (seen,), _ = asked([answer(status)])
        assert (seen.signal, seen.final_url) == (Signal.UNKNOWN, None)
    known = alive(QUESTION.key)._replace(final_url=COPY)
    assert drive(flow((QUESTION.knowing(known),)), [answer(503)])[0] == ()
    assert len(drive(flow((QUESTION.knowing(known),)), [answer(404)])[0]) == 1


def test_an_answer_without_a_time() -> None:
    """A page in the place of a redirect says nothing."""
    (seen,), _ = asked([answer(200)])
    assert (seen.signal, seen.final_url) == (Signal.UNKNOWN, None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example.org/x", "http://www.a.example.org:80/x/", True),
        ("https://a.example.org/x%20y", "https://a.example.org/x y", True),
        ("https://a.example.org/x", "https://a.example.org/X", False),
        ("https://github.com/O/N", "https://github.com/o/n", True),
        ("https://a.example.org/x?a=1", "https://a.example.org/x", False),
        ("https://a.example.org:8080/x", "https://a.example.org/x", False),
        ("https://a.example.org/x", "https://b.example.org/x", False),
        ("https://[", "https://a.example.org/", False),
    ],
)
def test_the_same_address(one: str, other: str, same: bool) -> None:
    """Scheme, `www.` and the last slash make no other page; case does."""
    assert is_same(one, other) is same


def test_addresses_of_copies() -> None:
    """Over http, and as the archive marks raw ones, they are the same copy."""
    for form in ("http://web.archive.org/web/20251102030405/", f"{SITE}/web/20251102030405id_/"):
        found = copy_at(form + PAGE, PAGE)
        assert found is not None
        assert found.url == COPY


@given(st.text(), st.sampled_from([f"{SITE}/web/20251102030405/", "", f"{COPY}#", f"{COPY}?"]))
def test_whatever_an_archive_leads_to(location: str, start: str) -> None:
    """What is taken for a copy is an address of the archive, without what could end it."""
    found = copy_at(start + location, PAGE)
    if found is not None:
        assert found.url.startswith(f"{SITE}/web/20251102030405/http")
        assert found.url.isascii()
        assert not set(found.url) & set(' <>"\\\n\r\t`{}^')
