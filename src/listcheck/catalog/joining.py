"""Which draft a row of a twin table, or a note, is about."""

from collections.abc import Iterable, Sequence

from listcheck import names as naming
from listcheck.catalog.drafts import Draft
from listcheck.names import Named


def join(names: Sequence[str], drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The draft that each name is about, by the number of the name; each draft has one at most."""
    found = naming.join(names, [_named(draft) for draft in drafts])
    return {number: drafts[place] for number, place in found.items()}


def about(name: str, drafts: Iterable[Draft]) -> Draft | None:
    """The draft that a name is about, where others may be about it too."""
    drafts = tuple(drafts)
    place = naming.about(name, [_named(draft) for draft in drafts])
    return drafts[place] if place is not None else None


def _named(draft: Draft) -> Named:
    names = tuple(filter(None, (draft.label, draft.name, *draft.aliases)))
    return Named(names, draft.heading, f"{draft.label} {draft.name} {draft.text}")
