"""What holds of any bytes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.model import Document, Span
from listcheck.readers import read


def spans(document: Document) -> list[Span]:
    """Every span of a document."""
    found = [span for link in document.links for span in (link.span, link.at)]
    found += [entry.span for entry in document.entries]
    found += [claim.span for entry in document.entries for claim in entry.claims]
    found += [heading.span for heading in document.headings]
    found += [
        span for slip in document.slips for span in (slip.span, *(e.span for e in slip.edits))
    ]
    found += [span for row in document.rows for span in (row.span, *row.cells)]
    return found + [count.span for count in document.counts]


def check(data: bytes) -> Document:
    """Read, and assert what always holds."""
    document = read("x.md", data)
    assert document.data == data
    assert all(0 <= span.start <= span.end <= len(data) for span in spans(document))
    for link in document.links:
        assert document.slice(link.at) == link.url
    for entry in document.entries:
        assert all(link in document.links for link in entry.links)
        assert all(document.slice(claim.span) == claim.text for claim in entry.claims)
    for count in document.counts:
        assert int(document.slice(count.span)) == count.value
    starts = document.line_starts
    assert starts[0] == 0
    assert all(data[start - 1 : start] in (b"\n", b"\r") for start in starts[1:])
    return document


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    """Nothing raises, and every span lies within the file."""
    check(data)


@given(st.text(alphabet="[]()<>!`*_|#-> \n\r\\:/.ab1é中\ufeff\0&;\"'=@~", max_size=200))
def test_any_markup_is_read(text: str) -> None:
    """Markup characters in any order raise nothing, and spans reproduce their text."""
    check(text.encode())


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("noise", [b"", b"\xff\xfe", b"\0"])
def test_bytes_around_a_link_do_not_move_it(end: bytes, mark: bytes, noise: bytes) -> None:
    """Line ends, a byte order mark and undecodable bytes leave the spans right."""
    data = mark + end.join([b"# A", b"", noise + b"x [y](http://a.b)", b"- http://c.d/" + noise])
    document = check(data)
    assert [link.target[:10] for link in document.links] == ["http://a.b", "http://c.d"]
    assert document.position(document.links[0].span.start)[0] == 3


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n", b"\r", b"x"])
def test_almost_nothing_is_a_document(data: bytes) -> None:
    """An empty file has one line and no links."""
    document = check(data)
    assert not document.links


HOSTILE = {
    "brackets": "[" * 200_000,
    "images": "![" * 100_000,
    "nested links": "[" * 20_000 + "x" + "](a)" * 20_000,
    "pipes": "|a|b|\n|-|-|\n" + "|" * 1_000_000,
    "tags": "<a " * 100_000,
    "tags in a block": "<div>\n" + "<a " * 100_000,
    "attributes": "<div>\n<a " + "x=" * 100_000 + ">",
    "quotes": "> " * 5_000 + "x",
    "lists": "".join(" " * (2 * depth) + "- x\n" for depth in range(1_500)),
    "schemes": "://" * 100_000,
    "at signs": "a@b." * 100_000,
    "parentheses": "http://a.b/" + ")" * 200_000,
    "references": "http://a.b/" + "&amp;" * 50_000,
    "comments": "<div>\n" + "<!--" * 100_000,
    "dashes": "|org|x|\n|-|-|\n|" + "-" * 100_000 + "z|http://a.b|",
    "spaces": "- a" + " " * 200_000 + "[x](http://arxiv.org/abs/1)",
    "brackets before a link": "- " + "[a" * 50_000 + "[x](http://arxiv.org/abs/1)",
    "code over addresses": "http://a.b/`x` " * 5_000 + "`",
    "badge": "![x](https://img.shields.io/badge/" + "-" * 100_000 + ")",
    "failed links": "[a](http://b.co " * 20_000,
    "links after blanks": "[a]" + " " * 50_000 + "(http://b.co) [a] (http://b.co" * 5_000,
    "addresses in brackets": "[" * 1_000 + "http://b.co " * 20_000,
    "links cut by bars": "|a|b|\n|-|-|\n" + "|[a|b](http://c.co)" * 20_000,
    "dollars": "$[a](http://b c)" * 20_000,
    "tags cut off": "<a\nhref='http://b.co' " * 20_000,
    "lines without words": "- " + "1<br>" * 40_000 + "[x](http://arxiv.org/abs/1)",
    "details": "<details>\n" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_more_than_seconds(text: str) -> None:
    """Time grows with the length of a text, not with its square."""
    begun = time.process_time()
    check(text.encode())
    assert time.process_time() - begun < 10


def test_many_links_are_all_found() -> None:
    """A long list loses no link."""
    assert len(read("x.md", b"- [x](http://a.b)\n" * 5_000).links) == 5_000
    assert len(read("x.md", b"http://a.b/[x](http://c.d) " * 1_000).links) == 1_000
