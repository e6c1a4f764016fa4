"""The review that carries suggestions, and what is remembered of those that were made.

GraphQL's `addPullRequestReview` takes all of them at once, for one notification, or none: a line
outside of what the pull request shows spoils it. Where GitHub does not take them, they stand in the
comment, to be copied.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from listcheck.github.calls import Place, Talk, TroubleError, call
from listcheck.github.comment.suggestions import Suggestion
from listcheck.markup import code

_MOST_KEYS = 150  # that are remembered
_STATE = re.compile(
    r"<!-- listcheck:suggested reviewed=(?P<reviewed>[0-9a-f,]*) here=(?P<here>[0-9a-f,]*) -->"
)
_REVIEW = """mutation Suggest(
  $pull: ID!, $commit: GitObjectID!, $body: String!, $threads: [DraftPullRequestReviewThread!]!
) {
  addPullRequestReview(input: {
    pullRequestId: $pull, commitOID: $commit, event: COMMENT, body: $body, threads: $threads
  }) { clientMutationId }
}"""
_BODY = "Corrections of which listcheck is certain. Each can be taken, or left, by itself."


@dataclass(frozen=True, slots=True)
class State:
    """The keys of what was suggested already: in reviews, and in the comment itself."""

    reviewed: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()

    @property
    def line(self) -> str:
        """A comment of HTML that holds it, empty where there is nothing to hold."""
        if not self.reviewed | self.here:
            return ""
        reviewed, here = (
            ",".join(sorted(keys)[:_MOST_KEYS]) for keys in (self.reviewed, self.here)
        )
        return f"<!-- listcheck:suggested reviewed={reviewed} here={here} -->\n"


def read(body: str | None) -> State:
    """The state in the second line of a comment of ours."""
    found = _STATE.match((body or "").partition("\n")[2])
    if found is None:
        return State()
    reviewed, here = (frozenset(filter(None, found[name].split(","))) for name in _STATE.groupindex)
    return State(reviewed, here)


def review(
    place: Place, graphql: str, number: int, sha: str, each: Iterable[Suggestion]
) -> Talk[bool]:
    """Suggest it all in one review; whether GitHub took it."""
    try:
        pull = yield from call("GET", place.url(f"pulls/{number}"))
        variables = {
            "pull": pull["node_id"],
            "commit": sha,
            "body": _BODY,
            "threads": [_thread(one) for one in each],
        }
        told = yield from call("POST", graphql, {"query": _REVIEW, "variables": variables})
    except TroubleError:
        return False
    return isinstance(told, Mapping) and not told.get("errors")


def _thread(one: Suggestion) -> dict[str, Any]:
    said = f"{code(one.finding.rule, 60)}: {code(one.finding.message, 500)}"
    body = f"{said}\n\n{one.block}\n"
    return {"path": one.path, "line": one.line, "side": "RIGHT", "body": body}
