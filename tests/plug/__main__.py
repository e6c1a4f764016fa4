"""Pull the plug at every point: the long form of `tests/end_to_end/test_pulled_plug.py`."""

import argparse
import multiprocessing
import tempfile
import time
from functools import partial
from pathlib import Path

from plug.pulling import LINKS, Lists, Point, Tally, every


def part(points: list[Point]) -> Tally:
    """One process's share."""
    with tempfile.TemporaryDirectory(prefix="plug-") as folder:
        return Lists(Path(folder)).pull(points)


def main() -> None:
    """Pull, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m plug")
    parser.add_argument("--one-in", type=int, default=1, help="only one in so many points")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="plug-") as folder:
        met = Lists(Path(folder)).points()
    points = list(every(met, of=options.one_in))
    shares = [points[n :: 4 * options.processes] for n in range(4 * options.processes)]
    total = Tally()
    with multiprocessing.Pool(options.processes) as pool:
        for tally in pool.imap_unordered(partial(part), shares):
            total.runs += tally.runs
            total.statuses += tally.statuses
            total.blind += tally.blind
            total.faults += tally.faults
    print(f"{LINKS} links; touches of the world in a run: {met}")
    print(f"{total.runs} runs, exit status {dict(total.statuses)}, {total.blind} called blind, "
          f"{len(total.faults)} faults; {time.monotonic() - started:.0f} s")  # fmt: skip
    for fault in total.faults[:20]:
        print(" ", fault)


if __name__ == "__main__":
    main()
