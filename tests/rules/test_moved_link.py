"""moved-link: pages that moved for good."""

import pytest
from builders import findings, mended, seen, told

from listcheck.model import Facts, Observation, Part, Signal

RULE = "moved-link"


def moved(key: str, to: str | None) -> Observation:
    return seen(key, Signal.MOVED, status=200)._replace(moved_to=to, final_url=to)


@pytest.mark.parametrize(
    ("url", "observation"),
    [
        ("https://example.org/a", seen("page:https://example.org/a", Signal.ALIVE)),
        ("https://example.org/a", moved("page:https://example.org/a", None)),
        ("https://example.org/a", seen("page:https://example.org/a", Signal.TIMEOUT)),
        ("https://github.com/o/n", moved("repo:o/n", "https://github.com/o/m")),
        ("https://arxiv.org/abs/2401.00001", moved("paper:2401.00001", "https://arxiv.org/")),
    ],
)
def test_silent(url: str, observation: Observation) -> None:
    """What is where it was, or has a rule of its own, is left alone."""
    assert told(RULE, f"[a]({url})", observation) == []


@pytest.mark.parametrize(
    ("url", "to", "safe"),
    [
        ("http://example.org/a", "https://example.org/a", True),
        ("https://example.org/a", "https://www.example.org/b", True),
        ("https://example.org", "https://example.org/en/", True),
        ("https://example.org/a", "https://example.net/a", False),
        ("https://one.github.io/a", "https://two.github.io/a", False),
        ("https://example.org/a", "https://example.org/", False),
    ],
)
def test_found(url: str, to: str, safe: bool) -> None:
    """The new address is written; another site, or a home page for a page, is for a person."""
    text = f"- [Leaking Clocks]({url}#part)\n"
    key = "page:" + (url if url.count("/") > 2 else f"{url}/")
    (finding,) = findings(RULE, text, moved(key, to))
    assert (finding.message, finding.severity) == (f"moved for good to {to}", "info")
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert mended(text, finding) == f"- [Leaking Clocks]({to}#part)\n"


def test_a_file_in_what_was_renamed() -> None:
    """The new name is written into its address."""
    old, new = "https://huggingface.co/o/n", "https://huggingface.co/p/m"
    text = f"[model]({old}) [file]({old}/blob/main/n.pdf)\n"
    observation = moved("hf:models/o/n", new)._replace(
        facts=Facts(canonical="p/m"),
        parts={"path:blob/main/n.pdf": Part(Signal.ALIVE)},
    )
    for finding in findings(RULE, text, observation):
        assert finding.fix is not None
        assert finding.fix.safe
        text = mended(text, finding)
    assert text == f"[model]({new}) [file]({new}/blob/main/n.pdf)\n"


def test_an_address_that_markdown_cannot_hold() -> None:
    """Where the new address cannot be written safely, there is no correction."""
    found = findings(
        RULE,
        "[a](https://example.org/a)",
        moved("page:https://example.org/a", "https://example.org/a|b"),
    )
    assert [finding.fix for finding in found] == [None]
