"""Rows: statuses, redirects, and answers that change."""

from collections.abc import Iterable
from typing import Any

from world import Fault

from liveness.situations import Group, Situation

_NEW = "https://new.example.org"
_TWICE, _THRICE = "HEAD, GET", "HEAD, GET, GET"
_PAST = "HEAD, HEAD, HEAD new.example.org, GET new.example.org"  # a hop more
_HOPS = "HEAD, HEAD new.example.org, GET new.example.org"


def _status(status: int, **options: Any) -> Fault:
    return Fault("status", status=status, **options)


def _all(
    statuses: Iterable[int], state: str, asked: str, lasting: str = ""
) -> dict[str, Situation]:
    return {
        f"status-{one}": Situation(str(one), state, asked, None, lasting, faults=(_status(one),))
        for one in statuses
    }


def _to(
    status: int, place: str, then: Fault | None = None, chain: str = ""
) -> tuple[Fault | tuple[str, Fault], ...]:
    """A redirect to a page of the other host, and what that does."""
    there = f"{_NEW}/{place}"
    end = ((there, then),) if then else ()
    return (Fault("redirect", status=status, target=there, text=chain), *end)


SUCCESS = Group(
    "Success, and what comes before it",
    "A HEAD that is answered by success is enough. 202 says that something was begun and shows "
    "nothing, which is the form of some challenges.",
    _all((200, 201, 203, 204, 205, 206, 207, 208, 226, 299), "alive", "HEAD")
    | _all((202,), "unverified", _TWICE)
    | {
        "interim-100": Situation("100, then 200", "alive", "HEAD",
                                 faults=(Fault("interim", status=100),)),
        "interim-102": Situation("102, then 200", "alive", "HEAD",
                                 faults=(Fault("interim", status=102),)),
        "interim-103": Situation("103, then 200", "alive", "HEAD",
                                 faults=(Fault("interim", status=103),)),
        "only-103": Situation("103, and nothing after it", "unverified", _TWICE, None, "suspect",
                              faults=(_status(103),)),
        "switching": Situation("101, to another protocol", "unverified", _TWICE,
                               faults=(_status(101),)),
    },
)  # fmt: skip

REDIRECTS = Group(
    "Redirects",
    "Every hop is asked, at most ten. What counts is where they end. Only permanent ones (301 and "
    "308, from the first on) make `moved`, with a fix.",
    {
        "r-301": Situation("301, to a page that answers", "moved", _HOPS, faults=_to(301, "r-301")),
        "r-kept": Situation("301, to an address that keeps the name of the page", "moved",
                            "HEAD, HEAD new.example.org", faults=_to(301, "r-kept/page")),
        "r-308": Situation("308, to a page that answers", "moved", _HOPS, faults=_to(308, "r-308")),
        "r-302": Situation("302, to a page that answers", "alive", _HOPS, faults=_to(302, "r-302")),
        "r-303": Situation("303, to a page that answers", "alive", _HOPS, faults=_to(303, "r-303")),
        "r-307": Situation("307, to a page that answers", "alive", _HOPS, faults=_to(307, "r-307")),
        "r-mixed": Situation("301, then 302", "moved", _PAST,
                             faults=_to(301, "r-mixed", chain="301,302")),
        "r-mixed-late": Situation("302, then 301", "alive", _PAST,
                                  faults=_to(302, "r-mixed-late", chain="302,301")),
        "r-https": Situation("301, from http to https", "moved", "HEAD, HEAD",
                             faults=(Fault("https-redirect"),),
                             url="http://r-https.example.org/page"),
        "r-relative": Situation("301, to a relative address", "moved", "HEAD, HEAD, GET",
                                faults=(Fault("redirect", status=301, target="../other/"),
                                        ("https://r-relative.example.org/other/", _status(200)))),
        "r-404": Situation("301, to a page that says 404", "dead",
                           ", ".join(["HEAD, HEAD new.example.org"]
                                     + ["GET, GET new.example.org"] * 2),
                           faults=_to(301, "r-404", _status(404))),
        "r-410": Situation("302, to a page that says 410", "dead",
                           ", ".join(["HEAD, HEAD new.example.org"]
                                     + ["GET, GET new.example.org"] * 2),
                           faults=_to(302, "r-410", _status(410))),
        "r-403": Situation("302, to a page that says 403", "unverified",
                           "HEAD, HEAD new.example.org, GET, GET new.example.org",
                           faults=_to(302, "r-403", _status(403))),
        "r-500": Situation("302, to a page that says 500", "unverified",
                           ", ".join(["HEAD, HEAD new.example.org"]
                                     + ["GET, GET new.example.org"] * 2), None, "suspect",
                           faults=_to(302, "r-500", _status(500))),
        "r-no-name": Situation("302, to a name that does not exist", "dead",
                               "HEAD, HEAD r-gone.example.org, GET, GET r-gone.example.org", 2,
                               faults=(Fault("redirect", status=302,
                                             target="https://r-gone.example.org/r-no-name"),
                                       ("https://r-gone.example.org/", Fault("no-such-name")))),
        "r-loop": Situation("in a circle", "dead", "HEAD, HEAD, GET, GET, GET, GET",
                            faults=(Fault("loop"),)),
        "r-cookies": Situation("in a circle, and sets a cookie", "unverified",
                               "HEAD, HEAD, GET, GET", faults=(Fault("cookie-loop"),)),
        "r-many": Situation("more than ten hops", "unverified",
                            ", ".join(["HEAD"] * 11 + ["GET"] * 11),
                            faults=_to(302, "r-many", chain=",".join(["302"] * 12))),
        "r-nowhere": Situation("301 without a Location", "unverified", _TWICE,
                               faults=(_status(301),)),
        "r-nothing": Situation("302, to `http://`, which is no address", "unverified", _TWICE,
                               faults=(_status(302, headers={"Location": "http://"}),)),
        "r-app": Situation("302, to an address of an app", "unverified", _TWICE,
                           faults=(_status(302, headers={"Location": "zoommtg://join"}),)),
        "r-private": Situation("302, to an address that is not public", "refused",
                               "HEAD, HEAD 169.254.169.254", 1,
                               faults=(Fault("private-redirect"),)),
        "r-file": Situation("302, to `file:`", "refused", _TWICE, faults=(Fault("file-redirect"),)),
    }
    | _all((300, 305, 306), "unverified", _TWICE)
    | {"status-304": Situation("304, though nothing was asked of its age", "alive", "HEAD",
                               faults=(_status(304),))},
)  # fmt: skip

