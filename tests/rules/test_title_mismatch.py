"""title-mismatch: red only with proof."""

import json
import random
from functools import cache

import pytest
from builders import alive, case, findings, listing, seen, shared, told

from listcheck.case import Case
from listcheck.model import Catalog, Finding, Observation, Signal
from listcheck.readers import read
from listcheck.rules import title_mismatch

RULE = "title-mismatch"
KITCHEN = "Water Clocks: Measuring Time with Leaking Vessels in Noisy Kitchens"
GALAXY = "A Spectroscopic Survey of Dwarf Galaxies"
NEUTRAL = (
    "We present a study of this problem and report extensive experiments on several benchmarks, "
    "with consistent gains over strong baselines."
)


def paper(
    title: str,
    number: str = "2401.00001",
    summary: str | None = NEUTRAL,
    titles: tuple[str, ...] = (),
) -> Observation:
    """A paper as arXiv tells of it."""
    return alive(f"paper:{number}", title=title, summary=summary, titles=titles or (title,))


def titled(title: str, number: str = "2401.00001") -> str:
    return f"## Clocks\n- [{title}](https://arxiv.org/abs/{number})\n"


def row(name: str, *, notes: str = "hand-made", number: str = "2401.00001") -> str:
    return (
        "## Clocks\n\n| Name | Date | Org | Paper | Notes |\n|---|---|---|---|---|\n"
        f"| {name} | 2024.01 | Lund | [arXiv](https://arxiv.org/abs/{number}) | {notes} |\n"
    )


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (titled(KITCHEN), [paper(KITCHEN)]),
        (titled(KITCHEN.upper()), [paper(KITCHEN)]),
        (titled("Measuring Time with Leaking Pots"), [paper(KITCHEN)]),
        (titled("Old Words for Stopped Watches"),
         [paper(KITCHEN, titles=(KITCHEN, "Old Words for Stopped Watches"))]),
        (titled("Stopped Watches in Silent Gardens"),
         [paper(KITCHEN, summary="Watches stopped in silent gardens; a clock leaked.")]),
        (titled("厨房里的漏水时钟：时间、噪声与测量的研究"), [paper(KITCHEN)]),
        (titled(KITCHEN), [seen("paper:2401.00001", Signal.TIMEOUT)]),
        (titled(KITCHEN), [seen("paper:2401.00001", Signal.MISSING)]),
        (titled(KITCHEN), []),
        (row("WaterClocks"), [paper(KITCHEN)]),
        (row("WaCloK"), [paper(KITCHEN)]),
        (row("MTLV-2"), [paper(KITCHEN)]),
        (row("Gurgle"), [paper(KITCHEN, summary="We present Gurgle, which is noisy.")]),
        (row("Gurgle", notes="tells the time by leaks"), [paper(KITCHEN)]),
        (row("滴漏", notes="一个厨房里的时钟项目，来自隆德大学"), [paper(GALAXY)]),
        (row("Gurgle", notes=""), [paper("Soup")]),
        (row("[Gurgle](https://github.com/o/gurgle)"),
         [paper(GALAXY), alive("repo:o/gurgle", description="Code for our dwarf galaxies")]),
    ],
)  # fmt: skip
def test_silent(text: str, evidence: list[Observation]) -> None:
    """Whatever may be the same paper is left alone."""
    assert told(RULE, text, *evidence) == []


def test_data_beside_its_paper() -> None:
    """An entry named after its data, which bears the paper's title besides, is not accused."""
    text = (
        "| Data | Paper |\n|--|--|\n"
        f"| **Noisy Kitchen Speech Corpus** | [{GALAXY}](https://arxiv.org/abs/2401.00001) |\n"
    )
    assert told(RULE, text, paper(GALAXY)) == []
    assert told(RULE, text.replace(GALAXY, "Paper"), paper(GALAXY)) != []


def test_two_papers() -> None:
    """An entry with two papers is judged by whichever agrees: its title may be either's."""
    text = (
        f"- **{KITCHEN}** [[v1](https://arxiv.org/abs/2401.00001)]"
        " [[v2](https://arxiv.org/abs/2401.00002)]\n"
    )
    assert told(RULE, text, paper(GALAXY), paper(GALAXY, "2401.00002")) == []


@pytest.mark.parametrize(
    "text", [titled(KITCHEN), titled("Attention Is All You Need"), row("Gurgle")]
)
def test_foreign(text: str) -> None:
    """A title, or a row, that has nothing in common with the paper is an error."""
    (finding,) = findings(RULE, text, paper(GALAXY))
    assert finding.message == f"2401.00001 is another paper: “{GALAXY}”"
    assert (finding.severity, finding.observed, finding.fix) == ("error", GALAXY, None)
    assert finding.trail


