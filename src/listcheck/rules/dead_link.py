"""A link that leads nowhere, with hard evidence.

What it finds: pages that answer 404 or 410 to a GET, twice and two seconds apart; host names that
do not exist, asked twice while others resolve; redirects in a circle; pages withheld for legal
reasons (451).

Why it matters: a reader who follows it gets nothing, and the list looks abandoned.

What to do: look for the page under a new address; remove the link if there is none. What was seen
to stand in for it is proposed: its newest copy in the Wayback Machine, a repository's source at
Software Heritage, the paper of the same title at arXiv or its DOI. The fix writes the best of them,
once it was looked at.

What it cannot know: whether the page comes back. Until it failed on three days it is called
unconfirmed. Refusals, time-outs and server errors are never reported here: see unverified-link.

Example: `[project](https://example.org/gone)`, which answers 404.

Cost: a HEAD, and two GETs where HEAD fails; for what is dead, one request to the Wayback Machine,
or two to four where it has a copy, for twenty links a run at most (`rescue.links`).
"""

from collections.abc import Iterator

from listcheck.case import Case, Place, Rule
from listcheck.model import Finding, Signal
from listcheck.rules.finding import about, failing
from listcheck.rules.rescued import offer

# Signals on which a repository, a path or a paper has a rule of its own.
_ELSEWHERE = {
    "repository": {Signal.MISSING, Signal.LEGAL},
    "repository-path": {Signal.MISSING, Signal.LEGAL},
    "paper": {Signal.MISSING},
}
_INSIDE = ("anchor", "file")


def check(case: Case) -> Iterator[Finding]:
    """Every link in state dead of which no other rule speaks."""
    for place in case.places:
        kind, signal = place.target.kind, place.verdict.signal
        if place.verdict.state != "dead" or kind in _INSIDE:
            continue
        if signal not in _ELSEWHERE.get(kind, set()):
            found = offer(case, place, _ADVICE)
            message = _message(case, place)
            yield about(
                case, RULE, place, message,
                advice=found.advice, fix=found.fix, proof=found.trail,
            )  # fmt: skip


_ADVICE = "replace it, or take it out"


def _message(case: Case, place: Place) -> str:
    return f"leads nowhere: {place.verdict.reason}{failing(case, place)}"


RULE = Rule("dead-link", "error", __doc__, check, mends=True)
