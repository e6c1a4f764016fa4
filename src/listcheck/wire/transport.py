"""One keep-alive connection.

A pool that serves every host is searched for every request; a lane needs no more than the
connection that it has.
"""

import time
from collections.abc import Awaitable, Iterable
from typing import Protocol

from listcheck.wire.framing import AnswerReader, Field, Head, write_head
from listcheck.wire.messages import Address, Origin
from listcheck.wire.streams import Stream

SMALL_BODY = 8_192  # cheaper to read than a new connection
IDLE = 0.5  # after so many seconds a connection is looked at before it is used again


class Dial(Protocol):
    """Opens a connection for a URL."""

    def __call__(self, url: Address, *, afresh: bool, configured: bool) -> Awaitable[Stream]:
        """Resolve names `afresh` that were not found before; do not guard `configured` ones."""
        ...


class OneConnection:
    """Sends one request after the other; opens, keeps and replaces its connection."""

    def __init__(self, dial: Dial, forward: tuple[tuple[bytes, bytes], ...] | None = None) -> None:
        self._dial = dial
        self._forward = forward  # fields for the proxy that plain requests go through
        self._stream: Stream | None = None
        self._reader: AnswerReader
        self._origin: Origin | None = None
        self._configured = False
        self._used_at = 0.0

    def is_open_to(self, url: Address) -> bool:
        """Whether there is a connection for this URL that the other side still keeps."""
        if self._stream is None or self._origin != url.origin:
            return False
        return time.monotonic() - self._used_at < IDLE or self._stream.is_usable()

    async def open(self, url: Address, *, afresh: bool = False, configured: bool = False) -> None:
        """Connect."""
        await self.aclose()
        self._configured = configured
        self._stream = await self._dial(url, afresh=afresh, configured=configured)
        self._reader = AnswerReader(self._stream.receive)
        self._origin = url.origin

    async def ask(
        self, method: str, url: Address, fields: Iterable[Field], content: bytes = b""
    ) -> Head:
        """Send a request and read the head of its answer, and leave its body where it is."""
        if self._stream is None or self._origin != url.origin:
            await self.open(url, configured=self._configured)
        try:
            await self._send(method, url, fields, content)
            return await self._reader.head(method)
        except BaseException:
            await self.aclose()
            raise

    async def pass_over(self, method: str, head: Head) -> None:
        """Do without the body of an answer."""
        await self.finish(small=is_small(method, head))

    async def aclose(self) -> None:
        """Close the connection."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def expire(self) -> None:
        """End what waits for the other side."""
        if self._stream is not None:
            self._stream.expire()

    async def piece(self) -> bytes | None:
        """The next piece of the body within its framing, None at its end."""
        return await self._reader.piece()

    async def finish(self, *, small: bool) -> None:
        """Leave the connection fit for the next request, or close it."""
        while small and await self._reader.piece() is not None:
            pass
        self._used_at = time.monotonic()
        if not self._reader.may_go_on():
            await self.aclose()

    async def _send(
        self, method: str, url: Address, fields: Iterable[Field], content: bytes
    ) -> None:
        assert self._stream is not None
        target = url.raw_path
        if self._forward is not None and url.scheme == "http":
            target = b"http://" + url.netloc + target
            fields = [*fields, *self._forward]
        await self._stream.send(write_head(method, target, fields) + content)


def is_small(method: str, head: Head) -> bool:
    """Whether reading the rest of the body is cheaper than a new connection."""
    if method == "HEAD" or head.status in (204, 304):
        return True
    length = head.values(b"content-length")[:1]
    return bool(length) and length[0].isdigit() and int(length[0][:18]) <= SMALL_BODY
