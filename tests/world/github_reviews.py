"""Reviews of pull requests: comments on lines, all of them or none."""

import re
from typing import Any

from world.issues import Issue, Pull, Thread
from world.plan import Plan

_HEAD = re.compile(r"@@ -\d+(?:,\d+)? \+(?P<start>\d+)(?:,(?P<size>\d+))? @@")


def add_review(plan: Plan, login: str, given: dict[str, Any]) -> str:
    """Add a review; what is wrong with it, and then nothing of it is there."""
    found = _pull(plan, given["pullRequestId"])
    if found is None or (pull := found.pull) is None:
        return "Could not resolve to a node with the global id"
    if given.get("event") != "COMMENT" or not given.get("body"):
        return "Body can't be blank"
    if given.get("commitOID") not in (None, pull.sha):
        return "The commit is not part of the pull request"
    review = 1 + max((one.review for one in pull.threads), default=0)
    threads = []
    for one in given.get("threads") or ():
        if one.get("side", "RIGHT") != "RIGHT" or one["line"] not in _lines(pull, one["path"]):
            return "Pull request review thread line must be part of the diff"
        threads.append(Thread(review, one["path"], one["line"], one["body"], login))
    pull.threads += threads
    return ""


def _pull(plan: Plan, node: str) -> Issue | None:
    number = node.removeprefix("I_")
    return next(
        (
            one
            for repository in plan.repositories.values()
            for one in repository.issues
            if number == str(repository.id * 1000 + one.number)
        ),
        None,
    )


def _lines(pull: Pull, path: str) -> set[int]:
    """The lines of a file that stand in hunks, on the right side."""
    patch = next((one.patch for one in pull.files if one.path == path), None)
    heads = _HEAD.finditer(patch or "")
    return {
        int(head["start"]) + offset for head in heads for offset in range(int(head["size"] or 1))
    }
