"""Places in pages that links lead to."""

import pytest
from builders import listing
from pages.sites import html

from listcheck.model import Signal
from listcheck.probes import questions
from listcheck.probes.fragments import place
from listcheck.probes.page import flow
from listcheck.probes.page_text import read
from listcheck.probes.question import Question
from listcheck.settings import Pages, Settings
from listcheck.urls import fragment
from probes.driving import answer, drive

STATIC = "<h1 id='top-one'>A page</h1><p>Some words to read here.</p><a name='old'></a>"
ON = Settings(pages=Pages(fragments=True))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://a.org/x#part", "#part"),
        ("https://a.org/x", ""),
        ("https://a.org/x#", ""),
        ("https://a.org/x#:~:text=some%20words", ""),
        ("https://a.org/x#part:~:text=words", ""),
        ("https://a.org/x#L10", ""),
        ("https://a.org/x#L10-L20", ""),
        ("https://a.org/x.pdf#page=3", ""),
        ("https://a.org/#/route", ""),
        ("https://a.org/#!route", ""),
        ("https://a.org/x#top", ""),
        ("https://a.org/x#%E7%AB%A0", "#%E7%AB%A0"),
    ],
)
def test_fragment(target: str, expected: str) -> None:
    """Only what names a place in a page's text is looked for."""
    assert fragment(target) == expected


@pytest.mark.parametrize(
    ("part", "body", "expected"),
    [
        ("#top-one", STATIC, Signal.ALIVE),
        ("#old", STATIC, Signal.ALIVE),
        ("#gone", STATIC, Signal.MISSING),
        ("#readme", "<h1 id='user-content-readme'>A page of words</h1>", Signal.ALIVE),
        ("#user-content-readme", "<h1 id='readme'>A page of words</h1>", Signal.ALIVE),
        ("#%E7%AB%A0", "<h1 id='章'>A page of some words</h1>", Signal.ALIVE),
        ("#gone", "<div id=root></div><script src=x></script>", Signal.UNKNOWN),
        ("#gone", f"<div id='__next'>{STATIC}</div><script src=x></script>", Signal.UNKNOWN),
        ("#gone", "<h1>A page of some words</h1><script src=x></script>", Signal.UNKNOWN),
        ("#gone", f"{STATIC}<script src=x></script>", Signal.MISSING),
    ],
)
def test_place(part: str, body: str, expected: Signal) -> None:
    """A place is missing only from a page whose own HTML names its places."""
    assert place(part, read(html(body))).signal is expected


def test_a_page_that_was_cut() -> None:
    """What stands after the end of what was read is not known."""
    cut = answer(200, STATIC.encode())
    whole = read(cut)
    assert place("#gone", whole).signal is Signal.MISSING
    long = type(cut)(200, cut.headers, cut.body, truncated=True, at=1.0)
    assert place("#gone", read(long)).signal is Signal.UNKNOWN


def test_asked_only_if_wanted() -> None:
    """Off by default: a fragment is no part of the question, and costs nothing."""
    catalog = listing("- [a](https://a.org/x#one) and [b](https://a.org/x#two)\n")
    assert questions(catalog, Settings())["page:https://a.org/x"].parts == frozenset()
    assert questions(catalog, ON)["page:https://a.org/x"].parts == {"#one", "#two"}


def test_flow() -> None:
    """The page is read once, however many places of it are named."""
    question = Question("page:https://a.org/x", "https://a.org/x", frozenset({"#old", "#gone"}))
    (seen,), asked = drive(flow(question, ON), (html(""), html(STATIC)))
    assert seen.signal is Signal.ALIVE
    assert {name: part.signal for name, part in seen.parts.items()} == {
        "#old": Signal.ALIVE,
        "#gone": Signal.MISSING,
    }
    assert [one.method for one in asked] == ["HEAD", "GET"]


def test_what_has_no_places() -> None:
    """Of a file that is no page, nothing is known, and it is not read."""
    question = Question("page:https://a.org/x", "https://a.org/x", frozenset({"#old"}))
    (seen,), asked = drive(flow(question, ON), (answer(200, b"", content_type="text/csv"),))
    assert seen.parts["#old"].signal is Signal.UNKNOWN
    assert len(asked) == 1
