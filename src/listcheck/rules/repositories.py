"""The repositories of each list, each once."""

from collections.abc import Iterator

from listcheck.case import Case, Place, is_kind
from listcheck.model import Observation


def repositories(case: Case) -> Iterator[tuple[Place, Observation]]:
    """Every repository of which something was seen, once for each document.

    Its place is that of the links to itself; where there are none, of those to a path in it.
    """
    found: dict[tuple[str, str], Place] = {}
    # "repository" sorts before "repository-path"
    for place in sorted(case.places, key=lambda place: place.target.kind):
        if is_kind(place.target, "repository"):
            found.setdefault((place.document.path, place.target.key), place)
    for place in found.values():
        if place.verdict.observation is not None:
            yield place, place.verdict.observation
