"""Repositories and owners on GitHub: by GraphQL in batches, or by REST without a token.

Sources: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
(a query of scalars costs one point however many repositories it names), and of REST
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (60 an hour without
a token). Web pages of repositories are never fetched: they are throttled.
"""

from collections.abc import Iterator
from functools import partial

from listcheck.model import Lookup
from listcheck.probes.question import Question
from listcheck.settings import Settings

BATCH = 50  # one point a query; batches of a hundred and more were seen to fail with 502
_MOST_FIELDS = 100  # of repositories and of what is asked in them


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """Batches where there is a token, else one conversation for each repository."""
    # Their payload models take long to load, and a run with a full store needs none.
    from listcheck.probes import github_graphql, github_rest  # noqa: PLC0415

    services = settings.services
    if not services.token:
        # Of sixty answers, those are worth most that tell something of several links.
        by_worth = sorted(questions, key=lambda question: question.key.startswith("owner:"))
        return tuple(
            Lookup((question.key,), partial(github_rest.flow, question, services))
            for question in by_worth
        )
    return tuple(
        Lookup(
            tuple(question.key for question in batch),
            partial(github_graphql.flow, batch, services),
        )
        for batch in _batches(questions)
    )


def _batches(questions: tuple[Question, ...]) -> Iterator[tuple[Question, ...]]:
    batch: list[Question] = []
    for question in questions:
        asked = sum(1 + len(one.parts) for one in (*batch, question))
        if batch and (len(batch) == BATCH or asked > _MOST_FIELDS):
            yield tuple(batch)
            batch = []
        batch.append(question)
    if batch:
        yield tuple(batch)
