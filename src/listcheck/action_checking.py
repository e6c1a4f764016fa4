"""Verifying as the action does it: by its inputs, compared with the right commit, from a copy."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from listcheck import action_base, command, config
from listcheck.action_job import Job
from listcheck.action_outputs import no_commands
from listcheck.errors import Exit, UserError
from listcheck.github.dashboard.boxes import RECHECK
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.report import Report, exit_status
from listcheck.rules import BY_SLUG
from listcheck.verify import verify

# Whose runs write nothing that a later run reads: what they look at is not the owner's yet.
_OF_STRANGERS = ("pull_request", "pull_request_target", "merge_group", "workflow_run")


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of verifying.

    `status` is that of `listcheck verify`, `failing` that of the step; `blamed` says whether all
    that is judged is the doing of those whom the run tells.
    """

    report: Report
    status: Exit
    failing: Exit
    blamed: bool


def check(job: Job) -> Checked:
    """Verify, and show the report in the log.

    Raises:
        UserError: an option, a setting or a list is not as it has to be.
    """
    with no_commands("listcheck", job.environment):
        base = _base(job)
        report, chosen = command.run(verify, _options(job, base), job.environment)
        colour = command.wants_colour("auto", job.environment)
        click.echo(render("text", report, Style(colour, 100)), nl=False, color=True)
    status = exit_status(report, chosen.fail_on)
    blamed = job.mode != "changed" or bool(base)
    return Checked(report, status, failing(job, status, chosen.fail_on, blamed=blamed), blamed)


def _base(job: Job) -> str:
    """The commit to compare with; empty where the whole lists are judged."""
    if job.mode != "changed":
        return ""
    what = action_base.event(job.environment)
    return action_base.base_commit(what, Path(), job.environment, job.inputs.token)


def _options(job: Job, base: str) -> dict[str, Any]:
    """The options of `listcheck verify`, read by its own parser."""
    from listcheck.cli import verify as verify_command  # noqa: PLC0415  # it loads this module

    inputs = job.inputs
    named = {
        "since": base,
        "config": inputs.config,
        "fail-on": inputs.fail_on,
        "deadline": inputs.deadline,
        "store": str(_store(job) or ""),
    }
    words = [f"--{name}={value}" for name, value in named.items() if value]
    words += ["--no-progress", *(["--offline"] if inputs.offline else [])]
    words += ["--refresh"] if _is_asked_again(job) else []
    words += ["-v"] if job.environment.get("RUNNER_DEBUG") == "1" else []
    try:
        made = verify_command.make_context("verify", [*words, "--", *inputs.paths])
    except click.UsageError as error:
        raise UserError(error.format_message()) from None
    return dict(made.params)


def _is_asked_again(job: Job) -> bool:
    """Whether somebody who may has ticked the box that wants everything looked at again."""
    if job.event != "issues" or job.inputs.offline:
        return False
    from listcheck.dashboard_command import wishes  # noqa: PLC0415  # few runs are set off by a box

    return RECHECK in wishes(job.environment)


def _store(job: Job) -> Path | None:
    """Where this run remembers; None where the settings say.

    A pull request works on a copy, so that nothing it makes us remember is ever read again. What it
    brings itself is no memory of ours.
    """
    if job.inputs.cache and job.event not in _OF_STRANGERS:
        return None
    copy = job.store
    file = Path(job.inputs.config) if job.inputs.config else None
    known = config.settings(job.environment, file=file, rules=tuple(BY_SLUG)).store
    if job.inputs.cache and known is not None:
        for end in ("", "-wal"):
            old = known.with_name(known.name + end)
            if old.is_file() and not action_base.is_brought(old, Path(), job.environment):
                shutil.copyfile(old, copy.with_name(copy.name + end))
    return copy


def failing(job: Job, status: Exit, fail_on: str, *, blamed: bool) -> Exit:
    """The status of the step: nobody is blamed for old trouble, or for that of the network."""
    if status not in (Exit.FINDINGS, Exit.INCOMPLETE):
        return status
    if fail_on == "never" or not blamed:
        return Exit.CLEAN
    return Exit.CLEAN if job.mode == "changed" and status is Exit.INCOMPLETE else status
