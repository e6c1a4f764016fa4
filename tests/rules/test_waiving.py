"""Waived findings: what a waiver takes out, and that it changes nothing else."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from builders import alive, case, document, gone
from hypothesis import given
from hypothesis import strategies as st

from listcheck.model import Finding, Signal
from listcheck.rules import WAIVABLE, Judgement, judge, judged
from listcheck.settings import Allowance, Settings

LIST = """# A list

![Clocks](https://img.shields.io/badge/Clocks-7-blue)

## Clocks

- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001) [code](https://github.com/old/name)
- [Singing Kettles in Gardens](https://example.org/dead)
- [contents](#nowhere) [odd](ftp://example.org/odd) [again](https://example.org/dead)

## Rows

| Name | Paper | Notes |
|---|---|---|
| Gurgle | [paper](https://arxiv.org/abs/2413.00001) | a |
| Drip | [paper](https://arxiv.org/abs/2401.00002) | p(x | y) | z |
| Plop | [paper](https://arxiv.org/abs/2401.00003) [code](https://github.com/a/gone) | c |
"""
EVIDENCE = (
    alive("paper:2401.00001", title="A Spectroscopic Survey of Dwarf Galaxies", summary="Dwarfs."),
    alive("repo:old/name", canonical="younger/name", archived=True),
    gone("page:https://example.org/dead", Signal.NOT_FOUND),
    gone("repo:a/gone"),
)
ABOUT = {"malformed-waiver", "unused-waiver", "expired-waiver"}


def of(text: str, **settings: object) -> Judgement:
    return judged(case(text, *EVIDENCE, settings=Settings(**settings)))  # type: ignore[arg-type]


def told(findings: list[Finding] | tuple[Finding, ...]) -> Counter[tuple[str, str, str]]:
    """Findings without their places."""
    return Counter((one.rule, one.message, one.key) for one in findings if one.rule not in ABOUT)


BARE = of(LIST)
LINES = LIST.splitlines()


def test_the_list_is_worth_it() -> None:
    """There is something to waive, and nothing is waived without a waiver."""
    assert len({one.rule for one in BARE.findings}) >= 7
    assert BARE.waived == ()
    assert BARE.notes == ()


@given(st.data())
def test_nothing_else_changes(data: st.DataObject) -> None:
    """Kept and waived together are what a list without waivers has, with the same keys."""
    lines = list(LINES)
    chosen = data.draw(st.lists(st.integers(0, len(BARE.findings) - 1), unique=True))
    for finding in (BARE.findings[number] for number in chosen):
        line = LIST.encode()[: finding.span.start].count(b"\n")
        lines[line] += f" <!-- listcheck: allow {finding.rule} because it is known -->"
    found = of("\n".join(lines) + "\n")
    waived = [one.finding for one in found.waived]
    assert told([*found.findings, *waived]) == told(BARE.findings)
    assert {BARE.findings[number].key for number in chosen} <= {one.key for one in waived}
    assert not {one.rule for one in found.findings} & {"malformed-waiver", "expired-waiver"}
    assert {(one.finding.rule,) for one in found.waived} == {
        one.waiver.rules for one in found.waived
    }


def test_waived() -> None:
    """A waived finding is whole, with what waives it, and does not stand among the others."""
    text = LIST.replace(
        "/dead)\n", "/dead) <!-- listcheck: allow dead-link because it moves -->\n", 1
    )
    found = of(text)
    (one,) = found.waived
    assert (one.finding.rule, one.finding.url) == ("dead-link", "https://example.org/dead")
    assert (one.waiver.because, one.waiver.source) == ("it moves", "comment")
    assert "dead-link" not in {other.rule for other in found.findings}


def test_settings() -> None:
    """A table of the settings waives by rule, path and address; a comment comes first."""
    allow = (Allowance(("dead-link",), "known", url="https://example.org/*", path="*.md"),)
    (one,) = of(LIST, allow=allow).waived
    assert (one.finding.rule, one.waiver.source, one.waiver.because) == (
        "dead-link",
        "config",
        "known",
    )
    text = LIST.replace(
        "/dead)\n", "/dead) <!-- listcheck: allow dead-link because it moves -->\n", 1
    )
    (one,) = of(text, allow=allow).waived
    assert one.waiver.source == "comment"


def test_baseline() -> None:
    """What the baseline holds is waived with its day, findings about waivers too."""
    text = LIST.replace("/dead)\n", "/dead) <!-- listcheck: allow nothing because x -->\n", 1)
    first = of(text)
    accepted = {one.key: "2026-01-02" for one in first.findings}
    again = judged(replace(case(text, *EVIDENCE), accepted=accepted))
    assert again.findings == ()
    assert [one.finding for one in again.waived] == list(first.findings)
    assert {(one.waiver.because, one.waiver.source) for one in again.waived} == {
        ("accepted on 2026-01-02", "baseline")
    }


def test_every_rule_can_be_waived_above_a_line() -> None:
    """One comment with all rules takes all that is found in the line below."""
    rules = ", ".join(WAIVABLE)
    text = LIST.replace("- [Leak", f"<!-- listcheck: allow {rules} because x -->\n- [Leak")
    before = [one for one in BARE.findings if LIST[: one.span.start].count("\n") == 6]
    assert len(before) >= 3
    assert told([one.finding for one in of(text).waived]) == told(before)


# --- keys ----------------------------------------------------------------------------------------


def keys(text: str) -> Counter[str]:
    return Counter(one.key for one in judge(case(text, *EVIDENCE)))


@given(st.randoms(use_true_random=False))
def test_keys_survive_reordering(random: Random) -> None:
    """Entries and rows in another order have the same findings under the same keys."""
    lines = list(LINES)
    for first, last in ((6, 9), (15, 18)):
        block = lines[first:last]
        assert all(line.startswith(("- ", "| ")) for line in block)
        random.shuffle(block)
        lines[first:last] = block
    assert keys("\n".join(lines) + "\n") == keys(LIST)


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("\n", "\r\n"),
        "\ufeff" + LIST,
        LIST.replace("## Clocks", "Words before.\n\nAnd more.\n\n## Clocks"),
        LIST.replace("- [", "*   ["),
        LIST.replace(") [code]", ")\n  [code]"),
        LIST.replace("| ", "|  ").replace("|---|", "|:-----|"),
        LIST.replace("## Clocks\n", "Clocks\n------\n"),
    ],
)
def test_keys_survive_reformatting(text: str) -> None:
    """Line ends, lines before, other bullets, wrapped entries and wider tables change no key."""
    assert text != LIST
    assert keys(text) == keys(LIST)


def test_keys_are_of_the_list() -> None:
    """The same list by another name of its file has the same keys; another list has others."""

    def under(path: str) -> set[str]:
        one = case(LIST, *EVIDENCE)
        return {
            found.key
            for found in judge(
                replace(one, catalog=one.catalog._replace(documents=(document(LIST, path),)))
            )
        }

    assert under("./README.md") == under("README.md") == under("x/../README.md")
    assert not under("other.md") & under("README.md")
