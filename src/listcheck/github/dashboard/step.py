"""What is to be written, if anything: decided by the issue as it stands and the result of a run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from listcheck.github import marking
from listcheck.github.dashboard import boxes, memory
from listcheck.github.dashboard.body import text
from listcheck.github.dashboard.boxes import SNOOZE
from listcheck.github.dashboard.content import content
from listcheck.github.dashboard.head import still
from listcheck.github.dashboard.memory import MOST, Memory
from listcheck.github.dashboard.page import LARGEST, SNOOZED_DAYS, Page
from listcheck.result import Result

# A rerun with the same findings writes nothing, but the date of the last run must not stand still
# for ever: a weekly run renews it each time, a daily one every sixth.
RENEWED_DAYS = 6
State = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The issue as it is."""

    body: str
    state: State = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """What to write: a text, and the state to put the issue in where that changes."""

    body: str
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What came of a run, and how it is told.

    `of` tells several dashboards of a repository apart; `files` is the address below which files
    are shown, `log` that of the run's log or empty; `actions` are the boxes that were ticked by
    people who may; `room` is how long a text may be, in characters.
    """

    result: Result
    of: str
    files: str
    log: str = ""
    actions: frozenset[str] = frozenset()
    room: int = LARGEST


def step(standing: Standing | None, run: Occasion) -> Step | None:
    """What to write to the issue, or a new one; None for nothing."""
    before = memory.read(standing.body) if standing else None
    off = _put_off(before, run)
    told = content(run.result, before, frozenset(_flat(off)), run.files)
    if not told.unseen:
        off = {until: kept for until, marks in off.items()
               if (kept := [one for one in marks if one in told.marks])}  # fmt: skip
    snoozed = tuple((until, tuple(marks)) for until, marks in sorted(off.items()))
    page = Page(run.of, run.result, told, run.log, before, snoozed, run.room)
    if standing is None:
        return Step(text(page)) if told.something else None
    if standing.state == "closed":
        return _closed(page)
    return (_unseeing if told.unseen else _open)(standing, page, run)


def _closed(page: Page) -> Step | None:
    """What a person closed stays closed until there is something that was not to be seen there.

    When we close it, no finding stands in it any more.
    """
    told, before = page.content, page.before
    if before is None or not before.shown:
        return Step(text(page), "open") if told.something else None
    if told.unseen:
        return None
    if told.something:
        return Step(text(page), "open") if told.sections["new"] else None
    return Step(text(page))


def _open(standing: Standing, page: Page, run: Occasion) -> Step | None:
    if not page.content.something:
        return Step(text(page), "closed")
    return None if _is_told(standing, page) and not run.actions else Step(text(page))


def _unseeing(standing: Standing, page: Page, run: Occasion) -> Step | None:
    """A run that could not see enough closes nothing and drops nothing."""
    before, told = page.before, page.content
    if before is None:
        return None
    if told.something and not before.left and before.marks <= told.marks:
        return None if _is_told(standing, page) and not run.actions else Step(text(page))
    if before.partial and not run.actions and not _is_old(before, run.result):
        return None
    body = still(standing.body, page, before, len(told.marks - before.marks))
    return Step(body) if body is not None else None


def _is_told(standing: Standing, page: Page) -> bool:
    """Whether the issue says all that already."""
    before, told = page.before, page.content
    if before is None or _is_old(before, page.result):
        return False
    return marking.read(standing.body) == page.mark and before.partial == bool(told.unseen)


def _is_old(before: Memory, result: Result) -> bool:
    last, this = _day(before.run), _day(result.started_at)
    return this - last >= timedelta(days=RENEWED_DAYS)


def _put_off(before: Memory | None, run: Occasion) -> dict[str, list[str]]:
    """The marks of findings that are put off, by the last day of that.

    What is put off is what stood in the section: what comes later is news.
    """
    if before is None:
        return {}
    today = _day(run.result.started_at)
    off = {until: list(marks) for until, marks in before.snoozed.items() if until >= str(today)}
    sections = boxes.named(run.actions, SNOOZE)
    wanted = [mark for name in sections for mark in before.shown.get(name, ())]
    room = MOST - len(_flat(off))
    if wanted:
        until = str(today + timedelta(days=SNOOZED_DAYS))
        off[until] = [*off.get(until, ()), *wanted[: max(room, 0)]]
    return off


def _flat(groups: Mapping[str, list[str]]) -> list[str]:
    return [mark for group in groups.values() for mark in group]


def _day(time: str) -> date:
    return date.fromisoformat(time[:10])
