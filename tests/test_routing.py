from ipaddress import ip_address

import pytest

from listcheck.routing import Diversion, address_range


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("10.0.0.0/8", "10.1.2.3"),
        ("10.9.9.9/8", "10.1.2.3"),
        ("::1", "::1"),
        ("fd00::/8", "fd12::"),
    ],
)
def test_ranges(text: str, inside: str) -> None:
    """A range is written with its length or is one address; what lies below the length is free."""
    assert ip_address(inside) in address_range(text)
    assert ip_address("192.0.2.1") not in address_range(text)


@pytest.mark.parametrize("text", ["", "x", "10.0.0/8", "10.0.0.0/33", "10.0.0.0 /8", "localhost"])
def test_no_ranges(text: str) -> None:
    """What is no range is told with how to write one."""
    with pytest.raises(ValueError, match=r"is not a range of addresses; write it as 10\.0\.0\.0/8"):
        address_range(text)


@pytest.mark.parametrize(
    ("text", "host", "port", "applies"),
    [
        ("a.example:443:b.example:8443", "a.example", 443, True),
        ("A.example:443:b.example:8443", "a.example", 443, True),
        ("a.example:443:b.example:8443", "a.example", 80, False),
        ("a.example:443:b.example:8443", "c.example", 443, False),
        (":443::8443", "anything.example", 443, True),
        ("::[::1]:", "anything.example", 1, True),
    ],
)
def test_diversions(text: str, host: str, port: int, applies: bool) -> None:
    """An empty field stands for any host or port."""
    assert Diversion.parse(text).applies(host, port) is applies


@pytest.mark.parametrize("text", ["", "a", "a:1:b", "a:x:b:1", "::1:80:b:80", "a:1:b:65536"])
def test_no_diversions(text: str) -> None:
    """What is no diversion is told, a port that there cannot be among it."""
    with pytest.raises(ValueError, match="is not HOST:PORT:TOHOST:TOPORT"):
        Diversion.parse(text)
