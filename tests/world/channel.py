"""One connection, from the side of the server: paced, abandoned, cut."""

import asyncio
import socket
import struct
from typing import Any

from world.messages import MAX_HEAD, Response


class ClientLeftError(Exception):
    """The client closed the connection while it was being answered."""


class _Protocol(asyncio.StreamReaderProtocol):
    """Streams that close when the client does, and say so."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        super().__init__(reader)
        self.lost = asyncio.get_running_loop().create_future()

    def eof_received(self) -> bool:
        super().eof_received()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if not self.lost.done():
            self.lost.set_result(None)


class Channel:
    """A connection that can wait without missing that the client has left."""

    def __init__(self, *, head: bool = False) -> None:
        self.reader = asyncio.StreamReader(limit=MAX_HEAD)
        self.protocol = _Protocol(self.reader)
        self.head = head  # the request under way is a HEAD
        self.sent = 0
        self.open = True
        self.transport: asyncio.Transport | None = None
        self._writer: asyncio.StreamWriter | None = None

    def attach(self, transport: asyncio.Transport) -> None:
        """Take over the connected transport."""
        loop = asyncio.get_running_loop()
        self.transport = transport
        self._writer = asyncio.StreamWriter(transport, self.protocol, self.reader, loop)

    async def write(self, data: bytes) -> None:
        """Send bytes; a client that is gone raises `ClientLeftError`."""
        assert self._writer is not None
        if self.protocol.lost.done():
            raise ClientLeftError
        self.sent += len(data)
        try:
            self._writer.write(data)
            await self._writer.drain()
        except (ConnectionError, RuntimeError) as error:
            raise ClientLeftError from error

    async def send(self, response: Response) -> None:
        """Send a whole response."""
        await self.write(response.encode(body=not self.head))

    async def pause(self, seconds: float) -> None:
        """Let time pass, unless the client leaves first."""
        if seconds > 0:
            await asyncio.wait([self.protocol.lost], timeout=seconds)
            if self.protocol.lost.done():
                raise ClientLeftError

    def close(self) -> None:
        """Close in good order."""
        self.open = False
        if self.transport is not None:
            self.transport.close()

    def reset(self) -> None:
        """Close with a TCP reset."""
        self.open = False
        if self.transport is not None:
            linger_not(self.transport.get_extra_info("socket"))
            self.transport.abort()


def linger_not(sock: Any) -> None:
    """Let the next close of a socket be a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
