"""The planted faults at work: false answers, and conversations that break."""

import asyncio
import gzip
import io
import os
import time
import zlib
from collections import Counter
from collections.abc import Iterable
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache

from world.channel import Channel
from world.messages import Request, Response
from world.plan import Fault

HTML = {"Content-Type": "text/html; charset=utf-8"}
_FOR_EVER = 3600.0
_BOMB = 256 << 20
_OF_BODIES = frozenset(["stall-body", "cut-body", "bad-chunks", "endless"])


class Choice:
    """Which fault strikes next: counts how often each was met."""

    def __init__(self) -> None:
        self._met: Counter[tuple[str, int]] = Counter()

    def pick(self, key: str, faults: Iterable[Fault], method: str, size: int = 1) -> Fault | None:
        """The first fault that applies to this request, which asks for `size` things."""
        for index, fault in enumerate(faults):
            if (fault.method and fault.method != method) or (fault.limit and size <= fault.limit):
                continue
            met = self._met[key, index]
            self._met[key, index] += 1
            if met >= fault.after and (fault.times is None or met < fault.after + fault.times):
                return fault
        return None


def retry_header(value: str) -> str:
    """The Retry-After header to send: as planted, or the date in so many seconds."""
    if value.startswith("date:"):
        return formatdate(int(time.time() + float(value[5:])) + 1, usegmt=True)
    return value


def wait_of(header: str) -> float:
    """The seconds that a Retry-After header asks to wait."""
    if header.isdigit():
        return float(header)
    try:
        return parsedate_to_datetime(header).timestamp() - time.time()
    except ValueError:
        return 0.0


def answer(fault: Fault, request: Request) -> Response | None:  # noqa: C901
    """The false answer, None if the fault lets this request pass."""
    match fault.name:
        case "status":
            body = (fault.text or f"<title>{fault.status}</title>").encode()
            headers = HTML | fault.headers
            if fault.retry_after:
                headers["Retry-After"] = retry_header(fault.retry_after)
            return Response(fault.status, headers, body)
        case "redirect":
            return _chain(fault, request)
        case "https-redirect":
            if request.scheme == "http":
                return _to(301, f"https://{request.host}{request.target}")
        case "private-redirect":
            return _to(302, fault.target or "http://169.254.169.254/latest/meta-data/")
        case "file-redirect":
            return _to(302, fault.target or "file:///etc/passwd")
        case "loop" | "cookie-loop":
            location = _hop(request, 1 - _hops(request) % 2)
            cookie = {"Set-Cookie": "seen=1; Path=/"} if fault.name == "cookie-loop" else {}
            return _to(fault.status or 302, location, cookie)
        case "challenge":
            headers = HTML | {"cf-mitigated": "challenge", "Server": "cloudflare"}
            return Response(403, headers, b"<title>Just a moment...</title>")
        case "waf-challenge":
            return Response(202, HTML | {"x-amzn-waf-action": "challenge"})
        case "waf-captcha":
            return Response(405, HTML | {"x-amzn-waf-action": "captcha"})
        case "soft-404":
            text = fault.text or "<title>Page not found</title><h1>404</h1><p>No such page.</p>"
            return Response(200, HTML, text.encode())
        case "parked":
            text = f"<title>{request.host}</title><p>{request.host} is for sale. Buy this domain."
            return Response(200, HTML, text.encode())
        case "gzip-bomb":
            return Response(200, HTML | {"Content-Encoding": "gzip, gzip"}, gzip_bomb())
        case "bad-gzip":
            plain = b"This says that it is gzip, and is not."
            return Response(200, HTML | {"Content-Encoding": "gzip"}, plain)
    return None


def _to(status: int, location: str, headers: dict[str, str] | None = None) -> Response:
    return Response(status, {"Location": location} | (headers or {}))


def _chain(fault: Fault, request: Request) -> Response:
    statuses = (
        [int(word) for word in fault.text.split(",")] if fault.text else [fault.status or 301]
    )
    hop = _hops(request)
    last = hop + 1 >= len(statuses)
    return _to(
        statuses[min(hop, len(statuses) - 1)],
        fault.target if last else _hop(request, hop + 1),
        fault.headers,
    )


def _hops(request: Request) -> int:
    return int(request.query.get("world-hop", "0"))


def _hop(request: Request, number: int) -> str:
    base = request.target.partition("?")[0]
    return f"{base}?world-hop={number}" if number else base


@lru_cache(maxsize=1)
def gzip_bomb() -> bytes:
    """256 MB of nothing, packed twice; it takes a second to make."""
    inner = io.BytesIO()
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    for _ in range(_BOMB // len(block)):
        inner.write(deflate.compress(block))
    inner.write(deflate.flush())
    return gzip.compress(inner.getvalue())


async def break_down(fault: Fault, channel: Channel, response: Response) -> None:  # noqa: C901
    """Spoil the conversation in which `response` would have been the answer."""
    wait = fault.seconds or _FOR_EVER
    if channel.head and fault.name in _OF_BODIES:
        await channel.send(response)
        return
    match fault.name:
        case "stall":
            await channel.pause(wait)
            await channel.send(response)
        case "stall-body":
            await channel.write(response.head())
            await channel.pause(wait)
            await channel.write(response.body)
        case "drip":
            for byte in response.encode():
                await channel.write(bytes([byte]))
                await channel.pause(fault.seconds or 0.5)
        case "reset":
            channel.reset()
        case "close":
            channel.close()
        case "cut-headers":
            await channel.write(response.head()[:40])
            channel.reset()
        case "interim":
            await channel.write(f"HTTP/1.1 {fault.status} Interim\r\n\r\n".encode())
            await channel.send(response)
        case "bad-chunks":
            headers = {**response.headers, "Transfer-Encoding": "chunked"}
            head = Response(200, headers).head().replace(b"Content-Length: 0\r\n", b"")
            await channel.write(head + b"no length\r\n" + response.body)
            channel.close()
        case "cut-body":
            await channel.write(response.encode()[: -max(1, len(response.body) // 2)])
            channel.close()
        case "endless":
            headers = {**response.headers, "Transfer-Encoding": "chunked"}
            head = Response(200, headers).head().replace(b"Content-Length: 0\r\n", b"")
            await channel.write(head)
            while True:
                await channel.write(b"10000\r\n" + bytes(1 << 16) + b"\r\n")
                await asyncio.sleep(0)
        case "huge-headers":
            response.headers["X-Padding"] = "x" * (1 << 20)
            await channel.send(response)
        case "garbage":
            await channel.write(os.urandom(512) + b"\r\n\r\n")
            channel.close()
