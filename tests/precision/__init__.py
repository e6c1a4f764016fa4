"""The labelled record: every offline finding at warning or above on real lists, read by a person.

`record.jsonl` holds one line for each: the list, the line, the rule, whether it is true, and why.
`python -m precision`, in tests/, tells what is not in it yet and what is not found any more;
`--write` puts the figures into docs/precision.md.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from listcheck.case import Case
from listcheck.model import Catalog
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.settings import Settings

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
RECORD = Path(__file__).with_name("record.jsonl")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "precision.md"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What is found where; `number` tells alike findings of one line apart."""

    list: str
    line: int
    rule: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person said of a finding after reading it in its list."""

    place: Place
    true: bool
    why: str


def lists() -> list[Path]:
    """Every Markdown list of the corpus."""
    return sorted(CORPUS.rglob("*.md"))


def found(path: Path) -> Iterator[tuple[Place, str]]:
    """The offline findings of a list at warning or above, with their messages."""
    name = path.relative_to(CORPUS).as_posix()
    document = read(name, path.read_bytes())
    alike: Counter[tuple[int, str]] = Counter()
    for finding in judge(Case(Catalog((document,)), {}, Settings(offline=True))):
        if finding.severity != "info":
            line, _ = document.position(finding.span.start)
            alike[line, finding.rule] += 1
            yield Place(name, line, finding.rule, alike[line, finding.rule]), finding.message


def record() -> Mapping[Place, Reading]:
    """What was read."""
    lines = map(json.loads, RECORD.read_text().splitlines())
    readings = (
        Reading(Place(one["list"], one["line"], one["rule"], one.get("number", 1)),
                one["true"], one["why"])
        for one in lines
    )  # fmt: skip
    return {one.place: one for one in readings}


def page(readings: Mapping[Place, Reading], count: int) -> str:
    """The figures, rule by rule, as a page of the docs."""
    true = Counter(place.rule for place, one in readings.items() if one.true)
    every = Counter(place.rule for place in readings)
    rows = "".join(f"| `{rule}` | {every[rule]} | {true[rule]} |\n" for rule in sorted(every))
    return _PAGE.format(
        lists=count, every=every.total(), true=true.total(), rows=rows,
        share=100 * true.total() / every.total(),
    )  # fmt: skip


_PAGE = """# Precision

What `listcheck verify --offline` finds at warning or above on {lists} real lists, each finding
read in its list: {true} of {every} are true ({share:.1f} %). Rules that need answers (`dead-link`
and the like) find nothing offline; their cases are in the tests.

| rule | findings | true |
|---|--:|--:|
{rows}
The readings stand in `tests/precision/record.jsonl`, line by line with the reason. A test holds
that nothing is found that nobody read. This page is written by `python -m precision --write`.
"""
