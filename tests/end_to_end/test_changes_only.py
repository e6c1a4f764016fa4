"""Of a long list, only the questions of what changed are asked, and only that is judged."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import Fault, Plan, World, plan_for, run_listcheck

COUNT = 1_000
LOST = 17  # in a place that nobody touched


def entry(number: int) -> str:
    return f"- [Work {number}](https://site{number}.example/page) - What it is.\n"


def listed(numbers: list[int], more: str = "") -> str:
    return "# Works\n\n## Here\n\n" + "".join(map(entry, numbers)) + more


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A list under version control."""
    (tmp_path / "README.md").write_text(listed(list(range(COUNT))))
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)
    return tmp_path


def run(folder: Path, world: World, *options: str) -> Any:
    return run_listcheck(
        ["verify", "--since", "HEAD", "--format", "json", *options], cwd=folder, world=world
    ).json


def faulty(text: str) -> Plan:
    plan = plan_for(text.encode())
    plan.pages[f"site{LOST}.example/page"] = [Fault("status", status=404)]
    return plan


def test_nothing_changed(world: Callable[[Plan], World], repository: Path) -> None:
    """Sorting a list, and moving a part of it to another section, changes nothing."""
    text = listed(sorted(range(COUNT), key=lambda number: -number)) + "\n## There\n\n"
    text = text.replace(entry(5), "") + entry(5)
    (repository / "README.md").write_text(text)
    here = world(faulty(text))
    result = run(repository, here)
    assert {one["url"] for one in result["links"]} == set()
    assert not [one for one in here.requests if "site" in one.host]
    assert result["findings"] == []


def test_one_changed(world: Callable[[Plan], World], repository: Path) -> None:
    """One added entry is one question; what was broken before fails nobody."""
    text = listed([*range(COUNT), COUNT])
    (repository / "README.md").write_text(text)
    here = world(faulty(text))
    result = run(repository, here)
    assert {one.host for one in here.requests if "site" in one.host} == {f"site{COUNT}.example"}
    assert result["findings"] == []
    assert [one["url"] for one in result["links"]] == [f"https://site{COUNT}.example/page"]
