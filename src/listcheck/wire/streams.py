"""Sockets, awaited: connecting with happy eyeballs, TLS, bytes.

The TLS socket of the standard library works on the non-blocking socket itself. That is a third
of the cost of an event loop's transport over two memory buffers.
"""

import asyncio
import errno
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import anyio

from listcheck.exchange import FailureKind
from listcheck.wire.failures import ExpiredError, cause
from listcheck.wire.names import Found

STAGGER = 0.25  # RFC 8305: the delay before the next address is tried beside the last
MOST_ADDRESSES = 6
RECORD = 16_384  # the longest TLS record
_UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK)

Address = tuple[socket.AddressFamily, Any]


class Stream:
    """A connected, non-blocking socket.

    The event loop watches the socket for as long as somebody waits for it: watching afresh for
    each answer is two system calls more, for every request of a run.
    """

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Future[None] | None = None
        self._watched = False
        self._expectant = False

    async def send(self, data: bytes) -> None:
        """Send everything."""
        self._expectant = True
        while data:
            try:
                data = data[self.sock.send(data) :]
            except ssl.SSLWantReadError:
                await self._readable()
            except (BlockingIOError, ssl.SSLWantWriteError):
                await self.writable()

    async def receive(self) -> bytes:
        """Some bytes; none at the end."""
        if self._expectant:  # no answer is there at once, and trying costs an exception
            self._expectant = False
            await self._readable()
        while True:
            try:
                return self.sock.recv(RECORD)
            except (BlockingIOError, ssl.SSLWantReadError):
                await self._readable()
            except ssl.SSLWantWriteError:
                await self.writable()

    async def start_tls(self, context: ssl.SSLContext, host: bytes) -> None:
        """Shake hands as a client of `host`, which is what goes over the wire (RFC 5890)."""
        self._unwatch()
        secure = context.wrap_socket(self.sock, server_hostname=host, do_handshake_on_connect=False)
        self.sock = secure
        while True:
            try:
                return secure.do_handshake()
            except ssl.SSLWantReadError:
                await self._readable()
            except ssl.SSLWantWriteError:
                await self.writable()

    async def writable(self) -> None:
        """Wait until something can be sent, or a connection has come about or failed."""
        self._waiting = self._loop.create_future()
        number = self.sock.fileno()
        self._loop.add_writer(number, self._wake)
        try:
            await self._waiting
        finally:
            self._loop.remove_writer(number)

    def is_usable(self) -> bool:
        """Whether an idle connection is still open and silent."""
        try:
            self.sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False

    def expire(self) -> None:
        """Whoever waits for the other side waits no longer: an ExpiredError is raised there."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ExpiredError())

    def close(self) -> None:
        """Close without a farewell; closing twice is fine."""
        self._unwatch()
        with suppress(OSError):
            self.sock.close()

    async def _readable(self) -> None:
        if not self._watched:
            self._loop.add_reader(self.sock.fileno(), self._wake)
            self._watched = True
        self._waiting = self._loop.create_future()
        await self._waiting

    def _wake(self) -> None:
        if self._waiting is None or self._waiting.done():
            self._unwatch()  # nobody waits, and the loop would call again and again
        else:
            self._waiting.set_result(None)

    def _unwatch(self) -> None:
        if self._watched:
            self._loop.remove_reader(self.sock.fileno())
            self._watched = False


async def connect(found: Found) -> Stream:
    """Connect to the first address that answers; a dead one delays the next by 250 ms."""
    addresses = in_turn(found)
    if len(addresses) == 1:
        return await _connect(addresses[0])
    race = _Race()
    await race.run(addresses)
    return race.result()


def in_turn(found: Found) -> list[Address]:
    """The addresses, the families taking turns (RFC 8305), in the resolver's order."""
    unique = list(dict.fromkeys((entry[0], entry[4]) for entry in found))
    first = [one for one in unique if one[0] == unique[0][0]]
    other = [one for one in unique if one[0] != unique[0][0]]
    turns = [one for pair in zip(first, other, strict=False) for one in pair]
    shorter = min(len(first), len(other))
    return (turns + first[shorter:] + other[shorter:])[:MOST_ADDRESSES]


def _raise_if(code: int) -> None:
    if code:
        raise OSError(code, "connect")


async def _connect(address: Address) -> Stream:
    family, target = address
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(0)
        stream, code = Stream(sock), sock.connect_ex(target)
        if code in _UNDER_WAY:
            await stream.writable()
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        _raise_if(code)
    except BaseException:
        sock.close()
        raise
    return stream


class _Race:
    """Several addresses of one host; the first connection wins."""

    def __init__(self) -> None:
        self.winner: Stream | None = None
        self.errors: list[OSError] = []

    async def run(self, addresses: Sequence[Address]) -> None:
        async with anyio.create_task_group() as tasks:
            for address in addresses:
                failed = anyio.Event()
                tasks.start_soon(self._try, address, failed, tasks.cancel_scope)
                with anyio.move_on_after(STAGGER):
                    await failed.wait()

    async def _try(self, address: Address, failed: anyio.Event, race: anyio.CancelScope) -> None:
        try:
            stream = await _connect(address)
        except OSError as error:
            self.errors.append(error)
            failed.set()
            return
        if self.winner is None:
            self.winner = stream
            race.cancel()
        else:
            stream.close()

    def result(self) -> Stream:
        if self.winner is not None:
            return self.winner
        # An IPv6 address without a route says nothing of the host if its IPv4 address refused.
        raise min(self.errors, key=lambda error: cause(error)[0] is FailureKind.LOCAL)
