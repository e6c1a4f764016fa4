"""The branch of a fix pull request: made, written to, moved to new commits.

An open pull request is closed by GitHub when its branch is moved to where its base is. Its new
commits are therefore made on a branch beside it, to which it is moved in one step.
"""

from dataclasses import dataclass, replace

from listcheck.github import branches
from listcheck.github.branches import Branch
from listcheck.github.calls import Talk, TroubleError, pages
from listcheck.github.errand import Errand
from listcheck.github.kinds import branch
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request_body import message
from listcheck.github.replies import word


@dataclass(frozen=True, slots=True)
class Written:
    """The commit that a branch ends in; whether a branch beside it is left.

    It is `bare` if it held nothing that its base has not, before we wrote to it.
    """

    head: str
    leaves: bool = False
    bare: bool = True


def begin(errand: Errand, proposal: Proposal, last: int | None) -> Talk[Written]:
    """Put the texts on a branch that no open pull request needs.

    Args:
        errand: what it is written with.
        proposal: the texts.
        last: the number of the last pull request from this branch.

    Raises:
        TroubleError: it cannot be written.
    """
    found = yield from branches.branch(errand.place, branch(errand.kind))
    if found is None:
        found = yield from _created(errand)
    bare = found.commit == errand.base.commit
    if not bare and last is not None:
        bare = yield from branches.move(errand.graphql, found, errand.base.commit)
    head = yield from _write(errand, proposal, found, None if bare else last)
    return Written(head, bare=bare)


def strays(errand: Errand, proposal: Proposal, number: int) -> Talk[frozenset[str]]:
    """The files that a pull request changes, and that are not proposed.

    Raises:
        TroubleError: it cannot be told.
    """
    changed = yield from pages(errand.place.url(f"pulls/{number}/files"))
    return frozenset(word(one, "filename") for one in changed) - proposal.texts.keys()


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


def rewrite(errand: Errand, proposal: Proposal, number: int, *, anew: bool) -> Talk[Written]:
    """Put the texts on the branch of an open pull request.

    Args:
        errand: what it is written with.
        proposal: the texts.
        number: of the pull request.
        anew: whether it should have one new history, from where its base is now.

    Raises:
        TroubleError: it cannot be written.
    """
    found = yield from branches.branch(errand.place, branch(errand.kind))
    if found is None:  # GitHub closes those whose branch goes: it is there
        raise TroubleError("the branch of an open pull request cannot be read")
    written = (yield from _replaced(errand, proposal, found)) if anew else Written("")
    if written.head:
        return written
    head = yield from _write(errand, proposal, found, number)
    return replace(written, head=head, bare=False)


def _replaced(errand: Errand, proposal: Proposal, found: Branch) -> Talk[Written]:
    """Move a branch to new commits on its base; no commit where it cannot be moved."""
    try:
        beside = yield from branches.create(
            errand.place, f"{found.name}-{errand.beside}", errand.base.commit
        )
    except TroubleError:
        return Written("", leaves=True)  # it may have been made all the same
    head = ""
    try:
        written = yield from _write(errand, proposal, beside, None)
        moved = yield from branches.move(errand.graphql, found, written)
        head = written if moved else ""
    except TroubleError:
        head = ""  # the branch itself is as it was, and can be written to
    gone = yield from branches.delete(errand.graphql, beside)
    return Written(head, leaves=not gone)


def clear(errand: Errand, beside: str) -> Talk[bool]:
    """Take away what an earlier run left beside a branch; whether nothing is left."""
    if not beside:
        return True
    left = yield from branches.branch(errand.place, f"{branch(errand.kind)}-{beside}")
    return left is None or (yield from branches.delete(errand.graphql, left))


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
    found = {}
    for path in sorted((yield from strays(errand, proposal, number))):
        there = yield from branches.file(errand.place, path, errand.base.commit)
        if there is not None and there.data is not None:
            found[path] = there.data
    return found
