"""A loopback server that misbehaves on demand, and wires that may talk to it."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import trustme

from listcheck.wire import LanePolicy, Wire, WireSettings

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

Behaviour = Callable[["Visit"], Awaitable[None]]


@dataclass
class Visit:
    """One request, as the server sees it."""

    method: str
    path: str
    head: bytes
    writer: asyncio.StreamWriter

    async def say(self, data: bytes) -> None:
        """Write, and let it go out."""
        self.writer.write(
            data if self.method != "HEAD" else data.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
        )
        await self.writer.drain()


@dataclass
class Host:
    """A server with one behaviour for each path; it counts and remembers."""

    behaviours: dict[str, Behaviour | bytes] = field(default_factory=dict)
    port: int = 0
    connections: int = 0
    requests: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, _ = head.decode("latin-1").split(" ", 2)
        if method == "CONNECT":
            await self._tunnel(path, reader, writer)
            return False
        self.heads.append(head)
        self.requests.append(f"{method} {path}")
        self.times.append(asyncio.get_running_loop().time())
        behaviour = self.behaviours.get(path, EMPTY)
        visit = Visit(method, path, head, writer)
        if isinstance(behaviour, bytes):
            await visit.say(behaviour)
        else:
            await behaviour(visit)
        return not writer.is_closing()

    async def _tunnel(
        self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        behaviour = self.behaviours[f"CONNECT {path}"]
        assert isinstance(behaviour, bytes)
        writer.write(behaviour)
        await writer.drain()

    def url(self, path: str = "/", scheme: str = "http", name: str = "127.0.0.1") -> str:
        return f"{scheme}://{name}:{self.port}{path}"


@asynccontextmanager
async def serving(host: Host, context: ssl.SSLContext | None = None) -> AsyncIterator[Host]:
    server = await asyncio.start_server(host.visit, "127.0.0.1", 0, ssl=context)
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        server.close()


def settings(**changes: Any) -> WireSettings:
    """Loopback is allowed, and nothing takes long."""
    usual: dict[str, Any] = {
        "user_agent": "listcheck-tests",
        "allow_addresses": ("127.0.0.0/8",),
        "question_timeout": 1.0,
    }
    return WireSettings(**(usual | changes))


def wire(getaddrinfo: Any = None, **changes: Any) -> Wire:
    return Wire(settings(**changes), getaddrinfo=getaddrinfo)


EAGER = LanePolicy(concurrency=2, backoff=(0.05, 0.1, 0.2), tries=3)


def server_context(authority: trustme.CA, *names: str, **options: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)
    return context
