"""What Software Heritage keeps of a repository that is gone."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.probes.question import Question
from listcheck.probes.software_heritage import flow
from probes.driving import answer, drive, failure

URL = "https://github.com/Own/Gone"
QUESTION = Question(f"origin:{URL}", URL)
API = "https://archive.softwareheritage.org/api/1/origin/{}/visit/latest/?require_snapshot=true"
BROWSE = "https://archive.softwareheritage.org/browse/origin/directory/?origin_url="
VISIT = {"origin": URL, "date": "2025-06-07T08:09:10+00:00", "status": "full", "snapshot": "0" * 40}
NONE = answer(404, {"exception": "NotFoundExc"})


def test_never_visited() -> None:
    """It is asked for the address as written, and with `.git`: an origin is its address."""
    (seen,), requests = drive(flow((QUESTION,)), [NONE, NONE])
    assert seen.final_url is None
    assert [one.url for one in requests] == [API.format(URL), API.format(f"{URL}.git")]
    assert {one.lane for one in requests} == {"software-heritage"}


def test_kept() -> None:
    """The page where its source can be read, and since when."""
    (seen,), _ = drive(flow((QUESTION,)), [answer(200, VISIT)])
    assert (seen.final_url, seen.facts.updated) == (BROWSE + URL, "2025-06-07")
    (seen,), _ = drive(flow((QUESTION,)), [NONE, answer(200, VISIT | {"date": None})])
    assert (seen.final_url, seen.facts.updated) == (f"{BROWSE}{URL}.git", None)


@pytest.mark.parametrize(
    "reply",
    [answer(429), answer(503), answer(200, b"<html>"), answer(200, []), answer(200, {}),
     answer(200, VISIT | {"snapshot": None}), failure(FailureKind.TIMEOUT)],
)  # fmt: skip
def test_silence(reply: Reply) -> None:
    """What is no visit ends the asking, and settles nothing."""
    two = (QUESTION, Question("origin:https://github.com/o/n", "https://github.com/o/n"))
    seen, requests = drive(flow(two), [reply])
    assert (seen, len(requests)) == ((), 1)
