"""Waivers in Markdown: where GitHub sees a comment, and how far each reaches."""

import pytest
from builders import document

from listcheck.model import Waiver

W = "<!-- listcheck: allow dead-link because x -->"
TABLE = "| Name | Notes |\n|---|---|\n"
ENTRY = "- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001)"


def waivers(text: str) -> tuple[Waiver, ...]:
    return document(text).waivers


def reaches(text: str) -> list[str]:
    """The text in the reach of each waiver."""
    one = document(text)
    assert all(not waiver.wrong for waiver in one.waivers)
    return [one.slice(waiver.reach) for waiver in one.waivers if waiver.reach]


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        f"`{W}`",
        f"a ``{W}`` b",
        f"```\n{W}\n```",
        f"~~~html\n{W}\n~~~",
        f"para\n\n    {W}",
        f"\\{W}",
        f"| a | `{W}` |\n|---|---|",
        "<!-- a comment about listcheck: it is good -->",
        "<!-- markdownlint-disable -->",
        "listcheck: allow dead-link because x",
        "<!-- x\nlistcheck: allow -->",
    ],
)
def test_silent(text: str) -> None:
    """Examples in code, comments about other things, and text are no waivers."""
    assert waivers(text + "\n") == ()


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        (f"{W}\n{ENTRY}\n", f"{ENTRY}\n"),
        (f"{W}\n\n\n{ENTRY}\n", f"{ENTRY}\n"),
        (f"{W}\n{ENTRY}\n  [code](https://github.com/a/b)\n- b\n",
         f"{ENTRY}\n  [code](https://github.com/a/b)"),
        (f"{W}\r\n{ENTRY}\r\n", f"{ENTRY}\r\n"),
        (f"{ENTRY} {W}\n", f"{ENTRY} {W}\n"),
        (f"{ENTRY} {W}\n  [code](https://github.com/a/b)\n- b\n",
         f"{ENTRY} {W}\n  [code](https://github.com/a/b)"),
        (f"{ENTRY}\n  [code](https://github.com/a/b) {W}\n- b\n",
         f"  [code](https://github.com/a/b) {W}\n"),
        (f"{W}\n<!-- another -->\n{ENTRY}\n", f"{ENTRY}\n"),
        (f"<!-- a --> {W} <!-- b -->\n{ENTRY}\n", f"{ENTRY}\n"),
        (f"> {W}\n> {ENTRY}\n", f"> {ENTRY}\n"),
        (f"{W}\n# Title\n\ntext\n", "# Title\n"),
        (f"# Title {W}\n\ntext\n", f"# Title {W}\n"),
        (f"{TABLE}| a | b {W} |\n| c | d |\n", f"| a | b {W} |\n"),
        (f"{TABLE}| a | {W} |\n| c | d |\n", f"| a | {W} |\n"),
        (f"{TABLE}| a | b | {W}\n| c | d |\n", f"| a | b | {W}\n"),
        (f"{TABLE}| a | b | {W} |\n| c | d |\n", f"| a | b | {W} |\n"),
        (f"{TABLE}| a | b |[//]: #x {W}\n| c | d |\n", f"| a | b |[//]: #x {W}\n"),
        (f"{W}\n\n{TABLE}| a | b |\n", "| Name | Notes |\n"),
        (f"a\n{W}", ""),
        (f"\ufeff{W}\n{ENTRY}\n", f"{ENTRY}\n"),
        (f"<div>\n{W}\n<a href='https://example.org'>x</a>\n</div>\n",
         "<a href='https://example.org'>x</a>\n"),
    ],
)  # fmt: skip
def test_reach(text: str, reach: str) -> None:
    """The next line where it stands alone, else its own; and the entry that begins there."""
    assert reaches(text) == [reach]


def test_several() -> None:
    """Lines of comments above one line all reach it; two in a line reach it both."""
    other = W.replace("dead", "moved")
    assert reaches(f"{W}\n{other}\n{ENTRY}\n") == [f"{ENTRY}\n"] * 2
    line = f"{ENTRY} {W}{other}\n"
    assert reaches(line) == [line] * 2
    assert [one.rules for one in waivers(line)] == [("dead-link",), ("moved-link",)]


def test_bars_behind_the_last_cell() -> None:
    """GitHub drops what is too much, so a bar does no harm there."""
    (one,) = waivers(f"{TABLE}| a | b | <!-- listcheck: allow dead-link because a|b -->\n")
    assert (one.because, one.wrong) == ("a|b", "")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            f"{TABLE}| a <!-- listcheck: allow dead-link because a|b --> | c |\n",
            "a | ends the cell",
        ),
        ("text <!-- listcheck: allow dead-link\n\nbecause x -->\n", "shows this as text"),
        (f"text\n\n{W[:-4]}\n", "not closed"),
    ],
)
def test_no_comments(text: str, wrong: str) -> None:
    """What looks like a waiver, and is text to GitHub, or swallows the rest, is told."""
    (one,) = waivers(text)
    assert wrong in one.wrong


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (f"| a | b | {W}", ["a", "b"]),
        (f"| a | b |{W}  |", ["a", "b"]),
        (f"| a | b |{W}|{W}|", ["a", "b"]),
        ("| a | b | <!-- c|d -->", ["a", "b"]),
        (f"| a | b | c {W}", ["a", "b", f"c {W}"]),
        (f"| a | b | {W} c", ["a", "b", f"{W} c"]),
        (f"| a | b {W} |", ["a", f"b {W}"]),
        (f"| a | {W} |", ["a", W]),
        (f"| a | {W}", ["a"]),
        ("| a | b | `-->`", ["a", "b", "`-->`"]),
    ],
)
def test_cells(row: str, cells: list[str]) -> None:
    """A comment behind the last bar, or behind the last column, is no cell of its row."""
    one = document(f"{TABLE}{row}\n")
    assert [one.slice(cell) for cell in one.rows[0].cells] == cells


def test_many_comments_on_a_line() -> None:
    """Comments upon comments take no time worth a word."""
    assert len(waivers(f"{W} {'<!-- a -->' * 5_000} x\n")) == 1
