"""A link that much speaks against, without proof that it is dead.

What it finds: pages that answered every run for thirty days or more, five runs at least, with a
server error, a time-out, a connection that was refused or broke off, or a certificate out of order.
Pages that answer and look like another one: "not found" with status 200, a redirect to the home
page that any made-up address takes as well, a domain that is for sale. The message names the signs;
one alone is never enough.

Why it matters: trouble of that kind heals within days where somebody minds the page. After a month
readers have met it, too.

What to do: open it by hand. If it is gone, look for its new place or for a copy in the Internet
Archive; else leave it.

What it cannot know: whether it is only us whom the server does not answer, from where the runs
take place. So it is never called dead for that. Bot walls, logins and rate limits are no failures,
and one of them in between begins the count anew; so does every answer that is in order. Failures
of GitHub's and arXiv's own services say nothing of a repository or a paper.

Example: `[demo](https://demo.example.org)`, whose server has timed out since last month.

Cost: failures need the store of the runs before, and no request. A page is read where its redirect
gives cause (`soft-404` in `[pages]`), and compared with one made-up address for each folder.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.history import day
from listcheck.model import Finding
from listcheck.rules.finding import about
from listcheck.states import SOFT

_ADVICE = "open it by hand; if it is gone, replace it or take it out"


def check(case: Case) -> Iterator[Finding]:
    """Every target in state suspect."""
    for place in case.places:
        if place.verdict.state == "suspect":
            since = case.life(place.target).suspect_since
            when = f" since {day(since)}" if since is not None else ""
            failed = place.verdict.signal in SOFT
            message = f"has failed on every run{when}: " if failed else ""
            message += place.verdict.reason
            yield about(case, RULE, place, message, advice=_ADVICE)


RULE = Rule("suspect-link", "warning", __doc__, check)
