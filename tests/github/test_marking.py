from typing import Any

import pytest
from gfm import render
from hostile import texts
from hypothesis import given

from github.talking import answer, drive
from listcheck.github.calls import Place, TroubleError
from listcheck.github.marking import Mark, author, mark, ours, read, says

PLACE = Place("o/r")
US = "github-actions[bot]"


def test_a_mark_is_read_as_it_was_written() -> None:
    made = mark("comment", "README.md", "text")
    assert read(f"{made.line}\nanything") == made
    assert made.line.startswith("<!-- listcheck:comment id=README.md hash=")


@given(texts)
def test_no_name_ends_the_marker(name: str) -> None:
    """Whatever a list is called, nobody sees the marker, and it is read again."""
    made = mark("comment", name, "text")
    assert read(f"{made.line}\ntext") == made
    assert ours([item(1, f"{made.line}\ntext")], "comment", name, US)
    assert render(f"{made.line}\ntext\n").count("<!--") == 1
    assert "\n" not in made.line


def test_what_is_said_decides_and_nothing_else() -> None:
    one, other = (mark("comment", "", text) for text in ("one", "other"))
    assert one.digest != other.digest
    assert says({"body": f"{one.line}\nfooter of today"}, one)
    assert not says({"body": f"{one.line}\nfooter of today"}, other)
    assert not says({"body": None}, one)


@pytest.mark.parametrize(
    "body",
    ["", None, "text", "text\n<!-- listcheck:comment id= hash=0123456789abcdef -->",
     " <!-- listcheck:comment id= hash=0123456789abcdef -->",
     "<!-- listcheck:comment id=a b hash=0123456789abcdef -->",
     "<!-- listcheck:comment id= hash=0123 -->"],
)  # fmt: skip
def test_what_bears_no_marker(body: str | None) -> None:
    assert read(body) is None


@pytest.mark.parametrize(
    ("reply", "login"),
    [
        (answer({"login": "ada"}), "ada"),
        (answer({"message": "Resource not accessible by integration"}, 403), US),
        (answer({}), US),
    ],
)
def test_who_we_are(reply: Any, login: str) -> None:
    found, (asked,) = drive(author(PLACE), [reply])
    assert (found, asked.url) == (login, "https://api.github.com/user")


def test_a_token_that_is_not_accepted_is_trouble() -> None:
    with pytest.raises(TroubleError):
        drive(author(PLACE), [answer({"message": "Bad credentials"}, 401)])
    limit = "API rate limit exceeded for user ID 1."
    with pytest.raises(TroubleError):
        drive(author(PLACE), [answer({"message": limit}, 403)])


def item(number: int, body: str, login: str | None = US, at: str = "2026-01-01") -> dict[str, Any]:
    user = None if login is None else {"login": login}
    return {"id": number, "body": body, "user": user, "created_at": at}


def test_ours_has_our_marker_and_our_name() -> None:
    """The oldest comes first, and of those of one second the first."""
    body = f"{Mark('comment', 'a', '0' * 16).line}\ntext"
    other = f"{Mark('comment', 'b', '0' * 16).line}\ntext"
    kind = f"{Mark('dashboard', 'a', '0' * 16).line}\ntext"
    each = [
        item(5, body, at="2026-02-01"),
        item(3, body),
        item(2, body),
        item(1, body, "eve"),
        item(6, body, None),
        item(7, other),
        item(8, kind),
        item(9, f"> {body}"),
        "nonsense",
    ]
    assert [one["id"] for one in ours(each, "comment", "a", "GitHub-Actions[bot]")] == [2, 3, 5]
