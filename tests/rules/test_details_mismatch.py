"""details-mismatch: details and remarks whose entry is not there, and the reverse."""

import pytest
from builders import findings, told

RULE = "details-mismatch"
LIST = """## Clocks

| Resource | Paper | Title |
|---|---|---|
{entries}

<details>
<summary>Technical details</summary>

| Method | Loss |
|---|---|
{details}

</details>

<details>
<summary>Strictness notes</summary>

{notes}

</details>
"""
ENTRIES = [
    ("Gurgle", "A Gurgle in the Kitchen"),
    ("Drip", "Drip: Clocks that Leak"),
    ("NPO", "Near-Future Pots"),
    ("Towards-Policy", "Towards-oN-POlicy Kettles"),
]
NAMES = ["Gurgle", "Drip", "NPO", "Towards-Policy"]


def listing(entries: list[tuple[str, str]], details: list[str], notes: list[str]) -> str:
    """A section with its details and its remarks."""
    rows = [
        f"| [{name}](https://arxiv.org/abs/2503.0000{number}) | x | {title} |"
        for number, (name, title) in enumerate(entries)
    ]
    return LIST.format(
        entries="\n".join(rows),
        details="\n".join(f"| {name} | RKL |" for name in details),
        notes="\n".join(f"- **{name}** — is odd." for name in notes),
    )


@pytest.mark.parametrize(
    "details",
    [
        NAMES,
        NAMES[::-1],
        ["gurgle", "DRIP", "npo", "Towards Policy"],
        ["Gurgle (Kitchen)", "**Drip**", "NPO / AutoNPO", "Towards-Policy"],
        ["A Gurgle", "Leak", "NPO", "Towards-Policy"],
        ["Gurgle", "Splash", "NPO", "Towards-Policy"],
        ["[Splash](https://arxiv.org/abs/2503.00001)", "Towards-Policy", "Gurgle", "NPO"],
        ["Gurgle", "Drip"],
        ["Gurgle", "Drip", "Splash", "Kettle", "Bath"],
        [],
    ],
)
def test_silent(details: list[str]) -> None:
    """Names as people write them, in one order or by links, and what is another table."""
    assert told(RULE, listing(ENTRIES, details, [])) == []


@pytest.mark.parametrize(
    ("details", "lost"),
    [
        ([*NAMES, "Splash"], "Splash"),
        (["Splash", *NAMES], "Splash"),
        (["Gurgle", "Drip", "NPO", "Auto", "Towards-Policy"], "Auto"),
        (["Gurgle", "Dripping", "Drip", "NPO", "Towards-Policy"], "Dripping"),
    ],
)
def test_details_without_an_entry(details: list[str], lost: str) -> None:
    """A row that no entry is left for is told: a part of a word is no name."""
    (finding,) = findings(RULE, listing(ENTRIES, details, []))
    assert (finding.entry, finding.severity, finding.fix) == (lost, "warning", None)
    assert finding.message == f"“{lost}”: these details belong to no entry of the section"


@pytest.mark.parametrize("removed", NAMES)
def test_either_side_removed(removed: str) -> None:
    """A removed entry leaves its details behind, removed details leave their entry."""
    entries = [pair for pair in ENTRIES if pair[0] != removed]
    (finding,) = findings(RULE, listing(entries, NAMES, []))
    assert (finding.entry, "details belong to no entry" in finding.message) == (removed, True)
    (finding,) = findings(RULE, listing(ENTRIES, [n for n in NAMES if n != removed], []))
    assert finding.message == (
        f"“{removed}”: the only one of 4 entries without a row in the details"
    )


def test_entries_that_share_their_details() -> None:
    """An entry that links what another one links may share its row."""
    text = listing(ENTRIES, NAMES[:3], [])
    other = "\n## Again\n\n- [Kettles](https://arxiv.org/abs/2503.00003)\n"
    assert told(RULE, text + other) == []


@pytest.mark.parametrize(
    "notes",
    [
        ["Gurgle", "Drip", "NPO"],
        ["Gurgle, Drip", "NPO / AutoNPO"],
        ["gurgle", "Near-Future Pots", "Drip (2025)"],
        ["Splash"],
        ["Splash", "Kettle", "Drip"],
    ],
)
def test_remarks_are_silent(notes: list[str]) -> None:
    """Names that a reader finds; and bold words that are no names, which most would not be."""
    assert told(RULE, listing(ENTRIES, NAMES, notes)) == []


def test_a_remark_that_names_no_entry() -> None:
    """One name among others that nobody finds is told at its place, each for itself."""
    text = listing(ENTRIES, NAMES, ["Gurgle", "Drip, Splash", "NPO"])
    (finding,) = findings(RULE, text)
    assert finding.message == "“Splash”: this remark names no entry"
    assert text.encode()[finding.span.start : finding.span.end] == b"Splash"


def test_a_remark_and_a_name_with_more_to_it() -> None:
    """Where the details call a work more than the remark does, the row is shown beside it."""
    details = ["Gurgle", "Splash (analysis)", "NPO", "Towards-Policy"]
    (finding,) = findings(RULE, listing(ENTRIES, details, ["Gurgle", "NPO", "Splash"]))
    assert (finding.entry, len(finding.related)) == ("Splash", 1)
