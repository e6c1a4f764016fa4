"""Entries without code, in lists that have a place for it."""

import pytest
from builders import listing

from listcheck.codeless import codeless

HEADER = "| Name | Paper | Code |\n|---|---|---|\n"
PAPER = "[paper](https://arxiv.org/abs/2401.{0:05})"
CODE = "[code](https://github.com/o/n{0})"


def row(number: int, cell: str) -> str:
    return f"| N{number} | {PAPER.format(number)} | {cell} |\n"


def table(*cells: str) -> str:
    rows = "".join(row(number, cell) for number, cell in enumerate(cells, 1))
    return f"# List\n\n## Works\n\n{HEADER}{rows}"


def bullets(*remarks: str) -> str:
    lines = (
        f"- [The Title of Work {number}](https://arxiv.org/abs/2401.{number:05}){remark}\n"
        for number, remark in enumerate(remarks, 1)
    )
    return "# List\n\n## Works\n\n" + "".join(lines)


CODES = (CODE.format(1), CODE.format(2))


@pytest.mark.parametrize(
    "text",
    [
        "# List\n",
        table(*CODES),
        bullets("", "", ""),
        bullets(*[""] * 20, f" {CODE.format(1)}"),
        bullets(f" {CODE.format(1)}", " [gitlab](https://gitlab.com/o/n)"),
        bullets(f" {CODE.format(1)}", f" {PAPER.format(77)}"),
        bullets(f" {CODE.format(1)}", " ![](https://img.shields.io/github/stars/o/n)"),
    ],
)
def test_silent(text: str) -> None:
    """Code everywhere, no place for it, or several papers: nothing is missing."""
    assert list(codeless(listing(text))) == []


@pytest.mark.parametrize(
    "cell",
    ["-", "--", "—", "N/A", "TBA", "TBD", "⚠️", "Coming soon", "code soon", "None",
     "[Coming soon]()", "paper-only"],
)  # fmt: skip
def test_cells(cell: str) -> None:
    """A cell in the column of code that says that there is none."""
    text = table(*CODES, cell)
    (one,) = codeless(listing(text))
    assert one.paper == "paper:2401.00003"
    assert one.said == cell.strip("[]()")
    assert one.document.slice(one.place) == cell


def test_empty_cells() -> None:
    """An empty cell says nothing, and its entry lacks code all the same."""
    (one,) = codeless(listing(table(*CODES, "")))
    assert one.said == ""
    assert one.document.slice(one.place) == "https://arxiv.org/abs/2401.00003"


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        (" — code soon", "code soon"),
        (" (Code coming soon)", "Code coming soon"),
        (", paper-only", "paper-only"),
        (" — repo placeholder; ICLR 2026", "repo placeholder"),
        (" — repo created but code not yet released", "code not yet released"),
        (" Code: None", "Code: None"),
    ],
)
def test_words(remark: str, said: str) -> None:
    """Words are enough, wherever they stand."""
    (one,) = codeless(listing(bullets(remark)))
    assert (one.said, one.document.slice(one.place)) == (said, said)


def test_exceptions() -> None:
    """Where others have code, its lack is told without a word."""
    found = codeless(listing(bullets(f" {CODE.format(1)}", "", "")))
    assert [(one.paper, one.said) for one in found] == [
        ("paper:2401.00002", ""), ("paper:2401.00003", ""),
    ]  # fmt: skip
