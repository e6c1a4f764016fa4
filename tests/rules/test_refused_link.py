"""refused-link: what is not asked for on principle."""

import pytest
from builders import findings, mended, seen, told

from listcheck.model import Signal

RULE = "refused-link"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org", "//example.org/a", "mailto:a@example.org", "docs/a.md", "#a",
        "https://arxiv.org/abs/2413.00001", "data:image/png;base64,AAAA",
    ],
)  # fmt: skip
def test_silent(url: str) -> None:
    """Addresses of the web, of mail and of the list itself are in order; arXiv ids have a rule."""
    assert told(RULE, f"# a\n[a]({url})") == []


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("ttps://example.org/a", "https://example.org/a"),
        ("htps://example.org/a", "https://example.org/a"),
        ("hhttp://example.org/a", "http://example.org/a"),
        ("httsp://example.org/a", "https://example.org/a"),
        ("ftp://example.org/a", None),
        ("javascript:void(0)", None),
        ("gopher://example.org/a", None),
        ("https:///a", None),
        ("https://example.org:99999/", None),
        ("https://github.com/o/a%20b", None),
    ],
)
def test_found(url: str, right: str | None) -> None:
    """What cannot be asked for is told; a misspelt scheme has a correction for a person to see."""
    text = f"[a]({url})"
    (finding,) = findings(RULE, text)
    assert (finding.url, finding.severity) == (url, "warning")
    if right is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert not finding.fix.safe
        assert mended(text, finding) == f"[a]({right})"
        assert finding.advice == f"write {right}"


@pytest.mark.parametrize("signal", [Signal.FORBIDDEN, Signal.INVALID])
def test_where_an_address_leads(signal: Signal) -> None:
    """An address whose name or redirect leads into a private network is told."""
    observation = seen(
        "page:http://inside.example/", signal, "leads to an address that is not public"
    )
    (message,) = told(RULE, "[a](http://inside.example/)", observation)
    assert message == "not asked: leads to an address that is not public"
