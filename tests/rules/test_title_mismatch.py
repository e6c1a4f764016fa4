"""title-mismatch: red only with proof."""

import json
import random
from functools import cache

import pytest
from builders import alive, case, findings, listing, seen, shared, told

from listcheck.case import Case
from listcheck.model import Catalog, Finding, Observation, Part, Signal
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


# --- which id was meant --------------------------------------------------------------------------

KETTLE = "Singing Kettles by the Northern Sea"


def applied(text: str, found: list[Finding]) -> str:
    """The list with every correction in it."""
    data = text.encode()
    edits = [edit for finding in found for edit in (finding.fix.edits if finding.fix else ())]
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        data = data[: edit.span.start] + edit.text.encode() + data[edit.span.end :]
    return data.decode()


def labelled(title: str, number: str, version: str = "") -> str:
    page = f"[arXiv {number}](https://arxiv.org/abs/{number})"
    return f"- [{title}](https://arxiv.org/pdf/{number}{version}.pdf) {page}\n"


@pytest.mark.parametrize("version", ["", "v2"])
def test_two_titles_that_changed_places(version: str) -> None:
    """Both are found, each led to the other's id in text and address; a version is doubtful."""
    text = labelled(KITCHEN, "2401.00002", version) + labelled(KETTLE, "2401.00001")
    evidence = [paper(KITCHEN), paper(KETTLE, "2401.00002")]
    found = findings(RULE, text, *evidence)
    assert [finding.fix.safe for finding in found if finding.fix] == [not version] * 2
    mended = applied(text, found)
    assert mended == labelled(KITCHEN, "2401.00001") + labelled(KETTLE, "2401.00002")
    assert told(RULE, mended, *evidence) == []


def test_an_id_within_a_doi() -> None:
    text = titled(KETTLE, "2401.00001")
    text += f"- [{KITCHEN}](https://doi.org/10.48550/arXiv.2401.00002)\n"
    evidence = [paper(KITCHEN), paper(KETTLE, "2401.00002")]
    mended = applied(text, findings(RULE, text, *evidence))
    assert "doi.org/10.48550/arXiv.2401.00001" in mended
    assert told(RULE, mended, *evidence) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (titled(KITCHEN, "2401.00002") + titled(KETTLE, "2401.00002"), (KITCHEN, KETTLE)),
        (titled(f"Pots: {KITCHEN}", "2401.00002") + titled(KETTLE, "2401.00001"),
         (KITCHEN, KETTLE)),
    ],
)  # fmt: skip
def test_a_copied_id(text: str, titles: tuple[str, str]) -> None:
    """A fix that rests on one title alone, or on a part of one, is left to a person."""
    text += "- [Clock](https://arxiv.org/abs/2401.00001)\n"
    evidence = [paper(titles[0]), paper(titles[1], "2401.00002")]
    found = findings(RULE, text, *evidence)
    assert found[0].fix is not None
    assert (found[0].fix.title, found[0].fix.safe) == ("link 2401.00001", False)


def test_shared_definitions() -> None:
    """An address that stands outside its entry may be another's as well: it is not corrected."""
    text = f"- [{KITCHEN}][one]\n- [{KETTLE}][two]\n\n[one]: {ARXIV}2\n[two]: {ARXIV}1\n"
    found = findings(RULE, text, paper(KITCHEN), paper(KETTLE, "2401.00002"))
    assert [finding.fix for finding in found] == [None, None]
    assert found[0].advice == "this is the title of 2401.00001: correct the id"


ARXIV = "https://arxiv.org/abs/2401.0000"


def searched(
    title: str, meant: str = "2401.00009", found: str = KITCHEN, summary: str = NEUTRAL
) -> Observation:
    """A paper for whose written title arXiv was searched, with what was found."""
    return alive("paper:2401.00001", title=title, summary=summary, meant=meant, meant_title=found)


@pytest.mark.parametrize("written", [KITCHEN, f"{KITCHEN} (ICML 2025)", KITCHEN.upper()])
@pytest.mark.parametrize("version", ["", "v2"])
def test_a_search_tells_the_id(written: str, version: str) -> None:
    """The id that arXiv's search gave is told; the fix writes it in text and address, unsafely."""
    text = labelled(written, "2401.00001", version)
    (finding,) = found = findings(RULE, text, searched(GALAXY))
    assert finding.message == (
        f"2401.00001 is another paper: “{GALAXY}”; arXiv:2401.00009 has exactly this title"
    )
    assert finding.advice == "this is the title of 2401.00009: correct the id"
    assert finding.fix is not None
    assert (finding.fix.title, finding.fix.safe) == ("link 2401.00009", False)
    mended = applied(text, found)
    assert mended == labelled(written, "2401.00009")
    assert told(RULE, mended, paper(KITCHEN, "2401.00009")) == []


def test_a_search_is_proof_where_an_abstract_is_none() -> None:
    """A title that is another paper's, letter by letter, is not excused by the abstract."""
    summary = f"Galaxies, told as in {KITCHEN}."
    assert told(RULE, titled(KITCHEN), paper(GALAXY, summary=summary)) == []
    assert len(told(RULE, titled(KITCHEN), searched(GALAXY, summary=summary))) == 1


