"""The world in the process of the run: names, connections and a store that can fail by number.

No socket is opened. What listcheck sends is answered by the servers of `tests/world`, on the spot;
TLS is left out. Each touch of the world is counted by its kind, and one of them, or all from one
on, can be made to fail.
"""

import socket
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from unittest import mock

from world.messages import Request
from world.plan import Plan
from world.server import Server

from listcheck.wire import POLITE_LANES, LanePolicy

Kind = Literal["resolve", "connect", "write", "read", "statement", "commit"]
KINDS: tuple[Kind, ...] = ("resolve", "connect", "write", "read", "statement", "commit")
NETWORK = KINDS[:4]

# What pulling the plug looks like: the harshest that each touch can say.
_FAILURES: dict[Kind, Exception] = {
    "resolve": socket.gaierror(socket.EAI_NONAME, "no such name"),
    "connect": ConnectionRefusedError(111, "refused"),
    "write": ConnectionResetError(104, "reset"),
    "read": ConnectionResetError(104, "reset"),
    "statement": sqlite3.OperationalError("disk I/O error"),
    "commit": sqlite3.OperationalError("disk I/O error"),
}
_EAGER = LanePolicy(concurrency=2, backoff=(0.0, 0.0, 0.0), tries=2)


@dataclass(slots=True)
class Plug:
    """Which touch fails: the `number`th of a kind (from 1), and all after it if it is `pulled`."""

    kind: Kind = "resolve"
    number: int = 0
    pulled: bool = False
    met: Counter[str] = field(default_factory=Counter)
    out: bool = False
    _lock: Any = field(default_factory=threading.Lock)

    def touch(self, kind: Kind) -> None:
        """Count a touch, and fail if it is its turn. A network that is lost is lost as a whole."""
        with self._lock:
            self.met[kind] += 1
            due = kind == self.kind and self.met[kind] == self.number
            self.out |= due and self.pulled
            same = (kind in NETWORK) == (self.kind in NETWORK)
        if due or (self.out and same):
            failure = _FAILURES[kind]
            raise type(failure)(*failure.args)


class _NoTls:
    def context(self, host: str, fault: str = "") -> None:
        """Nobody shakes hands here."""


class _Servers(Server):
    """The hosts of a plan, asked directly."""

    def __init__(self, plan: Plan) -> None:
        self.authority = _NoTls()  # type: ignore[assignment]
        self._tasks = set()
        self.load(plan)

    def reply(self, request: Request) -> bytes:
        """What the host of a request answers."""
        response, broken = self._respond(request, self.log.begin(request))
        assert broken is None
        return response.encode(body=request.method != "HEAD")


class _Stream:
    """A connection to one host, as `listcheck.wire.streams.Stream`."""

    def __init__(self, servers: _Servers, plug: Plug) -> None:
        self._servers, self._plug = servers, plug
        self._answer = b""

    async def start_tls(self, context: object, host: bytes) -> None:
        """Nobody listens in."""

    async def send(self, data: bytes) -> None:
        self._plug.touch("write")
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _version = first.split(" ")
        fields = dict(line.split(": ", 1) for line in lines)
        headers = {name.lower(): value for name, value in fields.items()}
        request = Request("https", headers["host"], method, target, headers, body)
        self._answer += self._servers.reply(request)

    async def receive(self) -> bytes:
        self._plug.touch("read")
        answer, self._answer = self._answer, b""
        return answer

    def is_usable(self) -> bool:
        return True

    def close(self) -> None:
        """There is nothing to close."""


class _Connection(sqlite3.Connection):
    """A connection to the store; its plug hangs at the class, since SQLite makes the objects."""

    plug = Plug()

    def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
        if query == "COMMIT":
            self.plug.touch("commit")
        elif self.in_transaction:
            self.plug.touch("statement")
        return super().execute(query, *values)


@contextmanager
def inside(plan: Plan, plug: Plug) -> Iterator[None]:
    """A world of a plan within this process, for as long as it lasts. Nobody has to wait in it."""
    servers = _Servers(plan)
    plain = sqlite3.connect

    def resolve(host: bytes, port: int, **_: object) -> list[Any]:
        plug.touch("resolve")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port))]

    async def connect(_: object) -> _Stream:
        plug.touch("connect")
        return _Stream(servers, plug)

    def opened(path: Any, **options: Any) -> sqlite3.Connection:
        return plain(path, factory=_Connection, **options)

    lanes = dict.fromkeys(POLITE_LANES, _EAGER)
    _Connection.plug = plug
    with (
        mock.patch("listcheck.wire.names.socket.getaddrinfo", resolve),
        mock.patch("listcheck.wire.dialling.connect", connect),
        mock.patch("listcheck.store.sqlite3.connect", opened),
        mock.patch("listcheck.wire.dialling.Dialler.context"),
        mock.patch("listcheck.wire.settings.POLITE_LANES", lanes),
        mock.patch("listcheck.wire.client.PAGE_POLICY", _EAGER),
        mock.patch("listcheck.wire.observing.SECOND_LOOK_AFTER", 0.0),
        mock.patch("listcheck.wire.sight.SECOND_WIND", 0.0),
    ):
        yield
