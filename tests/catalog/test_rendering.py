"""The list that people read, made of the catalog."""

import unicodedata
from collections import Counter
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from catalog.generated import texts as odd_texts
from catalog.sample import GOOD, LIST, catalog, committed, files
from listcheck.case import Case
from listcheck.catalog import commands
from listcheck.catalog.markdown import anchors, plain
from listcheck.catalog.rendering import TEMPLATE, render
from listcheck.errors import Exit, UserError
from listcheck.folders import lists
from listcheck.model import Catalog, Document
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.settings import Settings

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


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
    assert "Also listed here; filed under [The first section](#one)." in text
    assert "Also listed under [The second section](#two)." in text
    assert text.count("[Good](https://github.com/owner/good/tree/HEAD/src)") == 2


def test_strictness_is_told() -> None:
    """A criterion that is not met in full is told with its reason."""
    assert "- **Other**: C1 not met: it does not\n" in render(catalog())


def displayed(value: str) -> str:
    """What a page shows of a value: without what could hide or reorder the rest."""
    return "".join(
        one for one in value if one in "\t\n\r" or unicodedata.category(one) not in HIDDEN
        or one == "\u200d"
    )  # fmt: skip


@given(odd_texts | st.text())
@example("_www.a.org")
def test_no_value_becomes_markup(value: str) -> None:
    """Whatever a value holds, a cell shows it as text: one cell, no element but its own."""
    table = f"| a | b |\n| --- | --- |\n| {plain(value)} | after |\n"
    tree = page(table)
    cells = tree.css("tbody td")
    assert [cell.text().strip() for cell in cells][1:] == ["after"]
    assert len(cells) == 2
    # A comment that begins the line would take all of it: an empty element stands before it.
    assert not [node for node in cells[0].iter() if node.tag not in ("-comment", "b", "td")]
    assert not any(node.text() for node in cells[0].css("b"))
    assert cells[0].text().split() == displayed(value).split()


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


# --- in a folder ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a catalog whose list is rendered with a template of its own."""
    listed = LIST.replace('purpose = "For tests."', 'purpose = "x"\n    template = "own.jinja"')
    for path, data in files(list=listed).items():
        (tmp_path / Path(path).name).write_bytes(data)
    (tmp_path / "own.jinja").write_text("# {{ list.name }}, {{ total }} of them\n")
    return tmp_path


def drift(folder: Path) -> list[str]:
    """What the rule says of the rendered list in a folder."""
    found = lists(folder)
    rendered = {one.path: one.rendered for one in found if one.rendered is not None}
    documents = tuple(one.ready for one in found if one.ready)
    judged = judge(Case(Catalog(documents), {}, Settings(offline=True), rendered=rendered))
    return [each.message for each in judged if each.rule == "catalog-drift"]


def test_the_template_that_a_catalog_names(folder: Path) -> None:
    """It is what `render` and `verify` render with; one from the command line is used once."""
    done = commands.render(folder)
    assert done.text == "# A list, 2 of them\n"
    (folder / "README.md").write_text(done.text)
    assert commands.render(folder, check=True).status is Exit.CLEAN
    assert drift(folder) == []
    (folder / "README.md").write_text(commands.render(folder, template=TEMPLATE).text)
    assert commands.render(folder, check=True).status is Exit.FINDINGS
    assert len(drift(folder)) == 1


@pytest.mark.parametrize("path", ["../own.jinja", "/etc/passwd", "a/../../own.jinja"])
def test_a_template_from_elsewhere(folder: Path, path: str) -> None:
    """A catalog reads no file outside of its folder."""
    listed = folder / "list.toml"
    listed.write_text(listed.read_text().replace("own.jinja", path))
    with pytest.raises(UserError, match="is no file in the folder of the catalog"):
        commands.render(folder)


def test_a_template_that_is_a_link_to_elsewhere(folder: Path) -> None:
    """Nor does it by a link."""
    (folder / "own.jinja").unlink()
    (folder / "own.jinja").symlink_to(TEMPLATE)
    with pytest.raises(UserError, match="outside of the folder"):
        commands.render(folder)


def test_what_verify_accepts(folder: Path) -> None:
    """A date that the paper contradicts is a finding, and no reason not to render."""
    one = folder / "one.toml"
    one.write_text(one.read_text().replace('"2023-01"', '"2021"'))
    assert lists(folder)
    assert commands.render(folder).text == "# A list, 2 of them\n"


@pytest.mark.parametrize("name", ["list.json", "list.yaml", "one.json", "more.yml"])
def test_files_that_are_no_part_of_it(folder: Path, name: str) -> None:
    """Data of other programs beside a catalog, or alone, is none."""
    (folder / name).write_text('{"items": [1, 2]}')
    assert commands.render(folder).text == "# A list, 2 of them\n"
    assert len(lists(folder)) == 3
    (folder / "list.toml").unlink()
    with pytest.raises(UserError, match="holds no catalog"):
        commands.render(folder)


def test_two_catalogs(folder: Path) -> None:
    """Which of two list files is meant nobody knows."""
    (folder / "list.json").write_text('{"name": "x", "section": []}')
    with pytest.raises(UserError, match=r"two catalogs, list\.toml and list\.json"):
        commands.render(folder)
