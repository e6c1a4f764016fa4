"""Links become lookups: what must be asked, and of whom.

A probe is a module with `PREFIX`, the start of the keys it answers for, and `lookups`, which makes
conversations for questions. Its flows are generators: they yield requests, are sent replies and
return observations, so that they are tested by hand, with `next` and `send`.
"""

from collections.abc import Callable, Mapping

from listcheck.model import Catalog, Lookup, Observation, Signal
from listcheck.probes import arxiv, github, huggingface, page
from listcheck.probes.question import Question
from listcheck.settings import Settings
from listcheck.states import LIVING
from listcheck.urls import identify

Probe = Callable[[tuple[Question, ...], Settings], tuple[Lookup, ...]]

PROBES: dict[str, Probe] = {
    "repo:": github.lookups,
    "owner:": github.lookups,
    "paper:": arxiv.lookups,
    "page:": page.lookups,
    "code:": huggingface.lookups,
}

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
            found[target.key] = known.with_part(target.part)
    for _, entry in catalog.entries():
        titles = tuple(claim.text for claim in entry.claimed("title"))
        keys = {identify(link.target, settings.services.forge).key for link in entry.links}
        for key in keys & found.keys() if titles else ():
            found[key] = found[key].with_titles(titles)
    return found


def plan(
    catalog: Catalog, known: Mapping[str, Observation], settings: Settings, now: float
) -> tuple[Lookup, ...]:
    """What must be asked: every question without a fresh answer in the store."""
    asked = [
        question.knowing(known.get(question.key))
        for question in questions(catalog, settings).values()
        if settings.refresh or not fresh(question, known.get(question.key), settings, now)
    ]
    groups: dict[Probe, list[Question]] = {}
    for question in asked:
        prefix = question.key.partition(":")[0] + ":"
        groups.setdefault(PROBES[prefix], []).append(question)
    return tuple(
        lookup for probe, group in groups.items() for lookup in probe(tuple(group), settings)
    )


def fresh(question: Question, seen: Observation | None, settings: Settings, now: float) -> bool:
    """Whether an earlier answer is still good."""
    if seen is None or _has_open_parts(question, seen):
        return False
    signals = {
        seen.signal,
        *(seen.parts[part].signal for part in question.parts & seen.parts.keys()),
    }
    limit = min(settings.max_age, SOON) if signals & _HEALING else settings.max_age
    return 0 <= now - seen.at < limit


def _has_open_parts(question: Question, seen: Observation) -> bool:
    """Whether more is asked by now than was answered then; what is dead has no parts."""
    if seen.signal not in LIVING:
        return False
    new_titles = question.key.startswith("paper:") and arxiv.wants_titles(question, seen)
    return new_titles or not question.parts <= seen.parts.keys()
