"""broken-markup: what was meant to be a link, and is none on the rendered page."""

import pytest
from builders import findings, mended, told
from gfm import render, rendered
from hypothesis import given
from hypothesis import strategies as st

RULE = "broken-markup"
URL = "https://a.org/b"


@pytest.mark.parametrize(
    "text",
    [
        "[paper](https://a.org/b)",
        "[[paper](https://a.org/b)] [[code]](https://c.org/d)",
        "https://a.org/b and www.a.org, <https://a.org/b>",
        "（https://a.org/b）地址：https://a.org/b",
        "[paper]( https://a.org/b ) [x](<https://a.org/b c>) [y](https://a.org/b 'title')",
        "[a](https://a.org/b_(c)) ([b](https://a.org/b))",
        "see [1] https://a.org/b, [2024]: not a link",
        "- [ ] (https://a.org/b)\n- [x] (https://a.org/b)",
        "a[^1] (https://a.org/b)\n\n[^1]: note",
        "[see] (https://a.org/b, and more)",
        "[[a](https://c.org)] (https://a.org/b)",
        # what is shown on purpose
        "`[paper] (https://a.org/b)`",
        "```\n[paper] (https://a.org/b)\n@article{a, url={https://a.org/b}}\n```",
        "a\n\n    [paper] (https://a.org/b)",
        "<pre>[paper] (https://a.org/b)</pre>",
        "<!-- [paper] (https://a.org/b) -->",
        "\\[paper\\] (https://a.org/b)",
        "&#91;paper] (https://a.org/b)",
        "![see https://a.org/b](https://c.org/d.png)",
        "$[a](http://b c)$ and $x[i](https://a.org)[j]$",
        "## How to contribute\n\nWrite [name](url) or [code](link).",
        "write [text](url)",
        "an interval [0, 1) and f[i](x) and [Oral](top 1%)",
        # what has a destination
        "[top](#) [contents](#paper)\n\n## Paper",
        "[a](https://web.archive.org/web/2020/https://a.org/b)",
        "[a](https://r.org/?u=https://a.org/b)",
        "[a](docs/a.md) [b](../link.md) [c](//a.org/b) [d](mailto:a@b.co)",
        "<a href='https://a.org/b'>x</a> <img src='my figures/a b.png'>",
        "[text][ref] [CVPR][Oral]",
        "[code][1.2] [Oral][CVPR]\n\n[1.2]: https://a.org/b",
        "https:// and http://... and http://localhost",
    ],
)
def test_silent(text: str) -> None:
    """Links, and markup that is shown on purpose or is none."""
    assert told(RULE, text) == []


