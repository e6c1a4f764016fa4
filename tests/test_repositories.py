"""GitHub addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck import repositories


@pytest.mark.parametrize(
    ("host", "path", "slug", "part"),
    [
        ("github.com", "/o/n", "o/n", ""),
        ("www.github.com", "/o/n/", "o/n", ""),
        ("github.com", "//o//n", "o/n", ""),
        ("github.com", "/o/n.git", "o/n", ""),
        ("github.com", "/o/n.github.io", "o/n.github.io", ""),
        ("github.com", "/o/n/tree/main/a/b", "o/n", "path:main/a/b"),
        ("github.com", "/o/n/blob/main/a%20b.md", "o/n", "path:main/a b.md"),
        ("github.com", "/o/n/blob/refs/heads/main/a.md", "o/n", "path:main/a.md"),
        ("github.com", "/o/n/tree/refs/tags/v1", "o/n", "path:v1"),
        ("github.com", "/o/n/tree/refs", "o/n", "path:refs"),
        ("github.com", "/o/n/issues", "o/n", "tab:issues"),
        ("github.com", "/o/n/issues/12", "o/n", "number:12"),
        ("github.com", "/o/n/pull/12/files", "o/n", "number:12"),
        ("github.com", "/o/n/discussions/3", "o/n", "discussion:3"),
        ("github.com", "/o/n/issues/0", "o/n", "tab:?issues/0"),
        ("github.com", "/o/n/issues/%C2%B2", "o/n", "tab:?issues/²"),
        ("github.com", "/o/n/issues/99999999999", "o/n", "tab:?issues/99999999999"),
        ("github.com", "/o/n/pull/" + "9" * 5000, "o/n", "tab:?pull/" + "9" * 5000),
        ("github.com", "/o/n/commit/abc123", "o/n", "commit:abc123"),
        ("github.com", "/o/n/releases/tag/v1.0", "o/n", "release:v1.0"),
        ("github.com", "/o/n/releases/tag/pkg%2Fv1.0", "o/n", "release:pkg/v1.0"),
        ("github.com", "/o/n/releases/tag", "o/n", "tab:?releases/tag"),
        ("github.com", "/o/n/releases/latest", "o/n", "tab:releases/latest"),
        ("github.com", "/o/n/releases/download/v1/a.zip", "o/n", "asset:v1/a.zip"),
        ("github.com", "/o/n/releases/download/a.zip", "o/n", "tab:?releases/download/a.zip"),
        ("github.com", "/o/n/commit/abc123.patch", "o/n", "commit:abc123"),
        ("github.com", "/o/n/compare/v1...v2", "o/n", "compare:v1...v2"),
        ("github.com", "/o/n/compare/v1...fork:v2", "o/n", "tab:?compare/v1...fork:v2"),
        ("github.com", "/o/n/compare/v1", "o/n", "tab:?compare/v1"),
        ("github.com", "/o/n/milestone/3", "o/n", "milestone:3"),
        ("github.com", "/o/n/actions/workflows/ci.yml/badge.svg", "o/n", "workflow:ci.yml"),
        ("github.com", "/o/n/actions/runs/1", "o/n", "tab:?actions/runs/1"),
        ("github.com", "/o/n/archive/main.zip", "o/n", "path:main"),
        ("github.com", "/o/n/archive/refs/tags/v1.0.tar.gz", "o/n", "path:v1.0"),
        ("github.com", "/o/n/archive/v1/n-v1.tar.gz", "o/n", "tab:?archive/v1/n-v1.tar.gz"),
        ("github.com", "/o/n/network/members", "o/n", "tab:network/members"),
        ("github.com", "/o/n/wiki", "o/n", "tab:wiki"),
        ("github.com", "/o/n/wiki/Home", "o/n", "tab:?wiki/Home"),
        ("github.com", "/o", "o/", ""),
        ("github.com", "/orgs/o", "o/", ""),
        ("github.com", "/orgs/o/repositories", "o/", ""),
        ("raw.githubusercontent.com", "/o/n/main/a.md", "o/n", "path:main/a.md"),
        ("raw.githubusercontent.com", "/o/n/refs/heads/main/a.md", "o/n", "path:main/a.md"),
        ("media.githubusercontent.com", "/media/o/n/main/a.bin", "o/n", "path:main/a.bin"),
        ("codeload.github.com", "/o/n/zip/refs/heads/main", "o/n", "path:main"),
        ("img.shields.io", "/github/stars/o/n", "o/n", ""),
        ("img.shields.io", "/github/stars/o/n.svg", "o/n", ""),
        ("img.shields.io", "/github/commit-activity/m/o/n", "o/n", ""),
    ],
)
def test_what_an_address_means(host: str, path: str, slug: str, part: str) -> None:
    """Everything below a repository, its badges and its raw files lead to one name."""
    found = repositories.address(host, path)
    assert found is not None
    assert (found.slug, found.part, found.why_not) == (slug, part, "")


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("example.org", "/o/n"),
        ("gist.github.com", "/o/0123abc"),
        ("github.com", "/"),
        ("github.com", "/topics/distillation"),
        ("github.com", "/orgs"),
        ("github.com", "/orgs/o/discussions/1"),
        ("github.com", "/user-attachments/assets/0123"),
        ("github.com", "/advisories/GHSA-0123-4567-89ab"),
        ("github.com", "/mcp/somebody/something"),
        ("github.com", "/Marketplace/actions"),
        ("raw.githubusercontent.com", "/o/n/main"),
        ("img.shields.io", "/badge/stars-12-blue"),
        ("img.shields.io", "/github/stars/o"),
        ("img.shields.io", "/pypi/v/n"),
    ],
)
def test_what_is_no_repository(host: str, path: str) -> None:
    """Pages of GitHub itself and badges of other things lead to no repository."""
    assert repositories.address(host, path) is None


@pytest.mark.parametrize("path", ["/o/n%2Fm", "/-o/n", "/o/a b", "/o/..", "/ö/n", "/" + "o" * 40])
def test_names_that_cannot_be(path: str) -> None:
    """A name outside GitHub's grammar says so, and never reaches a request."""
    found = repositories.address("github.com", path)
    assert found is not None
    assert found.why_not


def test_another_forge() -> None:
    """A server of one's own is asked for its repositories, and so is github.com."""
    for host in ("git.example.org", "github.com"):
        assert repositories.address(host, "/o/n", "git.example.org")


@pytest.mark.parametrize(
    ("host", "path", "slug"),
    [
        ("img.shields.io", "/github/forks/o/n", None),
        ("badgen.net", "/github/stars/o/n", None),
        ("img.shields.io", "/github/stars/o/n.svg", "o/n"),
    ],
)
def test_star_badges(host: str, path: str, slug: str | None) -> None:
    """Only a badge of stars is a star badge."""
    found = repositories.star_badge(host, path)
    assert (found.slug if found else None) == slug


@given(st.sampled_from(["github.com", "raw.githubusercontent.com", "img.shields.io"]), st.text())
def test_nothing_raises(host: str, path: str) -> None:
    """Any path whatever is either a repository's or none; a name that is good is sendable."""
    found = repositories.address(host, f"/{path}")
    if found and found.name and not found.why_not:
        assert repositories.is_name(found.owner, found.name)
