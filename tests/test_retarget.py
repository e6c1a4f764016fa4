"""Edits that lead a link elsewhere, proven by reading the list again."""

import tomllib

import pytest
from builders import document, link
from hypothesis import example, given
from hypothesis import strategies as st

from listcheck import retarget
from listcheck.catalog.positions import positions
from listcheck.model import Claim, Edit, Link, Span, Syntax
from listcheck.readers.catalog import syntax_of
from listcheck.urls import normalise

FORMS = [
    "see [text]({}) here",
    "see [text]({} 'title') here",
    "see [text](<{}>) here",
    "see <{}> here",
    "see {} here",
    "see [text][ref] here\n\n[ref]: {}",
    "see ![alt]({}) here",
    'see <a href="{}">text</a> here',
    "see <a href='{}'>text</a> here",
    'see <img src="{}"> here',
    "| a | b |\n|---|---|\n| [text]({}) | c |",
]
OLD = "https://example.org/old"


def after(text: str, edit: Edit) -> Link:
    """The only link of the text once it is edited."""
    data = document(text).data
    edited = data[: edit.span.start] + edit.text.encode() + data[edit.span.end :]
    return link(edited.decode())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "url",
    ["https://example.net/new", "https://example.net/a?b=1&c=2", "https://example.net/a_(b)",
     "https://example.net/~a/*b*_c_", "https://example.net/%20%28", "https://example.net/a'b"],
)  # fmt: skip
def test_the_edit_leads_there(form: str, url: str) -> None:
    """In every syntax, an edited link leads to the new address, and nothing else changes."""
    text = form.format(OLD)
    old = link(text)
    edit = retarget.to(old, url)
    if edit is None:
        assert form == "see {} here"
        assert url[-1] in ")'_"
        return
    new = after(text, edit)
    assert new.target == url
    assert (new.text, new.syntax) == (old.text if old.text != OLD else url, old.syntax)


_path = st.text(alphabet="ab/_~*()'&;=?%20|\\\"<>[]{}^`!.,:-é", max_size=20)


@given(st.sampled_from(FORMS), _path)
@example("see [text]({}) here", "?a=1&copy;=2")
@example("see {} here", "a&copy;")
@example("see {} here", "a.")
@example("see {} here", ";")
def test_any_address_that_can_be_sent(form: str, path: str) -> None:
    """Whatever a redirect may lead to is either written so that it is read back, or not at all."""
    url = normalise(f"https://example.net/{path}")
    assert url is not None
    text = form.format(OLD)
    edit = retarget.to(link(text), url)
    assert edit is None or after(text, edit).target == url


def test_the_fragment_is_kept() -> None:
    """The place within a page stays, unless the new address names one."""
    old = link(f"[a]({OLD}#part)")
    edit = retarget.to(old, "https://example.net/")
    assert edit is not None
    assert edit.text == "https://example.net/#part"
    edit = retarget.to(old, "https://example.net/#other")
    assert edit is not None
    assert edit.text == "https://example.net/#other"


@pytest.mark.parametrize("url", ["https://[::1/#part", "#part"])
def test_odd_targets_break_nothing(url: str) -> None:
    """The old address may be anything."""
    edit = retarget.to(link(f"[a]({url})"), "https://example.net/")
    assert edit is not None
    assert edit.text == "https://example.net/#part"


@pytest.mark.parametrize(
    ("url", "new"),
    [
        ("https://github.com/old/name", "https://github.com/new/other"),
        ("https://github.com/Old/Name/", "https://github.com/new/other/"),
        ("https://github.com/old/name.git", "https://github.com/new/other.git"),
        ("https://github.com/old/name/tree/main/old/name",
         "https://github.com/new/other/tree/main/old/name"),
        ("https://github.com/old/name#readme", "https://github.com/new/other#readme"),
        ("https://img.shields.io/github/stars/old/name.svg?style=flat",
         "https://img.shields.io/github/stars/new/other.svg?style=flat"),
        ("https://example.org/?repos=old/name&type=date",
         "https://example.org/?repos=new/other&type=date"),
    ],
)  # fmt: skip
def test_renamed(url: str, new: str) -> None:
    """A name is replaced where it stands, once, whatever its case; all else is kept."""
    edit = retarget.renamed(link(f"[a]({url})"), "old/name", "new/other")
    assert edit is not None
    assert edit.text == new


