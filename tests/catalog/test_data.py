"""The catalog of this repository: whole, consistent, and in words of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from catalog.sample import DATA, committed, shared
from listcheck import papers
from listcheck.catalog import commands
from listcheck.catalog.works import Work
from listcheck.dates import apart
from listcheck.errors import Exit

WORKS = list(committed())
SIZES = {
    "surveys": 7, "white-box": 17, "black-box": 3, "self-distillation": 13, "iterative": 2,
    "rl-hybrids": 17, "reasoning": 1, "multimodal": 7, "agents": 7, "speculative-decoding": 11,
    "frameworks": 11, "industrial": 13,
}  # fmt: skip
AXES = ("teacher", "signal", "rollout", "slot")
_LONGEST = 150  # characters of a note
_RUN = 6  # words: facts are free, sentences are not


def source() -> str:
    return shared("corpus", "awesome-opd", "README.md").read_text()


def test_every_work_once() -> None:
    """109 works in 12 sections, of which four stand in a second section too."""
    assert Counter(work.section for work in WORKS) == SIZES
    assert sum(len(work.entry.also_in) for work in WORKS) == 4
    assert len({work.entry.name.casefold() for work in WORKS}) == 109


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.entry.name)
def test_an_entry_is_whole(work: Work) -> None:
    """An entry has all axes and criteria, and a note that is short."""
    entry = work.entry
    assert tuple(entry.axes) == AXES
    assert set(entry.criteria) == {"c1", "c2"}
    assert all(values == ("unknown",) or "unknown" not in values for values in entry.axes.values())
    assert all(level.level == "full" or level.because for level in entry.criteria.values())
    assert entry.notes
    assert all(len(text) <= _LONGEST for text in (entry.notes, entry.review or ""))
    assert entry.date
    assert entry.stars is None


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.entry.name)
def test_dates_agree_with_ids(work: Work) -> None:
    """A work with an id is dated by the month of its first id."""
    if work.entry.arxiv and work.entry.date:
        id_ = papers.parse(work.entry.arxiv[0])
        year, month = work.entry.date.split("-")
        assert id_
        assert apart(id_.month, (int(year), int(month))) == 0


def test_little_is_unknown() -> None:
    """At most a tenth of the axes is left open."""
    values = [values for work in WORKS for values in work.entry.axes.values()]
    assert sum(each == ("unknown",) for each in values) * 10 <= len(values)


def test_ovd_has_its_project_page() -> None:
    """The page that the source calls dead is there to be checked."""
    assert committed().by_name["OVD"].entry.project == "https://ovd.github.io"


def test_names_are_not_shared() -> None:
    """No alias is another work's name."""
    names = {work.entry.name for work in WORKS}
    assert all(alias not in names for work in WORKS for alias in work.entry.aliases)


def test_an_id_is_one_work() -> None:
    """No paper stands in two entries."""
    ids = Counter(number for work in WORKS for number in work.entry.arxiv)
    assert max(ids.values()) == 1


def test_one_spelling() -> None:
    """Organisations and open details are spelled one way, whatever their case and dots."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for work in WORKS:
        for word in (*work.entry.organisations, *work.entry.details.get("domain", ())):
            spellings[re.sub(r"[^a-z]|\buniv(?:ersity)?\b", "", word.lower())].add(word)
    assert [words for words in spellings.values() if len(words) > 1] == []


def test_privileged_context_goes_with_its_teacher() -> None:
    """Whose teacher sees more than the student has a teacher of that kind."""
    for work in WORKS:
        if work.entry.details.get("privileged"):
            assert "same-model-privileged" in work.entry.axes["teacher"], work.entry.name


def test_rl_inside_is_told_the_same_everywhere() -> None:
    """Where an RL algorithm is named beside a teacher's logits, its reward is a signal too."""
    for work in WORKS:
        inner = set(work.entry.details.get("inner_rl", ()))
        if inner & {"GRPO", "PPO", "RLVR"}:
            signals = set(work.entry.axes["signal"])
            assert signals & {"sequence-reward", "verifier"}, work.entry.name
            assert "policy-gradient-samples" in work.entry.axes["rollout"], work.entry.name


def test_drafters_are_one_kind() -> None:
    """Drafters are taught by their target model, to make it smaller."""
    for work in WORKS:
        if work.section == "speculative-decoding":
            assert work.entry.axes["teacher"] == ("external",)
            assert "compression" in work.entry.axes["slot"]


def test_the_rendered_list_is_up_to_date() -> None:
    """data/README.md is what the catalog says."""
    assert commands.render(DATA, check=True).status is Exit.CLEAN


def test_nothing_of_the_source_is_lost() -> None:
    """Every paper, repository and page that the source lists is in the catalog."""
    text = re.split(r"## .*Contributing", source())[0]
    ids = {number for work in WORKS for number in work.entry.arxiv}
    assert set(re.findall(r"arxiv\.org/abs/([\d.]+\d)", text)) == ids
    repositories = {code.repository for work in WORKS for code in work.entry.code}
    assert {
        name.removesuffix(".git")
        for name in re.findall(r"(?:github\.com|github/stars)/([\w.-]+/[\w.-]+)", text)
    } - {committed().list.repository} == repositories
    pages = {
        url
        for work in WORKS
        for url in (
            work.entry.project, work.entry.paper, *work.entry.blog, *work.entry.models,
            *(link.url for link in work.entry.links),
        )
    }  # fmt: skip
    others = {
        url
        for url in re.findall(r"\]\((https?://[^)\s]+)\)", text)
        if not re.search(r"//(?:arxiv\.org|github\.com|img\.shields\.io)/", url)
    }
    assert others <= pages


def sentences() -> Iterator[tuple[str, str]]:
    the_list = committed().list
    yield "purpose", the_list.purpose
    for section in the_list.section:
        yield section.slug, section.scope
    for pick in the_list.pick:
        yield pick.entry, pick.because
    for criterion in the_list.criteria.values():
        yield criterion.title, criterion.definition
    for axis in the_list.axes.values():
        yield from axis.values.items()
    for work in WORKS:
        entry = work.entry
        for text in (entry.notes, entry.review, *(c.because for c in entry.criteria.values())):
            yield entry.name, text or ""
        for slug in ("mechanism", "teacher_role", "privileged", "feedback"):
            yield entry.name, " ".join(entry.details.get(slug, ()))


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def test_sentences_are_our_own() -> None:
    """No sentence shares six words in a row with the source, whose licence is not known."""
    copied = runs(source())
    assert [(name, shared_) for name, text in sentences() if (shared_ := runs(text) & copied)] == []
