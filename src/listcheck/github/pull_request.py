"""The fix pull request as a flow: found by branch, marker and author, then written as it must be.

One branch and at most one open pull request for each kind. What a person declined by closing it is
not proposed again; a branch that somebody else pushed to is left alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from listcheck.github import fix_branch, fix_memory, marking
from listcheck.github.calls import Talk, TroubleError, call, pages
from listcheck.github.errand import Errand, Outcome
from listcheck.github.fix_memory import KIND, Memory
from listcheck.github.kinds import branch
from listcheck.github.proposal import Proposal
from listcheck.github.pull_request_body import body, title, withdrawn
from listcheck.github.replies import number, word

Declined = Mapping[str, int]  # names of fixes, with the pull request in which they were declined
NOT_PERMITTED = "not permitted to create"  # in GitHub's words, where the setting is off
_NOTHING = "the fixes that stood here are not needed any more, or cannot be proven."


@dataclass(frozen=True, slots=True)
class _Pull:
    """A pull request of ours."""

    number: int
    is_open: bool
    merged: bool
    created: date
    memory: Memory

    @classmethod
    def of(cls, told: Mapping[str, Any], memory: Memory) -> Self:
        """As a listing tells it."""
        created = date.fromisoformat(word(told, "created_at")[:10])
        is_open = told.get("state") == "open"
        return cls(number(told, "number"), is_open, bool(told.get("merged_at")), created, memory)

    @property
    def last(self) -> date:
        """When it was last written."""
        return max(self.created, date.fromisoformat(self.memory.day))


def propose(errand: Errand, make: Callable[[Declined], Proposal]) -> Talk[Outcome]:
    """Write the pull request of a kind, if there is anything to write.

    Args:
        errand: what it is written with.
        make: the proposal without what was declined.

    Raises:
        TroubleError: GitHub did not do as it was asked.
    """
    mine, foreign = yield from _find(errand)
    if foreign:
        return Outcome(f"#{foreign} stands on {branch(errand.kind)} and is not ours: left alone")
    there = next((one for one in mine if one.is_open), None)
    proposal = make(_declined(mine))
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


def _find(errand: Errand) -> Talk[tuple[list[_Pull], int | None]]:
    """Ours on the branch, the newest first, and the number of an open one that is not ours."""
    owner, name = errand.place.slug.partition("/")[0], branch(errand.kind)
    told = yield from pages(errand.place.url(f"pulls?state=all&head={owner}:{name}"))
    mine, foreign = [], None
    for one in told:
        head = one.get("head") if isinstance(one, dict) else None
        if not isinstance(head, dict) or head.get("ref") != name or not _is_here(errand, head):
            continue
        memory = fix_memory.read(one.get("body"))
        if memory and marking.ours([one], KIND, errand.kind, errand.author):
            mine.append(_Pull.of(one, memory))
        elif one.get("state") == "open":
            foreign = number(one, "number")
    return sorted(mine, key=lambda one: -one.number), foreign


def _is_here(errand: Errand, head: Mapping[str, Any]) -> bool:
    repository = head.get("repo") or {}
    return str(repository.get("full_name", "")).lower() == errand.place.slug.lower()


def _declined(mine: Iterable[_Pull]) -> dict[str, int]:
    """What a person closed without merging; what we closed ourselves is open to come back."""
    closed = [one for one in mine if not one.is_open and not one.merged]
    refused = [one for one in closed if one.memory.state != "withdrawn"]
    return {name: one.number for one in refused for name in one.memory.fixes}


def _wait(errand: Errand, mine: list[_Pull]) -> str:
    """Why nothing new is written yet, empty where it is time; what was begun is always ended."""
    if not mine or (mine[0].is_open and not mine[0].memory.head):
        return ""
    days = errand.pause - (errand.day - max(one.last for one in mine)).days
    return f"written less than {errand.pause} days ago: {days} to go" if days > 0 else ""


def _withdraw(errand: Errand, proposal: Proposal, there: _Pull | None) -> Talk[Outcome]:
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


def _is_foreign(there: _Pull, now: Mapping[str, Any]) -> bool:
    """Whether the branch is not where we left it."""
    return word(now, "head", "sha") != (there.memory.head or word(now, "head", "sha"))


def _left_to_others(there: _Pull) -> Outcome:
    return Outcome(f"somebody else pushed to #{there.number}: left alone", there.number)


def _update(errand: Errand, proposal: Proposal, there: _Pull, wait: str) -> Talk[Outcome]:
    """Bring an open pull request up to date, if it is not."""
    old = there.memory
    now = yield from call("GET", errand.place.url(f"pulls/{there.number}"))
    if _is_foreign(there, now):
        return _left_to_others(there)
    conflicts = now.get("mergeable") is False and old.base != errand.base.commit
    if old.head and old.fixes == proposal.fixes and not conflicts:
        return Outcome(f"#{there.number} is up to date", there.number)
    if wait and not conflicts:
        return Outcome(f"#{there.number} {wait}", there.number)
    if not (errand.whole and proposal.whole) and not old.fixes <= proposal.fixes:
        return Outcome("too little was seen to take fixes back: left alone", there.number)
    yield from _tell(errand, proposal, there.number, "")
    anew = not old.head or old.base != errand.base.commit
    head = yield from fix_branch.rewrite(errand, proposal, there.number, anew=anew)
    yield from _tell(errand, proposal, there.number, head)
    return Outcome(f"#{there.number} updated: {title(proposal)}", there.number)


def _open(errand: Errand, proposal: Proposal, mine: list[_Pull]) -> Talk[Outcome]:
    """Make a pull request; where another run was quicker, that one is ours as well."""
    last = mine[0].number if mine else None
    head = yield from fix_branch.begin(errand, proposal, last)
    payload = {
        "title": title(proposal),
        "head": branch(errand.kind),
        "base": errand.base.name,
        "body": _text(errand, proposal, head),
    }
    try:
        told = yield from call("POST", errand.place.url("pulls"), payload)
    except TroubleError as trouble:
        return (yield from _refused(errand, proposal, trouble))
    made = number(told, "number")
    return Outcome(f"#{made} opened: {title(proposal)}", made)


def _refused(errand: Errand, proposal: Proposal, trouble: TroubleError) -> Talk[Outcome]:
    if trouble.status == 422:
        mine, _ = yield from _find(errand)
        if there := next((one for one in mine if one.is_open), None):
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


def _tell(errand: Errand, proposal: Proposal, which: int, head: str) -> Talk[None]:
    payload = {"title": title(proposal), "body": _text(errand, proposal, head)}
    yield from call("PATCH", errand.place.url(f"pulls/{which}"), payload)


def _text(errand: Errand, proposal: Proposal, head: str) -> str:
    memory = Memory(proposal.fixes, errand.day.isoformat(), errand.base.commit, head)
    return body(
        proposal, memory.lines(errand.kind), errand.place, errand.base.commit, errand.author
    )
