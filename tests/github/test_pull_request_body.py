"""The text of a fix pull request: harmless whatever the world says, and never too long."""

import re
from dataclasses import replace

import pytest
from gfm import render
from hostile import texts
from hypothesis import example, given
from selectolax.lexbor import LexborHTMLParser

from github.proposing import found, left, proposal
from listcheck.github.calls import Place
from listcheck.github.fix_memory import MOST, Memory
from listcheck.github.marking import WORKFLOW
from listcheck.github.proposal import Change, Left, Proposal
from listcheck.github.pull_request_body import LARGEST, body, message, title, withdrawn

PLACE = Place("owner/list", server="https://ghe.example")
COMMIT = "a" * 40
PAGE = f"https://ghe.example/owner/list/blob/{COMMIT}/README.md?plain=1#L"
TAGS = {"p", "strong", "ul", "li", "code", "a", "details", "summary", "br"}


def written(one: Proposal, author: str = WORKFLOW) -> str:
    lines = Memory(one.fixes, "2026-11-22", COMMIT, "b" * 40).lines(one.kind)
    return body(one, lines, PLACE, COMMIT, author)


def test_it_tells_what_was_and_what_is() -> None:
    one = Proposal("links", (Change(found("k", line=7, said="moved"), "old", "new", 3),), left(2),
                   {"README.md": b""}, {"README.md": "README.md"})  # fmt: skip
    text = written(one)
    assert (
        f"- [`README.md:7`](<{PAGE}7>) `moved-link`, `moved`: `old` → `new`, in 3 places. `moved`. "
        "Proof: `GET https://example.org/moved` → 301, `2026-11-22`.\n"
    ) in text
    assert "**Mend 1 link**, in 1 file." in text
    assert "<summary>Not proposed: 2</summary>" in text
    assert "starts no workflow" in text
    assert "starts no workflow" not in written(one, "ada")


def test_insertions_and_deletions() -> None:
    both = tuple(
        Change(found(key), was, now, 1) for key, was, now in (("a", "", "x"), ("b", "x", ""))
    )
    text = written(Proposal("metadata", both))
    assert text.count("`moved-link`, `moved`: `mend it`. `moved`. Proof:") == 2


@given(said=texts)
@example("`" * 100 + "@user <img src=x> #1")
def test_text_from_outside_is_harmless(said: str) -> None:
    """Only our own tags, only our own links, and nothing outside of code that is not ours."""
    change = Change(found("k", said=said), said, said[::-1], 1)
    one = Proposal(
        "links", (change,), left(3, said), {"README.md": b""}, {"README.md": "README.md"}
    )
    tree = LexborHTMLParser(render(written(one)))
    assert tree.body is not None
    assert {node.tag for node in tree.body.traverse() if node.tag and node.tag[0] != "-"} <= {
        "body", *TAGS,
    }  # fmt: skip
    assert {node.attributes.get("href") for node in tree.css("a")} == {f"{PAGE}1"}
    for node in tree.css("code"):
        node.decompose()
    outside = tree.body.text()
    plain = written(proposal("k")) + written(replace(one, left=left(3, "moved")))
    assert set(re.findall(r"\w+", outside)) <= set(re.findall(r"\w+", plain))


@given(said=texts)
def test_nothing_from_outside_is_in_titles_and_messages(said: str) -> None:
    one = Proposal("links", (Change(found("k", said=said), said, said, 1),))
    assert title(one) == "Mend 1 link"
    assert message(one) == "Mend 1 link\n\nmoved-link: 1"


def test_it_is_cut_at_entries() -> None:
    """As many fixes as there may be, of the longest texts: what is left out is counted."""
    long = "x" * 5_000
    changes = tuple(Change(found(str(key), said=long), long, long, 2) for key in range(MOST))
    text = written(Proposal("stars", changes, left(MOST, long)))
    assert 50_000 < len(text) <= LARGEST
    shown = len(re.findall(r"^- `README", text.partition("<details>")[0], re.MULTILINE))
    more = re.search(r"^- and ([\d,]+) more fixes, which the changes show$", text, re.MULTILINE)
    assert more
    assert shown + int(more[1].replace(",", "")) == MOST
    assert "**Update 5,000 star counts**" in text
    assert f"Not proposed: {MOST:,}" in text
    assert "- and 4,950 more" in text


def test_withdrawn() -> None:
    lines = Memory(frozenset(["aaaaaa"]), "2026-11-22", state="withdrawn").lines("links")
    assert withdrawn(lines, "all is well.") == f"{lines}\n\n**Withdrawn**: all is well.\n"


@pytest.mark.parametrize("name", ["/".join(["列" * 80] * 3), "x\udcff"], ids=["long", "no UTF-8"])
def test_names_of_files(name: str) -> None:
    """A long name in an address is nine times as long; one that is no UTF-8 stands all the same."""
    place = found("k").location.model_copy(update={"path": name})
    one = found("k").model_copy(update={"location": place})
    changes = (Change(one, "old", "new", 1),) * 40
    wanted = Proposal("links", changes, (Left(one, "it wants a look"),) * 60, {}, {name: name})
    text = written(wanted)
    assert len(text) <= LARGEST
    above, _, folded = text.partition("<details>")
    for part, count in ((above, 40), (folded, 60)):
        more = re.search(r"^- and (\d+) more", part, re.MULTILINE)
        assert part.count("\n- [") + int(more[1] if more else 0) == count
