"""The words of the wire: what is asked, what is answered, what went wrong instead.

Plain values; nothing here knows of sockets, clocks or files.
"""

from collections.abc import Generator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple


class FailureKind(StrEnum):
    """Why there is no answer. Told apart by errno, resolver or TLS code, never by text."""

    NO_SUCH_NAME = "no-such-name"  # EAI_NONAME while other names resolve
    NO_ADDRESS = "no-address"  # the name exists and has no address
    RESOLVER = "resolver"  # EAI_AGAIN, EAI_FAIL: the name server had a hiccup
    CONNECTION_REFUSED = "connection-refused"
    RESET = "reset"  # reset or closed without an answer
    UNREACHABLE = "unreachable"  # EHOSTUNREACH, ETIMEDOUT: that host, not our network
    TIMEOUT = "timeout"
    TLS = "tls"
    PROTOCOL = "protocol"  # what came was not HTTP, or broke its rules
    FORBIDDEN_ADDRESS = "forbidden-address"  # private, loopback, link-local...
    BAD_URL = "bad-url"  # no request can be made of it
    CLOSED_LANE = "closed-lane"  # the host asked us to wait longer than this run lasts
    DEADLINE = "deadline"  # the run's time was over
    INTERRUPTED = "interrupted"
    LOCAL = "local"  # no network, no file descriptors: about us, not about them
    UNEXPECTED = "unexpected"  # unmapped: counted, never believed


class Request(NamedTuple):
    """One HTTP request.

    `read` is how many decoded bytes of the body are wanted (0: none, the connection is dropped).
    `late` asks for the second look: after everything else, and at least two seconds after the
    previous reply of the same flow. `credential` names a secret that the wire holds and adds only
    when the URL's origin is the one that the secret belongs to.
    `lane` overrides the queue that the request waits in; by default that of its host.
    `configured` says that the address comes from the settings and not from a list: an API of one's
    own may stand in a private network, which no link of a list may lead into.

    What is neither HEAD nor GET is sent once: it may have been done though no answer came.
    """

    method: Literal["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"]
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    read: int = 0
    late: bool = False
    credential: Literal["github", "huggingface"] | None = None
    lane: str = ""
    configured: bool = False


class Answer(NamedTuple):
    """What a server answered. Header names are in lower case; `at` is Unix time in seconds."""

    status: int
    headers: Mapping[str, str] = MappingProxyType({})
    body: bytes = b""
    truncated: bool = False  # the body was longer than asked for, or broke off
    at: float = 0.0


_WORDS: dict[FailureKind, str] = {
    FailureKind.NO_SUCH_NAME: "its host name does not exist",
    FailureKind.NO_ADDRESS: "its host name has no address",
    FailureKind.RESOLVER: "the name server could not say where it is",
    FailureKind.CONNECTION_REFUSED: "the host refuses connections",
    FailureKind.RESET: "the host broke the connection",
    FailureKind.UNREACHABLE: "the host cannot be reached",
    FailureKind.TIMEOUT: "no answer in time",
    FailureKind.TLS: "its certificate or TLS handshake is not in order",
    FailureKind.PROTOCOL: "what it answers is not HTTP",
    FailureKind.FORBIDDEN_ADDRESS: "leads to an address that is not public",
    FailureKind.BAD_URL: "no request can be made of this address",
    FailureKind.CLOSED_LANE: "the host asked for a longer pause than this run has",
    FailureKind.DEADLINE: "the time for this run was over",
    FailureKind.INTERRUPTED: "the run was interrupted",
    FailureKind.LOCAL: "no network here",
    FailureKind.UNEXPECTED: "could not be asked",
}


class Failure(NamedTuple):
    """No answer came. `detail` is for people: a code or a number, never remote text."""

    kind: FailureKind
    detail: str = ""
    at: float = 0.0

    @property
    def words(self) -> str:
        """What happened, for people."""
        ours = self.kind in (FailureKind.LOCAL, FailureKind.FORBIDDEN_ADDRESS)
        return _WORDS[self.kind] + (f" ({self.detail})" if self.detail and not ours else "")


Reply = Answer | Failure


class Exchange(NamedTuple):
    """One request with its reply: the smallest piece of evidence."""

    request: Request
    reply: Reply


READS = ("HEAD", "GET")  # methods that change nothing, however often they are sent

_KEPT = (
    "location", "etag", "last-modified", "content-type", "retry-after", "cf-mitigated",
    "x-amzn-waf-action", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "date",
)  # fmt: skip


def ask(request: Request, trail: list[Exchange]) -> Generator[Request, Reply, Reply]:
    """Ask one thing inside a flow, and note it: without secrets, without the bulk of a body."""
    reply = yield request
    asked = request._replace(body=b"") if request.body else request
    trail.append(Exchange(asked, slim(reply)))
    return reply


def slim(reply: Reply) -> Reply:
    """What is worth keeping of a reply as evidence."""
    if isinstance(reply, Failure):
        return reply
    kept = {name: reply.headers[name] for name in _KEPT if name in reply.headers}
    return Answer(reply.status, MappingProxyType(kept), b"", reply.truncated, reply.at)


def status_of(reply: Reply) -> int | None:
    """The HTTP status of a reply, None where no answer came."""
    return reply.status if isinstance(reply, Answer) else None
