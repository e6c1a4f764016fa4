"""stars-drift: written counts that are out of date."""

import pytest
from builders import alive, findings, mended, seen, told
from catalog.sample import GOOD, files

from listcheck.catalog.loading import read
from listcheck.model import Catalog, Observation, Signal
from listcheck.readers.catalog import documents

RULE = "stars-drift"


def row(stars: str, *more: str) -> str:
    links = " ".join(f"[code](https://github.com/{name})" for name in ("o/n", *more))
    return f"## Clocks\n\n| Name | Stars | Links |\n|---|---|---|\n| Gurgle | {stars} | {links} |\n"


def stars(count: int | None) -> Observation:
    return alive("repo:o/n", stars=count)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (row("1234"), [stars(1234)]),
        (row("1234"), [stars(1290)]),
        (row("12"), [stars(22)]),
        (row("1.2k"), [stars(1299)]),
        (row("1.2k"), [stars(1150)]),
        (row("90k+"), [stars(99_000)]),
        (row("1234"), [stars(None)]),
        (row("1234"), []),
        (row("1234"), [seen("repo:o/n", Signal.MISSING)]),
        (row("-"), [stars(5)]),
        (row("many"), [stars(5)]),
        (row("1234", "a/b"), [stars(5), alive("repo:a/b", stars=1234)]),
    ],
)
def test_silent(text: str, evidence: list[Observation]) -> None:
    """Within the tolerance, rounded or cut off, or not observed: left alone."""
    assert told(RULE, text, *evidence) == []


@pytest.mark.parametrize(
    ("written", "count", "right"),
    [
        ("1234", 5678, "5678"),
        ("1,234", 5678, "5,678"),
        ("1.2k", 3400, "3.4k"),
        ("90k+", 112_000, "110k+"),
        ("12", 0, "0"),
    ],
)
def test_found(written: str, count: int, right: str) -> None:
    """A count that is out of date is written again in its own form, and is right then."""
    text = row(written)
    (finding,) = findings(RULE, text, stars(count))
    assert finding.message == f"the list says {written} stars, GitHub {count:,}"
    assert (finding.claimed, finding.observed, finding.severity) == (written, count, "info")
    assert mended(text, finding) == row(right)
    assert told(RULE, row(right), stars(count)) == []


def test_catalogs() -> None:
    """A catalog's count is of its first repository, and is corrected with its day."""
    text = GOOD.replace('path = "src" }', 'path = "src" }, { repository = "owner/other" }')
    text = text.replace(
        "    [entry.details]",
        "    stars = { count = 5, as_of = 2025-01-02 }\n\n    [entry.details]",
    )
    given = files(one=text)
    catalog = Catalog(documents(read(given), given))
    observed = (alive("repo:owner/good", stars=900), alive("repo:owner/other", stars=5))
    (one,) = findings(RULE, catalog, *observed)
    assert one.fix is not None
    document = catalog.document("data/one.toml")
    assert [(document.slice(edit.span), edit.text) for edit in one.fix.edits] == [
        ("5", "900"), ("2025-01-02", "2026-01-01"),
    ]  # fmt: skip
