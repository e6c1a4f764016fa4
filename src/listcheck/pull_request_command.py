"""`listcheck pull-request` between its options and its output."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listcheck import checkout, choosing, proposals, writing_command
from listcheck.checkout import Checkout
from listcheck.choosing import Chosen
from listcheck.config import settings
from listcheck.github import branches, marking
from listcheck.github.calls import Talk, TroubleError
from listcheck.github.errand import Errand, Outcome
from listcheck.github.fix_memory import MOST, name
from listcheck.github.kinds import KINDS, Kind
from listcheck.github.proposal import Left, Proposal
from listcheck.github.pull_request import Declined, propose
from listcheck.proposals import Ground
from listcheck.result import Result
from listcheck.rules import BY_SLUG
from listcheck.settings import HOUR
from listcheck.wired import Run
from listcheck.writing_command import Done, Workflow

_TOO_MANY = f"one pull request takes {MOST:,}"


@dataclass(slots=True)
class _Task:
    """What is to be proposed, of which lists, and what is to be told besides in the end."""

    result: Result
    ground: Ground | None
    root: Path
    kinds: tuple[Kind, ...]
    stars_every: int  # days
    max_age: float  # seconds
    beside: str
    wished: tuple[Kind, ...] = ()
    told: list[tuple[str, str]] = field(default_factory=list)  # level, words


def propose_fixes(path: Path, options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status.

    Raises:
        UserError: the file holds no result, or the environment no repository or token.
    """
    result = writing_command.read_result(path)
    writing_command.workflow(environment)  # what is missing there is told before anything is read
    given = {"store": options["store"]} if options["store"] else {}
    chosen = settings(environment, file=options["config"], given=given, rules=tuple(BY_SLUG))
    ground = proposals.ground(result, chosen, Run(time.time, lambda *_: None, environment))
    days = int(options["stars_every"] // (24 * HOUR))
    here, beside = checkout.root(environment), secrets.token_hex(4)
    kinds = options["kinds"] or KINDS
    wished = options["wished"]
    task = _Task(result, ground, here, kinds, days, chosen.max_age, beside, wished)
    what = "the pull request"
    status = writing_command.run(lambda where: _job(where, task), environment, what=what)
    for level, words in task.told:
        writing_command.say(environment, level, f"{what} was not written: {words}")
    return status


def _job(where: Workflow, task: _Task) -> Talk[Done]:
    author = yield from marking.author(where.place)
    place, base = yield from branches.default_branch(where.place)
    files = Checkout()
    if task.ground is not None:
        files = yield from checkout.compare(place, base, task.ground, task.root)
    day = datetime.fromtimestamp(where.now, UTC).date()
    graphql = where.settings.services.github_graphql
    whole = not task.result.incomplete and task.result.older is None
    done: dict[Kind, Outcome] = {}
    for kind in task.kinds:
        pause = task.stars_every if kind == "stars" else 0
        may_open = not any(one.forbidden for one in done.values())
        wished = kind in task.wished
        errand = Errand(
            place, graphql, author, kind, base, day, task.beside, whole, pause, may_open, wished
        )
        try:
            done[kind] = yield from _of_kind(errand, task, files)
        except TroubleError as trouble:
            level = "notice" if trouble.forbidden else "warning"
            task.told.append((level, writing_command.in_words(trouble)))
            if trouble.forbidden:
                break
    return _done(done, task)


def _done(done: Mapping[Kind, Outcome], task: _Task) -> Done:
    task.told += [("notice", one.words) for one in done.values() if one.forbidden]
    words = "; ".join(f"{kind}: {one.words}" for kind, one in done.items() if not one.forbidden)
    numbers = ",".join(str(one.number) for one in done.values() if one.number is not None)
    return Done(words or "no pull request was written", {"pull-request-number": numbers})


def _of_kind(errand: Errand, task: _Task, files: Checkout) -> Talk[Outcome]:
    if errand.kind == "stars" and (why := choosing.partial(task.result, task.max_age)):
        return Outcome(f"no count is written: {why}")
    chosen = choosing.choose(task.result, errand.kind)
    left = [Left(one, why) for one in chosen.wanted if (why := files.why_not(one))]
    possible = Chosen(
        [one for one in chosen.wanted if not files.why_not(one)], [*chosen.left, *left]
    )

    def make(declined: Declined) -> Proposal:
        return _proposal(errand.kind, task.ground, files, possible, declined)

    return (yield from propose(errand, make))


def _proposal(
    kind: Kind, ground: Ground | None, files: Checkout, chosen: Chosen, declined: Declined
) -> Proposal:
    """What is left of the wanted fixes after what was declined, and what cannot be proven."""
    if ground is None:
        return Proposal(kind, left=tuple(chosen.left), whole=False)
    refused = [one for one in chosen.wanted if name(one) in declined]
    wanted = [one for one in chosen.wanted if name(one) not in declined]
    proven = ground.prove(wanted[:MOST])
    left = [
        *chosen.left,
        *(Left(one, f"declined in #{declined[name(one)]}") for one in refused),
        *(Left(one, proven.left[one.key]) for one in wanted if one.key in proven.left),
        *(Left(one, _TOO_MANY) for one in wanted[MOST:]),
    ]
    return Proposal(
        kind,
        tuple(ground.change(one) for one in wanted if one.key in proven.mended),
        tuple(left),
        {files.paths[path]: data for path, data in proven.texts.items()},
        files.paths,
        whole=not any(one.why in checkout.HINDRANCES for one in left),
        by_evidence=proven.by_evidence,
    )
