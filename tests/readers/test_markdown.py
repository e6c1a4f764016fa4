"""Markup of links, hazard by hazard: the text, and what a reader of the page can follow."""

import pytest

from listcheck.errors import UserError
from listcheck.model import Document
from listcheck.readers import read

Seen = tuple[str, str, str, str]  # the written URL, the target, the visible text, the syntax


def seen(text: str) -> list[Seen]:
    """The links of a text."""
    return [(x.url, x.target, x.text, x.syntax) for x in document(text).links]


def document(text: str) -> Document:
    """A text, read."""
    return read("list.md", text.encode())


A = "https://a.test/p"

LINKS: dict[str, tuple[str, list[Seen]]] = {
    "inline": (f"[x]({A})", [(A, A, "x", "inline")]),
    "a word of the parser": (f"[Rule]({A})", [(A, A, "Rule", "inline")]),
    "in brackets": (f"[[x]({A})]", [(A, A, "x", "inline")]),
    "brackets in the text": (f"[[x]]({A})", [(A, A, "[x]", "inline")]),
    "markup in the text": (f"[**B** `c` *d*]({A})", [(A, A, "B c d", "inline")]),
    "formula in the text": (f"[$\\alpha$ x]({A})", [(A, A, "$\\alpha$ x", "inline")]),
    "title": (f'[x]({A} "A (B)")', [(A, A, "x", "inline")]),
    "title on the next line": (f"[x]({A}\n'B')", [(A, A, "x", "inline")]),
    "angle brackets": (
        "[x](<https://a.test/b c>)",
        [("https://a.test/b c",) * 2 + ("x", "inline")],
    ),
    "parentheses": ("[x](https://a.test/(b)c)", [("https://a.test/(b)c",) * 2 + ("x", "inline")]),
    "escaped parenthesis": (
        r"[x](https://a.test/b\)c)",
        [(r"https://a.test/b\)c", "https://a.test/b)c", "x", "inline")],
    ),
    "entity": (
        "[x](https://a.test/?b&amp;c)",
        [("https://a.test/?b&amp;c", "https://a.test/?b&c", "x", "inline")],
    ),
    "empty destination": ("[x]()", [("", "", "x", "inline")]),
    "placeholder": ("[x](#)", [("#", "#", "x", "inline")]),
    "anchor": ("[x](#-b)", [("#-b", "#-b", "x", "inline")]),
    "relative": ("[x](./b.md)", [("./b.md", "./b.md", "x", "inline")]),
    "protocol-relative": ("[x](//a.test)", [("//a.test", "//a.test", "x", "inline")]),
    "other schemes": (
        "[x](ftp://a.test) [y](mailto:b@c.test) [z](javascript:d)",
        [
            ("ftp://a.test", "ftp://a.test", "x", "inline"),
            ("mailto:b@c.test", "mailto:b@c.test", "y", "inline"),
            ("javascript:d", "javascript:d", "z", "inline"),
        ],
    ),
    "misspelt scheme": ("[x](hhttp://a.test)", [("hhttp://a.test",) * 2 + ("x", "inline")]),
    "doubled parentheses": ("[x]((https://a.test))", [("(https://a.test)",) * 2 + ("x", "inline")]),
    "foreign host": ("[x](https://бб.test/ü)", [("https://бб.test/ü",) * 2 + ("x", "inline")]),
    "space before the destination": (
        f"[x] ({A})",
        [(A, A, A, "bare")],
    ),
    "that within brackets": (f"[[x] ({A})", []),
    "space within the destination": (
        "[x](https://a.test/b c)",
        [("https://a.test/b",) * 2 + ("https://a.test/b", "bare")],
    ),
    "reference": (f"[x][R]\n\n[r]: {A} 'T'", [(A, A, "x", "reference")]),
    "collapsed reference": (f"[r][]\n\n[r]: <{A}>", [(A, A, "r", "reference")]),
    "shortcut reference": (f"[r]\n\n[r]:\n  {A}", [(A, A, "r", "reference")]),
    "unused definition": (f"x\n\n[r]: {A}", []),
    "second definition": (f"[r]\n\n[r]: {A}\n[r]: https://b.test", [(A, A, "r", "reference")]),
    "undefined reference": ("[x][y]", []),
    "definition as a comment": (f"x\n\n[//]: # ({A})", []),
    "autolink": (f"<{A}>", [(A, A, A, "autolink")]),
    "mail autolink": ("<b@c.test>", [("b@c.test", "mailto:b@c.test", "b@c.test", "autolink")]),
    "bare": (f"x {A}.", [(A, A, A, "bare")]),
    "bare in bold": (f"**{A}**", [(A, A, A, "bare")]),
    "bare in parentheses": (f"({A}), '{A}'", [(A, A, A, "bare")] * 2),
    "bare www": (
        "see www.a.test/b!",
        [("www.a.test/b", "http://www.a.test/b", "www.a.test/b", "bare")],
    ),
    "bare mail": ("b@c.test", [("b@c.test", "mailto:b@c.test", "b@c.test", "bare")]),
    "bare in brackets": (f"[{A}]", []),
    "bare after a word": (f"x{A}", []),
    "bare after a full-width colon": (f"地址：{A}", [(A, A, A, "bare")]),
    "bare before a full-width mark": (
        "https://a.test/b。c",
        [("https://a.test/b。c",) * 3 + ("bare",)],
    ),
    "bare over markup": (
        "https://a.test/b[x](https://c.test)",
        [
            ("https://a.test/b[x](https://c.test",) * 0
            + ("https://a.test/b[x](https://c.test)",) * 3
            + ("bare",)
        ],
    ),
    "bare with an underscore at the end": (
        "https://a.test/b_",
        [("https://a.test/b",) * 3 + ("bare",)],
    ),
    "bare with an entity": (
        "https://a.test/?b&amp;c",
        [("https://a.test/?b&amp;c",) * 3 + ("bare",)],
    ),
    "bare that is escaped": ("https\\://a.test", []),
    "bare in a link": (
        f"[{A}](https://b.test)",
        [("https://b.test", "https://b.test", A, "inline")],
    ),
    "image": (f'![x]({A} "T")', [(A, A, "x", "image")]),
    "image as a link": (
        f"[![x](https://b.test/c.svg)]({A})",
        [(A, A, "x", "inline"), ("https://b.test/c.svg",) * 2 + ("x", "image")],
    ),
    "link in the text of an image": (f"![a [b](https://c.test)]({A})", [(A, A, "a b", "image")]),
    "reference image": (f"![x][r]\n\n[r]: {A}", [(A, A, "x", "image")]),
    "HTML link": (f'<a class="y" href="{A}">x <b>y</b></a>', [(A, A, "x y", "html")]),
    "HTML link, single quotes": (f"<a href='{A}'>x</a>", [(A, A, "x", "html")]),
    "HTML link, no quotes": (f"<A HREF={A}>x</A>", [(A, A, "x", "html")]),
    "HTML link, entity": (
        '<a href="https://a.test/?b&amp;c&copy=d">x</a>',
        [("https://a.test/?b&amp;c&copy=d", "https://a.test/?b&c&copy=d", "x", "html")],
    ),
    "HTML link over lines": (f'<p>\n<a\n  href="{A}"\n>x</a>\n</p>', [(A, A, "x", "html")]),
    "HTML image": (
        "<img alt='x' src=https://a.test/b.png />",
        [("https://a.test/b.png",) * 2 + ("x", "html-image")],
    ),
    "HTML image as a link": (
        f'<a href="{A}">\n<img src="c.png" alt="d"></a>',
        [(A, A, "d", "html"), ("c.png", "c.png", "d", "html-image")],
    ),
    "HTML image with a space": (
        '<img src="https://a.test/b? style=c">',
        [("https://a.test/b? style=c",) * 2 + ("", "html-image")],
    ),
    "Markdown in an HTML link": (
        f'<a href="{A}">\n\n![x](b.png)\n\n</a>',
        [(A, A, "x", "html"), ("b.png", "b.png", "x", "image")],
    ),
    "filtered tag": (f'<iframe src="{A}"></iframe>', []),
    "code": (f"`{A}` `[x]({A})`", []),
    "fence": (f"```\n[x]({A})\n{A}\n```", []),
    "indented code": (f"x\n\n    {A}", []),
    "comment": (f"x <!-- [x]({A}) {A} --> y", []),
    "comment block": (f"<!--\n\n[x]({A})\n\n--> y", []),
    "comment that a block opens": (
        f"<p>\n<!--\n\n[x]({A})\n\n<p>--></p>\n\n[y](#z)",
        [("#z", "#z", "y", "inline")],
    ),
    "escaped brackets": (f"\\[x]({A})", [(A, A, A, "bare")]),
    "HTML attribute": (f'<b title="{A}">x</b>', []),
    "footnote": (f"x[^n]\n\n[^n]: {A}", [(A, A, A, "bare")]),
    "unused footnote": (f"x\n\n[^n]: {A}", []),
    "row": (f"|a|b|\n|-|-|\n|[x]({A})|y|", [(A, A, "x", "inline")]),
    "cell too many": (f"|a|b|\n|-|-|\n|x|y|[z]({A})|", []),
    "row without outer pipes": (f"a|b\n-|-\nx|[y]({A})", [(A, A, "y", "inline")]),
    "escaped pipe": (
        "|a|b|\n|-|-|\n|[x](https://a.test/b\\|c)|https://a.test/d\\|e|",
        [
            ("https://a.test/b\\|c", "https://a.test/b|c", "x", "inline"),
            ("https://a.test/d\\|e", "https://a.test/d|e", "https://a.test/d|e", "bare"),
        ],
    ),
    "pipe in code": (f"|a|b|\n|-|-|\n|`x|y`|[z]({A})|", []),
    "quote and list": (f"> - [x]({A})\n>   y", [(A, A, "x", "inline")]),
}


