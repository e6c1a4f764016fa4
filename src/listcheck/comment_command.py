"""`listcheck comment` between its options and its output."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from listcheck import result, writing_command
from listcheck.errors import Exit, UserError
from listcheck.github.calls import Place, Talk, TroubleError
from listcheck.github.comment import (
    artifact,
    composing,
    cutting,
    hunks,
    posting,
    reviewing,
    suggestions,
    target,
)
from listcheck.github.comment.items import places
from listcheck.github.comment.reviewing import State
from listcheck.github.marking import mark
from listcheck.markup import code
from listcheck.result import Result
from listcheck.writing_command import Done, Workflow

KIND = "comment"
_TOLD = {
    "written": "the comment was written",
    "edited": "the comment was edited",
    "unchanged": "the comment says so already",
    "nothing": "there is nothing to comment on",
}


def comment(path: Path | None, options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status.

    Raises:
        UserError: the file is no result document, or the environment names no pull request.
    """
    if options["when"] == "never":
        click.echo("no comment is wanted")
        return int(Exit.CLEAN)
    document = writing_command.read_result(path) if path else None
    return writing_command.run(
        lambda where: _commented(where, document, options), environment, what="the comment"
    )


def _commented(where: Workflow, document: Result | None, options: Mapping[str, Any]) -> Talk[Done]:
    if where.event == "workflow_run":
        return (yield from _of_run(where, document, options))
    if document is None:
        raise UserError(
            "no result document is named",
            "only on workflow_run is it fetched: listcheck comment FILE",
        )
    aim = target.of_pull_request(where.told("pull_request"))
    if aim is None:
        return Done("this run is no pull request's: there is nothing to comment on")
    return (yield from _said(where, aim, document, options))


def _of_run(where: Workflow, document: Result | None, options: Mapping[str, Any]) -> Talk[Done]:
    """The comment for the run that has just ended, of another workflow and with fewer rights."""
    run, head = where.told("workflow_run"), target.of_run(where.told("workflow_run"))
    if head is None:
        return Done("the run before was no pull request's: there is nothing to comment on")
    aims = yield from target.found(where.place, head)
    if len(aims) != 1:
        few = "no open pull request has that commit at its head any more"
        return Done(few if not aims else "more than one pull request has that commit at its head")
    if document is None:
        try:
            data = yield from artifact.fetched(where.place, int(run["id"]))
            document = result.parse(data, largest=artifact.LARGEST) if data is not None else None
        except artifact.RefusedError as refused:
            return Done(f"nothing was posted: {refused}", level="warning")
        except UserError as error:
            return Done(f"nothing was posted: {error.message}", level="warning")
    if document is None:
        return Done(f"the run before left no artifact {artifact.NAME}: there is nothing to say")
    return (yield from _said(where, aims[0], document, options))


def _said(
    where: Workflow, aim: target.Target, document: Result, options: Mapping[str, Any]
) -> Talk[Done]:
    place, number = where.place, aim.number
    found = composing.sort(document)
    mine = yield from posting.standing(place, number, KIND, options["id"])
    wanted = (yield from _wanted(place, number, found)) if options["suggestions"] else ()
    before = reviewing.read(mine[0].get("body") if mine else None)
    fresh = [one for one in wanted if one.key not in before.reviewed | before.here]
    keys = frozenset(one.key for one in fresh)
    draft = _Draft(where, aim, document, found, options, wanted)
    # Written before they are made: of two runs at once, only one finds them new.
    letter = draft.letter(State(before.reviewed | keys, before.here))
    posted = yield from posting.post(place, number, letter, mine)
    if fresh and posted.comment is not None and posted.what != "unchanged":
        graphql = where.settings.services.github_graphql
        taken = yield from reviewing.review(place, graphql, number, aim.sha, fresh)
        if not taken:
            letter = draft.letter(State(before.reviewed, before.here | keys))
            yield from posting.write_over(place, posted.comment, letter)
    outputs = {"comment-id": str(posted.comment)} if posted.comment is not None else {}
    return Done(f"{_TOLD[posted.what]} (pull request {number})", outputs)


def _wanted(
    place: Place, number: int, found: composing.Found
) -> Talk[tuple[suggestions.Suggestion, ...]]:
    findings = suggestions.fitting((*found.must, *found.look))
    if not findings:
        return ()
    try:
        lines = yield from hunks.shown(place, number)
    except TroubleError:  # such as a difference that is too large: the comment matters more
        return ()
    return tuple(suggestions.suggested(findings, lines))


@dataclass(frozen=True, slots=True)
class _Draft:
    """What there is to say, before it is known how much of it was said elsewhere."""

    where: Workflow
    aim: target.Target
    document: Result
    found: composing.Found
    options: Mapping[str, Any]
    wanted: tuple[suggestions.Suggestion, ...]

    def letter(self, state: State) -> posting.Letter:
        """The comment, with the suggestions that stand in it."""
        speaks = self.found.speaks or self.options["when"] == "always"
        if not speaks:
            line = composing.resolved(self.document, self.found)
            sign = mark(KIND, self.options["id"], line)
            return posting.Letter(sign, (f"{sign.line}\n{state.line}{line}",), anew=False)
        texts = [*self._text(state).lengths()]
        # What is suggested, and not where: whether GitHub took it is no reason to edit again.
        keys = " ".join(one.key for one in self.wanted)
        sign = mark(KIND, self.options["id"], f"{self._lasting()}{keys}")
        footer = _footer(self.where, self.aim)
        bodies = tuple(f"{sign.line}\n{state.line}{text}{footer}" for text in texts)
        return posting.Letter(sign, bodies)

    def _text(self, state: State) -> cutting.Text:
        at = places(self.where.place, self.aim.sha)
        here = (one for one in self.wanted if one.key in state.here)
        items = tuple(suggestions.of_suggestion(one, at) for one in here)
        url = _run_url(self.where)
        return composing.compose(self.document, self.found, at, url, suggested=items)

    def _lasting(self) -> str:
        """What is said without what changes from run to run."""
        at = places(self.where.place, "")
        return next(composing.compose(self.document, self.found, at, counts=False).lengths())


def _run_url(where: Workflow) -> str:
    """The page of the run that checked, which has the summary."""
    number = where.told("workflow_run", "id")
    pages = f"{where.place.server}/{where.place.slug}/actions/runs"
    return f"{pages}/{number}" if isinstance(number, int) else where.run_url


def _footer(where: Workflow, aim: target.Target) -> str:
    """What changes from run to run, and is no reason to edit: commit, day, run."""
    day, run_url = f"{datetime.fromtimestamp(where.now, UTC):%Y-%m-%d}", _run_url(where)
    run = [f"[run]({run_url})"] if run_url else []
    known = [
        f"{code('listcheck explain RULE')} says what a rule finds",
        f"accepted with a reason: {code('<!-- listcheck: allow RULE because ... -->')}",
    ]
    return f"\n<sub>{' · '.join([code(aim.sha[:7]), day, *run, *known])}</sub>\n"
