"""The shapes in which lists write their works: name, roles of links, claims."""

import pytest

from listcheck.model import Entry
from listcheck.readers import read

P = "https://arxiv.org/abs/2503.00001"
C = "https://github.com/o/foo"
G = "https://foo.github.io"
TITLE = "Quiet Rivers Learn to Sort Pebbles"

Expected = tuple[str, str, dict[str, str]]  # name, roles, claims


def entries(text: str) -> list[Entry]:
    """The entries of a text in a section of its own."""
    return list(read("list.md", f"# T\n\n## S\n\n{text}\n".encode()).entries)


def table(header: str, row: str) -> str:
    """A table of one row."""
    return f"|{header}|\n|{'-|' * (header.count('|') + 1)}\n{row}\n"


ARXIV_BADGE = "![](https://img.shields.io/badge/Arxiv-orange)"
SUMMARY = "<details><summary>{}</summary>\n\n- more\n\n</details>"
SHIELD = "https://img.shields.io/github/stars/o/foo"

SHAPES: dict[str, tuple[str, Expected]] = {
    "S1": (
        table(
            "Github Repo|🌟 Stars|Date|Org|Paper Link",
            f'| [Foo]({C}) | <img src="{SHIELD}" alt="Stars"> | 2025.3 | Uni A | [Paper]({P}) |',
        ),
        ("Foo", "code badge paper", {"date": "2025.3", "organisation": "Uni A"}),
    ),
    "S1 without a paper": (
        table("Repo|Stars|Date|Org|Paper", f"| [Foo]({C}) | — | 2025.3 | - | -- |"),
        ("Foo", "code", {"date": "2025.3"}),
    ),
    "S2": (
        table(
            "Title|Venue|Date|Code|Demo",
            f"| ![Star]({SHIELD}.svg) <br> [**{TITLE}**]({P}) <br> | arXiv | 2025-03-01 "
            f"| [Github]({C}) | - |",
        ),
        (
            TITLE,
            "badge paper code",
            {"title": TITLE, "venue": "arXiv", "date": "2025-03-01"},
        ),
    ),
    "S3": (
        table(
            "Date|Title|Paper|Code|Recom", f"|2025.03|🔥[**Foo**] {TITLE}(@Org)|[[pdf]]({P})|⚠️|⭐️ |"
        ),
        ("Foo", "paper", {"date": "2025.03", "title": TITLE}),
    ),
    "S4": (
        table(
            "Title & Authors|Introduction|Links",
            f'|[{TITLE}]({P}) <br> A. Bee |<img src="x1.png"> |[Paper]({P})|[//]: #03/07',
        ),
        (TITLE, "paper image paper", {"title": TITLE}),
    ),
    "S5": (
        table(
            "Date|Venue|Benchmark|Source",
            f'| 2025-03 | ICLR 2025 | FooBench   | "{TITLE}" [[paper]({P})] [[data]({G})]      |',
        ),
        ("FooBench", "paper project", {"date": "2025-03", "venue": "ICLR 2025"}),
    ),
    "S6": (
        table(
            "Title|Affiliation|Venue|Year|TL;DR|Materials",
            f"| {TITLE} | Uni A | ICML | 2025 | Foo[^Foo] | [[PUB]({P})] |",
        )
        + "\n[^Foo]: Foo does X.",
        (
            TITLE,
            "paper",
            {"title": TITLE, "organisation": "Uni A", "venue": "ICML", "date": "2025"},
        ),
    ),
    "S7": (
        table(
            "Model|Released|Licence",
            '| <a id="foo"></a> [Foo](https://foo.test)<br>([7b](https://huggingface.co/o/foo-7b))'
            " | 2025.03.01 | MIT |",
        ),
        ("Foo", "other model", {}),
    ),
    "S8": (
        f'<table><tr><td rowspan="2">Foo</td><td><a href="{P}">Paper</a></td></tr></table>',
        ("Foo", "paper", {}),
    ),
    "S9": (
        table(
            "Publish Date|Title|Authors|PDF|Code",
            f"|**2025-03-01**|**{TITLE}**|A. Bee et.al.|[2503.00001]({P})|null|",
        ),
        (TITLE, "paper", {"date": "2025-03-01", "title": TITLE}),
    ),
    "S10": (f"- [{TITLE}]({P}) (2025) — Remark.", (TITLE, "paper", {"title": TITLE})),
    "S11": (
        f"- [2025/03] **{TITLE}.** *A. Bee (Univ) et al. arXiv.* [[paper]({P})] [[code]({C})]",
        (TITLE, "paper code", {"date": "2025/03", "title": TITLE, "venue": "arXiv"}),
    ),
    "S12": (
        f'* 🔥 [Mar 2025] **"{TITLE}."** *A. Bee* arXiv. [[paper]({P})]',
        (TITLE, "paper", {"date": "Mar 2025", "title": TITLE, "venue": "arXiv"}),
    ),
    "S13": (
        f"- {TITLE} [[CVPR2025]]({P}) [[Pytorch]]({C})",
        (TITLE, "paper code", {"title": TITLE, "venue": "CVPR2025"}),
    ),
    "S13 with a date": (
        f"- {TITLE} [[1 Mar 2025]]({P})",
        (TITLE, "paper", {"title": TITLE, "date": "1 Mar 2025"}),
    ),
    "S13q": (
        f'- "{TITLE}" [2025-03] [ICML 2025] [[paper]({P})]',
        (TITLE, "paper", {"title": TITLE, "date": "2025-03", "venue": "ICML 2025"}),
    ),
    "S14": (
        f"- **{TITLE}**  \n  *A. Bee*. [[pdf]({P})], [[code]({C})], 2025.03. {ARXIV_BADGE}",
        (TITLE, "paper code badge", {"title": TITLE, "date": "2025.03", "venue": "Arxiv"}),
    ),
    "S15": (
        f"**{TITLE}** \\\n*A. Bee* \\\narXiv 2025. [[Paper]({P})] [[Github]({C})] \\\n1 Mar 2025",
        (TITLE, "paper code", {"title": TITLE, "venue": "arXiv 2025", "date": "1 Mar 2025"}),
    ),
    "S16": (
        f"**{TITLE}.**<br>\n*A. Bee.*<br>\nCVPR 2025. [[PDF]({P})] [[Project]({G})]",
        (TITLE, "paper project", {"title": TITLE, "venue": "CVPR 2025"}),
    ),
    "S17": (
        f"**{TITLE}**\n\n- Paper: {P}\n- Code: <{C}>",
        (TITLE, "paper code", {"title": TITLE}),
    ),
    "S18": (
        f"* Foo：\n  * 地址：{C}\n    ![]({SHIELD}.svg)\n  * 简介：…",
        ("Foo", "code badge", {}),
    ),
    "S19": (
        f"* [{TITLE}]({P}v1)<br>:star:[code]({C}):house:[project]({G}/)",
        (TITLE, "paper code project", {"title": TITLE}),
    ),
    "S20": (
        f"1. [**{TITLE}.**]({P}) _A. Bee._ Arxiv 2025. [![stars]({SHIELD})]({C})",
        (TITLE, "paper code badge", {"title": TITLE, "venue": "Arxiv 2025"}),
    ),
    "S21": (
        f'12. **"{TITLE}"**. *A. Bee et al*. arXiv 2025. [[Paper]({P}v1)]',
        (TITLE, "paper", {"title": TITLE, "venue": "arXiv 2025"}),
    ),
    "S22": (
        f"26. {TITLE}. Bee, A. arXiv:2503.00001 [[code]][1.26]\n\n[1.26]: {C}",
        (TITLE, "code", {}),
    ),
    "S23": (
        f"- [{TITLE}]({P}), Bee et al., ICCV 2025 | [github]({C}) | [bibtex](./foo.txt) <!---k-->",
        (TITLE, "paper code other", {"title": TITLE, "venue": "ICCV 2025"}),
    ),
    "S24": (
        f"* [{TITLE} with $\\alpha$]({P}) [[DOI](https://doi.org/10.1/0001-4655(94)1)] (2025)",
        (f"{TITLE} with $\\alpha$", "paper paper", {"title": f"{TITLE} with $\\alpha$"}),
    ),
    "S25": (
        f"-   [{TITLE}](https://doi.org/10.1/x), by A. Bee - Note ([preprint]({P}); _J_, 2008).",
        (TITLE, "paper paper", {"title": TITLE}),
    ),
    "S26": (
        SUMMARY.format(f'<b><a href="{C}">foo</a></b> (🥇42 · ⭐ 1K) - <a href="{G}">x</a>'),
        ("foo", "code project", {"stars": "1K"}),
    ),
    "S27": (
        f"[{TITLE}]({P})\n\n- Foo: does X\n\n---",
        (TITLE, "paper", {"title": TITLE}),
    ),
    "S29": (
        table(
            "Method|Score|Paper|Code",
            f"| Foo (Bee et al., 2025) | 93.1 | [{TITLE}]({P}) | [Official]({C}) |",
        ),
        ("Foo", "paper code", {"title": TITLE}),
    ),
    "S30": ("- Foo [https://arxiv.org/pdf/2503.00001.pdf] [x](#y)", ("", "", {})),
    "stars as text": (
        f"- [Foo]({C}) ⭐ 1.2k - does X",
        ("Foo", "code", {"stars": "1.2k"}),
    ),
    "numbering": (f"- [3.14] [{TITLE}]({P})", (TITLE, "paper", {"title": TITLE})),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_each_shape_is_one_work(text: str, expected: Expected) -> None:
    """A work is found with its name, what its links are for, and what is claimed of it."""
    name, roles, claims = expected
    found = entries(text)
    if not name:
        assert not found
        return
    (entry,) = found
    assert entry.name == name
    assert " ".join(link.role for link in entry.links) == roles
    assert {claim.field: claim.text for claim in entry.claims} == claims
    assert (entry.kind, entry.section) == ("entry", ("S",))


NO_TITLES = {
    "a name with a venue": f"- **DistilFoo-2** (ICML 2025 Oral) [[paper]({P})]",
    "a name with a remark": f"- [Foo]({P}) — careful sorting of many wet pebbles",
    "a label": f"- [Paper and code on arXiv]({P})",
    "a label with an id": f"- [Foo Bar Report Number (2503.00001)]({P})",
    "a bold label": f"- **Limits of Plain Sorting**: [A]({P}), [B]({P}1)",
    "a sentence": f"- we show that many pebbles are wet [[paper]({P})]",
    "a notes column": table(
        "Name|Paper|Title / Notes", f"|[Foo]({C})|[arXiv]({P})|Foo — sorts pebbles very well|"
    ),
    "no paper": f"- **{TITLE}** [[code]({C})]",
}


@pytest.mark.parametrize("text", NO_TITLES.values(), ids=NO_TITLES.keys())
def test_what_is_not_meant_as_a_title_is_none(text: str) -> None:
    """A wrong title would be a false alarm."""
    (entry,) = entries(text)
    assert not entry.claimed("title")


NO_ENTRIES = {
    "contents": "- [A](#a)\n- [B](#b)",
    "a badge block": f"[![x](https://img.shields.io/badge/x-1-a)]({C})",
    "prose": f"Many works [sort]({P}) pebbles, and [others]({C}) do not.",
    "a table without links": table("A|B", "|x|y|"),
    "code": f"```\n- [x]({P})\n```",
}


@pytest.mark.parametrize("text", NO_ENTRIES.values(), ids=NO_ENTRIES.keys())
def test_what_is_no_work(text: str) -> None:
    """Contents, badges, prose and code are no entries."""
    assert not entries(text)


@pytest.mark.parametrize(
    "heading",
    ["Contributing", "🤝 Contributing", "Citation", "License", "News", "Table of Contents"],
)
def test_sections_about_the_list_hold_no_works(heading: str) -> None:
    """A link in the section on contributing is no entry."""
    text = f"# T\n\n## S\n\n- [Foo]({P})\n\n## {heading}\n\n- [Bar]({C})\n"
    assert [entry.name for entry in read("list.md", text.encode()).entries] == ["Foo"]


def test_the_introduction_holds_no_works() -> None:
    """What stands before the first section is about the list."""
    text = f"# T\n\n- see [this]({C})\n\n## S\n\n- [Foo]({P})\n"
    assert [entry.name for entry in read("list.md", text.encode()).entries] == ["Foo"]


MAIN = table("Resource|Date|Paper", f"|[Foo]({C})|2025.01|[arXiv]({P})|")
TWIN = "<details>\n<summary>More</summary>\n\n{}\n</details>\n"


def test_a_folded_table_behind_a_table_adds_details() -> None:
    """Its rows are no entries of their own, with links or without."""
    twin = TWIN.format(table("Method|Loss|Notes", f"|Foo|KL|fine|\n|[Bar]({C})|KL|x|"))
    found = entries(MAIN + "\n" + twin)
    assert [(entry.name, entry.kind) for entry in found] == [
        ("Foo", "entry"),
        ("Foo", "details"),
        ("Bar", "details"),
    ]


def test_a_folded_table_alone_holds_entries() -> None:
    """Folding a main table away does not make it a twin."""
    assert [entry.kind for entry in entries(TWIN.format(MAIN))] == ["entry"]


def test_two_rows_on_one_line_are_two_works() -> None:
    """The second is lost when rendered, so that it has text and no links."""
    twin = TWIN.format(table("Method|Loss", "|Foo|KL| |Bar|RL|"))
    assert [entry.name for entry in entries(MAIN + "\n" + twin)] == ["Foo", "Foo", "Bar"]


def test_notes_on_the_works_of_a_table_are_none() -> None:
    """Folded bullets behind a table are left out."""
    assert len(entries(MAIN + "\n" + TWIN.format(f"- **Foo** — see [x]({P})"))) == 1


def test_a_selection_of_works_mentions_them() -> None:
    """A table of another shape, all of whose links lead to entries, holds mentions."""
    rows = [
        table("Resource|Date|Paper", f"|[N{i}]({C}{i})|2025.01|[arXiv]({P}{i})|") for i in (1, 2)
    ]
    picks = (
        f"|#|Why|Resource|\n|-|-|-|\n|1|good|[First]({P}1)|\n|2|fine|[Second]({C}2/tree/main/x)|\n"
    )
    found = entries(f"{rows[0]}\n### B\n\n{rows[1]}\n### Picks\n\n{picks}")
    assert [(entry.name, entry.kind) for entry in found] == [
        ("N1", "entry"),
        ("N2", "entry"),
        ("First", "mention"),
        ("Second", "mention"),
    ]


def test_a_cross_listing_stays_an_entry() -> None:
    """The same work in two sections is an entry of both."""
    assert [entry.kind for entry in entries(f"{MAIN}\n### B\n\n{MAIN}")] == ["entry", "entry"]


def test_categories_are_no_works() -> None:
    """A bullet without a link of its own leads to the works below it."""
    found = entries(f"- Rivers\n  - [Foo]({P})\n  - [Bar]({C})\n- Lakes\n  - [Baz]({P}2)")
    assert [entry.name for entry in found] == ["Foo", "Bar", "Baz"]


def test_nested_remarks_belong_to_the_work() -> None:
    """Bullets below a linked bullet add links to its work."""
    (entry,) = entries(f"- [Foo]({P})\n  - a remark\n  - [code]({C})")
    assert [link.role for link in entry.links] == ["paper", "code"]


def test_a_cell_over_several_rows_names_them_all() -> None:
    """`rowspan` carries a name down."""
    rows = f'<tr><td rowspan="2">Foo</td><td><a href="{P}">Paper</a></td></tr>'
    second = f'<tr><td><a href="{C}">Code</a></td></tr>'
    assert [entry.name for entry in entries(f"<table>{rows}{second}</table>")] == ["Foo", "Foo"]


def test_links_are_those_of_the_document() -> None:
    """An entry holds the very links that the document holds."""
    document = read("list.md", f"# T\n\n## S\n\n- [Foo]({P}) ![b]({SHIELD})\n".encode())
    assert all(a is b for a, b in zip(document.entries[0].links, document.links, strict=True))
