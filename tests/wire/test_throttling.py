import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.exchange import Answer, Failure, FailureKind
from listcheck.wire.throttling import LONGEST, asked_wait, is_throttled

NOW = 1_750_000_000.0  # Sun, 15 Jun 2025 15:06:40 GMT


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "100000000000000000000"}, LONGEST),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "1.5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "Sun, 15 Jun 2025 15:07:10 GMT"}, 30.0),
        ({"retry-after": "Sun, 15 Jun 2025 15:06:10 GMT"}, 0.0),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, LONGEST),
        ({"retry-after": "Sun, 15 Jun 2025 15:07:10"}, 30.0),
        ({"retry-after": "Sun, 99 Jun 2025 15:07:10 GMT"}, None),
        ({"x-ratelimit-reset": "1750000042"}, 42.0),
        ({"x-ratelimit-reset": "1749999000"}, 0.0),
        ({"x-ratelimit-reset": "42"}, 42.0),
        ({"retry-after": "5", "x-ratelimit-reset": "1750000042"}, 5.0),
        ({"retry-after": "bad", "x-ratelimit-reset": "1750000042"}, 42.0),
        ({"ratelimit-reset": "9"}, 9.0),
        ({"ratelimit": '"pages";r=0;t=55'}, 55.0),
        ({"ratelimit": "limit=100, remaining=0, reset=12"}, 12.0),
        ({"ratelimit": "preset=12"}, None),
        ({}, None),
    ],
)
def test_asked_wait(headers: dict[str, str], seconds: float | None) -> None:
    """What a host asks for is read in every form that is in use, clamped, and garbage ignored."""
    assert asked_wait(headers, NOW) == seconds


def test_clock_difference_is_taken_out() -> None:
    """A date is compared with the host's own clock where the host shows it."""
    headers = {
        "retry-after": "Sun, 15 Jun 2025 12:00:20 GMT",
        "date": "Sun, 15 Jun 2025 12:00:00 GMT",
    }
    assert asked_wait(headers, NOW) == 20.0


NAMES = ["retry-after", "date", "x-ratelimit-reset", "ratelimit-reset", "ratelimit"]


@given(
    st.dictionaries(
        st.sampled_from(
            ["retry-after", "date", "x-ratelimit-reset", "ratelimit-reset", "ratelimit"]
        ),
        st.text() | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,5} [A-Z][a-z]{2} [0-9]{1,6}.*"),
    )
)
def test_asked_wait_is_total(headers: dict[str, str]) -> None:
    """No text makes the reading fail, or ask for more than a day."""
    wait = asked_wait(headers, NOW)
    assert wait is None or 0.0 <= wait <= LONGEST


@pytest.mark.parametrize(
    ("status", "headers", "throttled"),
    [
        (429, {}, True),
        (503, {"retry-after": "3"}, True),
        (503, {}, False),
        (403, {"retry-after": "3"}, True),
        (403, {"x-ratelimit-remaining": "0"}, True),
        (403, {"x-ratelimit-remaining": "10"}, False),
        (403, {}, False),
        (200, {"x-ratelimit-remaining": "0"}, False),
    ],
)
def test_is_throttled(status: int, headers: dict[str, str], throttled: bool) -> None:
    """Only what speaks of the number of our requests is throttling."""
    assert is_throttled(Answer(status, headers)) is throttled


def test_a_failure_is_not_throttling() -> None:
    """No answer says nothing about the number of our requests."""
    assert not is_throttled(Failure(FailureKind.TIMEOUT))