@pytest.mark.parametrize(("text", "expected"), LINKS.values(), ids=LINKS.keys())
def test_what_can_be_followed(text: str, expected: list[Seen]) -> None:
    """Each piece of markup gives the links that GitHub renders, and no other."""
    assert seen(text) == expected


SPANS = {
    "inline": (f'a [x]({A} "T") b', f'[x]({A} "T")', A),
    "image": (f"a ![x](<{A}>) b", f"![x](<{A}>)", A),
    "autolink": (f"a <{A}> b", f"<{A}>", A),
    "bare": (f"ä {A}, b", A, A),
    "HTML": (f'ä <a href="{A}">x **y**</a> b', f'<a href="{A}">x **y**</a>', A),
    "HTML that is not closed": (f"<p>\n<a href={A}>x\n</p>", f"<a href={A}>", A),
    "reference": (f"ä [x][r] b\n\n[r]: {A} 'T'", "[x][r]", A),
    "in a quote": (f"> [x\n> ]({A})", f"[x\n> ]({A})", A),
}


@pytest.mark.parametrize(("text", "whole", "url"), SPANS.values(), ids=SPANS.keys())
def test_spans_cover_the_construct_and_the_destination(text: str, whole: str, url: str) -> None:
    """`span` is the whole link, `at` its destination, in bytes."""
    read_text = document(text)
    assert read_text.slice(read_text.links[0].span) == whole
    assert read_text.slice(read_text.links[0].at) == url


