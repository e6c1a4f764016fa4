"""One comment of ours on a pull request, however often and however many at once we come by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from listcheck.github.calls import Place, Talk, TroubleError, call, pages
from listcheck.github.marking import Mark, author, login, ours, says

What = Literal["written", "edited", "unchanged", "nothing"]
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, in ever shorter forms of the same mark; `anew`: also where nothing is."""

    mark: Mark
    bodies: tuple[str, ...]
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Posted:
    """What was done, and to which comment."""

    what: What
    comment: int | None = None


def standing(place: Place, number: int, kind: str, of: str) -> Talk[list[dict[str, Any]]]:
    """The comments of ours on a pull request that are of this kind, the oldest first.

    Raises:
        TroubleError: GitHub cannot be asked, or refuses.
    """
    by = yield from author(place)
    return (yield from _of(place, number, kind, of, by))


def post(
    place: Place, number: int, letter: Letter, mine: Sequence[Mapping[str, Any]]
) -> Talk[Posted]:
    """Say it: edit the oldest of `mine`, remove the others; write where there is none.

    Raises:
        TroubleError: GitHub cannot be asked, or refuses.
    """
    for other in mine[1:]:
        yield from _remove(place, other)
    if mine:
        return (yield from _edit(place, mine[0], letter))
    if not letter.anew:
        return Posted("nothing")
    made = yield from _sent("POST", place.url(f"issues/{number}/comments"), letter.bodies)
    # Somebody may have written at the same time: of two, the older one stays.
    mark = letter.mark
    each = yield from _of(place, number, mark.kind, mark.id, login(made))
    oldest = each[0] if each else made
    if oldest["id"] == made["id"]:
        return Posted("written", made["id"])
    yield from _remove(place, made)
    return (yield from _edit(place, oldest, letter))


def _of(place: Place, number: int, kind: str, of: str, by: str) -> Talk[list[dict[str, Any]]]:
    each = yield from pages(place.url(f"issues/{number}/comments"))
    return ours(each, kind, of, by)


def _edit(place: Place, one: Mapping[str, Any], letter: Letter) -> Talk[Posted]:
    if says(one, letter.mark):
        return Posted("unchanged", one["id"])
    yield from write_over(place, one["id"], letter)
    return Posted("edited", one["id"])


def write_over(place: Place, comment: int, letter: Letter) -> Talk[None]:
    """Say it in a comment of ours, whatever that says.

    Raises:
        TroubleError: GitHub cannot be asked, or refuses.
    """
    yield from _sent("PATCH", place.url(f"issues/comments/{comment}"), letter.bodies)


def _remove(place: Place, one: Mapping[str, Any]) -> Talk[None]:
    try:
        yield from call("DELETE", place.url(f"issues/comments/{one['id']}"))
    except TroubleError as trouble:
        if trouble.status not in _GONE:  # another run was quicker
            raise


def _sent(method: Literal["POST", "PATCH"], url: str, bodies: tuple[str, ...]) -> Talk[Any]:
    """Send the longest form that GitHub takes: 422 is its answer to one that is too long."""
    for body in bodies[:-1]:
        try:
            return (yield from call(method, url, {"body": body}))
        except TroubleError as trouble:
            if trouble.status != 422:
                raise
    return (yield from call(method, url, {"body": bodies[-1]}))
