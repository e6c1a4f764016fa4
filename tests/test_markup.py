"""Text from outside in Markdown, shown as code and as nothing else."""

import pytest
from gfm import render
from hostile import texts
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from listcheck.markup import cell, code
from listcheck.text import clean


def seen(text: str) -> str:
    """What a reader is to see of a text."""
    return " ".join(clean(text).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "`plain`"),
        ("a`b", "``a`b``"),
        ("a``b", "`a``b`"),
        ("`a`", "`` `a` ``"),
        ("a`b``c", "```a`b``c```"),
        ("@user #1", "`@user #1`"),
        ("a\n\n  b", "`a b`"),
        ("", "`  `"),
        ("\u202e", "`  `"),
        ("::error::x", "`: :error::x`"),
    ],
)
def test_code(text: str, shown: str) -> None:
    """The fence is the shortest that the text does not hold."""
    assert code(text) == shown


def test_limit() -> None:
    """It is the text that is cut, never the fence."""
    assert code("abc`def", 5) == "``abc`…``"


def test_cell() -> None:
    """A pipe in a cell is escaped even in code."""
    assert cell("a|b\\|c") == "`a\\|b\\\\|c`"


@given(texts)
@example("`" * 300)
@example("a" + "`" * 90 + "b`c")
def test_code_is_code(text: str) -> None:
    """Whatever a text holds, a paragraph, an item and its end are one code element with it."""
    for frame, tags in (
        ("{}", ["p", "code"]),
        ("- {}\n", ["ul", "li", "code"]),
        ("- a\n  - {}\n", ["ul", "li", "ul", "li", "code"]),
        ("said: {}, so\n", ["p", "code"]),
    ):
        tree = LexborHTMLParser(render(frame.replace("{}", code(text))))
        body = tree.body
        assert body is not None
        found = [node for node in body.traverse(include_text=False) if node.tag != "body"]
        assert [node.tag for node in found] == tags
        assert not any(node.attributes for node in found)
        assert " ".join(found[-1].text().split()) == seen(text)


@given(st.lists(texts, min_size=2, max_size=2))
def test_cells_are_cells(two: list[str]) -> None:
    """A row has as many cells as were written, each one code element with its text."""
    row = " | ".join(map(cell, two))
    tree = LexborHTMLParser(render(f"| a | b |\n|---|---|\n| {row} |\n"))
    cells = tree.css("td")
    assert [" ".join(one.text().split()) for one in cells] == [seen(text) for text in two]
    assert [[child.tag for child in one.iter()] for one in cells] == [["code"], ["code"]]
    assert not tree.css("a, img, strong, em, del, input")


def test_the_oracle_sees() -> None:
    """Outside of code, the same renderer makes elements of the same texts."""
    tree = LexborHTMLParser(render("www.example.org <b>x</b> ![a](b)"))
    assert [len(tree.css(tag)) for tag in ("a", "b", "img")] == [1, 1, 1]
