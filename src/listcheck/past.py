"""What the store adds to what a run saw: how long things have failed, and what has healed."""

from collections.abc import Iterator, Mapping

from listcheck.case import Case, Place
from listcheck.exchange import Answer
from listcheck.history import DAY, Record, record, sightings
from listcheck.model import Observation, Signal
from listcheck.states import HARD, LIVING, PAGES
from listcheck.store import Store
from listcheck.urls import host_of

_TELLING = LIVING | {Signal.UNVERIFIABLE}
_MOST_TOLD = 3  # addresses in a note
_LATELY = 60 * DAY
_WITNESSES = 12  # addresses; a doubting run asks three of them


def records(store: Store, evidence: Mapping[str, Observation]) -> dict[str, Record]:
    """The records of all that fails: of questions by their keys, of parts by key and part."""
    found: dict[str, Record] = {}
    for key, seen in evidence.items():
        if seen.signal not in _TELLING:
            found[key] = record(store.life(key))
        elif seen.parts and (broken := _broken(seen)):
            earlier = store.past(key)
            found |= {f"{key} {name}": record(sightings(earlier, name)) for name in broken}
    return found


def _broken(seen: Observation) -> list[str]:
    return [name for name, part in seen.parts.items() if part.signal not in _TELLING]


def alive(known: Mapping[str, Observation], now: float) -> tuple[str, ...]:
    """Addresses of pages that answered lately, the newest first: a run that doubts asks some."""
    lately = [
        one
        for one in known.values()
        if one.key.startswith(PAGES) and one.signal is Signal.ALIVE and now - one.at < _LATELY
    ]
    hosts: dict[str, str] = {}
    for one in sorted(lately, key=lambda one: (-one.at, one.key)):
        url = one.key.removeprefix(PAGES)
        hosts.setdefault(host_of(url), url)
    return tuple(hosts.values())[:_WITNESSES]


def unlike(known: Mapping[str, Observation]) -> bool:
    """Whether some pages had validators of their own (RFC 9110, 8.8): then no page stands for all.

    What stands in between has none to give, or the same for all.
    """
    steps = (step.reply for one in known.values() if one.signal in LIVING for step in one.trail)
    tags = {
        (reply.headers.get("etag"), reply.headers.get("last-modified"))
        for reply in steps
        if isinstance(reply, Answer)
    }
    return len(tags - {(None, None)}) > 1


def healed(
    case: Case, before: Mapping[str, Record], fresh: Mapping[str, Observation]
) -> tuple[str, ...]:
    """The addresses that answered in this run and were dead or suspect before it."""
    against = {name for name, life in before.items() if _spoke_against(life)}
    places = case.places if against else ()
    found = (place.link.url for place in places if _is_healed(place, against, fresh))
    return tuple(dict.fromkeys(found))


def _is_healed(place: Place, against: set[str], fresh: Mapping[str, Observation]) -> bool:
    target = place.target
    lives = place.verdict.state in ("alive", "moved") and target.key in fresh
    return lives and not against.isdisjoint((target.key, f"{target.key} {target.part}"))


def _spoke_against(life: Record) -> bool:
    return life.confirmations > 0 or life.suspect_since is not None


def notes(
    healed: tuple[str, ...], evidence: Mapping[str, Observation], before: float
) -> Iterator[str]:
    """What is worth a line: what healed, and the dead that were not asked again.

    Args:
        healed: addresses that answer again.
        evidence: what the run judges by.
        before: Unix time before which an answer is older than answers usually may be.
    """
    if healed:
        told = ", ".join(healed[:_MOST_TOLD])
        more = f" and {len(healed) - _MOST_TOLD} more" if len(healed) > _MOST_TOLD else ""
        yield f"healed since the last run: {len(healed)} ({told}{more})"
    if old := sum(seen.signal in HARD and seen.at < before for seen in evidence.values()):
        what = "1 dead link was" if old == 1 else f"{old} dead links were"
        yield f"{what} not asked again so soon: --refresh asks"
