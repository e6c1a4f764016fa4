"""The text of the dashboard."""

import re
from typing import Any

import pytest
from gfm import render as rendered
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from renderers.situations import everything
from selectolax.lexbor import LexborHTMLParser

from github import dashboard_made as made
from github.dashboard_made import FILES, finding, fix, link, of_texts, result
from listcheck.github.dashboard import memory, page
from listcheck.github.dashboard.step import Occasion, Standing, step
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.result import Result, parse

ELEMENTS = set("p ul li code strong details summary h3 hr a input".split())


def shown(told: Result, before: str | None = None, **more: Any) -> str:
    """What stands in the issue after a run."""
    standing = Standing(before) if before is not None else None
    wanted = step(
        standing, Occasion(told, "", FILES, "https://github.com/owner/list/runs/1", **more)
    )
    assert wanted is not None
    return wanted.body


def test_finding() -> None:
    """Its place is linked, its age and its proof are told, and what may be proposed."""
    text = shown(result(finding("gone", related=[made.place(9)], fix=fix())))
    assert (
        f"* [`README.md:3`]({FILES}/README.md?plain=1#L3) error `dead-link` `gone`\n"
        "  * `leads nowhere: not found (404)`\n"
        "  * `https://example.org/gone`\n"
        f"  * Also at [`README.md:9`]({FILES}/README.md?plain=1#L9)\n"
        "  * Failing since 2026-02-20, seen dead on 3 days: confirmed\n"
        "  * Seen 2026-03-01T12:00:00Z: `GET https://example.org/gone → 404`\n"
        "  * To do: `replace it, or take it out`\n"
        f"  * Correction: [`README.md:3`]({FILES}/README.md?plain=1#L3) `https://example.org/new`\n"
    ) in text


@pytest.mark.parametrize(
    ("rule", "state", "kind", "proposed"),
    [
        ("dead-link", "dead", "page", False),
        ("repo-missing", "dead", "repository", False),
        ("repo-path-missing", "dead", "repository-path", False),
        ("paper-missing", "dead", "paper", False),
        ("broken-anchor", "dead", "anchor", True),
        ("moved-link", "moved", "page", True),
        ("duplicate-entry", "dead", "page", True),
    ],
)
def test_nothing_rests_on_a_death_that_is_not_confirmed(
    rule: str, state: str, kind: str, *, proposed: bool
) -> None:
    """One run is no proof; of other things it is."""
    seen = link("gone", state, kind=kind, confirmed=False, confirmations=1)
    text = shown(result(finding("gone", rule, fix=fix()), links=[seen]))
    assert ("To do: " in text) is proposed
    assert ("Correction" in text) is proposed
    assert ("Nothing is proposed before this is confirmed" in text) is not proposed
    assert ("listcheck:fix links" in text) is (rule in ("broken-anchor", "moved-link"))
    if rule == "dead-link":
        assert "Failing since 2026-02-20, seen dead on 1 day: not yet confirmed" in text


@pytest.mark.parametrize(
    "path", ["-", "https://github.com/a/b/README.md", "/etc/list.md", "../list.md", "a//b.md"]
)
def test_what_is_no_file_of_the_repository_is_not_linked(path: str) -> None:
    text = shown(result(finding("gone", location=made.place(path=path))))
    assert f"* `{path}:3` error" in text


def test_the_path_of_a_link_is_quoted() -> None:
    text = shown(result(finding("gone", location=made.place(path="a b)/ü#?.md"))))
    assert f"]({FILES}/a%20b%29/%C3%BC%23%3F.md?plain=1#L3)" in text


def test_order() -> None:
    """The verdict, the date, what can be set off, the gravest first, what nobody could tell."""
    away = [
        link("slow", "unverified", status=None, reason="no answer in time"),
        link("wall", "unverified", status=403, reason="refuses machines (403)"),
    ]
    text = shown(
        result(
            finding("one", "moved-link", severity="info", fix=fix()),
            finding("two", "repo-archived", severity="warning"),
            finding("three"),
            links=away,
            healed=["https://example.org/back"],
        )
    )
    words = (
        "**1 error, 1 warning, 1 note.**",
        "Last run: 2026-03-01 ([log](https://github.com/owner/list/runs/1)). 6 addresses: 4",
        "- [ ] <!-- listcheck:recheck -->",
        "- [ ] <!-- listcheck:fix links -->Open a pull request: 1 correction of links\n",
        "### Errors (1)\n\n- [ ] <!-- listcheck:snooze error -->",
        "### Warnings (1)",
        "### Notes (1)",
        "<details><summary>Could not be checked (1)</summary>",
        "* `example.org`: 1 link, since 2026-02-20: `no answer in time`\n",
        "  * `https://example.org/slow`\n",
        "<details><summary>Blocked by bot protection (1)</summary>",
        "* `example.org`: 1 link, since 2026-02-20: `refuses machines (403)`\n",
        "<details><summary>Answer again (1)</summary>\n\n* `https://example.org/back`\n",
        "Kept by listcheck",
    )
    places = [text.index(one) for one in words]
    assert places == sorted(places)


