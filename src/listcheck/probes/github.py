"""Repositories on GitHub: by GraphQL in batches with a token, one by one over REST without.

Sources: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
(a query of scalars costs one point however many repositories it names), and of REST
https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (60 an hour without
a token). Web pages of repositories are never fetched: they are throttled.
"""

from functools import partial

from listcheck.model import Lookup
from listcheck.probes.question import Question
from listcheck.settings import Settings

BATCH = 50  # one point a query; batches of a hundred and more were seen to fail with 502


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """Batches where there is a token, else one conversation for each repository."""
    # Their payload models take long to load, and a run with a full store needs none.
    from listcheck.probes import github_graphql, github_rest  # noqa: PLC0415

    services = settings.services
    if not services.token:
        return tuple(
            Lookup((question.key,), partial(github_rest.flow, question, services))
            for question in questions
        )
    batches = [questions[start : start + BATCH] for start in range(0, len(questions), BATCH)]
    return tuple(
        Lookup(
            tuple(question.key for question in batch),
            partial(github_graphql.flow, batch, services),
        )
        for batch in batches
    )
