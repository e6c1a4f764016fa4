import pytest

from listcheck.exchange import Exchange, FailureKind, Reply, Request
from listcheck.model import Observation, Signal
from listcheck.probes.page import MOST_HOPS, flow
from listcheck.probes.question import Question
from listcheck.settings import Pages, Settings
from listcheck.states import OF_SIGNAL
from probes.driving import ENDINGS, answer, drive, failure, redirect

HERE = "https://example.org/page"
THERE = "https://example.org/elsewhere"
HTTP = "http://example.org/page"
# How pages are read that were redirected is the matter of test_soft_404.py.
UNREAD = Settings(pages=Pages(soft_404="off"))


def look(
    *replies: Reply, address: str = HERE, known: Observation | None = None
) -> tuple[Observation, list[Request]]:
    """Drive the flow for one page through exactly these replies."""
    question = Question(f"page:{address}", address, known=known)
    (seen,), asked = drive(flow(question, UNREAD), replies)
    return seen, asked


def state(seen: Observation) -> str:
    return OF_SIGNAL[seen.signal]


def methods(asked: list[Request]) -> str:
    """H for HEAD, G for GET, a stroke before a request that waits for the end of the run."""
    return "".join(("|" if one.late else "") + one.method[0] for one in asked)


ok = answer(200)
lost = answer(404)