def test_unverified_links_are_gathered_by_host_and_reason() -> None:
    """The longest unseen first; their dates need not be known."""
    many = [link(str(at), "unverified", status=503, reason="answers 503", failing_since=None)
            for at in range(12)]  # fmt: skip
    old = link("old", "unverified", status=500, reason="answers 500")
    text = shown(result(finding("gone"), links=[*many, old]))
    assert (
        "Could not be checked (13)</summary>\n\n"
        "Neither good nor dead: nobody could tell. The dates say since when.\n\n"
        "* `example.org`: 1 link, since 2026-02-20: `answers 500`\n"
        "  * `https://example.org/old`\n"
        "* `example.org`: 12 links: `answers 503`\n"
    ) in text
    assert text.count("and 2 more\n") == 1


def test_new() -> None:
    """New is what was not there when the issue was written, of whatever severity."""
    first = shown(result(finding("old"), day="2026-03-01"))
    assert "### New" not in first
    later = [
        finding("old"),
        finding("a", "moved-link", severity="info", first_seen=made.at("2026-03-08")),
        finding("b", first_seen=made.at("2026-03-08")),
        finding("kept", "repo-stale", severity="info", first_seen=made.at("2026-02-01")),
    ]
    text = shown(result(*later, day="2026-03-08"), first)
    assert "**2 errors, 2 notes, 2 of them new since 2026-03-01.**" in text
    new = text[text.index("### New (2)") : text.index("### Errors (1)")]
    assert re.findall(r"`dead-link` `b`|`moved-link` `a`", new) == [
        "`dead-link` `b`",
        "`moved-link` `a`",
    ]


def test_a_real_report() -> None:
    """What the rules say of age is told once, and the document is enough."""
    data = render("json", everything(), Style()).encode()
    text = shown(parse(data, largest=len(data)))
    assert "Failing since 2025-12-22, seen dead on 3 days: confirmed" in text
    assert "failing since" not in text
    assert "To do: `replace it, or take it out`" in text
    assert "Blocked by bot protection (1)" in text
    assert "Could not be checked (1)" in text


def outline(text: str) -> tuple[list[str], str]:
    """The elements of the rendered page in their order, and its text outside of code."""
    tree = LexborHTMLParser(rendered(text))
    whole = tree.body
    assert whole is not None
    every = [node for node in whole.traverse(include_text=False) if node.tag != "body"]
    nodes = [node for node in every if node.tag != "-comment"]
    hidden = re.findall(r"<!--.*?-->", whole.html or "", re.DOTALL)
    assert len(hidden) == len(every) - len(nodes)
    assert all(re.fullmatch(r"<!-- listcheck:[^<>\n]+ -->", one) for one in hidden)
    links = {node.attributes.get("href") or "" for node in tree.css("a")}
    assert all(one.startswith("https://github.com/owner/list/") for one in links)
    assert all(set(node.attributes) <= {"href"} for node in nodes if node.tag != "input")
    for code in tree.css("code"):
        code.decompose()
    return [node.tag or "" for node in nodes], whole.text()


@given(st.lists(texts, min_size=1, max_size=7))
@settings(max_examples=60)
def test_text_from_outside_is_code(given: list[str]) -> None:
    """Whatever is written anywhere, the page has the elements and the words of a tame one."""
    text, tame = shown(of_texts(given)), shown(of_texts([""]))
    # Some paths are no files, and then not linked; their words are code all the same.
    (elements, words), (expected, tame_words) = outline(text), outline(tame)
    assert [one for one in elements if one != "a"] == [one for one in expected if one != "a"]
    assert words == tame_words
    assert set(elements) <= ELEMENTS
    assert not re.search(r"[@#`<>$]|GH-|https?:|www\.", words)


@pytest.mark.parametrize("length", [60, 280])
def test_limit(length: int) -> None:
    """Five thousand findings are cut between entries, and what is left out is counted."""
    findings = [
        finding(f"{at}{'a' * length}", key=f"dead-link:{at}", severity=severity)
        for severity in ("error", "warning", "info")
        for at in range(2000)
    ]
    links = [link(f"u{at}.html", "unverified", reason=f"reason {at}") for at in range(500)]
    text = shown(result(*findings, links=links))
    assert page.LARGEST - 2_000 < len(text) <= page.LARGEST
    errors = len(re.findall(r"^\* .* error `dead-link`", text, re.MULTILINE))
    whole = len(re.findall(r"^  \* To do: `replace it, or take it out`$", text, re.MULTILINE))
    assert errors == whole > 20
    assert f"\n{2000 - errors:,} of these 2,000 are left out: " in text
    assert text.count("\n2,000 of these 2,000 are left out: ") == 2
    assert "\n500 of these 500 are left out: " in text
    assert text.endswith("first line of its text.\n")
    kept = memory.read(text)
    assert kept is not None
    assert (len(kept.marks), kept.left) == (errors, 6000 - errors)


@pytest.mark.parametrize("count", [1, 30])
def test_stable(count: int) -> None:
    """The same result gives the same bytes."""
    several = [finding(str(at)) for at in range(count)]
    assert shown(result(*several)) == shown(result(*several))
    assert "\n\n\n" not in shown(result(*several))
