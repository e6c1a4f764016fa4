"""Rows: no answer, walls, pages in the place of the page, and addresses that are not asked."""

from world import Fault

from liveness.situations import Group, Situation

_TWICE, _THRICE = "HEAD, GET", "HEAD, GET, GET"
_NO_HEAD = Fault("status", status=405, method="HEAD")
_HEADERS = {"cf-mitigated": "challenge"}


def _soft(says: str, fault: str, arrived: int | None = None, **options: float) -> Situation:
    planted = Fault(fault, **options)  # type: ignore[arg-type]
    return Situation(says, "unverified", _TWICE, arrived, "suspect", faults=(planted,))


def _soft_get(says: str, fault: str, **options: float) -> Situation:
    """Trouble that only a body can have: the HEAD is refused, so that a GET comes."""
    planted = Fault(fault, **options)  # type: ignore[arg-type]
    return Situation(says, "unverified", _THRICE, None, "suspect", faults=(_NO_HEAD, planted))


SILENCE = Group(
    "No answer",
    "A failure of the network is asked again at the end of the run. Only a name that does not "
    "exist is proof, and only while other names do. Requests arrive where a connection came about.",
    {
        "no-such-name": Situation("its name does not exist", "dead", _TWICE, 0,
                                  faults=(Fault("no-such-name"),)),
        "no-address": _soft("its name has no address", "no-address", 0),
        "servfail": _soft("the name server fails (SERVFAIL)", "server-failure", 0),
        "silent-name": _soft("the name server says nothing", "silent-name", 0),
        "refused": _soft("refuses connections", "refused", 0),
        "silent": _soft("does not answer when called", "silent", 0),
        "tls-expired": _soft("its certificate has expired", "expired-certificate", 0),
        "tls-wrong-host": _soft("its certificate is for another name", "wrong-host-certificate", 0),
        "tls-self-signed": _soft("its certificate is signed by itself",
                                 "self-signed-certificate", 0),
        "tls-unknown": _soft("nobody knows who signed its certificate",
                             "unknown-authority-certificate", 0),
        "tls-old": _soft("speaks TLS 1.1 at best", "old-protocol", 0),
        "tls-none": _soft("speaks plain HTTP on the port of HTTPS", "plain-text", 0),
        "tls-reset": _soft("breaks off the TLS handshake", "reset-handshake", 0),
        "tls-stall": _soft("says nothing in the TLS handshake", "stall-handshake", 0),
        "stall": _soft("takes the request and says nothing", "stall"),
        "reset": _soft("takes the request and resets the connection", "reset"),
        "close": _soft("takes the request and closes the connection", "close"),
        "cut-headers": _soft("resets the connection within the headers", "cut-headers"),
        "drip": _soft("sends a byte every half second", "drip"),
        "huge-headers": _soft("sends a megabyte of headers", "huge-headers"),
        "garbage": _soft("answers what is not HTTP", "garbage"),
        "stall-body": Situation("405 to HEAD; 200 to GET, and the body does not come", "alive",
                                _TWICE, faults=(_NO_HEAD, Fault("stall-body"))),
        "cut-body": Situation("405 to HEAD; 200 to GET, and half of the body", "alive", _TWICE,
                              faults=(_NO_HEAD, Fault("cut-body"))),
        "bad-chunks": Situation("405 to HEAD; 200 to GET, and chunks that are none", "alive",
                                _TWICE, faults=(_NO_HEAD, Fault("bad-chunks"))),
        "endless": Situation("405 to HEAD; 200 to GET, and a body without end", "alive", _TWICE,
                             faults=(_NO_HEAD, Fault("endless"))),
        "gzip-bomb": Situation("405 to HEAD; 200 to GET, and 256 MB packed into 256 bytes",
                               "alive", _TWICE, faults=(_NO_HEAD, Fault("gzip-bomb"))),
        "bad-gzip": Situation("405 to HEAD; 200 to GET, and gzip that is none", "alive", _TWICE,
                              faults=(_NO_HEAD, Fault("bad-gzip"))),
    },
)  # fmt: skip


def _shown(says: str, body: str, status: int = 403) -> Situation:
    fault = Fault("status", status=status, text=body)
    return Situation(says, "unverified", _TWICE, faults=(_NO_HEAD, fault))


def _sent(says: str, target: str, host: str = "") -> Situation:
    fault = Fault("redirect", status=302, target=target)
    steps = [f"{method}, {method} {host}".strip() for method in ("HEAD", "GET")]
    return Situation(says, "unverified", ", ".join(steps), faults=(fault,))


