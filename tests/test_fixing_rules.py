"""The law of fixing with the rules that there are, over lists that are wrong in many ways."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from builders import alive
from gfm import render
from hypothesis import example, given
from hypothesis import strategies as st

from listcheck import fixing
from listcheck.case import Case
from listcheck.fixing import Judged, fix
from listcheck.model import Catalog, Edit, Finding
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.succession import followed

PATH = "README.md"
TITLES = (
    "Water Clocks: Measuring Time with Leaking Vessels",
    "Singing Kettles in Gardens at Night",
    "A Spectroscopic Survey of Dwarf Galaxies",
)
EVIDENCE = followed(
    {
        one.key: one
        for one in (
            *(
                alive(f"paper:240{number}.00001", title=title, published=f"2024-0{number}-15")
                for number, title in enumerate(TITLES, start=1)
            ),
            alive("repo:o/old", canonical="o/new", stars=1234),
            alive("repo:o/same", canonical="o/same", stars=5),
            alive("page:https://example.org/a"),
        )
    },
    "github.com",
)


def _line(number: int, title: str, date: str, shape: str, repository: str, mark: str) -> str:
    paper = f"https://arxiv.org/abs/240{number}.00001"
    code = f"https://github.com/{repository}"
    return shape.format(title=title, paper=paper, date=date, code=code, slug=repository, mark=mark)


def _slipped(title: str) -> str:
    return title.replace("ea", "ae", 1).replace("opic", "oppic", 1).replace("Kett", "Ket", 1)


_SHAPES = (
    "- [{title}]({paper}), {date} [code]({code}) {mark}",
    "- **{title}** [[paper]] ({paper}) [[code]({code})] {date} {mark}",
    "- {title}. [paper]({paper} [code]({code}) {mark}",
    "- [{title}]({paper}) ![stars](https://img.shields.io/github/stars/{slug}) {mark}",
    "- [{title}]({paper}) [code]({code}) ⭐ 900 {mark}",
    "| [{title}]({paper}) | {date} | p(x|y) {mark} |",
    "| [{title}]({paper}) | {date} | [code]({code}) {mark} | {mark} |",
    "| [{title}]({paper}) | {date} || [{title}]({paper}) | {date} |",
    "[go](#clockss) [there](#-clocks) [{title}](https:/example.org/a) {mark}",
    "![Clocks](https://img.shields.io/badge/Clocks-7-blue) {mark}",
)
_lines = st.builds(
    _line,
    number=st.integers(1, 3),
    title=st.sampled_from([*TITLES, *map(_slipped, TITLES)]),
    date=st.sampled_from(["2024.01", "2024-02", "2024.12", "March 2024", "2023"]),
    shape=st.sampled_from(_SHAPES),
    repository=st.sampled_from(["o/old", "o/new", "o/same", "O/Old"]),
    mark=st.sampled_from(["", "é", "中文", "<br>", "`code`", "*em*", "\\|", "&amp;"]),
)
_TABLE = "\n| Name | Date | Code |\n|---|---|---|"
_lists = st.lists(st.one_of(_lines, st.sampled_from(["", _TABLE, "## Clocks", "## More"])))


def judged(texts: Mapping[str, bytes], *, unsafe: bool) -> Judged:
    data = texts[PATH]
    findings = judge(Case(Catalog((read(PATH, data),)), EVIDENCE))
    wanted = tuple(one for one in findings if one.fix and (one.fix.safe or unsafe))
    return Judged(texts, findings, wanted)


def edits_of(findings: Sequence[Finding]) -> list[Edit]:
    found = {edit for one in findings if one.fix for edit in one.fix.edits}
    return sorted(found, key=lambda edit: (edit.span.start, edit.span.end))


def with_edits(data: bytes, edits: Sequence[Edit], end: bytes) -> bytes:
    """The text with its edits made one by one, from the last to the first."""
    for edit in reversed(edits):
        text = edit.text.encode().replace(b"\n", end)
        data = data[: edit.span.start] + text + data[edit.span.end :]
    return data


def shown(data: bytes) -> set[str]:
    """The words of the rendered page, addresses included."""
    return set(re.findall(r"\w+", render(data.decode())))


@given(
    lines=_lists,
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    last=st.sampled_from(["", "\n"]),
    unsafe=st.booleans(),
)
@example(lines=["## Clocks", _TABLE.strip()], end="\n", mark="", last="\n", unsafe=False)
def test_the_law(lines: list[str], end: str, mark: str, last: str, *, unsafe: bool) -> None:
    """Nothing but the edits changes, what was fixed is gone, nothing is new, and so to the end."""
    text = mark + end.join("\n".join(["# L", "", *lines]).split("\n")) + last
    state = judged({PATH: text.encode()}, unsafe=unsafe)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixing, "ROUNDS", 1)
        for _ in range(len(state.findings) + 1):
            done = fix(state, lambda texts: judged(texts, unsafe=unsafe))
            if not done.mended:
                break
            hold(state, done.judged, done.mended, end.encode())
            state = done.judged
    assert not done.mended
    assert done.judged.texts == state.texts


def hold(before: Judged, after: Judged, mended: Sequence[Finding], end: bytes) -> None:
    """One round keeps the law."""
    old, new, edits = before.texts[PATH], after.texts[PATH], edits_of(mended)
    assert new == with_edits(old, edits, end)
    left = Counter(one.rule for one in before.findings)
    left.subtract(one.rule for one in mended)
    assert all(count <= left[rule] for rule, count in _rules(after).items())
    taken = b" ".join(old[edit.span.start : edit.span.end] for edit in edits).decode()
    put = " ".join(edit.text for edit in edits)
    assert shown(old) - shown(new) <= set(re.findall(r"\w+", taken)) | _TAGS
    assert shown(new) - shown(old) <= set(re.findall(r"\w+", put + old.decode())) | _TAGS


def _rules(state: Judged) -> Counter[str]:
    return Counter(one.rule for one in state.findings)


# What the renderer writes around text, a link that became one, or a cell that was lost.
_TAGS = {"a", "href", "td", "tr", "img", "src", "alt", "em", "code", "br", "amp", "p"}
