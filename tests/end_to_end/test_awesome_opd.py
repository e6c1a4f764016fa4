"""The list that this project is for, in a world without faults: quick, polite, and just."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import Plan, World, plan_for, run_listcheck

SHARED = Path(__file__).resolve().parents[3] / "shared"
LIST = SHARED / "corpus" / "awesome-opd" / "README.md"
TITLES = SHARED / "facts" / "opd-titles.json"

needs_list = pytest.mark.skipif(
    not LIST.is_file(), reason="AwesomeOPD's README is not beside this checkout (../shared)"
)

# What the list deserves, by line and rule: shared facts on AwesomeOPD, section 3.
DESERVED = {
    (13, "count-drift"), (16, "count-drift"), (17, "count-drift"), (21, "count-drift"),
    (92, "broken-anchor"), (371, "badge-mismatch"), (384, "malformed-row"), (523, "malformed-row"),
    (213, "details-mismatch"),
    # Notes: two cross-listings that say nothing of it, and rows dated a month after the update.
    (309, "duplicate-entry"), (369, "duplicate-entry"), (32, "count-drift"),
    # Notes: dates a month before that of the id, and the second paper of a row.
    (251, "date-drift"), (495, "date-drift"), (225, "date-drift"),
}  # fmt: skip


@pytest.fixture
def here(world: Callable[[Plan], World], tmp_path: Path) -> World:
    """The list in an empty folder, and its faultless world with realistic latencies."""
    data = LIST.read_bytes()
    (tmp_path / "README.md").write_bytes(data)
    return world(plan_for(data, json.loads(TITLES.read_text())))


def _found(result: Any) -> set[tuple[int, str]]:
    return {(one["location"]["line"], one["rule"]) for one in result["findings"]}


@needs_list
def test_it_finds_what_the_list_deserves(here: World, tmp_path: Path) -> None:
    """Each fault of the list is found, nothing else, in at most 45 requests, politely."""
    done = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here, token="a-token")
    result = done.json

    assert done.code == 1
    assert _found(result) == DESERVED
    assert result["coverage"]["unverified"] == 0
    assert result["coverage"]["requests"] == len(here.requests) <= 45
    assert not any("search_query" in record.target for record in here.requests)
    assert here.violations == []

    again = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here, token="a-token")

    assert again.json["coverage"]["requests"] == 0
    assert _found(again.json) == DESERVED


@needs_list
def test_without_a_token(here: World, tmp_path: Path) -> None:
    """Without a token sixty repositories are seen, and the rest says how to get one."""
    done = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here)
    result = done.json
    unseen = [link for link in result["links"] if link["state"] == "unverified"]

    assert here.violations == []
    assert 0 < len(unseen) < 40
    assert all("GITHUB_TOKEN" in link["reason"] for link in unseen)
    assert {rule for _, rule in _found(result)} == {rule for _, rule in DESERVED} | {
        "unverified-link"
    }


@needs_list
def test_with_no_network(here: World, tmp_path: Path) -> None:
    """Where nothing answers, every offline finding is shown, and the blindness is said."""
    dead_end = {"LISTCHECK_NETWORK_CONNECT_TO": "::127.0.0.1:9"}
    done = run_listcheck(["verify"], cwd=tmp_path, world=here, env=dead_end, token="a-token")
    only = tmp_path / "clean.md"
    only.write_text("# A list\n\n- [fine](https://fine.example.org)\n")
    clean = run_listcheck(["verify", "clean.md"], cwd=tmp_path, world=here, env=dead_end)

    assert done.code == 1
    assert "count-drift" in done.stdout
    assert "Incomplete" in done.stdout
    assert clean.code == 3
    assert "Incomplete" in clean.stdout
    assert not any(record.method for record in here.requests)