WALLS = Group(
    "Walls before machines",
    "A test, a login or a refusal says nothing of the page behind it: unverified, for ever, and "
    "never counted as a failure.",
    {
        "w-cf": Situation("403 with `cf-mitigated`", "unverified", _TWICE,
                          faults=(Fault("challenge"),)),
        "w-cf-404": Situation("404 with `cf-mitigated`", "unverified", _TWICE,
                              faults=(Fault("status", status=404, headers=_HEADERS),)),
        "w-cf-503": Situation("503 with `cf-mitigated`", "unverified", _TWICE,
                              faults=(Fault("status", status=503, headers=_HEADERS),)),
        "w-aws": Situation("202 of AWS WAF", "unverified", _TWICE,
                           faults=(Fault("waf-challenge"),)),
        "w-captcha": Situation("405 of AWS WAF", "unverified", _TWICE,
                               faults=(Fault("waf-captcha"),)),
        "w-datadome": _shown("200, and a captcha of DataDome",
                             "<script src='https://ct.captcha-delivery.com/c.js'></script>", 200),
        "w-imperva": _shown("200, and a test of Imperva",
                            "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'></iframe>", 200),
        "w-anubis": _shown("200, and a test of Anubis",
                           '<script id="anubis_challenge" type="application/json"></script>', 200),
        "w-cf-body": _shown("404, and a test of Cloudflare in its body",
                            "<script>window._cf_chl_opt={}</script>", 404),
        "w-login": _sent("302, to its own login", "https://w-login.example.org/login?next=/page"),
        "w-accounts": _sent("302, to Google's login", "https://accounts.google.com/w-accounts",
                            "accounts.google.com"),
        "w-consent": _sent("302, to a page that asks for consent",
                           "https://consent.google.com/w-consent", "consent.google.com"),
        "w-sorry": _sent("302, to a captcha of Google's",
                         "https://www.google.com/sorry/w-sorry", "www.google.com"),
        "w-unasked": Situation("302, to a host that is not asked by policy", "unverified", _TWICE,
                               faults=(Fault("redirect", status=302,
                                             target="https://www.linkedin.com/in/w-unasked"),)),
    },
)  # fmt: skip

_LOST = (
    "<title>Page not found</title><h1>404</h1><p>The page you were looking for does not exist.</p>"
)
_FORM = "<title>Sign in</title><h1>Sign in</h1><form><input type=password></form>"
_SALE = (
    "<title>s-parked.example.org</title><p>s-parked.example.org is for sale. Buy this domain.</p>"
)
_BODY = (
    "<title>{0}</title><h1>{0}</h1><p>" + "Many words about what is done there and by whom. " * 40
)


def _ends(status: int, place: str, text: str) -> tuple[Fault | tuple[str, Fault], ...]:
    target = f"https://{place}"
    return (
        Fault("redirect", status=status, target=target),
        (target, Fault("soft-404", text=text)),
    )


STRANGE = Group(
    "Another page in its place",
    "By default a page is read only where its redirects give cause; `soft-404 = \"all\"` under "
    "`[pages]` reads them all. [soft-404.md](soft-404.md) says by which signals pages are known.",
    {
        "s-unread": Situation("200, and a page that says that it is missing", "alive", "HEAD",
                              faults=(Fault("soft-404", text=_LOST),)),
        "s-error": Situation("302 to `/404.html`, which answers 200 and says so", "suspect",
                             "HEAD, HEAD, GET",
                             faults=_ends(302, "s-error.example.org/404.html", _LOST)),
        "s-home": Situation("302 to the home page, which says nothing of it", "alive",
                            "HEAD, HEAD, GET",
                            faults=_ends(302, "s-home.example.org/", _BODY.format("A lab"))),
        "s-other": Situation("301 to a page of another name that says that it is missing",
                             "suspect", "HEAD, HEAD, GET",
                             faults=_ends(301, "s-other.example.org/departments", _LOST)),
        "s-parked": Situation("302 to a page that offers the name for sale", "suspect",
                              "HEAD, HEAD, GET, GET",
                              faults=(*_ends(302, "s-parked.example.org/lander", _SALE),
                                      ("https://s-parked.example.org/*",
                                       Fault("soft-404", text=_SALE)))),
        "s-door": Situation("302 to another page, which is a login in all but its address",
                            "unverified", "HEAD, HEAD, GET",
                            faults=_ends(302, "s-door.example.org/w", _FORM)),
    },
)  # fmt: skip


def _unasked(says: str, url: str, asked: str = "", state: str = "refused") -> Situation:
    return Situation(says, state, asked, 0, url=url)


ADDRESSES = Group(
    "Addresses that are not asked, or not as they stand",
    "Nothing goes to an address that is not public, whether a list names it or a name server does.",
    {
        "a-private": _unasked("an address in a private network",
                              "http://10.0.0.1/a-private", "HEAD"),
        "a-loopback": _unasked("this machine", "http://127.0.0.1/a-loopback", "HEAD"),
        "a-localhost": _unasked("this machine by its name", "http://localhost/a-localhost", "HEAD"),
        "a-link-local": _unasked("an address for the machine's cloud",
                                 "http://169.254.169.254/a-link-local", "HEAD"),
        "a-by-name": Situation("a public name that leads into a private network", "refused",
                               "HEAD", 0, faults=(Fault("private-address", text="10.1.2.3"),)),
        "a-misspelt": _unasked("a misspelt scheme", "htps://a-misspelt.example.org/"),
        "a-ftp": _unasked("`ftp:`", "ftp://a-ftp.example.org/file"),
        "a-mailto": _unasked("`mailto:`", "mailto:a-mailto@example.org", state="skipped"),
        "a-onion": Situation("a name that no public name server serves", "refused", "HEAD", 0,
                             faults=(Fault("no-such-name"),), url="http://a-onion.onion/page"),
    },
)  # fmt: skip
