"""Every detector fires on what it is for, and on nothing else."""

import threading
import time
from collections.abc import Callable

import pytest

from world import INSTANT, Fault, Plan, Record, Rules, World, make_paper, plant
from world.asking import AGENT, API, arxiv, ask
from world.violations import violations

Make = Callable[[Plan], World]
FEED = "/api/query?id_list=2401.00001&max_results=1"


def record(number: int, url: str, start: float = 0.0, end: float = 0.5, **headers: str) -> Record:
    scheme, _, rest = url.partition("://")
    host, slash, target = rest.partition("/")
    sent = {"user-agent": AGENT, "accept": "application/atom+xml"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Record(
        number, scheme, host, "GET", slash + target, sent, status=200, start=start, end=end
    )


def kinds(*records: Record, rules: Rules | None = None) -> list[str]:
    return [one.kind for one in violations(records, rules or Rules())]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (record(1, "https://arxiv.org/abs/2401.00001", 2.5, 2.6), ["arxiv-interval"]),
        (record(1, f"https://export.arxiv.org{FEED}", 3.0, 3.5), []),
        (record(1, "https://example.org/", 0.1), []),
    ],
)
def test_arxiv_wants_three_seconds_between_two_starts(second: Record, expected: list[str]) -> None:
    """Feeds and pages count together, other hosts do not."""
    assert kinds(record(0, f"https://export.arxiv.org{FEED}"), second) == expected


def test_arxiv_wants_one_at_a_time() -> None:
    """A request that begins before the one before has ended is one too many."""
    second = record(1, f"https://export.arxiv.org{FEED}", 4.0)
    assert kinds(record(0, f"https://export.arxiv.org{FEED}", 0.0, 5.0), second) == [
        "arxiv-overlap"
    ]
    assert kinds(record(0, f"https://export.arxiv.org{FEED}", 0.0, 3.9), second) == []


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (record(0, f"https://export.arxiv.org{FEED}"), []),
        (record(0, "https://export.arxiv.org/api/query?id_list=1"), ["arxiv-max-results"]),
        (record(0, f"https://export.arxiv.org{FEED}", accept="*/*"), ["arxiv-accept"]),
        (
            record(0, f"https://export.arxiv.org{FEED}&id_list={',1' * 101}"),
            ["arxiv-ids"],
        ),
        (record(0, f"https://export.arxiv.org{FEED}&id_list={',1' * 100}"), []),
    ],
)
def test_arxiv_calls_are_complete(one: Record, expected: list[str]) -> None:
    """A call has max_results, an Accept that names Atom, and a hundred ids at most."""
    assert kinds(one) == expected


def test_a_token_goes_to_github_only() -> None:
    """In a header, an address or under another scheme it is a leak; at home it is not."""
    home = record(0, f"{API}/graphql", authorization="bearer s3cret")
    assert kinds(home, record(1, "https://example.org/")) == []
    other = record(1, "https://example.org/", authorization="bearer other")
    assert kinds(home, other) == ["credentials"]
    assert kinds(home, record(1, "https://example.org/?t=s3cret")) == ["token-leak"]
    assert kinds(home, record(1, "https://example.org/", x_token="s3cret")) == ["token-leak"]
    plain = record(1, "http://api.github.com/", authorization="bearer s3cret")
    assert kinds(home, plain) == ["credentials", "token-leak"]
    known = Rules(token="s3cret")
    assert kinds(record(0, "https://example.org/s3cret"), rules=known) == ["token-leak"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/some/code", ["repository-page"]),
        ("https://github.com/some/code/issues/1", ["repository-page"]),
        ("https://github.com/some", []),
        ("https://github.com/features/actions", []),
        ("https://gist.github.com/some/1234", []),
        ("https://img.shields.io/github/stars/some/code", ["badge"]),
        ("https://img.example/github/stars/some/code", []),
    ],
)
def test_repositories_and_badges_are_not_fetched(url: str, expected: list[str]) -> None:
    """Pages of repositories and badges are needless, pages beside them are not."""
    assert kinds(record(0, url)) == expected


