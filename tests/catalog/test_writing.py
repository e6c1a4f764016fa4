"""A catalog as TOML, in one form."""

import datetime as dt

import pytest

from catalog.sample import DATA, catalog, committed, files
from listcheck.catalog.loading import read
from listcheck.catalog.models import Code, Entry, Judgement, Named, Stars, Waiver
from listcheck.catalog.writing import list_text, section_text

SLUGS = [section.slug for section in committed().list.section]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_data_are_in_the_one_form(slug: str) -> None:
    """Each section's file is what the writer makes of its entries."""
    works = committed()
    entries = [work.entry for work in works if work.section == slug]
    assert section_text(entries, works.list) == (DATA / f"{slug}.toml").read_text()


def test_the_list_file_is_in_the_one_form() -> None:
    """The list file is what the writer makes of the list."""
    assert list_text(committed().list) == (DATA / "list.toml").read_text()


def test_whatever_an_entry_holds_comes_back() -> None:
    """Every key, quotes, backslashes, controls and long arrays survive being written and read."""
    entry = Entry(
        name='A "quoted" \\ name\tπ', aliases=("a" * 60, "b" * 60), title="T\nwo", paper="https://a.b/c",
        date="2024", organisations=("X",), venue="V", code=(Code(repository="o/r", path="p/q"),),
        code_status="soon", stars=Stars(count=7, as_of=dt.date(2026, 1, 2)), project="https://a.b",
        blog=("https://a.b",), models=("https://a.b",),
        links=(Named(label="l", url="https://a.b"),), axes={"teacher": ("external",)},
        criteria={"c1": Judgement(level="no", because="so")}, also_in=("one",), notes="\x7f",
        review="r", allow=(Waiver(rule="x", until=dt.date(2026, 1, 2), because="y"),),
        details={"loss": ("RKL", "FKL"), "base": ("b",)},
    )  # fmt: skip
    given = files()
    given["data/two.toml"] = section_text([entry], catalog().list).encode()
    assert [work.entry for work in read(given) if work.section == "two"] == [entry]


def test_a_small_catalog_comes_back() -> None:
    """A list and its entries are the same after being written and read."""
    works = catalog()
    written = {"list.toml": list_text(works.list).encode()} | {
        f"{filed.section.slug}.toml": section_text(
            (work.entry for work in filed.works), works.list
        ).encode()
        for filed in works.sections
    }
    again = read(written)
    assert again.list == works.list
    assert [work.entry for work in again] == [work.entry for work in works]
