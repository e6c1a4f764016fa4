"""The paper of a title whose own address is dead."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.probes.paper_search import flow
from listcheck.probes.question import Question
from listcheck.settings import Services
from probes.driving import answer, drive, failure

TITLE = "Curriculum Schedules for Robust Speech Recognition"
QUESTIONS = tuple(Question(f"titled:{title}", "", titles=(title,)) for title in (TITLE, "Other"))
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/{}v1</id>'
    "<title>{}</title><published>2025-01-01T00:00:00Z</published>"
    "<updated>2025-01-01T00:00:00Z</updated></entry></feed>"
)


def feed(number: str, title: str) -> Reply:
    """A feed of one paper."""
    return answer(200, FEED.format(number, title).encode())


def test_none_has_the_title() -> None:
    """A feed without it says that nothing was found, and no more."""
    seen, requests = drive(flow(QUESTIONS, Services()), [feed("2501.00009", "Another")] * 2)
    assert [one.facts.meant for one in seen] == [None, None]
    assert all("search_query" in one.url and not one.late for one in requests)


def test_found() -> None:
    """The one paper with exactly this title."""
    replies = [feed("2501.00009", TITLE), feed("2501.00001", "Another")]
    (seen, _), _ = drive(flow(QUESTIONS, Services()), replies)
    assert (seen.facts.meant, seen.facts.meant_title) == ("2501.00009", TITLE)


@pytest.mark.parametrize(
    "reply", [answer(503), answer(200, b"Rate exceeded."), failure(FailureKind.TIMEOUT)]
)
def test_no_feed(reply: Reply) -> None:
    """What is no feed ends the searches, and settles nothing."""
    seen, requests = drive(flow(QUESTIONS, Services()), [reply])
    assert (seen, len(requests)) == ((), 1)
