"""Waivers: how they are written, and what those of the settings mean."""

import pytest

from listcheck.model import Finding, Span, Waiver
from listcheck.settings import Allowance
from listcheck.waivers import allows, is_expired, matches, matches_url, parse

PLACE = Span("README.md", 3, 9)


def parsed(said: str) -> Waiver:
    return parse(f"<!-- listcheck: {said} -->", PLACE, PLACE)


@pytest.mark.parametrize(
    ("said", "rules", "until", "because"),
    [
        ("allow dead-link because it moves", ("dead-link",), None, "it moves"),
        ("allow a-b, c-d because x", ("a-b", "c-d"), None, "x"),
        ("allow a-b ,c-d because x", ("a-b", "c-d"), None, "x"),
        ("allow a-b until=2027-01-31 because x", ("a-b",), "2027-01-31", "x"),
        ("allow a-b\n  until=2027-01-31\n  because x\n  and y", ("a-b",), "2027-01-31", "x and y"),
        ("allow a-b because: x", ("a-b",), None, "x"),
        ("allow a-b because a&#124;b &#45;&#45; c", ("a-b",), None, "a|b -- c"),
        ("allow a-b because he said because", ("a-b",), None, "he said because"),
    ],
)
def test_forms(said: str, rules: tuple[str, ...], until: str | None, because: str) -> None:
    """What the contract writes, on one line or on several, with bars as references."""
    assert parsed(said) == Waiver(rules, because, until, PLACE, PLACE)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("", "no waiver"),
        ("ignore dead-link because x", "no waiver"),
        ("allow because x", "no waiver"),
        ("allow a-b c-d because x", "no waiver"),
        ("allow a-b, because x", "no waiver"),
        ("allow a-b 2027-01-31 because x", "no waiver"),
        ("allow a-b", "needs its reason"),
        ("allow a-b until=2027-01-31", "needs its reason"),
        ("allow a-b because", "needs its reason"),
        ("allow a-b because:  ", "needs its reason"),
        ("allow a-b until= because x", "is no day"),
        ("allow a-b until=2027-02-30 because x", "is no day"),
        ("allow a-b until=20270131 because x", "is no day"),
        ("allow a-b until=tomorrow because x", "is no day"),
        ("allow a-b because x until=2027-01-31", "before because"),
    ],
)
def test_wrong(said: str, wrong: str) -> None:
    """What cannot be read says why, whatever else is right in it."""
    assert wrong in parsed(said).wrong


def test_unclosed() -> None:
    """A comment that goes on to the end of the text is none that was meant."""
    found = parse("<!-- listcheck: allow a-b because x\n- more", PLACE, PLACE)
    assert found.wrong == "the comment is not closed: --> is missing"


@pytest.mark.parametrize(
    ("until", "day", "over"),
    [
        (None, "2027-01-31", False),
        ("2027-01-31", "2027-01-30", False),
        ("2027-01-31", "2027-01-31", False),
        ("2027-01-31", "2027-02-01", True),
        ("2027-01-31", "", False),
    ],
)
def test_expiry(until: str | None, day: str, over: bool) -> None:
    """The day that is written is the last one."""
    assert is_expired(Waiver(("a",), "x", until), day) is over


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("", "anything.md", True),
        ("README.md", "README.md", True),
        ("README.md", "docs/README.md", True),
        ("README.md", "OLDREADME.md", False),
        ("./README.md", "README.md", True),
        ("*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/b/a.md", False),
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/b/c/a.md", True),
        ("docs/**", "docs/b/a.md", True),
        ("data/?.toml", "data/a.toml", True),
        ("data/?.toml", "data/ab.toml", False),
        ("/srv/a.md", "/srv/a.md", True),
        ("/a.md", "/srv/a.md", False),
        ("a[1].md", "a[1].md", True),
        ("docs/a.md", "docs\\a.md", True),
    ],
)
def test_paths(glob: str, path: str, fits: bool) -> None:
    """A star stops at a slash, two do not, and a pattern is compared from the right."""
    assert matches(glob, path) is fits


@pytest.mark.parametrize(
    ("glob", "url", "fits"),
    [
        ("", None, True),
        ("", "https://example.org", True),
        ("*", None, False),
        ("https://example.org/*", "https://example.org/a/b?c=d", True),
        ("https://example.org/*", "https://example.com/a", False),
        ("*.pdf", "https://example.org/a.pdf", True),
        ("https://example.org/a?b", "https://example.org/a?b", True),
        ("https://example.org/a?b", "https://example.org/axb", False),
    ],
)
def test_addresses(glob: str, url: str | None, fits: bool) -> None:
    """A star is anything; all else is itself."""
    assert matches_url(glob, url) is fits


def test_settings_mean_rule_path_and_address_together() -> None:
    """A table of the settings means what fits all that it says."""
    one = Finding("dead-link", "error", "gone", PLACE, url="https://example.org/a")
    given = {"path": "README.md", "url": "https://example.org/*"}
    assert allows(Allowance(("x", "dead-link"), "x", **given), one)
    assert allows(Allowance(("dead-link",), "x"), one)
    assert not allows(Allowance(("moved-link",), "x", **given), one)
    assert not allows(Allowance(("dead-link",), "x", **{**given, "path": "other.md"}), one)
    assert not allows(Allowance(("dead-link",), "x", **{**given, "url": "https://b.org/*"}), one)
