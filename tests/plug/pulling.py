"""Pull the plug at one point after the other, and look at what is said and what is left."""

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from world import INSTANT, Fault, Plan, plan_for, plant

from listcheck.errors import Exit
from listcheck.history import DAY
from listcheck.report import Report, exit_status
from listcheck.settings import Services, Settings
from listcheck.verify import verify
from listcheck.wired import Run
from plug.inside import KINDS, Kind, Plug, inside

PAGES, REPOSITORIES, PAPERS = 200, 60, 40
LINKS = PAGES + REPOSITORIES + PAPERS
HOSTS = 120
WEEK = 7 * DAY

_URLS = (
    *(f"https://host{n % HOSTS}.example.org/page{n}" for n in range(PAGES)),
    *(f"https://github.com/own/thing{n}" for n in range(REPOSITORIES)),
    *(f"https://arxiv.org/abs/2501.{n:05}" for n in range(1, PAPERS + 1)),
)
TEXT = "# A list\n\n" + "".join(f"- [thing {n}]({url})\n" for n, url in enumerate(_URLS))

Point = tuple[Kind, int, bool]


@dataclass(slots=True)
class Tally:
    """What came of it: how many runs ended how, and what was wrong."""

    runs: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    blind: int = 0
    faults: list[str] = field(default_factory=list)


class Lists:
    """A folder with a list, and a store in which a week ago everything was well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "README.md").write_text(TEXT)
        self._before = folder / "before.db"
        self.run(Plug(), self._before)
        with sqlite3.connect(self._before) as store:
            for table in ("observation", "exchange"):
                store.execute(f"UPDATE {table} SET at = at - ?", (WEEK,))
        self._history = _history(self._before)

    def points(self) -> dict[Kind, int]:
        """How often a run touches the world, by kind."""
        plug = Plug()
        self.run(plug, self.store())
        return {kind: plug.met[kind] for kind in KINDS}

    def run(self, plug: Plug, store: Path) -> Report:
        """One run: all that is asked in it is asked in the process."""
        services = Services(token="a-token")
        settings = Settings(store=store, services=services)
        with inside(_plan(), plug):
            return verify(
                (str(self.folder / "README.md"),), settings, Run(time.time, lambda *_: None)
            )

    def pull(self, points: Iterable[Point]) -> Tally:
        """One run for each point, each from the same store."""
        tally = Tally()
        for kind, number, pulled in points:
            tally.runs += 1
            where = f"{kind} {number}{' and all after it' if pulled else ''}"
            plug, store = Plug(kind, number, pulled), self.store()
            try:
                report = self.run(plug, store)
            except Exception as error:  # noqa: BLE001  (that is what is looked for)
                tally.faults.append(f"{where}: {error!r}")
                continue
            status = exit_status(report, "error")
            tally.statuses[int(status)] += 1
            tally.blind += "hosts" in report.incomplete or "name" in report.incomplete
            tally.faults += [f"{where}: {one}" for one in self._faults(report, status, store)]
        return tally

    def store(self) -> Path:
        """A copy of it."""
        store = self.folder / "store.db"
        for left in self.folder.glob("store.db*"):
            left.unlink()
        shutil.copy(self._before, store)
        return store

    def _faults(self, report: Report, status: Exit, store: Path) -> Iterator[str]:
        dead = [line.url for line in report.links if line.verdict.state in ("dead", "suspect")]
        if dead:
            yield f"{len(dead)} are falsely dead, {dead[0]} first"
        if status not in (Exit.CLEAN, Exit.INCOMPLETE):
            yield f"exit status {int(status)}"
        unseen = sum(line.verdict.state == "unverified" for line in report.links)
        if status is Exit.CLEAN and unseen > LINKS / 2:
            yield f"{unseen} links were not seen, and it is called complete"
        lost = self._history - _history(store)
        if lost:
            yield f"{len(lost)} observations are lost"


def _history(store: Path) -> set[tuple[object, ...]]:
    with sqlite3.connect(store) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return set()
        return set(connection.execute("SELECT key, at, signal FROM observation"))


def _plan() -> Plan:
    """Everything is there. Some pages need a second look until they are."""
    plan = plan_for(TEXT.encode())
    plan.latency = INSTANT
    for n in range(0, PAGES, 20):
        status = 404 if n % 40 else 503
        plant(plan, _URLS[n], Fault("status", status=status, method="HEAD"))
        plant(plan, _URLS[n], Fault("status", status=status, method="GET", times=1))
    return plan


def every(points: dict[Kind, int], *, of: int = 1) -> Iterator[Point]:
    """Each point at which a run touches the world, or one in so many of them; both ways."""
    for kind, count in points.items():
        step = of if count > of else 1
        for number in range(1, count + 1, step):
            yield kind, number, False
            yield kind, number, True
