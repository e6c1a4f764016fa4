"""An id that is another paper's: a search by title finds the one that was meant, politely."""

from collections.abc import Callable
from pathlib import Path

import pytest
from world import Fault, Plan, World, make_paper, plan_for, plant, run_listcheck

RIGHT, WRONG, MEANT = "2501.00001", "2501.00004", "2501.00009"
TITLE = "Curriculum Schedules for Robust Speech Recognition"
LIST = (
    "# A list\n\n## Papers\n\n"
    f"- [Learned Routing in Sparse Mixtures of Experts](https://arxiv.org/abs/{RIGHT})\n"
    f"- [{TITLE}](https://arxiv.org/pdf/{WRONG}v1.pdf) [arXiv {WRONG}](https://arxiv.org/abs/{WRONG})\n"
)
RUN = ("verify", "--format", "json")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The world of a list with a wrong id, whose right one is a paper that no list names."""
    (tmp_path / "README.md").write_text(LIST)
    made = plan_for(LIST.encode())
    plant(made, WRONG, Fault("wrong-title", text="A Spectroscopic Survey of Dwarf Galaxies"))
    made.papers[MEANT] = make_paper(MEANT, TITLE, listed=False)
    return made


def test_the_id_that_was_meant(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """One search tells the id, the store keeps it, and an unsafe fix writes it in both places."""
    here = world(plan)
    first = run_listcheck([*RUN], cwd=tmp_path, world=here)
    asked = [record.target for record in here.requests]
    (finding,) = first.json["findings"]

    assert finding["rule"] == "title-mismatch"
    assert finding["message"].endswith(f"arXiv:{MEANT} has exactly this title")
    assert any("search_query" in step["request"] for step in finding["evidence"])
    assert sum("search_query" in target for target in asked) == 1
    assert here.violations == []

    again = run_listcheck([*RUN], cwd=tmp_path, world=here)
    (same,) = again.json["findings"]

    assert same["message"] == finding["message"]
    assert again.json["coverage"]["requests"] == 0

    safe = run_listcheck(["fix"], cwd=tmp_path, world=here)
    untouched = (tmp_path / "README.md").read_text()
    run_listcheck(["fix", "--unsafe"], cwd=tmp_path, world=here)
    mended = (tmp_path / "README.md").read_text()

    assert "1 more fix wants a look" in safe.stdout
    assert untouched == LIST
    assert mended == LIST.replace(f"{WRONG}v1", MEANT).replace(WRONG, MEANT)
    assert run_listcheck([*RUN], cwd=tmp_path, world=here).json["findings"] == []
    assert here.violations == []


@pytest.mark.parametrize(
    "fault",
    [Fault("empty-feed", after=1), Fault("rate-exceeded-text", after=1),
     Fault("status", status=400, after=1), Fault("truncated-feed", after=1)],
    ids=lambda fault: fault.name,
)  # fmt: skip
def test_a_search_that_fails(
    plan: Plan, world: Callable[[Plan], World], tmp_path: Path, fault: Fault
) -> None:
    """The finding stands, without an id; nothing is left unverified."""
    here = world(plant(plan, "arxiv", fault))
    done = run_listcheck([*RUN], cwd=tmp_path, world=here)
    (finding,) = done.json["findings"]

    assert (finding["rule"], finding["fix"]) == ("title-mismatch", None)
    assert MEANT not in finding["message"]
    assert done.json["coverage"]["unverified"] == 0
    assert sum("search_query" in record.target for record in here.requests) == 1
    assert here.violations == []
