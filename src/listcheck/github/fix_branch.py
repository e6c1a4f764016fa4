"""The branch of a fix pull request: made, written to, moved to new commits.

An open pull request is closed by GitHub when its branch is moved to where its base is. Its new
commits are therefore made on a branch beside it, to which it is moved in one step.
"""

from listcheck.github import branches
from listcheck.github.branches import Branch
from listcheck.github.calls import Talk, TroubleError, pages
from listcheck.github.errand import Errand
from listcheck.github.kinds import branch
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request_body import message
from listcheck.github.replies import word


def begin(errand: Errand, proposal: Proposal, last: int | None) -> Talk[str]:
    """Put the texts on a branch that no open pull request needs; the commit that it ends in.

    Args:
        errand: what it is written with.
        proposal: the texts.
        last: the number of the last pull request from this branch.

    Raises:
        TroubleError: it cannot be written.
    """
    found = yield from branches.branch(errand.place, branch(errand.kind))
    if found is None:
        made = yield from _created(errand)
        return (yield from _write(errand, proposal, made, None))
    if last is None or found.commit == errand.base.commit:
        return (yield from _write(errand, proposal, found, None))
    moved = yield from branches.move(errand.graphql, found, errand.base.commit)
    return (yield from _write(errand, proposal, found, None if moved else last))


def _created(errand: Errand) -> Talk[Branch]:
    """A new branch, or the one that another run has just made."""
    name = branch(errand.kind)
    try:
        return (yield from branches.create(errand.place, name, errand.base.commit))
    except TroubleError as trouble:
        found = None
        if trouble.status in (409, 422):
            found = yield from branches.branch(errand.place, name)
        if found is None:
            raise
        return found


def rewrite(errand: Errand, proposal: Proposal, number: int, *, anew: bool) -> Talk[str]:
    """Put the texts on the branch of an open pull request; the commit that it then ends in.

    Args:
        errand: what it is written with.
        proposal: the texts.
        number: of the pull request.
        anew: whether it should have one new history, from where its base is now.

    Raises:
        TroubleError: it cannot be written.
    """
    found = yield from branches.branch(errand.place, branch(errand.kind))
    if found is None:
        return (yield from begin(errand, proposal, number))
    if anew and (head := (yield from _replaced(errand, proposal, found))):
        return head
    return (yield from _write(errand, proposal, found, number))


def _replaced(errand: Errand, proposal: Proposal, found: Branch) -> Talk[str]:
    """Move a branch to new commits on its base; empty where it cannot be moved."""
    name = f"{found.name}-{errand.beside}"
    try:
        beside = yield from branches.create(errand.place, name, errand.base.commit)
    except TroubleError:
        return ""
    head = ""
    try:
        written = yield from _write(errand, proposal, beside, None)
        moved = yield from branches.move(errand.graphql, found, written)
        head = written if moved else ""
    except TroubleError:
        head = ""  # the branch itself is as it was, and can be written to
    yield from branches.delete(errand.graphql, beside)
    return head


def _write(errand: Errand, proposal: Proposal, on: Branch, last: int | None) -> Talk[str]:
    """Put the texts on a branch as it is; the commit that it then ends in.

    What the last pull request changed besides becomes again what it is in the base.
    """
    texts = dict(proposal.texts)
    if last is not None:
        texts |= yield from _as_in_base(errand, last, proposal)
    head = ""
    for path, data in sorted(texts.items()):
        commit = yield from branches.put(errand.place, on.name, path, data, message(proposal))
        head = commit or head
    if head:
        return head
    now = yield from branches.branch(errand.place, on.name)
    return now.commit if now else on.commit


def _as_in_base(errand: Errand, number: int, proposal: Proposal) -> Talk[dict[str, bytes]]:
    """The files of a pull request that are not proposed any more, as they are in the base."""
    changed = yield from pages(errand.place.url(f"pulls/{number}/files"))
    found = {}
    for path in sorted({word(one, "filename") for one in changed} - proposal.texts.keys()):
        there = yield from branches.file(errand.place, path, errand.base.commit)
        if there is not None and there.data is not None:
            found[path] = there.data
    return found