@pytest.mark.parametrize("text", [titled(KITCHEN), row("Gurgle")])
def test_an_abstract_that_is_no_witness(text: str) -> None:
    """An abstract that speaks of the row excuses it only if it speaks of its own title as well."""
    summary = "Gurgle tells the time with water clocks, whose vessels leak in noisy kitchens."
    assert len(told(RULE, text, paper(GALAXY, summary=summary))) == 1
    assert told(RULE, text, paper(GALAXY, summary=f"{summary} It surveys galaxies.")) == []


def test_a_row_without_an_abstract() -> None:
    """A row is not called a stranger to a paper whose abstract was not seen."""
    assert told(RULE, row("Gurgle"), paper(GALAXY, summary=None)) == []


def test_the_title_of_another_entry() -> None:
    """A related title is another paper's, if the list holds that paper; the report says which."""
    other = "Water Kettles: Measuring Heat with Singing Vessels"
    text = titled(KITCHEN) + titled("Singing Things", "2401.00002")
    assert told(RULE, text, paper(other)) == []
    (finding,) = findings(RULE, text, paper(other), paper(KITCHEN, "2401.00002"))
    assert finding.advice == "this is the title of 2401.00002: correct the id"


def many(names: list[str]) -> tuple[str, list[str]]:
    """A list on one subject, and the titles of its papers."""
    rows = "".join(
        f"| {name} | [arXiv](https://arxiv.org/abs/2401.{place:05d}) | timekeeping by {name} |\n"
        for place, name in enumerate(names, 1)
    )
    text = f"## Clocks\n\n| Name | Paper | Notes |\n|---|---|---|\n{rows}"
    return text, [f"{name}: Timekeeping Vessels, Part {place}" for place, name in enumerate(names)]


NAMES = ["Gurgle", "Drip", "Splosh", "Trickle", "Plonk", "Burble", "Swirl", "Fizz", "Slosh"]


def test_swapped_within_a_subject() -> None:
    """Two ids that changed places are told, though every paper of the list is on one subject."""
    text, titles = many(NAMES)
    evidence = [paper(title, f"2401.{place:05d}") for place, title in enumerate(titles, 1)]
    assert told(RULE, text, *evidence) == []
    evidence[0], evidence[3] = paper(titles[3], "2401.00001"), paper(titles[0], "2401.00004")
    found = findings(RULE, text, *evidence)
    assert [finding.entry for finding in found] == ["Gurgle", "Trickle"]
    assert found[0].advice == "2401.00004 bears this name: correct the id"


@cache
def opd() -> tuple[Catalog, dict[str, str]]:
    data = shared("corpus", "awesome-opd", "README.md").read_bytes()
    titles = json.loads(shared("facts", "opd-titles.json").read_text())
    return Catalog((read("README.md", data),)), titles


def judged(titles: dict[str, str], summary: str = NEUTRAL) -> tuple[Case, list[Finding]]:
    """What the rule says of a real list when its papers have these titles."""
    catalog, _ = opd()
    one = case(catalog, *(paper(title, key, summary=summary) for key, title in titles.items()))
    return one, list(title_mismatch.check(one))


def rows(one: Case) -> int:
    """How many entries have one paper that was observed."""
    keys = [one.keys(entry, "paper") for _, entry in one.catalog.entries() if entry.kind == "entry"]
    return sum(len(found) == 1 and found[0] in one.evidence for found in keys)


def test_a_real_list_is_silent() -> None:
    """With the titles that its papers have, no row of a real list is red: not one."""
    _, titles = opd()
    one, found = judged(titles)
    assert rows(one) > 75
    assert [finding.message for finding in found] == []


def test_a_real_list_with_foreign_papers() -> None:
    """With a paper of another field behind every id, nine rows in ten are red."""
    _, titles = opd()
    one, found = judged(dict.fromkeys(titles, GALAXY), "We measure rotation curves of dwarfs.")
    assert len(found) >= 0.9 * rows(one)


def test_a_real_list_with_swapped_papers() -> None:
    """With the ids of one narrow field shuffled among its rows, half of them and more are red."""
    _, titles = opd()
    numbers, dice = sorted(titles), random.Random(7)
    hits = total = 0
    for _ in range(5):
        shuffled = dice.sample(numbers, len(numbers))
        one, found = judged(
            {one: titles[other] for one, other in zip(numbers, shuffled, strict=True)}
        )
        hits, total = hits + len(found), total + rows(one)
    assert hits >= 0.55 * total
    print(f"swapped: {hits} of {total}")


def test_one_wrong_paper_leaves_the_others_alone() -> None:
    """A wrong paper behind one id makes no other row red."""
    _, titles = opd()
    for number in sorted(titles)[::8]:
        _, found = judged({**titles, number: GALAXY})
        assert {finding.message.partition(" ")[0] for finding in found} <= {number}


def test_listing_is_what_it_says() -> None:
    """The rows of these tests are read as rows with a name and one paper."""
    ((_, entry),) = listing(row("Gurgle")).entries()
    assert (entry.name, entry.claimed("title")) == ("Gurgle", ())
