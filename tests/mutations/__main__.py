"""`python -m mutations --seed N --count 2000 [LIST ...]`: mutate lists, and count what is found."""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from listcheck.model import Edit
from listcheck.readers import read
from mutations import KINDS
from mutations.evidence import truth
from mutations.mutate import Ground
from mutations.trial import Trial, run

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRIES = 20  # before a list is taken to offer no further place for a kind
COLUMNS = ("tried", "found", "safe", "restored", "on request", "others")


def grounds(paths: list[Path]) -> Iterator[Ground]:
    """Lists with the evidence of their worlds."""
    known = SHARED / "facts" / "opd-titles.json"
    titles = json.loads(known.read_text()) if known.exists() else {}
    for path in paths:
        document = read(path.name, path.read_bytes())
        named = frozenset(f"paper:{name}" for name in titles)
        yield Ground(document, truth(document, titles), named)


def trials(ground: Ground, count: int, seed: int) -> Iterator[Trial]:
    """So many mutations of one list, its kinds in turn as far as it offers them."""
    rnd = random.Random(f"{seed} {ground.document.path}")
    kinds, done = list(KINDS), set[tuple[Edit, ...]]()
    while kinds and len(done) < count:
        for kind in tuple(kinds):
            tries = (kind(ground, rnd) for _ in range(TRIES))
            mutation = next((one for one in tries if one and one.edits not in done), None)
            if mutation is None:
                kinds.remove(kind)
            elif len(done) < count:
                done.add(mutation.edits)
                yield run(ground, mutation)


def told(trial: Trial, ground: Ground) -> Iterator[str]:
    """What went wrong, for people."""
    mutation, document = trial.mutation, ground.document
    bad = [word for word, wrong in (
        ("not found", not trial.found),
        ("not restored", trial.safe and not trial.restored),
        ("others", bool(trial.others)),
    ) if wrong]  # fmt: skip
    if not bad:
        return
    line = document.position(mutation.places[0].start)[0]
    yield f"{document.path}:{line} {mutation.kind}: {', '.join(bad)}"
    for edit in mutation.edits[:4]:
        yield f"    {document.slice(edit.span)!r} -> {edit.text!r}"
    for finding in trial.new:
        fix = finding.fix and ("safe" if finding.fix.safe else "unsafe", finding.fix.title)
        yield f"    {finding.rule} {finding.severity}: {finding.message[:150]} {fix or ''}"


def main() -> None:
    """Mutate, judge, fix, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m mutations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("lists", nargs="*", type=Path)
    options = parser.parse_args()
    paths = options.lists or sorted((SHARED / "corpus").rglob("*.md"))
    table: dict[str, Counter[str]] = {}
    with suppress(KeyboardInterrupt):  # what was done until then is shown
        _fill(table, paths, options.count, options.seed)
    _show(table)


def _fill(table: dict[str, Counter[str]], paths: list[Path], count: int, seed: int) -> None:
    """Count what becomes of so many mutations, about as many of each list."""
    for number, ground in enumerate(grounds(paths)):
        share = -(-count // (len(paths) - number))
        for trial in trials(ground, share, seed):
            count -= 1
            table.setdefault(trial.mutation.kind, Counter()).update(_counted(trial))
            for line in told(trial, ground):
                print(line, file=sys.stderr, flush=True)


def _counted(trial: Trial) -> dict[str, int]:
    values = (1, trial.found, trial.safe, trial.restored, trial.on_request, len(trial.others))
    return dict(zip(COLUMNS, map(int, values), strict=True))


def _show(table: dict[str, Counter[str]]) -> None:
    print(f"{'':30}" + "".join(f"{name:>12}" for name in COLUMNS))
    total: Counter[str] = sum(table.values(), Counter())
    for kind, row in [*sorted(table.items()), ("all", total)]:
        print(f"{kind:30}" + "".join(f"{row[name]:12}" for name in COLUMNS))


if __name__ == "__main__":
    main()
