"""The issue itself: found, opened, edited, closed and opened again, as flows.

It is found by marker and author over all pages. Two runs at the same time may open two: each looks
again after that, and the one that came second takes its own back.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from listcheck.github import lines
from listcheck.github.calls import Place, Talk, TroubleError, call, pages
from listcheck.github.dashboard.boxes import FIX, RECHECK, named, ticked
from listcheck.github.dashboard.hands import Desk, honoured
from listcheck.github.dashboard.page import KIND
from listcheck.github.dashboard.step import Occasion, Standing, Step, step
from listcheck.github.marking import ours
from listcheck.github.replies import number as number_in
from listcheck.result import Result

TITLE = "List health"
_UNFIT = 422  # what GitHub says to a text that is too long for it


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of it: the issue's number, None where none is needed, and what is wished for.

    `written`: something was written. `ignored`: a box was ticked by somebody who may not, or
    nobody can tell by whom.
    """

    number: int | None
    written: bool = False
    recheck: bool = False
    fixes: tuple[str, ...] = ()
    ignored: bool = False


def keep(desk: Desk, result: Result, of: str = "", log: str = "") -> Talk[Kept]:
    """Write a result to the dashboard, if there is anything to write.

    Args:
        desk: where, and as whom.
        result: of a run over whole lists.
        of: tells several dashboards of a repository apart.
        log: the address of the run's log, or empty.

    Raises:
        TroubleError: GitHub does not take it.
    """
    issue = yield from _found(desk, of)
    body = _body(issue)
    is_open = issue is not None and issue.get("state") == "open"
    actions = frozenset[str]()
    if issue is not None and is_open:
        actions = yield from honoured(desk, issue["number"], body)
    run = Occasion(result, of, lines.files(desk.place, "HEAD"), log, actions)
    try:
        number, written = yield from _write(desk, issue, run)
    except TroubleError as trouble:
        if trouble.status != _UNFIT:
            raise
        number, written = yield from _write(desk, issue, replace(run, room=run.room // 2))
    ignored = is_open and bool(ticked(body)) and not actions
    return Kept(number, written, RECHECK in actions, named(actions, FIX), ignored)


def _write(
    desk: Desk, issue: dict[str, Any] | None, run: Occasion
) -> Talk[tuple[int | None, bool]]:
    """Write what there is to write: the number, and whether there was anything."""
    wanted = step(_standing(issue), run)
    if issue is None:
        number = (yield from _open(desk, run.of, wanted)) if wanted else None
        return number, wanted is not None
    if wanted is not None:
        yield from _change(desk.place, issue["number"], wanted)
    return int(issue["number"]), wanted is not None


def _standing(issue: dict[str, Any] | None) -> Standing | None:
    if issue is None:
        return None
    return Standing(_body(issue), "open" if issue.get("state") == "open" else "closed")


def _body(issue: dict[str, Any] | None) -> str:
    return str(issue.get("body") or "") if issue else ""


def _found(desk: Desk, of: str) -> Talk[dict[str, Any] | None]:
    """The oldest that is ours. Of others, that a run left behind, we take leave."""
    found = yield from _all(desk, of)
    for extra in found[1:]:
        if extra.get("state") == "open":
            with suppress(TroubleError):  # the next run does it
                yield from _take_back(desk.place, extra["number"], found[0]["number"])
    return found[0] if found else None


def _all(desk: Desk, of: str) -> Talk[list[dict[str, Any]]]:
    by = quote(desk.login, safe="")
    every = yield from pages(desk.place.url(f"issues?state=all&creator={by}"))
    issues = (one for one in every if isinstance(one, dict) and "pull_request" not in one)
    return [one for one in ours(issues, KIND, of, desk.login) if number_in(one, "number")]


def _open(desk: Desk, of: str, wanted: Step) -> Talk[int]:
    title = f"{TITLE}: {of}" if of else TITLE
    made = yield from call("POST", desk.place.url("issues"), {"title": title, "body": wanted.body})
    number = first = number_in(made, "number")
    with suppress(TroubleError):  # it stands there all the same, and the next run looks again
        found = yield from _all(desk, of)
        first = min((int(one["number"]) for one in found), default=number)
        if first < number:
            yield from _take_back(desk.place, number, first)
    return min(first, number)


def _change(place: Place, number: int, wanted: Step) -> Talk[None]:
    payload: dict[str, Any] = {"body": wanted.body}
    if wanted.state is not None:
        payload |= {"state": wanted.state, "state_reason": _REASONS[wanted.state]}
    yield from call("PATCH", place.url(f"issues/{number}"), payload)


_REASONS = {"open": "reopened", "closed": "completed"}


def _take_back(place: Place, number: int, first: int) -> Talk[None]:
    """Close one that was opened beside another; without a marker it is no dashboard any more."""
    words = f"This was opened twice at the same time. The dashboard is #{first}.\n"
    payload = {"body": words, "state": "closed", "state_reason": "not_planned"}
    yield from call("PATCH", place.url(f"issues/{number}"), payload)
