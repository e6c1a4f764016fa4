"""Records of services with an API: there, or denied by the API and the page."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Observation, Signal
from listcheck.probes import records
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure, redirect

GITLAB = Question("record:gitlab/group/sub/project", "https://gitlab.com/group/sub/project")
found = answer(200, {"id": 1}, content_type="application/json")
none = answer(404, {"message": "404 Project Not Found"}, content_type="application/json")
lost = answer(404)
login = redirect(302, "https://gitlab.com/users/sign_in")


def look(*replies: Reply, question: Question = GITLAB) -> tuple[Observation, list[str]]:
    (lookup,) = records.lookups((question,), Settings())
    (seen,), asked = drive(lookup.start(), replies)
    assert len(seen.trail) == len(asked)
    return seen, [one.url for one in asked]


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("gitlab/group/sub/project", "https://gitlab.com/api/v4/projects/group%2Fsub%2Fproject"),
        ("zenodo/12", "https://zenodo.org/api/records/12"),
        ("codeberg/o/n", "https://codeberg.org/api/v1/repos/o/n"),
        ("bitbucket/o/n", "https://api.bitbucket.org/2.0/repositories/o/n"),
        (
            "swh/swh:1:rev:0",
            "https://archive.softwareheritage.org/api/1/resolve/swh%3A1%3Arev%3A0/",
        ),
    ],
)
def test_alive(key: str, url: str) -> None:
    """A record is one request."""
    seen, asked = look(found, question=Question(f"record:{key}", ""))
    assert (seen.key, seen.signal, asked) == (f"record:{key}", Signal.ALIVE, [url])


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((none, lost, lost, lost), Signal.MISSING),
        ((answer(410), answer(410), answer(410), answer(410)), Signal.MISSING),
        ((none, login, answer(200), login, answer(200)), Signal.BLOCKED),  # private, or never was
        ((none, answer(200)), Signal.ALIVE),  # a group, which is no project
        ((none, lost, lost, answer(200)), Signal.ALIVE),
        ((answer(200, b"<html>"), answer(200)), Signal.ALIVE),
        ((answer(301), answer(200)), Signal.ALIVE),
        ((answer(403),), Signal.BLOCKED),
        ((answer(429),), Signal.THROTTLED),
        ((answer(500), found), Signal.ALIVE),
        ((answer(500), answer(502)), Signal.SERVER_ERROR),
        ((failure(FailureKind.TIMEOUT),) * 2, Signal.TIMEOUT),
    ],
)
def test_everything_else(replies: tuple[Reply, ...], signal: Signal) -> None:
    """Dead is what API and page deny; a login says nothing."""
    assert look(*replies)[0].signal is signal


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the record."""
    assert look(failure(kind))[0].signal in OURS
