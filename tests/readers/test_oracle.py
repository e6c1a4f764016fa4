"""The links of real lists and of made-up snippets are those that cmark-gfm renders."""

from collections import Counter
from pathlib import Path

import pytest
from gfm import read_targets, rendered, tagged
from hypothesis import example, given, settings
from hypothesis import strategies as st

from listcheck.readers import read

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
LISTS = sorted(CORPUS.rglob("*.md")) if CORPUS.is_dir() else []


@pytest.mark.skipif(not LISTS, reason="the corpus of real lists stands outside the repository")
@pytest.mark.parametrize("path", LISTS, ids=lambda path: str(path.relative_to(CORPUS)))
def test_every_rendered_link_is_found_once_and_in_order(path: Path) -> None:
    """A real list's links and images are those of the rendered page, and spans reproduce them."""
    data = path.read_bytes()
    document = read(path.name, data)
    assert read_targets(document) == rendered(data.decode())
    assert document.data == data
    for link in document.links:
        assert data[link.at.start : link.at.end].decode() == link.url


# What the fuzz leaves out, where cmark-gfm and pulldown-cmark differ or an HTML parser guesses:
# tables after reference definitions, code indented after a table, `_` around mail addresses,
# tags and comments that are not closed, a backslash before a bracket, a footnote or an image
# right behind one, `[r]:` in the middle of a text.
PIECES = [
    *("[", "](", ")", "]", "![", "(", "\n", "\n\n", " ", "x", "y ", ".", ",", "!", "**", "*"),
    *("http://a.b", "https://c.d/e_f", "www.x.org", "xhttp://n.o", "ftp://f.g", "<http://u.v>"),
    *("`", "|", "\\|", "~~", '"', "'", "- ", "  - ", "1. ", "> ", "# ", "\n\n|a|b|\n|-|-|\n"),
    *('<a href="http://h.i">', "</a>", "<img src='http://j.k'>", "<!-- y -->", "<div>", "</div>"),
    *(" [^1] ", "[r]", "[x][r]", "&amp;", "&lt;", "://", "a@b.co", "。", "中", "（", "）", "<br>"),
    *("[x](http://y.z)", "[x](<http://1.2>)", ' ![i](http://3.4 "t")', "\n===\n", "{", "?"),
]
TAIL = "\n\n[r]: http://l.m\n\n[^1]: http://p.q\n"


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda text: "[r]:" not in text)
)
@example("[a [b](http://c.d) https://x.y")
@example("https://a.b/c[x](http://y.z) d")
@example("- _https://a.b_")
def test_snippets_have_the_links_that_are_rendered(snippet: str) -> None:
    """Any snippet of list markup yields the targets that cmark-gfm renders, each as often."""
    text = snippet + TAIL
    found, expected = read_targets(read("x.md", text.encode())), tagged(text)
    assert [*map(Counter, found)] == [*map(Counter, expected)]