# The text, what it becomes, and whether nothing else can have been meant.
SLIPS = [
    ("[paper] (https://a.org/b)", "[paper](https://a.org/b)", True),
    ("[[paper]] (https://a.org/b), x", "[[paper]](https://a.org/b), x", True),
    ("[[paper] (https://a.org/b)", "[[paper](https://a.org/b)", False),
    ("![x] (https://a.org/b.png)", "![x](https://a.org/b.png)", True),
    ("[![x](https://c.org/d.png)] (https://a.org/b)", None, True),
    ("[see] (#see)\n\n# See", "[see](#see)\n\n# See", True),
    ("[paper](https://a.org/b", "[paper](https://a.org/b)", True),
    ("[paper](https://a.org/b, by A. (2024)", "[paper](https://a.org/b), by A. (2024)", True),
    ("**[paper](https://a.org/b**", "**[paper](https://a.org/b)**", True),
    ("[[x](https://a.org/b] [[y](http://c.d)]", "[[x](https://a.org/b)] [[y](http://c.d)]", True),
    ("![x](https://a.org/b.png", "![x](https://a.org/b.png)", True),
    ("[paper](https://a.org/b，作者", "[paper](https://a.org/b)，作者", False),
    ("[paper](https:// a.org/b)", "[paper](https://a.org/b)", True),
    ("[paper](https://a. org/b)", "[paper](https://a.org/b)", True),
    ("[paper](https://a.org/ b)", "[paper](https://a.org/b)", False),
    ("(paper)[https://a.org/b]", "[paper](https://a.org/b)", True),
    ("[paper]https://a.org/b)", "[paper](https://a.org/b)", True),
    ("[paper]https://a.org/b.", "[paper](https://a.org/b).", False),
    ("[[paper(https://a.org/b)]", "[[paper](https://a.org/b)]", True),
    ("[[paper(https://a.org/b)]]", "[[paper](https://a.org/b)]", True),
    ("[paper(https://a.org/b)", "[paper](https://a.org/b)", True),
    ("[a (b)(https://a.org/b), c", "[a (b)](https://a.org/b), c", True),
    ("[![x](https://c.org/d.png)(https://a.org/b)", None, True),
    ("[a paper (https://a.org/b)", "[a paper ](https://a.org/b)", False),
    ("[a paper: https://a.org/b", "[a paper: <https://a.org/b>", False),
    ("[x](https://a.org/b[[y](https://c.org)]", "[x](https://a.org/b)[[y](https://c.org)]", True),
    ("[https://a.org/b]", "[<https://a.org/b>]", True),
    ("[http://a.org,http://c.org]", None, True),
    ("see https:/a.org/b.", "see https://a.org/b.", True),
    ("see https//a.org/b.", "see https://a.org/b.", True),
    ("see https: //a.org/b.", "see https://a.org/b.", True),
    ("[x](https:/a.org/b)", "[x](https://a.org/b)", True),
    ("[x](https//a.org/b)", "[x](https://a.org/b)", True),
    ("[x](https:a.org/b)", "[x](https://a.org/b)", True),
    ("[x](https://https://a.org/b)", "[x](https://a.org/b)", True),
    ("[x](http://https//a.org/b)", "[x](https://a.org/b)", True),
    ("[x]((https://a.org/b))", "[x](https://a.org/b)", True),
    ("[x](arxiv.org/abs/1)", "[x](https://arxiv.org/abs/1)", False),
    ("[x](www.a.org/b)", "[x](https://www.a.org/b)", False),
    ("<a href='https://a.org/b c'>x</a>", "<a href='https://a.org/bc'>x</a>", False),
]


@pytest.mark.parametrize(("text", "right", "safe"), SLIPS)
def test_found(text: str, right: str | None, safe: bool) -> None:
    """What is shown as text is told, and becomes a link."""
    first, *_ = found = findings(RULE, text)
    assert {one.severity for one in found} == {"warning"}
    assert first.fix is not None
    assert first.fix.safe is safe
    if right is not None:
        assert len(found) == 1
        assert mended(text, first) == right


@pytest.mark.parametrize(("text", "_right", "safe"), SLIPS)
def test_a_safe_correction_is_a_link(text: str, _right: str | None, safe: bool) -> None:
    """On the page as GitHub renders it, what a safe correction leaves is in order."""
    while safe and (found := findings(RULE, text)):
        before, text = text, mended(text, found[0])
        assert sum(map(len, rendered(text))) >= sum(map(len, rendered(before)))
    assert not safe or not any(sign in render(text) for sign in ("](", "] (", "https:/a", "(("))


@pytest.mark.parametrize(
    "text",
    [
        "[paper]()",
        "[code](#)",
        "[[code]](TODO)",
        "[paper](link)",
        "[paper](url) | [code](https://xxx)",
        "![chart]()",
        "<a href=''>paper</a>",
        "<a href='https://a.org/b'>paper",
        "<a href='https://a.org/b'",
        "<a href='a paper (github.com)'>x</a>",
        "[a]([b](https://a.org))",
        "x [a [b](https://a.org) c](https://c.org)",
        "paper](https://a.org/b)",
        "[paper](A title of a work)",
        "[code][1.3] [code][1.2]\n\n[1.2]: https://a.org/b",
        "<td>https://a.org/b</td>",
        "[paper](https://a.org/b is a (very) good one",
    ],
)
def test_no_certain_correction(text: str) -> None:
    """What the destination should be is not known, or there are several ways to mend."""
    (first, *_) = findings(RULE, text)
    assert first.severity == "warning"
    assert first.fix is None or "(very)" in text


