"""The fix pull request as a flow: found by branch, marker and author, then written as it must be.

One branch and at most one open pull request for each kind. What a person declined by closing it is
not proposed again; a branch that somebody else pushed to is left alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from listcheck.github import fix_branch
from listcheck.github.calls import Talk, TroubleError, call
from listcheck.github.errand import Errand, Outcome
from listcheck.github.fix_branch import Written
from listcheck.github.fix_memory import Memory
from listcheck.github.fix_pulls import Pull, declined, find
from listcheck.github.kinds import branch
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request_body import body, title, withdrawn
from listcheck.github.replies import number, word

Declined = Mapping[str, int]  # names of fixes, with the pull request in which they were declined
NOT_PERMITTED = "not permitted to create"  # in GitHub's words, where the setting is off
_NOTHING = "the fixes that stood here are not needed any more, or cannot be proven."


def propose(errand: Errand, make: Callable[[Declined], Proposal]) -> Talk[Outcome]:
    """Write the pull request of a kind, if there is anything to write.

    Args:
        errand: what it is written with.
        make: the proposal without what was declined.

    Raises:
        TroubleError: GitHub did not do as it was asked.
    """
    mine, foreign = yield from find(errand)
    if foreign:
        return Outcome(f"#{foreign} stands on {branch(errand.kind)} and is not ours: left alone")
    there = next((one for one in mine if one.is_open), None)
    proposal = make({} if errand.wished else declined(mine))
    if not proposal.changes:
        return (yield from _withdraw(errand, proposal, there))
    wait = _wait(errand, mine)
    if there is None:
        if wait:
            return Outcome(wait)
        if not errand.may_open:
            return Outcome(f"{title(proposal)}: not opened either")
        return (yield from _open(errand, proposal, mine))
    return (yield from _update(errand, proposal, there, wait))


def _wait(errand: Errand, mine: list[Pull]) -> str:
    """Why nothing new is written yet, empty where it is time; what was begun is always ended."""
    if errand.wished or not errand.pause or not mine:
        return ""
    if mine[0].is_open and not mine[0].memory.is_whole:
        return ""
    days = errand.pause - (errand.day - max(one.last for one in mine)).days
    return f"written less than {errand.pause} days ago: {days} to go" if days > 0 else ""


def _withdraw(errand: Errand, proposal: Proposal, there: Pull | None) -> Talk[Outcome]:
    """Close what has nothing to propose any more."""
    if there is None:
        return Outcome("nothing to propose" + (f" ({proposal.why})" if proposal.left else ""))
    if not (errand.whole and proposal.whole):
        return Outcome("too little was seen to say that nothing is left: left alone", there.number)
    now = yield from call("GET", errand.place.url(f"pulls/{there.number}"))
    if _is_foreign(there, now):
        return _left_to_others(there)
    text = withdrawn(replace(there.memory, state="withdrawn").lines(errand.kind), _NOTHING)
    payload = {"state": "closed", "body": text}
    yield from call("PATCH", errand.place.url(f"pulls/{there.number}"), payload)
    return Outcome(f"#{there.number} closed: nothing to propose any more")


def _is_foreign(there: Pull, now: Mapping[str, Any]) -> bool:
    """Whether the branch is not where we left it."""
    return word(now, "head", "sha") != (there.memory.head or word(now, "head", "sha"))


def _left_to_others(there: Pull) -> Outcome:
    return Outcome(f"somebody else pushed to #{there.number}: left alone", there.number)


def _update(errand: Errand, proposal: Proposal, there: Pull, wait: str) -> Talk[Outcome]:
    """Bring an open pull request up to date, if it is not."""
    old = there.memory
    now = yield from call("GET", errand.place.url(f"pulls/{there.number}"))
    if _is_foreign(there, now):
        return _left_to_others(there)
    conflicts = now.get("mergeable") is False and old.base != errand.base.commit
    if old.is_whole and old.fixes == proposal.fixes and not conflicts:
        return Outcome(f"#{there.number} is up to date", there.number)
    if wait and not conflicts:
        return Outcome(f"#{there.number} {wait}", there.number)
    less = not old.fixes <= proposal.fixes
    if less and not (errand.whole and proposal.whole):
        return Outcome("too little was seen to take fixes back: left alone", there.number)
    beside = old.beside or errand.beside
    yield from _tell(errand, proposal, there.number, "", beside)
    cleared = yield from fix_branch.clear(errand, old.beside)
    anew = cleared and (less or not old.head or old.base != errand.base.commit)
    done = yield from fix_branch.rewrite(
        replace(errand, beside=beside), proposal, there.number, anew=anew
    )
    left = beside if done.leaves or not cleared else ""
    yield from _end(errand, proposal, there.number, done, left, old.head)
    return Outcome(f"#{there.number} updated: {title(proposal)}", there.number)


def _end(
    errand: Errand, proposal: Proposal, which: int, done: Written, left: str, before: str = ""
) -> Talk[None]:
    """Vouch for the branch, unless there is something in it that is not proposed.

    What was in it before, or is pushed while we write, nobody has proven. Then we vouch for no more
    than `before`, the commit that we knew: the next run takes what follows for somebody else's.
    """
    clean = done.bare or not (yield from fix_branch.strays(errand, proposal, which))
    yield from _tell(errand, proposal, which, done.head if clean else before, left)


def _open(errand: Errand, proposal: Proposal, mine: list[Pull]) -> Talk[Outcome]:
    """Make a pull request; where another run was quicker, that one is ours as well."""
    last = mine[0].number if mine else None
    done = yield from fix_branch.begin(errand, proposal, last)
    payload = {
        "title": title(proposal),
        "head": branch(errand.kind),
        "base": errand.base.name,
        "body": _text(errand, proposal, done.head if done.bare else ""),
    }
    try:
        told = yield from call("POST", errand.place.url("pulls"), payload)
    except TroubleError as trouble:
        return (yield from _refused(errand, proposal, trouble, done.head))
    made = number(told, "number")
    if not done.bare:
        left = ""
        if (yield from fix_branch.strays(errand, proposal, made)):
            yield from _tell(errand, proposal, made, "", errand.beside)
            done = yield from fix_branch.rewrite(errand, proposal, made, anew=True)
            left = errand.beside if done.leaves else ""
        yield from _end(errand, proposal, made, done, left)
    return Outcome(f"#{made} opened: {title(proposal)}", made)


def _refused(errand: Errand, proposal: Proposal, trouble: TroubleError, head: str) -> Talk[Outcome]:
    if trouble.status == 422:
        mine, _ = yield from find(errand)
        if there := next((one for one in mine if one.is_open), None):
            now = yield from call("GET", errand.place.url(f"pulls/{there.number}"))
            if word(now, "head", "sha") == head != there.memory.head:
                yield from _tell(errand, proposal, there.number, "", "")
            return Outcome(f"#{there.number} was opened by another run", there.number)
    if trouble.status == 403 and NOT_PERMITTED in trouble.message:
        where = f"{errand.base.name}...{branch(errand.kind)}"
        return Outcome(
            f"the branch {branch(errand.kind)} is, but workflows may not open pull requests here: "
            "switch on “Allow GitHub Actions to create and approve pull requests” in the settings "
            "of the repository, under Actions, General; until then it can be opened by hand at "
            f"{errand.place.server}/{errand.place.slug}/compare/{where}",
            forbidden=True,
        )
    raise trouble


def _tell(errand: Errand, proposal: Proposal, which: int, head: str, beside: str) -> Talk[None]:
    payload = {"title": title(proposal), "body": _text(errand, proposal, head, beside)}
    yield from call("PATCH", errand.place.url(f"pulls/{which}"), payload)


def _text(errand: Errand, proposal: Proposal, head: str, beside: str = "") -> str:
    day, base = errand.day.isoformat(), errand.base.commit
    memory = Memory(proposal.fixes, day, base, head, beside=beside)
    return body(
        proposal, memory.lines(errand.kind), errand.place, errand.base.commit, errand.author
    )
