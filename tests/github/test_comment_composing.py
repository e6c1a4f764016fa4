import re
import time
from typing import Any

import pytest
from gfm import render
from hostile import texts
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from github.results import document, edited, finding, linked, place, result, untold
from listcheck.github.calls import Place
from listcheck.github.comment.composing import compose, resolved, sort
from listcheck.github.comment.cutting import LARGEST, MOST_LINES, Text
from listcheck.github.comment.items import places
from listcheck.result import Result

SHA = "a" * 40
PLACE = Place("o/r")
BLOB = f"https://github.com/o/r/blob/{SHA}"
RUN = "https://github.com/o/r/actions/runs/9"
WARNING: dict[str, Any] = {"rule": "repo-renamed", "message": "is called otherwise", "url": "u"}


def text_of(found: Result, **more: Any) -> Text:
    return compose(found, sort(found), places(PLACE, SHA), RUN, **more)


def written(found: Result) -> str:
    return next(text_of(found).lengths())


def visible(text: str) -> list[str]:
    """The lines that a person sees before he clicks anything."""
    shown = re.sub(r"(<summary>.*?</summary>).*?</details>", r"\1", text, flags=re.DOTALL)
    return [line for line in shown.split("\n") if line.strip()]


WHOLE = f"""### listcheck: 1 problem must be fixed, 1 thing is worth a look in the 2 entries that \
this pull request changes

**Must be fixed**

- [`README.md:4`]({BLOB}/README.md?plain=1#L4) `dead-link` `A page` \
`leads nowhere: not found (404)` `https://gone.example.org/page`
  - To do: `replace it, or take it out`
  - Seen: `GET https://gone.example.org/page → 404`

**Worth a look**

- [`README.md:9`]({BLOB}/README.md?plain=1#L9) `repo-renamed` `A page` `is called otherwise` `u`
  - To do: `replace it, or take it out`
  - Seen: `GET https://gone.example.org/page → 404`

<details><summary>Facts of the entries (1)</summary>

Fetched now, so that nobody has to click.

- `A page`
  - `https://a.example/`: answers, `A title`, dated `2024-01-02`

</details>

<details><summary>Older problems (3)</summary>

These are elsewhere in the list, as far as is known without asking again. None of them comes from \
this pull request, and none counts against it.


</details>

<details><summary>Not checked (1)</summary>

Nothing is known of these.

- 1 × `the site blocks programs (403)`
  - [`README.md:7`]({BLOB}/README.md?plain=1#L7) `https://gone.example.org/page`

</details>
"""


def test_a_comment_begins_with_its_verdict() -> None:
    """Then what must be fixed, then what is worth a look; the rest is folded."""
    links = [linked("https://a.example/", title="A title", date="2024-01-02T03:04:05Z")]
    each = finding(9, "warning", **WARNING), finding(4), untold(7)
    assert written(result(*each, older=3, links=links)) == WHOLE


@pytest.mark.parametrize(
    ("findings", "entries", "verdict"),
    [
        ([finding()], 1, "1 problem must be fixed in the entry that this pull request changes"),
        ([finding(1, "warning")], 2, "nothing must be fixed, 1 thing is worth a look in the 2"),
        ([finding(1, "info"), finding(2, "info")], 2, "nothing must be fixed, 2 things are worth"),
        ([], 2, "nothing found in the 2 entries that this pull request changes"),
        ([finding()], 0, "1 problem must be fixed in the lines that this pull request changes"),
    ],
)  # fmt: skip
def test_verdicts(findings: list[dict[str, Any]], entries: int, verdict: str) -> None:
    lists = [{"path": "README.md", "entries": entries, "links": 1}]
    found = result(*findings, lists=lists)
    assert written(found).startswith(f"### listcheck: {verdict}")


def test_what_could_not_be_seen_is_said_first() -> None:
    found = result(finding(), incomplete="no network here")
    assert "**Incomplete:** `no network here`" in written(found).split("\n")[:3]


def test_unchecked_links_alone_say_nothing() -> None:
    assert not sort(result(untold())).speaks
    assert sort(result(finding(1, "info"))).speaks


