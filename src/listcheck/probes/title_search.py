"""Which paper was meant: arXiv's API asked for a title that stands beside another paper's id.

Sources: https://info.arxiv.org/help/api/user-manual.html (search_query, the prefix `ti`, phrases in
double quotes, max_results). arXiv's parser counts parentheses within quotes, too, and refuses a
query whose quotes do not close (arXiv/arxiv-search, query_parser.py); a hyphen excludes the word
behind it (arXiv/arxiv-search#322). So only words in small letters are sent, and apostrophes within
them. An empty feed is the reply to an unknown title and that of an overloaded arXiv: it tells
nothing.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from listcheck import papers as ids
from listcheck.exchange import Answer, Exchange, Reply, Request, ask
from listcheck.model import Observation
from listcheck.patterns import lazy_compile
from listcheck.probes import arxiv_calls as calls
from listcheck.probes import atom
from listcheck.probes.question import Question
from listcheck.settings import Services
from listcheck.titles import compare, forms, is_gloss, key, words

MOST = 5  # searches a run
RESULTS = 3  # papers a search; two that bear the title leave it open which was meant
WORDS = 4  # of a title that is worth a search
_APOSTROPHE = lazy_compile(r"(?<=\w)['’](?=\w)")


@dataclass(slots=True, eq=False)
class Budget:
    """The searches that are left of a run; its conversations share them."""

    left: int = MOST


class _Sought(NamedTuple):
    """A written title, and the questions whose papers it is not of."""

    title: str
    keys: frozenset[str]


def completed(
    services: Services,
    questions: tuple[Question, ...],
    seen: tuple[Observation, ...],
    budget: Budget,
) -> Generator[Request, Reply, tuple[Observation, ...]]:
    """The observations of a batch, with the ids that were meant where a search tells.

    Whatever a search meets with, the observations stay what they are; a reply that is no feed ends
    the searches of the run.
    """
    known = {one.key: one for one in seen}
    for sought in _sought(questions, known):
        if not budget.left:
            break
        budget.left -= 1
        trail: list[Exchange] = []
        papers = found((yield from ask(request(services, sought.title), trail)))
        if papers is None:
            budget.left = 0
            break
        if name := bearing(sought.title, papers):
            for one in (known[each] for each in sought.keys if not known[each].facts.meant):
                known[one.key] = _completed(one, name, papers[name], trail)
    return tuple(known[one.key] for one in seen)


def _completed(one: Observation, name: str, title: str, trail: list[Exchange]) -> Observation:
    facts = one.facts._replace(meant=name, meant_title=title)
    return one._replace(facts=facts, trail=(*one.trail, *trail), at=trail[-1].reply.at)


def _sought(questions: tuple[Question, ...], known: dict[str, Observation]) -> Iterator[_Sought]:
    """The titles that are of no paper of the batch, in the order of the questions."""
    borne = {form for one in known.values() for title in _titles(one) for form in forms(title)}
    claimed: dict[str, list[tuple[Question, str]]] = {}
    for question in questions:
        for title in question.titles:
            claimed.setdefault(key(title), []).append((question, title))
    for places in claimed.values():
        title = places[0][1]
        # A paper that was not seen may be the one that bears it.
        if all(_is_foreign(known[question.key], title) for question, title in places) and (
            len(words(title)) >= WORDS and not is_gloss(title) and not forms(title) & borne
        ):
            yield _Sought(title, frozenset(question.key for question, _ in places))


def _titles(one: Observation) -> tuple[str, ...]:
    return one.facts.titles or ((one.facts.title,) if one.facts.title else ())


def _is_foreign(one: Observation, title: str) -> bool:
    titles = _titles(one)
    return bool(titles) and compare(title, titles).likeness == "foreign"


def request(services: Services, title: str) -> Request:
    """Late: a search is worth less than any question of the list, and may not stand before one."""
    query = urlencode({"search_query": f'ti:"{phrase(title)}"', "max_results": RESULTS}, safe=":")
    url = f"{services.arxiv_api}?{query}"
    return Request(
        "GET", url, calls.HEADERS, read=calls.READ, late=True, lane=calls.LANE, configured=True
    )


def phrase(title: str) -> str:
    """The words of a title as a phrase in which nothing is an operator."""
    return "'".join(" ".join(words(part)) for part in _APOSTROPHE.split(title))


def found(reply: Reply) -> dict[str, str] | None:
    """The titles of the papers of a feed by their ids; None if it is no feed."""
    if not isinstance(reply, Answer) or reply.status != 200 or reply.truncated:
        return None
    papers = atom.papers(reply.body)
    if papers is None:
        return None
    return {name: facts.title for name, facts in papers.items() if facts.title and _is_bare(name)}


def _is_bare(name: str) -> bool:
    found = ids.parse(name)
    return found is not None and found.version is None


def bearing(written: str, papers: dict[str, str]) -> str:
    """The one paper with exactly this title, a name in front or a venue behind it left out."""
    exact = [name for name, title in papers.items() if key(title) in forms(written)]
    return exact[0] if len(exact) == 1 else ""
