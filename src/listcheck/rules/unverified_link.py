"""A link that could not be checked.

What it finds: bot walls and logins (401, 403, 405, 406, 429, 999, challenges), server errors,
time-outs, connections that broke, certificates out of order, and whatever this run did not get to.

Why it matters: not knowing is an answer. Such a link is counted neither as good nor as dead.

What to do: mostly nothing; open it by hand if you wonder.

What it cannot know: by its nature, whether the link works.

Example: a publisher that answers 403 to every program.

Cost: a HEAD and a GET, and a second look at the end of the run.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Finding
from listcheck.rules.finding import about, failing


def check(case: Case) -> Iterator[Finding]:
    """Every target in state unverified."""
    for place in case.places:
        if place.verdict.state == "unverified":
            message = f"could not be checked: {place.verdict.reason}{failing(case, place)}"
            yield about(case, RULE, place, message)


RULE = Rule("unverified-link", "info", __doc__, check)
