"""What a user says of connections: which addresses may be asked, and where else to connect to."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import NamedTuple

from listcheck.patterns import lazy_compile

Network = IPv4Network | IPv6Network

_CONNECT_TO = lazy_compile(
    r"(\[[0-9A-Fa-f:.%]*\]|[^:\[\]]*):([0-9]{0,5}):(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*):([0-9]{0,5})"
)
_LAST_PORT = 65_535


def address_range(text: str) -> Network:
    """A range of addresses, as 10.0.0.0/8.

    Raises:
        ValueError: the text is none.
    """
    try:
        return ip_network(text, strict=False)
    except ValueError:
        told = f"{text!r} is not a range of addresses; write it as 10.0.0.0/8 or fd00::/8"
        raise ValueError(told) from None


class Diversion(NamedTuple):
    """`HOST:PORT:TOHOST:TOPORT`, as in curl's --connect-to: an empty field stands for any."""

    host: str
    port: str
    to_host: str
    to_port: str

    @classmethod
    def parse(cls, text: str) -> "Diversion":
        """Read one value of the setting.

        Raises:
            ValueError: the text is none.
        """
        match = _CONNECT_TO.fullmatch(text)
        if match is None or any(int(port or 1) > _LAST_PORT for port in match.group(2, 4)):
            raise ValueError(f"{text!r} is not HOST:PORT:TOHOST:TOPORT; IPv6 goes in brackets")
        host, port, to_host, to_port = match.groups()
        return cls(host.strip("[]").lower(), port, to_host.strip("[]"), to_port)

    def applies(self, host: str, port: int) -> bool:
        """Whether requests to this place go elsewhere."""
        return self.host in ("", host) and self.port in ("", str(port))
