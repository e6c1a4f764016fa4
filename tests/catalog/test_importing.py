"""A Markdown list becomes a catalog, and loses nothing on the way."""

import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest

from catalog.sample import ROOT, committed
from listcheck.catalog.assembling import Imported
from listcheck.catalog.import_command import import_list
from listcheck.catalog.importing import import_document
from listcheck.catalog.loading import load
from listcheck.catalog.loading import read as read_catalog
from listcheck.catalog.markdown import destination
from listcheck.catalog.models import Code, Named
from listcheck.catalog.models import Entry as Model
from listcheck.catalog.rendering import render
from listcheck.catalog.works import Works
from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers import read
from listcheck.urls import identify, normalise

SHARED = Path(__file__).resolve().parents[3] / "shared"
OPD = "awesome-opd/README.md"
LISTS = (
    "lists/zhaoxin94__awesome-domain-adaptation.md",
    "lists/HqWu-HITCS__Awesome-Chinese-LLM.md",
    "lists/Paitesanshi__LLM-Agent-Survey.md",
    "lists/extra/he-y__Awesome-Pruning.md",
    "lists/extra/tensorchord__Awesome-LLMOps.md",
    "lists/thinkwee__AgentsMeetRL.md",
    "lists/WooooDyy__LLM-Agent-Paper-List.md",
    "lists/hemingkx__SpeculativeDecodingPapers.md",
    "lists/chrisliu298__awesome-on-policy-distillation.md",
    "lists/diff-usion__Awesome-Diffusion-Models.md",
    "lists/amusi__CVPR2025-Papers-with-Code.md",
    "lists/codefuse-ai__Awesome-Code-LLM.md",
)

SMALL = """
    # A small list

    What it is about, with [a link](https://example.org/about).

    Nothing of this is an entry.

    ## \N{BOOKS} First & best

    What stands here.

    | Resource | Stars | Date | Org | Paper | Title / Notes |
    | --- | --- | --- | --- | --- | --- |
    | [thing](https://github.com/o/repo) | ![s](https://img.shields.io/github/stars/o/repo) | 2024.03 | Here / There | [arXiv 2403.00001](https://arxiv.org/abs/2403.00001) | Alpha (ICLR 2025) |
    | [beta](https://arxiv.org/abs/2404.00002) | - | 2024.04 | There | [arXiv 2404.00002](https://arxiv.org/abs/2404.00002) · [HF](https://huggingface.co/o/beta) | **Beta: a Method for Much of Nothing** and more, code coming soon |
    | [thing](https://github.com/o/repo) | ![s](https://img.shields.io/github/stars/o/repo) | 2024.05 | Here | [arXiv 2405.00003](https://arxiv.org/abs/2405.00003) | Alphabet \N{EM DASH} after alpha |
    | [box](https://github.com/o/box/tree/main/sub) | 12 | 2024 | - | `tools/`; [docs](https://docs.example.org/) | Something for boxes |

    <details><summary>Details</summary>

    | Method | Loss | Notes |
    | --- | --- | --- |
    | Alpha | RKL | first |
    | Beta | FKL | second |
    | Alphabet (Doe) | JSD \\| KL | third |
    | Crate | MSE | last |

    </details>

    <details><summary>Strictness (<code>C1: it samples</code> + <code>C2: it is taught</code>)</summary>

    - **Alpha, Crate** \N{EM DASH} \N{WARNING SIGN} partially satisfies C1: only at first.
    - **Beta** \N{EM DASH} C1 \N{CHECK MARK}, but C2 fails here.
    - **Gamma** \N{EM DASH} is nowhere.

    </details>

    ## Second

    | Resource | Stars | Date | Org | Paper | Title / Notes |
    | --- | --- | --- | --- | --- | --- |
    | [Beta](https://arxiv.org/abs/2404.00002) | - | 2024.04 | Elsewhere | [arXiv 2404.00002](https://arxiv.org/abs/2404.00002) | Beta (cross-list) |
    | [Beta](https://github.com/x/beta) | - | 2023.01 | Elsewhere | [arXiv 2409.00009](https://arxiv.org/abs/2409.00009) | Another of that name |
"""  # noqa: E501
BULLETS = """
    ## Papers

    - **A Way to Go Nowhere at All** *Ann Doe et al.* [[paper](https://arxiv.org/abs/2401.00001)] [[code](https://github.com/a/nowhere)], 2024.01.
    - [2024/02] **A Way to Go Somewhere Instead.** [[paper](https://openreview.net/forum?id=1)] [[project](https://somewhere.github.io)] [[data](https://zenodo.org/1)]
"""  # noqa: E501


def document(text: str) -> Document:
    return read("README.md", dedent(text).lstrip().encode())


def loaded(imported: Imported) -> Works:
    return read_catalog({f"d/{name}": text.encode() for name, text in imported.files.items()})


