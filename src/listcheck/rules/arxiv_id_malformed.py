"""An arXiv address whose id can be none.

What it finds: ids outside arXiv's grammar: four digits after 2014, a thirteenth month, a letter
among the digits, signs left over at the end.

Why it matters: the link cannot work, and which paper is meant is anybody's guess.

What to do: search arXiv for the title.

What it cannot know: which paper was meant.

Example: `https://arxiv.org/abs/2513.01234`.

Cost: none.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.model import Finding
from listcheck.rules.destinations import miswritten
from listcheck.rules.finding import about


def check(case: Case) -> Iterator[Finding]:
    """Every paper address without a well-formed id."""
    for place in case.places:
        if place.target.kind != "paper" or miswritten(place.link):
            continue  # of an address that is none, another rule speaks
        if place.target.refused:
            written = place.target.key.partition(":")[2]
            message = f"{written} is not an arXiv id"
            advice = "search arXiv for the title, and correct the id"
            yield about(case, RULE, place, message, advice=advice, claimed=written)


RULE = Rule("arxiv-id-malformed", "error", __doc__, check)
