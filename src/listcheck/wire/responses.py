"""Answers whose body is wanted: httpx carries them over the connection of a lane.

Loaded with the first of them, since httpx takes longer to load than a hundred questions to ask.
"""

from typing import Self, cast

import httpx

from listcheck.wire.failures import UnsendableError
from listcheck.wire.messages import Address, parse
from listcheck.wire.transport import OneConnection, is_small

# A body of one-byte chunks costs ten microseconds a byte to parse.
MOST_PIECES = 10_000


class Transport(httpx.AsyncBaseTransport):
    """A connection as httpx knows them."""

    def __init__(self, connection: OneConnection) -> None:
        self._connection = connection

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer; the body is read by its stream."""
        address = parse(str(request.url))
        if address is None:
            raise UnsendableError
        content = b"".join(cast("httpx.SyncByteStream", request.stream))
        head = await self._connection.ask(request.method, address, request.headers.raw, content)
        body = _Body(self._connection, small=is_small(request.method, head))
        return httpx.Response(head.status, headers=head.fields, stream=body)


class _Body(httpx.AsyncByteStream):
    """The body of an answer; closing it early decides about the connection."""

    def __init__(self, connection: OneConnection, *, small: bool) -> None:
        self._connection = connection
        self._small = small

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        piece = await self._connection.piece()
        if piece is None:
            raise StopAsyncIteration
        return piece

    async def aclose(self) -> None:
        await self._connection.finish(small=self._small)


def message(method: str, url: Address, fields: dict[str, str], content: bytes) -> httpx.Request:
    """A request as httpx has it."""
    try:
        return httpx.Request(method, str(url), headers=fields, stream=httpx.ByteStream(content))
    except httpx.InvalidURL as error:
        raise UnsendableError from error


async def read_raw(response: httpx.Response, limit: int, into: bytearray) -> bool:
    """At most `limit` bytes as they are on the wire; whether that was everything."""
    pieces = 0
    async for piece in response.stream:  # type: ignore[union-attr]
        into += piece[: limit + 1 - len(into)]
        pieces += 1
        if len(into) > limit or pieces >= MOST_PIECES:
            return False
    return True
