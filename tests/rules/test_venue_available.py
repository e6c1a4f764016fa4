"""venue-available: preprints that have a venue by now."""

from typing import Any

import pytest
from builders import alive, findings, mended, told
from catalog.sample import GOOD, files

from listcheck.catalog.loading import read
from listcheck.model import Catalog, Observation
from listcheck.readers.catalog import documents

RULE = "venue-available"
HEADER = "## Works\n\n| Title | Venue | Paper |\n|---|---|---|\n"
ACCEPTED = "Accepted at ICLR 2026 (Oral)"


def table(*venues: str, note: str = "") -> str:
    """A row for each venue; the note stands in the last."""
    rows = [
        f"| Works of Kind Number {number} | {venue} | [](https://arxiv.org/abs/2401.{number:05}) |"
        for number, venue in enumerate(venues, 1)
    ]
    return "# List\n\n" + HEADER + "\n".join(rows)[:-2] + f" {note} |\n"


def paper(number: int, comment: str | None = ACCEPTED, **facts: Any) -> Observation:
    return alive(f"paper:2401.{number:05}", comment=comment, **facts)


SHOWN = ("CVPR 2023", "ICML 2024")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (table(*SHOWN, "arXiv 2025"), []),
        (table(*SHOWN, "arXiv 2025"), [paper(3, None)]),
        (table(*SHOWN, "arXiv 2025"), [paper(3, "Submitted to ICLR 2026")]),
        (table(*SHOWN, "arXiv 2025"), [paper(3, "Accepted to a workshop at ICLR 2026")]),
        (table(*SHOWN, "arXiv 2025"), [paper(3, None, journal_ref="arXiv preprint 2024")]),
        (table(*SHOWN, "ICLR 2026"), [paper(3)]),
        (table(*SHOWN, "CVPR 2024"), [paper(3)]),
        (table(*SHOWN, "Tech Report"), [paper(3)]),
        (table(*SHOWN, "arXiv 2025", note="oral at ICLR'26"), [paper(3)]),
        (table(*SHOWN, "arXiv", note="International Conference on Learning Representations"),
         [paper(3)]),
        (table(*SHOWN, "arXiv", note="![](https://img.shields.io/badge/ICLR2026-blue)"),
         [paper(3)]),
        (table(*SHOWN, "arXiv", note="extended in TPAMI 2027"), [paper(3)]),
        (table(*SHOWN, "arXiv", note="[v2](https://arxiv.org/abs/2401.00099)"), [paper(3)]),
        (table("", "", "").replace("Venue", "Remark"), [paper(3)]),
        (table(*[""] * 30, "ICLR 2025"), [paper(3)]),
        (table(*SHOWN) + "\n## Data\n\n| Name | Paper |\n|---|---|\n"
         "| Heap | [pdf](https://arxiv.org/abs/2401.00003) |\n", [paper(3)]),
    ],
)  # fmt: skip
def test_silent(text: str, evidence: list[Observation]) -> None:
    """No venue yet, one in the row, several papers, or a list that writes none: left alone."""
    assert told(RULE, text, *evidence) == []


def test_a_wrong_paper_has_no_say() -> None:
    """The venue of a paper that is not the entry's is told to nobody."""
    title = "Spectra of Dwarf Galaxies in the Northern Sky"
    other = alive("paper:2401.00003", title=title, summary="Dwarfs.", comment=ACCEPTED)
    text = table(*SHOWN, "arXiv 2025").replace(
        "Works of Kind Number 3", "Leaking Water Clocks at Home"
    )
    assert told(RULE, text, other) == []
    assert told("title-mismatch", text, other) != []


