"""What else is where a path of a living repository was: the same name, written or ending otherwise.

What is asked is the default branch: whoever moves a file, moves it there.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from listcheck.case import Case, Place
from listcheck.model import Observation, Part, Signal
from listcheck.states import LIVING

KEY = "beside:"
FOLDER = "the nearest folder that is left"


class Move(NamedTuple):
    """A path that is there: its address, the part of the repository that it is, what says so.

    `mends`: it is the path that was meant, and not the folder where to look for it.
    """

    url: str
    part: str
    words: str
    seen: Observation
    mends: bool


def key(case: Case, place: Place) -> str:
    """The key of the question, `beside:owner/name/path`; empty where there is nothing to ask.

    The name is the one that the repository has by now.
    """
    seen, part = _seen(place)
    if seen is None or part is None or not seen.facts.canonical or not seen.facts.default_branch:
        return ""
    path = _path(place.target.part, seen.facts.default_branch)
    asked = part.signal is Signal.MISSING and not part.suggestion and path
    return f"{KEY}{seen.facts.canonical.lower()}/{path}" if asked else ""


def _seen(place: Place) -> tuple[Observation | None, Part | None]:
    seen, part = place.verdict.observation, place.target.part
    if seen is None or seen.signal not in LIVING or not part.startswith("path:"):
        return None, None
    return seen, seen.parts.get(part)


def _path(part: str, branch: str) -> str:
    """The path without its ref: the default branch if it can be, else whatever has no slash."""
    written = part.removeprefix("path:")
    if written.startswith(f"{branch}/"):
        return written.removeprefix(f"{branch}/")
    return written.partition("/")[2]


def found(case: Case, place: Place) -> Iterator[Move]:
    """The path that takes its place, or the folder that is left."""
    home, _ = _seen(place)
    seen = case.evidence.get(key(case, place))
    if home is None or seen is None:
        return
    name, branch = home.facts.canonical or "", home.facts.default_branch or ""
    for where, part in seen.parts.items():
        kind, _, path = where.partition(":")
        url = f"https://{case.settings.services.forge}/{name}/{kind}/{quote(f'{branch}/{path}')}"
        yield Move(url, f"{branch}/{path}", part.reason, seen, part.reason != FOLDER)


def seen_in(seen: Observation, home: Observation) -> tuple[str, ...]:
    """The parts of a repository that an answer shows to be there."""
    name, branch = home.facts.canonical, home.facts.default_branch
    if not name or not branch or not seen.key.startswith(f"{KEY}{name.lower()}/"):
        return ()
    return tuple(f"path:{branch}/{where.partition(':')[2]}" for where in seen.parts)
