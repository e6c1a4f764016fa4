"""Addresses and the identity behind them."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listcheck.urls import _NORMAL, host_of, identify, join, normalise, site


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/a b?c d", "https://example.org/a%20b?c%20d"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org/ä", "https://example.org/%C3%A4"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://i❤.ws/", "https://xn--i-7iq.ws/"),
        ("https://👍🏽a.example/", "https://xn--a-202s3g.example/"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_normal_form(url: str, normal: str) -> None:
    """The form that is sent is ASCII, without user and fragment, its host in lower case."""
    assert normalise(url) == normal


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "https://", "https:///a", "ftp://example.org/", "https://exa mple.org/",
        "https://example..org/", f"https://{'a' * 64}.org/", "https://example.org:99999/",
        "https://[::1", "https://example.org/" + "ä" * 3_000,
    ],
)  # fmt: skip
def test_what_cannot_be_sent(url: str) -> None:
    """No request is made of an address without a host, with a bad port, or beyond all length."""
    assert normalise(url) is None


@pytest.mark.parametrize(
    ("url", "kind", "key", "part"),
    [
        ("#surveys", "anchor", "anchor:#surveys", ""),
        ("", "anchor", "anchor:", ""),
        ("docs/a.md", "file", "file:docs/a.md", ""),
        ("https://arxiv.org/abs/2401.00001v2", "paper", "paper:2401.00001", "v2"),
        ("http://www.arxiv.org/pdf/2401.00001.pdf", "paper", "paper:2401.00001", ""),
        ("https://arxiv.org/html/2401.00001v1/x1.png", "other", "paper:2401.00001#x1.png", ""),
        ("https://github.com/Owner/Name.git", "repository", "repo:owner/name", ""),
        ("//github.com/o/n", "repository", "repo:o/n", ""),
        ("https://github.com/o/n/tree/main/a", "repository-path", "repo:o/n", "path:main/a"),
        ("https://img.shields.io/github/stars/o/n", "repository", "repo:o/n", ""),
        ("https://img.shields.io/badge/a-b", "other", "badge:https://img.shields.io/badge/a-b", ""),
        ("https://github.com/Owner", "page", "owner:owner", ""),
        ("https://example.org/a#b", "page", "page:https://example.org/a", ""),
        ("mailto:a@example.org", "other", "mailto:a@example.org", ""),
    ],
)
def test_identity(url: str, kind: str, key: str, part: str) -> None:
    """Links that lead to one thing have one key."""
    target = identify(url)
    assert (target.kind, target.key, target.part, target.refused) == (kind, key, part, False)


@pytest.mark.parametrize(
    "url",
    ["ttps://example.org", "ftp://example.org/a", "javascript:void(0)", "https://a b/", "http:///x",
     "https://arxiv.org/abs/2413.00001", "https://github.com/o/a b"],
)  # fmt: skip
def test_refused(url: str) -> None:
    """What cannot be asked for is the list's fault, and has a reason."""
    target = identify(url)
    assert target.refused
    assert target.why_not


_url = st.text(alphabet=string.printable + "äß。é\u0301\ud800İ", max_size=40)


@given(st.one_of(st.text(), st.builds("{}://{}".format, st.sampled_from(["http", "https"]), _url)))
@example("https://xn--a")
@example("http://[::1%25eth0]/")
@example("https://ẞ.example/")
@example("https://example.org/\\\\a")
@example("http://a:0")
def test_normal_forms_are_normal(url: str) -> None:
    """Nothing raises, and what is in normal form stays as it is."""
    normal = normalise(url)
    assert normal is None or (normalise(normal) == normal and normal.isascii())


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/a/../b", "/b"), ("/a/./b", "/a/b"), ("/a/b/..", "/a/"), ("/a/.", "/a/"),
        ("/../..", "/"), ("/a/%2E%2e/b", "/b"), ("/a/%2e/b", "/a/b"), ("/a/.b/..c", "/a/.b/..c"),
        ("/a//../b", "/a/b"), ("/a?b=/../c", "/a?b=/../c"),
    ],
)  # fmt: skip
def test_dots(written: str, sent: str) -> None:
    """Dots that stand for a folder are resolved, as browsers do before they ask."""
    assert normalise(f"https://example.org{written}") == f"https://example.org{sent}"


def test_dots_in_a_repository() -> None:
    """A path in a repository is the one that a browser would ask for."""
    target = identify("https://github.com/o/n/blob/main/a/../b.py")
    assert (target.key, target.part) == ("repo:o/n", "path:main/b.py")


@given(st.one_of(st.text(), st.builds("https://{}".format, _url)))
def test_everything_has_an_identity(url: str) -> None:
    """Nothing raises, and the address that would be asked leads to the same thing."""
    target = identify(url)
    assert target.key
    if target.address and not target.why_not:
        assert identify(target.address).key == target.key


@pytest.mark.parametrize(
    ("base", "location", "hop"),
    [
        ("https://example.org/a/b", "c", "https://example.org/a/c"),
        ("https://example.org/a", "//example.net/", "https://example.net/"),
        ("https://example.org/a", "?q", "https://example.org/a?q"),
        ("https://example.org/a", "https://[", None),
        ("https://example.org/a", "ftp://example.org", None),
        ("https://example.org/a", "mailto:a@example.org", None),
        # As in the tests of the URL standard: one slash makes an authority of another scheme only.
        ("http://example.org/foo/bar", "https:/example.com/", "https://example.com/"),
        ("http://example.org/foo/bar", "https:example.com/", "https://example.com/"),
        ("http://example.org/foo/bar", "http:/example.com/", "http://example.org/example.com/"),
        ("http://example.org/foo/bar", "http:example.com/", "http://example.org/foo/example.com/"),
        ("https://example.org/a", "HTTPS:///example.com/", "https://example.com/"),
        ("https://example.org/a", "////example.com/b", "https://example.com/b"),
        ("https://example.org/a", "\\\\example.com\\b", "https://example.com/b"),
        ("https://example.org/a", "/b?c\\d#e\\f", "https://example.org/b?c%5Cd"),
        ("https://example.org/a", "https://", None),
        ("https://example.org/a", "//", None),
        ("https://example.org/a", "///?b", None),
        ("https://example.org/a", "/a?", "https://example.org/a?"),
        ("https://example.org/a", "/a?#b", "https://example.org/a?"),
        ("https://example.org/a", "/a#?", "https://example.org/a"),
    ],
)
def test_next_hop(base: str, location: str, hop: str | None) -> None:
    """A redirect is followed from where it was found, and only to what can be asked."""
    assert join(base, location) == hop


@pytest.mark.parametrize(
    ("host", "same"),
    [
        ("www.example.org", "example.org"),
        ("a.b.example.org", "example.org"),
        ("a.github.io", "a.github.io"),
        ("www.a.ac.uk", "a.ac.uk"),
        ("", ""),
    ],
)
def test_site(host: str, same: str) -> None:
    """A site is what one party controls."""
    assert site(host) == same


@pytest.mark.parametrize(
    ("url", "host"), [("https://A.org/x", "a.org"), ("http://[", ""), ("", "")]
)
def test_host(url: str, host: str) -> None:
    """An address without a host has none, and breaks nothing."""
    assert host_of(url) == host


# A segment of dots is none of the path.
@given(st.from_regex(_NORMAL, fullmatch=True).filter(lambda url: "/." not in url))
def test_the_short_way_is_the_long_way(url: str) -> None:
    """An address that is taken for normal is what the long way makes of it."""
    around = normalise(f" {url}")
    assert normalise(url) == url == around
