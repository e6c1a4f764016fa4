"""Which entry a row of a twin table, or a note, is about: names differ between tables.

The rounds go from the surest to the least sure; in each one, only what fits exactly one entry that
nothing else fits is joined. Words are compared as wholes: one name is often part of another.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from listcheck.catalog.drafts import Draft
from listcheck.catalog.naming import bare, key, words

Fits = Callable[[str, Draft], bool]


def join(names: Sequence[str], drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The draft that each name is about, by the number of the name; each draft has one at most."""
    found: dict[int, Draft] = {}
    for fits in _ROUNDS:
        found |= _round(names, drafts, found, fits)
    found |= _by_position(names, drafts, found)
    return found


def about(name: str, drafts: Iterable[Draft]) -> Draft | None:
    """The draft that a name is about, where others may be about it too."""
    drafts = tuple(drafts)
    for fits in _ROUNDS:
        fitting = [draft for draft in drafts if fits(name, draft)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _round(
    names: Sequence[str], drafts: Sequence[Draft], found: Mapping[int, Draft], fits: Fits
) -> dict[int, Draft]:
    taken = {id(draft) for draft in found.values()}
    free = [draft for draft in drafts if id(draft) not in taken]
    fitting = {
        number: [draft for draft in free if fits(name, draft)]
        for number, name in enumerate(names)
        if number not in found
    }
    wanted = [id(draft) for each in fitting.values() for draft in each]
    return {
        number: each[0]
        for number, each in fitting.items()
        if len(each) == 1 and wanted.count(id(each[0])) == 1
    }


def _by_position(
    names: Sequence[str], drafts: Sequence[Draft], found: Mapping[int, Draft]
) -> dict[int, Draft]:
    """Between two that are joined, one of each that is left: the tables have the same order."""
    place = {id(draft): number for number, draft in enumerate(drafts)}
    joined = [(-1, -1), *sorted((n, place[id(draft)]) for n, draft in found.items())]
    joined.append((len(names), len(drafts)))
    more = {}
    for (left, over), (right, under) in pairwise(joined):
        taken = {place[id(draft)] for draft in found.values()}
        free = [number for number in range(over + 1, under) if number not in taken]
        if right - left == 2 and len(free) == 1:
            more[left + 1] = drafts[free[0]]
    return more


# --- the rounds ----------------------------------------------------------------------------------


def _names(draft: Draft) -> tuple[str, ...]:
    return tuple(filter(None, (draft.label, draft.name, *draft.aliases)))


def _alike(form: Callable[[str], str]) -> Fits:
    def fits(name: str, draft: Draft) -> bool:
        wanted = form(name)
        return bool(wanted) and any(form(one) == wanted for one in _names(draft))

    return fits


def _slashed(name: str, draft: Draft) -> bool:
    """Whether a list of names with slashes shares one with another."""
    wanted = {key(part) for part in bare(name).split("/")}
    return any(wanted & {key(part) for part in bare(one).split("/")} for one in _names(draft))


def _begins(name: str, draft: Draft) -> bool:
    """Whether the title begins with the name."""
    parts = [words(part) for part in (name, bare(name), *bare(name).split("/"))]
    heading = words(draft.heading)
    return any(part and heading[: len(part)] == part for part in parts)


def _inside(name: str, draft: Draft) -> bool:
    wanted, found = words(bare(name)), words(draft.heading)
    spans = range(len(found) - len(wanted) + 1)
    return bool(wanted) and any(found[at : at + len(wanted)] == wanted for at in spans)


def _made_of(name: str, draft: Draft) -> bool:
    """Whether every word of the name, two or more, is in the entry's text."""
    wanted = {*words(name)} - _SMALL
    return len(wanted) > 1 and wanted <= {*words(f"{draft.label} {draft.name} {draft.text}")}


def _abbreviated(name: str, draft: Draft) -> bool:
    """Whether the label is made of beginnings of all the words of the name, in their order."""
    parts = [word for word in words(name) if word not in _SMALL]
    begun = "".join(f"{part[0]}(?:{_optional(part[1:])})" for part in parts)
    return len(parts) > 1 and any(re.fullmatch(begun, key(one)) for one in _names(draft))


def _optional(letters: str) -> str:
    """An expression for every beginning of a word."""
    return "".join(f"(?:{letter}" for letter in letters) + ")?" * len(letters)


_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})

_ROUNDS: tuple[Fits, ...] = (
    _alike(str), _alike(key), _alike(lambda name: key(bare(name))), _slashed, _begins, _inside,
    _made_of, _abbreviated,
)  # fmt: skip
