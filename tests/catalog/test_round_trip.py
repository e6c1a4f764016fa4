"""What is rendered comes back: every field of every catalog."""

import re
from textwrap import dedent

import pytest
from hypothesis import given, settings

from catalog.generated import catalogs, markdown_lists
from catalog.sample import GOOD, LIST, OTHER, catalog, committed
from listcheck.catalog.assembling import Imported
from listcheck.catalog.importing import import_document
from listcheck.catalog.loading import read as read_catalog
from listcheck.catalog.models import Entry, List
from listcheck.catalog.rendering import render
from listcheck.catalog.works import Works
from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers import read

ODD = "a | b \\\\ *c* [d](e) <br> --> \\n\\n `f` &amp; ; g, / h \\u202E i"
FULL = f"""
    [[entry]]
    name = "{ODD}"
    aliases = ["x, y", "z /"]
    title = "{ODD}"
    organisations = ["A / B", "/"]
    venue = "(V)"
    code = [{{ repository = "o/r" }}, {{ repository = "o/r" }}]
    stars = {{ count = 7, as_of = 2026-01-02 }}
    paper = "https://github.com/o/r"
    project = "https://a.org/x_(y)|z"
    blog = ["https://a.org"]
    links = [{{ label = "paper", url = "https://a.org" }}, {{ label = "code", url = "https://github.com/o/r" }}]
    teacher = ["external", "discriminator"]
    c1 = {{ level = "partial", because = "C1 in part: no; C1 not met: yes" }}
    also_in = ["two"]
    notes = "(Also listed here; filed under [x](y)."
    review = "{ODD}"
    allow = [{{ rule = "dead-link", until = 2027-01-01, because = "{ODD}" }}, {{ rule = "a, b", because = "-" }}]

    [entry.details]
    loss = ["FKL", "RKL"]
    base = "one, two"
"""  # noqa: E501


def imported(text: str) -> Imported:
    """What a rendered list gives."""
    return import_document(Document("README.md", text.encode()), "list")


def loaded(found: Imported) -> Works:
    """The catalog that was imported."""
    files = {f"d/{name}": text.encode() for name, text in found.files.items()}
    return read_catalog(files, claims=False)


def comes_back(works: Works) -> None:
    """A catalog is the same after rendering and import, and so are the bytes of its list."""
    text = render(works)
    found = imported(text)
    assert found.unplaced == ()
    same(loaded(found), works)
    assert render(loaded(found)) == text


def same(one: Works, other: Works) -> None:
    """Compare catalogs field by field."""
    for name in List.model_fields:
        assert getattr(one.list, name) == getattr(other.list, name), name
    for group in ("axes", "criteria", "details"):
        assert [*getattr(one.list, group)] == [*getattr(other.list, group)]
    assert [work.section for work in one] == [work.section for work in other]
    for left, right in zip(one, other, strict=True):
        for name in Entry.model_fields:
            assert getattr(left.entry, name) == getattr(right.entry, name), (left.entry.name, name)


def test_the_catalog_of_this_repository() -> None:
    """Its rendered list gives all of it back, and is rendered from that in the same bytes."""
    comes_back(committed())


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_full_entry(line_break: str) -> None:
    """Every field comes back with all that could be taken for something else."""
    works = catalog(one=FULL)
    text = render(works)
    same(loaded(imported(text.replace("\n", line_break))), works)
    comes_back(works)


THREE = """
    [[section]]
    slug = "three"
    parent = "one"
    title = "The third section"
    scope = "What comes between."
"""
PICKS = """
    [[pick]]
    entry = "Good"
    url = "https://github.com/owner/good/tree/HEAD/src"
    because = "It says where."

    [[pick]]
    entry = "Good"
    because = "It does not."
"""
LABEL = 'slug = "one"\n    label = "The first section"'
REASON = 'level = "full", because = "it does"'
TWINS = LIST.replace('title = "Loss"', 'title = "Teacher"').replace('"Base"', '"Also called"')
HEADINGS = LIST.replace("The second section", "One").replace("The first section", "Contents")
NO_AXES = LIST[: LIST.index("[axes.teacher]")] + LIST[LIST.index("[details.loss]") :]
CASES = {
    "no entries": {"one": "", "two": ""},
    "titles that are shared": {"list": TWINS},
    "a label that is the title": {"list": LIST.replace('slug = "one"', LABEL)},
    "a part of an earlier section": {"list": LIST + THREE, "three": ""},
    "anchors of other headings": {"list": HEADINGS},
    "a pick that leads where its entry does": {"list": LIST + PICKS},
    "a detail called details": {
        "list": LIST.replace("details.base", "details.details"),
        "one": GOOD.replace("base =", "details ="),
    },
    "a long title": {"one": GOOD.replace("A Good Paper", "A Good Paper " * 300)},
    "a reason where a criterion is met": {"one": GOOD.replace('level = "full"', REASON)},
    "a date that the id contradicts": {"one": GOOD.replace('"2023-01"', '"2021"')},
    "no axes": {
        "list": NO_AXES,
        "one": GOOD.replace('teacher = ["external"]', ""),
        "two": OTHER.replace('teacher = ["unknown"]', ""),
    },
}


@pytest.mark.parametrize("case", CASES)
def test_catalogs_at_the_edge(case: str) -> None:
    """What is rare comes back, too."""
    texts = {"list": LIST, "one": GOOD, "two": OTHER} | CASES[case]
    files = {f"d/{stem}.toml": dedent(text).encode() for stem, text in texts.items()}
    comes_back(read_catalog(files, claims=False))


@given(catalogs())
@settings(max_examples=20)
def test_any_catalog(works: Works) -> None:
    """Whatever the values hold, they are the same after rendering and import."""
    comes_back(works)


@given(markdown_lists())
@settings(max_examples=40)
def test_any_list(text: str) -> None:
    """Import, render, import again: the same bytes, and nothing more without a place."""
    first = import_document(read("README.md", text.encode()), "list")
    again = imported(render(loaded(first)))
    assert (again.files, again.unplaced) == (first.files, ())
    assert render(loaded(again)) == render(loaded(first))


def test_what_people_add_to_a_rendered_list() -> None:
    """A row and a section of their own are taken in; what is no part of the form is told."""
    row = "| [New](https://github.com/o/new) | — | 2024-01 | — | — | Fresh |\n"
    text = render(catalog()).replace("| [Good]", f"{row}| [Good]", 1)
    text += "\nA remark.\n\n## More\n\nOf it.\n"
    found = imported(text)
    assert [section.slug for section in found.list.section] == ["one", "two", "more"]
    assert 'name = "New"' in found.files["one.toml"]
    assert [(one.text, one.why) for one in found.unplaced] == [
        ("A remark.", "text that belongs to no entry")
    ]


def test_a_rendered_list_that_is_damaged() -> None:
    """What is left is read; what cannot be so is told."""
    text = render(catalog())
    bare = text.replace("What comes first.\n", "").replace("2023-01", "2023-13")
    found = imported(bare)
    assert found.list.section[0].scope == "The first section"
    assert [(one.text, one.line) for one in found.unplaced] == [
        ("Good: date: 2023-13", bare[: bare.index("2023-13")].count("\n") + 1)
    ]
    with pytest.raises(UserError, match=r"not whole:\naxes\.teacher\.values"):
        imported(re.sub(r"- \*\*(?:external|discriminator|unknown).*\n", "", text))
