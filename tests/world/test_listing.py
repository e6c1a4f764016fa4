"""A faultless world for whatever a list names."""

from collections.abc import Callable

import pytest

from world import FAULTS, INSTANT, Fault, Plan, World, plan_for, plant
from world.asking import ask
from world.links import addresses, paper_of, repository_of
from world.plan import page_key
from world.titles import title_near

Make = Callable[[Plan], World]
LIST = b"""# A list
![stars](https://img.shields.io/github/stars/Lab/badge-only.svg?style=flat)
| Name | Title | Code |
|---|---|---|
| [ABC](https://arxiv.org/abs/2401.00001v2) | Learning to Do a Thing Well | \
[code](https://github.com/Lab/abc/tree/dev/src/abc) |

- **Distilling a Large Model into a Small One** [[paper]](https://arxiv.org/pdf/2402.00002.pdf) \
<a href="https://x.example/a?b=1&amp;c=2">page</a>, https://y.example/(z), see www.w.example.
- [File](https://github.com/Lab/abc/blob/master/docs/a%20b.md) <https://z.example/>
- [hub](https://huggingface.co/papers/2403.00003)
"""


def test_everything_in_a_list_is_there() -> None:
    """Repositories, their paths and refs, papers and pages, each as often as it is named."""
    plan = plan_for(LIST)
    assert plan.repositories.keys() == {"lab/badge-only", "lab/abc"}
    code = plan.repositories["lab/abc"]
    assert code.directories == ["src/abc"]
    assert "docs/a b.md" in code.files
    assert (code.default_branch, code.refs) == ("master", ["dev", "master"])
    papers = {key: paper for key, paper in plan.papers.items() if paper.listed}
    assert papers.keys() == {"2401.00001", "2402.00002", "2403.00003"}
    assert papers["2401.00001"].versions == 2
    for url in ("https://x.example/a?b=1&c=2", "https://y.example/(z)", "http://www.w.example"):
        assert page_key(url) in plan.pages


def test_titles_are_those_of_the_list() -> None:
    """A title comes from the list, with the name of its entry before it."""
    plan = plan_for(LIST)
    assert plan.papers["2401.00001"].titles == ["ABC: Learning to Do a Thing Well"]
    assert plan.papers["2402.00002"].titles == ["Distilling a Large Model into a Small One"]
    told = plan_for(LIST, {"2401.00001": "Another"})
    assert told.papers["2401.00001"].titles == ["Another"]


def test_papers_are_published_in_the_month_of_their_id() -> None:
    """New and old ids alike."""
    plan = plan_for(b"https://arxiv.org/abs/2402.00002 https://arxiv.org/abs/math.GT/9901001")
    assert plan.papers["2402.00002"].published.startswith("2024-02-")
    assert plan.papers["math/9901001"].published.startswith("1999-01-")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("[Attention to Many Things](URL) 2024", "Attention to Many Things"),
        ("*A Rather Long Title Here*. [Paper](URL)", "A Rather Long Title Here"),
        ("* Some Long Title of Work, NeurIPS 2024. [[Paper](URL)]", "Some Long Title of Work"),
        (
            "**A Bold Title in Here** \\\n*Ann Author, Bob Other* \\\n[[Paper](URL)]",
            "A Bold Title in",
        ),
        (
            "**One Title Before It** [P](X)\n**The Title Right Here** \\\n*A B* [[Paper](URL)]",
            "The Title Right",
        ),
        ("- **Of Another Item**\n- [[Paper](URL)] A Title of Its Own", "A Title of Its Own"),
        ("[X](URL)", "X"),
    ],
)
def test_the_best_words_become_the_title(line: str, title: str) -> None:
    """Link text, emphasis, the line: whatever looks most like a title."""
    assert title in title_near(line, line.index("URL"))


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://arxiv.org/abs/2401.00001v3", ("2401.00001", 3)),
        ("http://www.arxiv.org/pdf/2401.00001.pdf", ("2401.00001", 0)),
        ("https://doi.org/10.48550/arXiv.2401.00001", ("2401.00001", 0)),
        ("https://arxiv.org/abs/math.GT/0309136", ("math/0309136", 0)),
        ("https://arxiv.org/list/cs.LG/recent", None),
    ],
)
def test_papers_are_known_by_their_addresses(url: str, identifier: object) -> None:
    """Whatever leads to a paper."""
    assert paper_of(url) == identifier


def test_owners_and_features_are_no_repositories() -> None:
    """Two segments do not make a repository."""
    assert repository_of("https://github.com/features/actions") is None
    assert repository_of("https://github.com/lab") is None
    named = repository_of("https://github.com/lab/code.git")
    assert named is not None
    assert named.name == "lab/code"


def test_the_end_of_an_address_is_seen_in_every_way() -> None:
    """A full stop may or may not belong to it."""
    found = {address.url for address in addresses("See https://a.example/b_c.")}
    assert {"https://a.example/b_c", "https://a.example/b_c."} <= found


def test_a_faultless_world_answers_every_address(world: Make) -> None:
    """Every page of a list is there."""
    plan = plan_for(LIST)
    plan.latency = INSTANT
    running = world(plan)
    for address in addresses(LIST.decode()):
        if "%20" not in address.url:
            assert ask(running, address.url, "HEAD").status_code == 200, address.url


def test_a_plan_survives_its_journey() -> None:
    """What is read back from JSON is what was written."""
    plan = plant(plan_for(LIST), "https://z.example/", Fault("status", status=404))
    assert Plan.from_json(plan.to_json()) == plan


def test_every_fault_can_be_planted_somewhere() -> None:
    """And nothing else can be planted anywhere."""
    for name in FAULTS:
        planted = 0
        for where in ("https://z.example/", "Lab/abc", "2401.00001", "graphql", "rest", "arxiv"):
            try:
                plant(plan_for(LIST), where, Fault(name))
                planted += 1
            except ValueError:
                pass
        assert planted, name
    for where in ("https://z.example/", "Lab/abc", "2401.00001", "graphql", "no place"):
        with pytest.raises(ValueError, match=r"no such fault|no URL"):
            plant(plan_for(LIST), where, Fault("earthquake"))
