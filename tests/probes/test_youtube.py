"""Videos: what oEmbed says, and the thumbnail as the second source."""

import pytest

from listcheck.exchange import FailureKind, Reply
from listcheck.model import Observation, Signal
from listcheck.probes import youtube
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import OURS
from probes.driving import ENDINGS, answer, drive, failure

VIDEO = Question("youtube:video/0123456789a", "https://youtu.be/0123456789a")
PLAYLIST = Question("youtube:playlist/PL0123456789abcdef", "")
described = answer(200, {"title": "A Talk", "type": "video"}, content_type="application/json")
none = answer(404, b"Not Found")
lost = answer(404)


def look(*replies: Reply, question: Question = VIDEO) -> tuple[Observation, list[str]]:
    (seen,), asked = drive(youtube.flow(question, Settings()), replies)
    assert len(seen.trail) == len(asked)
    return seen, [f"{'|' if one.late else ''}{one.method} {one.url}" for one in asked]


def test_alive() -> None:
    """A description is one request."""
    seen, asked = look(described)
    assert (seen.key, seen.signal) == (VIDEO.key, Signal.ALIVE)
    video = "https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D0123456789a"
    assert asked == [f"GET https://www.youtube.com/oembed?format=json&url={video}"]


def test_gone() -> None:
    """YouTube knows no such video, and late in the run its thumbnail is gone as well."""
    seen, asked = look(none, lost)
    assert (seen.signal, asked[1:]) == (
        Signal.MISSING,
        ["|HEAD https://img.youtube.com/vi/0123456789a/0.jpg"],
    )


@pytest.mark.parametrize(
    ("replies", "signal"),
    [
        ((none, answer(200)), Signal.UNKNOWN),
        ((none, failure(FailureKind.TIMEOUT)), Signal.UNKNOWN),
        ((answer(404, b"<h1>Not Found</h1>"), lost), Signal.UNKNOWN),
        ((answer(400, b"Bad Request"), lost), Signal.UNKNOWN),
        ((answer(200, b"Forbidden"), lost), Signal.UNKNOWN),
        ((answer(200, []), answer(503)), Signal.UNKNOWN),
        ((answer(401, b"Unauthorized"), lost), Signal.BLOCKED),
        ((answer(403, b"Forbidden"), failure(FailureKind.TIMEOUT)), Signal.BLOCKED),
        ((answer(429),), Signal.THROTTLED),
        ((answer(503), described), Signal.ALIVE),
        ((answer(503), answer(503)), Signal.SERVER_ERROR),
        ((failure(FailureKind.TLS),) * 2, Signal.TLS),
    ],
)
def test_not_told(replies: tuple[Reply, ...], signal: Signal) -> None:
    """Private, not to be embedded, or no answer of oEmbed's own: not known."""
    assert look(*replies)[0].signal is signal


@pytest.mark.parametrize("status", [400, 401, 403])
def test_not_to_be_embedded(status: int) -> None:
    """What oEmbed refuses and what has a thumbnail can be watched at YouTube."""
    seen, asked = look(answer(status), answer(200))
    assert (seen.signal, len(asked)) == (Signal.ALIVE, 2)


def test_playlists() -> None:
    """They have no thumbnail to ask for: alive, or not known."""
    assert look(described, question=PLAYLIST)[0].signal is Signal.ALIVE
    assert look(none, question=PLAYLIST)[0].signal is Signal.UNKNOWN
    assert look(answer(401), question=PLAYLIST)[0].signal is Signal.BLOCKED


@pytest.mark.parametrize("kind", ENDINGS)
def test_our_own_trouble(kind: FailureKind) -> None:
    """What is about us is not remembered of the video."""
    (lookup,) = youtube.lookups((VIDEO,), Settings())
    (seen,), _ = drive(lookup.start(), [failure(kind)])
    assert seen.signal in OURS
