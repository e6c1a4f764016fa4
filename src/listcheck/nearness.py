"""How near two texts are.

rapidfuzz is loaded by the first question: that takes as long as fifty pages, and a list without
papers and anchors asks none.
"""


def ratio(one: str, other: str) -> float:
    """How much of two texts is alike, from 0 to 100 (normalised indel similarity)."""
    from rapidfuzz import fuzz  # noqa: PLC0415  (see above)

    return fuzz.ratio(one, other)


def edits(one: str, other: str, most: int | None = None) -> int:
    """How many characters are put in, taken out or changed; past `most`, one more than that."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  (see above)

    return Levenshtein.distance(one, other, score_cutoff=most)


def slips(one: str, other: str) -> int:
    """The same, where two neighbours that changed places are one slip."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  (see above)

    return OSA.distance(one, other)
