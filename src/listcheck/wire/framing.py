"""HTTP/1.1 messages on the wire (RFC 9112): request heads out, answer heads and bodies in.

Written here since its limits and its leniency are policy: what a browser reads is an answer,
whatever else a validator would say of it. h11 is the oracle of its tests, and took a tenth of a
run's processor time for the same.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from listcheck.wire.failures import UnansweredError, UnintelligibleError, UnsendableError

MOST_HEAD_BYTES = 65_536
MOST_INTERIM_ANSWERS = 16
MOST_TRAILER_FIELDS = 100

Field = tuple[bytes, bytes]

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/([0-9])\.([0-9])[ \t]+([0-9]{3})(?:[ \t][^\n]*)?")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?")


def write_head(method: str, target: bytes, fields: Iterable[Field]) -> bytes:
    """The head of a request; a line break inside of a field is refused."""
    lines = [b"%s %s HTTP/1.1" % (method.encode("ascii"), target)]
    lines += [b"%s: %s" % field for field in fields]
    head = b"\r\n".join(lines)
    if head.count(b"\n") >= len(lines) or b"\0" in head or target.count(b" "):
        raise UnsendableError
    return head + b"\r\n\r\n"


class Head(NamedTuple):
    """Status and fields of an answer."""

    status: int
    fields: list[Field]
    persistent: bool  # the version of HTTP keeps connections by default

    def values(self, name: bytes) -> list[bytes]:
        """The comma-separated values of every field of this name, in lower case."""
        found = [value for key, value in self.fields if key.lower() == name]
        parts = b",".join(found).split(b",") if found else ()
        return [part.strip().lower() for part in parts if part.strip()]


def parse_head(block: bytes) -> Head:
    """Read a head; lines that are no fields are passed over, as browsers do."""
    first, *lines = block.replace(b"\r\n", b"\n").split(b"\n")
    match = _STATUS_LINE.fullmatch(first)
    if match is None:
        raise UnintelligibleError
    fields: list[Field] = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if line[:1] in (b" ", b"\t") and fields:  # obsolete folding (section 5.2)
            fields[-1] = (fields[-1][0], fields[-1][1] + b" " + line.strip())
        elif colon and name.strip():
            fields.append((name.strip(), value.strip()))
    return Head(int(match[3]), fields, match[1] + match[2] >= b"11")


class AnswerReader:
    """Reads answers from a connection, one after the other."""

    def __init__(self, receive: Callable[[], Awaitable[bytes]]) -> None:
        self._receive = receive
        self._rest = b""
        self._left: int | None = 0  # bytes of the body or chunk; None: until the connection closes
        self._chunked = False
        self._persistent = False
        self._in_body = False

    async def head(self, method: str) -> Head:
        """The head of the next answer, interim ones passed over."""
        for _ in range(MOST_INTERIM_ANSWERS):
            head = parse_head(await self._block())
            if head.status >= 200 or head.status == 101:
                self._frame(method, head)
                return head
        raise UnintelligibleError

    async def piece(self) -> bytes | None:
        """Some bytes of the body, None at its end."""
        if self._chunked and self._left == 0:
            await self._chunk_head()
        if self._left == 0:
            self._in_body = False
            return None
        data = self._rest or await self._receive()
        if not data:
            self._end_by_closing()
            return None
        taken = len(data) if self._left is None else min(self._left, len(data))
        self._rest = data[taken:]
        if self._left is not None:
            self._left -= taken
            if self._chunked and self._left == 0:
                await self._line()
        return data[:taken]

    def may_go_on(self) -> bool:
        """Whether the connection can serve another request: all is read, and both keep it."""
        finished = self._left == 0 and not (self._chunked and self._in_body)
        return finished and self._persistent and not self._rest

    def _end_by_closing(self) -> None:
        if self._left is not None:
            raise UnintelligibleError
        self._left, self._in_body, self._persistent = 0, False, False

    def _frame(self, method: str, head: Head) -> None:
        """Where the body ends (section 6.3)."""
        self._persistent = head.persistent and b"close" not in head.values(b"connection")
        self._chunked, self._left, self._in_body = False, 0, True
        tunnel = method == "CONNECT" and 200 <= head.status < 300
        if method == "HEAD" or tunnel or head.status in (101, 204, 304):
            self._in_body = False
            self._persistent &= head.status != 101
            return
        codings = head.values(b"transfer-encoding")
        if codings:
            self._chunked = codings[-1] == b"chunked"
            self._left = 0 if self._chunked else None
            self._persistent &= not head.values(b"content-length")
        else:
            self._left = _length(head.values(b"content-length"))

    async def _chunk_head(self) -> None:
        match = _CHUNK_SIZE.fullmatch(await self._line())
        if match is None:
            raise UnintelligibleError
        self._left = int(match[1], 16)
        if self._left == 0:
            await self._trailer()
            self._chunked = False

    async def _trailer(self) -> None:
        for _ in range(MOST_TRAILER_FIELDS):
            if not await self._line():
                return
        raise UnintelligibleError

    async def _line(self) -> bytes:
        while (end := self._rest.find(b"\n")) < 0:
            await self._more()
        line, self._rest = self._rest[:end], self._rest[end + 1 :]
        return line.removesuffix(b"\r")

    async def _block(self) -> bytes:
        searched = 0
        while True:
            if len(self._rest) == searched:
                await self._more()
            self._rest = self._rest if searched else self._rest.lstrip(b"\r\n")
            end = _END_OF_HEAD.search(self._rest, max(searched - 3, 0))
            if end is not None:
                block, self._rest = self._rest[: end.start()], self._rest[end.end() :]
                return block
            if not b"HTTP/".startswith(self._rest[:5]):
                raise UnintelligibleError
            searched = len(self._rest)

    async def _more(self) -> None:
        data = await self._receive()
        if not data:
            raise UnintelligibleError if self._rest else UnansweredError
        if len(self._rest) > MOST_HEAD_BYTES:
            raise UnintelligibleError
        self._rest += data


def _length(values: list[bytes]) -> int | None:
    if not values:
        return None
    if len(set(values)) > 1 or not values[0].isdigit() or len(values[0]) > 18:
        raise UnintelligibleError
    return int(values[0])
