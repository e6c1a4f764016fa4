"""The case before the rules."""

import pytest
from builders import NOON, alive, case, document, listing, seen

from listcheck.case import Case, is_kind
from listcheck.history import Record
from listcheck.model import Catalog, Signal

ANCHORS = """
    # Things
    ## 🔧 Tools & Toys
    <a id="By-Hand"></a>
    [a]({})
"""


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("#-tools--toys", "alive"),
        ("#-Tools--Toys", "alive"),
        ("#By-Hand", "alive"),
        ("#by-hand", "alive"),
        ("#user-content-by-hand", "alive"),
        ("#%62y-hand", "alive"),
        ("#readme", "alive"),
        ("#top", "alive"),
        ("#TOP", "alive"),
        ("#", "alive"),
        ("#tools", "dead"),
        ("#tools--toys", "dead"),
    ],
)
def test_anchors(url: str, state: str) -> None:
    """An anchor exists if GitHub finds it: without case, with or without its prefix."""
    one = case(ANCHORS.format(url))
    (place,) = one.places
    assert place.verdict.state == state


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({}, "skipped"),
        ({("README.md", "a.md"): True}, "alive"),
        ({("README.md", "a.md"): False}, "dead"),
        ({("other.md", "a.md"): False}, "skipped"),
    ],
)
def test_files(files: dict[tuple[str, str], bool], state: str) -> None:
    """A file that was not looked for is neither there nor missing."""
    (place,) = case("[a](a.md)", files=files).places
    assert place.verdict.state == state


def test_places() -> None:
    """Links that lead to one thing are one place in each document, shown at the first real link."""
    text = """
    ![s](https://img.shields.io/github/stars/o/n) [a](https://github.com/O/N) [b](http://github.com/o/n.git)
    """
    one = Case(Catalog((document(text, "a.md"), document(text, "b.md"))), {})
    assert [(place.document.path, len(place.links)) for place in one.places] == [
        ("a.md", 3),
        ("b.md", 3),
    ]
    assert one.places[0].link.url == "https://github.com/O/N"


def test_entries() -> None:
    """A link knows the entry it stands in, and an entry what it asks."""
    catalog = listing("""
        ## Clocks
        - [Leaking Clocks in Kitchens](https://arxiv.org/abs/2401.00001) [[code](https://github.com/o/n)]
          ![s](https://img.shields.io/github/stars/a/b)
        - [Singing Kettles in Gardens](https://arxiv.org/abs/2401.00002v1)
    """)
    one = case(catalog)
    first, second = (entry for _, entry in catalog.entries())
    links = [link for _, link in catalog.links()]
    assert one.entry_of(links[0]) is first
    assert one.entry_of(links[-1]) is second
    assert one.keys(first, "paper") == ("paper:2401.00001",)
    assert one.keys(first, "repository") == ("repo:o/n",)  # not that of the badge


def test_kinds() -> None:
    """A path in a repository is of the repository's kind; what is refused is of none."""
    one = case("[a](https://github.com/o/n/tree/main/x) [b](https://github.com/o/a%20b)")
    kinds = [is_kind(place.target, "repository") for place in one.places]
    assert kinds == [True, False]


def test_evidence_is_found_by_identity() -> None:
    """However a paper is linked, its observation speaks of it."""
    one = case("[a](http://arxiv.org/pdf/2401.00001.pdf)", alive("paper:2401.00001"))
    assert [place.verdict.state for place in one.places] == ["alive"]


@pytest.mark.parametrize(
    ("life", "state"),
    [(None, "unverified"), (Record(NOON, 9), "unverified"),
     (Record(NOON, 9, suspect_since=NOON), "suspect")],
)  # fmt: skip
def test_what_has_failed_for_long(life: Record | None, state: str) -> None:
    """The record of a question makes its links suspect, and the same record always does."""
    key = "page:https://example.org/a"
    lives = {key: life} if life else {}
    one = case("[a](https://example.org/a)", seen(key, Signal.TLS, "expired"), lives=lives)
    (place,) = one.places
    assert (place.verdict.state, place.verdict.reason) == (state, "expired")