def test_old_trouble_is_counted_and_never_listed() -> None:
    """Where nobody could tell what changed, what was known before is not the pull request's."""
    old = finding(5, new=False), finding(6, "warning", new=False), finding(7, "info", new=False)
    found = result(finding(4), *old, older=None)
    text = written(found)
    assert "could not be told apart" in text.split("\n")[0]
    assert "Older problems (2)" in text
    assert [":4`" in text, ":5`" in text, ":6`" in text] == [True, False, False]


def test_facts_are_those_that_were_observed() -> None:
    """What was not observed is left out, and what is none is told."""
    links = [
        linked("https://a.example/", "One", stars=1234, licence="MIT", archived=False),
        linked("https://b.example/", "One", stars=1, archived=True),
        linked("https://c.example/", "Two") | {"state": "unverified", "facts": None},
        linked("https://d.example/", None, title="Elsewhere"),
    ]
    text = written(result(finding(), links=links))
    assert (
        "<details><summary>Facts of the entries (2)</summary>\n\n"
        "Fetched now, so that nobody has to click.\n\n"
        "- `One`\n"
        "  - `https://a.example/`: answers, 1,234 stars, licence `MIT`, not archived\n"
        "  - `https://b.example/`: answers, 1 star, archived\n"
        "- `Two`\n"
        "  - `https://c.example/`: not checked\n"
    ) in text
    assert "Elsewhere" not in text


def test_stars_are_no_reason_to_edit() -> None:
    one, other = (
        result(finding(), links=[linked("https://a.example/", stars=stars, licence="MIT")])
        for stars in (10, 11)
    )
    assert written(one) != written(other)
    lasting = [next(text_of(each, counts=False).lengths()) for each in (one, other)]
    assert lasting[0] == lasting[1]


def test_the_order_of_findings_is_none_of_the_document() -> None:
    each = [finding(4), finding(2), finding(9, "warning"), finding(2, rule="broken-markup")]
    assert written(result(*each)) == written(result(*reversed(each)))


@pytest.mark.parametrize(
    ("unsure", "incomplete", "words"),
    [
        (0, None, "listcheck: all that was found here earlier is resolved."),
        (1, None, "listcheck finds nothing here any more; 1 link could not be checked."),
        (2, None, "listcheck finds nothing here any more; 2 links could not be checked."),
        (2, "x", "listcheck finds nothing here now, but could not see enough: `x`"),
    ],
)
def test_resolved_is_one_line(unsure: int, incomplete: str | None, words: str) -> None:
    """And nothing unknown is called good."""
    found = result(*map(untold, range(1, unsure + 1)), incomplete=incomplete)
    assert resolved(found, sort(found)) == f"{words}\n"


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("errors", "warnings", "unknown"),
    [(0, 1, 0), (1, 0, 0), (1, 1, 1), (10, 10, 9), (3, 40, 0), (40, 3, 5), (11, 11, 11), (2, 2, 2)],
)
def test_at_most_so_many_lines_are_seen(errors: int, warnings: int, unknown: int) -> None:
    """And at most ten of each group; what is left out is counted."""
    each = [finding(line, entry=f"E{line}") for line in range(1, errors + 1)]
    each += [finding(line, "warning", **WARNING) for line in range(1, warnings + 1)]
    each += map(untold, range(1, unknown + 1))
    links = [linked("https://a.example/", stars=3)]
    text = written(result(*each, links=links, incomplete="x", older=4))
    seen = visible(f"{text}\n<sub>footer</sub>")
    assert len(seen) <= MOST_LINES
    for title, total, rule in (("Must be fixed", errors, "dead-link"),
                               ("Worth a look", warnings, "repo-renamed")):  # fmt: skip
        shown = sum(f"`{rule}`" in line for line in seen)
        assert shown <= 10
        assert (title in text) == bool(total)
        assert shown or not total
        left = total - shown
        assert (
            not left or f"- and {left:,} more, which [the summary of the run]({RUN}) shows" in seen
        )


def test_the_gravest_have_their_details_first() -> None:
    """Where there is room for some, those who must act know what to do."""
    each = [finding(line) for line in (1, 2)]
    each += [finding(line, "warning", **WARNING) for line in range(1, 31)]
    text = written(result(*each))
    must, look = text.split("**Worth a look**")
    assert must.count("To do:") == 2
    assert must.count("Seen:") + look.count("To do:") + look.count("Seen:") <= 6
    assert len(visible(text)) < MOST_LINES


