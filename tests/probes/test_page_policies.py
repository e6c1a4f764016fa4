"""Pages under the policies of their hosts, and answers that are tests for people."""

import pytest

from listcheck.exchange import Reply, Request
from listcheck.model import Observation, Signal
from listcheck.probes.page import flow
from listcheck.probes.question import Question
from listcheck.settings import HostRule, Settings
from probes.driving import answer, drive, redirect

HERE = "https://example.org/page"
NOTION = "https://somebody.notion.site/A-page"
ok, lost = answer(200), answer(404)


def look(*replies: Reply, address: str = HERE) -> tuple[Observation, list[Request]]:
    (seen,), asked = drive(flow(Question(f"page:{address}", address)), replies)
    return seen, asked


@pytest.mark.parametrize(
    ("address", "replies", "signal"),
    [
        (HERE, (lost, lost, lost), Signal.NOT_FOUND),
        (NOTION, (ok,), Signal.ALIVE),
        (NOTION, (lost, ok), Signal.ALIVE),
        (NOTION, (lost, lost), Signal.UNKNOWN),
        (NOTION, (answer(410),) * 3, Signal.GONE),
        (HERE, (redirect(302, NOTION), lost, redirect(302, NOTION), lost), Signal.UNKNOWN),
        # The policy is that of the host which says it, not of the one that led there.
        (NOTION, (redirect(302, HERE), lost) * 3, Signal.NOT_FOUND),
    ],
)
def test_a_404_that_is_not_believed(
    address: str, replies: tuple[Reply, ...], signal: Signal
) -> None:
    """Where 404 is said to machines only, it says nothing, and is not asked for again."""
    seen, _ = look(*replies, address=address)
    assert seen.signal is signal
    assert ("disbelieve-404" in seen.reason) == (signal is Signal.UNKNOWN)


@pytest.mark.parametrize("there", ["https://x.com/somebody", "https://www.linkedin.com/in/b"])
def test_redirects_to_hosts_that_are_not_asked(there: str) -> None:
    """They are not asked on the way either."""
    seen, asked = look(redirect(301, there), redirect(301, there))
    assert (seen.signal, seen.moved_to) == (Signal.UNKNOWN, None)
    assert {request.url for request in asked} == {HERE}
    assert "unverifiable" in seen.reason


def follow(there: str) -> tuple[Observation, list[Request]]:
    """A page that leads elsewhere, where everything answers."""
    world = {HERE: redirect(302, there)}
    flowing = flow(Question(f"page:{HERE}", HERE))
    (seen,), asked = drive(flowing, lambda request: world.get(request.url, ok))
    return seen, asked


def test_a_policy_of_the_users() -> None:
    """A row of the user's counts here too."""
    settings = Settings(hosts=(HostRule("example.org/page", "disbelieve-404", "our app"),))
    (seen,), _ = drive(flow(Question(f"page:{HERE}", HERE), settings), [lost, lost])
    assert seen.signal is Signal.UNKNOWN


BODIES = {
    "Cloudflare": b"<script>window._cf_chl_opt={cvId:'3'}</script>",
    "DataDome": b"<script src='https://ct.captcha-delivery.com/c.js'></script>",
    "Imperva": b"<iframe src='/_Incapsula_Resource?CWUDNSAI=9&xinfo=1'></iframe>",
    "PerimeterX": b'<div id="px-captcha"></div>',
    "Akamai": b"<script src='/_sec/cp_challenge/sec-cpt-4.js'></script>",
    "AWS WAF": b"<script>AwsWafIntegration.getToken()</script>",
    "Anubis": b'<script id="anubis_challenge" type="application/json">{}</script>',
}


@pytest.mark.parametrize("status", [200, 202, 404, 503])
@pytest.mark.parametrize("name", BODIES)
def test_bodies_of_challenges(name: str, status: int) -> None:
    """A challenge is told by what it loads, whatever status it comes with."""
    seen, _ = look(answer(503), answer(status, BODIES[name]))
    assert seen.signal is Signal.BLOCKED
    assert "challenge" in seen.reason


@pytest.mark.parametrize("name", BODIES)
def test_pages_with_a_widget(name: str) -> None:
    """A page that is there may use the same services somewhere in its text."""
    page = BODIES[name] + b"<p>What it is about.</p>" * 1000
    seen, _ = look(answer(405), answer(200, page))
    assert seen.signal is Signal.ALIVE


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ("https://accounts.google.com/v3/x", "a login"),
        ("https://example.org/users/sign_in", "a login"),
        ("https://consent.youtube.com/m?continue=x", "consent"),
        ("https://www.google.com/sorry/index?continue=x", "a captcha"),
        ("https://validate.perfdrive.com/x", "a captcha"),
        ("https://geo.captcha-delivery.com/captcha/", "a captcha"),
    ],
)
def test_doors(there: str, words: str) -> None:
    """A redirect that ends at a door proves nothing of what is behind it."""
    seen, _ = follow(there)
    assert seen.signal is Signal.BLOCKED
    assert words in seen.reason


def test_doors_that_are_meant() -> None:
    """A list may link a login, and the rest of that site is no door."""
    assert look(ok, address="https://example.org/login")[0].signal is Signal.ALIVE
    assert follow("https://www.google.com/maps")[0].signal is Signal.ALIVE


@pytest.mark.parametrize(
    "there",
    [
        "https://doi.org/10.1000/1",
        "https://huggingface.co/o/n",
        "https://zenodo.org/records/1",
    ],
)
def test_redirects_to_things_with_a_record(there: str) -> None:
    """What a shortened address leads to is asked as a page, where its page can be believed."""
    assert follow(there)[0].signal is Signal.ALIVE


def test_redirects_to_videos() -> None:
    """The page of a video is there for ids that no video has."""
    seen, asked = follow("https://youtu.be/0123456789a")
    assert (seen.signal, len(asked)) == (Signal.UNKNOWN, 1)
