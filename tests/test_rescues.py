"""What may stand in for what is dead: of whom archives are asked, and what is proposed."""

import pytest
from builders import alive, case, gone, seen

from listcheck.case import Case, Place
from listcheck.model import Observation, Part, Signal
from listcheck.rescues import (
    address,
    answered,
    candidates,
    codes,
    lost,
    origin,
    proposals,
    searched,
    title,
)  # fmt: skip
from listcheck.settings import Services, Settings

PAGE = "https://a.example.org/p"
REPO = "https://github.com/Own/Gone"
TITLE = "Curriculum Schedules for Robust Speech Recognition"


def dead(text: str, *evidence: Observation, settings: Settings | None = None) -> tuple[Case, Place]:
    """A case, and the only thing in it that is dead."""
    made = case(text, *evidence, settings=settings)
    (place,) = lost(made)
    return made, place


@pytest.mark.parametrize(
    "evidence",
    [
        alive(f"page:{PAGE}"), seen(f"page:{PAGE}", Signal.SOFT_404),
        seen(f"page:{PAGE}", Signal.BLOCKED), seen(f"page:{PAGE}", Signal.LEGAL),
    ],
    ids=["alive", "suspect", "blocked", "legal"],
)  # fmt: skip
def test_nothing_is_lost(evidence: Observation) -> None:
    """Only what is dead by hard evidence, and not what the law keeps away."""
    assert list(lost(case(f"[a]({PAGE})", evidence))) == []
    assert list(lost(case("[a](#nowhere) [b](x.md)", files={("README.md", "x.md"): False}))) == []


def test_a_repository_is_lost_once() -> None:
    """As a whole: its page is looked up, whatever of it the list links, in the list's spelling."""
    text = f"[a](https://img.shields.io/github/stars/Own/Gone) [b]({REPO}/tree/main/x) [c]({REPO})"
    made, place = dead(text, gone("repo:own/gone"))
    assert (address(made, place), origin(made, place)) == (REPO, REPO)


def test_a_path_is_lost_by_itself() -> None:
    """Of a living repository only the path is looked up, and no source."""
    lives = alive("repo:own/gone", {"path:main/x": Part(Signal.MISSING)})
    made, place = dead(f"[b]({REPO}/tree/main/x) [c]({REPO})", lives)
    assert (address(made, place), origin(made, place)) == (f"{REPO}/tree/main/x", "")


def test_other_forges() -> None:
    """GitLab and the like are origins; a GitHub server of one's own is none of theirs."""
    made, place = dead("[a](https://gitlab.com/o/n.git)", gone("record:gitlab/o/n"))
    assert origin(made, place) == "https://gitlab.com/o/n"
    own = Settings(services=Services(forge="ghe.example.org"))
    made, place = dead("[a](https://ghe.example.org/o/n)", gone("repo:o/n"), settings=own)
    assert origin(made, place) == ""


def entry(links: str, name: str = TITLE) -> str:
    return f"# L\n\n## Papers\n\n- [{name}]({links}\n"


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (entry("https://arxiv.org/abs/2501.00002)"), "paper:2501.00002", TITLE),
        (entry("https://p.example.org/a.pdf)"), "page:https://p.example.org/a.pdf", TITLE),
        (entry("https://arxiv.org/abs/2501.00002)", "Short One"), "paper:2501.00002", ""),
        (
            entry("https://p.example.org/a.pdf) [arXiv](https://arxiv.org/abs/2501.00001)"),
            "page:https://p.example.org/a.pdf", "",
        ),
    ],
    ids=["a paper", "a PDF", "short", "another paper"],
)  # fmt: skip
def test_titles(text: str, key: str, expected: str) -> None:
    """A title is searched for where nothing else in the entry leads to the paper."""
    made, place = dead(text, gone(key))
    assert title(made, place) == expected


