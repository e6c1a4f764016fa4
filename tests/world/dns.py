"""A name server for the world: names that are there, names that are not, and silence."""

import asyncio
import socket
import struct
from typing import cast

from world.plan import Plan

ADDRESS, REFUSED, SILENT = "11.0.0.1", "11.0.0.2", "11.0.0.3"
# Names that everybody knows: a client may ask for some to see whether names resolve at all.
KNOWN_NAMES = frozenset(
    [
        "api.github.com",
        "github.com",
        "www.github.com",
        "raw.githubusercontent.com",
        "export.arxiv.org",
        "arxiv.org",
        "www.arxiv.org",
        "huggingface.co",
        "doi.org",
        "img.youtube.com",
        "api.bitbucket.org",
        "img.shields.io",
        "example.com",
        "www.example.com",
        "example.org",
        "example.net",
        "www.google.com",
        "google.com",
        "cloudflare.com",
        "www.cloudflare.com",
        "one.one.one.one",
        "dns.google",
        "iana.org",
        "www.iana.org",
        "icann.org",
        "ietf.org",
        "www.ietf.org",
        "w3.org",
        "www.w3.org",
        "python.org",
        "www.python.org",
        "wikipedia.org",
        "en.wikipedia.org",
        "www.wikipedia.org",
        "microsoft.com",
        "www.microsoft.com",
        "apple.com",
        "www.apple.com",
        "amazon.com",
        "debian.org",
        "kernel.org",
        "mozilla.org",
    ]
)
_A, _IN = 1, 1
_SERVER_FAILURE, _NO_SUCH_NAME = 2, 3


class NameServer(asyncio.DatagramProtocol):
    """Answers for the hosts of a plan; whatever else does not exist."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.questions: list[str] = []
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        reply = self.answer(data)
        if reply and self._transport:
            self._transport.sendto(reply, addr)

    def answer(self, query: bytes) -> bytes:
        """The reply to a query, empty for silence."""
        name, end = _question(query)
        kind = struct.unpack_from("!H", query, end)[0]
        question = query[12 : end + 4]
        self.questions.append(f"{name} {'A' if kind == _A else kind}")
        code, address = self._resolve(name)
        if code < 0:
            return b""
        found = address if kind == _A and not code else ""
        head = query[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, bool(found), 0, 0)
        if not found:
            return head + question
        record = struct.pack("!HHHIH", 0xC00C, _A, _IN, 60, 4) + socket.inet_aton(found)
        return head + question + record

    def _resolve(self, name: str) -> tuple[int, str]:
        for fault in self.plan.hosts.get(name, []):
            match fault.name:
                case "no-such-name":
                    return _NO_SUCH_NAME, ""
                case "server-failure":
                    return _SERVER_FAILURE, ""
                case "silent-name":
                    return -1, ""
                case "no-address":
                    return 0, ""
                case "private-address":
                    return 0, fault.text or "10.0.0.1"
                case "refused":
                    return 0, REFUSED
                case "silent":
                    return 0, SILENT
        known = name in KNOWN_NAMES or name in self.plan.host_names()
        return (0, ADDRESS) if known else (_NO_SUCH_NAME, "")


def _question(query: bytes) -> tuple[str, int]:
    labels, at = [], 12
    while size := query[at]:
        labels.append(query[at + 1 : at + 1 + size].decode("ascii", "replace"))
        at += 1 + size
    return ".".join(labels).lower(), at + 1
