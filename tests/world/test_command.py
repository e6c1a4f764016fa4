"""The installed command in a world, and the environment that it gets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from world import INSTANT, Fault, Plan, World, plan_for, plant, run_listcheck

Make = Callable[[Plan], World]
LIST = b"# A list\n\n- [Learning to Do a Thing](https://site.example/a) of 2024\n"


def plan() -> Plan:
    made = plan_for(LIST)
    made.latency = INSTANT
    return made


def test_the_command_finds_the_world(world: Make, tmp_path: Path) -> None:
    """The environment leads it to the world, under the real name and without a violation."""
    (tmp_path / "list.md").write_bytes(LIST)
    running = world(plan())
    run = run_listcheck(["verify", "list.md", "--format", "json"], cwd=tmp_path, world=running)
    assert (run.code, run.json["links"][0]["state"]) == (0, "alive"), run.stderr
    assert running.counts() == {"site.example": 1}
    assert running.violations == []


def test_the_command_runs_in_the_namespace(namespace_world: Make, tmp_path: Path) -> None:
    """With names and ports of its own it needs no setting, and a dead name is seen as dead."""
    made = plant(plan(), "https://site.example/a", Fault("no-such-name"))
    (tmp_path / "list.md").write_bytes(LIST)
    running = namespace_world(made)
    run = run_listcheck(["verify", "list.md", "--format", "json"], cwd=tmp_path, world=running)
    assert run.json["links"][0]["state"] == "dead", run.stderr
    assert "site.example A" in running.report["names"]


def test_a_token_is_there_only_if_the_test_gave_one(
    world: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of our own environment reaches the command."""
    monkeypatch.setenv("GITHUB_TOKEN", "of-this-machine")
    text = b"- [code](https://github.com/lab/code)\n"
    (tmp_path / "list.md").write_bytes(text)
    made = plan_for(text)
    made.latency = INSTANT
    shown = []
    for token in ("", "given"):
        running = world(made)
        command = ["verify", "list.md", "--refresh"]
        run = run_listcheck(command, cwd=tmp_path, world=running, token=token)
        assert run.code == 0, run.stdout
        shown.append({one.headers.get("authorization", "").lower() for one in running.requests})
    assert shown == [{""}, {"bearer given"}]
