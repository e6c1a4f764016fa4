"""Simulate years, and print the table of docs/evidence.md."""

import argparse
import multiprocessing
import time

from simulation.year import CONFIRMED, OURS, Count, years

_HEAD = (
    "policy", "false deaths in 1,000 link-years", "404s found in the first run that met them",
    "days from death to told, median", "days from first told to this, median",
    "deaths missed after 30 days",
)  # fmt: skip


def row(name: str, count: Count) -> tuple[str, ...]:
    """One policy."""
    return (
        name,
        f"{count.false_rate:,.3g}",
        f"{count.found_at_once / count.first_runs:.2%}" if count.first_runs else "-",
        f"{count.median_of('since_death'):.1f}",
        f"{count.median_of('since_first'):.1f}",
        f"{count.missed_share:.2%}",
    )


def main() -> None:
    """Run the years and print."""
    parser = argparse.ArgumentParser(prog="python -m simulation")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    started = time.monotonic()
    with multiprocessing.Pool(options.processes) as pool:
        total = years(range(1, options.seeds + 1), pool.imap_unordered)
    for cells in (_HEAD, ("---",) * len(_HEAD), *(row(*one) for one in total.items())):
        print(f"| {' | '.join(cells)} |")
    ours, sure = total[OURS], total[CONFIRMED]
    print(f"\n{ours.links:,} link-years, {ours.deaths:,} deaths that can be judged after 30 days; "
          f"{ours.hidden} are hidden by hosts that refuse us, {ours.counted_as_good} of all missed "
          f"were ever counted as good. False: {ours.false} reported, {ours.false_when_blind} of "
          f"them in blind runs; {sure.false} confirmed. "
          f"{sure.stale} times a healed link was still called dead, being asked rarely. "
          f"{time.monotonic() - started:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
