"""Whose hands ticked a box."""

import json
from typing import Any

import pytest

from github.talking import answer, drive
from listcheck.exchange import Failure, FailureKind, Reply
from listcheck.github.calls import Place, TroubleError
from listcheck.github.dashboard.boxes import box
from listcheck.github.dashboard.hands import MOST_EDITORS, Desk, honoured

BOT = "github-actions[bot]"
EMPTY = box("recheck", "a") + box("fix links", "b")
TICKED = EMPTY.replace("- [ ] <!-- listcheck:fix", "- [x] <!-- listcheck:fix")
BOTH = EMPTY.replace("[ ]", "[x]")


def desk(event: str = "", **payload: Any) -> Desk:
    return Desk(Place("owner/list"), "https://api.github.com/graphql", BOT, event, payload)


def edited(sender: str, before: str | None = EMPTY, number: int = 4) -> Desk:
    """The run that somebody's edit set off."""
    changes = {"body": {"from": before}} if before is not None else {"title": {"from": "x"}}
    return desk("issues", issue={"number": number}, sender={"login": sender}, changes=changes)


def edits(*logins: str | None, total: int | None = None) -> Reply:
    """The edits of the text, the oldest first."""
    nodes = [
        {
            "id": str(at),
            "editedAt": f"2026-03-{at:02}T12:00:00Z",
            "editor": login and {"login": login},
        }
        for at, login in enumerate(logins, start=1)
    ]
    ends = {"first": {"totalCount": len(nodes) if total is None else total, "nodes": nodes[::-1]},
            "last": {"nodes": nodes}}  # fmt: skip
    return answer({"data": {"repository": {"issue": ends}}})


def may(login: str, permission: str) -> Reply:
    edges = [{"permission": permission, "node": {"login": login}}]
    return answer({"data": {"repository": {"collaborators": {"edges": edges}}}})


HIDDEN = answer({"data": {"repository": {"collaborators": None}},
                 "errors": [{"type": "FORBIDDEN"}]})  # fmt: skip


def test_without_a_tick_nobody_is_asked() -> None:
    assert drive(honoured(desk(), 4, EMPTY), []) == (frozenset(), [])


@pytest.mark.parametrize(
    ("permission", "counts"),
    [("ADMIN", True), ("MAINTAIN", True), ("WRITE", True), ("TRIAGE", False), ("READ", False)],
)
def test_it_takes_write_access(permission: str, *, counts: bool) -> None:
    found, asked = drive(honoured(edited("Ada"), 4, TICKED), [may("ada", permission)])
    assert found == ({"fix links"} if counts else frozenset())
    assert json.loads(asked[0].body)["variables"]["login"] == "Ada"


def test_what_stood_ticked_before_the_event() -> None:
    """It is everybody's who edited since us: of two edits in a row one run may be dropped."""
    told = [may("ada", "WRITE"), edits("github-actions", "ada"), may("ada", "WRITE")]
    assert drive(honoured(edited("ada", TICKED), 4, BOTH), told)[0] == {"recheck", "fix links"}
    told = [may("ada", "WRITE"), edits("github-actions", "eve", "ada"), may("eve", "READ")]
    assert drive(honoured(edited("ada", TICKED), 4, BOTH), told)[0] == {"recheck"}
    for before in (TICKED, None):
        told = [edits("github-actions", "eve"), may("eve", "READ")]
        assert drive(honoured(edited("ada", before), 4, TICKED), told)[0] == frozenset()


@pytest.mark.parametrize("login", ["", BOT, "github-actions"])
def test_nobody_and_we_ourselves_tick_nothing(login: str) -> None:
    assert drive(honoured(edited(login), 4, TICKED), [])[0] == frozenset()


def test_a_namesake_is_somebody_else() -> None:
    """GraphQL looks for logins and names that contain the query."""
    assert drive(honoured(edited("ada"), 4, TICKED), [may("adam", "WRITE")])[0] == frozenset()


@pytest.mark.parametrize(
    ("reply", "counts"),
    [
        (answer({"permission": "write"}), True),
        (answer({"permission": "admin"}), True),
        (answer({"permission": "read"}), False),
        (answer({"permission": "none"}), False),
        (answer({"message": "Not Found"}, 404), False),
    ],
)
def test_rest_is_asked_where_graphql_does_not_tell(reply: Reply, *, counts: bool) -> None:
    found, asked = drive(honoured(edited("a/b"), 4, TICKED), [HIDDEN, reply])
    assert bool(found) is counts
    assert asked[1].url == "https://api.github.com/repos/owner/list/collaborators/a%2Fb/permission"


@pytest.mark.parametrize(
    ("told", "asked", "counts"),
    [
        (edits("octo", "github-actions", "ada"), ["ada"], True),
        (edits("ada", "github-actions", "ada", "ada"), ["ada"], True),
        (edits("eve", "github-actions", "ada"), ["ada"], True),
        (edits("github-actions", "eve", "ada"), ["eve"], False),
        (edits("ada", "eve"), ["eve"], False),
        (edits("github-actions", None), [], False),
        (edits("github-actions"), [], False),
        (edits(), [], False),
        (edits("ada", total=101), [], False),
        (edits(*(f"ada{at}" for at in range(MOST_EDITORS + 1))), [], False),
        (answer({"data": {"repository": {"issue": None}}}), [], False),
        (answer({"message": "no"}, 403), [], False),
        (answer({"data": {"repository": {"issue": {"first": {"nodes": 7}}}}}), [], False),
    ],
)
def test_on_schedule_every_hand_since_our_own_counts(
    told: Reply, asked: list[str], *, counts: bool
) -> None:
    replies = [may(login, "WRITE" if login == "ada" else "READ") for login in asked]
    found, requests = drive(honoured(desk("schedule"), 4, TICKED), [told, *replies])
    assert found == ({"fix links"} if counts else frozenset())
    assert len(requests) == 1 + len(asked)


def test_the_event_of_another_issue_is_no_witness() -> None:
    told = [edits("github-actions", "eve"), may("eve", "READ")]
    assert drive(honoured(edited("ada", number=5), 4, TICKED), told)[0] == frozenset()


def test_what_was_ticked_since_is_somebody_elses() -> None:
    """Between the event and the reading of the text anybody may edit it."""
    since = desk(
        "issues", issue={"number": 4, "body": TICKED}, sender={"login": "ada"},
        changes={"body": {"from": EMPTY}},
    )  # fmt: skip
    told = [may("ada", "WRITE"), edits("github-actions", "ada", "eve"), may("eve", "READ")]
    assert drive(honoured(since, 4, BOTH), told)[0] == {"fix links"}


@pytest.mark.parametrize("reply", [answer({"message": "no"}, 502), Failure(FailureKind.TIMEOUT)])
def test_a_wish_is_not_lost_by_an_outage(reply: Reply) -> None:
    """What would be written then would empty the box."""
    for event, replies in ((edited("ada"), [reply]), (desk("schedule"), [reply]),
                           (edited("ada"), [HIDDEN, reply])):  # fmt: skip
        with pytest.raises(TroubleError):
            drive(honoured(event, 4, TICKED), replies)
