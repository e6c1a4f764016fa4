"""Names of works: how people write them in several places, and which ones mean one work.

Names differ between tables: case, brackets, slashes, a title for a label. The rounds go from the
surest to the least sure; in each one, only what fits exactly one work that nothing else fits is
joined. Words are compared as wholes: one name is often part of another.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count, pairwise, takewhile
from typing import NamedTuple

from listcheck.patterns import lazy_compile

_WORD = lazy_compile(r"[^\W_]+")
_BRACKETED = lazy_compile(r"\s*[(（][^()（）]*[)）]")


# Every name of a list is held against every work of its section.
_REMEMBERED = 1 << 14


@lru_cache(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, without case and typographic form."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(_REMEMBERED)
def key(text: str) -> str:
    """What remains of a name when case and punctuation are dropped."""
    return "".join(words(text))


@lru_cache(_REMEMBERED)
def bare(text: str) -> str:
    """A name without what stands in brackets, unless all of it does."""
    return _BRACKETED.sub("", text).strip() or text


class Named(NamedTuple):
    """A work by what it is called: `heading` is the text in which its title is, or would be.

    `text` is everything that is said of it.
    """

    names: tuple[str, ...]
    heading: str = ""
    text: str = ""


# Whether a work may be meant by a name: what is asked of the name is asked once for all works.
Fits = Callable[[str], Callable[[Named], bool]]


def join(names: Sequence[str], works: Sequence[Named]) -> dict[int, int]:
    """The work that each name is about, both by their numbers; each work has one name at most."""
    found: dict[int, int] = {}
    for fits in _ROUNDS:
        found |= _round(names, works, found, fits)
    return found | between(found, len(names), len(works))


def about(name: str, works: Sequence[Named]) -> int | None:
    """The number of the work that a name is about, where others may be about it too."""
    for fits in _ROUNDS:
        fitting = list(compress(count(), map(fits(name), works)))
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def is_called(name: str, work: Named) -> bool:
    """Whether a reader who looks for the name finds it at the work: a name of it, or its title."""
    return any(fits(name)(work) for fits in _FOUND)


def between(found: Mapping[int, int], names: int, works: int) -> dict[int, int]:
    """What else belongs together, for tables are in the same order.

    Between two pairs that are joined, one name and one work that are left.
    """
    joined = [(-1, -1), *sorted(found.items()), (names, works)]
    taken = {*found.values()}
    more = {}
    for (left, over), (right, under) in pairwise(joined):
        free = [number for number in range(over + 1, under) if number not in taken]
        if right - left == 2 and len(free) == 1:
            more[left + 1] = free[0]
            taken.add(free[0])
    return more


def _round(
    names: Sequence[str], works: Sequence[Named], found: Mapping[int, int], fits: Fits
) -> dict[int, int]:
    taken = {*found.values()}
    free = [number for number in range(len(works)) if number not in taken]
    those = [works[place] for place in free]
    fitting = {
        number: list(compress(free, map(fits(name), those)))
        for number, name in enumerate(names)
        if number not in found
    }
    wanted = Counter(place for places in fitting.values() for place in places)
    return {
        number: places[0]
        for number, places in fitting.items()
        if len(places) == 1 and wanted[places[0]] == 1
    }


# --- the rounds ----------------------------------------------------------------------------------


def _alike(form: Callable[[str], str]) -> Fits:
    def fits(name: str) -> Callable[[Named], bool]:
        wanted = form(name)
        return lambda work: bool(wanted) and any(form(one) == wanted for one in work.names)

    return fits


def _slashed(name: str) -> Callable[[Named], bool]:
    """Whether a list of names with slashes shares one with another."""
    wanted = _parts(name)
    return lambda work: any(not wanted.isdisjoint(_parts(one)) for one in work.names)


@lru_cache(_REMEMBERED)
def _parts(name: str) -> frozenset[str]:
    return frozenset(key(part) for part in bare(name).split("/"))


def _begins(name: str) -> Callable[[Named], bool]:
    """Whether the title begins with the name."""
    several = {words(part) for part in (name, bare(name), *bare(name).split("/"))} - {()}

    def fits(work: Named) -> bool:
        heading = words(work.heading)
        return any(heading[: len(part)] == part for part in several)

    return fits


def _inside(name: str) -> Callable[[Named], bool]:
    wanted = words(bare(name))

    def fits(work: Named) -> bool:
        found = words(work.heading)
        if not wanted or wanted[0] not in found:
            return False
        spans = range(len(found) - len(wanted) + 1)
        return any(found[at : at + len(wanted)] == wanted for at in spans)

    return fits


def _made_of(name: str) -> Callable[[Named], bool]:
    """Whether every word of the name, two or more, is in what is said of the work."""
    wanted = {*words(name)} - _SMALL
    return lambda work: len(wanted) > 1 and wanted <= _said(work)


@lru_cache(_REMEMBERED)
def _said(work: Named) -> frozenset[str]:
    return frozenset(words(" ".join((*work.names, work.text))))


def _abbreviated(name: str) -> Callable[[Named], bool]:
    """Whether a name of the work is made of beginnings of all the words, in their order."""
    parts = [word for word in words(name) if word not in _SMALL]
    longest = sum(map(len, parts))
    if len(parts) < 2 or longest > _LONGEST:
        return lambda _: False

    def is_made_of_them(text: str) -> bool:
        if not text.startswith(parts[0][0]) or len(text) > longest:
            return False
        ends = {0}
        for part in parts:
            ends = {end + length for end in ends for length in _begun(text[end:], part)}
        return len(text) in ends

    return lambda work: any(is_made_of_them(key(one)) for one in work.names)


def _begun(text: str, word: str) -> range:
    """How many letters of the word a text may begin with, one at least."""
    alike = (one == other for one, other in zip(text, word, strict=False))
    return range(1, sum(takewhile(bool, alike)) + 1)


_LONGEST = 400  # letters; nobody abbreviates more
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})

_FOUND: tuple[Fits, ...] = (
    _alike(key), _alike(lambda name: key(bare(name))), _slashed, _begins, _inside,
)  # fmt: skip
_ROUNDS: tuple[Fits, ...] = (_alike(str), *_FOUND, _made_of, _abbreviated)
