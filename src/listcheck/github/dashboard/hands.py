"""Whose hands ticked a box: it counts only from people who may write to the repository.

GitHub lets nobody else edit the issue of a bot, in general; it is asked all the same, since what a
box sets off writes to the repository. Where it cannot be told who it was, no box counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from listcheck.github.calls import Place, Talk, TroubleError, call
from listcheck.github.dashboard.boxes import ticked

MOST_EDITORS = 5  # since our own last edit; among more hands nobody can tell whose it was
_MAY = ("ADMIN", "MAINTAIN", "WRITE")

# Both ends, since no description says at which the newest stand.
_EDITS = """\
query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      first: userContentEdits(first: 50) { totalCount nodes { ...edit } }
      last: userContentEdits(last: 50) { nodes { ...edit } }
    }
  }
}
fragment edit on UserContentEdit { id editedAt editor { login } }"""
_PERMISSION = """\
query($owner: String!, $name: String!, $login: String!) {
  repository(owner: $owner, name: $name) {
    collaborators(query: $login, first: 100) { edges { permission node { login } } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where we write, under which login, and what set off the run.

    `event` and `payload` are those of the workflow, empty outside of one.
    """

    place: Place
    graphql: str
    login: str
    event: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def honoured(desk: Desk, number: int, body: str) -> Talk[frozenset[str]]:
    """The actions of an issue's ticked boxes that were ticked by people who may.

    Raises:
        TroubleError: GitHub is out of order. What is written then would empty the boxes, and the
            wish be lost.
    """
    found = ticked(body)
    here = _told(desk.payload, "issue", "number") == number and desk.event == "issues"
    mine = wished(desk.payload, found) if here else frozenset()
    sender = str(_told(desk.payload, "sender", "login") or "")
    counts = mine if mine and (yield from _may(desk, sender)) else frozenset()
    # Of two edits in a row, GitHub may drop the run of the first.
    if (rest := found - mine) and (yield from _all_may(desk, (yield from _editors(desk, number)))):
        counts |= rest
    return counts


def _all_may(desk: Desk, editors: tuple[str, ...] | None) -> Talk[bool]:
    for login in editors or ():
        if not (yield from _may(desk, login)):
            return False
    return bool(editors)


def wished(payload: Mapping[str, Any], now: frozenset[str]) -> frozenset[str]:
    """Those of the ticked boxes that the edit of an event has ticked.

    What was ticked before, and what is ticked since, is somebody else's.
    """
    after, before = _told(payload, "issue", "body"), _told(payload, "changes", "body", "from")
    if not isinstance(before, str):
        return frozenset()
    return (now & ticked(after) if isinstance(after, str) else now) - ticked(before)


def _editors(desk: Desk, number: int) -> Talk[tuple[str, ...] | None]:
    """Everybody who edited the text since we did; None where that cannot be told."""
    asked = yield from _ask(desk, _EDITS, {"number": number})
    issue = _told(asked, "repository", "issue")
    edits = {str(_told(one, "id")): one for end in _ENDS for one in _several(issue, end)}
    own = _bare(desk.login)
    each = [(str(_told(one, "editedAt")), str(_told(one, "editor", "login") or ""))
            for one in edits.values()]  # fmt: skip
    ours = max((at for at, login in each if _bare(login) == own), default="")
    if not ours and len(edits) != _told(issue, "first", "totalCount"):
        return None
    found = dict.fromkeys(login for at, login in each if at >= ours and _bare(login) != own)
    return tuple(found) if len(found) <= MOST_EDITORS else None


_ENDS = ("first", "last")


def _several(issue: Any, end: str) -> list[Any]:
    nodes = _told(issue, end, "nodes")
    return nodes if isinstance(nodes, list) else []


def _bare(login: str) -> str:
    """GraphQL writes the logins of apps without the `[bot]` that REST puts behind them."""
    return login.removesuffix("[bot]").lower()


def _may(desk: Desk, login: str) -> Talk[bool]:
    """Whether somebody may write to the repository; no for an account that is no more."""
    if not login or _bare(login) == _bare(desk.login):
        return False
    asked = yield from _ask(desk, _PERMISSION, {"login": login})
    edges = _told(asked, "repository", "collaborators", "edges")
    if not isinstance(edges, list):
        return (yield from _may_by_rest(desk, login))
    return any(
        str(_told(edge, "node", "login")).lower() == login.lower()
        and _told(edge, "permission") in _MAY
        for edge in edges
    )


def _may_by_rest(desk: Desk, login: str) -> Talk[bool]:
    """The same by REST, which tells it to tokens to which GraphQL does not show collaborators."""
    url = desk.place.url(f"collaborators/{quote(login, safe='')}/permission")
    try:
        told = yield from call("GET", url)
    except TroubleError as trouble:
        return _no(trouble)
    return _told(told, "permission") in ("admin", "write")  # maintainers are told as write


def _ask(desk: Desk, query: str, variables: dict[str, Any]) -> Talk[Any]:
    owner, _, name = desk.place.slug.partition("/")
    payload = {"query": query, "variables": {"owner": owner, "name": name, **variables}}
    try:
        told = yield from call("POST", desk.graphql, payload)
    except TroubleError as trouble:
        _no(trouble)
        return None
    return _told(told, "data")


def _no(trouble: TroubleError) -> Literal[False]:
    if trouble.passing:
        raise trouble
    return False


def _told(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
