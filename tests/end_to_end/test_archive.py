"""Pages that are alive kept by the Wayback Machine: only on request, politely, and told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import INSTANT, Fault, Plan, World, plan_for, plant, run_listcheck
from world.plan import Capture, page_key

RECENT, OLD, NEVER, LOST = (
    f"https://{name}.example.org/page" for name in ("recent", "old", "never", "lost")
)
LIST = f"""# A list

- [recent]({RECENT})
- [old]({OLD})
- [never]({NEVER})
- [lost]({LOST})
- [secret](https://secret.example.org/page?access_token=abc)
- [code](https://github.com/own/fine)
- [copy](https://web.archive.org/web/20200101000000/https://x.example.org/)
"""
WAYBACK = "web.archive.org"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The world of a list of which the Wayback Machine has some."""
    (tmp_path / "README.md").write_text(LIST)
    made = plan_for(LIST.encode())
    plant(made, LOST, Fault("status", status=404))
    made.captures = {
        page_key(RECENT): [Capture("20260902030405")],
        page_key(OLD): [Capture("20200102030405")],
        page_key("https://x.example.org/"): [Capture("20200101000000")],
    }
    made.latency = INSTANT
    return made


def run(here: World, folder: Path, *options: str, **env: str) -> Any:
    """The result of a run."""
    command = ["verify", "--format", "json", *options]
    done = run_listcheck(command, cwd=folder, world=here, token="a-token", env=env)
    return done.json


def asked(here: World) -> list[str]:
    """What of the archive was asked about living pages."""
    found = [f"{one.method} {one.url}" for one in here.requests if one.host == WAYBACK]
    return [one for one in found if LOST not in one and "x.example.org" not in one]


def told(result: Any) -> list[str]:
    """What the report says of it."""
    return [note for note in result.get("notes", []) if note.startswith("archive:")]


def test_kept(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Only on request: what has no copy of the last year; no repository, and nothing secret."""
    here = world(plan)
    unasked = run(here, tmp_path)
    assert (told(unasked), asked(here)) == ([], [])

    result = run(here, tmp_path, "--archive")  # though everything is known by now
    site = f"https://{WAYBACK}"

    assert asked(here) == [
        f"HEAD {site}/web/{RECENT}",
        f"HEAD {site}/web/{OLD}", f"GET {site}/save/{OLD}",
        f"HEAD {site}/web/{NEVER}", f"GET {site}/save/{NEVER}",
    ]  # fmt: skip
    (note,) = told(result)
    assert note == (
        "archive: 3 pages are alive: 2 kept by the Wayback Machine now,"
        " 1 with a copy of the last year"
    )
    assert here.violations == []

    before = len(asked(here))
    again = run(here, tmp_path, LISTCHECK_ARCHIVE="true")
    assert told(again) == ["archive: 3 pages are alive: 3 with a copy of the last year"]
    assert len(asked(here)) == before
    assert told(run(here, tmp_path, "--archive", "--offline")) == []


def test_not_kept(plan: Plan, world: Callable[[Plan], World], tmp_path: Path) -> None:
    """What cannot be kept changes neither a finding nor the status."""
    plan.pages[page_key(f"https://{WAYBACK}/save/{OLD}")] = [Fault("status", status=523)]
    plan.pages[page_key(f"https://{WAYBACK}/save/{NEVER}")] = [Fault("status", status=429)]
    (tmp_path / "listcheck.toml").write_text("archive = true\n")
    here = world(plan)
    result = run(here, tmp_path)

    (note,) = told(result)
    assert note == (
        "archive: 3 pages are alive: 1 with a copy of the last year, 1 that it could not keep,"
        " 1 left for another run"
    )
    assert [one["rule"] for one in result["findings"] if one["severity"] == "error"] == [
        "dead-link"
    ]
    assert result["coverage"]["unverified"] == 0
    assert here.violations == []
