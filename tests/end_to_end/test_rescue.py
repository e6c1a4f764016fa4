"""What is dead, and what stands in for it: looked up politely, proposed, and never in the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import (
    INSTANT,
    Completed,
    Fault,
    Plan,
    World,
    make_paper,
    make_repository,
    plan_for,
    plant,
    run_listcheck,
)
from world.plan import Capture, page_key

LOST, NEWER, NONE, AWAY = (
    f"https://{name}.example.org/page" for name in ("lost", "newer", "none", "away")
)
LIST = f"""# A list

## Pages

- [lost]({LOST}) and [again]({LOST}#part)
- [newer]({NEWER})
- [none]({NONE})
- [away]({AWAY})
- [fine](https://fine.example.org/page)
- [code](https://github.com/Own/Deleted)
- [a file](https://github.com/own/fine/blob/main/gone.py)
"""
WAYBACK, HERITAGE = "web.archive.org", "archive.softwareheritage.org"
COPY = f"https://{WAYBACK}/web/20251102030405/{LOST}"
OLDER = f"https://{WAYBACK}/web/20240203040506/{NEWER}"
BROWSE = f"https://{HERITAGE}/browse/origin/directory/?origin_url=https://github.com/Own/Deleted"
RUN = ("verify", "--format", "json")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The world of a list with dead links, and what archives have of them."""
    (tmp_path / "README.md").write_text(LIST)
    made = plan_for(LIST.encode())
    for url in (LOST, NEWER, NONE, AWAY):
        plant(made, url, Fault("status", status=404))
    plant(made, "own/deleted", Fault("deleted"))
    plant(made, "own/fine", Fault("gone-path", target="gone.py"))
    made.captures = {
        page_key(LOST): [Capture("20200102030405", 404), Capture("20251102030405")],
        page_key(NEWER): [Capture("20240203040506"), Capture("20251102030405", 404)],
        page_key(AWAY): [Capture("20251102030405", 302, "https://away.example.org/")],
    }
    made.latency = INSTANT
    made.origins = {"https://github.com/Own/Deleted": "2025-06-07T08:09:10+00:00"}
    return made


def by_url(done: Completed) -> dict[str, Any]:
    """The findings by their addresses."""
    assert done.stdout, done.stderr
    return {one["url"]: one for one in done.json["findings"]}


def asked(here: World) -> list[str]:
    """What archives were asked, in order."""
    return [f"{one.method} {one.url}" for one in here.requests if one.host in (WAYBACK, HERITAGE)]


def test_proposals(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Copies that can be read are proposed, with what proves it; asked once, and remembered."""
    here = world(plan)
    first = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    found = by_url(first)
    requests = asked(here)

    assert found[LOST]["fix"]["safe"] is False
    assert {one["text"] for one in found[LOST]["fix"]["edits"]} == {COPY, f"{COPY}#part"}
    assert f"HEAD {COPY}" in [one["request"] for one in found[LOST]["evidence"]]
    assert [one["text"] for one in found[NEWER]["fix"]["edits"]] == [OLDER]
    assert found[NONE]["fix"] is None
    assert found[AWAY]["fix"] is None
    assert [one["text"] for one in found["https://github.com/Own/Deleted"]["fix"]["edits"]] == [
        BROWSE
    ]
    assert requests.count(f"HEAD https://{WAYBACK}/web/{LOST}") == 1
    assert len(requests) == 2 + 4 + 1 + 3 + 1 + 1 + 1  # each page, Software Heritage, the file
    assert first.json["coverage"]["requests"] == len(here.requests)
    assert here.violations == []

    again = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    offline = run_listcheck([*RUN, "--offline"], cwd=tmp_path, world=here)

    assert again.json["coverage"]["requests"] == 0
    for later in (again, offline):
        fixes = {url: one["fix"] for url, one in by_url(later).items()}
        assert fixes == {url: one["fix"] for url, one in found.items()}


def test_the_fix(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Nothing is written without being asked for; then everywhere, and what it leads to answers."""
    here = world(plan)
    run_listcheck(["fix"], cwd=tmp_path, world=here, token="a-token")
    untouched = (tmp_path / "README.md").read_text()
    run_listcheck(["fix", "--unsafe"], cwd=tmp_path, world=here, token="a-token")
    mended = (tmp_path / "README.md").read_text()
    found = by_url(run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token"))

    assert untouched == LIST
    assert mended == LIST.replace(LOST, COPY).replace(NEWER, OLDER).replace(
        "https://github.com/Own/Deleted", BROWSE
    )
    assert found.keys() == {NONE, AWAY, "https://github.com/own/fine/blob/main/gone.py"}


@pytest.mark.parametrize(
    ("fault", "most"),
    [
        (Fault("status", status=503), 6),
        (Fault("status", status=429, retry_after="3600"), 1),
    ],
    ids=["down", "throttled"],
)
def test_an_archive_in_trouble(
    plan: Plan, world: Callable[[Plan], World], tmp_path: Path, fault: Fault, most: int
) -> None:
    """Whatever the Wayback Machine does: the findings stand, and no link is the less verified."""
    plan.pages[f"{WAYBACK}/*"] = [fault]
    plan.origins = {}
    here = world(plan)
    done = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    found = by_url(done)

    assert done.code == 1
    assert sorted(one["rule"] for one in found.values()) == [
        *["dead-link"] * 4, "repo-missing", "repo-path-missing",
    ]  # fmt: skip
    assert {one["fix"] for one in found.values()} == {None}
    assert done.json["coverage"]["unverified"] == 0
    assert sum(WAYBACK in one for one in asked(here)) <= most
    assert here.violations == []


def test_a_deadline(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Archives have the time that is left; a run that ends there has seen its list."""
    plan.pages[f"{WAYBACK}/*"] = [Fault("stall")]
    here = world(plan)
    done = run_listcheck([*RUN, "--deadline", "6s"], cwd=tmp_path, world=here, token="a-token")

    assert done.code == 1
    assert done.json["coverage"]["unverified"] == 0
    assert not done.json.get("incomplete")
    assert by_url(done)[LOST]["fix"] is None


TITLE = "Curriculum Schedules for Robust Speech Recognition"
MEANT, WITH_CODE, WITH_DOI = "2501.00009", "2501.00001", "2501.00003"
PAPERS = f"""# A list

## Papers

- [Learned Routing in Sparse Mixtures of Experts](https://arxiv.org/abs/{WITH_CODE}) [code](https://github.com/own/deleted)
- [{TITLE}](https://arxiv.org/abs/2501.00002)
- [Quantised Attention Kernels on Small Devices](https://arxiv.org/abs/{WITH_DOI}) [PDF](https://papers.example.org/a.pdf)
"""


def test_the_same_work_elsewhere(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """The repository that its paper names, the paper of the same title, the paper's DOI."""
    (tmp_path / "README.md").write_text(PAPERS)
    more = " https://github.com/lab/Routing https://doi.org/10.1000/xyz"
    made = plan_for(f"{PAPERS}\n{more}\n".encode())
    plant(made, "own/deleted", Fault("deleted"))
    plant(made, "2501.00002", Fault("missing"))
    plant(made, "https://papers.example.org/a.pdf", Fault("status", status=404))
    made.papers[WITH_CODE].comment = "Code is available at https://github.com/lab/Routing"
    made.papers[WITH_DOI].doi = "10.1000/xyz"
    made.papers[MEANT] = make_paper(MEANT, TITLE, listed=False)
    made.latency = INSTANT
    here = world(made)
    done = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    found = {one["rule"]: one for one in done.json["findings"]}
    texts = {rule: [edit["text"] for edit in one["fix"]["edits"]] for rule, one in found.items()}

    assert texts == {
        "repo-missing": ["https://github.com/lab/Routing"],
        "paper-missing": [f"https://arxiv.org/abs/{MEANT}"],
        "dead-link": ["https://doi.org/10.1000/xyz"],
    }
    assert done.json["coverage"]["requests"] == len(here.requests)
    assert here.violations == []


TWINS = """# A list

## Papers

- [Curriculum Schedules for Robust Speech Recognition](https://arxiv.org/abs/2501.00001) [code](https://github.com/own/speech-curriculum)
- [Learned Routing in Sparse Mixtures of Experts](https://arxiv.org/abs/2501.00002) [code](https://github.com/own/sparse_routing)
- [Quantised Attention Kernels on Small Devices](https://arxiv.org/abs/2501.00003) [code](https://github.com/own/tiny-kernels)
- [notebook](https://github.com/own/alive/blob/main/notes/Run.py) and [folder](https://github.com/own/alive/tree/main/docs/old)
"""


def twins(tmp_path: Path) -> Plan:
    """Three repositories that are gone: copied by others, made anew, and gone for good."""
    (tmp_path / "README.md").write_text(TWINS)
    made = plan_for(TWINS.encode())
    for name in ("speech-curriculum", "sparse_routing", "tiny-kernels"):
        plant(made, f"own/{name}", Fault("deleted"))
    for target in ("notes/Run.py", "docs/old"):
        plant(made, "own/alive", Fault("gone-path", target=target))
    alive = made.repositories["own/alive"]
    alive.files |= {"notes/run.py": "print()\n", "docs/new.md": "# New\n"}
    for name, readme in {
        "Lab/speech-curriculum": "# Code of https://arxiv.org/abs/2501.00001",
        "some/speech-curriculum": "# My notes on speech",
        "own/Sparse-Routing": "# Routing",
        "them/tiny-kernels": "# An unofficial version of arXiv:2501.00003",
    }.items():
        made.repositories[name.lower()] = make_repository(name)
        made.repositories[name.lower()].files["README.md"] = readme
    made.latency = INSTANT
    return made


def test_who_else_has_it(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """The repository that names the paper, the owner's own; the file by its new name."""
    here = world(twins(tmp_path))
    first = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    found = by_url(first)
    queries = [one.body for one in here.requests if one.target == "/graphql"]

    def texts(url: str) -> list[str]:
        fix = found[f"https://github.com/own/{url}"]["fix"]
        assert fix is None or fix["safe"] is False
        return [one["text"] for one in fix["edits"]] if fix else []

    assert texts("speech-curriculum") == []  # a stranger's, of whom a person decides
    told = found["https://github.com/own/speech-curriculum"]["advice"]
    assert "https://github.com/Lab/speech-curriculum" in told
    assert texts("sparse_routing") == ["https://github.com/own/Sparse-Routing"]
    assert texts("tiny-kernels") == []
    assert texts("alive/blob/main/notes/Run.py") == [
        "https://github.com/own/alive/blob/main/notes/run.py"
    ]
    assert texts("alive/tree/main/docs/old") == []
    assert sum("repositoryOwner" in one for one in queries) == 3
    assert sum("README.md" in one for one in queries) == 3
    assert sum("entries{" in one for one in queries) == 2
    assert here.violations == []

    again = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")
    run_listcheck(["fix", "--unsafe"], cwd=tmp_path, world=here, token="a-token")
    mended = (tmp_path / "README.md").read_text()

    assert again.json["coverage"]["requests"] == 0
    assert {url: one["fix"] for url, one in by_url(again).items()} == {
        url: one["fix"] for url, one in found.items()
    }
    assert mended == TWINS.replace("own/sparse_routing", "own/Sparse-Routing").replace(
        "notes/Run.py", "notes/run.py"
    )


def test_nobody_is_searched_without_a_token(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """The findings stand without; nothing but the list's own questions goes to GitHub."""
    here = world(twins(tmp_path))
    found = by_url(run_listcheck([*RUN], cwd=tmp_path, world=here))

    assert {one["fix"] for one in found.values()} == {None}
    assert not [one for one in here.requests if one.target == "/graphql" or "search" in one.target]
    assert here.violations == []


@pytest.mark.parametrize("fault", ["secondary-limit", "bad-gateway"])
def test_a_search_in_trouble(world: Callable[[Plan], World], tmp_path: Path, fault: str) -> None:
    """The list was asked for before: its findings stand, and nothing is the less verified."""
    made = twins(tmp_path)
    plant(made, "graphql", Fault(fault, after=2))
    here = world(made)
    done = run_listcheck([*RUN], cwd=tmp_path, world=here, token="a-token")

    rules = sorted(one["rule"] for one in done.json["findings"])
    assert rules == ["repo-missing"] * 3 + ["repo-path-missing"] * 2
    assert done.json["coverage"]["unverified"] == 0
    assert done.code == 1
    assert here.violations == []
