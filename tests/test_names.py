"""Which name means which work."""

import pytest

from listcheck.names import Named, about, bare, between, is_called, join

WORKS = (
    Named(("OPSD",), "OPSD: Reasoners that Distil Themselves"),
    Named(("distil-2",), "Distil-2: More of It"),
    Named(("Towards-oN-POlicy",), "Towards-oN-POlicy Kettles"),
    Named(("NPO",), "Near-Future Pots"),
)


@pytest.mark.parametrize("name", ["OPSDC", "OPS", "Distill", "Pol", "NPO2", "POlicyKettles", ""])
def test_a_part_of_a_word_is_no_name(name: str) -> None:
    """Neither what a word begins with nor what goes on behind it is the name of a work."""
    assert not any(is_called(name, work) for work in WORKS)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("opsd", 0), ("OPSD (Reasoners)", 0), ("Reasoners that Distil", 0), ("Distil 2", 1),
        ("NPO / AutoNPO", 3), ("Near-Future", 3), ("NFP", None), ("Splash", None),
    ],
)  # fmt: skip
def test_about(name: str, place: int | None) -> None:
    """Case, punctuation, brackets, alternatives and beginnings of titles are understood."""
    assert about(name, WORKS) == place


def test_join_gives_each_work_one_name() -> None:
    """The surest pair is joined first; what is left between two pairs belongs together."""
    names = ["OPSD", "Splash", "Towards-oN-POlicy", "NPO"]
    assert join(names, WORKS) == {0: 0, 1: 1, 2: 2, 3: 3}
    assert join(["OPSD", "OPSD (again)"], WORKS) == {0: 0}


@pytest.mark.parametrize(
    ("found", "more"),
    [({0: 0, 2: 2}, {1: 1}), ({0: 0}, {}), ({0: 2, 2: 0}, {}), ({0: 0, 1: 1}, {2: 2})],
)
def test_between(found: dict[int, int], more: dict[int, int]) -> None:
    """Only where one name and one work are left between two pairs."""
    assert between(found, 3, 3) == more


def test_bare() -> None:
    """Brackets are dropped unless they are all there is."""
    assert [bare("GKD (Agarwal)"), bare("(all)")] == ["GKD", "(all)"]