# What a server does, in the order in which it is asked; the state; the requests.
TABLE: list[tuple[str, tuple[Reply, ...], str, str]] = [
    ("HEAD 200", (ok,), "alive", "H"),
    ("HEAD 204", (answer(204),), "alive", "H"),
    ("HEAD 206", (answer(206),), "alive", "H"),
    ("HEAD 404, GET 200", (lost, ok), "alive", "HG"),
    ("HEAD 405, GET 200", (answer(405), ok), "alive", "HG"),
    ("HEAD 403, GET 200", (answer(403), ok), "alive", "HG"),
    ("HEAD 500, GET 200", (answer(500), ok), "alive", "HG"),
    ("HEAD 501, GET 200", (answer(501), ok), "alive", "HG"),
    ("HEAD 202, GET 200", (answer(202), ok), "alive", "HG"),
    ("404 twice", (lost, lost, lost), "dead", "HG|G"),
    ("404, then 410", (lost, lost, answer(410)), "dead", "HG|G"),
    ("410 twice", (answer(410), answer(410), answer(410)), "dead", "HG|G"),
    ("404, then 200", (lost, lost, ok), "alive", "HG|G"),
    ("404, then 503", (lost, lost, answer(503)), "unverified", "HG|G"),
    ("404, then 403", (lost, lost, answer(403)), "unverified", "HG|G"),
    ("404, then a challenge", (lost, lost, answer(404, cf_mitigated="challenge")),
     "unverified", "HG|G"),
    ("HEAD 404 alone", (lost, answer(403)), "unverified", "HG"),
    ("401", (answer(401), answer(401)), "unverified", "HG"),
    ("403", (answer(403), answer(403)), "unverified", "HG"),
    ("403 and a challenge", (answer(403, cf_mitigated="challenge"),) * 2, "unverified", "HG"),
    ("406", (answer(406), answer(406)), "unverified", "HG"),
    ("418", (answer(418), answer(418)), "unverified", "HG"),
    ("451", (answer(451), answer(451)), "dead", "HG"),
    ("999", (answer(999), answer(999)), "unverified", "HG"),
    ("400", (answer(400), answer(400)), "unverified", "HG"),
    ("202 for ever", (answer(202), answer(202)), "unverified", "HG"),
    ("202 of AWS", (answer(202, x_amzn_waf_action="challenge"),) * 2, "unverified", "HG"),
    ("405 of AWS", (answer(405, x_amzn_waf_action="captcha"),) * 2, "unverified", "HG"),
    ("429 for ever", (answer(429), answer(429)), "unverified", "H|G"),
    ("429, then 200", (answer(429), ok), "alive", "H|G"),
    ("429, then 404 once more", (answer(429), lost, lost), "dead", "H|G|G"),
    ("500 for ever", (answer(500),) * 3, "unverified", "HG|G"),
    ("502, healed late", (answer(502), answer(502), ok), "alive", "HG|G"),
    ("503, then 404 twice", (answer(503), answer(503), lost, lost), "dead", "HG|G|G"),
    ("503, then 404 once", (answer(503), answer(503), lost, ok), "alive", "HG|G|G"),
    ("no such name, twice", (failure(FailureKind.NO_SUCH_NAME),) * 2, "dead", "H|G"),
    ("no such name, then 200", (failure(FailureKind.NO_SUCH_NAME), ok), "alive", "H|G"),
    ("no such name, then the resolver fails",
     (failure(FailureKind.NO_SUCH_NAME), failure(FailureKind.RESOLVER)), "unverified", "H|G"),
    ("404, then no such name, then 404: the looks disagree",
     (lost, lost, failure(FailureKind.NO_SUCH_NAME), lost), "unverified", "HG|G|G"),
    ("HEAD hangs, GET 200", (failure(FailureKind.TIMEOUT), ok), "alive", "H|G"),
    ("HEAD hangs, GET 404 twice", (failure(FailureKind.TIMEOUT), lost, lost), "dead", "H|G|G"),
    ("reset, then 200", (failure(FailureKind.RESET), ok), "alive", "H|G"),
    ("reset for ever", (failure(FailureKind.RESET),) * 2, "unverified", "H|G"),
    ("refused", (failure(FailureKind.CONNECTION_REFUSED),) * 2, "unverified", "H|G"),
    ("no address", (failure(FailureKind.NO_ADDRESS),) * 2, "unverified", "H|G"),
    ("TLS", (failure(FailureKind.TLS),) * 2, "unverified", "H|G"),
    ("not HTTP", (failure(FailureKind.PROTOCOL),) * 2, "unverified", "H|G"),
    ("unmapped", (failure(FailureKind.UNEXPECTED),), "unverified", "H"),
    ("private address", (failure(FailureKind.FORBIDDEN_ADDRESS),), "refused", "H"),
    ("private address behind a redirect",
     (redirect(302, "http://10.0.0.1/"), failure(FailureKind.FORBIDDEN_ADDRESS)), "refused", "HH"),
    ("redirect to a file", (redirect(302, "file:///etc/passwd"),) * 2, "refused", "HG"),
    ("redirect to a script", (redirect(301, "javascript:alert(1)"),) * 2, "refused", "HG"),
    ("redirect to a bad port",
     (redirect(301, "http://example.org:99999/"),) * 2, "unverified", "HG"),
    ("redirect to half an address", (redirect(301, "http://[::1/"),) * 2, "unverified", "HG"),
    ("redirect to what the wire refuses",
     (redirect(301, "http://xn--a.example/"), failure(FailureKind.BAD_URL)), "unverified", "HH"),
    ("an address that the wire refuses", (failure(FailureKind.BAD_URL),), "refused", "H"),
    ("redirect to a mailbox", (redirect(302, "mailto:a@b.example"),) * 2, "unverified", "HG"),
    ("redirect to a shop", (redirect(307, "itms-apps://x.example/1"),) * 2, "unverified", "HG"),
    ("redirect to an app", (redirect(301, "VSCode:extension/a.b"),) * 2, "unverified", "HG"),
    ("redirect to an intent", (redirect(302, "intent://x/#Intent;end"),) * 2, "unverified", "HG"),
    ("only HEAD is redirected to a mailbox", (redirect(302, "mailto:a@b"), ok), "alive", "HG"),
    ("a Location twice", (redirect(302, f"{THERE}, {THERE}"), ok), "alive", "HH"),
    ("a relative Location twice", (redirect(302, "/x, /x"), ok), "alive", "HH"),
    ("a Location twice, the end gone",
     (redirect(302, f"{THERE}, {THERE}"), lost) * 3, "dead", "HHGG|GG"),
    ("two Locations", (redirect(302, f"{THERE}, {HERE}"),) * 2, "unverified", "HG"),
    ("two relative Locations", (redirect(302, "/x, /y"),) * 2, "unverified", "HG"),
    ("an empty query is added", (redirect(302, f"{HERE}?"), ok), "alive", "HH"),
    ("an empty query is added and removed",
     (redirect(302, f"{HERE}?"), redirect(302, HERE)) * 3, "dead", "HHGG|GG"),
    ("an empty query, for ever", (redirect(302, f"{HERE}?"),) * 6, "dead", "HHGG|GG"),
    ("only HEAD is redirected badly", (redirect(302, "about:blank"), ok), "alive", "HG"),
    ("301, 200", (redirect(301, THERE), ok), "moved", "HH"),
    ("308, 200", (redirect(308, THERE), ok), "moved", "HH"),
    ("302, 200", (redirect(302, THERE), ok), "alive", "HH"),
    ("307, 200", (redirect(307, THERE), ok), "alive", "HH"),
    ("303, 200", (redirect(303, THERE), ok), "alive", "HH"),
    ("301, 404", (redirect(301, THERE), lost, redirect(301, THERE), lost, redirect(301, THERE),
                  lost), "dead", "HHGG|GG"),
    ("301, 403", (redirect(301, THERE), answer(403)) * 2, "unverified", "HHGG"),
    ("302, no Location", (answer(302), answer(302)), "unverified", "HG"),
    ("302, empty Location", (redirect(302, ""), redirect(302, " ")), "unverified", "HG"),
    ("300", (answer(300, location=THERE),) * 2, "unverified", "HG"),
    ("loop", (redirect(302, HERE),) * 3, "dead", "HG|G"),
    ("loop with a cookie", (redirect(302, HERE, set_cookie="a=b"),) * 2, "unverified", "HG"),
    ("loop of two", (redirect(302, THERE), redirect(301, HERE)) * 3, "dead", "HHGG|GG"),
    ("loop with HEAD alone", (redirect(302, HERE), ok), "alive", "HG"),
    ("loop that is gone", (redirect(302, HERE), redirect(302, HERE), ok), "alive", "HG|G"),
    ("login", (redirect(302, "https://example.org/login?to=x"), ok) * 2, "unverified", "HHGG"),
    ("login elsewhere", (redirect(302, "https://accounts.google.com/x"), ok) * 2,
     "unverified", "HHGG"),
    ("login, permanently", (redirect(301, "https://example.org/users/sign_in"), ok) * 2,
     "unverified", "HHGG"),
    ("a word like login", (redirect(302, "https://example.org/logins-and-casinos"), ok),
     "alive", "HH"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("replies", "expected", "shape"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_table(replies: tuple[Reply, ...], expected: str, shape: str) -> None:
    """Each behaviour of a server leads to its state, with no more requests than it takes."""
    seen, asked = look(*replies)
    assert (state(seen), methods(asked)) == (expected, shape)
    assert seen.reason
    assert len(seen.trail) == len(replies)


@pytest.mark.parametrize(
    ("replies", "moved_to", "final"),
    [
        ((redirect(301, THERE), ok), THERE, THERE),
        ((redirect(301, THERE), redirect(308, "/end"), ok), "https://example.org/end",
         "https://example.org/end"),
        ((redirect(301, THERE), redirect(302, "/end"), ok), THERE, "https://example.org/end"),
        ((redirect(302, THERE), redirect(301, "/end"), ok), None, "https://example.org/end"),
        ((ok,), None, None),
    ],
    ids=["301", "301 308", "301 302", "302 301", "none"],
)  # fmt: skip
def test_moved_to(replies: tuple[Reply, ...], moved_to: str | None, final: str | None) -> None:
    """Where it moved is the end of the permanent redirects, not of all."""
    seen, _ = look(*replies)
    assert (seen.moved_to, seen.final_url) == (moved_to, final)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_https(status: int) -> None:
    """From http to https alone is for good, whatever the status says."""
    seen, _ = look(redirect(status, HERE), ok, address=HTTP)
    assert (seen.signal, seen.moved_to) == (Signal.MOVED, HERE)


def followed(location: str, address: str = HERE) -> str:
    """The address that is asked after a redirect."""
    _, asked = look(redirect(302, location), ok, address=address)
    return asked[1].url


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("https:/other.example/x", "https://other.example/x"),
        ("https:other.example/x", "https://other.example/x"),
        ("https:///other.example/x", "https://other.example/x"),
        ("https:\\\\other.example\\x?a\\b", "https://other.example/x?a%5Cb"),
        ("///other.example/x", "https://other.example/x"),
        ("https://other.example/x, https://other.example/x", "https://other.example/x"),
        ("/Smith, John.pdf", "https://example.org/Smith,%20John.pdf"),
    ],
)
def test_location(location: str, to: str) -> None:
    """A Location leads where it leads a browser."""
    assert followed(location, HTTP).replace("http:", "https:") == to


def test_reason_of_an_app() -> None:
    """Who cannot follow a redirect says where it led, as much of it as is safe."""
    seen, _ = look(*(redirect(302, "vscode:extension/<b>"),) * 2)
    assert seen.reason == "leads to an address of vscode:"
    assert seen.moved_to is None


def test_https_and_more() -> None:
    """A temporary redirect to another page is no move because it is to https as well."""
    seen, _ = look(redirect(302, THERE), ok, address=HTTP)
    assert (seen.signal, seen.moved_to) == (Signal.ALIVE, None)


@pytest.mark.parametrize(
    ("end", "times"), [(lost, 3), (answer(403), 2), (failure(FailureKind.TLS), 2)]
)
def test_no_move_to_nowhere(end: Reply, times: int) -> None:
    """A permanent redirect whose end is not alive is no move."""
    seen, _ = look(*(redirect(301, THERE), end) * times)
    assert seen.moved_to is None
    assert seen.signal is not Signal.MOVED


def test_login_is_what_the_list_means() -> None:
    """A link to a login that leads to a login is alive."""
    address = "https://example.org/login"
    seen, _ = look(redirect(302, "https://example.org/login/"), ok, address=address)
    assert seen.signal is Signal.ALIVE


@pytest.mark.parametrize(
    "location",
    [
        "https://github.com/owner/name",
        "https://github.com/owner",
        "https://arxiv.org/abs/1706.03762",
        "https://raw.githubusercontent.com/o/n/main/a.txt",
    ],
)
def test_leads_elsewhere(location: str) -> None:
    """A redirect to a repository, an owner or a paper is not followed, and nothing is claimed."""
    seen, asked = look(redirect(301, location))
    assert state(seen) == "unverified"
    assert [one.url for one in asked] == [HERE]
    assert seen.moved_to is None


@pytest.mark.parametrize("count", [1, MOST_HOPS - 1, MOST_HOPS])
def test_long_chains(count: int) -> None:
    """Ten redirects are followed."""
    chain = [redirect(302, f"/{number}") for number in range(count)]
    assert look(*chain, ok)[0].signal is Signal.ALIVE


def test_endless_chain() -> None:
    """A chain without end is given up, and is not called a circle."""
    chain = [redirect(302, f"/{number}") for number in range(MOST_HOPS + 1)]
    seen, _ = look(*chain, *chain)
    assert state(seen) == "unverified"
    assert "more than" in seen.reason


DOI = "https://doi.org/10.1000/182"


def test_registry() -> None:
    """A DOI that its registry resolves is alive, and its publisher is not bothered."""
    seen, asked = look(redirect(302, "https://publisher.example/article"), address=DOI)
    assert (state(seen), methods(asked)) == ("alive", "H")


@pytest.mark.parametrize("old", ["http://doi.org/10.1000/182", "http://dx.doi.org/10.1000/182"])
def test_registry_of_another_name(old: str) -> None:
    """A registry that sends to itself has not answered yet."""
    seen, asked = look(redirect(301, DOI), redirect(302, "https://p.example/"), address=old)
    assert (seen.signal, seen.moved_to, len(asked)) == (Signal.MOVED, DOI, 2)
    seen, _ = look(*(redirect(301, DOI), lost) * 3, address=old)
    assert state(seen) == "dead"


def test_unregistered() -> None:
    """A DOI that its registry does not know is dead."""
    assert state(look(lost, lost, lost, address=DOI)[0]) == "dead"


def known(*pairs: tuple[str, str], signal: Signal = Signal.ALIVE, status: int = 200) -> Observation:
    reply = answer(status, b"", **dict(pairs))
    return Observation(f"page:{HERE}", signal, trail=(Exchange(Request("HEAD", HERE), reply),))


def test_conditional() -> None:
    """Validators of the last good answer are sent back, and 304 is alive."""
    before = known(("etag", '"a"'), ("last_modified", "Sat, 01 Jan 2022 00:00:00 GMT"))
    seen, asked = look(answer(304), known=before)
    assert state(seen) == "alive"
    assert dict(asked[0].headers) == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "Sat, 01 Jan 2022 00:00:00 GMT",
    }


