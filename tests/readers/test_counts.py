"""Numbers of entries that a list states."""

import pytest

from listcheck.readers import read

ROWS = "\n".join(f"| [N{i}](https://arxiv.org/abs/2503.0000{i}) | x |" for i in range(3))
TABLE = f"\n| Method | Notes |\n|-|-|\n{ROWS}\n"


def counts(text: str) -> list[tuple[str, int, tuple[str, ...], int]]:
    """Label, stated number, section and true number."""
    found = read("list.md", text.encode()).counts
    return [(count.label, count.value, count.section, count.counted) for count in found]


def badge(words: str) -> str:
    """A static badge."""
    return f"![b](https://img.shields.io/badge/{words}-4E6813?style=flat)"


TIED = {
    "all words": ("Loss_Design-4", "Loss Design and more", ("Loss Design", 4)),
    "plural": ("Survey-3", "📚 Surveys, and others", ("Survey", 3)),
    "escaped hyphen": ("White--Box-2", "Teachers — White-Box", ("White-Box", 2)),
    "ampersand": ("Agent_&_Robot-5", "Agent & Robot (by use)", ("Agent & Robot", 5)),
    "percent": ("Agent%20Work-5", "Agent Work", ("Agent Work", 5)),
}


@pytest.mark.parametrize(("words", "heading", "tied"), TIED.values(), ids=TIED.keys())
def test_a_badge_is_tied_to_the_heading_with_its_words(
    words: str, heading: str, tied: tuple[str, int]
) -> None:
    """The number of a static badge is that of the section it names."""
    text = f"# T\n{badge(words)}\n\n## {heading}\n{TABLE}\n## Other\n{TABLE}"
    assert counts(text) == [(*tied, (heading,), 3)]


LOOSE = ["version-2", "Stars-12", "papers-120+", "Other_Thing-3", "Surveys-2024", "PRs-welcome"]


@pytest.mark.parametrize("words", LOOSE)
def test_a_badge_that_may_mean_something_else_is_left_alone(words: str) -> None:
    """Versions, years, approximations and labels without a heading are no counts."""
    assert not counts(f"# T\n{badge(words)}\n\n## Surveys\n{TABLE}\n## Version\n{TABLE}")


def test_two_headings_that_fit_alike_tie_nothing() -> None:
    """A badge whose words stand in two headings alike says nothing of either."""
    assert not counts(
        f"# T\n{badge('Agents-3')}\n\n## Web Agents\n{TABLE}\n## Code Agents\n{TABLE}"
    )


def test_a_subsection_with_its_own_badge_counts_for_itself() -> None:
    """Its entries are no part of the number of the section around it."""
    text = f"# T\n{badge('Outer-3')} {badge('Inner-3')}\n\n## Outer\n{TABLE}\n### Inner\n{TABLE}"
    assert [(c[0], c[3]) for c in counts(text)] == [("Outer", 3), ("Inner", 3)]


def test_a_number_in_a_heading_counts_its_section() -> None:
    """`(3 papers)` behind a heading is its count, a year is not."""
    text = f"# T\n## Surveys (4)\n{TABLE}\n## Methods (3 papers)\n{TABLE}\n## Year (2024)\n{TABLE}"
    assert [(c[0], c[1], c[3]) for c in counts(text)] == [("Surveys", 4, 3), ("Methods", 3, 3)]


def test_the_introduction_may_count_the_whole_list() -> None:
    """A sentence that says how many papers the list contains is a count of the file."""
    text = f"# T\nThis list contains 12 papers on a topic.\n\n## A\n{TABLE}"
    assert counts(text) == [("papers", 12, (), 3)]
    assert not counts(text.replace("12 papers", "more than 12 papers"))


def test_what_is_listed_twice_may_be_counted_once() -> None:
    """A number without the repetitions is as right as one with them."""
    twice = f"# T\nThis list has {{}} papers.\n\n## A\n{TABLE}\n## B\n{TABLE}".replace(
        "{}", "{:02}"
    )
    assert not counts(twice.format(3))
    assert counts(twice.format(6)) == [("papers", 6, (), 6)]
    assert counts(twice.format(2)) == [("papers", 2, (), 6)]


SAYING = {
    "This section lists 4 papers.": [("papers", 4, ("A",), 3)],
    "This table has 3 works": [("works", 3, ("A",), 3)],
    "This section lists 4+ papers": [],
    "This section lists 4 papers+": [],
    "The first section lists 4 papers": [],
    "The survey covers 40 papers.": [],
}


@pytest.mark.parametrize(("said", "found"), SAYING.items())
def test_a_section_may_count_itself(
    said: str, found: list[tuple[str, int, tuple[str, ...], int]]
) -> None:
    """Only what a section says of itself, before its entries, is its count."""
    assert counts(f"# T\n\n## A\n\n{said}\n{TABLE}\n## B\n{TABLE}") == found
    assert not counts(f"# T\n\n## A\n{TABLE}\n\n{said}\n\n## B\n{TABLE}")


def test_a_heading_may_end_in_a_number_of_papers() -> None:
    """With its unit behind a dash too; without a unit it is part of the name."""
    text = f"# T\n## Surveys - 4 papers\n{TABLE}\n## Phase - 2\n{TABLE}"
    assert [(c[0], c[1], c[3]) for c in counts(text)] == [("Surveys", 4, 3)]


def test_the_digits_are_spanned() -> None:
    """The span of a count covers its digits, so that a fix can replace them."""
    document = read("list.md", f"# T\n{badge('Ä_B-17')}\n\n## Ä B\n{TABLE}".encode())
    assert [document.slice(count.span) for count in document.counts] == ["17"]
