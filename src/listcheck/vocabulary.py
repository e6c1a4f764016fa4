"""What the words of a list's titles weigh: "diffusion" tells little in a list on diffusion models.

A word weighs the bits that its rarity tells, log2 of titles over titles that have it, as in
Spärck Jones, "A statistical interpretation of term specificity" (1972). What is met only once or
twice weighs without measure: too few have it to call it common.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf, log2
from types import MappingProxyType
from typing import NamedTuple

from listcheck.titles import acronyms_agree, compare, is_kin, is_latin, name_of, telling

_SEEN = 3  # times, before a word can be called common
_SAMPLE = 8  # titles, before the rarity of a word tells anything
# Bits in common of two titles of different papers at the most. Papers that were given another
# title share five bits and more ("invariant" in a list on domain adaptation).
_LITTLE = 4.0
_LEFT = 1  # telling words that each of the two has for itself
_NEAR = 0.62  # ratio of keys, from where on two titles are worded alike


class Vocabulary(NamedTuple):
    """How many of the titles of a list have each telling word."""

    counts: Mapping[str, int]
    size: int

    @classmethod
    def of(cls, titles: Iterable[str]) -> "Vocabulary":
        """The vocabulary of some titles, each counted once."""
        each = [telling(title) for title in dict.fromkeys(titles)]
        counts = Counter(word for words in each for word in words)
        return cls(MappingProxyType(counts), len(each))

    def weight(self, word: str) -> float:
        """The bits that a word tells; infinite where it is not known to be common."""
        count = self.counts.get(word, 0)
        if count < _SEEN or self.size < _SAMPLE:
            return inf
        return log2(self.size / count)

    def weight_in_bounds(self, word: str) -> float:
        """The same, with what one title of all has as the most."""
        return min(self.weight(word), log2(self.size + 1))

    def share(self, ours: set[str], theirs: set[str]) -> float:
        """The part, in bits, of our words that are among theirs, from 0 to 1."""
        whole = sum(map(self.weight_in_bounds, ours))
        found = sum(map(self.weight_in_bounds, ours & theirs))
        return found / whole if whole else 0.0

    def common(self, ours: set[str], theirs: set[str]) -> float:
        """The bits that two sets of telling words have in common, kin words by the commoner."""
        return sum(
            max(
                (
                    min(self.weight(word), self.weight(other))
                    for other in theirs
                    if is_kin(word, other)
                ),
                default=0.0,
            )
            for word in ours
        )

    def apart(self, one: str, other: str) -> bool:
        """Whether two titles have nothing in common but what the whole list is about."""
        ours, theirs = telling(one), telling(other)
        alike = compare(one, (other,)), compare(other, (one,))
        if any(found.likeness not in ("unclear", "foreign") for found in alike):
            return False
        if not (is_latin(one) and is_latin(other)) or alike[0].ratio > _NEAR:
            return False
        if acronyms_agree(one, other) or (name_of(one) and name_of(one) == name_of(other)):
            return False
        return len(ours) > _LEFT and len(theirs) > _LEFT and self.common(ours, theirs) < _LITTLE
