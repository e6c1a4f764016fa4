"""duplicate-entry: one work twice."""

import pytest
from builders import findings, told

RULE = "duplicate-entry"
ONE = "- [Leaking Clocks in Noisy Kitchens](https://arxiv.org/abs/2401.00001)"
HEAD = "| Name | Paper | Title |\n|---|---|---|"


def row(name: str, paper: str, title: str = "") -> str:
    """A row of a table whose names link repositories."""
    return f"| [{name}]({paper}) | x | {title} |"


REPOSITORY = "https://github.com/tap/water"
PAPER = "https://arxiv.org/abs/2401.0000{}"
APART = {
    "other papers": [ONE, ONE.replace("00001", "00002")],
    "another title": [ONE, ONE.replace("Leaking Clocks", "Singing Kettles")],
    "two pages of one publisher": [
        ONE.replace("arxiv.org/abs/2401.00001", f"openaccess.thecvf.com/{name}.pdf")
        for name in ("leak", "sing")
    ],
    "one repository, two names": [f"- [Gurgle]({REPOSITORY})", f"- [Drip]({REPOSITORY})"],
    "one repository, two papers": [
        f"- [Gurgle]({REPOSITORY}) [paper]({PAPER.format(number)})" for number in (1, 2)
    ],
    "two paths": [f"- [Gurgle]({REPOSITORY}/tree/main/{path})" for path in ("a", "b")],
    "one project page": [f"- {name} [page](https://tap.github.io/)" for name in ("Gurgle", "Drip")],
    "a method and its data": [
        f"- [{name}]({PAPER.format(1)}): with water" for name in ("Gurgle", "GurgleBench")
    ],
    "a later version of a method": [
        f"- [Leak{plus}: Clocks in Noisy Kitchens]({REPOSITORY}{plus})" for plus in ("", "++")
    ],
    "cross-listed": [ONE, f"{ONE} (cross-list)"],
    "see also": [ONE, f"{ONE}, see also above"],
}


@pytest.mark.parametrize("lines", APART.values(), ids=APART.keys())
def test_silent(lines: list[str]) -> None:
    """What is told apart by a paper, a page, a name or a path, or declared, is no repetition."""
    assert told(RULE, "# T\n\n## Clocks\n\n" + "\n".join(lines) + "\n") == []


SAME = {
    "the whole line": [ONE, ONE],
    "the whole line, which sees another": [f"{ONE}, see also Drip"] * 2,
    "another link": [ONE, ONE.replace("arxiv.org/abs/2401.00001", "openreview.net/forum?id=a")],
    "another form of the address": [ONE, ONE.replace("/abs/", "/pdf/").replace("00001", "00001v2")],
    "a slip in the title": [ONE, ONE.replace("Noisy", "Nosiy")],
    "a title cut off": [ONE, ONE.replace(" in Noisy Kitchens", " in Noisy")],
    "a tool": [f"- [Gurgle]({REPOSITORY})", f"- [gurgle]({REPOSITORY}.git)"],
    "a tool with more": [
        f"- [Gurgle]({REPOSITORY})",
        f"- [Gurgle]({REPOSITORY}) [x](https://a.b/)",
    ],
    "citations": ["- Leaking Clocks in Kitchens. ICML 2024"] * 2 + ["- [a](https://a.b/)"],
    "rows": [
        HEAD,
        row("Gurgle", REPOSITORY),
        row("Drip", PAPER.format(2)),
        row("Gurgle", REPOSITORY),
    ],
}


@pytest.mark.parametrize("lines", SAME.values(), ids=SAME.keys())
def test_found(lines: list[str]) -> None:
    """One work twice in a section is told at the later place, with the earlier; nothing is cut."""
    text = "# T\n\n## Clocks\n\n" + "\n".join(lines) + "\n"
    (finding,) = findings(RULE, text)
    first = 5 + 2 * (lines[0] == HEAD)
    assert (finding.severity, finding.fix) == ("warning", None)
    assert finding.message.endswith(f"is on line {first} already")
    assert [place.start < finding.span.start for place in finding.related] == [True]


def test_three_times() -> None:
    """Each repetition is told once."""
    assert len(told(RULE, f"## Clocks\n\n{ONE}\n{ONE}\n{ONE}\n")) == 2


def test_across_sections() -> None:
    """In another section it is a note, which says in which."""
    (finding,) = findings(RULE, f"# T\n\n## Clocks\n\n{ONE}\n\n## Kitchens\n\n{ONE}\n")
    assert finding.severity == "info"
    assert finding.message.endswith("is on line 5 already, under “Clocks”")


def test_a_habit() -> None:
    """A list that sorts its works twice means it; one that does so within a section does not."""
    lines = "\n".join(ONE.replace("00001", f"0000{n}").replace("Noisy", f"N{n}") for n in range(9))
    assert told(RULE, f"# T\n\n## By use\n\n{lines}\n\n## By year\n\n{lines}\n") == []
    assert len(told(RULE, f"# T\n\n## By use\n\n{lines}\n{lines}\n")) == 9


@pytest.mark.parametrize("title", ["🔥 News", "Highlights", "Our Works", "Must-read papers"])
def test_sections_that_show_again(title: str) -> None:
    """News and picks repeat what the list holds."""
    assert told(RULE, f"# T\n\n## {title}\n\n{ONE}\n\n## Clocks\n\n{ONE}\n") == []


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([ONE, ONE], 0),
        ([HEAD, row("Gurgle", REPOSITORY), row("Gurgle", REPOSITORY)], 1),
        ([HEAD, row("Gurgle", REPOSITORY), row("Gurgle", REPOSITORY, "more")], 0),
    ],
)
def test_picks_repeat(lines: list[str], count: int) -> None:
    """What is picked out may be so twice; a table's row that stands twice was copied."""
    text = "# T\n\n## Latest works\n\n" + "\n".join(lines) + "\n"
    assert len(findings(RULE, text)) == count