@pytest.mark.parametrize("written", [GALAXY, "Dwarf Galaxies", f"{GALAXY}s"])
def test_a_title_that_was_mended_since_the_search(written: str) -> None:
    """What a search found says nothing of a title that fits."""
    assert told(RULE, titled(written), searched(GALAXY)) == []


def test_a_search_for_the_title_of_another_entry() -> None:
    """Of two entries with one id, the id that was found is for the one with that title."""
    text = titled(KETTLE) + titled(KITCHEN)
    first, second = findings(RULE, text, searched(GALAXY))
    assert (first.claimed, first.fix) == (KETTLE, None)
    assert "2401.00009" not in first.message + first.advice
    assert "2401.00009" in second.message


def test_an_id_that_is_none() -> None:
    """A store from elsewhere may hold anything: no list is written from it."""
    (finding,) = findings(RULE, titled(KITCHEN), searched(GALAXY, meant="](https://a.example/)"))
    assert (finding.fix, "a.example" in finding.message) == (None, False)


def test_the_list_knows_better_than_a_search() -> None:
    """Where the list holds the paper with the title, its id is the one that is told."""
    text = titled(KITCHEN) + "- [Clock](https://arxiv.org/abs/2401.00002)\n"
    (finding,) = findings(RULE, text, searched(GALAXY), paper(KITCHEN, "2401.00002"))
    assert finding.advice == "this is the title of 2401.00002: correct the id"
    assert "2401.00009" not in finding.message


def test_a_label_with_another_id() -> None:
    """An id that a link's text names is pointed to."""
    text = f"- **{KITCHEN}** [2401.00007]({ARXIV}1)\n"
    (finding,) = findings(RULE, text, paper(GALAXY))
    assert finding.advice == "the link's text says 2401.00007: look at that one"


# --- titles within one subject -------------------------------------------------------------------


def on_clocks(*pairs: tuple[str, str]) -> tuple[str, list[Observation]]:
    """A list on leaking clocks: so many titles say it that it tells nothing of any of them."""
    papers = [(f"{name} with Leaking Clocks", f"{name} with Leaking Clocks") for name in NAMES]
    every = list(enumerate([*pairs, *papers], 1))
    text = "".join(titled(written, f"2401.{place:05d}") for place, (written, _) in every)
    return text, [paper(title, f"2401.{place:05d}") for place, (_, title) in every]


def test_apart_within_a_subject() -> None:
    """Two titles that share but the subject of the list are of two papers."""
    text, evidence = on_clocks()
    assert told(RULE, text, *evidence) == []
    text, evidence = on_clocks(
        ("Silent Gardens under Leaking Clocks", "Leaking Clocks in Northern Winds")
    )
    assert len(told(RULE, text, *evidence)) == 1


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Silent Gardens under Leaking Clocks", "Leaking Clocks in Silent Winds"),
        ("Garden: Silent Leaking Clocks", "Garden: Northern Leaking Clocks"),
        ("NLC: Silent Gardens of Leaking", "Northern Leaking Clocks by Winds"),
    ],
)
def test_related_within_a_subject(written: str, title: str) -> None:
    """A telling word, a name or initials in common are enough to be left alone."""
    text, evidence = on_clocks((written, title))
    assert told(RULE, text, *evidence) == []


def test_an_unseen_version_within_a_subject() -> None:
    """A paper with versions whose titles were not seen may have borne the written one."""
    written, title = "Silent Gardens under Leaking Clocks", "Leaking Clocks in Northern Winds"
    text, evidence = on_clocks((written, title))
    unseen = alive("paper:2401.00001", title=title, version=2)
    assert told(RULE, text, unseen, *evidence[1:]) == []
    every = alive("paper:2401.00001", {"titles": Part(Signal.ALIVE)}, title=title, version=2)
    assert len(told(RULE, text, every, *evidence[1:])) == 1


def test_a_surveys_title_of_common_words() -> None:
    """A title without any telling word is known when it is, word for word, another paper's."""
    one, other = "A Survey of Efficient Large Models", "A Review of Deep Language Models"
    text = titled(one, "2401.00002") + titled(other, "2401.00001")
    found = findings(RULE, text, paper(one), paper(other, "2401.00002"))
    assert len(found) == 2


# --- rows that changed places --------------------------------------------------------------------


def test_real_rows_that_changed_places() -> None:
    """Nine rows in ten are found, nearly all with the id that was meant, and no other row."""
    _, titles = opd()
    numbers, dice = sorted(titles), random.Random(11)
    whole, _ = judged(titles)
    alone = {
        key.partition(":")[2]
        for _, entry in whole.catalog.entries()
        if entry.kind == "entry" and len(keys := whole.keys(entry, "paper")) == 1
        for key in keys
    }
    hits = fixes = 0
    for _ in range(40):
        one, other = dice.sample(sorted(alone & set(numbers)), 2)
        _, found = judged({**titles, one: titles[other], other: titles[one]})
        named = {finding.message.partition(" ")[0] for finding in found}
        assert named <= {one, other}
        hits += len(named)
        for finding in found:
            wrong = finding.message.partition(" ")[0]
            if finding.fix:
                assert finding.fix.title == f"link {other if wrong == one else one}"
                assert not finding.fix.safe or finding.claimed in titles.values()
                fixes += 1
    assert hits >= 0.88 * 80
    assert fixes >= 0.8 * hits
