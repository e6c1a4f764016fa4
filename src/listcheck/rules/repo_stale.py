"""A repository to which nothing was pushed for years.

What it finds: repositories whose last push, to any branch, was more than three years before they
were asked about, in entries that do not say so. `stale-after` in the settings' `[tolerances]` is
that time.

Why it matters: dependencies move on, and issues there may find nobody. Maintainers of lists go
through such entries every few years.

What to do: mostly nothing: code that belongs to a paper is finished when the paper is. Say so in
the entry if it no longer runs ("unmaintained"), or look for a successor.

What it cannot know: whether the code still runs, or whether there was anything left to do. A
path in a repository is as fresh as the repository. Of archived and empty ones other rules speak.

Example: `[code](https://github.com/owner/finished)`, last pushed to in 2019.

Cost: none beyond the batch that asks for its stars.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from listcheck.case import Case, Rule
from listcheck.model import Finding, Observation
from listcheck.rules.finding import about
from listcheck.rules.repo_archived import is_said
from listcheck.rules.repositories import repositories


def check(case: Case) -> Iterator[Finding]:
    """Every repository that was left alone for too long, once for each document."""
    longest = case.settings.tolerances.stale_after
    for place, seen in repositories(case):
        pushed = _pushed(seen)
        if pushed is None or seen.facts.archived or seen.facts.empty or is_said(case, place.link):
            continue
        if seen.at - pushed.timestamp() > longest:
            day = f"{pushed:%Y-%m-%d}"
            message = f"nothing was pushed to it since {day}"
            yield about(case, RULE, place, message, observed=day)


def _pushed(seen: Observation) -> datetime | None:
    """When it was last pushed to."""
    try:
        at = datetime.fromisoformat(seen.facts.pushed or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


RULE = Rule("repo-stale", "info", __doc__, check)
