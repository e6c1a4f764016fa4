"""Runs that cannot see: nothing is blamed on a link, nothing is counted, one line says why."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from world import INSTANT, Completed, Fault, Plan, World, plan_for, plant, run_listcheck

LINKS = 40
URLS = [f"https://host{n}.example.org/page" for n in range(LINKS)]
TEXT = "# A list\n\n" + "".join(f"- [thing {n}]({url})\n" for n, url in enumerate(URLS))
STORE = Path(".listcheck") / "store.db"

Make = Callable[[Plan], World]


def plan(fault: Fault | None = None, urls: Iterable[str] = URLS) -> Plan:
    """Everything is there, except where a fault strikes: the page, and all others of its host."""
    made = plan_for(TEXT.encode())
    made.latency = INSTANT
    for url in urls if fault else ():
        for place in (url, f"{url.removesuffix('page')}*"):
            plant(made, place, fault or Fault("status"))
    return made


class Runner:
    """Runs over one list, and what the store holds after each."""

    def __init__(self, world: Make, folder: Path) -> None:
        self._world, self._folder = world, folder
        (folder / "README.md").write_text(TEXT)

    def run(self, plan: Plan, **environment: str) -> Completed:
        """Ask everything."""
        self.here = self._world(plan)
        return run_listcheck(
            ["verify", "--refresh", "--format", "json"], cwd=self._folder, world=self.here,
            env=environment,
        )  # fmt: skip

    def later(self, days: float) -> None:
        """Let time pass: what is remembered was seen so much earlier."""
        with sqlite3.connect(self._folder / STORE) as store:
            for table in ("observation", "exchange"):
                store.execute(f"UPDATE {table} SET at = at - ?", (days * 86_400,))

    def remembered(self) -> list[Any]:
        """Every observation of a link."""
        with sqlite3.connect(self._folder / STORE) as store:
            query = "SELECT key, signal FROM observation WHERE key LIKE 'page:%' ORDER BY id"
            return store.execute(query).fetchall()


@pytest.fixture
def runner(world: Make, tmp_path: Path) -> Runner:
    """A list that nobody has checked yet."""
    return Runner(world, tmp_path)


def states(done: Completed) -> set[str]:
    return {link["state"] for link in done.json["links"]}


EVERYWHERE = {
    "a proxy that knows no page": Fault("status", status=404),
    "a portal's page": Fault("status", status=200, text="<title>Log in to the Wi-Fi</title>"),
    "a portal that redirects": Fault("redirect", status=302, target="https://portal.test/login"),
    "a wire that is cut": Fault("reset"),
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_somebody_in_between(runner: Runner, name: str) -> None:
    """Every host says the same: the run stops asking, is incomplete and remembers nothing."""
    runner.run(plan())
    runner.later(7)
    before = runner.remembered()
    done = runner.run(plan(EVERYWHERE[name]))

    assert done.code == 3, done.stdout
    assert states(done) == {"unverified"}
    assert "alike" in done.json["incomplete"] or "one after the other" in done.json["incomplete"]
    assert runner.remembered() == before
    assert len(runner.here.requests) < 2 * LINKS


def test_a_portal_at_first_sight(runner: Runner) -> None:
    """A first run, too, finds out that all are led to one place."""
    done = runner.run(plan(EVERYWHERE["a portal that redirects"]))

    assert done.code == 3, done.stdout
    assert states(done) == {"unverified"}
    assert runner.remembered() == []


def test_many_dead_links_at_first_sight(runner: Runner) -> None:
    """A list that nobody checked for years: what is dead is told in the first run."""
    done = runner.run(plan(Fault("status", status=404), URLS[::3]))

    assert done.code == 1
    dead = [link["url"] for link in done.json["links"] if link["state"] == "dead"]
    assert dead == URLS[::3]


def test_too_many_deaths_at_once(runner: Runner) -> None:
    """Twelve new deaths in a run are doubted; on another day the same twelve are believed."""
    runner.run(plan())
    runner.later(7)
    before = runner.remembered()
    dying = plan(Fault("status", status=404), URLS[::2][:12])
    for _ in range(2):  # the same day proves nothing
        done = runner.run(dying)
        assert done.code == 3, done.stdout
        assert done.json["incomplete"].startswith("pages of 12 hosts seem to have died at once")
        assert states(done) == {"alive", "unverified"}
        assert not [row for row in runner.remembered()[len(before) :] if row[1] == "not-found"]
    runner.later(1)
    done = runner.run(dying)
    assert done.code == 1
    assert sum(link["state"] == "dead" for link in done.json["links"]) == 12
    assert {link["confirmations"] for link in done.json["links"]} == {0, 1}
