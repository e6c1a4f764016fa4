"""Which fix belongs into which pull request: one kind each, so that each can be judged alone."""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["links", "metadata", "stars"]

KINDS: tuple[Kind, ...] = ("links", "metadata", "stars")
# Every rule that mends; `tests/github/test_kinds.py` compares it with the rules.
OF_RULE: Mapping[str, Kind] = {
    "broken-anchor": "links",
    "broken-markup": "links",
    "dead-link": "links",
    "moved-link": "links",
    "paper-missing": "links",
    "refused-link": "links",
    "repo-missing": "links",
    "repo-path-missing": "links",
    "repo-renamed": "links",
    "badge-mismatch": "metadata",
    "catalog-drift": "metadata",
    "count-drift": "metadata",
    "date-drift": "metadata",
    "date-malformed": "metadata",
    "malformed-row": "metadata",
    "title-drift": "metadata",
    "title-mismatch": "metadata",
    "venue-available": "metadata",
    "stars-drift": "stars",
}


def branch(kind: Kind) -> str:
    """The one branch of a kind."""
    return f"listcheck/{kind}"
