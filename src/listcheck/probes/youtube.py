"""Videos and playlists on YouTube, whose pages are there for dead ids, too.

Source: https://oembed.com and what YouTube's endpoint answers: JSON for a public video, 404 in
plain words for none, 401 where embedding is switched off or the video is private, 403 for private
ones, 400 for what it cannot read (lycheeverse/lychee#214, ruby-oembed/ruby-oembed#79,
iamcal/oembed#847). The thumbnail is the second source, as it is for lychee: private videos have
none for strangers, and it outlives its video for a while.
"""

import json
from collections.abc import Generator
from urllib.parse import quote

from listcheck.exchange import Answer, Reply, Request, ask, status_of
from listcheck.model import Flow, Lookup, Signal
from listcheck.probes import authority
from listcheck.probes.authority import Seeing, Talk
from listcheck.probes.question import Question, one_by_one
from listcheck.settings import Settings

_OEMBED = "https://www.youtube.com/oembed?format=json&url="
_THUMBNAIL = "https://img.youtube.com/vi/{}/0.jpg"
_READ = 1 << 16
_WHO = "YouTube"
_PAGES = {
    "video": "https://www.youtube.com/watch?v={}",
    "playlist": "https://www.youtube.com/playlist?list={}",
}
_REFUSED = "YouTube shows it to nobody outside ({}): private, or not to be embedded"
_DENIED = "YouTube says that there is no such"
_UNTOLD = "what YouTube answers ({}) does not tell"


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each video or playlist."""
    return one_by_one(flow, questions, settings)


def flow(question: Question, settings: Settings) -> Flow:
    """Ask whether one video, or playlist, can be seen."""
    return ((yield from _asked(Talk(question, settings))),)


def _asked(talk: Talk) -> Seeing:
    kind, _, name = talk.question.name.partition("/")
    url = _OEMBED + quote(_PAGES[kind].format(name), safe="")
    request = Request("GET", url, authority.JSON, read=_READ)
    reply = yield from authority.asked(talk, request)
    status = status_of(reply)
    if status == 200 and _is_described(reply):
        return authority.seen(talk, Signal.ALIVE, "answers")
    if status not in (200, 400, 401, 403, 404):
        return authority.silent(talk, reply, _WHO)
    shown = (yield from _has_thumbnail(talk, name)) if kind == "video" else None
    if status == 404 and _says(reply, b"Not Found"):
        if shown is False:
            return authority.seen(talk, Signal.MISSING, "YouTube has no such video")
        return authority.seen(talk, Signal.UNKNOWN, f"{_DENIED} {kind}, and nothing else says so")
    if shown:
        return authority.seen(talk, Signal.ALIVE, "its thumbnail is there")
    if status in (401, 403):
        return authority.seen(talk, Signal.BLOCKED, _REFUSED.format(status))
    return authority.seen(talk, Signal.UNKNOWN, _UNTOLD.format(status))


def _has_thumbnail(talk: Talk, name: str) -> Generator[Request, Reply, bool | None]:
    """Whether there is a picture of a video, None where that is not told."""
    reply = yield from ask(Request("HEAD", _THUMBNAIL.format(name), late=True), talk.trail)
    return {200: True, 404: False}.get(status_of(reply) or 0)


def _says(reply: Reply, words: bytes) -> bool:
    return isinstance(reply, Answer) and reply.body.strip() == words


def _is_described(reply: Reply) -> bool:
    """Whether it is a description: for what is private, 200 was seen with a word in its body."""
    try:
        found = json.loads(reply.body) if isinstance(reply, Answer) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "title" in found
