import errno
import socket
import ssl

import pytest

from listcheck.exchange import FailureKind
from listcheck.wire.failures import (
    ProxyRefusalError,
    UnansweredError,
    UnintelligibleError,
    cause,
)
from listcheck.wire.guard import ForbiddenAddressError


def unverified(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "remote text")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        (OSError(errno.ECONNREFUSED, "x"), FailureKind.CONNECTION_REFUSED, "errno 111"),
        (ConnectionResetError(errno.ECONNRESET, "x"), FailureKind.RESET, "errno 104"),
        (OSError(errno.EPIPE, "x"), FailureKind.RESET, "errno 32"),
        (OSError(errno.EHOSTUNREACH, "x"), FailureKind.UNREACHABLE, "errno 113"),
        (OSError(errno.ETIMEDOUT, "x"), FailureKind.UNREACHABLE, "errno 110"),
        (OSError(errno.ENETUNREACH, "x"), FailureKind.LOCAL, "errno 101"),
        (OSError(errno.EADDRNOTAVAIL, "x"), FailureKind.LOCAL, "errno 99"),
        (OSError(errno.EMFILE, "x"), FailureKind.LOCAL, "errno 24"),
        (PermissionError(errno.EACCES, "x"), FailureKind.LOCAL, "errno 13"),
        (socket.gaierror(socket.EAI_NONAME, "x"), FailureKind.NO_SUCH_NAME, "resolver code -2"),
        (socket.gaierror(-5, "x"), FailureKind.NO_ADDRESS, "resolver code -5"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), FailureKind.RESOLVER, "resolver code -3"),
        (socket.gaierror(socket.EAI_FAIL, "x"), FailureKind.RESOLVER, "resolver code -4"),
        (unverified(10), FailureKind.TLS, "verify code 10, expired"),
        (unverified(62), FailureKind.TLS, "verify code 62, for another name"),
        (unverified(7), FailureKind.TLS, "verify code 7"),
        (ssl.SSLError(1, "x"), FailureKind.TLS, "sslerror"),
        (TimeoutError(), FailureKind.TIMEOUT, ""),
        (ForbiddenAddressError(), FailureKind.FORBIDDEN_ADDRESS, "the address is not public"),
        (UnansweredError(), FailureKind.RESET, "closed without an answer"),
        (UnintelligibleError(), FailureKind.PROTOCOL, ""),
        (ProxyRefusalError(502), FailureKind.UNREACHABLE, "proxy answered 502"),
        (ProxyRefusalError(407), FailureKind.LOCAL, "proxy answered 407"),
        (UnicodeError("x"), FailureKind.BAD_URL, "UnicodeError"),
        (ZeroDivisionError("x"), FailureKind.UNEXPECTED, "ZeroDivisionError"),
        (OSError("no errno"), FailureKind.UNEXPECTED, "OSError"),
    ],
)
def test_cause(error: Exception, kind: FailureKind, detail: str) -> None:
    """The code decides, and the code is the detail; no text of others is repeated."""
    assert cause(error) == (kind, detail)


def test_the_end_of_the_chain_decides() -> None:
    """Wrapping an error, once or in a group, does not hide what it is."""
    wrapped = RuntimeError("outer")
    wrapped.__cause__ = ExceptionGroup("group", [ValueError("x"), OSError(errno.EMFILE, "x")])
    assert cause(wrapped) == (FailureKind.LOCAL, "errno 24")


def test_a_chain_in_a_circle_ends() -> None:
    """Two exceptions that name each other as context are looked at once."""
    one, two = RuntimeError("one"), RuntimeError("two")
    one.__context__, two.__context__ = two, one
    assert cause(one)[0] is FailureKind.UNEXPECTED
