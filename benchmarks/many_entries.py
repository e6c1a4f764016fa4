"""A list of 5,000 entries, offline: as a catalog, as a catalog with its README, as Markdown alone.

Nothing is asked, so this is the start, reading, judging and reporting. The entries are those of
`data/` again and again, under names, papers and repositories of their own.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from listcheck.catalog import writing
from listcheck.catalog.loading import load
from listcheck.catalog.models import Entry, Section

DATA = Path(__file__).resolve().parents[1] / "data"
SECTION = 400  # entries


def another(entry: Entry, number: int) -> Entry:
    """The same work under a name of its own, with papers and repositories of its own."""
    renumbered = [f"{paper.partition('.')[0]}.{number % 90_000 + 10_000}" for paper in entry.arxiv]
    code = [
        each.model_copy(update={"repository": f"{each.repository}-{number}"}) for each in entry.code
    ]
    changed = {"name": f"{entry.name} {number}", "aliases": (), "also_in": ()}
    return entry.model_copy(
        update={**changed, "arxiv": tuple(dict.fromkeys(renumbered)), "code": tuple(code)}
    )


def write(folder: Path, number: int) -> None:
    """Make a catalog of so many entries."""
    works = load(DATA)
    entries = (another(work.entry, n) for n, work in enumerate(islice(cycle(works), number)))
    sections = []
    for count, _ in enumerate(range(0, number, SECTION)):
        slug = f"section-{count}"
        sections.append(Section(slug=slug, title=f"Section {count}", scope=f"Part {count}."))
        text = writing.section_text(islice(entries, SECTION), works.list)
        (folder / f"{slug}.toml").write_text(text)
    whole = works.list.model_copy(update={"section": tuple(sections), "pick": ()})
    (folder / "list.toml").write_text(writing.list_text(whole))


def listcheck(*arguments: str) -> str:
    """Run the command in a process of its own, as a user does; what it says."""
    command = [sys.executable, "-m", "listcheck", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall and of processor time, children included."""
    before, started = os.times(), time.perf_counter()
    work()
    wall, after = time.perf_counter() - started, os.times()
    spent = after.children_user + after.children_system
    return wall, spent - before.children_user - before.children_system


def contestants(folder: Path, number: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is measured: a name, and the arguments of the command."""
    catalog, both, markdown = folder / "catalog", folder / "both", folder / "markdown"
    catalog.mkdir()
    markdown.mkdir()
    write(catalog, number)
    shutil.copytree(catalog, both)
    listcheck("render", str(both))
    shutil.copy(both / "README.md", markdown)
    verify = ("verify", "--offline", "-qq", "--store", str(folder / "store.sqlite3"))
    yield f"verify, a catalog of {number:,}", (*verify, str(catalog))
    yield "the same with its README.md", (*verify, str(both))
    yield "that README.md alone", (*verify, str(markdown / "README.md"))
    yield "render", ("render", "--check", str(both))
    yield "verify, data/", (*verify, str(DATA))
    yield "listcheck --version", ("--version",)


def main() -> None:
    """Measure in turns, and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        runs = list(contestants(Path(name), options.entries))
        rows: dict[str, list[tuple[float, float]]] = {title: [] for title, _ in runs}
        for _ in range(options.rounds):
            for title, arguments in runs:
                rows[title].append(timed(lambda given=arguments: listcheck(*given)))  # type: ignore[misc]
    print(f"{'':32}{'wall':>8}{'processor':>12}")
    for title, measured in rows.items():
        wall, spent = (statistics.median(each) for each in zip(*measured, strict=True))
        print(f"{title:32}{wall:7.2f}s{spent:11.2f}s")


if __name__ == "__main__":
    main()
