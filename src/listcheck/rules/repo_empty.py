"""A repository without a single commit.

What it finds: repositories that GitHub calls empty, in entries that do not say that the code is
still to come.

Why it matters: readers who follow the link expect code. Such a repository was often made for the
day of the announcement, and forgotten.

What to do: say in the entry that the code is to come, ask its authors, or take the link out until
there is something.

What it cannot know: whether the code will come. A repository that holds only a README is not empty.

Example: `[code](https://github.com/owner/just-made)`.

Cost: none beyond the batch that asks for its stars.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule
from listcheck.codeless import says_none_yet
from listcheck.model import Finding
from listcheck.rules.finding import about
from listcheck.rules.repositories import repositories

_ADVICE = "say that the code is to come, or take the link out until it has"


def check(case: Case) -> Iterator[Finding]:
    """Every empty repository, once for each document."""
    for place, seen in repositories(case):
        entry = case.entry_of(place.link) if seen.facts.empty else None
        if seen.facts.empty and not (entry and says_none_yet(entry.text)):
            yield about(case, RULE, place, "the repository is empty", advice=_ADVICE)


RULE = Rule("repo-empty", "warning", __doc__, check)
