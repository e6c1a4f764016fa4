"""Papers on arXiv: up to a hundred ids a call, with control papers in each.

Sources: https://info.arxiv.org/help/api/user-manual.html (max_results, id_list, Atom fields) and
https://info.arxiv.org/help/api/tou.html (one connection, three seconds). Under load arXiv answers
200 with an empty feed or with plain text; so an id that a reply leaves out is believed to be absent
only when the reply holds a paper that is known to exist, and the paper's own page says 404.
"""

from collections.abc import Generator
from functools import partial
from types import MappingProxyType

from listcheck import papers as ids
from listcheck.exchange import Exchange, Failure, Reply, Request, ask
from listcheck.model import Facts, Flow, Lookup, Observation, Part, Signal
from listcheck.probes import arxiv_calls as calls
from listcheck.probes import atom, title_search
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings
from listcheck.titles import compare

_COMPANIONS = 2  # papers of the list that stand beside the controls
_MOST_VERSIONS = 40
# Among the parts of an observation: that it knows the titles of the older versions, too.
_ALL_TITLES = "titles"


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """One conversation for each call's worth of ids; they share the searches for titles."""
    budget = title_search.Budget()
    size = calls.BATCH - len(calls.CONTROLS)
    batches = [questions[start : start + size] for start in range(0, len(questions), size)]
    return tuple(
        Lookup(
            tuple(question.key for question in batch),
            partial(flow, batch, settings.services, budget),
        )
        for batch in batches
    )


def flow(
    questions: tuple[Question, ...], services: Services, budget: title_search.Budget | None = None
) -> Flow:
    """Ask for a batch of papers, then for the titles that are of none of them."""
    talk = calls.Talk(services)
    names = tuple(question.name for question in questions)
    answers = yield from calls.asked(talk, names)
    feed = calls.Feed(MappingProxyType(answers.papers), status=200)
    told = feed.papers.keys() | answers.silent.keys() | answers.refused
    absent = tuple(name for name in names if name not in told)
    absent = (yield from _still_absent(talk, absent, feed)) if absent else ()
    older = yield from _older_titles(talk, questions, feed)
    proven = bool(answers.refused) and (yield from calls.is_sound(talk, answers))
    seen = []
    for question in questions:
        if question.name in answers.silent:
            seen.append(_unanswered(question, answers.silent[question.name], talk))
        elif question.name in absent or (proven and question.name in answers.refused):
            seen.append((yield from _absent(talk, question)))
        elif question.name in feed.papers:
            titles = older.get(question.name)
            seen.append((yield from _present(talk, question, feed.papers[question.name], titles)))
        else:
            refused = question.name in answers.refused
            seen.append(_left_out(talk, question, _REFUSED if refused else _LEFT_OUT))
    budget = budget or title_search.Budget()
    return (yield from title_search.completed(services, questions, tuple(seen), budget))


def wants_titles(question: Question, seen: Observation) -> bool:
    """Whether a title that the list has by now makes the older versions' titles matter."""
    several = (seen.facts.version or 1) > 1 and _ALL_TITLES not in seen.parts
    return several and (seen.facts.title is None or _is_doubtful(question, seen.facts))


def _unanswered(question: Question, feed: calls.Feed, talk: calls.Talk) -> Observation:
    at = talk.trail[-1].reply.at
    trail = tuple(talk.trail)
    return Observation(question.key, feed.signal, feed.reason, feed.status, trail=trail, at=at)


def _still_absent(
    talk: calls.Talk, absent: tuple[str, ...], first: calls.Feed
) -> Generator[Request, Reply, tuple[str, ...]]:
    """Ask for the missing ones once more; what a second reply leaves out as well is absent.

    The reply counts when it holds a witness, a paper that is known to exist: a control, or a
    paper of the list that the first reply held.
    """
    others = (name for name in first.papers if name not in calls.CONTROLS and _is_newest(name))
    companions = tuple(others)[:_COMPANIONS]
    again = yield from calls.call(talk, absent + companions)
    if not any(witness in again.papers for witness in (*calls.CONTROLS, *companions)):
        return ()
    return tuple(name for name in absent if name not in again.papers)


def _is_newest(name: str) -> bool:
    found = ids.parse(name)
    return found is not None and found.version is None


