import json

import pytest

from github.talking import answer, drive
from listcheck.exchange import Answer, Failure, FailureKind
from listcheck.github.calls import Place, TroubleError, call, pages

URL = "https://api.github.com/repos/o/r/issues"
PLACE = Place("o/r")


def test_a_call_is_sent_as_json_with_the_token_of_that_api() -> None:
    found, (asked,) = drive(call("POST", URL, {"title": "x"}), [answer({"number": 7}, 201)])
    assert found == {"number": 7}
    assert (asked.method, asked.url, json.loads(asked.body)) == ("POST", URL, {"title": "x"})
    assert asked.credential == "github"
    assert ("Content-Type", "application/json") in asked.headers


def test_a_reply_without_a_body() -> None:
    assert drive(call("GET", URL), [answer(None, 204)])[0] is None


@pytest.mark.parametrize(
    ("reply", "status", "forbidden"),
    [
        (answer({"message": "Resource not accessible by integration"}, 403), 403, True),
        (answer({"message": "Not Found"}, 404), 404, True),
        (answer({"message": "Validation Failed"}, 422), 422, False),
        (answer(None, 502), 502, False),
        (Answer(200, {}, b"<html>"), 200, False),
        (Answer(200, {}, b"[1", truncated=True), 200, False),
        (Failure(FailureKind.TIMEOUT), None, False),
    ],
)
def test_trouble(reply: Answer | Failure, status: int | None, *, forbidden: bool) -> None:
    with pytest.raises(TroubleError) as trouble:
        drive(call("GET", URL), [reply])
    assert (trouble.value.status, trouble.value.forbidden) == (status, forbidden)


def test_all_pages_are_read() -> None:
    following = f'<{URL}?page=1>; rel="prev", <{URL}?per_page=100&page=3>; rel="next"'
    replies = [answer([1], link=f'<{URL}?per_page=100&page=2>; rel="next"')]
    replies += [answer([2], link=following), answer([3], link=f'<{URL}?page=1>; rel="first"')]
    found, asked = drive(pages(URL), replies)
    assert found == [1, 2, 3]
    assert [one.url for one in asked] == [
        f"{URL}?per_page=100",
        f"{URL}?per_page=100&page=2",
        f"{URL}?per_page=100&page=3",
    ]


def test_no_page_of_another_host_is_read() -> None:
    found, asked = drive(pages(URL), [answer([1], link='<https://evil.example/2>; rel="next"')])
    assert (found, len(asked)) == ([1], 1)


def test_a_renamed_repository_is_followed_within_the_api() -> None:
    new = "https://api.github.com/repositories/5/issues"
    found, asked = drive(call("POST", URL, {}), [answer({}, 307, location=new), answer({"id": 1})])
    assert (found, asked[1].method, asked[1].url) == ({"id": 1}, "POST", new)
    with pytest.raises(TroubleError):
        drive(call("GET", URL), [answer({}, 301, location="https://evil.example/")])


def test_addresses_of_a_repository() -> None:
    assert PLACE.url("issues/1") == "https://api.github.com/repos/o/r/issues/1"
    assert Place("o/r", "https://ghe.example/api/v3/").url("pulls") == (
        "https://ghe.example/api/v3/repos/o/r/pulls"
    )
