"""A repository that is gone.

What it finds: repositories that GitHub's GraphQL and REST interfaces both call missing.

Why it matters: the code of the work cannot be had any more, and the name is free for anybody to
take and to fill with something else.

What to do: look for a new repository of the same people, or a fork. What was seen to stand in for
it is proposed: the repository that its paper names; with a token, another that has its name and
names the paper in its README or description (by arXiv id, DOI or title, its owner's first, a fork
last), or its owner's whose name differs in punctuation only; its source at Software Heritage; its
page in the Wayback Machine. The fix writes the best of them, once it was looked at; what belongs to
somebody whom the entry does not name is told of and never written, since a README is easy to copy.

What it cannot know: deleted, private and never there look alike from outside. A wrong name in the
list is as likely as a deletion. Which forks there were: GitHub forgets it with the repository. Of
several strangers who have its name, which has its code: then nobody is proposed, nor is whoever
calls their code unofficial, or names many papers. Under a name that may be anybody's (one word, or
`paper-code`), the id alone is proof.

Example: `[code](https://github.com/owner/deleted)`.

Cost: none beyond the batch that asks for its stars, and one request to confirm; of what is missing,
two requests to Software Heritage, up to four to the Wayback Machine, one to Hugging Face, and two
to GitHub for who else has it, for five repositories a run.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule, is_kind
from listcheck.model import Finding, Signal
from listcheck.rules.finding import about, failing
from listcheck.rules.rescued import offer

_ADVICE = "look for its new place, or take the link out"


def check(case: Case) -> Iterator[Finding]:
    """Every repository that its authority calls missing, once, whatever leads to it."""
    told = set()
    for place in case.places:
        seen = place.verdict.observation
        if not seen or seen.signal is not Signal.MISSING or not is_kind(place.target, "repository"):
            continue
        subject = (place.document.path, place.target.key)
        if subject not in told:
            told.add(subject)
            message = f"the repository is gone: {seen.reason}{failing(case, place)}"
            found = offer(case, place, _ADVICE)
            yield about(
                case, RULE, place, message,
                advice=found.advice, fix=found.fix, proof=found.trail,
            )  # fmt: skip


RULE = Rule("repo-missing", "error", __doc__, check, mends=True)
