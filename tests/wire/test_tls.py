"""TLS: what is verified, what is said, and what the failures are called."""

import datetime as dt
import ssl
from typing import Any

import pytest
import trustme

from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from wire.loopback import Host, server_context, serving, wire
from wire.test_names_and_guard import resolver

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("trusted")]

LONG_AGO = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)


async def ask(context: ssl.SSLContext, name: str = "good.test", scheme: str = "https") -> Reply:
    names: Any = {name: ["127.0.0.1"]}
    async with serving(Host(), context) as host, wire(resolver(names)) as client:
        return await client.send(Request("GET", host.url(scheme=scheme, name=name)))


async def test_a_good_certificate(authority: trustme.CA) -> None:
    """A host with a certificate of a trusted authority answers."""
    assert isinstance(await ask(server_context(authority, "good.test")), Answer)


@pytest.mark.parametrize(
    ("names", "options", "detail"),
    [
        (["other.test"], {}, "verify code 62, for another name"),
        (["good.test"], {"not_after": LONG_AGO, "not_before": LONG_AGO}, "verify code 10, expired"),
    ],
)
async def test_bad_certificates(
    authority: trustme.CA, names: list[str], options: dict[str, Any], detail: str
) -> None:
    """Another name and an old date are told apart by OpenSSL's code."""
    reply = await ask(server_context(authority, *names, **options))
    assert isinstance(reply, Failure)
    assert (reply.kind, reply.detail) == (FailureKind.TLS, detail)


async def test_an_unknown_authority() -> None:
    """A certificate of somebody else's authority is refused."""
    reply = await ask(server_context(trustme.CA(), "good.test"))
    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.TLS
    assert reply.detail.startswith("verify code ")


async def test_speaking_plainly_to_a_tls_port(authority: trustme.CA) -> None:
    """A server that hangs up on plain HTTP has given no answer."""
    reply = await ask(server_context(authority, "good.test"), scheme="http")
    assert isinstance(reply, Failure)
    assert reply.kind in (FailureKind.RESET, FailureKind.PROTOCOL)


async def test_tls_to_a_plain_port() -> None:
    """A server that does not speak TLS is a TLS failure."""
    async with serving(Host()) as host, wire(question_timeout=0.5) as client:
        reply = await client.send(Request("GET", host.url(scheme="https", name="127.0.0.1")))
    assert isinstance(reply, Failure)
    assert reply.kind in (FailureKind.TLS, FailureKind.TIMEOUT)


async def test_a_diversion_keeps_the_name(authority: trustme.CA) -> None:
    """Server name, certificate check and Host stay the URL's when the connection is diverted."""
    context = server_context(authority, "far.test")
    shown: list[str | None] = []

    def show(_: Any, name: str | None, __: Any) -> None:
        shown.append(name)

    context.sni_callback = show
    async with serving(Host(), context) as host:
        diversion = f"far.test:443:127.0.0.1:{host.port}"
        async with wire(connect_to=(diversion,), allow_addresses=()) as client:
            reply = await client.send(Request("GET", "https://far.test/"))
    assert isinstance(reply, Answer)
    assert shown == ["far.test"]
    assert b"host: far.test\r\n" in host.heads[0]


async def test_one_handshake_for_many_requests(authority: trustme.CA) -> None:
    """A connection with TLS is kept like any other, bodies and all."""
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000
    context = server_context(authority, "good.test")
    names: Any = {"good.test": ["127.0.0.1"]}
    async with serving(Host({"/": body}), context) as host, wire(resolver(names)) as client:
        url = host.url(scheme="https", name="good.test")
        for _ in range(3):
            reply = await client.send(Request("GET", url, read=200_000))
            assert isinstance(reply, Answer)
            assert (len(reply.body), reply.truncated) == (100_000, False)
    assert host.connections == 1
