"""Kill runs at random moments, and look at what they leave: nothing committed may be lost.

`PYTHONPATH=tests python -m store.killing --count 200` is the long form of what the tests do.
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from world import INSTANT, World, plan_for, run_listcheck

from listcheck.model import Observation
from listcheck.store import Store

LINKS = 20
LIST = "# A list\n\n" + "".join(
    f"- [thing {n}](https://host{n}.example.org/page)\n" for n in range(LINKS)
)
COMMAND = ("verify", "--refresh", "--format", "json")

Row = tuple[str, float, str]


@dataclass(slots=True)
class Tally:
    """What came of many kills: when each run ended, and what was wrong afterwards."""

    kills: int = 0
    too_late: int = 0  # runs that had ended by themselves
    with_observations: int = 0  # killed runs that had committed theirs
    faults: list[str] = field(default_factory=list)


def kill_often(count: int, world: World, folder: Path, seed: int = 1) -> Tally:
    """Start and kill so many runs on one store, and check it after each."""
    chance, tally = random.Random(seed), Tally()
    plan = plan_for(LIST.encode())
    plan.latency = INSTANT
    world.reset(plan)
    (folder / "README.md").write_text(LIST)
    store = folder / ".listcheck" / "store.db"
    started = time.monotonic()
    run_listcheck(COMMAND, cwd=folder, world=world)
    length = time.monotonic() - started
    before = _rows(store, tally)
    while tally.kills < count:
        # The store is written at the end, so that half of the blows fall there.
        after = length * (
            chance.uniform(0, 1) if chance.random() < 0.5 else chance.uniform(0.8, 1.1)
        )
        started = time.monotonic()
        ended = _killed(folder, world, after)
        # The machine may be quicker by now, or slower.
        length = (length + time.monotonic() - started) / 2 if ended else length * 1.03
        tally.kills += not ended
        tally.too_late += ended
        now = _rows(store, tally)
        if lost := before - now:
            tally.faults.append(f"{len(lost)} observations were lost")
        tally.with_observations += not ended and len(now) > len(before)
        before = now
    done = run_listcheck(COMMAND, cwd=folder, world=world)
    if done.code or done.json["notes"]:
        tally.faults.append(f"the next run ended with {done.code}: {done.stderr}")
    if len(_rows(store, tally)) != len(before) + LINKS:
        tally.faults.append("the next run did not remember what it saw")
    return tally


def _killed(folder: Path, world: World, after: float) -> bool:
    """Start a run and kill it after so many seconds; whether it had ended before."""
    environment = {"HOME": str(folder), "LANG": "C.UTF-8", **world.environment()}
    command = [str(Path(sys.executable).with_name("listcheck")), *COMMAND]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
        return True
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return False


def _rows(path: Path, tally: Tally) -> set[Row]:
    """Every observation that can be read, as listcheck reads it."""
    with Store(path) as store:
        seen, _ = store.everything()
        newest = store.latest()
        tally.faults += store.notes
    rows = {(one.key, one.at, one.signal.value) for one in seen}
    if any(not one.trail for one in seen) or set(newest) != {one.key for one in seen}:
        tally.faults.append("an observation stands without its proof")
    tally.faults += [f"{one.key} is not the newest" for one in newest.values() if _older(one, seen)]
    return rows


def _older(one: Observation, seen: list[Observation]) -> bool:
    return any(other.at > one.at for other in seen if other.key == one.key)


def main() -> None:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m store.killing")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with World() as world, tempfile.TemporaryDirectory() as folder:
        tally = kill_often(options.count, world, Path(folder), options.seed)
    print(f"{tally.kills} runs killed, {tally.with_observations} of them after their commit; "
          f"{tally.too_late} had ended before")  # fmt: skip
    print("\n".join(tally.faults) or "nothing was lost, and the next run works")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
