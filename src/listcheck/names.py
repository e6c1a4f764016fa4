"""Names of works: how people write them in several places, and which ones mean one work.

Names differ between tables: case, brackets, slashes, a title for a label. The rounds go from the
surest to the least sure; in each one, only what fits exactly one work that nothing else fits is
joined. Words are compared as wholes: one name is often part of another.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from listcheck.patterns import lazy_compile

_WORD = lazy_compile(r"[^\W_]+")
_BRACKETED = lazy_compile(r"\s*[(（][^()（）]*[)）]")


def words(text: str) -> tuple[str, ...]:
    """The words of a name, without case and typographic form."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def key(text: str) -> str:
    """What remains of a name when case and punctuation are dropped."""
    return "".join(words(text))


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


Fits = Callable[[str, Named], bool]


def join(names: Sequence[str], works: Sequence[Named]) -> dict[int, int]:
    """The work that each name is about, both by their numbers; each work has one name at most."""
    found: dict[int, int] = {}
    for fits in _ROUNDS:
        found |= _round(names, works, found, fits)
    return found | between(found, len(names), len(works))


def about(name: str, works: Sequence[Named]) -> int | None:
    """The number of the work that a name is about, where others may be about it too."""
    for fits in _ROUNDS:
        fitting = [number for number, work in enumerate(works) if fits(name, work)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def is_called(name: str, work: Named) -> bool:
    """Whether a reader who looks for the name finds it at the work: a name of it, or its title."""
    return any(fits(name, work) for fits in _FOUND)


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
    fitting = {
        number: [place for place in free if fits(name, works[place])]
        for number, name in enumerate(names)
        if number not in found
    }
    wanted = [place for places in fitting.values() for place in places]
    return {
        number: places[0]
        for number, places in fitting.items()
        if len(places) == 1 and wanted.count(places[0]) == 1
    }


# --- the rounds ----------------------------------------------------------------------------------


def _alike(form: Callable[[str], str]) -> Fits:
    def fits(name: str, work: Named) -> bool:
        wanted = form(name)
        return bool(wanted) and any(form(one) == wanted for one in work.names)

    return fits


def _slashed(name: str, work: Named) -> bool:
    """Whether a list of names with slashes shares one with another."""
    wanted = {key(part) for part in bare(name).split("/")}
    return any(wanted & {key(part) for part in bare(one).split("/")} for one in work.names)


def _begins(name: str, work: Named) -> bool:
    """Whether the title begins with the name."""
    parts = [words(part) for part in (name, bare(name), *bare(name).split("/"))]
    heading = words(work.heading)
    return any(part and heading[: len(part)] == part for part in parts)


def _inside(name: str, work: Named) -> bool:
    wanted, found = words(bare(name)), words(work.heading)
    spans = range(len(found) - len(wanted) + 1)
    return bool(wanted) and any(found[at : at + len(wanted)] == wanted for at in spans)


def _made_of(name: str, work: Named) -> bool:
    """Whether every word of the name, two or more, is in what is said of the work."""
    wanted = {*words(name)} - _SMALL
    return len(wanted) > 1 and wanted <= {*words(" ".join((*work.names, work.text)))}


def _abbreviated(name: str, work: Named) -> bool:
    """Whether a name of the work is made of beginnings of all the words, in their order."""
    parts = [word for word in words(name) if word not in _SMALL]
    begun = "".join(f"{part[0]}(?:{_optional(part[1:])})" for part in parts)
    return len(parts) > 1 and any(re.fullmatch(begun, key(one)) for one in work.names)


def _optional(letters: str) -> str:
    """An expression for every beginning of a word."""
    return "".join(f"(?:{letter}" for letter in letters) + ")?" * len(letters)


_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})

_FOUND: tuple[Fits, ...] = (
    _alike(key), _alike(lambda name: key(bare(name))), _slashed, _begins, _inside,
)  # fmt: skip
_ROUNDS: tuple[Fits, ...] = (_alike(str), *_FOUND, _made_of, _abbreviated)
