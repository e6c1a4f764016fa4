"""One request, one reply: everything that can happen in between becomes a value."""

import math
import ssl
import time
from collections.abc import Callable, Sequence

import anyio

from listcheck.exchange import READS, Answer, Failure, FailureKind, Reply, Request
from listcheck.wire.bodies import decode
from listcheck.wire.failures import ExpiredError, UnansweredError, UnintelligibleError, cause
from listcheck.wire.messages import Address, RequestWriter, read_headers
from listcheck.wire.settings import WireSettings
from listcheck.wire.sight import Sight
from listcheck.wire.transport import OneConnection

# Whether the name in a URL is still being asked for.
Unnamed = Callable[[Address], bool]

TICK = 0.1  # seconds; the end of a question may come so much later

# A host may close an idle connection just when we use it (RFC 9112, section 9.3.1), and some
# leave the body of an answer to HEAD on it.
_STALE = (UnansweredError, UnintelligibleError, ConnectionError, ssl.SSLEOFError)


class _Exchange:
    """One request on its way: how far it got."""

    def __init__(
        self, request: Request, url: Address, writer: RequestWriter, connection: OneConnection
    ) -> None:
        self.request = request
        self.url = url
        self.writer = writer
        self.connection = connection
        self.began = time.monotonic()
        self.ends_at = math.inf  # by the monotonic clock
        self.give_up: Callable[[], None]  # ends what is being waited for
        self.connected = False
        self.settled = False  # the connection was left in order
        self.status: int | None = None
        self.fields: Sequence[tuple[bytes, bytes]] = ()
        self.raw = bytearray()
        self.whole = not request.read
        self.error: Exception | None = None

    async def run(self, to_connect: float, to_finish: float) -> None:
        """Connect, send, and read what is wanted, as far as it goes in the time (seconds)."""
        kept = self.connection.is_open_to(self.url)
        if not kept and not await self._connect(to_connect):
            return
        self._expect_by(to_finish)
        try:
            await self._converse()
        except _STALE:
            # A lane of its own has a pace, which an immediate repetition would break.
            once = self.request.method not in READS or bool(self.request.lane)
            if not kept or self.status is not None or once:
                raise
            if not await self._connect(to_connect):
                return
            self._expect_by(to_finish)
            await self._converse()
        self.settled = True

    def _expect_by(self, to_finish: float) -> None:
        self.connected = True
        self.ends_at, self.give_up = self.began + to_finish, self.connection.expire

    async def _connect(self, to_connect: float) -> bool:
        """Whether it came about in the time."""
        request = self.request
        with anyio.CancelScope() as scope:
            self.ends_at, self.give_up = self.began + to_connect, scope.cancel
            await self.connection.open(self.url, afresh=request.late, configured=request.configured)
            return True
        return False

    async def _converse(self) -> None:
        await (self._read() if self.request.read else self._glance())

    async def _glance(self) -> None:
        """Where no body is wanted, nothing is built to carry one: most requests of a run."""
        request, fields = self.request, self.writer.fields(self.request, self.url)
        head = await self.connection.ask(request.method, self.url, fields, request.body)
        self.status, self.fields = head.status, head.fields
        await self.connection.pass_over(request.method, head)

    async def _read(self) -> None:
        from listcheck.wire import responses  # noqa: PLC0415  (see there)

        request, texts = self.request, self.writer.texts(self.request, self.url)
        message = responses.message(request.method, self.url, texts, request.body)
        response = await responses.Transport(self.connection).handle_async_request(message)
        self.status, self.fields = response.status_code, response.headers.raw
        self.whole = await responses.read_raw(response, request.read, self.raw)
        await response.aclose()

    def answer(self) -> Answer:
        """The answer; its status is known, and a body that broke off does not undo it."""
        assert self.status is not None
        headers = read_headers(self.fields)
        limit, raw = self.request.read, bytes(self.raw)
        body, cut = decode(raw, headers, limit) if raw else (b"", False)
        return Answer(self.status, headers, body, cut or not self.whole, time.time())


class Asker:
    """Puts questions to hosts under one deadline each."""

    def __init__(self, settings: WireSettings, sight: Sight, unnamed: Unnamed) -> None:
        self._timeout = settings.question_timeout
        # Shorter than the whole, so that a timeout tells in which phase it happened.
        self._connect_timeout = min(settings.connect_timeout, 0.9 * settings.question_timeout)
        self._unnamed = unnamed
        self._writer = RequestWriter(settings)
        self._sight = sight
        self._open: set[_Exchange] = set()

    async def watch(self) -> None:
        """End what takes too long, for ever. One clock for all costs less than one for each."""
        while True:
            await anyio.sleep(TICK)
            now = time.monotonic()
            for exchange in [one for one in self._open if one.ends_at <= now]:
                exchange.give_up()

    async def ask(
        self, request: Request, url: Address, connection: OneConnection
    ) -> tuple[Reply, bool]:
        """The reply, and whether there was a connection."""
        exchange = _Exchange(request, url, self._writer, connection)
        self._open.add(exchange)
        try:
            await exchange.run(self._connect_timeout, self._timeout)
        except ExpiredError:
            pass
        except Exception as error:  # noqa: BLE001  (whatever the world does is a value)
            exchange.error = error
        finally:
            self._open.discard(exchange)
        if not exchange.settled:
            await connection.aclose()
        if exchange.status is None:
            return await self._failure(exchange), exchange.connected
        return exchange.answer(), True

    async def _failure(self, exchange: _Exchange) -> Failure:
        kind, detail = cause(exchange.error) if exchange.error else (FailureKind.TIMEOUT, "")
        at = time.time()
        if exchange.error is None and not exchange.connected and self._unnamed(exchange.url):
            return Failure(FailureKind.RESOLVER, "no answer in time", at)
        # What is to be the proof of a death must not rest on a network that was there before.
        since = exchange.began if exchange.request.late else None
        if kind is FailureKind.NO_SUCH_NAME and not await self._sight.believes_in_names(since):
            return Failure(FailureKind.LOCAL, f"{detail}, and no other name resolves", at)
        return Failure(kind, detail, at)
