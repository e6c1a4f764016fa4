"""From an exception to the kind of failure that it means.

One message of a client library stands for seven causes, so the message is never looked at: the
errno, the resolver's code or the TLS verification code at the end of the chain decides.
"""

import errno
import socket
import ssl
from collections.abc import Iterator

from listcheck.exchange import FailureKind
from listcheck.wire.guard import ForbiddenAddressError

Cause = tuple[FailureKind, str]

FORBIDDEN = "the address is not public"

_BY_ERRNO = {
    errno.ECONNREFUSED: FailureKind.CONNECTION_REFUSED,
    errno.ECONNRESET: FailureKind.RESET,
    errno.ECONNABORTED: FailureKind.RESET,
    errno.EPIPE: FailureKind.RESET,
    errno.ENOTCONN: FailureKind.RESET,
    errno.EHOSTUNREACH: FailureKind.UNREACHABLE,
    errno.EHOSTDOWN: FailureKind.UNREACHABLE,
    errno.ETIMEDOUT: FailureKind.UNREACHABLE,
    errno.ENETUNREACH: FailureKind.LOCAL,
    errno.ENETDOWN: FailureKind.LOCAL,
    errno.EADDRNOTAVAIL: FailureKind.LOCAL,
    errno.EAFNOSUPPORT: FailureKind.LOCAL,
    errno.EMFILE: FailureKind.LOCAL,
    errno.ENFILE: FailureKind.LOCAL,
    errno.ENOBUFS: FailureKind.LOCAL,
    errno.ENOMEM: FailureKind.LOCAL,
    errno.EACCES: FailureKind.LOCAL,
    errno.EPERM: FailureKind.LOCAL,
}

_BY_RESOLVER_CODE = {
    socket.EAI_NONAME: FailureKind.NO_SUCH_NAME,
    getattr(socket, "EAI_NODATA", -5): FailureKind.NO_ADDRESS,
    getattr(socket, "EAI_ADDRFAMILY", -9): FailureKind.NO_ADDRESS,
    getattr(socket, "EAI_SYSTEM", -11): FailureKind.LOCAL,
    socket.EAI_MEMORY: FailureKind.LOCAL,
}


class ExpiredError(Exception):
    """The time for a question was over."""


class UnansweredError(Exception):
    """The peer closed the connection before the first byte of an answer."""


class UnintelligibleError(Exception):
    """What came was not HTTP, or broke its rules."""


class UnsendableError(Exception):
    """The request would not be one request."""


class ProxyRefusalError(Exception):
    """The proxy would not connect us; holds its status."""


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that led to it, members of groups included."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = current.exceptions if isinstance(current, BaseExceptionGroup) else ()
        waiting += [one for one in (*inner, current.__cause__, current.__context__) if one]


def cause(error: BaseException) -> Cause:
    """The kind of failure, and the code that tells it."""
    causes = (_cause(one) for one in chain(error))
    unknown = (FailureKind.UNEXPECTED, type(error).__name__)
    return next((found for found in causes if found), unknown)


def _cause(error: BaseException) -> Cause | None:
    if isinstance(error, OSError):
        return _os_cause(error)
    if isinstance(error, ForbiddenAddressError):
        return FailureKind.FORBIDDEN_ADDRESS, FORBIDDEN
    if isinstance(error, UnansweredError):
        return FailureKind.RESET, "closed without an answer"
    if isinstance(error, ProxyRefusalError):
        return _proxy_cause(int(error.args[0]))
    if isinstance(error, UnintelligibleError):
        return FailureKind.PROTOCOL, ""
    if isinstance(error, UnsendableError | UnicodeError):
        return FailureKind.BAD_URL, type(error).__name__
    return None


# https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
_OF_CERTIFICATES = {
    9: "not valid yet",
    10: "expired",
    18: "signed by itself",
    19: "signed in the end by nobody known",
    20: "signed by nobody known",
    21: "signed by nobody known",
    23: "revoked",
    62: "for another name",
    64: "for another address",
}


def _of_certificate(code: int) -> str:
    words = _OF_CERTIFICATES.get(code)
    return f"verify code {code}" + (f", {words}" if words else "")


def _os_cause(error: OSError) -> Cause | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FailureKind.TLS, _of_certificate(error.verify_code)
    if isinstance(error, ssl.SSLError):
        return FailureKind.TLS, (getattr(error, "reason", "") or type(error).__name__).lower()
    if isinstance(error, socket.gaierror):
        kind = _BY_RESOLVER_CODE.get(error.errno or 0, FailureKind.RESOLVER)
        return kind, f"resolver code {error.errno}"
    if isinstance(error, TimeoutError) and error.errno is None:
        return FailureKind.TIMEOUT, ""
    if error.errno not in _BY_ERRNO:
        return None
    return _BY_ERRNO[error.errno], f"errno {error.errno}"


def _proxy_cause(status: int) -> Cause:
    gateway = status in (502, 503, 504)
    kind = FailureKind.UNREACHABLE if gateway else FailureKind.LOCAL
    return kind, f"proxy answered {status}"
