"""The whole job on a list of papers and code, beside lychee, in the same faultless world.

Requests, throttled answers, breaches of the hosts' rules and wall time: a world with real names on
loopback counts them. `PYTHONPATH=tests python benchmarks/awesome_opd.py [LIST]`; without a list
the demo's is taken.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from world import World, plan_for, run_listcheck

DEMO = Path(__file__).resolve().parents[1] / "demo" / "list.md"


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds, requests, answers of 429, and breaches by kind."""

    seconds: float
    requests: int
    throttled: int
    breaches: Counter[str]


def measure(world: World, command: Sequence[str], folder: Path, *, keep: bool = False) -> Measured:
    """Run a command in the world's namespace and read the world's own count."""
    if not keep:
        world.reset()
    before = len(world.requests)
    started = time.perf_counter()
    if command[0] == "listcheck":
        run_listcheck(command[1:], cwd=folder, world=world, token="a-token")
    else:
        environment = {"PATH": "/usr/bin:/bin", **world.environment()}
        inside = world.command(command, folder)
        subprocess.run(inside, cwd=folder, env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    requests = world.requests[before:]
    return Measured(
        seconds,
        len(requests),
        sum(request.status == 429 for request in requests),
        Counter(breach.kind for breach in world.violations),
    )


def main() -> None:
    """Measure in turns, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--titles", type=Path, help="JSON of arXiv id to title")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    text = options.list.read_bytes()
    titles = json.loads(options.titles.read_text()) if options.titles else None
    rows: dict[str, list[Measured]] = {}
    with World(plan_for(text, titles), in_namespace=True) as world:
        for _ in range(options.rounds):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                (folder / "README.md").write_bytes(text)
                listcheck = ["listcheck", "verify", "-qq"]
                rows.setdefault("listcheck, first run", []).append(
                    measure(world, listcheck, folder)
                )
                second = measure(world, listcheck, folder, keep=True)
                rows.setdefault("listcheck, second run", []).append(second)
                if lychee := shutil.which("lychee"):
                    command = [lychee, "--no-progress", "README.md"]
                    rows.setdefault("lychee", []).append(measure(world, command, folder))
    for name, runs in rows.items():
        breaches = sum((run.breaches for run in runs), Counter())
        print(
            f"{name:<22} {statistics.median(run.seconds for run in runs):6.2f} s"
            f" {statistics.median(run.requests for run in runs):6.0f} requests"
            f" {statistics.median(run.throttled for run in runs):5.0f} × 429"
            f"   breaches: {dict(breaches) or 'none'}"
        )


if __name__ == "__main__":
    main()