def test_a_bracket_alone() -> None:
    """A bracket beside a link has a second wherever the file brackets its links."""
    habit = "[[a](http://b.c)] " * 19
    for text, right in (
        ("[[x](http://y.z)", "[[x](http://y.z)]"),
        ("[x](http://y.z)]", "[[x](http://y.z)]"),
    ):
        (finding,) = findings(RULE, f"{habit}\n\n- {text}")
        assert finding.fix is not None
        assert finding.fix.safe
        assert mended(f"{habit}\n\n- {text}", finding) == f"{habit}\n\n- {right}"
        (alone,) = findings(RULE, text)
        assert alone.fix is not None
        assert not alone.fix.safe
        assert mended(text, alone) == "[x](http://y.z)"


def test_a_link_cut_by_a_bar() -> None:
    """A bar in a link's text is escaped; a row that loses text by it is malformed."""
    head = "| a | b | c |\n|---|---|---|\n"
    text = f"{head}| [p(x|y)](https://a.org/b) | 1 |\n"
    (finding,) = findings(RULE, text)
    right = mended(text, finding)
    assert right == f"{head}| [p(x\\|y)](https://a.org/b) | 1 |\n"
    assert "https://a.org/b" in rendered(right)[0]
    assert told(RULE, f"{head}| [x|y](https://a.org/b) | 1 | 2 |\n") == []
    assert told("malformed-row", f"{head}| [x|y](https://a.org/b) | 1 | 2 |\n") != []


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("[Coming soon]()", 0),
        ("[code (under development)]()", 0),
        ("[![x](https://c.org/d.png)]()", 0),
        ("[![x](https://c.org/d.png)]()\n[![y](https://c.org/e.png)]()", 1),
    ],
)
def test_notes(text: str, related: int) -> None:
    """Nobody misses what the text itself says is not there, or what a picture alone promises."""
    (finding,) = findings(RULE, text)
    assert (finding.severity, len(finding.related)) == ("info", related)


def test_files_beside_the_list() -> None:
    """A file of such a name that is there is no placeholder."""
    assert told(RULE, "[paper](url)", files={("README.md", "url"): True}) == []
    assert told(RULE, "[paper](url)", files={("README.md", "url"): False}) != []


def test_one_rule_for_one_fault() -> None:
    """A miswritten address is neither a missing file nor a refused address besides."""
    for text in ("[x](https//a.org/b)", "[x](https:/a.org/b)"):
        target = text[4:-1]
        files = {("README.md", target): False}
        assert told("broken-anchor", text, files=files) == []
        assert told("refused-link", text) == []


WORDS = st.text(alphabet="abcXYZ 0123,.:—é中", min_size=1, max_size=12).map(
    lambda word: f"a{word}b".replace("  ", " ")
)
URLS = st.builds(
    "{}://{}.{}/{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["arxiv", "github", "a-b.c"]),
    st.sampled_from(["org", "com", "io"]),
    st.text(alphabet="abz09-_.~%=&?+/", max_size=12),
    st.sampled_from("ab09/"),
)
LINKS = st.tuples(WORDS, URLS)
FORMS = ["[{}]({})", "[[{}]({})]", "[[{}]]({})", "**[{}]({})**", "- [{}]({}): a remark (2024)."]


def _lines(links: list[tuple[str, str]], form: str) -> str:
    return "\n\n".join(form.format(*link) for link in links)


@given(st.lists(LINKS, max_size=4), st.sampled_from(FORMS))
def test_correct_links_are_silent(links: list[tuple[str, str]], form: str) -> None:
    """Whatever is written as a link is in order."""
    assert told(RULE, _lines(links, form)) == []


MUTATIONS = {
    "gap": ("](", "] ("),
    "slash": ("://", ":/"),
    "colon": ("://", "//"),
    "twice": ("(http", "(https://http"),
    "parenthesis": (")", ""),
}


@given(
    st.lists(LINKS, min_size=1, max_size=3), st.sampled_from(FORMS), st.sampled_from([*MUTATIONS])
)
def test_mutations_are_found_and_mended(
    links: list[tuple[str, str]], form: str, mutation: str
) -> None:
    """A slip is found wherever it is made, and a safe correction gives the text back."""
    text = _lines(links, form)
    wrong = text.replace(*MUTATIONS[mutation], 1)
    found = findings(RULE, wrong)
    assert len(found) == 1
    if found[0].fix is not None and found[0].fix.safe:
        assert mended(wrong, found[0]) == text
    assert found[0].fix is not None
