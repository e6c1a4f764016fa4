"""Code that came later: found, looked at, remembered, and never in the way of a run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import Fault, Plan, World, plan_for, run_listcheck
from world.huggingface import API_PATH, HOST
from world.plan import page_key

LIST = """# Works

## Clocks

- [The Leaking Clocks of Noisy Kitchens](https://arxiv.org/abs/2401.00001) — code soon
- [The Silent Gardens of the Far North](https://arxiv.org/abs/2401.00002) — code soon
- [The Stopped Watches of Great Cities](https://arxiv.org/abs/2401.00003) — code soon
- [The Sunken Bells of Little Harbours](https://arxiv.org/abs/2401.00004)
- [The Rusted Gates of Northern Castles](https://arxiv.org/abs/2401.00005) [code](https://github.com/o/five)
"""
SAID = "Accepted at ICLR 2026. Code: https://github.com/o/one"


def plan() -> Plan:
    """The authors say where the first's code is, a reader where the second's is."""
    extra = "https://github.com/o/one https://github.com/o/two"
    whole = plan_for(f"{LIST}\n{extra}\n".encode())
    whole.papers["2401.00001"].comment = SAID
    whole.papers["2401.00002"].repository = "https://github.com/o/two"
    whole.papers["2401.00003"].repository = ""
    return whole


def told(result: Any) -> set[tuple[int, str]]:
    return {
        (one["location"]["line"], one["observed"])
        for one in result["findings"]
        if one["rule"] == "code-available"
    }


FOUND = {(5, "https://github.com/o/one"), (6, "https://github.com/o/two")}


def run(world: World, folder: Path, *options: str) -> Any:
    (folder / "README.md").write_text(LIST)
    done = run_listcheck(
        ["verify", "--format", "json", *options], cwd=folder, world=world, token="a-token"
    )
    assert done.code == 0, done.stdout + done.stderr
    return done.json


def asked(world: World) -> list[str]:
    """The papers that Hugging Face was asked for."""
    records = (one for one in world.requests if one.host == HOST)
    return [one.target.removeprefix(API_PATH) for one in records]


def test_found(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Who says that code is to come is asked for; what is found is looked at, and remembered."""
    here = world(plan())
    result = run(here, tmp_path)
    assert told(result) == FOUND
    assert all(
        "the repository is there" in one["message"]
        for one in result["findings"]
        if one["rule"] == "code-available"
    )
    assert sorted(asked(here)) == ["2401.00002", "2401.00003"]
    assert result["coverage"]["requests"] == len(here.requests)
    assert here.violations == []

    again = run(here, tmp_path)
    assert again["coverage"]["requests"] == 0
    assert told(again) == FOUND
    assert told(run(here, tmp_path, "--offline")) == FOUND


@pytest.mark.parametrize(
    "fault",
    [Fault("status", status=500), Fault("status", status=429, retry_after="3600"), Fault("garbage"),
     Fault("close")],
    ids=lambda fault: f"{fault.name}{fault.status or ''}",
)  # fmt: skip
def test_a_service_in_trouble(world: Callable[[Plan], World], tmp_path: Path, fault: Fault) -> None:
    """Whatever Hugging Face does: the run is whole, and no link is the less verified."""
    spoilt = plan()
    for number in ("2401.00002", "2401.00003"):
        spoilt.pages[page_key(f"https://{HOST}{API_PATH}{number}")] = [fault]
    result = run(world(spoilt), tmp_path)
    assert told(result) == {(5, "https://github.com/o/one")}
    assert result["coverage"]["unverified"] == 0


def test_none_is_asked_for(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """With an allowance of nothing, nothing is asked."""
    (tmp_path / "listcheck.toml").write_text("[huggingface]\nrequests = 0\n")
    here = world(plan())
    assert told(run(here, tmp_path)) == {(5, "https://github.com/o/one")}
    assert asked(here) == []


def test_all_are_asked_for(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """On request, for every entry without code."""
    (tmp_path / "listcheck.toml").write_text("[huggingface]\nevery-entry = true\n")
    here = world(plan())
    assert told(run(here, tmp_path)) == FOUND
    assert sorted(asked(here)) == ["2401.00002", "2401.00003", "2401.00004"]
