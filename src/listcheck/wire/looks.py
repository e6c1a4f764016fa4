"""How hosts look from here: what too many of them say alike is said by somebody in between.

The web is unlike itself: of three hundred links some answer, some refuse, some are gone. A lost
network, a proxy or a portal makes all hosts look the same. Here it is only noticed; whether it is
so is for the canaries to say (`sight.py`).
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from listcheck.exchange import Answer, FailureKind, Reply, Request
from listcheck.urls import host_of, join, site

# Judgement, not measurement. Where 15% of hosts fail in one way or another, eight of eight fail
# alike once in a million runs, and a canary costs a few requests.
FEW = 8  # hosts
WINDOW = 20  # hosts: those heard last
SHARE = 0.8  # of them

Look = tuple[object, ...]
SILENCE: Look = ("silence",)
# About a request or a lane; the network was not asked.
_NOT_SEEN = frozenset(
    {
        FailureKind.BAD_URL,
        FailureKind.CLOSED_LANE,
        FailureKind.DEADLINE,
        FailureKind.INTERRUPTED,
    }
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A portal shows one page to all: these are the same for all, and tell two pages apart.
_FORM = ("content-length", "content-type", "etag", "last-modified", "server")


class Seen(NamedTuple):
    """What one host looked like when it was last heard. `at` is Unix time."""

    look: Look
    request: Request
    at: float

    @property
    def is_page(self) -> bool:
        """Whether it looks as if it were there: a page, or the way to one."""
        return self.look != SILENCE and isinstance(self.look[0], int) and self.look[0] < 400

    @property
    def leads_away(self) -> bool:
        """Whether it is the way to another host."""
        return self.look[0] in _REDIRECTS


def look_of(request: Request, reply: Reply) -> Look | None:
    """How a reply looks, None if nothing was asked of the network.

    Failures look alike whatever they are: a network that is being lost resets, times out and
    forgets names at once. Redirects look alike that lead to one foreign host.
    """
    if not isinstance(reply, Answer):
        return None if reply.kind in _NOT_SEEN else SILENCE
    if reply.status in _REDIRECTS:
        here, there = host_of(request.url), _leads_to(request.url, reply)
        return (reply.status, there) if site(there) != site(here) else (200, here)
    if reply.status >= 400:
        return (reply.status,)
    if reply.status == 304:  # nobody else knows what we were shown before
        return (304, host_of(request.url))
    headers = reply.headers
    return (reply.status, *[headers.get(name) for name in _FORM])


def _leads_to(url: str, answer: Answer) -> str:
    there = join(url, answer.headers.get("location", "").strip())
    return host_of(there) if there else host_of(url)


class Crowd:
    """The looks of the hosts that were heard last."""

    def __init__(self) -> None:
        self._newest: dict[str, Look] = {}
        self._window: dict[str, Seen] = {}  # the last hosts that said something new, newest last
        self._counts: Counter[Look] = Counter()  # of them
        self._few = FEW
        self._believed: set[Look] = set()
        self.others: dict[str, Seen] = {}  # hosts that were there, newest last

    def note(self, host: str, seen: Seen) -> bool:
        """Take a look into account; whether too many hosts look like this one.

        A host that says again what it said, as at the second look of a run, is no news.
        """
        if self._newest.get(host) != seen.look:
            self._newest[host] = seen.look
            self._forget(host)
            if len(self._window) == WINDOW:
                self._forget(next(iter(self._window)))
            self._window[host] = seen
            self._counts[seen.look] += 1
            if seen.is_page:
                self.others[host] = seen
        return self.is_alike(seen.look)

    def _forget(self, host: str) -> None:
        known = self._window.pop(host, None)
        if known is not None:
            self._counts[known.look] -= 1

    def is_alike(self, look: Look) -> bool:
        """Whether too many of the last hosts look so."""
        count = 0 if look in self._believed else self._counts[look]
        return count >= self._few and count >= SHARE * len(self._window)

    def those(self, look: Look) -> dict[str, Seen]:
        """The last hosts that look so."""
        return {host: one for host, one in self._window.items() if one.look == look}

    def unlike(self, look: Look) -> Iterator[Seen]:
        """The newest of the hosts that were there and did not look so."""
        return (one for one in reversed(self.others.values()) if one.look != look)

    def acquit(self, look: Look) -> None:
        """They are as they say: it takes more to doubt again, and what they said is believed.

        Silence is not, since a network can be lost later.
        """
        self._believed |= {look} - {SILENCE}
        self._window.clear()
        self._counts.clear()
        self._few = min(2 * self._few, WINDOW)
