"""The report in Markdown, for the summary of a job."""

import re
from collections.abc import Callable

import pytest
from gfm import render as rendered
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from listcheck.renderers import markdown
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers.made import of_many, of_texts
from renderers.situations import empty, everything, good, hostile, surrogates

ELEMENTS = set(
    "h2 h3 p ul li code strong details summary table thead tbody tr th td".split()
)  # what this renderer writes


def shown(report: Report) -> str:
    return markdown.render(report, Style())


def outline(text: str) -> tuple[list[str], str]:
    """The elements of the rendered page in their order, and its text outside of code."""
    tree = LexborHTMLParser(rendered(text))
    body = tree.body
    assert body is not None
    nodes = [node for node in body.traverse(include_text=False) if node.tag != "body"]
    assert all(set(node.attributes) <= {"align"} for node in nodes)
    for code in tree.css("code"):
        code.decompose()
    return [node.tag or "" for node in nodes], body.text()


def test_order() -> None:
    """The verdict, what it rests on, the gravest findings, what could not be checked."""
    text = shown(everything())
    places = [
        text.index(words)
        for words in (
            "## listcheck: 2 errors, 5 warnings, 1 note.\n",
            "11 addresses: 6 checked, 2 could not be checked, 1 refused, 2 skipped",
            "| `README.md` | 5 | 12 | 2 | 5 | 1 |",
            "- Note: `the store was made anew`",
            "### Errors (2)",
            "### Warnings (5)",
            "<details><summary>Notes (1)</summary>",
            "### Could not be checked (2)",
        )
    ]
    assert places == sorted(places)


def test_finding() -> None:
    """A finding has its place, its rule, its entry, what to do, its correction and its proof."""
    text = shown(everything())
    assert (
        "- `README.md:7:32` `dead-link` `Singing Kettles in Gardens`\n"
        "  - `leads nowhere: it is not there; failing since 2025-12-22, confirmed" in text
    )
    assert (
        "  - `https://example.org/dead`\n"
        "  - To do: `replace it, or take it out`\n"
        "  - Also at `README.md:7:66`\n"
        "  - Seen 2026-01-01T12:00:00Z: `GET https://example.org/page:https://example.org/dead"
        " → 404`\n" in text
    )
    assert "  - Correction: `README.md:2:47` `5`\n" in text


def test_known() -> None:
    """What is not new says since when it is known; what wants a look says so."""
    text = re.sub(r"w\d+", "a", shown(of_texts([""])))
    assert text.count("  - Known since 2026-01-01\n") == 1
    assert text.count("  - Correction, to be looked at: `a:3:5` `a`, `a:3:5` nothing\n") == 1
    assert text.count("  - Correction: `a:3:5` `a`, `a:3:5` nothing\n") == 1
    assert "<details><summary>Accepted (1)</summary>" in text
    assert "  - Because `a` until `a`\n" in text
    assert "<details><summary>Healed since the last run (1)</summary>" in text


def test_could_not_be_checked() -> None:
    """What could not be told is gathered by its reason."""
    assert "- 1 × `a bot wall (403)`\n  - `README.md:8:64` `https://example.org/wall`\n" in shown(
        everything()
    )


def test_incomplete() -> None:
    """That too little was seen stands at the top."""
    assert shown(hostile()).splitlines()[2].startswith("**Incomplete:** `blind ")


def test_nothing_found() -> None:
    """A good list is told in a few lines; an empty one is not called good."""
    assert shown(good()).startswith("## listcheck: All good.\n\n1 address: 1 checked")
    assert "###" not in shown(good())
    assert shown(empty()).startswith("## listcheck: Nothing to check.\n")


@given(st.lists(texts, min_size=1, max_size=7))
@settings(max_examples=60)
def test_text_from_outside_is_code(given: list[str]) -> None:
    """Whatever is written anywhere, the page has the elements and the words of a tame one."""
    elements, words = outline(shown(of_texts(given)))
    assert (elements, words) == outline(shown(of_texts([""])))
    assert set(elements) <= ELEMENTS
    assert not re.search(r"[@#`<>$]|GH-|https?:|www\.", words)


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_stable(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes, however it is to look elsewhere."""
    one = shown(make())
    assert one == markdown.render(make(), Style(colour=True, width=20, verbosity=1))
    assert one.endswith("\n")
    assert one.encode()
    assert "\n\n\n" not in one


@pytest.mark.parametrize(("count", "length"), [(5000, 60), (5000, 280), (8000, 10)])
def test_limit(count: int, length: int) -> None:
    """Far below GitHub's limit all is there; above, entries are left out whole, and counted."""
    report = of_many(count, length)
    text = shown(report)
    assert len(text.encode()) <= markdown.LARGEST
    assert len(text.encode()) > markdown.LARGEST - 10_000
    there = len(re.findall(r"^- `README\.md:\d+:5` `dead-link`", text, re.MULTILINE))
    whole = len(re.findall(r"^  - Seen [^\n]*→ 404`$", text, re.MULTILINE))
    assert there == whole
    assert f"\n{count - there:,} of these {count:,} are left out: " in text
    unchecked = re.findall(r"^- ([\d,]+) × ", text, re.MULTILINE)
    told = sum(int(one.replace(",", "")) for one in unchecked)
    assert f"\n{count - told:,} of these {count:,} are left out: " in text


def test_below_the_limit() -> None:
    """A thousand findings are all there."""
    text = shown(of_many(1000))
    assert text.count(" `dead-link` ") == 1000
    assert "left out" not in text
