"""What the answers to a page mean, in tables.

Facts about hosts: many refuse HEAD with 404, 405, 403 or 5xx and serve GET; 401, 403, 406, 418, 429
and 999 are said to machines whatever the page is (LinkedIn's 999, Cloudflare's `cf-mitigated`, the
202 and 405 of AWS WAF).
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from listcheck.exchange import Answer, Failure, FailureKind
from listcheck.model import Signal
from listcheck.patterns import lazy_compile
from listcheck.states import OF_SILENCE
from listcheck.urls import host_of, scheme_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})

# Hosts whose own answer settles the question: where they redirect to is somebody else's affair.
# A DOI that its registry resolves exists, whatever the publisher's bot wall says.
REGISTRIES = frozenset({"doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net"})

# Where no browser lets a page send it; what other schemes name belongs to an app.
UNSAFE = frozenset({"file", "javascript", "data", "about", "blob"})

_OF_STATUS: dict[int, Signal] = {
    304: Signal.ALIVE,
    202: Signal.UNKNOWN,  # accepted, nothing shown: the form that some challenges take
    404: Signal.NOT_FOUND,
    410: Signal.GONE,
    451: Signal.LEGAL,
    408: Signal.TIMEOUT,
    429: Signal.THROTTLED,
    **dict.fromkeys((401, 402, 403, 405, 406, 407, 409, 412, 418, 423, 425, 999), Signal.BLOCKED),
}
# Of a link's own host, other than of a service, these say something: it is the list that names it.
_OF_FAILURE: dict[FailureKind, Signal] = {
    **OF_SILENCE,
    FailureKind.NO_SUCH_NAME: Signal.NO_SUCH_NAME,
    FailureKind.NO_ADDRESS: Signal.UNREACHABLE,
    FailureKind.FORBIDDEN_ADDRESS: Signal.FORBIDDEN,
    FailureKind.BAD_URL: Signal.INVALID,
}
_STATUS_WORDS: dict[int, str] = {
    202: "answers 202 Accepted and shows nothing",
    401: "wants a login (401)",
    403: "refuses machines (403)",
    404: "not found (404)",
    405: "refuses machines (405)",
    406: "refuses machines (406)",
    410: "gone (410)",
    418: "refuses machines (418)",
    429: "too many requests (429)",
    451: "unavailable for legal reasons (451)",
    999: "refuses machines (999)",
}

# Where a redirect ends at somebody's door instead of the page.
_DOORS = lazy_compile(
    r"(^|/)(log-?in|sign-?in|signup|users/sign_in|sso|saml2?|oauth2?|shibboleth|idp|cas)(/|$|\.|-)",
    re.IGNORECASE,
)
# Hosts that stand before pages, and what they show; a path, where given, begins so.
_DOOR_HOSTS: dict[str, tuple[str, str]] = {
    "accounts.google.com": ("", "a login"),
    "login.microsoftonline.com": ("", "a login"),
    "consent.google.com": ("", "a page that asks for consent"),
    "consent.youtube.com": ("", "a page that asks for consent"),
    "consent.yahoo.com": ("", "a page that asks for consent"),
    "www.google.com": ("/sorry/", "a captcha"),
    "validate.perfdrive.com": ("", "a captcha"),
    "geo.captcha-delivery.com": ("", "a captcha"),
}


def of_status(status: int) -> Signal:
    """What a status says that ends a way along the redirects."""
    if status in _OF_STATUS:
        return _OF_STATUS[status]
    if status >= 500:
        return Signal.SERVER_ERROR
    return Signal.ALIVE if 200 <= status < 300 else Signal.UNKNOWN


# Special-use names (RFC 6761, 6762, 7686, 8375, 9476), ICANN's `internal`, and other roots than
# that of the DNS: that the DNS does not know them says nothing of what stands there.
ELSEWHERE = frozenset(
    {"onion", "local", "internal", "localhost", "localdomain", "lan", "alt", "i2p", "eth", "bit"}
)


def of_failure(failure: Failure, host: str) -> Signal:
    """What it says that no answer came from a host."""
    if failure.kind is FailureKind.NO_SUCH_NAME and is_elsewhere(host):
        return Signal.INVALID
    return _OF_FAILURE[failure.kind]


def is_elsewhere(host: str) -> bool:
    """Whether a name is one that the DNS need not know."""
    return host.rpartition(".")[2] in ELSEWHERE


def words(status: int) -> str:
    """A status, for people."""
    return _STATUS_WORDS.get(status, "answers" if 200 <= status < 300 else f"answers {status}")


_BEGINS = lazy_compile(r"(https?:)?/", re.IGNORECASE)


def places(location: str) -> tuple[str, ...]:
    """Where a redirect leads: a field that was sent more than once arrives joined by commas.

    It must not be (RFC 9110, 5.3 and 10.2.2). Browsers follow repetitions that are the same, and
    none where they differ.
    """
    several = tuple(dict.fromkeys(location.split(", ")))
    begin_anew = len(several) == 1 or all(map(_BEGINS.match, several))
    return several if begin_anew else (location,)


NO_ADDRESS = "no address of which a request can be made"


def no_page(several: tuple[str, ...]) -> str:
    """What a redirect leads to that cannot be asked, for people."""
    if len(several) > 1:
        return "several places at once"
    scheme = scheme_of(several[0])
    own = scheme not in ("", "http", "https")
    return f"an address of {scheme[:20]}:" if own else NO_ADDRESS


GLANCE = 1 << 14  # bytes of a body: a challenge is short, and names itself at its beginning

# In the body of a challenge, and of nothing that it guards: Cloudflare, DataDome, Imperva,
# PerimeterX, Akamai, AWS WAF, Anubis.
_MARKS = lazy_compile(
    rb"window\._cf_chl_opt|(?:geo|ct)\.captcha-delivery\.com/|/_Incapsula_Resource\?(?:CWUDNSAI|SWUDNSAI)"
    rb"|id=[\"']px-captcha[\"']|/_sec/(?:cp_challenge|verify)|AwsWafIntegration\.(?:getToken|check)"
    rb"|id=[\"']anubis_challenge[\"']"
)
# A page that is there may hold such a mark somewhere; a challenge holds hardly anything else.
_SHORT = 8_000


def is_challenge(answer: Answer) -> bool:
    """Whether the answer is a test that machines are meant to fail."""
    headers = answer.headers
    if headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in headers:
        return True
    if not answer.body:
        return False
    whole = not answer.truncated and len(answer.body) <= _SHORT
    return (answer.status >= 400 or whole) and _MARKS.search(answer.body) is not None


def is_parked(headers: Mapping[str, str]) -> bool:
    """Whether the head of an answer is that of a parking service."""
    return "x-adblock-key" in headers or ("x-buckets" in headers and "x-template" in headers)


def door(url: str) -> str:
    """What an address shows that stands before a page: a login, a captcha; "" if it does not."""
    path = urlsplit(url).path
    start, words = _DOOR_HOSTS.get(host_of(url), ("", ""))
    if words and path.startswith(start):
        return words
    return "a login" if _DOORS.search(path) else ""
