"""What the words of a list's titles weigh."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.titles import acronyms, spelled_out
from listcheck.vocabulary import Vocabulary

NAMES = "Gurgle Drip Splosh Trickle Plonk Burble Swirl Fizz".split()
CLOCKS = [f"{name} with Leaking Clocks" for name in NAMES]


def test_weights() -> None:
    """What all titles say weighs nothing, a fourth two bits, what is rare without measure."""
    rare = [f"{name} in Kitchens" for name in NAMES[:4]]
    vocabulary = Vocabulary.of([*CLOCKS, *rare, *(f"{name} at Sea" for name in NAMES[4:])])
    assert vocabulary.size == 16
    assert vocabulary.weight("clocks") == 1.0
    assert vocabulary.weight("kitchens") == 2.0
    assert vocabulary.weight("gurgle") == vocabulary.weight("unheard") == inf
    assert 4 < vocabulary.weight_in_bounds("unheard") < 5


def test_each_title_once() -> None:
    """A title that a list has often does not make its words common."""
    vocabulary = Vocabulary.of(CLOCKS + CLOCKS[:1] * 9)
    assert (vocabulary.size, vocabulary.counts["gurgle"]) == (8, 1)


def test_a_few_titles_tell_nothing() -> None:
    """In a short list no word is called common."""
    assert Vocabulary.of(CLOCKS[:7]).weight("clocks") == inf
    assert Vocabulary.of(CLOCKS).weight("clocks") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Silent Gardens under Leaking Clocks", "Leaking Clocks in Northern Winds", True),
        ("Silent Gardens under Leaking Clocks", "Leaking Clocks in Silent Winds", False),
        ("Silent Gardens under Leaking Clocks", "Silent Garden Clocks", False),
        ("Pond: Silent Gardens of Old", "Pond: Northern Winds and Kettles", False),
        ("NWK in Silent Gardens", "Northern Winds in Kettles", False),
        ("Leaking", "Leaking Clocks in Northern Winds", False),
        ("漏水的时钟：厨房里的时间与噪声", "Leaking Clocks in Northern Winds", False),
    ],
)
def test_apart(one: str, other: str, apart: bool) -> None:
    """Two titles are apart when they share but what the list is about, whichever comes first."""
    vocabulary = Vocabulary.of(CLOCKS)
    assert vocabulary.apart(one, other) is vocabulary.apart(other, one) is apart


def test_share() -> None:
    """A rare word is worth more than a common one."""
    vocabulary = Vocabulary.of(CLOCKS)
    assert vocabulary.share({"gurgle", "clocks"}, {"gurgle"}) == 1.0
    assert vocabulary.share({"gurgle", "clocks"}, {"clocks"}) == 0.0
    assert vocabulary.share({"gurgle", "drip"}, {"drip"}) == 0.5
    assert vocabulary.share(set(), {"drip"}) == 0.0


_titles = st.lists(st.sampled_from([*NAMES, "Clocks", "Leaking"]), min_size=1).map(" ".join)


@given(st.lists(_titles, max_size=12), _titles)
def test_no_title_is_apart_from_itself(titles: list[str], title: str) -> None:
    """Whatever the list is about, a title belongs to its own paper."""
    vocabulary = Vocabulary.of(titles)
    assert not vocabulary.apart(title, title)
    assert not vocabulary.apart(title, f"{title}, Revisited")


def test_acronyms() -> None:
    """Initials of three words and more stand for words that follow one another."""
    assert acronyms("OPD and the KDs of LLMs") == {"opd", "llm"}
    assert spelled_out(frozenset({"lck"}), "Leaking Clocks in Kitchens") == {
        "leaking",
        "clocks",
        "kitchens",
    }
    assert spelled_out(frozenset({"lcik"}), "Leaking Clocks in Kitchens") >= {"in"}
    assert spelled_out(frozenset({"kcl"}), "Leaking Clocks in Kitchens") == set()
