"""`listcheck dashboard` between its options and its output."""

import re
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from listcheck import writing_command
from listcheck.errors import UserError
from listcheck.github import marking
from listcheck.github.calls import Talk, TroubleError
from listcheck.github.dashboard.boxes import ticked
from listcheck.github.dashboard.hands import Desk, honoured, wished
from listcheck.github.dashboard.issue import Kept, keep
from listcheck.github.dashboard.page import KIND
from listcheck.result import Result
from listcheck.wired import Run, converse
from listcheck.writing_command import Done, Workflow

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def write(path: Path, of: str, environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status.

    Raises:
        UserError: the file holds no result of a run over whole lists.
    """
    result = writing_command.read_result(path)
    if result.older is not None:
        raise UserError(
            "this result tells only of what changed, and a dashboard of the whole list",
            "run listcheck verify without --since and --base",
        )
    if not _is_time(result.started_at):
        raise UserError("the result document does not say when its run began")

    def job(where: Workflow) -> Talk[Done]:
        return _job(where, result, of)

    return writing_command.run(job, environment, what="the dashboard")


def _job(where: Workflow, result: Result, of: str) -> Talk[Done]:
    login = yield from marking.author(where.place)
    graphql = where.settings.services.github_graphql
    desk = Desk(where.place, graphql, login, where.event, where.payload)
    kept = yield from keep(desk, result, of, where.run_url)
    return Done(_words(kept), _outputs(kept))


def wishes(environment: Mapping[str, str]) -> frozenset[str]:
    """The boxes that the edit which set off this run has ticked, if it was somebody who may.

    None where nobody can tell: what they wish for can wait.
    """
    try:
        where = writing_command.workflow(environment)
    except UserError:
        return frozenset()
    body, number = where.told("issue", "body"), where.told("issue", "number")
    if where.event != "issues" or not isinstance(body, str) or not isinstance(number, int):
        return frozenset()
    mark = marking.read(body)
    mine = ticked(body) if mark and mark.kind == KIND else frozenset[str]()
    if not wished(where.payload, mine):
        return frozenset()
    try:
        return converse(
            _wishes(where, number, body),
            where.settings,
            Run(time.time, lambda *_: None, environment),
        )
    except TroubleError:
        return frozenset()


def _wishes(where: Workflow, number: int, body: str) -> Talk[frozenset[str]]:
    login = yield from marking.author(where.place)
    if marking.login(where.told("issue") or {}).lower() != login.lower():
        return frozenset()
    desk = Desk(
        where.place, where.settings.services.github_graphql, login, where.event, where.payload
    )
    return (yield from honoured(desk, number, body))


def _words(kept: Kept) -> str:
    """The number alone, for scripts, where there is nothing else that must be said."""
    if kept.number is None:
        return "nothing to tell: there is no dashboard"
    if kept.ignored:
        return f"{kept.number}: the boxes count only from people with write access"
    return str(kept.number)


def _outputs(kept: Kept) -> dict[str, str]:
    told = {
        "issue-number": str(kept.number or ""),
        "recheck": "true" if kept.recheck else "",
        "open-fix": " ".join(kept.fixes),
    }
    return {name: value for name, value in told.items() if value}


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(_TIME.fullmatch(text))