def imported(text: str) -> tuple[Imported, dict[str, Model]]:
    found = import_document(document(text), "list")
    return found, {work.entry.name: work.entry for work in loaded(found)}


def corpus(name: str) -> Document:
    path = SHARED / "corpus" / name
    if not path.exists():
        pytest.skip(f"{name} is not here: it is no part of the project")
    return read(path.name, path.read_bytes())


def urls(entry: Model) -> Iterable[str]:
    """Every place that an entry has, as what it asks for."""
    for code in entry.code:
        path = f"/tree/main/{code.path}" if code.path else ""
        yield f"https://github.com/{code.repository}{path}"
    yield from (f"https://arxiv.org/abs/{number}" for number in entry.arxiv)
    yield from (entry.paper or "", entry.project or "", *entry.blog, *entry.models)
    yield from (link.url for link in entry.links)


def meant(url: str) -> tuple[str, str]:
    target = identify(destination(url))
    return target.key, re.sub(r"^path:(?:master|HEAD)/", "path:main/", target.part).rstrip("/")


def lost(source: Document, found: Imported) -> list[str]:
    """The links of entries that are neither in the catalog nor told."""
    kept = {meant(url) for work in loaded(found) for url in urls(work.entry) if url}
    told = {one.text for one in found.unplaced}
    return [
        link.url
        for entry in source.entries
        if entry.kind != "mention"
        for link in entry.links
        if not link.is_image and link.url not in told
        if normalise(link.target) is None or meant(link.target) not in kept
    ]


# --- small lists ---------------------------------------------------------------------------------


def test_fields_of_rows() -> None:
    """Links, dates, venues, organisations, titles and notes each have their field."""
    _, entries = imported(SMALL)
    alpha, beta, box = entries["Alpha"], entries["Beta"], entries["Crate"]
    assert alpha.code == (Code(repository="o/repo"),)
    assert (alpha.arxiv, alpha.date, alpha.venue) == (("2403.00001",), "2024-03", "ICLR 2025")
    assert (alpha.organisations, alpha.aliases, alpha.notes) == (
        ("Here", "There"),
        ("thing",),
        None,
    )
    assert beta.title == "Beta: a Method for Much of Nothing"
    assert beta.models == ("https://huggingface.co/o/beta",)
    assert beta.code_status == "soon"
    assert box.code == (Code(repository="o/box", path="sub"),)
    assert box.links == (Named(label="docs", url="https://docs.example.org/"),)
    assert (box.date, box.aliases) == ("2024", ("box",))
    assert box.details["paper"] == ("tools/; docs",)


def test_details_are_joined() -> None:
    """By name, without case, without brackets, and the last one by its place; never by a part."""
    found, entries = imported(SMALL)
    losses = {name: entry.details.get("loss") for name, entry in entries.items()}
    assert losses == {
        "Alpha": ("RKL",),
        "Beta": ("FKL",),
        "Alphabet (Doe)": ("JSD | KL",),
        "Crate": ("MSE",),
        "Beta (2)": None,
    }
    assert found.details == 4


def test_notes_are_joined() -> None:
    """A note says which criterion is not met; one without an entry is told."""
    found, entries = imported(SMALL)
    levels = {name: [one.level for one in e.criteria.values()] for name, e in entries.items()}
    assert levels["Alpha"] == levels["Crate"] == ["partial", "full"]
    assert levels["Beta"] == ["full", "no"]
    assert levels["Beta (2)"] == levels["Alphabet (Doe)"] == ["full", "full"]
    assert "only at first" in entries["Alpha"].criteria["c1"].because
    assert found.list.criteria["c1"].definition == "it samples"
    assert any("Gamma" in one.text and "no entry" in one.why for one in found.unplaced)


def test_one_work_of_two_sections() -> None:
    """It is one entry; what the second section says otherwise a human has to see."""
    found, entries = imported(SMALL)
    assert (found.rows, found.works) == (6, 5)
    assert entries["Beta"].also_in == ("second",)
    assert "Elsewhere" in (entries["Beta"].review or "")


def test_a_date_that_the_id_contradicts() -> None:
    """The id's month is taken, and the list's date kept for a human to see."""
    _, entries = imported(SMALL)
    assert entries["Beta (2)"].date == "2024-09"
    assert "2023.01" in (entries["Beta (2)"].review or "")


def test_what_has_no_place() -> None:
    """It is told with its line: counts of stars, text, links in text."""
    found, _ = imported(SMALL)
    told = {(one.line, one.text) for one in found.unplaced}
    assert (3, "https://example.org/about") in told
    assert (5, "Nothing of this is an entry.") in told
    assert any(text == "12" for _, text in told)
    assert [section.slug for section in found.list.section] == ["first-best", "second"]
    assert found.list.section[0].scope == "What stands here."
    assert (found.list.name, found.list.axes) == ("A small list", {})
    assert not lost(document(SMALL), found)


