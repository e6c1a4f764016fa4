"""title-drift: titles that nearly are the paper's."""

import pytest
from builders import alive, findings, mended, told
from catalog.sample import GOOD, files

from listcheck.catalog.loading import read
from listcheck.model import Catalog, Observation
from listcheck.readers.catalog import documents

RULE = "title-drift"
TITLE = "Water Clocks: Measuring Time with Leaking Vessels"
OLD = "Stopped Watches in Silent Gardens of the North"


def listed(title: str, version: str = "") -> str:
    return f"- [{title}](https://arxiv.org/abs/2401.00001{version})\n"


def paper(title: str = TITLE, *older: str) -> Observation:
    return alive("paper:2401.00001", title=title, titles=(title, *older), summary="We measure.")


@pytest.mark.parametrize(
    ("text", "observation"),
    [
        (listed(TITLE), paper()),
        (listed(TITLE.lower()), paper()),
        (listed("Measuring Time with Leaking Vessels"), paper()),
        (listed("Water Clocks: Measuring Time"), paper()),
        (listed("A Survey of Water Clocks for LLMs"),
         paper("A Survey of Water Clocks for Large Language Models")),
        (listed(OLD, "v1"), paper(TITLE, OLD)),
        (listed("Galaxies in Rotation and Their Halos"), paper()),
        (listed("Water Clocks and Their Measure of Nothing"), paper()),
    ],
)  # fmt: skip
def test_silent(text: str, observation: Observation) -> None:
    """The same, the shortened, the pinned version's, and what is not nearly it: left alone."""
    assert told(RULE, text, observation) == []


@pytest.mark.parametrize(
    ("title", "observation", "word", "safe"),
    [
        ("Water Clocks: Mesuring Time with Leaking Vessels", paper(), "a typing slip", True),
        (OLD, paper(TITLE, OLD), "the title of an earlier version", False),
        ("Water Clocks: Measuring Time with Leaking Barrels", paper(), "words differ", False),
    ],
)
def test_found(title: str, observation: Observation, word: str, safe: bool) -> None:
    """The kind of difference is told; only a slip is corrected without being looked at."""
    text = listed(title)
    (finding,) = findings(RULE, text, observation)
    assert finding.message == f"{word}: arXiv says “{TITLE}”"
    assert (finding.claimed, finding.observed, finding.severity) == (title, TITLE, "info")
    assert finding.fix is not None
    assert finding.fix.safe is safe
    assert mended(text, finding) == listed(TITLE)


def test_another_word_is_no_slip() -> None:
    """A word that other titles have was not mistyped: its correction is left to a person."""
    written = "Water Clocks: Measuring Lime with Leaking Vessels"
    (alone,) = findings(RULE, listed(written), paper())
    other = alive("paper:2401.00002", title="Lime and Other Stones")
    (finding,) = findings(RULE, listed(written), paper(), other)
    assert alone.fix is not None
    assert finding.fix is not None
    assert (alone.fix.safe, finding.fix.safe) == (True, False)


def test_another_papers_title() -> None:
    """A title that is another paper's, word for word, is no drift: title-mismatch reports it."""
    title = "Water Clocks: Measuring Time with Leaking Barrels"
    text = listed(title) + "- [Barrels](https://arxiv.org/abs/2401.00002)\n"
    other = alive("paper:2401.00002", title=title)
    assert len(told(RULE, text, paper())) == 1
    assert told(RULE, text, paper(), other) == []
    assert len(told("title-mismatch", text, paper(), other)) == 1


@pytest.mark.parametrize(
    "title", ["Water Clocks: Measuring Time with $k$ Leaking Vessels", "A | B " + TITLE]
)
def test_no_correction_with_markup(title: str) -> None:
    """A title that Markdown would read as markup is left to a person."""
    for finding in findings(RULE, listed(TITLE), paper(title)):
        assert finding.fix is None


def test_catalogs() -> None:
    """In a catalog a title is corrected by the rules of its language."""
    title = 'A "Good" Paper About Nothing at All'
    given = files(
        one=GOOD.replace("A Good Paper About Nothing", "A Goood Paper About Nothing at All")
    )
    catalog = Catalog(documents(read(given), given))
    (one,) = findings(RULE, catalog, alive("paper:2301.10100", title=title))
    assert one.fix is not None
    (edit,) = one.fix.edits
    assert edit.text == 'A \\"Good\\" Paper About Nothing at All'
    assert catalog.document("data/one.toml").slice(edit.span).startswith("A Goood")


DOI = "10.1000/clocks.1"


def linked(title: str) -> str:
    return f"- [{title}](https://doi.org/{DOI})\n"


def record(title: str = TITLE) -> Observation:
    return alive(f"doi:{DOI}", title=title, titles=(title, title.partition(":")[0]))


@pytest.mark.parametrize(
    "text",
    [
        linked(TITLE),
        linked(TITLE.upper()),
        linked("Water Clocks"),
        linked("Water Clocks: Measuring Time with Leaking Barrels"),
        linked("Galaxies in Rotation and Their Halos"),
        f"- Water Clocks: Mesuring Time with Leaking Vessels [paper](https://doi.org/{DOI})\n",
    ],
)
def test_silent_of_dois(text: str) -> None:
    """Beside a DOI only slips are told, and only in the text of its own link."""
    assert told(RULE, text, record()) == []
    assert told(RULE, linked("Water Clocks: Mesuring Time with Leaking Vessels")) == []


def test_a_slip_beside_a_doi() -> None:
    """It is told, and its correction wants a look: publishers make slips, too."""
    text = linked("Water Clocks: Mesuring Time with Leaking Vessels")
    (finding,) = findings(RULE, text, record())
    assert finding.message == f"a typing slip: the record of the DOI says “{TITLE}”"
    assert (finding.observed, finding.severity) == (TITLE, "info")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(text, finding) == linked(TITLE)