def test_conditional_on_304() -> None:
    """A 304 hands its validators on to the next run."""
    _, asked = look(ok, known=known(("etag", '"b"'), status=304))
    assert asked[0].headers == (("If-None-Match", '"b"'),)


def test_unconditional() -> None:
    """A GET is never conditional, nor is anything after an answer that was not good."""
    _, asked = look(lost, ok, known=known(("etag", '"a"')))
    assert asked[1].headers == ()
    blocked = known(("etag", '"a"'), ("cf_mitigated", "challenge"), signal=Signal.BLOCKED)
    _, asked = look(ok, known=blocked)
    assert asked[0].headers == ()


def test_arxiv_lane() -> None:
    """Pages of arXiv wait in one queue with its API."""
    _, asked = look(ok, address="https://arxiv.org/list/cs.CL/recent")
    assert asked[0].lane == "arxiv"


HOPEFUL = [redirect(301, THERE), lost, redirect(301, THERE), lost, redirect(301, THERE)]


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("after", range(len(HOPEFUL) + 1))
def test_cut_off(kind: FailureKind, after: int) -> None:
    """A run that ends at any step leaves the link unverified: neither dead nor alive."""
    replies: list[Reply] = [*HOPEFUL[:after], *[failure(kind)] * 2]
    script = iter(replies)
    (seen,), _ = drive(flow(Question("page:x", HERE)), lambda _: next(script))
    assert state(seen) == "unverified"


@pytest.mark.parametrize("kind", FailureKind)
def test_failures_alone(kind: FailureKind) -> None:
    """A flow that is fed one failure for ever ends; only a name that does not exist is dead."""
    (seen,), asked = drive(flow(Question("page:x", HERE)), lambda _: failure(kind))
    assert len(asked) <= 3
    assert (state(seen) == "dead") == (kind is FailureKind.NO_SUCH_NAME)
    assert state(seen) != "alive"


STATUSES = (*range(200, 209), *range(300, 309), *range(400, 452), *range(500, 531), 999)


@pytest.mark.parametrize("status", STATUSES)
def test_any_status(status: int) -> None:
    """Whatever status a server sticks to, the flow ends, and only 404, 410 and 451 are dead."""
    (seen,), asked = drive(flow(Question("page:x", HERE)), lambda _: answer(status))
    assert len(asked) <= 4
    assert (state(seen) == "dead") == (status in (404, 410, 451))
    assert (state(seen) == "alive") == (status == 304 or (200 <= status < 300 and status != 202))