def test_five_thousand_findings_stay_within_every_limit() -> None:
    """Cut at entries, with exact counts of what was left out."""
    severities = ("error", "warning", "info")
    each = [finding(line, severities[line % 3], entry=f"Entry {line}") for line in range(1, 4001)]
    each += [untold(line, f"reason {line}") for line in range(4001, 5001)]
    links = [linked(f"https://a.example/{n}", f"Entry {n}", title="T" * 250) for n in range(3000)]
    found = result(*each, links=links, older=12_345)
    started = time.monotonic()
    text = written(found)
    assert time.monotonic() - started < 5
    assert len(text) <= LARGEST
    assert "1,333 problems must be fixed, 2,667 things are worth a look" in text
    seen = visible(text)
    lefts = [int(one.replace(",", "")) for one in re.findall(r"and ([\d,]+) more", text)]
    shown = [text.count("`: answers, `T"), text.count(" × ")]
    must, look, facts, unchecked = lefts
    assert must == 1333 - 10
    assert look == 2667 - sum("`dead-link`" in line for line in seen) + 10
    assert facts == 3000 - shown[0]
    assert unchecked == 1000 - shown[1]
    assert "Older problems (12,345)" in text


def test_shorter_forms_leave_out_what_matters_least_first() -> None:
    """And say so, with how many of what."""
    links = [linked("https://a.example/", stars=3)]
    found = result(finding(), untold(), finding(2, "warning"), older=2, links=links)
    forms = list(text_of(found).lengths())
    left = [re.findall(r"Left out[^:]*: (.*)\.", form) for form in forms]
    all_folded = "facts of the entries (1), older problems (2), not checked (1)"
    assert left == [
        [],
        ["not checked (1)"],
        ["older problems (2), not checked (1)"],
        [all_folded],
        [f"must be fixed (1), worth a look (1), {all_folded}"],
    ]
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
    assert len({form.split("\n")[0] for form in forms}) == 1


# --- text from outside ---------------------------------------------------------------------------

_OURS = {"h3", "p", "strong", "ul", "li", "a", "code", "details", "summary", "body", "sub"}


@given(st.lists(texts, min_size=8, max_size=8))
def test_nothing_from_outside_becomes_an_element(each: list[str]) -> None:
    """No link, mention, reference, image or tag but our own; every link leads where we say."""
    # Half characters are no JSON.
    whole = (text.encode("utf-8", "replace").decode() for text in each)
    rule, message, entry, url, path, advice, title, why = whole
    found = result(
        finding(3, rule=rule, message=message, entry=entry, url=url, advice=advice,
                location=place(3, path), fix=edited(3, 1, 2, title),
                evidence=[{"request": url, "status": None, "failure": why, "at": why}]),
        untold(4, why),
        links=[linked(url, entry, title=title, date=why, licence=path)],
        incomplete=why,
    )  # fmt: skip
    body = LexborHTMLParser(render(written(found))).body
    assert body is not None
    nodes = list(body.traverse(include_text=False))
    assert {node.tag for node in nodes} <= _OURS
    for node in nodes:
        href = node.attributes.get("href")
        assert set(node.attributes) <= {"href"}
        assert href is None or href.startswith((f"{BLOB}/", RUN))
        assert href is None or "/../" not in href
    for node in body.css("code"):
        node.decompose()
    left = body.text()
    assert not re.search(r"[@#`<>]|www\.|https?:|::\w", left.replace("##", ""))


def test_the_oracle_sees() -> None:
    """Outside of code, the same text makes elements."""
    assert LexborHTMLParser(render("- [`a`](https://x.example/) https://y.example")).css("a[href]")


@pytest.mark.parametrize(
    "path",
    ["../up.md", "/etc/passwd", "a/../../b", "https://x.example/a", "javascript:1", "a\\b", ""],
)
def test_only_what_lies_in_the_repository_is_linked(path: str) -> None:
    found = result(finding(3, location=place(3, path)))
    assert "](" not in written(found).split("\n")[4]


def test_a_path_is_encoded() -> None:
    found = result(finding(3, location=place(3, "./a b/(ü)#?.md")))
    assert f"]({BLOB}/a%20b/%28%C3%BC%29%23%3F.md?plain=1#L3)" in written(found)


def test_the_documents_of_these_tests_are_valid() -> None:
    assert Result.model_validate(document()).findings == []
