import json
import re
from typing import Any

import pytest
from gfm import render
from hostile import texts
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from github.results import edited, finding, place, result
from github.talking import answer, drive
from listcheck.github.calls import Place
from listcheck.github.comment.composing import compose, sort
from listcheck.github.comment.hunks import right_side, shown
from listcheck.github.comment.items import places
from listcheck.github.comment.reviewing import State, read, review
from listcheck.github.comment.suggestions import (
    MOST,
    Suggestion,
    fitting,
    of_suggestion,
    suggested,
)
from listcheck.result import FindingModel

PLACE = Place("o/r")
LINE = "- [A paper](http://arxiv.org/abs/2401.00001), 2023-01"
URL = "http://arxiv.org/abs/2401.00001"
GRAPHQL = "https://api.github.com/graphql"


def drift(line: int = 3, column: int = 13, end: int = 17, text: str = "https", **more: Any) -> Any:
    fix = edited(line, column, end, text)
    return finding(line, "info", rule="moved-link", url=URL, fix=fix, **more)


def models(*findings: Any) -> list[FindingModel]:
    return result(*findings).findings


# --- hunks ---------------------------------------------------------------------------------------


def test_the_right_side_of_a_patch() -> None:
    patch = (
        "@@ -1,3 +1,4 @@ # A list\n one\n-two\n+2\n+@@ -9 +9 @@\n three\n"
        "@@ -10,0 +12 @@\n+twelve\n\\ No newline at end of file"
    )
    assert right_side(patch) == {1: "one", 2: "2", 3: "@@ -9 +9 @@", 4: "three", 12: "twelve"}


@pytest.mark.parametrize("patch", ["", "nonsense", "@@ -1 +0,0 @@\n-one", "Binary files differ"])
def test_a_patch_without_a_right_side(patch: str) -> None:
    assert right_side(patch) == {}


def test_files_without_a_patch_show_nothing() -> None:
    files = [{"filename": "a.md", "patch": "@@ -0,0 +1 @@\n+one"}, {"filename": "b.png"}, "x"]
    found, (asked,) = drive(shown(PLACE, 7), [answer(files)])
    assert found == {"a.md": {1: "one"}}
    assert asked.url.endswith("/pulls/7/files?per_page=100")


# --- suggestions ---------------------------------------------------------------------------------


def test_a_safe_fix_of_a_shown_line_is_suggested() -> None:
    (one,) = suggested(models(drift()), {"README.md": {3: LINE}})
    assert (one.path, one.line, one.new) == ("README.md", 3, LINE.replace("http:", "https:"))
    assert one.block == f"```suggestion\n{one.new}\n```"


UNSAFE = edited(3, 13, 17, "https", safe=False)
TWO_LINES = edited(3, 13, 17, "a\nb")
LONG_RANGE = {"title": "", "safe": True, "edits": [place(3, end_line=4) | {"text": "x"}]}
BEYOND = edited(3, 60, 70, "x")
SAME = edited(3, 13, 17, "http")
CROSSED = {
    "title": "",
    "safe": True,
    "edits": [place(3, column=2, end_column=9) | {"text": "x"},
              place(3, column=5, end_column=12) | {"text": "y"}],
}  # fmt: skip
ODD = edited(3, 13, 17, "a\u202eb")
FENCED = edited(3, 13, 17, "`" * 100)


@pytest.mark.parametrize(
    "fix", [None, UNSAFE, TWO_LINES, LONG_RANGE, BEYOND, SAME, CROSSED, ODD, FENCED]
)
def test_what_is_not_suggested(fix: Any) -> None:
    assert suggested(models(drift() | {"fix": fix}), {"README.md": {3: LINE}}) == []


@pytest.mark.parametrize("lines", [{}, {"README.md": {4: LINE}}, {"other.md": {3: LINE}}])
def test_no_line_is_suggested_that_is_not_shown(lines: Any) -> None:
    assert suggested(models(drift()), lines) == []


def test_another_line_than_was_judged_is_left_alone() -> None:
    """The run may have looked at a merge, where the lines stand elsewhere."""
    assert (
        suggested(models(drift()), {"README.md": {3: "- [B](http://b.example.org/), 2023"}}) == []
    )
    drifted = finding(3, rule="date-drift", url=None, claimed="2023-01", fix=edited(3, 47, 54, "x"))
    assert len(suggested(models(drifted), {"README.md": {3: LINE}})) == 1
    assert suggested(models(drifted), {"README.md": {3: LINE.replace("2023", "2022")}}) == []


