"""HTTP/1.1 as the world speaks it: requests read, responses written."""

import asyncio
import json
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

MAX_HEAD = 1 << 16


class MalformedRequestError(Exception):
    """What came was not a request."""


@dataclass(slots=True)
class Request:
    """A request; header names are in lower case."""

    scheme: str
    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""
    sni: str = ""

    @property
    def path(self) -> str:
        """The path as it was sent."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.host}{self.target}"


@dataclass(slots=True)
class Response:
    """A response; `delay` passes before it is sent."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    planned: bool = True  # False: nobody planned that this is asked

    def encode(self, *, body: bool = True) -> bytes:
        """The bytes to send, with or without the body."""
        return self.head() + (self.body if body and not self._is_bodiless else b"")

    @property
    def _is_bodiless(self) -> bool:
        """Whether no body belongs to the status (RFC 9110, 6.4.1)."""
        return self.status < 200 or self.status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

    def head(self) -> bytes:
        """The status line and headers."""
        headers = {
            "Date": formatdate(usegmt=True),
            "Server": "world",
            "Content-Length": str(len(self.body)),
        }
        if self._is_bodiless:
            del headers["Content-Length"]
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}"]
        lines += [f"{name}: {value}" for name, value in (headers | self.headers).items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8")


def json_response(
    status: int, value: Any, headers: dict[str, str] | None = None, delay: float = 0.0
) -> Response:
    """A response with a JSON body."""
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Response(status, kind | (headers or {}), json.dumps(value).encode(), delay)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Request Denied"


async def read_request(reader: asyncio.StreamReader, scheme: str, sni: str) -> Request | None:
    """The next request of a connection, None at its end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if end.partial:
            raise MalformedRequestError("broken off in the head") from end
        return None
    except asyncio.LimitOverrunError as overrun:
        raise MalformedRequestError("too long a head") from overrun
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    words = first.split(" ")
    if len(words) != 3:
        raise MalformedRequestError("no request line")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise MalformedRequestError("no header")
        headers[name.strip().lower()] = value.strip()
    if "transfer-encoding" in headers or not headers.get("content-length", "0").isdigit():
        raise MalformedRequestError("a body without a length")
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    host = headers.get("host", "").lower().removesuffix(":443").removesuffix(":80")
    return Request(scheme, host.rstrip("."), words[0], words[1], headers, body, sni)