@pytest.mark.parametrize(
    "url",
    ["https://github.com/cold/name", "https://github.com/old/names", "https://github.com/old/name2",
     "https://example.org/old-name"],
)  # fmt: skip
def test_another_name(url: str) -> None:
    """A name that only contains the old one is another's."""
    assert retarget.renamed(link(f"[a]({url})"), "old/name", "new/other") is None


def test_distinct() -> None:
    """Two uses of one definition are one edit; what is not sure is none."""
    links = document("[a][r] and [b][r]\n\n[r]: https://example.org/old\n").links
    edits = [retarget.to(one, "https://example.net/") for one in links]
    assert len(edits) == 2
    assert len(retarget.distinct([*edits, None])) == 1


VALUES = ['url = "{}"', "url = '{}'", 'url = """{}"""', "url = '''{}'''"]


def value(text: str, span: Span) -> Link:
    """The link of a TOML value."""
    data = text.encode()
    url = data[span.start : span.end].decode()
    return Link(url, url, "", span, span, syntax_of(data, span))


@given(st.sampled_from(VALUES), _path)
def test_values(form: str, path: str) -> None:
    """An address in a value of a catalog is written so that it is read back, or not at all."""
    text, url = form.format(OLD), normalise(f"https://example.net/{path}")
    assert url is not None
    span = Span("a.toml", *positions(text.encode())["url",])
    edit = retarget.to(value(text, span), url)
    assert edit is not None or form[6] != '"' or form[7] == '"'
    if edit is not None:
        edited = text[: span.start] + edit.text + text[span.end :]
        assert tomllib.loads(edited) == {"url": url}


@given(st.sampled_from(VALUES), st.text(max_size=20))
@example('url = "{}"', 'a "b" \\c')
@example("url = '{}'", "it's")
@example("url = '{}'", "a")
def test_claims_in_values(form: str, title: str) -> None:
    """So is a claim."""
    text = form.format("old")
    span = Span("a.toml", *positions(text.encode())["url",])
    claim = Claim("title", "old", span, syntax_of(text.encode(), span))
    edit = retarget.said(claim, title)
    if edit is not None:
        edited = text[: span.start] + edit.text + text[span.end :]
        assert tomllib.loads(edited) == {"url": title}


def test_claims_in_text() -> None:
    """In a text a claim is what stands there."""
    span = Span("a.md", 1, 3)
    assert retarget.said(Claim("title", "ab", span), 'a "b"') == Edit(span, 'a "b"')


@pytest.mark.parametrize(
    ("syntax", "url", "after"),
    [
        ("value", "old/name", "new/name"),
        ("plain", "Old/Name", "new/name"),
        ("value", "https://github.com/old/name/tree/main", "https://github.com/new/name/tree/main"),
        ("value", "old/name-more", None),
        ("value", "very-old/name", None),
        ("value", "new/name", None),
        ("bare", "old/name", None),
    ],
)
def test_a_name_alone(syntax: Syntax, url: str, after: str | None) -> None:
    """In a catalog a repository may be a name and nothing else."""
    span = Span("a.toml", 0, len(url))
    edit = retarget.renamed(Link(url, url, "", span, span, syntax), "old/name", "new/name")
    assert (edit and edit.text) == after


def test_an_id_is_no_address() -> None:
    """What stands for an address is never overwritten by one."""
    span = Span("a.toml", 0, 10)
    link = Link("2301.10100", "https://arxiv.org/abs/2301.10100", "", span, span, "value")
    assert retarget.to(link, "https://example.org") is None