def test_several_edits_of_a_line_and_one_suggestion_for_each() -> None:
    both = {
        "title": "",
        "safe": True,
        "edits": [place(3, column=13, end_column=17) | {"text": "https"},
                  place(3, column=47, end_column=54) | {"text": "2024-01"}],
    }  # fmt: skip
    each = models(drift() | {"fix": both}, drift(text="ftp"))
    (one,) = suggested(each, {"README.md": {3: LINE}})
    assert one.new == "- [A paper](https://arxiv.org/abs/2401.00001), 2024-01"


def test_at_most_so_many() -> None:
    lines = dict.fromkeys(range(1, 31), LINE)
    each = models(*(drift(number) for number in range(30, 0, -1)))
    assert [one.line for one in suggested(each, {"README.md": lines})] == list(range(1, MOST + 1))


def test_it_is_known_again_where_its_line_has_moved() -> None:
    (one,), (other,) = (
        suggested(models(drift(number)), {"README.md": {number: LINE}}) for number in (3, 9)
    )
    assert one.key == other.key
    assert one.key != Suggestion(one.finding, one.path, one.line, one.old, "else").key


@pytest.mark.parametrize(
    "state", [State(), State(frozenset(["0a"])), State(frozenset(["a1", "b2"]), frozenset(["c3"]))]
)
def test_the_state_is_read_as_it_was_written(state: State) -> None:
    assert read(f"<!-- marker -->\n{state.line}### text") == state


@given(texts)
def test_nothing_closes_the_fence(text: str) -> None:
    """A line that is suggested is a line of code, in a review and in the comment."""
    old = f"x {URL} y"
    each = models(drift(column=1, end=2, text=text)) if "\ud800" not in text else []
    for one in suggested(each, {"README.md": {3: old}}):
        document = LexborHTMLParser(render(one.block))
        assert [node.text() for node in document.css("pre > code")] == [f"{one.new}\n"]
        item = of_suggestion(one, places(PLACE, "a" * 40))
        whole = result(finding(rule="x", message="y", entry=None, url=None))
        made = compose(whole, sort(whole), places(PLACE, "a" * 40), suggested=(item,))
        document = LexborHTMLParser(render(next(made.lengths())))
        assert [node.text() for node in document.css("pre > code")] == [f"{one.new}\n"]
        assert not document.css("img, script, b, pre ~ pre")


# --- the review ----------------------------------------------------------------------------------


def test_all_are_sent_in_one_review() -> None:
    each = suggested(models(drift(3), drift(5)), {"README.md": {3: LINE, 5: LINE}})
    talk = review(PLACE, GRAPHQL, 7, "a" * 40, each)
    taken, asked = drive(talk, [answer({"node_id": "PR_7"}), answer({"data": {}})])
    assert taken
    assert [(one.method, one.url) for one in asked] == [
        ("GET", "https://api.github.com/repos/o/r/pulls/7"),
        ("POST", GRAPHQL),
    ]
    sent = json.loads(asked[1].body)
    variables = sent["variables"]
    assert (variables["pull"], variables["commit"]) == ("PR_7", "a" * 40)
    assert [(one["line"], one["side"]) for one in variables["threads"]] == [
        (3, "RIGHT"),
        (5, "RIGHT"),
    ]
    assert "```suggestion\n" in variables["threads"][0]["body"]
    assert not re.search(r"arxiv|A paper", sent["query"])


@pytest.mark.parametrize(
    "replies",
    [
        [answer({}, 404)],
        [answer({"node_id": "PR_7"}), answer({"errors": [{"type": "UNPROCESSABLE"}]})],
        [answer({"node_id": "PR_7"}), answer({}, 403)],
    ],
)
def test_a_review_may_be_refused(replies: Any) -> None:
    each = suggested(models(drift()), {"README.md": {3: LINE}})
    assert not drive(review(PLACE, GRAPHQL, 7, "a" * 40, each), replies)[0]


def test_what_could_be_suggested_at_all() -> None:
    assert fitting(models(finding(), drift(), drift() | {"fix": UNSAFE})) == models(drift())