def test_a_byte_order_mark_counts_in_offsets() -> None:
    """Offsets are those of the file, and positions those that a reader sees."""
    text = read("list.md", b"\xef\xbb\xbf[x](http://a.b)")
    assert text.links[0].span.start == 3
    assert text.position(3) == (1, 1)


HEADINGS = {
    "emoji": ("## 🔬 OPD — Big", "-opd--big"),
    "variation selector": ("## ♻️ Self", "️-self"),
    "markup": ("## The `code` *of* [x](http://a.b)", "the-code-of-x"),
    "punctuation": ("## A.b: C_d (e) / F&G", "ab-c_d-e--fg"),
    "other scripts": ("## 数据 Été", "数据-été"),
    "shortcode": ("## :star: A", "star-a"),
    "underlined": ("A b\n---", "a-b"),
    "HTML": ('<h2 align="center">A <i>b</i></h2>', "a-b"),
    "image": ("## A ![alt](b.png)", "a"),
    "in a quote": ("> ## A b", "a-b"),
}


@pytest.mark.parametrize(("text", "slug"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_have_the_anchors_that_github_gives(text: str, slug: str) -> None:
    """The slug keeps letters, digits, marks, `_` and `-`."""
    assert [heading.slug for heading in document(text).headings] == [slug]


def test_anchors_are_slugs_and_names() -> None:
    """Repeats are numbered; names count; invisible marks may be left out of a link."""
    text = document('# A\n## B\n## B\n## ♻️ C\n<a name="D"></a> <div id=e></div>')
    assert text.anchors == {"a", "b", "b-1", "️-c", "-c", "D", "e"}


def test_sections_leave_the_title_out() -> None:
    """The path of a heading goes from the outermost to itself, without the document's title."""
    sections = [h.section for h in document("# T\n## A\n### B\n## C").headings]
    assert sections == [(), ("A",), ("A", "B"), ("C",)]


ROWS = {
    "plain": ("|x|y|", ["x", "y"]),
    "padded": ("|  x |y  |  ", ["x", "y"]),
    "no borders": ("x | y", ["x", "y"]),
    "escaped pipe": ("|x\\|y|z|", ["x\\|y", "z"]),
    "pipe in code": ("|`x|y`|z|", ["`x", "y`", "z"]),
    "empty cell": ("|x||z|", ["x", "", "z"]),
    "too few": ("|x|", ["x"]),
    "text behind the last pipe": ("|x|y|[//]: #1", ["x", "y", "[//]: #1"]),
    "two rows on a line": ("|x|y| |z|w|", ["x", "y", "", "z", "w"]),
}


@pytest.mark.parametrize(("row", "cells"), ROWS.values(), ids=ROWS.keys())
def test_rows_are_split_as_they_are_written(row: str, cells: list[str]) -> None:
    """Cells are those of the source, also where the page drops them."""
    text = document(f"## S\n\n|a|b|\n|-|-|\n{row}\n")
    (found,) = text.rows
    assert [text.slice(cell) for cell in found.cells] == cells
    assert (found.columns, found.section) == (2, ("S",))
    assert text.slice(found.span) == row.rstrip()


@pytest.mark.parametrize("path", ["a.md", "A.MARKDOWN", "README", "-"])
def test_markdown_is_known_by_its_suffix(path: str) -> None:
    """Files without a suffix, and standard input, are Markdown."""
    assert read(path, b"[x](http://a.b)").path == path


def test_an_unknown_suffix_is_the_users_error() -> None:
    """What no reader knows is refused with a hint."""
    with pytest.raises(UserError):
        read("list.pdf", b"")
