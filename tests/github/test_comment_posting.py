import json
from typing import Any

import pytest

from github.talking import answer, drive
from listcheck.exchange import Request
from listcheck.github.calls import Place, TroubleError
from listcheck.github.comment.posting import Letter, Posted, post, standing
from listcheck.github.marking import mark

PLACE = Place("o/r")
US = "github-actions[bot]"
COMMENTS = "https://api.github.com/repos/o/r/issues"
OLD, NEW = mark("comment", "", "old"), mark("comment", "", "new")
LETTER = Letter(NEW, (f"{NEW.line}\nnew, at length", f"{NEW.line}\nnew"))
LONG = answer({"message": "Validation Failed"}, 422)


def comment(number: int, body: str = f"{OLD.line}\nold", login: str = US) -> dict[str, Any]:
    return {"id": number, "body": body, "user": {"login": login}, "created_at": "2026-01-01"}


def told(asked: list[Request]) -> list[tuple[str, str]]:
    return [(one.method, one.url.removeprefix(f"{COMMENTS}/")) for one in asked]


def test_ours_are_found_over_all_pages() -> None:
    following = f'<{COMMENTS}/7/comments?page=2>; rel="next"'
    pages = [answer([comment(1, login="eve")], link=following), answer([comment(4), comment(2)])]
    found, asked = drive(standing(PLACE, 7, "comment", ""), [answer({}, 403), *pages])
    assert [one["id"] for one in found] == [2, 4]
    assert len(asked) == 3


def test_the_first_is_written() -> None:
    made = comment(5, LETTER.bodies[0])
    found, asked = drive(post(PLACE, 7, LETTER, []), [answer(made, 201), answer([made])])
    assert found == Posted("written", 5)
    assert told(asked) == [("POST", "7/comments"), ("GET", "7/comments?per_page=100")]
    assert json.loads(asked[0].body) == {"body": LETTER.bodies[0]}


def test_of_two_at_once_the_older_stays() -> None:
    """Ours goes, and what is left says what both say, or what we say."""
    made, same = comment(5, LETTER.bodies[0]), comment(4, LETTER.bodies[0])
    replies = [answer(made, 201), answer([same, made]), answer(None, 204)]
    found, asked = drive(post(PLACE, 7, LETTER, []), replies)
    assert found == Posted("unchanged", 4)
    assert told(asked)[2:] == [("DELETE", "comments/5")]
    replies = [answer(made, 201), answer([comment(4), made]), answer(None, 204), answer({})]
    found, asked = drive(post(PLACE, 7, LETTER, []), replies)
    assert found == Posted("edited", 4)
    assert told(asked)[2:] == [("DELETE", "comments/5"), ("PATCH", "comments/4")]


def test_who_wrote_it_is_told_by_the_answer() -> None:
    """The token of another app writes under another name, which nobody told us before."""
    made, older = comment(5, LETTER.bodies[0], "my-app[bot]"), comment(4, login="my-app[bot]")
    replies = [answer(made, 201), answer([comment(3, login="eve"), older, made]),
               answer(None, 204), answer({})]  # fmt: skip
    assert drive(post(PLACE, 7, LETTER, []), replies)[0] == Posted("edited", 4)


def test_nothing_is_written_where_nothing_is_to_be_said() -> None:
    quiet = Letter(NEW, LETTER.bodies, anew=False)
    assert drive(post(PLACE, 7, quiet, []), []) == (Posted("nothing"), [])


def test_what_says_so_already_is_left_alone() -> None:
    same = comment(4, f"{NEW.line}\nwith another footer")
    assert drive(post(PLACE, 7, LETTER, [same]), []) == (Posted("unchanged", 4), [])


@pytest.mark.parametrize("gone", [answer(None, 204), answer({}, 404)])
def test_others_of_ours_are_removed(gone: Any) -> None:
    """Another run may have been quicker."""
    found, asked = drive(post(PLACE, 7, LETTER, [comment(2), comment(4)]), [gone, answer({})])
    assert found == Posted("edited", 2)
    assert told(asked) == [("DELETE", "comments/4"), ("PATCH", "comments/2")]


def test_what_is_too_long_is_said_shorter() -> None:
    made = comment(5, LETTER.bodies[1])
    found, asked = drive(post(PLACE, 7, LETTER, []), [LONG, answer(made, 201), answer([made])])
    assert found == Posted("written", 5)
    assert json.loads(asked[1].body) == {"body": LETTER.bodies[1]}
    with pytest.raises(TroubleError):
        drive(post(PLACE, 7, LETTER, []), [LONG, LONG])


def test_trouble_is_not_repeated() -> None:
    """A write that failed for another reason may have been done."""
    for status in (403, 502):
        with pytest.raises(TroubleError):
            drive(post(PLACE, 7, LETTER, []), [answer({}, status)])
