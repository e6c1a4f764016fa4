"""`listcheck action`: what `action.yml` runs, between its inputs and its outputs.

One verification, told as a log, annotations, a summary, files and outputs; then what GitHub is to
be told of it, each by its own command in its own process, so that no trouble there takes away what
is known.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping

import click

from listcheck.action_checking import Checked, check
from listcheck.action_job import Job, job
from listcheck.action_outputs import annotation, tell_outputs, tell_summary
from listcheck.errors import Exit, UserError
from listcheck.output import write
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.report import Report

RESULT = "listcheck-result.json"  # the one name that the workflow with the comment looks for
SARIF = "listcheck.sarif"
SUMMARY = "listcheck.md"
_NO_BASE = (
    "the commit that this pull request is compared with is not in the clone and cannot be fetched: "
    "the whole list is judged, and nothing of it fails the run. "
    "Check out with fetch-depth: 2 to have only what the pull request changes judged."
)


def run(environment: Mapping[str, str]) -> int:
    """Do what the inputs say; the exit status of the step."""
    try:
        mine = job(environment)
        if mine.mode == "comment":
            status = _told(mine, ["comment", "--when", mine.inputs.comments(mine.mode)])
            tell_outputs({"exit-code": str(status)}, environment)
            return status
        checked = check(mine)
        _show(mine, checked)
        return max((int(checked.failing), *_tell(mine)), key=_gravity)
    except UserError as error:
        told = f"{error.message}\n{error.hint}" if error.hint else error.message
        click.echo(annotation("error", told))
        tell_outputs({"exit-code": str(int(Exit.USAGE))}, environment)
        return int(Exit.USAGE)


def _gravity(status: int) -> int:
    """A fault or a misuse of ours hides behind no finding."""
    mild = (Exit.CLEAN, Exit.INCOMPLETE, Exit.FINDINGS)
    return mild.index(Exit(status)) if status in mild else len(mild)


def _show(job: Job, checked: Checked) -> None:
    """Tell of what was found wherever the inputs say."""
    report = checked.report
    if not checked.blamed:
        click.echo(annotation("warning", _NO_BASE))
    if job.inputs.annotations:
        click.echo(render("github", report, Style()), nl=False)
    if job.inputs.summary:
        tell_summary(render("markdown", report, Style()), job.environment)
    tell_outputs(_outputs(checked, _files(job, report)), job.environment)


def _files(job: Job, report: Report) -> dict[str, str]:
    """Write the reports; the outputs that name them."""
    folder = job.folder
    wanted = {RESULT: "json", SUMMARY: "markdown", **({SARIF: "sarif"} if job.inputs.sarif else {})}
    for name, form in wanted.items():
        write(folder / name, render(form, report, Style()))
    sarif = str(folder / SARIF) if job.inputs.sarif else ""
    return {"result-file": str(folder / RESULT), "sarif-file": sarif, "report-dir": str(folder)}


def _outputs(checked: Checked, files: Mapping[str, str]) -> dict[str, str]:
    report, coverage = checked.report, checked.report.coverage
    numbers = {
        "exit-code": int(checked.status),
        "findings": len(report.findings),
        "new-findings": sum(line.new for line in report.findings),
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "checked": coverage.verified,
        "skipped": coverage.skipped,
    }
    return {**{name: str(number) for name, number in numbers.items()}, **files}


def _tell(job: Job) -> Iterator[int]:
    """Tell GitHub, as far as the inputs want it; the status of each command."""
    result, when = str(job.folder / RESULT), job.inputs.comments(job.mode)
    if job.mode == "changed" and when != "never":
        yield _told(job, ["comment", "--when", when], result)
    if job.mode == "full" and job.inputs.dashboard == "issue":
        yield _told(job, ["dashboard"], result)
    if job.mode == "full" and job.inputs.fix == "pull-request":
        yield _told(job, ["pull-request"], result)


def _told(job: Job, words: list[str], *result: str) -> int:
    """Run one of our own commands, which writes its output itself; its status."""
    inputs, more = job.inputs, []
    if words[0] == "pull-request":
        more += [f"--config={inputs.config}"] if inputs.config else []
        more += [] if inputs.cache else [f"--store={job.store}"]
        more += [f"--wished={kind}" for kind in inputs.open_fix]
    elif inputs.id:
        more += [f"--id={inputs.id}"]
    if words[0] == "comment" and inputs.suggestions:
        more += ["--suggestions"]
    line = [sys.executable, "-I", "-m", "listcheck", *words, *more, "--", *result]
    sys.stdout.flush()
    return subprocess.run(line, env=dict(job.environment), check=False).returncode  # noqa: S603
