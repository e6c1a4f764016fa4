"""What is written to the dashboard, from run to run."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from github import dashboard_made as made
from github.dashboard_made import FILES, finding, fix, link, result
from listcheck.github.dashboard import memory
from listcheck.github.dashboard.memory import MOST, Memory
from listcheck.github.dashboard.step import RENEWED_DAYS, Occasion, Standing, State, step
from listcheck.result import Result
from listcheck.states import OFFLINE

DARK = "301 of 302 links could not be checked: no route"


@dataclass
class Board:
    """An issue, and what a run after the other writes to it."""

    body: str = ""
    state: State | None = None
    writes: int = 0
    said: list[str] = field(default_factory=list)

    def run(self, told: Result, *actions: str) -> str:
        """What a run did: nothing, opened, edited, closed, reopened."""
        standing = Standing(self.body, self.state) if self.state else None
        wanted = step(standing, Occasion(told, "", FILES, "", frozenset(actions)))
        if wanted is None:
            return "nothing"
        did = "opened" if self.state is None else "edited"
        did = {"open": "reopened", "closed": "closed"}.get(wanted.state or "", did)
        self.body, self.state = wanted.body, wanted.state or self.state or "open"
        return did

    @property
    def kept(self) -> Memory:
        found = memory.read(self.body)
        assert found is not None
        return found


def first(*names: str, day: str = made.DAY, **more: Any) -> Result:
    """A run that finds these dead."""
    since = {name: made.at(day if name.startswith("new") else made.DAY) for name in names}
    return result(*(finding(one, first_seen=since[one]) for one in names), day=day, **more)


def test_a_life() -> None:
    """Opened with the first finding, edited, closed with the last, reopened after."""
    board = Board()
    assert board.run(first()) == "nothing"
    assert board.run(first("a")) == "opened"
    assert board.run(first("a", day="2026-03-02")) == "nothing"
    assert board.run(first("a", "b", day="2026-03-03")) == "edited"
    assert board.run(first("b", day="2026-03-04")) == "edited"
    assert board.run(first(day="2026-03-05")) == "closed"
    assert board.body.count("**All good.**") == 1
    assert board.run(first(day="2026-05-05")) == "nothing"
    assert board.run(first("new", day="2026-05-06")) == "reopened"
    assert "**1 error, 1 of them new since 2026-03-05.**" in board.body


@pytest.mark.parametrize(
    "change",
    [
        {"new": False},
        {"first_seen": "2026-02-01T12:00:00Z"},
        {"message": "leads nowhere: not found (404); failing since 2026-02-20, not yet confirmed "
                    "(dead on 2 days)"},
        {"evidence": []},
        {"observed": 1235},
        {"claimed": 5},
    ],
)  # fmt: skip
def test_the_same_findings_write_nothing(change: dict[str, Any]) -> None:
    """Times and counts are no news."""
    board = Board()
    board.run(result(finding("a")))
    again = finding("a").model_copy(update=change)
    older = link("a", failures=9, checked_at=made.at("2026-03-02"), confirmations=5)
    assert board.run(result(again, links=[older], day="2026-03-02")) == "nothing"


def test_a_star_more_writes_nothing() -> None:
    """Though another number is to be written."""
    board = Board()
    drift = finding("a", "stars-drift", severity="info", message="says 10, has 90", fix=fix("90"))
    board.run(result(drift))
    more = drift.model_copy(update={"message": "says 10, has 91", "fix": fix("91")})
    assert board.run(result(more, day="2026-03-02")) == "nothing"
    less = drift.model_copy(update={"rule": "count-drift"})
    board.run(result(less))
    more = less.model_copy(update={"fix": fix("91")})
    assert board.run(result(more, day="2026-03-02")) == "edited"


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"location": made.place(4)}, {}),
        ({"severity": "warning"}, {}),
        ({"message": "leads nowhere: the name does not exist"}, {}),
        ({"fix": fix()}, {}),
        ({}, {"confirmed": False}),
    ],
)
def test_other_findings_are_written(change: dict[str, Any], more: dict[str, Any]) -> None:
    board = Board()
    board.run(result(finding("a")))
    other = finding("a").model_copy(update=change)
    assert board.run(result(other, links=[link("a", **more)], day="2026-03-02")) == "edited"


def test_what_could_not_be_checked_is_written_but_opens_nothing() -> None:
    """Nor does it keep the issue open."""
    away = [link("slow", "unverified", status=None, reason="no answer in time")]
    unverified = finding("slow", "unverified-link", severity="info")
    board = Board()
    assert board.run(result(unverified, links=away)) == "nothing"
    board.run(first("a"))
    assert board.run(result(finding("a"), unverified, links=away)) == "edited"
    assert board.run(result(unverified, links=away, day="2026-03-02")) == "closed"
    assert "Nothing wrong found, but not everything could be checked" in board.body
    assert board.run(result(unverified, day="2026-03-03")) == "nothing"


@pytest.mark.parametrize(
    ("days", "done"), [(RENEWED_DAYS - 1, "nothing"), (RENEWED_DAYS, "edited")]
)
def test_the_date_is_renewed(days: int, done: str) -> None:
    """About once a week, so that silence is seen."""
    board = Board()
    board.run(first("a"))
    assert board.run(first("a", day=f"2026-03-{1 + days:02}")) == done
    assert (f"Last run: 2026-03-{1 + days:02}" in board.body) is (done == "edited")


def test_a_person_who_closes_it_is_heeded() -> None:
    """Until there is something new."""
    board = Board()
    board.run(first("a", "b"))
    board.state = "closed"
    assert board.run(first("a", "b", day="2026-04-01")) == "nothing"
    assert board.run(first("a", day="2026-04-02")) == "nothing"
    # A store that was lost takes all for new.
    assert (
        board.run(result(finding("a", first_seen=made.at("2026-04-03")), day="2026-04-03"))
        == "nothing"
    )
    assert board.run(first("a", "new", incomplete=DARK, day="2026-04-04")) == "nothing"
    assert board.run(first("a", "new", day="2026-04-05")) == "reopened"


def test_what_a_person_closed_and_mended_may_come_again() -> None:
    board = Board()
    board.run(first("a"))
    board.state = "closed"
    assert board.run(first(day="2026-03-02")) == "edited"
    assert (board.state, board.kept.shown) == ("closed", {})
    assert board.run(first("a", day="2026-03-03")) == "reopened"


# --- runs that could not see ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (first(incomplete=DARK), DARK),
        (first(links=[link("x", "skipped", reason=OFFLINE)]), "nobody was asked"),
        (first().model_copy(update={"links": []}), "there was nothing to check"),
    ],
)
def test_an_incomplete_run_closes_and_drops_nothing(told: Result, why: str) -> None:
    """It says so once, and keeps what is known."""
    board = Board()
    board.run(first("a", "b"))
    entries = board.body[board.body.index("### Errors (2)") :]
    dark = told.model_copy(update={"started_at": made.at("2026-03-02")})
    assert board.run(dark) == "edited"
    assert board.body.endswith(entries)
    assert "Last run: 2026-03-02. " in board.body
    assert f"**Incomplete:** `{why}" in board.body
    assert "What stands below is of 2026-03-01, and none of it was dropped." in board.body
    assert board.run(dark) == "nothing"
    later = dark.model_copy(update={"started_at": made.at("2026-03-08")})
    assert board.run(later) == "edited"
    assert board.run(first("a", "b", day="2026-03-09")) == "edited"
    assert "Incomplete" not in board.body


def test_an_incomplete_run_that_found_others_says_how_many() -> None:
    board = Board()
    board.run(first("a", "b"))
    assert board.run(first("a", "c", "d", day="2026-03-02", incomplete=DARK)) == "edited"
    assert "It found 2 things more, in its log." in board.body
    assert "`c`" not in board.body


def test_an_incomplete_run_that_found_all_again_adds_to_it() -> None:
    """Else a list that is too long for its deadline would never have news."""
    board = Board()
    assert board.run(first("a", incomplete=DARK)) == "opened"
    assert f"**Incomplete:** `{DARK}`. There may be more than stands here." in board.body
    assert board.run(first("a", incomplete=DARK, day="2026-03-02")) == "nothing"
    assert board.run(first("a", "new", incomplete=DARK, day="2026-03-03")) == "edited"
    assert "### New (1)" in board.body
    assert board.run(first("a", "new", day="2026-03-04")) == "edited"
    assert board.run(first(incomplete=DARK, day="2026-03-05")) == "edited"
    assert board.state == "open"


def test_an_incomplete_run_does_not_know_what_was_left_out() -> None:
    """What there was no room for might be missing from it."""
    board = Board()
    names = [f"a{at}{'x' * 200}" for at in range(500)]
    board.run(first(*names))
    assert board.kept.left > 0
    shown = [one for one in names if one in board.body]
    assert board.run(first(*shown, incomplete=DARK, day="2026-03-02")) == "edited"
    assert "What stands below is of 2026-03-01" in board.body


def test_an_incomplete_run_opens_again_what_was_clean() -> None:
    board = Board()
    board.run(first("a"))
    board.run(first(day="2026-03-02"))
    assert board.run(first(incomplete=DARK, day="2026-03-03")) == "nothing"
    assert board.run(first("new", incomplete=DARK, day="2026-03-03")) == "reopened"


@pytest.mark.parametrize(
    ("old", "new", "done"),
    [
        ("<!-- listcheck:run -->", "", "nothing"),
        ('"left":0', '"left":"x"', "edited"),
        ("<!-- listcheck:memory", "<!-- listcheck:memo", "edited"),
        ("hash=", "mash=", "edited"),
    ],
)
def test_a_text_that_is_not_as_we_wrote_it(old: str, new: str, done: str) -> None:
    """A run in the dark leaves it alone, one that saw all writes it anew if its memory is gone."""
    board = Board()
    board.run(first("a", "b"))
    board.body = board.body.replace(old, new)
    other = Board(board.body, "open")
    if old != "hash=":
        assert other.run(first(incomplete=DARK, day="2026-03-02")) == "nothing"
    assert board.run(first("a", "b", day="2026-03-02")) == done


# --- boxes ---------------------------------------------------------------------------------------


def test_a_box_that_was_heeded_is_empty_again() -> None:
    board = Board()
    board.run(first("a"))
    board.body = board.body.replace("- [ ] <!-- listcheck:recheck", "- [x] <!-- listcheck:recheck")
    assert board.run(first("a")) == "nothing"
    assert board.run(first("a"), "recheck") == "edited"
    assert "[x]" not in board.body
    board.body = board.body.replace("[ ]", "[x]")
    assert board.run(first(incomplete=DARK), "recheck") == "edited"
    assert "[x]" not in board.body


def test_what_is_put_off_in_the_dark_is_remembered() -> None:
    """The text stays as it is, until a run sees all."""
    board = Board()
    board.run(first("a", "b"))
    assert board.run(first(incomplete=DARK, day="2026-03-02"), "snooze error") == "edited"
    assert "### Errors (2)" in board.body
    assert board.run(first("a", "b", day="2026-03-03")) == "closed"
    assert "Until 2026-04-01." in board.body


def test_snooze() -> None:
    """What stood in the section is put off, and only that; after thirty days it is back."""
    board = Board()
    board.run(first("a", "b"))
    assert board.run(first("a", "b", day="2026-03-02"), "snooze error") == "closed"
    assert "**Nothing is left to do. 2 put off.**" in board.body
    assert "<details><summary>Put off (2)</summary>\n\nUntil 2026-04-01.\n" in board.body
    assert board.run(first("a", "b", day="2026-03-03")) == "nothing"
    assert board.run(first("a", "b", "new", day="2026-03-04")) == "reopened"
    assert "**1 error, 1 of them new since 2026-03-02. 2 put off.**" in board.body
    assert board.run(first("b", "new", day="2026-03-05")) == "edited"
    assert [*map(len, board.kept.snoozed.values())] == [1]
    assert board.run(first("b", "new", day="2026-04-01")) == "edited"  # renewed
    assert board.run(first("b", "new", day="2026-04-02")) == "edited"
    assert "put off" not in board.body.partition("Kept by")[0].replace("Put off what", "")
    assert "### Errors (2)" in board.body


def test_no_more_is_put_off_than_there_is_room_for() -> None:
    """Whatever somebody writes into the memory; what comes beyond stays in sight."""
    board = Board()
    board.run(first("a"))
    forged = {"error": ["0" * 10] * 3000 + board.kept.shown["error"]}
    board.body = memory.replaced(board.body, board.kept.model_copy(update={"shown": forged}))
    dark = Board(board.body, "open")
    assert board.run(first("a", day="2026-03-02"), "snooze error") == "edited"
    assert "### Errors (1)" in board.body
    dark.run(first(incomplete=DARK, day="2026-03-02"), "snooze error")
    assert len(dark.kept.snoozed["2026-04-01"]) == MOST


def test_two_dashboards_know_each_other_not() -> None:
    wanted = step(None, Occasion(first("a"), "one--> @x", FILES))
    assert wanted is not None
    assert wanted.body.startswith("<!-- listcheck:dashboard id=one%2D%2D%3E%20%40x hash=")