def test_no_cookies() -> None:
    """A cookie is one too many."""
    assert kinds(record(0, "https://example.org/", cookie="seen=1")) == ["cookie"]


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (AGENT, []),
        ("Mozilla/5.0 (compatible; listcheck/1.0; +https://example.org)", []),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", ["user-agent"]),
        ("python-httpx/0.28.1", ["user-agent"]),
        ("", ["user-agent"]),
    ],
)
def test_clients_have_a_name(agent: str, expected: list[str]) -> None:
    """A library's name, a browser's or none is no name."""
    assert kinds(record(0, "https://example.org/", user_agent=agent)) == expected


def test_two_at_a_time_are_enough_for_a_host() -> None:
    """A third under way is one too many; a third after the first has ended is not."""
    url = "https://example.org/"
    two = [record(0, url, 0.0, 1.0), record(1, url, 0.0, 2.0)]
    assert kinds(*two, record(2, url, 0.9)) == ["concurrency"]
    assert kinds(*two, record(2, url, 1.1)) == []
    assert kinds(*two, record(2, "https://example.net/", 0.9)) == []
    assert kinds(*two, record(2, url, 0.9), rules=Rules(concurrency=3)) == []
    assert kinds(*(record(number, f"{API}/repos/a/b") for number in range(5))) == []


def test_who_was_told_to_wait_waits() -> None:
    """A request before the time is a breach, one that was on its way is not."""
    told = record(0, "https://example.org/a")
    told.retry_at = 10.0
    assert kinds(told, record(1, "https://example.org/b", 9.0)) == ["retry-after"]
    assert kinds(told, record(1, "https://example.org/b", 10.0)) == []
    assert kinds(told, record(1, "https://example.org/b", 0.4)) == []
    assert kinds(told, record(1, "https://example.net/", 9.0)) == []


def test_the_name_of_the_handshake_is_that_of_the_host() -> None:
    """A connection for one host does not carry requests for another."""
    one = record(0, "https://example.org/")
    one.sni = "example.org"
    assert kinds(one) == []
    one.sni = "example.net"
    assert kinds(one) == ["server-name"]


def test_a_careful_client_breaks_nothing_and_a_careless_one_is_seen(world: Make) -> None:
    """What stands above holds for requests that really came, too."""
    plan = Plan(latency=INSTANT, rules=Rules(arxiv_interval=0.3, tolerance=0.05))
    plan.with_page("https://example.org/")
    plan.papers["2401.00001"] = make_paper("2401.00001", "A Title")
    running = world(plan)
    ask(running, "https://example.org/", "HEAD")
    arxiv(running, "2401.00001")
    time.sleep(0.35)
    arxiv(running, "2401.00001")
    ask(running, f"{API}/rate_limit", headers={"Authorization": "bearer s3cret"})
    assert running.violations == []
    assert running.counts() == {"example.org": 1, "export.arxiv.org": 2, "api.github.com": 1}
    arxiv(running, "2401.00001", size=None, Accept="*/*")
    arxiv(running, "2401.00001")
    ask(running, "https://example.org/?s3cret", headers={"Cookie": "a=b", "User-Agent": "curl/8"})
    assert sorted({one.kind for one in running.violations}) == [
        "arxiv-accept",
        "arxiv-interval",
        "arxiv-max-results",
        "cookie",
        "token-leak",
        "user-agent",
    ]
    running.reset()
    assert (running.requests, running.violations) == ([], [])


def test_crowds_and_impatience_are_seen_as_they_come(world: Make) -> None:
    """Three at once and one before its time."""
    plan = Plan(latency=INSTANT)
    plant(plan, "https://slow.example/", Fault("stall", seconds=0.5))
    plant(plan, "https://busy.example/", Fault("status", status=429, retry_after="30", times=1))
    running = world(plan)
    crowd = [
        threading.Thread(target=ask, args=(running, "https://slow.example/")) for _ in range(3)
    ]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert [one.kind for one in running.violations] == ["concurrency"]
    ask(running, "https://busy.example/")
    time.sleep(0.2)
    ask(running, "https://busy.example/")
    assert [one.kind for one in running.violations] == ["concurrency", "retry-after"]
