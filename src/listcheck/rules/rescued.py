"""What a finding of something dead proposes: the advice, the fix, and what proves it."""

from typing import NamedTuple
from urllib.parse import quote

from listcheck import rescues, retarget
from listcheck.case import Case, Place
from listcheck.exchange import Exchange
from listcheck.model import Edit, Fix, Link
from listcheck.rescues import Proposal


class Offer(NamedTuple):
    """The advice; the fix with the best that there is, None if nothing is; the exchanges."""

    advice: str
    fix: Fix | None = None
    trail: tuple[Exchange, ...] = ()


def offer(case: Case, place: Place, otherwise: str) -> Offer:
    """What to do about something dead.

    Args:
        case: the case.
        place: everything that leads to it, in one document.
        otherwise: the advice where nothing can stand in for it.
    """
    found = rescues.proposals(case, place)
    if not found:
        return Offer(otherwise)
    trail = tuple(step for one in found for seen in one.seen for step in seen.trail)
    told = "; ".join((otherwise, *(f"{one.words}: {one.url}" for one in found)))
    best = next((one for one in found if one.mends), None)
    return Offer(told, _fix(case, place, best) if best else None, trail)


def _fix(case: Case, place: Place, best: Proposal) -> Fix | None:
    """Everything that leads to the same target in the document leads to the proposal."""
    same = [one for one in case.places if rescues.subject(one) == rescues.subject(place)]
    edits = retarget.distinct([_edit(one, link, best) for one in same for link in one.links])
    return Fix(f"write {best.url}", edits, safe=False) if edits else None


def _edit(place: Place, link: Link, best: Proposal) -> Edit | None:
    if best.name and not place.target.part:  # what is in it may stand elsewhere there
        return retarget.renamed(link, place.target.key.partition(":")[2], best.name)
    if best.part:
        return retarget.renamed(link, place.target.part.removeprefix("path:"), quote(best.part))
    return None if link.is_image else retarget.to(link, best.url)
