"""Whether this machine sees the network at all.

Without a network every name is answered with "no such name" on some machines, and "no route" on
others; a proxy may say 403 or 404 in the place of every host, and a portal shows all of them as one
page. None of that is about the hosts, so none of it may be reported of them. Nothing is believed of
hosts that look all alike (`looks.py`) until a canary was asked: what is known to be alive, the API
where nothing is, a page that nobody made where all pages look the same.
"""

import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

import anyio

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.urls import host_of
from listcheck.wire.looks import SILENCE, Crowd, Look, Seen, look_of
from listcheck.wire.names import Resolver, needs_a_name_server
from listcheck.wire.settings import WireSettings

SUSPICIOUS = 8  # hosts that failed, none having answered
CANARY_TIMEOUT = 5.0
CANARY_PAUSE = 10.0  # a failed check holds for so long
PROOF_HOLDS = 10.0  # a network can be lost in the middle of a run
WITNESSES = 3  # living addresses that are asked; one that answers is enough
SECOND_WIND = 3.0  # seconds that a network which was there gets to come back

_DARK = frozenset(
    {
        FailureKind.LOCAL,
        FailureKind.NO_SUCH_NAME,
        FailureKind.NO_ADDRESS,
        FailureKind.RESOLVER,
    }
)
_MUTE = _DARK | {FailureKind.TIMEOUT, FailureKind.UNREACHABLE, FailureKind.FORBIDDEN_ADDRESS}
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")

Ask = Callable[[Request], Awaitable[Reply]]
Voice = Literal["its own", "another", "none", "unknown"]


