"""From a URL to a connection: connect-to, name resolution, guard, proxy, TLS."""

import ssl
from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from listcheck.errors import UserError
from listcheck.routing import Diversion
from listcheck.wire.failures import ProxyRefusalError
from listcheck.wire.framing import AnswerReader, write_head
from listcheck.wire.guard import Guard
from listcheck.wire.messages import Address
from listcheck.wire.names import Found, Resolver, needs_a_name_server
from listcheck.wire.settings import WireSettings
from listcheck.wire.streams import Stream, connect

_OWN_TRUST = frozenset({"SSL_CERT_FILE", "SSL_CERT_DIR"})
DEFAULT_PORTS = {"http": 80, "https": 443}


class Proxy(NamedTuple):
    """A proxy that was asked for. It resolves names itself, in the guard's place."""

    host: str
    port: int
    authorization: str

    @classmethod
    def parse(cls, address: str) -> "Proxy":
        """Read the setting; only plain HTTP proxies are spoken to."""
        import httpx  # noqa: PLC0415  (see responses.py; few ask for a proxy)

        try:
            url = httpx.URL(address if "://" in address else f"http://{address}")
        except httpx.InvalidURL as error:
            raise UserError("the address of the proxy cannot be read") from error
        if url.scheme != "http" or not url.host:
            raise UserError(f"a proxy of kind {url.scheme!r} is not supported", "use http://")
        return cls(url.raw_host.decode(), url.port or 80, _basic(url.username, url.password))

    def fields(self) -> tuple[tuple[bytes, bytes], ...]:
        """The header fields that the proxy wants to see."""
        secret = self.authorization.encode()
        return ((b"Proxy-Authorization", secret),) if secret else ()


def _basic(username: str, password: str) -> str:
    if not username:
        return ""
    pair = f"{unquote(username)}:{unquote(password)}"
    return "Basic " + b64encode(pair.encode()).decode()


def port_of(url: Address) -> int:
    """The port that a request for this URL goes to."""
    return url.port or DEFAULT_PORTS[url.scheme]


class Dialler:
    """Opens connections, each to an address that was looked at first."""

    def __init__(
        self, settings: WireSettings, resolver: Resolver, resolved: Callable[[str], None]
    ) -> None:
        self._resolver = resolver
        self.guard = Guard(settings.allow_addresses)
        self.diversions = tuple(Diversion.parse(text) for text in settings.connect_to)
        self.proxy = Proxy.parse(settings.proxy) if settings.proxy else None
        self._environment = settings.environment
        self._context: ssl.SSLContext | None = None
        self._resolved = resolved  # told when a name server knew a name

    async def open(self, url: Address, *, afresh: bool, configured: bool = False) -> Stream:
        """A connection for this URL, ready for its request."""
        addresses = await self._addresses(url, afresh=afresh, configured=configured)
        stream = await connect(addresses)
        try:
            if self.proxy and url.scheme == "https":
                await self._tunnel(stream, url)
            if url.scheme == "https":
                await stream.start_tls(self.context(), url.raw_host)
        except BaseException:
            stream.close()
            raise
        return stream

    def is_unnamed(self, url: Address) -> bool:
        """Whether this URL waits for its name to be resolved."""
        host, port, _ = self._place(url)
        return self._resolver.is_asking(host.encode(), port)

    def _place(self, url: Address) -> tuple[str, int, bool]:
        """Where to connect to, and whether that is the user's own choice."""
        if self.proxy:
            return self.proxy.host, self.proxy.port, True
        host, port = url.host.lower(), port_of(url)
        for one in self.diversions:
            if one.applies(host, port):
                return one.to_host or host, int(one.to_port or port), bool(one.to_host)
        return host, port, False

    async def _addresses(self, url: Address, *, afresh: bool, configured: bool) -> Found:
        host, port, chosen = self._place(url)
        was_known = self._resolver.is_known(host.encode(), port)
        found = await self._resolver.resolve(host.encode(), port, afresh=afresh)
        if not chosen:
            if needs_a_name_server(host) and not was_known:
                self._resolved(host)
            if not configured:
                self.guard.check([entry[4][0] for entry in found])
        return found

    @property
    def forward(self) -> tuple[tuple[bytes, bytes], ...] | None:
        """Header fields for a proxy that plain requests go through, None without a proxy."""
        return self.proxy.fields() if self.proxy else None

    async def _tunnel(self, stream: Stream, url: Address) -> None:
        assert self.proxy is not None
        target = b"%s:%d" % (url.raw_host, port_of(url))
        await stream.send(write_head("CONNECT", target, [(b"Host", target), *self.proxy.fields()]))
        head = await AnswerReader(stream.receive).head("CONNECT")
        if not 200 <= head.status < 300:
            raise ProxyRefusalError(head.status)

    def context(self) -> ssl.SSLContext:
        """The one TLS context of a run; made when the first https request is."""
        if self._context is None:
            self._context = _tls_context()
            if not _OWN_TRUST & self._environment.keys():
                import certifi  # noqa: PLC0415  (the environment may name its own)

                self._context.load_verify_locations(certifi.where())
        return self._context


def _tls_context() -> ssl.SSLContext:
    # OpenSSL itself looks at SSL_CERT_FILE and SSL_CERT_DIR.
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    # Python 3.13 refuses chains that earlier versions take; a verdict must not depend on that.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context
