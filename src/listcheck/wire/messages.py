"""Between the words of listcheck and those of the wire: requests out, answers in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_from_bytes

from listcheck.exchange import READS, Request
from listcheck.wire.settings import HUB_ORIGINS, WireSettings

if TYPE_CHECKING:
    import httpx

MOST_HEADERS = 100
LONGEST_HEADER = 8_192
LONGEST_URL = 16_384

Origin = tuple[str, str, int | None]

_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])


class Address(NamedTuple):
    """What a request needs to know of its URL, by the names that httpx has for it."""

    scheme: str
    host: str
    port: int | None
    raw_path: bytes

    @property
    def raw_host(self) -> bytes:
        """The host as it is sent, without the brackets of an IPv6 address."""
        return self.host.encode("ascii")

    @property
    def origin(self) -> Origin:
        """Who is asked: scheme, host and port."""
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> bytes:
        """Host and port as they are sent."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (host if self.port is None else f"{host}:{self.port}").encode("ascii")

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc.decode()}{self.raw_path.decode()}"


# The form in which nearly all addresses arrive. httpx, which reads every other, takes longer to
# read a URL than a connection takes to carry it.
_PLAIN = re.compile(
    r"(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?::([1-9][0-9]{1,3}|[1-5][0-9]{4}))?(/[!$-;=?-Z_a-z~]*)?",
    re.ASCII,
)


_USUAL = {"http": 80, "https": 443}


def parse(url: str) -> Address | None:
    """The URL if a request can be made of it. Credentials in it are never sent."""
    if len(url) > LONGEST_URL:
        return None
    if (plain := _PLAIN.fullmatch(url)) and "%" not in url and len(plain[2]) < 255:
        port = int(plain[3]) if plain[3] else None
        shown = None if port == _USUAL[plain[1]] else port
        return Address(plain[1], plain[2], shown, (plain[4] or "/").encode("ascii"))
    found = _parsed(url)
    if found is None:
        return None
    return Address(found.scheme, found.raw_host.decode("ascii"), found.port, found.raw_path)


def _parsed(url: str) -> "httpx.URL | None":
    import httpx  # noqa: PLC0415  (a twentieth of a second, and few addresses need it)

    try:
        parsed = httpx.URL(url)
        host, port = parsed.raw_host, parsed.port
    except Exception:  # noqa: BLE001  (httpx and codecs raise half a dozen kinds for odd hosts)
        return None
    fits = port is None or 0 < port < 65_536
    return parsed if parsed.scheme in ("http", "https") and _is_host(host) and fits else None


def _is_host(host: bytes) -> bool:
    if b":" in host:
        return True
    labels = host.removesuffix(b".").split(b".")
    return len(host) < 255 and all(map(_is_label, labels))


def _is_label(label: bytes) -> bool:
    """Whether it is one; what IDNA makes of the Punycode in it is the registries' affair."""
    try:
        name = label[4:].decode("punycode") if label.startswith(b"xn--") else "any"
    except UnicodeError:
        return False
    return 0 < len(label) < 64 and bool(name) and not any("\x7f" <= one <= "\x9f" for one in name)


@dataclass(frozen=True, slots=True)
class _Secret:
    """A token, and the origins that it is for."""

    token: str | None = field(default=None, repr=False)
    origins: frozenset[Origin] = frozenset()


_NOTHING = _Secret()


class RequestWriter:
    """Writes the requests of a run; holds the secrets, and who may see them."""

    def __init__(self, settings: WireSettings) -> None:
        self._usual = {
            "host": "",  # first, as RFC 9110 would have it
            "user-agent": settings.user_agent,
            "accept": "*/*",
            "accept-encoding": "gzip",
        }
        names = [(name.encode("ascii"), text.encode("ascii")) for name, text in self._usual.items()]
        self._alike = tuple(names[1:])  # of every request that has no fields of its own
        self._secrets = {
            "github": _Secret(settings.token, _origins(settings.token_origins)),
            "huggingface": _Secret(settings.hub_token, _origins(HUB_ORIGINS)),
        }

    def fields(self, request: Request, url: Address) -> list[tuple[bytes, bytes]]:
        """The header fields as they are sent."""
        if not request.headers and not request.credential and request.method in READS:
            return [(b"host", url.netloc), *self._alike]
        texts = self.texts(request, url)
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in texts.items()]

    def texts(self, request: Request, url: Address) -> dict[str, str]:
        """The header fields of a request by their names."""
        fields = self._usual | {name.lower(): value for name, value in request.headers}
        fields["host"] = url.netloc.decode("ascii")
        secret = self._secrets[request.credential] if request.credential else _NOTHING
        if secret.token and url.origin in secret.origins:
            fields["authorization"] = f"Bearer {secret.token}"
        if request.method not in READS:
            fields["content-length"] = str(len(request.body))
        return fields


def _origins(urls: Sequence[str]) -> frozenset[Origin]:
    return frozenset(one.origin for one in map(parse, urls) if one)


def read_headers(raw: Sequence[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Header fields by lower-case name, repeated ones joined, without control characters."""
    fields: dict[str, str] = {}
    for name, value in raw[:MOST_HEADERS]:
        key = name.decode("latin-1").lower()
        text = _text(key, value[:LONGEST_HEADER])
        if not text.isprintable():
            text = text.translate(_CONTROLS)
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return MappingProxyType(fields)


_ASCII = bytes(range(0x80)).decode()


def _text(name: str, value: bytes) -> str:
    """A value as UTF-8; a Location in another encoding names its bytes, as browsers have it."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return quote_from_bytes(value, _ASCII) if name == "location" else value.decode("latin-1")
