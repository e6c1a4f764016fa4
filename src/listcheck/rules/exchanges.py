"""Rows whose papers changed places, found by what the rows say.

How well a row fits a paper is the part of the title, in bits of `Vocabulary`, that the row says in
its name, notes, section, twin rows and links. Two rows are taken to be exchanged when each fits the
other's paper far better than its own. Among 554 rows of eight lists, each beside its own paper, no
two gained more than 0.04 by changing places.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from listcheck.model import Entry, Observation
from listcheck.rules.strangers import Shelf, Work, abstract
from listcheck.titles import acronyms, is_kin, is_latin, key, name_of, spelled_out, telling
from listcheck.vocabulary import Vocabulary

_GAIN = 0.4  # of the two titles together, before rows are exchanged
_EACH = 0.1  # of each title
_OWN = 0.6  # of its own title that an exchanged row may say at the most
_NAMED = 0.8  # of a title that its name alone is worth
_FEW = 20  # works with a word that tells them from the others
_NAME = 3  # characters of a name that is not met by chance


@dataclass(frozen=True, eq=False)
class Exchanges:
    """The rows of a shelf whose own title is not proof enough, and the pairs among them."""

    shelf: Shelf
    works: tuple[Work, ...]

    def pairs(self) -> Iterator[tuple[Work, Work]]:
        """Every two works that changed places, each the other's best, in both orders."""
        loose = {place for place in range(len(self.works)) if self._is_loose(place)}
        near = {one: self._near(one) & loose for one in sorted(loose)}
        best = {
            one: self._best(one, {other for other in others if one in near[other]})
            for one, others in near.items()
        }
        for one, other in best.items():
            if other is not None and best[other] == one:
                yield self.works[one], self.works[other]

    def _is_loose(self, place: int) -> bool:
        entry, seen = self.works[place]
        latin = is_latin(f"{entry.name} {entry.text}") and is_latin(seen.facts.title or "")
        return latin and self._fit(place, place) <= _OWN

    def _near(self, place: int) -> set[int]:
        """The works of which the row says a word of the title that is not common."""
        found = (self._of_word.get(word, ()) for word in self._said[place])
        return {other for places in found if len(places) <= _FEW for other in places} - {place}

    def _best(self, one: int, others: set[int]) -> int | None:
        """The work with which a work most likely changed places, None if with none."""
        gains = {other: self._gain(one, other) for other in sorted(others)}
        found = max(gains, key=lambda other: gains[other], default=None)
        return found if found is not None and gains[found] >= _GAIN else None

    def _gain(self, one: int, other: int) -> float:
        """How much better two rows fit with their papers exchanged; 0 where one does not."""
        if self.works[one][1].key == self.works[other][1].key:
            return 0.0
        there = self._fit(one, other) - self._fit(one, one)
        back = self._fit(other, one) - self._fit(other, other)
        return there + back if min(there, back) >= _EACH else 0.0

    def _fit(self, row: int, paper: int) -> float:
        """The part of a paper's title that a row says, from 0 to 1."""
        entry, (_, seen) = self.works[row][0], self.works[paper]
        title = self._titles[paper]
        named = _NAMED if _names(entry, seen) else 0.0
        if named and row == paper:
            return 1.0
        names = acronyms(f"{entry.name} {entry.text}")
        spelled = spelled_out(names, seen.facts.title or "") if names else set()
        whole = sum(title.values())
        heard = sum(
            weight
            for word, weight in title.items()
            if word in spelled or _is_said(word, self._said[row])
        )
        return max(named, heard / whole) if whole else 1.0

    @cached_property
    def _titles(self) -> tuple[Mapping[str, float], ...]:
        """The telling words of the title of every work, with the bits that they weigh."""
        vocabulary = Vocabulary.of(seen.facts.title or "" for _, seen in self.shelf.works)
        return tuple(
            {word: vocabulary.weight_in_bounds(word) for word in telling(seen.facts.title or "")}
            for _, seen in self.works
        )

    @cached_property
    def _said(self) -> tuple[set[str], ...]:
        return tuple(self.shelf.said(entry) for entry, _ in self.works)

    @cached_property
    def _of_word(self) -> Mapping[str, set[int]]:
        """The works by the telling words of their titles."""
        found: dict[str, set[int]] = {}
        for place, title in enumerate(self._titles):
            for word in title:
                found.setdefault(word, set()).add(place)
        return found


def _names(entry: Entry, seen: Observation) -> bool:
    """Whether a paper bears the name of a row, before its title or in its abstract."""
    name = key(entry.name)
    if len(name) < _NAME:
        return False
    return name == name_of(seen.facts.title or "") or (
        len(name) > _NAME and name in key(abstract(seen))
    )


def _is_said(word: str, said: set[str]) -> bool:
    return word in said or any(is_kin(word, other) for other in said)
