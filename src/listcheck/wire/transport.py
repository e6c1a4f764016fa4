"""One keep-alive connection as an httpx transport: h11 over a stream.

A pool that serves every host is searched for every request; a lane needs no more than the
connection that it has.
"""

import time
from collections.abc import Awaitable
from typing import Protocol, Self, cast

import h11
import httpx

from listcheck.wire.failures import UnansweredError
from listcheck.wire.streams import Stream

MOST_HEADER_BYTES = 65_536
MOST_INTERIM_ANSWERS = 16
SMALL_BODY = 8_192  # cheaper to read than a new connection
IDLE = 0.5  # after so many seconds a connection is looked at before it is used again


class Dial(Protocol):
    """Opens a connection for a URL."""

    def __call__(self, url: httpx.URL, *, afresh: bool) -> Awaitable[Stream]: ...


class OneConnection(httpx.AsyncBaseTransport):
    """Sends one request after the other; opens, keeps and replaces its connection."""

    def __init__(self, dial: Dial, forward: tuple[tuple[str, str], ...] | None = None) -> None:
        self._dial = dial
        self._forward = forward  # headers for the proxy that plain requests go through
        self._stream: Stream | None = None
        self._speech: h11.Connection
        self._origin: tuple[str, bytes, int | None] | None = None
        self._used_at = 0.0

    async def open(self, url: httpx.URL, *, afresh: bool = False) -> bool:
        """See to it that there is a connection for this URL; whether it served one before."""
        origin = (url.scheme, url.raw_host, url.port)
        if self._stream is not None and origin == self._origin and self._is_fresh(self._stream):
            return True
        await self.aclose()
        self._stream = await self._dial(url, afresh=afresh)
        self._origin = origin
        self._used_at = time.monotonic()
        self._speech = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEADER_BYTES)
        return False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer; the body is read by its stream."""
        await self.open(request.url)
        try:
            await self._send(request)
            head = await self._head()
        except BaseException:
            await self.aclose()
            raise
        body = _Body(self, small=_is_small(request.method, head))
        return httpx.Response(head.status_code, headers=list(head.headers), stream=body)

    async def aclose(self) -> None:
        """Close the connection."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    async def read(self) -> bytes | None:
        """The next piece of the body as it is within its framing, None at its end."""
        event = await self._event()
        return bytes(event.data) if isinstance(event, h11.Data) else None

    async def finish(self, *, small: bool) -> None:
        """Leave the connection fit for the next request, or close it."""
        while small and self._speech.their_state is h11.SEND_BODY:
            await self.read()
        if self._speech.our_state is h11.DONE and self._speech.their_state is h11.DONE:
            self._speech.start_next_cycle()
            self._used_at = time.monotonic()
        else:
            await self.aclose()

    async def _send(self, request: httpx.Request) -> None:
        assert self._stream is not None
        headers = request.headers.raw
        target = request.url.raw_path
        if self._forward is not None and request.url.scheme == "http":
            target = str(request.url.copy_with(userinfo=b"", fragment=None)).encode("ascii")
            headers = [*headers, *((k.encode(), v.encode()) for k, v in self._forward)]
        speech = self._speech
        head = h11.Request(method=request.method, target=target, headers=headers)
        data = speech.send(head) or b""
        if request.method == "POST":
            for piece in cast("httpx.SyncByteStream", request.stream):
                data += speech.send(h11.Data(data=piece)) or b""
        data += speech.send(h11.EndOfMessage()) or b""
        await self._stream.send(data)

    async def _head(self) -> h11.Response:
        for _ in range(MOST_INTERIM_ANSWERS):
            event = await self._event()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise UnansweredError
        raise h11.RemoteProtocolError("too many interim answers")

    async def _event(self) -> object:
        assert self._stream is not None
        while (event := self._speech.next_event()) is h11.NEED_DATA:
            data = await self._stream.receive()
            silent = self._speech.their_state is h11.SEND_RESPONSE
            if not data and silent and not self._speech.trailing_data[0]:
                raise UnansweredError
            self._speech.receive_data(data)
        return event

    def _is_fresh(self, stream: Stream) -> bool:
        return time.monotonic() - self._used_at < IDLE or stream.is_usable()


class _Body(httpx.AsyncByteStream):
    """The body of an answer; closing it early decides about the connection."""

    def __init__(self, connection: OneConnection, *, small: bool) -> None:
        self._connection = connection
        self._small = small

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._connection.read()
        if piece is None:
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        await self._connection.finish(small=self._small)


def _is_small(method: str, head: h11.Response) -> bool:
    if method == "HEAD" or head.status_code in (204, 304):
        return True
    length = next((value for name, value in head.headers if name == b"content-length"), b"")
    return length.isdigit() and int(length) <= SMALL_BODY