def _absent(talk: calls.Talk, question: Question) -> Generator[Request, Reply, Observation]:
    """The second source: the paper's own page."""
    url = f"{talk.services.arxiv_pages}/abs/{question.name}"
    trail = list(talk.trail)
    reply = yield from ask(Request("GET", url, lane=calls.LANE, configured=True), trail)
    if isinstance(reply, Failure):
        (signal, reason), status = calls.of_failure(reply), None
    elif reply.status == 404:
        signal, reason, status = Signal.MISSING, "arXiv has no paper of this id", 404
    else:
        reason = "arXiv's API does not know it, its page does not say 404"
        signal, status = Signal.UNKNOWN, reply.status
    return Observation(
        question.key, signal, reason, status, trail=tuple(trail), at=trail[-1].reply.at
    )


_LEFT_OUT = "arXiv's API left it out of a reply that proves nothing"
_REFUSED = "arXiv's API refuses this id (400)"


def _left_out(talk: calls.Talk, question: Question, reason: str) -> Observation:
    at = talk.trail[-1].reply.at
    return Observation(question.key, Signal.UNKNOWN, reason, trail=tuple(talk.trail), at=at)


def _present(
    talk: calls.Talk, question: Question, facts: Facts, titles: tuple[str, ...] | None
) -> Generator[Request, Reply, Observation]:
    found: dict[str, Part] = {}
    trail = list(talk.trail)
    for part in sorted(question.parts):
        if facts.version is None or int(part[1:]) <= facts.version:
            found[part] = Part(Signal.ALIVE)
        else:
            found[part] = yield from _version(talk, question.name + part, facts.version, trail)
    if titles is not None:
        found[_ALL_TITLES] = Part(Signal.ALIVE)
        facts = facts._replace(titles=tuple(dict.fromkeys((*facts.titles, *titles))))
    elif (facts.version or 1) > 1 and _foreign(question, facts):
        # An older version may have had the written title: which one it has was not observed.
        facts = facts._replace(title=None, titles=())
    return Observation(
        question.key, Signal.ALIVE, "answers", 200, facts=facts, parts=MappingProxyType(found),
        trail=tuple(trail), at=trail[-1].reply.at,
    )  # fmt: skip


def _version(
    talk: calls.Talk, name: str, newest: int, trail: list[Exchange]
) -> Generator[Request, Reply, Part]:
    """A version beyond the newest that the API knows: believed when its page is not there."""
    url = f"{talk.services.arxiv_pages}/abs/{name}"
    reply = yield from ask(Request("GET", url, lane=calls.LANE, configured=True), trail)
    if isinstance(reply, Failure):
        return Part(*calls.of_failure(reply))
    if reply.status == 404:
        return Part(Signal.MISSING, f"the newest version is v{newest}", f"v{newest}")
    if reply.status == 200:
        return Part(Signal.ALIVE)
    return Part(Signal.UNKNOWN, "a version that arXiv's API does not show")


def _older_titles(
    talk: calls.Talk, questions: tuple[Question, ...], feed: calls.Feed
) -> Generator[Request, Reply, dict[str, tuple[str, ...]]]:
    """Before an id is called wrong: the titles of the earlier versions, newest first.

    Only for papers of which every call was answered.
    """
    wanted = [
        (question.name, version)
        for question in questions
        if (facts := feed.papers.get(question.name)) and _is_doubtful(question, facts)
        for version in range((facts.version or 1) - 1, 0, -1)[:_MOST_VERSIONS]
    ]
    found: dict[str, tuple[str, ...]] = {name: () for name, _ in wanted}
    size = calls.BATCH - len(calls.CONTROLS)
    for start in range(0, len(wanted), size):
        batch = wanted[start : start + size]
        older = yield from calls.call(talk, tuple(f"{name}v{version}" for name, version in batch))
        for name, version in batch:
            if older.signal is not Signal.ALIVE:
                found.pop(name, None)
            elif name in found and (title := atom.title_of(older.papers, name, version)):
                found[name] += (title,)
    return found


def _foreign(question: Question, facts: Facts) -> bool:
    return "foreign" in _likenesses(question, facts)


def _is_doubtful(question: Question, facts: Facts) -> bool:
    """Whether a written title may be an older version's: neither the same nor nearly."""
    return not _likenesses(question, facts).isdisjoint(("foreign", "unclear"))


def _likenesses(question: Question, facts: Facts) -> set[str]:
    titles = facts.titles or ((facts.title,) if facts.title else ())
    return {compare(title, titles).likeness for title in question.titles} if titles else set()
