"""What is known of the addresses that a fix may write: what was seen while others were asked."""

from collections.abc import Iterator
from types import MappingProxyType

from listcheck import moves
from listcheck.model import Evidence, Facts, Observation, Part, Signal
from listcheck.rescues import answered
from listcheck.states import LIVING
from listcheck.urls import identify


def followed(evidence: Evidence, forge: str) -> dict[str, Observation]:
    """The evidence, and again under every name and address that was seen to answer instead.

    A repository that GitHub knows by another name was seen under that name; the end of permanent
    redirects was seen at its own address; a path on the renamed branch answered there. Of a paper
    that a search found, the title was seen, and of what is dead, an archive showed a copy.
    Paths near one that is gone were seen in their folder.
    """
    found = dict(evidence)
    for seen in evidence.values():
        if seen.signal in LIVING:
            found[seen.key] = _with_parts(seen)
            for key in _successors(seen, forge):
                found.setdefault(key, _settled(_with_parts(seen), key))
        if copy := answered(seen, forge):
            found.setdefault(copy.key, copy)
        if seen.facts.meant:
            found.setdefault(key := f"paper:{seen.facts.meant}", _searched(seen, key))
    for seen in evidence.values():
        if seen.key.startswith(moves.KEY):
            found |= {key: _holding(home, seen) for key, home in found.items()}
    return found


def _holding(home: Observation, seen: Observation) -> Observation:
    """A repository with the paths in it that a search of its folders came upon."""
    there = {part: Part(Signal.ALIVE) for part in moves.seen_in(seen, home)}
    return home._replace(parts=MappingProxyType({**there, **home.parts})) if there else home


def _searched(seen: Observation, key: str) -> Observation:
    title = seen.facts.meant_title
    facts = Facts(title=title, titles=(title,) if title else ())
    return seen._replace(key=key, facts=facts, parts=MappingProxyType({}))


def _settled(seen: Observation, key: str) -> Observation:
    return seen._replace(key=key, signal=Signal.ALIVE, moved_to=None, final_url=None)


def _successors(seen: Observation, forge: str) -> Iterator[str]:
    prefix = seen.key.partition(":")[0]
    if prefix == "repo" and seen.facts.canonical:
        yield f"repo:{seen.facts.canonical.lower()}"
    for address in (seen.moved_to, seen.final_url):
        if address and prefix in ("page", "hf"):
            yield identify(address, forge).key


def _with_parts(seen: Observation) -> Observation:
    """The parts that answered in the place of missing ones, as parts of their own."""
    instead = {part.suggestion: part for part in seen.parts.values() if part.suggestion}
    if not instead:
        return seen
    alive = {name: Part(Signal.ALIVE, part.reason) for name, part in instead.items() if name}
    return seen._replace(parts=MappingProxyType({**alive, **seen.parts}))
