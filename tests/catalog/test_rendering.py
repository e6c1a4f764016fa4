"""The list that people read, made of the catalog."""

from collections import Counter
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from catalog.sample import GOOD, LIST, catalog, committed
from listcheck.case import Case
from listcheck.catalog.markdown import anchors, plain
from listcheck.catalog.rendering import render
from listcheck.errors import UserError
from listcheck.model import Catalog, Document
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.settings import Settings
from listcheck.text import clean


def page(text: str) -> LexborHTMLParser:
    html = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    return LexborHTMLParser(html)


def document() -> Document:
    return read("README.md", render(committed()).encode())


def test_the_same_bytes() -> None:
    """The same catalog gives the same text, and a file ends in one line break."""
    text = render(committed())
    assert text == render(committed())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text


def test_the_reader_reads_it_back() -> None:
    """Every listing is an entry once, every entry has its row of details, and counts agree."""
    works = committed()
    found = document()
    names = {kind: Counter(e.name for e in found.entries if e.kind == kind) for kind in
             ("entry", "details", "mention")}  # fmt: skip
    slugs = [section.slug for section in works.list.section]
    assert names["entry"] == Counter(w.entry.name for slug in slugs for w in works.listed(slug))
    assert names["details"] == Counter(work.entry.name for work in works)
    assert sorted(names["mention"]) == sorted(pick.entry for pick in works.list.pick)
    counts = {count.label: (count.value, count.counted) for count in found.counts}
    assert set(counts) == {section.label for section in works.list.section}
    assert all(value == counted for value, counted in counts.values())
    assert sum(value for value, _ in counts.values()) == 113


def test_the_reader_finds_the_claims() -> None:
    """Dates and venues come back as they are in the catalog, and no title is another one."""
    works = committed()
    for entry in document().entries:
        if entry.kind == "entry":
            own = works.by_name[entry.name].entry
            assert [claim.text for claim in entry.claimed("date")] == [own.date]
            assert [claim.text for claim in entry.claimed("venue")] == [own.venue] * bool(own.venue)
            assert {claim.text for claim in entry.claimed("title")} <= {own.title}


def test_nothing_is_wrong_with_it() -> None:
    """Judged without a network, the rendered list has no finding at all."""
    assert judge(Case(Catalog((document(),)), {}, Settings(offline=True))) == ()


def test_every_link_of_the_catalog_is_there() -> None:
    """No address of an entry is lost."""
    targets = {link.target for link in document().links}
    for work in committed():
        entry = work.entry
        wanted = {*entry.blog, *entry.models, *(link.url for link in entry.links)}
        wanted |= {url for url in (entry.project, entry.paper) if url}
        wanted |= {f"https://arxiv.org/abs/{number}" for number in entry.arxiv}
        assert wanted <= targets


def test_cross_listings_say_so() -> None:
    """A work that another section lists too leads there to its own section."""
    guest = GOOD.replace("teacher", 'also_in = ["two"]\n    teacher')
    text = render(catalog(one=guest))
    assert "Listed here too; filed under [The first section](#the-first-section)." in text
    assert text.count("[Good](https://github.com/owner/good/tree/HEAD/src)") == 2


def test_strictness_is_told() -> None:
    """A criterion that is not met in full is told with its reason."""
    assert "- **Other**: C1 not met: it does not\n" in render(catalog())


@given(st.text())
def test_no_value_becomes_markup(value: str) -> None:
    """Whatever a value holds, a cell shows it as text: one cell, no element but its own."""
    table = f"| a | b |\n| --- | --- |\n| {plain(value)} | after |\n"
    tree = page(table)
    cells = tree.css("tbody td")
    assert [cell.text().strip() for cell in cells][1:] == ["after"]
    assert len(cells) == 2
    assert not [node for node in cells[0].iter() if node.tag not in ("-comment", "td")]
    shown = clean(" ".join(value.split()), 2_000)
    assert cells[0].text().split() == shown.split()


@pytest.mark.parametrize(
    "value",
    ["a|b", "[x](y)", "<b>x</b>", "`x`", "**x**", "a_b_c", "two\nlines", "https://a.org",
     "www.a.org", "a@b.org", "mailto:a@b.org", "~~x~~", "&amp;", "# x", "- x", "1. x", "+ x",
     "![x](y)", "\\| x"],
)  # fmt: skip
def test_hostile_values(value: str) -> None:
    """The usual ways out of a cell, a paragraph or a list item lead nowhere."""
    for text in (f"| a |\n| --- |\n| {plain(value)} |\n", plain(value), f"- {plain(value)}\n"):
        tree = page(text)
        assert not tree.css("a, b, strong, em, code, img, h1, del, ol, ul ul")
        assert " ".join(value.split()) in " ".join(tree.body.text().split())  # type: ignore[union-attr]


def test_hostile_entries() -> None:
    """An entry full of markup leaves the list in its form."""
    evil = "x | <script>alert(1)</script> `y` [z](https://evil.example) ](#"
    text = render(catalog(one=GOOD.replace("A Good Paper About Nothing", evil)))
    tree = page(text)
    assert not tree.css('script, a[href*="evil"]')
    assert len(tree.css("table")) == len(page(render(catalog())).css("table"))


def test_anchors() -> None:
    """Headings that are alike get numbers, as GitHub gives them."""
    assert anchors(["A b", "A b!", "C: d-e"]) == ["a-b", "a-b-1", "c-d-e"]


def test_another_template(tmp_path: Path) -> None:
    """A template of the user's own is used, and what it puts out is escaped."""
    path = tmp_path / "own.md"
    path.write_text("{{ list.name }} {% for part in parts %}{{ part.section.title }};{% endfor %}")
    listed = LIST.replace('"A list"', '"A <list>"')
    shown = "A &lt;list&gt; The first section;The second section;\n"
    assert render(catalog(list=listed), path) == shown


@pytest.mark.parametrize("text", ["{{ unknown }}", "{% if %}", "{{ list.__class__.mro() }}"])
def test_a_template_that_fails(text: str, tmp_path: Path) -> None:
    """A template with a mistake, or one that reaches for the program, is told by its name."""
    path = tmp_path / "own.md"
    path.write_text(text)
    with pytest.raises(UserError, match=r"own\.md"):
        render(catalog(), path)
    with pytest.raises(UserError, match=r"none\.md"):
        render(catalog(), tmp_path / "none.md")
