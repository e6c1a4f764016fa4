"""This repository's own catalog, verified by default: just, and at the right file and line."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from world import Fault, Plan, World, make_paper, make_repository, plan_for, plant, run_listcheck

from listcheck.catalog.loading import load
from listcheck.catalog.rendering import render

DATA = Path(__file__).resolve().parents[2] / "data"
OVD = "https://ovd.github.io"  # answers 404 since before it was listed
Found = set[tuple[str, int, str, str]]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A copy of the catalog, without a rendered list."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("README.md"))
    return tmp_path


def faultless() -> Plan:
    """A world in which every link of the catalog is alive and every claim is true."""
    works = load(DATA)
    plan = plan_for(render(works).encode())
    for work in works:
        for number in work.entry.arxiv:
            paper = plan.papers.setdefault(number, make_paper(number))
            paper.titles = [work.entry.title or work.entry.name]
            paper.summary = f"{work.entry.name}. {work.entry.notes}"
        for code in work.entry.code:
            name = code.repository.lower()
            repository = plan.repositories.setdefault(name, make_repository(code.repository))
            repository.directories += [code.path] if code.path else []
    return plan


def line(path: Path, text: str, after: str = "") -> int:
    """The line of the file on which a text stands, the first behind another one."""
    data = path.read_text()
    return data.count("\n", 0, data.index(text, data.index(after))) + 1


def verified(here: Path, world: World, *more: str) -> tuple[Found, Mapping[str, Any]]:
    """What a run without arguments finds: file, line, rule and entry."""
    args = ["verify", "--format", "json", *more]
    result = run_listcheck(args, cwd=here, world=world, token="a-token").json
    found = {
        (one["location"]["path"], one["location"]["line"], one["rule"], one["entry"])
        for one in result["findings"]
        if one["severity"] != "info"
    }
    return found, result


def test_nothing_but_what_it_deserves(world: Callable[[Plan], World], here: Path) -> None:
    """In a world without faults there is nothing to say but that OVD's page is gone."""
    made = world(plant(faultless(), OVD, Fault("status", status=404)))
    found, result = verified(here, made)

    ovd = here / "data" / "black-box.toml"
    assert found == {("data/black-box.toml", line(ovd, OVD), "dead-link", "OVD")}
    assert sum(one["entries"] for one in result["lists"]) == 109
    assert result["coverage"]["unverified"] == 0
    assert made.violations == []


def test_planted_faults(world: Callable[[Plan], World], here: Path) -> None:
    """Each fault is found at its file, line and entry."""
    plan = faultless()
    plant(plan, "jongwooko/distillm", Fault("renamed", target="jongwooko/distilled"))
    plant(plan, "microsoft/LMOps", Fault("gone-path", target="minillm"))
    plant(plan, "2503.07067", Fault("missing"))
    plant(plan, "2504.11426", Fault("wrong-title", text="Rings of Saturn in Infrared Light"))
    white = here / "data" / "white-box.toml"
    text = white.read_text().replace('date = "2024-02"', 'date = "2024-11"', 1)
    stars = 'venue = "ICLR 2024"\nstars = { count = 7, as_of = 2026-01-02 }'
    white.write_text(text.replace('venue = "ICLR 2024"', stars, 1))
    plan.repositories["microsoft/lmops"].stars = 4321
    (here / "data" / "README.md").write_text("# Something else\n")

    found, result = verified(here, world(plan))

    name = "data/white-box.toml"
    assert found == {
        (name, line(white, "microsoft/LMOps"), "repo-path-missing", "MiniLLM"),
        (name, line(white, "2024-11"), "date-drift", "DistiLLM"),
        (name, line(white, '"jongwooko/distillm"'), "repo-renamed", "DistiLLM"),
        (name, line(white, "2503.07067"), "paper-missing", "DistiLLM-2"),
        (name, line(white, "title", 'name = "DSKDv2"'), "title-mismatch", "DSKDv2"),
        ("data/README.md", 1, "catalog-drift", None),
    }
    fixes = {one["rule"]: one["fix"]["edits"] for one in result["findings"] if one["fix"]}
    written = {rule: [edit["text"] for edit in edits] for rule, edits in fixes.items()}
    assert written["repo-renamed"] == ["jongwooko/distilled"]
    assert written["date-drift"] == ["2024-02"]
    assert written["stars-drift"][0] == "4321"
    assert written["catalog-drift"][0].startswith("<!-- Made by `listcheck render`")


def test_a_faulty_catalog(world: Callable[[Plan], World], here: Path) -> None:
    """A catalog with mistakes is not verified; every one is told, with file, line and entry."""
    white = here / "data" / "white-box.toml"
    text = white.read_text().replace('["external"]', '["externl"]', 1)
    white.write_text(text.replace('["2402.03898"]', "[2402.03898]", 1))
    done = run_listcheck(["verify"], cwd=here, world=world(faultless()))
    assert done.code == 2
    assert f"data/white-box.toml:{line(white, 'externl')}: MiniLLM: " in done.stderr
    assert f"data/white-box.toml:{line(white, '2402.03898')}: DistiLLM: " in done.stderr
