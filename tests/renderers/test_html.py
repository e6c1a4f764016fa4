"""The report as a page."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from listcheck.renderers import html
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers.made import of_many, of_texts
from renderers.situations import empty, everything, good, hostile, surrogates


def page(report: Report) -> LexborHTMLParser:
    return LexborHTMLParser(html.render(report, Style()))


def text(report: Report) -> str:
    body = page(report).body
    assert body is not None
    return " ".join(body.text().split())


def outline(report: Report) -> tuple[list[tuple[str, ...]], str]:
    """Every element with the names of its attributes, and the text outside of code."""
    tree = page(report)
    body = tree.body
    assert body is not None
    nodes = [(node.tag or "", *sorted(node.attributes)) for node in body.traverse()]
    for code in tree.css("code"):
        code.decompose()
    return nodes, " ".join(body.text().split())


def test_order() -> None:
    """The verdict, what it rests on, the gravest findings, what could not be checked."""
    shown = text(everything())
    places = [
        shown.index(words)
        for words in (
            "2 errors, 5 warnings, 1 note.",
            "11 addresses: 6 checked",
            "Note: the store was made anew",
            "Errors (2)",
            "README.md:7:32 dead-link Singing Kettles in Gardens leads nowhere",
            "Warnings (5)",
            "Notes (1)",
            "Could not be checked (2)",
        )
    ]
    assert places == sorted(places)


def test_finding() -> None:
    """A finding has its advice, its correction and its proof."""
    shown = text(everything())
    assert "https://example.org/dead To do: replace it, or take it out More Also at" in shown
    assert "To do: write 5 Correction: README.md:2:47 5" in shown
    assert "Seen 2026-01-01T12:00:00Z: GET https://example.org/page:https://example.org" in shown


def test_nothing_unknown_is_good() -> None:
    """A good list is told so, an empty one and a blind run are not."""
    assert text(good()).startswith("All good.")
    assert text(empty()).startswith("Nothing to check.")
    assert "Incomplete: blind " in text(hostile())


def test_policy() -> None:
    """The page's own policy lets in its style sheet, and nothing else is asked for."""
    tree = page(everything())
    (sheet,) = tree.css("style")
    digest = b64encode(sha256(sheet.text().encode()).digest()).decode()
    (policy,) = tree.css("meta[http-equiv]")
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not tree.css("script, link, img, iframe, object, form, [style], [onclick], [src]")


def test_links() -> None:
    """Only what is on the web is a link, and what we refuse to ask is none."""
    links = [node.attributes["href"] for node in page(everything()).css("a")]
    assert links == [
        "https://example.org/dead",
        "https://github.com/old/name",
        "https://github.com/old/name",
        "http://example.org/moved",
        "https://example.org/wall",
        "https://example.org/slow",
    ]
    assert html._href("javascript:alert(1)") == ""
    assert html._href("https://example.org/\u202egnp") == ""
    assert html._href("http://10.0.0.1/", "refused-link") == ""


@given(st.lists(texts, min_size=1, max_size=7))
@settings(max_examples=60)
def test_no_text_is_markup(given: list[str]) -> None:
    """Whatever is written anywhere, the page has the elements and the words of a tame one."""
    given = [one for one in given if not one.lower().startswith("http")] or [""]
    assert outline(of_texts(given)) == outline(of_texts([""]))


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_stable(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes, however it is to look elsewhere."""
    one = html.render(make(), Style())
    assert one == html.render(make(), Style(colour=True, width=20, verbosity=1))
    assert one.endswith("</html>\n")
    assert one.encode()


def test_many() -> None:
    """Thousands are all there."""
    assert html.render(of_many(2500), Style()).count("dead-link</strong>") == 2500