def test_what_stands_outside_of_sections() -> None:
    """Headings without entries are told, and where the links of other text lead."""
    text = "# L\n\n## Papers\n\n- [A](https://arxiv.org/abs/2401.00001)\n\n## Thanks\n\n"
    found, _ = imported(f"{text}To [us](https://example.org/us), {'very ' * 1000}much.\n")
    told = {(one.line, one.text.split(", ")[0]) for one in found.unplaced}
    assert told == {(7, "Thanks"), (9, "To us"), (9, "https://example.org/us")}
    assert max(len(one.text) for one in found.unplaced) > 5_000


SHIELDS = "https://img.shields.io/github"


@pytest.mark.parametrize(
    ("badges", "repository"),
    [
        (("stars/o/r?style=flat",), "o/r"),
        (("stars/o/r", "last-commit/o/r.svg"), "o/r"),
        (("stars/o/r", "forks/x/y"), None),
        (("sponsors/o",), None),
    ],
)
def test_the_repository_of_a_list(badges: tuple[str, ...], repository: str | None) -> None:
    """The badges before the sections tell it, if they agree."""
    shown = "\n".join(f"![badge]({SHIELDS}/{badge})" for badge in badges)
    found, _ = imported(f"# L\n\n{shown}\n\n## P\n\n- [A](https://arxiv.org/abs/2401.00001)\n")
    assert found.list.repository == repository


def test_bullets() -> None:
    """A list of bullets has the same fields; its name is that of the file if it has no title."""
    found, entries = imported(BULLETS)
    first, second = entries.values()
    assert found.list.name == "list"
    assert (first.title, first.arxiv) == ("A Way to Go Nowhere at All", ("2401.00001",))
    assert (first.date, first.code[0].repository) == ("2024-01", "a/nowhere")
    assert first.notes == "Ann Doe et al."
    assert second.paper == "https://openreview.net/forum?id=1"
    assert second.project == "https://somewhere.github.io"
    assert [link.label for link in second.links] == ["data"]
    assert second.notes is None


@pytest.mark.parametrize("text", [SMALL, BULLETS, "", "# Title only\n"])
def test_a_rendered_list_gives_the_catalog_back(text: str) -> None:
    """Import, render, import again: the same bytes."""
    first = import_document(document(text), "list")
    again = import_document(read("README.md", render(loaded(first)).encode()), "list")
    assert again.files == first.files


# --- lists of the world --------------------------------------------------------------------------


def test_awesome_opd() -> None:
    """Every row, every technical row and every note of the list that this project is for."""
    source = corpus(OPD)
    found = import_document(source, "list")
    assert (found.rows, found.works, len(found.list.section)) == (113, 109, 12)
    assert (found.details, found.notes) == (109, 18)
    assert not any("no entry" in one.why and "row" in one.why for one in found.unplaced)
    assert not lost(source, found)


def test_awesome_opd_is_joined_as_by_hand() -> None:
    """The name of a technical row and the paper of its entry are those of one entry in `data`."""
    by_hand: dict[str, set[tuple[str, ...]]] = {}
    for work in committed():
        for name in (work.entry.name, *work.entry.aliases):
            by_hand.setdefault(name.casefold(), set()).add(work.entry.arxiv)
    for work in loaded(import_document(corpus(OPD), "list")):
        assert work.entry.arxiv in by_hand[work.entry.name.casefold()], work.entry.name


@pytest.mark.parametrize("name", [OPD, *LISTS])
def test_lists(name: str) -> None:
    """As many entries as the reader finds, every link kept, and a fixed point when rendered."""
    source = corpus(name)
    found = import_document(source, "list")
    works = loaded(found)
    assert sum(len(work.sections) for work in works) == found.rows
    assert found.rows == sum(entry.kind == "entry" for entry in source.entries)
    assert not lost(source, found)
    again = import_document(read("README.md", render(works).encode()), "list")
    assert again.files == found.files


# --- the command ---------------------------------------------------------------------------------


def test_the_command(tmp_path: Path) -> None:
    """It writes a catalog that loads, tells what has no place, and overwrites nothing unasked."""
    source, to = tmp_path / "README.md", tmp_path / "data"
    source.write_text(dedent(SMALL).lstrip())
    told = import_list(source, to, read)
    assert "sections: 2" in told
    assert "entries: 5, from 6 in the list: 1 stand in several sections" in told
    assert f"{source}:5: text that belongs to no entry: Nothing" in told
    assert len([*load(to)]) == 5
    with pytest.raises(UserError, match="holds a catalog already"):
        import_list(source, to, read)
    assert import_list(source, to, read, force=True) == told


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    """It is told, and nothing is written."""
    with pytest.raises(UserError, match="cannot be read"):
        import_list(tmp_path / "none.md", tmp_path / "data", read)
    assert not (tmp_path / "data").exists()


def test_root() -> None:
    """The corpus lies beside the repository."""
    assert SHARED.parent == ROOT.parent
