"""Which addresses may be connected to: public ones, and those that the user allowed.

`ipaddress.is_global` is no guard: it calls multicast, NAT64 and a cloud's host address global,
and differs between versions of Python. This table is tested on the socket address, after name
resolution, so that no spelling of a host and no second answer of a name server gets past it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

from listcheck.routing import address_range

Address = IPv4Address | IPv6Address

# IANA's registries of special-purpose addresses, and what they leave out.
_DENIED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # the host of a machine in Azure
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_DENIED_V6 = tuple(
    IPv6Network(text)
    for text in (
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


def embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a mapped, compatible, translated, NAT64 or 6to4 address stands for."""
    number = int(address)
    if number >> 112 == 0x2002:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if number >> 32 in (0, 0xFFFF, 0xFFFF0000, 0x64FF9B << 64) and number > 1:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def is_public(address: Address) -> bool:
    """Whether a stranger's list may make us connect there."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _DENIED_V4)
    inner = address.ipv4_mapped
    if inner is not None:
        return is_public(inner)
    return not any(address in network for network in _DENIED_V6)


class ForbiddenAddressError(Exception):
    """The name leads to an address that is not public."""


class Guard:
    """Says no to addresses that are neither public nor allowed."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self.allowed = tuple(address_range(text) for text in allowed)
        self.permits = lru_cache(maxsize=4096)(self._permits)

    def check(self, addresses: Sequence[str]) -> None:
        """Refuse all of them if any one is refused: a mixed answer is an attempt."""
        if not all(self.permits(address) for address in addresses):
            raise ForbiddenAddressError

    def _permits(self, text: str) -> bool:
        try:
            address = ip_address(text.partition("%")[0])
        except ValueError:
            return False
        return is_public(address) or any(form in self for form in _forms(address))

    def __contains__(self, address: Address) -> bool:
        return any(address in network for network in self.allowed)


def _forms(address: Address) -> tuple[Address, ...]:
    """The address, and what is inside of it: allowing 127.0.0.0/8 allows its mapped form too."""
    inner = embedded(address) if isinstance(address, IPv6Address) else None
    return (address,) if inner is None else (address, inner)
