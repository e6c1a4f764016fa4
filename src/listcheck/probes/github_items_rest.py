"""What REST says of issues, releases, commits and their like: there, missing, or not told.

It is believed to deny something only of a public repository, and where it answers for something of
the same kind that exists: else it is the token that may not see it, or a tracker that is switched
off.

Sources: https://docs.github.com/en/rest/issues/issues#get-an-issue (301 of an issue that was
transferred, 410 of one that was deleted, or where issues are switched off), /git/refs, /commits,
/releases and /milestones there. Issues that were made discussions until the end of 2021 are gone
from both APIs, and their pages lead to the discussion of the same number (maniac103/GitHubSdk#5).
"""

from collections.abc import Generator
from dataclasses import dataclass
from urllib.parse import quote

from pydantic import ValidationError

from listcheck.exchange import Answer, Exchange, Failure, Reply, Request, ask, status_of
from listcheck.model import Part, Signal
from listcheck.probes import github_items as items
from listcheck.probes.github_payloads import RestError, RestRelease
from listcheck.probes.github_replies import of_error, of_failure, request
from listcheck.settings import REST_HEADERS, Services
from listcheck.urls import within

Asking = Generator[Request, Reply, Part]

_MAY_NOT = "the repository is alive; GitHub's API answers for none of this kind there"
_LONG = 1 << 21  # bytes of a release with many files
_REDIRECTS = frozenset({301, 302, 307, 308})
_DENIALS = frozenset({404, 410, 422})  # 422: git knows no such commit


@dataclass(frozen=True, slots=True)
class Home:
    """The repository in which something is looked for."""

    name: str
    branch: str | None
    is_public: bool
    services: Services


def look(home: Home, part: str, trail: list[Exchange]) -> Asking:
    """What REST alone says: twice, where it denies."""
    kind, _, value = part.partition(":")
    if kind == "asset":
        return (yield from _asset(home, value, trail))
    if kind not in items.ITEMS or not items.ITEMS[kind].rest:
        return Part(Signal.UNKNOWN, items.NOT_ASKED)
    first = yield from _asked(home, part, trail)
    if first.signal is not Signal.MISSING:
        return first
    return (yield from confirm(home, part, trail, late=True))


def confirm(home: Home, part: str, trail: list[Exchange], *, late: bool = False) -> Asking:
    """What REST says of something that was denied once already."""
    found = yield from _asked(home, part, trail, late=late)
    if found.signal is not Signal.MISSING:
        return found
    return (yield from _controlled(home, items.ITEMS[part.partition(":")[0]].control, found, trail))


def _asked(home: Home, part: str, trail: list[Exchange], *, late: bool = False) -> Asking:
    kind, _, value = part.partition(":")
    path = items.ITEMS[kind].rest.format(quote(value, safe="/"))
    reply = yield from ask(_request(home, path, late=late), trail)
    if isinstance(reply, Answer) and reply.status in _REDIRECTS:
        return (yield from _transferred(home, reply, trail))
    return _understood(home, part, reply)


def _transferred(home: Home, reply: Answer, trail: list[Exchange]) -> Asking:
    """An issue that was moved to another repository, to which its page leads."""
    url = within(home.services.github_api, reply.headers.get("location", ""))
    if url is not None:
        asked = Request("GET", url, REST_HEADERS, credential="github", configured=True)
        if status_of((yield from ask(asked, trail))) == 200:
            return Part(Signal.ALIVE, "moved to another repository")
    return Part(Signal.UNKNOWN, "moved to another repository, where it is not shown")


def _understood(home: Home, part: str, reply: Reply) -> Part:
    has_token = home.services.token is not None
    if isinstance(reply, Failure):
        return Part(*of_failure(reply, has_token=has_token))
    if reply.status == 200 and reply.body.lstrip()[:1] == b"{":
        return Part(Signal.ALIVE)
    if reply.status == 410 and "disabled" in _message(reply).lower():
        return Part(Signal.UNKNOWN, "the repository is alive, and its issues are switched off")
    if reply.status in _DENIALS:
        return items.gone(part) if home.is_public else Part(Signal.UNKNOWN, _MAY_NOT)
    return Part(*of_error(reply, items.ITEMS[part.partition(":")[0]].name, has_token=has_token))


def _message(reply: Answer) -> str:
    try:
        return RestError.model_validate_json(reply.body).message
    except ValidationError:
        return ""


def _controlled(home: Home, control: str, found: Part, trail: list[Exchange]) -> Asking:
    """A denial, if REST answers for the likes of it."""
    if "{branch}" in control and not home.branch:
        return Part(Signal.UNKNOWN, _MAY_NOT)
    path = control.format(branch=quote(home.branch or "", safe="/"))
    reply = yield from ask(_request(home, path), trail)
    return found if status_of(reply) == 200 else Part(Signal.UNKNOWN, _MAY_NOT)


def _request(home: Home, path: str, *, late: bool = False) -> Request:
    return request(home.services, f"/repos/{quote(home.name, safe='/')}/{path}", late=late)


# --- files of releases ---------------------------------------------------------------------------


def _asset(home: Home, value: str, trail: list[Exchange]) -> Asking:
    """A file of a release, by the list of them; a second look where it is not in it."""
    found = yield from _listed(home, value, trail)
    if found.signal is Signal.MISSING:
        found = yield from _listed(home, value, trail, late=True)
    if found.signal is not Signal.MISSING:
        return found
    return (yield from _controlled(home, "releases?per_page=1", found, trail))


def _listed(home: Home, value: str, trail: list[Exchange], *, late: bool = False) -> Asking:
    tag, _, name = value.rpartition("/")
    asked = _request(home, f"releases/tags/{quote(tag, safe='/')}", late=late)
    reply = yield from ask(asked._replace(read=_LONG), trail)
    if status_of(reply) != 200:
        return _understood(home, "release:", reply)
    names = _names(reply) if isinstance(reply, Answer) else None
    if names is None:
        return Part(Signal.UNKNOWN, items.NOT_SHOWN)
    if name.casefold() in names:
        return Part(Signal.ALIVE)
    return Part(Signal.MISSING, "the release is there and has no such file")


def _names(reply: Answer) -> frozenset[str] | None:
    """The names of a release's files, None where the reply is no release."""
    try:
        release = RestRelease.model_validate_json(reply.body)
    except ValidationError:
        return None
    return frozenset(asset.name.casefold() for asset in release.assets)
