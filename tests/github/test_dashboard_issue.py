"""The dashboard's issue: found, opened, edited, taken back."""

import json
from typing import Any

import pytest

from github.dashboard_made import FILES, finding, result
from github.talking import answer, drive
from listcheck.exchange import Reply
from listcheck.github.calls import Place, TroubleError
from listcheck.github.dashboard.hands import Desk
from listcheck.github.dashboard.issue import Kept, keep
from listcheck.github.dashboard.step import Occasion, step

BOT = "github-actions[bot]"
DESK = Desk(Place("owner/list"), "https://api.github.com/graphql", BOT)
ISSUES = "https://api.github.com/repos/owner/list/issues"
FOUND = result(finding("gone"))
OTHERS = result(finding("gone"), finding("more"))
CLEAN = result()


def body(told: Any = FOUND, of: str = "") -> str:
    wanted = step(None, Occasion(told, of, FILES))
    assert wanted is not None
    return wanted.body


def issue(number: int, text: str | None = None, **more: Any) -> dict[str, Any]:
    made = {"number": number, "id": number, "state": "open", "user": {"login": BOT},
            "body": text if text is not None else body(),
            "created_at": f"2026-01-{number:02}"}  # fmt: skip
    return {**made, **more}


def listing(*issues: dict[str, Any]) -> Reply:
    return answer(list(issues))


def test_it_is_opened() -> None:
    replies = [listing(), answer(issue(7), 201), listing(issue(7))]
    kept, asked = drive(keep(DESK, FOUND, "web"), replies)
    assert kept == Kept(7, written=True)
    assert [one.method for one in asked] == ["GET", "POST", "GET"]
    assert asked[0].url == f"{ISSUES}?state=all&creator=github-actions%5Bbot%5D&per_page=100"
    told = json.loads(asked[1].body)
    assert told["title"] == "List health: web"
    assert told["body"].startswith("<!-- listcheck:dashboard id=web hash=")


@pytest.mark.parametrize(
    "other",
    [
        issue(3, user={"login": "eve"}),
        issue(3, user=None),
        issue(3, f"x\n{body()}"),
        issue(3, body(of="web")),
        issue(3, body().replace("dashboard", "comment", 1)),
        issue(3, pull_request={}),
        issue(3, "", title="List health"),
    ],
)
def test_what_is_not_ours_is_left_alone(other: dict[str, Any]) -> None:
    """Neither title nor label, neither a marker without the author nor the reverse."""
    replies = [listing(other), answer(issue(7), 201), listing(other, issue(7))]
    assert drive(keep(DESK, FOUND), replies)[0].number == 7
    assert drive(keep(DESK, CLEAN), [listing(other)])[0] == Kept(None)


def test_nothing_is_written_twice() -> None:
    """By many pages as well."""
    first = answer([issue(1, "x")] * 100, link=f'<{ISSUES}?page=2>; rel="next"')
    kept, asked = drive(keep(DESK, FOUND), [first, listing(issue(7))])
    assert (kept, len(asked)) == (Kept(7), 2)


@pytest.mark.parametrize(
    ("told", "state", "payload"),
    [
        (OTHERS, "open", {}),
        (CLEAN, "open", {"state": "closed", "state_reason": "completed"}),
    ],
)
def test_one_write(told: Any, state: str, payload: dict[str, str]) -> None:
    kept, asked = drive(keep(DESK, told), [listing(issue(7, state=state)), answer(issue(7))])
    sent = json.loads(asked[1].body)
    assert (asked[1].method, asked[1].url, kept.written) == ("PATCH", f"{ISSUES}/7", True)
    assert sent.pop("body")
    assert sent == payload


def test_it_is_opened_again() -> None:
    closed = step_body(CLEAN)
    replies = [listing(issue(7, closed, state="closed")), answer(issue(7))]
    _, asked = drive(keep(DESK, FOUND), replies)
    assert json.loads(asked[1].body)["state"] == "open"
    assert json.loads(asked[1].body)["state_reason"] == "reopened"


def step_body(told: Any) -> str:
    _, asked = drive(keep(DESK, told), [listing(issue(7)), answer(issue(7))])
    return str(json.loads(asked[1].body)["body"])


def test_the_second_of_two_is_taken_back() -> None:
    """Without its marker, so that it is never taken for the dashboard."""
    replies = [listing(), answer(issue(8), 201), listing(issue(7), issue(8)), answer(issue(8))]
    kept, asked = drive(keep(DESK, FOUND), replies)
    assert kept.number == 7
    sent = json.loads(asked[3].body)
    assert (asked[3].url, sent["state"], "listcheck" in sent["body"]) == (
        f"{ISSUES}/8", "closed", False,
    )  # fmt: skip
    replies = [listing(), answer(issue(7), 201), listing(issue(7), issue(8))]
    assert drive(keep(DESK, FOUND), replies)[0].number == 7


def test_what_a_run_left_behind_is_taken_back() -> None:
    kept, asked = drive(keep(DESK, FOUND), [listing(issue(8), issue(7)), answer(issue(8))])
    assert (kept.number, asked[1].url) == (7, f"{ISSUES}/8")


def test_what_is_too_long_is_sent_shorter() -> None:
    """Once; nobody knows for sure how GitHub counts."""
    many = result(*(finding(f"u{at}.html", key=str(at)) for at in range(500)))
    no = answer({"message": "Validation Failed"}, 422)
    replies = [listing(), no, answer(issue(7), 201), listing(issue(7))]
    kept, asked = drive(keep(DESK, many), replies)
    assert kept == Kept(7, written=True)
    first, second = (len(json.loads(one.body)["body"]) for one in asked[1:3])
    assert 50_000 < first <= 60_000
    assert 25_000 < second <= 30_000
    with pytest.raises(TroubleError):
        drive(keep(DESK, many), [listing(), no, no])


@pytest.mark.parametrize("status", [401, 403, 404, 502])
def test_trouble(status: int) -> None:
    with pytest.raises(TroubleError) as told:
        drive(keep(DESK, FOUND), [listing(), answer({"message": "no"}, status)])
    assert told.value.status == status