CLIENT = Group(
    "The host says that it is our mistake (4xx)",
    "404 and 410 take a HEAD, a GET, and another GET at the end of the run; 451 is a judgement and "
    "needs one look. All others refuse machines as often as they tell of the page.",
    _all((404, 410), "dead", _THRICE)
    | _all((451,), "dead", _TWICE)
    | _all((400, 401, 402, 403, 405, 406, 407, 409, 411, 412, 413, 414, 415, 416, 417, 418, 420,
            421, 422, 423, 424, 425, 426, 428, 431, 440, 444, 449, 450, 460, 494, 499),
           "unverified", _TWICE)
    | _all((408,), "unverified", _THRICE, "suspect")
    | {
        "wait-long": Situation("429, with `Retry-After: 3600`", "unverified", "HEAD, GET", 1,
                               faults=(_status(429, retry_after="3600"),)),
        "wait-short": Situation("429, with `Retry-After: 1`, for ever", "unverified", "HEAD, GET",
                                6, faults=(_status(429, retry_after="1"),)),
        "wait-once": Situation("429 once, with `Retry-After: 1`, then 200", "alive", "HEAD", 2,
                               faults=(Fault("status", status=429, retry_after="1", times=1),)),
        "wait-untold": Situation("429 twice without `Retry-After`, then 200", "alive", "HEAD", 3,
                                 faults=(Fault("status", status=429, times=2),)),
    },
)  # fmt: skip

SERVER = Group(
    "The host says that it is its own mistake (5xx), or says what no standard knows",
    "Three looks, the last at the end of the run. What lasts for five runs over 30 days is "
    "suspect.",
    _all((*range(500, 512), *range(520, 528), 529, 530, 561, 598, 599, 600, 700),
         "unverified", _THRICE, "suspect")
    | _all((999,), "unverified", _TWICE)
    | {
        "wait-503": Situation("503, with `Retry-After: 3600`", "unverified", _THRICE, 1,
                              faults=(_status(503, retry_after="3600"),)),
        "status-42": Situation("42", "unverified", _TWICE, None, "suspect", faults=(_status(42),)),
        "status-1200": Situation("1200", "unverified", _TWICE, None, "suspect",
                                 faults=(_status(1200),)),
    },
)  # fmt: skip

_HEAD_ONLY = {
    f"head-{one}": Situation(f"{one} to HEAD, 200 to GET", "alive", _TWICE,
                             faults=(Fault("status", status=one, method="HEAD"),))
    for one in (400, 401, 403, 404, 405, 406, 410, 500, 501, 503)
}  # fmt: skip
CHANGING = Group(
    "Answers that change",
    "Many hosts refuse HEAD and serve GET; some say 404 once. Nothing is dead that answers later "
    "in the run.",
    {
        **_HEAD_ONLY,
        "head-stalls": Situation("nothing to HEAD, 200 to GET", "alive", _TWICE,
                                 faults=(Fault("stall", method="HEAD"),)),
        "head-resets": Situation("a reset to HEAD, 200 to GET", "alive", _TWICE,
                                 faults=(Fault("reset", method="HEAD"),)),
        "once-404": Situation("404 once, then 200", "alive", _TWICE,
                              faults=(Fault("status", status=404, times=1),)),
        "twice-404": Situation("404 twice, then 200", "alive", _THRICE,
                               faults=(Fault("status", status=404, times=2),)),
        "later-410": Situation("404 twice, then 410", "dead", _THRICE,
                               faults=(Fault("status", status=404, times=2),
                                       Fault("status", status=410))),
        "later-403": Situation("404 twice, then 403", "unverified", _THRICE,
                               faults=(Fault("status", status=404, times=2),
                                       Fault("status", status=403))),
        "later-500": Situation("404 twice, then 500", "unverified", _THRICE, None, "suspect",
                               faults=(Fault("status", status=404, times=2),
                                       Fault("status", status=500))),
        "earlier-500": Situation("500 twice, then 404", "dead", "HEAD, GET, GET, GET",
                                 faults=(Fault("status", status=500, times=2),
                                         Fault("status", status=404))),
        "flips": Situation("404 twice, then a circle, then 404", "unverified",
                           "HEAD, GET, GET, GET, GET",
                           faults=(Fault("status", status=404, times=2), Fault("loop", times=2),
                                   Fault("status", status=404))),
        "once-503": Situation("503 once, then 200", "alive", _TWICE,
                              faults=(Fault("status", status=503, times=1),)),
        "twice-503": Situation("503 twice, then 200", "alive", _THRICE,
                               faults=(Fault("status", status=503, times=2),)),
        "once-reset": Situation("a reset, then 200", "alive", _TWICE,
                                faults=(Fault("reset", times=1),)),
    },
)  # fmt: skip
