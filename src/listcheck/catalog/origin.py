"""The repository that a list is kept in, as far as its badges tell."""

import re

from listcheck import repositories
from listcheck.model import Document

# https://shields.io/badges/git-hub-repo-stars and its neighbours: what is counted, owner, name
_COUNTED = re.compile(r"https?://img\.shields\.io/github/[a-z-]+(?:/[a-z-]+)?/([\w-]+)/([\w.-]+)")


def repository_of(document: Document) -> str | None:
    """The repository of the badges before the first section, where all of them have the same."""
    front = next((one.span.start for one in document.headings if one.section), 0)
    named = {
        f"{found[1]}/{found[2].removesuffix('.svg')}"
        for link in document.links
        if link.is_image and link.span.start < front and (found := _COUNTED.match(link.target))
    }
    owner, _, name = next(iter(named), "").partition("/")
    known = len({each.lower() for each in named}) == 1 and repositories.is_name(owner, name)
    return f"{owner}/{name}" if known else None