@pytest.mark.parametrize(
    ("written", "shown", "right"),
    [
        ("arXiv 2025", SHOWN, "ICLR 2026"),
        ("arXiv", SHOWN, "ICLR 2026"),
        ("preprint", SHOWN, "ICLR 2026"),
        ("Arxiv", ("CVPR", "ICML", "KDD 2021"), "ICLR"),
        ("arXiv 2025", ("CVPR'23", "ICML'24"), "ICLR'26"),
        ("arXiv", ("CVPR2023", "ICML2024"), "ICLR2026"),
    ],
)
def test_found(written: str, shown: tuple[str, ...], right: str) -> None:
    """The venue is told with the words that say so, and written in the list's own form."""
    number = len(shown) + 1
    text = table(*shown, written)
    (finding,) = findings(RULE, text, paper(number))
    assert finding.message == f"the list says {written}, arXiv's comment: “{ACCEPTED}”"
    assert (finding.claimed, finding.observed, finding.severity) == (written, right, "info")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert mended(text, finding) == table(*shown, right)
    assert told(RULE, mended(text, finding), paper(number)) == []


def test_no_venue_where_others_have_one() -> None:
    """An empty cell among venues is told at the paper's link; what to write there is advice."""
    (finding,) = findings(RULE, table(*SHOWN, "-"), paper(3))
    assert finding.message == f"the list names no venue, arXiv's comment: “{ACCEPTED}”"
    assert (finding.claimed, finding.fix, finding.advice) == (None, None, "write ICLR 2026")


def test_badges() -> None:
    """A badge's words are replaced as far as they can stand in an address."""
    lines = "".join(
        f"- **The Works of Kind Number {number}** [[pdf](https://arxiv.org/abs/2401.{number:05})] "
        f"![](https://img.shields.io/badge/{venue}-orange)\n"
        for number, venue in enumerate(("ICLR2025", "ICML2024", "Arxiv"), 1)
    )
    text = f"# List\n\n## Works\n\n{lines}"
    (finding,) = findings(RULE, text, paper(3, "CVPR 2024"))
    assert mended(text, finding) == text.replace("badge/Arxiv-", "badge/CVPR2024-")
    (finding,) = findings(RULE, text, paper(3, "EMNLP 2024 Findings"))
    assert finding.fix is None


@pytest.mark.parametrize(
    ("observation", "source", "right"),
    [
        (paper(3, None, journal_ref="Nature 630, 493 (2024)"), "journal reference", "Nature 2024"),
        (paper(3, "12 pages", doi="10.18653/v1/2025.acl-long.12"), "DOI", "ACL 2025"),
        (paper(3, "AAAI", doi="10.1109/TPAMI.2025.12"), "DOI", "TPAMI 2025"),
        (paper(3, "Findings of ACL 2025"), "comment", "ACL 2025 Findings"),
        (paper(3, "Accepted by TMLR", journal_ref="Trans. on Machine Learning Research, 2025"),
         "journal reference", "TMLR 2025"),
        (paper(3, None, journal_ref="Expert Systems with Applications 238 (2024)"),
         "journal reference", "Expert Systems with Applications 2024"),
    ],
)  # fmt: skip
def test_sources(observation: Observation, source: str, right: str) -> None:
    """Comment, journal reference and DOI are read, and the one that says it is named."""
    (finding,) = findings(RULE, table(*SHOWN, "arXiv"), observation)
    assert f"arXiv's {source}: “" in finding.message
    assert finding.observed == right


def test_workshops() -> None:
    """A workshop is told to a list that names workshops."""
    observation = paper(3, "Workshop on Foo @ NeurIPS 2024")
    (finding,) = findings(RULE, table("ICML 2024 Workshop", *SHOWN[:1], "arXiv"), observation)
    assert finding.observed == "NeurIPS 2024 Workshop"


def test_catalogs() -> None:
    """In a catalog the value is replaced by the rules of its language."""
    text = GOOD.replace("arxiv = ", 'venue = "arXiv 2023"\n    arxiv = ', 1)
    given = files(one=text)
    catalog = Catalog(documents(read(given), given))
    (one,) = findings(RULE, catalog, alive("paper:2301.10100", comment=ACCEPTED))
    assert (one.claimed, one.observed) == ("arXiv 2023", "ICLR 2026")
    assert catalog.document("data/one.toml").slice(one.span) == "arXiv 2023"
