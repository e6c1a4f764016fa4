"""same-id-two-titles: two works that cannot both be the paper."""

import pytest
from builders import alive, findings, told

from listcheck.model import Observation
from listcheck.titles import is_gloss

RULE = "same-id-two-titles"
CLOCKS = "Leaking Clocks in Noisy Kitchens"
KETTLES = "Singing Kettles by the Northern Sea"
ONE, TWO = "https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00002"
GALAXY = "A Spectroscopic Survey of Dwarf Galaxies"


def item(title: str, number: str = "2401.00001") -> str:
    return f"- [{title}](https://arxiv.org/abs/{number})\n"


def paper(*titles: str) -> Observation:
    return alive("paper:2401.00001", title=titles[0], titles=titles, summary="We look.")


def table(name: str, *rows: tuple[str, str]) -> str:
    body = "".join(
        f"| {left} | [{title}](https://arxiv.org/abs/2401.00001) |\n" for left, title in rows
    )
    return f"| {name} | Paper |\n|---|---|\n{body}\n"


@pytest.mark.parametrize(
    "text",
    [
        item(CLOCKS) + item(CLOCKS),
        item(CLOCKS) + item(KETTLES, "2401.00002"),
        item(CLOCKS) + item(f"Kettles: {CLOCKS}"),
        item(CLOCKS) + item(f"{CLOCKS} (ICLR 2025)"),
        item(CLOCKS) + item("Leeking Clocks in Noisy Kitchens"),
        item(CLOCKS) + item("Clocks of the Northern Sea, Revisited"),
        item("Long Kettle Clocks in the North (LKC)") + item("Lukewarm Pots: LKC by Design"),
        item("Gated Recurrent Kettle (GRK)") + item(CLOCKS),
        item("漏水的时钟：厨房里的时间与噪声的测量研究") + item(CLOCKS),
        f"- GKC [paper](https://arxiv.org/abs/2401.00001)\n{item(CLOCKS)}",
        f"- **{CLOCKS}** [[v1]({ONE})] [[v2]({TWO})]\n{item(KETTLES)}",
    ],
)  # fmt: skip
def test_silent(text: str) -> None:
    """One title, one in other words, a name, another script, several papers: left alone."""
    assert told(RULE, text) == []


@pytest.mark.parametrize(
    "more", ["Ada Bee, Carl Dee, Eve Eff", "[Code](https://github.com/user/repo)"]
)
def test_silent_on_one_work(more: str) -> None:
    """Entries with the same authors, or the same code, are one work under two titles."""
    text = item(CLOCKS).rstrip() + f" {more}\n" + item(KETTLES).rstrip() + f" {more}\n"
    assert told(RULE, text) == []
    assert len(told(RULE, text.replace(more, "2024, Lund", 1))) == 1


def test_silent_on_twin_rows() -> None:
    """A row that adds details to an entry is no second work."""
    text = (
        "## Clocks\n\n" + table("Method", ("Gurgle", CLOCKS)) + "<details>\n\n"
        + table("Method", ("Gurgle", KETTLES)) + "</details>\n"
    )  # fmt: skip
    assert told(RULE, text) == []


def test_found() -> None:
    """The first title stands; the other is shown, with the line of the first."""
    text = "# List\n\n" + item(CLOCKS) + item(GALAXY, "2401.00002") + item(KETTLES)
    (finding,) = findings(RULE, text)
    assert finding.message == f"2401.00001 has another title on line 3: “{CLOCKS}”"
    assert (finding.severity, finding.claimed, finding.observed) == ("error", KETTLES, CLOCKS)
    assert (finding.url, finding.fix) == ("https://arxiv.org/abs/2401.00001", None)
    assert text[finding.related[0].start :].startswith(CLOCKS)


def test_the_most_frequent_title_stands() -> None:
    """One copied row among several is the one to look at."""
    text = item(KETTLES) + item(CLOCKS) + item(CLOCKS.upper())
    assert [finding.claimed for finding in findings(RULE, text)] == [KETTLES]


def test_a_title_with_a_paper_of_its_own() -> None:
    """Where the list has the title under another id, that id is given."""
    text = item(CLOCKS) + item(KETTLES) + item(KETTLES, "2401.00002")
    (finding,) = findings(RULE, text)
    assert finding.advice.startswith("this title is also beside 2401.00002: ")


@pytest.mark.parametrize(
    ("evidence", "count"),
    [
        (paper(CLOCKS), 0),  # title-mismatch says it of the kettles
        (paper(KETTLES), 0),
        (paper(KETTLES, CLOCKS), 0),  # both are titles of it
        (alive("paper:2401.00001"), 1),  # its title was not seen
    ],
)
def test_beside_evidence(evidence: Observation, count: int) -> None:
    """Once the paper was looked at, the entry that differs is reported by one rule."""
    text = item(CLOCKS) + item(KETTLES)
    assert len(told(RULE, text, evidence)) == count
    wrong = told("title-mismatch", text, evidence)
    assert len(wrong) == (1 if len(evidence.facts.titles) == 1 else 0)


def test_within_a_subject() -> None:
    """What the titles of the whole list share does not make two of them one paper's."""
    names = "Gurgle Drip Splosh Trickle Plonk Burble Swirl Fizz Slosh".split()
    rest = "".join(
        item(f"{name} by Leaking Clocks", f"2402.{n:05d}") for n, name in enumerate(names)
    )
    pair = item("Noisy Kitchens with Leaking Clocks") + item("Leaking Clocks under Northern Stars")
    assert told(RULE, pair) == []
    assert len(told(RULE, rest + pair)) == 1


@pytest.mark.parametrize(
    ("text", "gloss"),
    [("GRK - Gated Recurrent Kettle", True), ("Gated Recurrent Kettle (GRK)", True),
     ("GRK: Gated Recurrent Kettle", False), (CLOCKS, False), ("", False),
     ("On GRK and Many Other Vessels of the North", False)],
)  # fmt: skip
def test_glosses(text: str, gloss: bool) -> None:
    """A name with what it stands for is not a title, unless a colon makes it one."""
    assert is_gloss(text) is gloss
