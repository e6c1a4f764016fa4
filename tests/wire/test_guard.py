from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.wire.guard import ForbiddenAddressError, Guard, is_public

REFUSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:10.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254",
    "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "168.63.129.17", "172.15.0.1",
    "172.32.0.1", "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
    "2a00:1450::1", "::ffff:8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """No address that a stranger's list has no business with is public."""
    assert not is_public(ip_address(text))
    with pytest.raises(ForbiddenAddressError):
        Guard().check([text])


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    """Ordinary addresses pass, also right beside a refused range."""
    assert is_public(ip_address(text))
    Guard().check([text])


def test_mixed_answers_are_refused() -> None:
    """One private address among public ones is an attempt, and refuses them all."""
    with pytest.raises(ForbiddenAddressError):
        Guard().check(["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize("text", ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_allowed_ranges(text: str) -> None:
    """What the user allows passes, in each form that leads to the same place."""
    Guard(["127.0.0.0/8"]).check([text])


def test_allowing_one_range_allows_no_other() -> None:
    """An allowance opens exactly its own range."""
    with pytest.raises(ForbiddenAddressError):
        Guard(["127.0.0.0/8"]).check(["127.0.0.1", "10.0.0.1"])


@pytest.mark.parametrize("text", ["fe80::1%eth0", "not an address", ""])
def test_zones_and_garbage(text: str) -> None:
    """A zone does not hide a link-local address, and what is no address is refused."""
    with pytest.raises(ForbiddenAddressError):
        Guard().check([text])


def test_a_range_must_be_one() -> None:
    """The user is told which range cannot be read."""
    with pytest.raises(ValueError, match=r"10\.0\.0\.0/99"):
        Guard(["10.0.0.0/99"])


@given(st.ip_addresses(v=4))
def test_no_disguise_makes_an_address_public(address: IPv4Address) -> None:
    """Mapped, an IPv4 address is as public as it is by itself; in NAT64 and 6to4 it never is."""
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(address)
    number = int(address)
    assert not is_public(ip_address((0x64FF9B << 96) + number))
    assert not is_public(ip_address((0x2002 << 112) + (number << 80)))