class Sight:
    """Collects signs of life, and asks the canaries when there are none.

    `ask` puts a question to a host at once, in no lane. `blind` says why nothing can be seen,
    `dark_since` (Unix time) since when; with `portal` nothing that seemed alive is believed either.
    """

    def __init__(self, settings: WireSettings, resolver: Resolver, ask: Ask) -> None:
        self._canaries = tuple(name for name in settings.canaries if needs_a_name_server(name))
        self._api = settings.api_canary
        self._alive = tuple(url for url in settings.alive if host_of(url) not in settings.lanes)
        self._had_pages_of_their_own = settings.unlike
        self._paced = settings.lanes
        self._resolver = resolver
        self._ask_host = ask
        environment = settings.environment
        self._proxies = [
            name for name in environment if name.lower() in _PROXIES and environment[name]
        ]
        self._failed: dict[str, Failure] = {}
        self._crowd = Crowd()
        self._asking = anyio.Lock()
        self._judging = anyio.Lock()
        self._asked_at = float("-inf")
        self._named_at = float("-inf")  # when a name server last knew some name
        self._named: list[str] = []  # the first of them: canaries for the rest of the run
        self._api_at = float("-inf")  # when an API last answered in its own form
        self._api_answers = False  # when all others had gone dark
        self.reached = False  # some host answered, be it with a refusal
        self.blind = ""
        self.dark_since = float("-inf")
        self.portal = False

    def name_resolved(self, name: str) -> None:
        """A name server knew a name."""
        self._named_at = time.monotonic()
        if len(self._named) < WITNESSES:
            self._named.append(name)

    def refuses(self, request: Request) -> bool:
        """Whether asking is of no use. An API that answers in its own form is seen all the same."""
        return bool(self.blind) and not (request.configured and self._api_answers)

    async def note(self, request: Request, host: str, reply: Reply) -> None:
        """Take one reply into account."""
        if not isinstance(reply, Failure) or reply.kind not in _MUTE:
            self.reached = True
        elif reply.kind in _DARK and not self.reached:
            self._failed[host] = reply
            if len(self._failed) >= SUSPICIOUS and not self.blind:
                await self._judge()
        if request.configured:
            self._api_at = time.monotonic() if _is_of_api(reply) else self._api_at
            return
        look = look_of(request, reply)
        if look is not None and self._crowd.note(host, Seen(look, request, reply.at)):
            await self._doubt(look)

    async def believes_in_names(self, since: float | None = None) -> bool:
        """Whether "no such name" can be believed: some name has an address.

        Args:
            since: how new the proof must be, in seconds of the monotonic clock; one that is a
                little old will do for what is looked at again.
        """
        new = time.monotonic() - PROOF_HOLDS if since is None else since
        if self._named_at < new:
            old = time.monotonic() - CANARY_PAUSE if since is None else since
            await self._ask_canaries(new, old)
        return self._named_at >= new

    async def conclude(self) -> None:
        """At the end of a run of few hosts: did it see anything?"""
        if self._failed and not self.reached and not self.blind:
            await self._judge()

    async def _judge(self) -> None:
        failures = [one for one in self._failed.values() if one.kind is FailureKind.LOCAL]
        routeless = [one.detail for one in failures if one.detail.startswith("errno")]
        if len(routeless) == len(self._failed):
            self._close_eyes(f"no connection could be made from this machine ({routeless[-1]})")
        elif not await self.believes_in_names() and not self.reached:
            tested = " or ".join(self._canaries) or "any host"
            self._close_eyes(f"no name could be resolved, not that of {tested} either")

    def _close_eyes(self, why: str) -> None:
        unused = ", ".join(self._proxies)
        hint = f"; the environment names a proxy ({unused}) that is not used" if unused else ""
        self.blind = why + hint

    # --- hosts that look all alike -----------------------------------------------------------

    async def _doubt(self, look: Look) -> None:
        """Whoever comes to the same doubt meanwhile waits for its end, and asks nothing."""
        async with self._judging:
            if self.blind or not self._crowd.is_alike(look):
                return
            those = self._crowd.those(look)
            seen = next(iter(those.values()))
            why = await (self._is_one_page(those) if seen.is_page else self._is_dark(look, those))
            if why is None:
                self._crowd.acquit(look)
                return
            self._api_answers = self._api_at > time.monotonic() - PROOF_HOLDS
            self._api_answers = self._api_answers or await self._voice() == "its own"
            self.portal = seen.is_page
            self.dark_since = min(one.at for one in those.values())
            self._close_eyes(why)

    async def _is_one_page(self, those: dict[str, Seen]) -> str | None:
        """Whether hosts that show one page show it for pages, too, that nobody made.

        Where nothing is known of pages of their own, they may be kept by one and the same program:
        then it takes an API that is not heard either, or a foreign host that all lead to.
        """
        some = [one for host, one in those.items() if host not in self._paced][:WITNESSES]
        for seen in some:
            asked = Request(seen.request.method, _nonsense(seen.request.url))
            if look_of(asked, await self._ask_host(asked)) != seen.look:
                return None
        alone = self._had_pages_of_their_own or any(one.leads_away for one in some)
        if not some or not (alone or _is_forged(some, await self._voice())):
            return None
        return f"{len(those)} hosts answer alike whatever they are asked"

    async def _is_dark(self, look: Look, those: dict[str, Seen]) -> str | None:
        """Whether hosts that are known to live look as all others do."""
        words = f"{len(those)} hosts {_words(look)} one after the other"
        known = bool(self._crowd.others)
        witnesses = list(islice(self._witnesses(look), WITNESSES))
        if not witnesses:
            dark = not known and _is_forged(those.values(), await self._voice())
            return f"{words}, and {host_of(self._api)} cannot be reached either" if dark else None
        for attempt in range(2 if known else 1):
            await anyio.sleep(SECOND_WIND if attempt else 0.0)
            for url in witnesses:
                asked = Request("GET", url)
                if look_of(asked, await self._ask_host(asked)) != look:
                    return None
        tested = ", ".join(host_of(url) for url in witnesses)
        return f"{words}, and so does what answered before ({tested})"

    def _witnesses(self, look: Look) -> Iterator[str]:
        """Addresses that were alive: in this run, then in earlier ones; one for each host."""
        here = (one.request.url for one in self._crowd.unlike(look))
        hosts: set[str] = set()
        for url in (*here, *self._alive):
            host = host_of(url)
            if host not in hosts and host not in self._paced:
                hosts.add(host)
                yield url

    async def _voice(self) -> Voice:
        """In whose voice the API answers."""
        if not self._api:
            return "unknown"
        reply = await self._ask_host(Request("GET", self._api, configured=True))
        if not isinstance(reply, Answer):
            return "none"
        return "its own" if _is_of_api(reply) else "another"

    # --- names -------------------------------------------------------------------------------

    async def _ask_canaries(self, new: float, old: float) -> None:
        async with self._asking:
            if self._named_at < new and self._asked_at < old:
                began = time.monotonic()  # what came of it is no news to who begins meanwhile
                with anyio.move_on_after(CANARY_TIMEOUT):
                    await self._ask_all({*self._canaries, *self._named})
                self._asked_at = began

    async def _ask_all(self, names: Iterable[str]) -> None:
        async with anyio.create_task_group() as tasks:
            for name in names:
                tasks.start_soon(self._ask, name, tasks.cancel_scope)

    async def _ask(self, name: str, others: anyio.CancelScope) -> None:
        try:
            await self._resolver.resolve(name.encode("idna"), 443, anew=True)
        except (OSError, UnicodeError):
            return
        self.name_resolved(name)
        others.cancel()


def _is_of_api(reply: Reply) -> bool:
    """Whether an API said it, be it a refusal: no proxy's page is written for programs."""
    kind = reply.headers.get("content-type", "") if isinstance(reply, Answer) else ""
    return "json" in kind or "xml" in kind.replace("xhtml", "")


def _is_forged(those: Iterable[Seen], api: Voice) -> bool:
    """Whether somebody in between speaks for hosts that look alike, by how the API answers.

    Over TLS nobody can speak for a host without a certificate for its name; a proxy that makes
    them for every name makes one for the API, too. So the API's silence alone is the API's affair.
    """
    secure = any(one.look != SILENCE and one.request.url.startswith("https:") for one in those)
    return api == "another" or (api == "none" and not secure)


def _nonsense(url: str) -> str:
    """A page of the same host that nobody made."""
    from hashlib import blake2s  # noqa: PLC0415  # few hosts are asked for nonsense

    parts = urlsplit(url)
    token = blake2s(parts.netloc.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{parts.scheme}://{parts.netloc}/{token}"


def _words(look: Look) -> str:
    if look == SILENCE:
        return "cannot be reached"
    return f"answer {look[0]}" if len(look) == 1 else f"lead to {look[1]}"