def test_a_version_is_no_paper() -> None:
    """The paper is there, and only the version is not: nothing is searched."""
    lives = alive("paper:2501.00002", {"v9": Part(Signal.MISSING)}, title=TITLE)
    made, place = dead(entry("https://arxiv.org/abs/2501.00002v9)"), lives)
    assert title(made, place) == ""


WITH_CODE = entry(f"https://arxiv.org/abs/2501.00001) [code]({REPO})")
PAPER = alive("paper:2501.00001", comment="Code: https://github.com/lab/new", title=TITLE)


def test_nothing_to_propose() -> None:
    """Without evidence nothing is proposed, nor what is named and was not seen, or is dead too."""
    made, place = dead(WITH_CODE, PAPER, gone("repo:own/gone"))
    assert [one.target.key for one in candidates(made, place)] == ["repo:lab/new"]
    assert codes(made, place) == ("2501.00001",)
    assert proposals(made, place) == ()
    made = case(WITH_CODE, PAPER, gone("repo:own/gone"), gone("repo:lab/new"))
    assert proposals(made, place) == ()


def copied(key: str, url: str | None) -> Observation:
    return alive(key, updated="2025-11-02")._replace(final_url=url)


def test_the_order() -> None:
    """What lives comes before sources, sources before copies; under the name it has by now."""
    made, place = dead(
        WITH_CODE, PAPER, gone("repo:own/gone"), alive("repo:lab/new", canonical="Lab/New"),
        copied(f"origin:{REPO}", "https://archive.softwareheritage.org/x"),
        copied(f"wayback:{REPO}", f"https://web.archive.org/web/20251102030405/{REPO}"),
    )  # fmt: skip
    assert [(one.url, one.words, one.name) for one in proposals(made, place)] == [
        ("https://github.com/Lab/New", "named by arXiv's comment", "Lab/New"),
        (
            "https://archive.softwareheritage.org/x",
            "its source at Software Heritage, as of 2025-11-02", "",
        ),
        (
            f"https://web.archive.org/web/20251102030405/{REPO}",
            "newest archived copy of 2025-11-02", "",
        ),
    ]  # fmt: skip


def test_no_copy_is_no_proposal() -> None:
    made, place = dead(
        f"[c]({REPO})", gone("repo:own/gone"), copied(f"origin:{REPO}", None),
        copied(f"wayback:{REPO}", None),
    )  # fmt: skip
    assert proposals(made, place) == ()


def test_the_paper_of_the_title() -> None:
    text = entry("https://arxiv.org/abs/2501.00002)")
    found = alive(searched(TITLE), meant="2501.00009", meant_title=TITLE)
    made, place = dead(text, gone("paper:2501.00002"), found)
    assert [one.url for one in proposals(made, place)] == ["https://arxiv.org/abs/2501.00009"]


def test_the_doi_of_the_paper() -> None:
    """Only where the dead link is the paper's, and the DOI was seen to be registered."""
    pdf = "https://p.example.org/a.pdf"
    text = entry(f"https://arxiv.org/abs/2501.00001) [PDF]({pdf})")
    paper = alive("paper:2501.00001", doi="10.1000/X", title=TITLE)
    lost_page = gone(f"page:{pdf}", Signal.NOT_FOUND)
    made, place = dead(text, paper, lost_page)
    assert proposals(made, place) == ()
    made, place = dead(text, paper, lost_page, alive("doi:10.1000/x"))
    assert [one.url for one in proposals(made, place)] == ["https://doi.org/10.1000/X"]


def test_what_a_copy_says_of_its_own_address() -> None:
    """A fix may write it: it was seen. Other questions say nothing of the kind."""
    url = f"https://web.archive.org/web/20251102030405/{PAGE}"
    found = answered(copied(f"wayback:{PAGE}", url), "github.com")
    assert found is not None
    assert (found.key, found.signal) == (f"page:{url}", Signal.ALIVE)
    assert answered(copied(f"wayback:{PAGE}", None), "github.com") is None
    assert answered(copied(f"page:{PAGE}", url), "github.com") is None
