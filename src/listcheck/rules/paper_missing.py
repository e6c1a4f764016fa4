"""A paper that arXiv does not have.

What it finds: well-formed arXiv ids that arXiv leaves out of a reply that holds a paper known to
exist, twice, and whose own page answers 404; and versions beyond the newest one.

Why it matters: the id is a typing slip or was made up, and the reader cannot see which paper is
meant.

What to do: search arXiv for the title. Where an entry with a title has no other paper, that is
done, for three titles a run; the one paper with exactly this title is proposed.

What it cannot know: which paper was meant, where none or several have the title.

Example: `https://arxiv.org/abs/2502.99999`.

Cost: one more call for all that are missing, one page for each, and a search for three of them.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Finding, Signal
from listcheck.rules.finding import about, failing
from listcheck.rules.rescued import offer


def check(case: Case) -> Iterator[Finding]:
    """Every paper, or version of one, in state dead."""
    told = set()
    for place in case.places:
        if place.target.kind != "paper" or place.verdict.signal is not Signal.MISSING:
            continue
        seen = place.verdict.observation
        whole = seen is not None and seen.signal is Signal.MISSING
        subject = (place.document.path, place.target.key, "" if whole else place.target.part)
        if subject not in told:
            told.add(subject)
            message = f"no such paper: {place.verdict.reason}{failing(case, place)}"
            found = offer(case, place, "search arXiv for the title, and correct the id")
            yield about(
                case, RULE, place, message,
                advice=found.advice, fix=found.fix, proof=found.trail,
            )  # fmt: skip


RULE = Rule("paper-missing", "error", __doc__, check, mends=True)
