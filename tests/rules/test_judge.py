"""All rules together: choice, order and keys."""

from builders import alive, case, gone
from hypothesis import given
from hypothesis import strategies as st

from listcheck.case import Case
from listcheck.model import Finding, Signal
from listcheck.rules import RULES, judge
from listcheck.settings import Settings

LIST = """## Clocks
- [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001) [code](https://github.com/old/name)
- [Singing Kettles in Gardens](https://example.org/dead)
- [contents](#nowhere) [odd](ftp://example.org/odd) [again](https://example.org/dead)
"""
EVIDENCE = (
    alive("paper:2401.00001", title="A Spectroscopic Survey of Dwarf Galaxies", summary="Dwarfs."),
    alive("repo:old/name", canonical="younger/name", archived=True),
    gone("page:https://example.org/dead", Signal.NOT_FOUND),
)


def judged(
    text: str, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    return judge(case(text, *EVIDENCE, settings=Settings(select=select, ignore=ignore)))


def test_order() -> None:
    """Findings come in the order of path, place and rule."""
    found = judged(LIST)
    assert len({finding.rule for finding in found}) >= 6
    order = [(finding.span.path, finding.span.start, finding.rule) for finding in found]
    assert order == sorted(order)


def test_choice() -> None:
    """Chosen rules alone are judged, and ignored ones are not."""
    assert {one.rule for one in judged(LIST, select=("dead-link",))} == {"dead-link"}
    assert "dead-link" not in {one.rule for one in judged(LIST, ignore=("dead-link",))}
    assert judged(LIST, select=("dead-link",), ignore=("dead-link",)) == ()


def test_keys_survive_a_move() -> None:
    """A finding keeps its key when its line moves, and no two have the same."""
    keys = [finding.key for finding in judged(LIST)]
    assert len(set(keys)) == len(keys)
    lines = LIST.splitlines()
    moved = "\n".join([lines[0], "", "Words before.", "", lines[2], lines[1], lines[3]])
    assert {finding.key for finding in judged(moved)} == set(keys)


def test_twins_have_keys_of_their_own() -> None:
    """Two findings that are alike in everything are told apart by their order."""
    text = LIST + "![Clocks](https://img.shields.io/badge/Clocks-7-blue)\n" * 2
    keys = [finding.key for finding in judged(text)]
    assert len(set(keys)) == len(keys)


def test_pure() -> None:
    """The same case gives the same findings."""
    one = case(LIST, *EVIDENCE)
    assert judge(one) == judge(one) == judge(Case(one.catalog, one.evidence))


_pieces = st.sampled_from(
    ["[a](", ")", "https://arxiv.org/abs/2401.00001", "https://github.com/o/n", "#x", "](", "|",
     "\n", "\n- ", "\n| a | b |\n|---|---|\n", "2024.01", "⭐ 1.2k", "http://[", "ttps://x",
     "[a]: ", "<a href='", "'>", "![s](https://img.shields.io/github/stars/a/b)", "é", "\ufeff",
     "`", "## H\n",
     "![H](https://img.shields.io/badge/H-7-blue)", "\x00", "&amp;", "{", "//"]
)  # fmt: skip


@given(st.lists(_pieces, max_size=25).map("".join))
def test_no_text_breaks_a_rule(text: str) -> None:
    """Whatever a list holds, every rule can judge it, with places inside the text."""
    one = case(
        text,
        alive("paper:2401.00001", title="Dwarfs and \ud800 Halos", summary="", published="x"),
        alive("repo:o/n", canonical="o/m", stars=3, archived=True),
    )
    size = len(one.catalog.documents[0].data)
    for finding in judge(one):
        edits = finding.fix.edits if finding.fix else ()
        for span in (finding.span, *finding.related, *(edit.span for edit in edits)):
            assert 0 <= span.start <= span.end <= size


def test_every_rule_has_a_name() -> None:
    """The registry holds each rule once."""
    assert len({rule.slug for rule in RULES}) == len(RULES)
