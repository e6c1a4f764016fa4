"""How hosts look, and when too many look alike."""

import pytest

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.wire.looks import FEW, SILENCE, WINDOW, Crowd, Seen, look_of

HERE = Request("HEAD", "https://a.example.org/page")
PAGE = {"content-type": "text/html", "content-length": "2011"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Failure(FailureKind.RESET), Failure(FailureKind.TIMEOUT), True),
        (Failure(FailureKind.TLS), Failure(FailureKind.NO_SUCH_NAME), True),
        (Failure(FailureKind.TLS), Answer(403), False),
        (Answer(403), Answer(403, {"content-length": "5"}), True),  # it may repeat the address
        (Answer(403), Answer(404), False),
        (Answer(502), Answer(502), True),
        (Answer(200, PAGE), Answer(200, PAGE), True),
        (Answer(200, PAGE), Answer(200, PAGE | {"content-length": "2012"}), False),
        (Answer(200, PAGE), Answer(200, PAGE | {"etag": '"a"'}), False),
        (Answer(302, {"location": "http://portal.test/?for=a"}),
         Answer(302, {"location": "http://portal.test/?for=b"}), True),
        (Answer(302, {"location": "http://portal.test/"}),
         Answer(302, {"location": "http://other.test/"}), False),
    ],
)  # fmt: skip
def test_alike(one: Reply, other: Reply, alike: bool) -> None:
    """What somebody in between says is said to all; what a host says of itself is not."""
    assert (look_of(HERE, one) == look_of(Request("GET", "https://b.net/"), other)) is alike


@pytest.mark.parametrize("answer", [Answer(304), Answer(301, {"location": "/new"})])
def test_each_for_itself(answer: Answer) -> None:
    """Nobody else knows what a host has shown us, or leads to another page of it."""
    assert look_of(HERE, answer) != look_of(Request("HEAD", "https://b.net/"), answer)


def test_not_asked() -> None:
    """What never went out is no look at a host."""
    assert look_of(HERE, Failure(FailureKind.BAD_URL)) is None
    assert look_of(HERE, Failure(FailureKind.CLOSED_LANE)) is None


def crowd(*looks: object) -> Crowd:
    """Hosts that look so, one after the other."""
    found = Crowd()
    for number, look in enumerate(looks):
        found.note(f"host{number}", Seen((look,), HERE, float(number)))
    return found


@pytest.mark.parametrize(
    ("looks", "alike"),
    [
        ([404] * (FEW - 1), False),
        ([404] * FEW, True),
        ([404] * FEW + [200], True),
        ([404] * FEW + [200, 403, 500], False),
        ([200, 403] * 50 + [404] * 15, False),
        ([200, 403] * 50 + [404] * 16, True),
        ([404] * 100 + [200, 403] * 3, False),
    ],
)
def test_the_last_hosts(looks: list[int], alike: bool) -> None:
    """Four in five of the last, and eight at the least."""
    assert crowd(*looks).is_alike((404,)) is alike


def test_the_second_look_is_no_news() -> None:
    """At the end of a run those that failed are asked again: they are all that is heard then."""
    found = crowd(*[200, 404] * 30)
    repeated = [found.note(f"host{n}", Seen((404,), HERE, 99.0)) for n in range(1, 60, 2)]
    assert not any(repeated)


def test_one_host_with_many_pages() -> None:
    """Fifty pages of one host are one host."""
    found = Crowd()
    for _ in range(50):
        assert not found.note("host", Seen(SILENCE, HERE, 0.0))


@pytest.mark.parametrize(("look", "again"), [(SILENCE, [2 * FEW - 1]), ((404,), [])])
def test_acquitted(look: tuple[object, ...], again: list[int]) -> None:
    """After an acquittal it takes more hosts to doubt their silence again; words are believed."""
    found = Crowd()
    for number in range(FEW):
        found.note(f"host{number}", Seen(look, HERE, 0.0))
    assert found.is_alike(look)
    found.acquit(look)
    assert not found.is_alike(look)
    alike = [found.note(f"new{n}", Seen(look, HERE, 0.0)) for n in range(WINDOW)]
    assert [number for number, one in enumerate(alike) if one][:1] == again
