"""Links become lookups: what must be asked, and of whom.

A probe is a module with `PREFIX`, the start of the keys it answers for, and `lookups`, which makes
conversations for questions. Its flows are generators: they yield requests, are sent replies and
return observations, so that they are tested by hand, with `next` and `send`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from listcheck.history import Record, good_for
from listcheck.model import Catalog, Lookup, Observation, Signal
from listcheck.probes.hosts import Hosts
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import HARD, LIVING
from listcheck.urls import fragment, identify

Probe = Callable[[tuple[Question, ...], Settings], tuple[Lookup, ...]]

# Prefix to module: each is imported when its first question comes, since few lists need all.
PROBES: dict[str, str] = {
    "repo:": "listcheck.probes.github",
    "owner:": "listcheck.probes.github",
    "paper:": "listcheck.probes.arxiv",
    "page:": "listcheck.probes.page",
    "code:": "listcheck.probes.huggingface",
    "doi:": "listcheck.probes.doi",
    "gist:": "listcheck.probes.gist",
    "hf:": "listcheck.probes.huggingface_hub",
    "record:": "listcheck.probes.records",
    "youtube:": "listcheck.probes.youtube",
}


def load(module: str) -> Probe:
    """What makes the conversations of a module, as `PROBES` names it."""
    probe: Probe = import_module(module).lookups
    return probe


# What heals by itself is asked again soon; the pause is long enough not to knock twice in a row.
SOON = 300.0
_HEALING = frozenset(
    {
        Signal.THROTTLED, Signal.SERVER_ERROR, Signal.TIMEOUT, Signal.UNREACHABLE, Signal.TLS,
        Signal.PROTOCOL, Signal.UNKNOWN,
    }
)  # fmt: skip


def questions(catalog: Catalog, settings: Settings) -> dict[str, Question]:
    """The questions that a catalog asks, each once, in the order of the text."""
    found: dict[str, Question] = {}
    for _, link in catalog.links():
        target = identify(link.target, settings.services.forge)
        if not target.why_not:
            known = found.get(target.key) or Question(target.key, target.address)
            named = fragment(link.target) if settings.pages.fragments else ""
            part = target.part or (named if target.key.startswith("page:") else "")
            found[target.key] = known.with_part(part)
    for _, entry in catalog.entries():
        titles = tuple(claim.text for claim in entry.claimed("title"))
        if not titles:
            continue
        keys = {identify(link.target, settings.services.forge).key for link in entry.links}
        for key in keys & found.keys():
            found[key] = found[key].with_titles(titles)
    return found


def settled(asked: Mapping[str, Question], settings: Settings) -> dict[str, Observation]:
    """What is known without asking, by the policies of hosts."""
    hosts = Hosts.of(settings)
    found = ((key, hosts.settled(question)) for key, question in asked.items())
    return {key: seen for key, seen in found if seen is not None}


def plan(
    every: Mapping[str, Question],
    known: Mapping[str, Observation],
    settings: Settings,
    now: float,
    lives: Mapping[str, Record] = MappingProxyType({}),
) -> tuple[Lookup, ...]:
    """What must be asked: every question without a fresh answer in the store.

    Args:
        every: the questions of the lists.
        known: the newest observations of their questions.
        settings: of the run.
        now: its time, in Unix seconds.
        lives: the records of what fails.
    """
    unasked = settled(every, settings)
    asked = [
        question.knowing(known.get(question.key))
        for question in every.values()
        if question.key not in unasked
        and (
            settings.refresh
            or not fresh(question, known.get(question.key), settings, now, lives.get(question.key))
        )
    ]
    groups: dict[Probe, list[Question]] = {}
    for question in asked:
        prefix = question.key.partition(":")[0] + ":"
        groups.setdefault(load(PROBES[prefix]), []).append(question)
    return tuple(
        lookup for probe, group in groups.items() for lookup in probe(tuple(group), settings)
    )


def fresh(
    question: Question,
    seen: Observation | None,
    settings: Settings,
    now: float,
    life: Record | None = None,
) -> bool:
    """Whether an earlier answer is still good; for what is dead, its record tells how long."""
    if seen is None or _has_open_parts(question, seen):
        return False
    signals = {
        seen.signal,
        *(seen.parts[part].signal for part in question.parts & seen.parts.keys()),
    }
    usual = settings.max_age
    if life and seen.signal in HARD:
        usual = good_for(life, seen, usual)
    limit = min(usual, SOON) if signals & _HEALING else usual
    return 0 <= now - seen.at < limit


def _has_open_parts(question: Question, seen: Observation) -> bool:
    """Whether more is asked by now than was answered then; what is dead has no parts."""
    if seen.signal not in LIVING:
        return False
    if not question.parts <= seen.parts.keys():
        return True
    if not question.key.startswith("paper:"):
        return False
    from listcheck.probes import arxiv  # noqa: PLC0415  # as in `PROBES`

    return arxiv.wants_titles(question, seen)
