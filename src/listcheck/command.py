"""`listcheck verify` between its options and its output."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from listcheck import log, progress
from listcheck.config import settings
from listcheck.errors import UserError
from listcheck.output import write
from listcheck.renderers import RENDERERS, render
from listcheck.renderers.style import Style
from listcheck.report import Report, exit_status
from listcheck.rules import BY_SLUG
from listcheck.settings import Settings
from listcheck.verify import verify as run_verify
from listcheck.wired import Run

T = TypeVar("T")

_GIVEN = {
    "store": "store",
    "max_age": "max_age",
    "deadline": "network.deadline",
    "select": "select",
    "ignore": "ignore",
    "fail_on": "fail_on",
    "allow_address": "network.allow_addresses",
    "connect_to": "network.connect_to",
    "max_connections": "network.max_connections",
}


Job = Callable[[tuple[str, ...], Settings, Run], T]


def verify(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status."""
    report, chosen = run(run_verify, options, environment)
    show(report, options, environment)
    gc.freeze()  # what is left ends with the process: nobody has to look for cycles in it
    return int(exit_status(report, chosen.fail_on))


def run(
    job: Job[T], options: Mapping[str, Any], environment: Mapping[str, str]
) -> tuple[T, Settings]:
    """What comes of a job on the lists that the options name, and the settings that it had."""
    gc.freeze()  # nothing that was loaded is garbage
    _heed_signals()
    _reports(options)
    chosen = _settings(options, environment)
    logged = 0 if options["quiet"] else options["verbose"]
    wanted = not (options["no_progress"] or options["quiet"] or logged > 1)
    step = log.step if logged else log.no_step
    with progress.choose(sys.stderr, environment, wanted=wanted) as tell:
        heard = log.heard if logged > 1 else None
        done = job(
            tuple(options["lists"]), chosen, Run(time.time, tell, environment, _deaf, step, heard)
        )
    return done, chosen


def show(report: Report, options: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """Write the report where the options say.

    Raises:
        UserError: it cannot be written.
    """
    if options["verbose"] and not options["quiet"]:
        log.outcome(report, log.step)
    _write(report, options, environment, _reports(options))


def _reports(options: Mapping[str, Any]) -> list[tuple[str, Path]]:
    return [_split(report) for report in options["reports"]]


def _heed_signals() -> None:
    """SIGTERM ends a run as Ctrl-C does; while the wire asks, it minds both itself."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _deaf() -> None:
    """After the first signal the report is owed: a second one, as runners send it, is too late.

    SIGKILL and SIGQUIT end it all the same.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _split(report: str) -> tuple[str, Path]:
    form, equals, path = report.partition("=")
    if form not in RENDERERS or not equals or not path:
        raise UserError(
            f"--report {report} is not FORMAT=PATH", f"formats are: {', '.join(RENDERERS)}"
        )
    return form, Path(path)


def _settings(options: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    from dataclasses import replace  # noqa: PLC0415

    given = {
        name: options[option]
        for option, name in _GIVEN.items()
        if options[option] not in (None, ())
    }
    chosen = settings(
        environment,
        file=options["config"],
        isolated=options["isolated"],
        given=given,
        rules=tuple(BY_SLUG),
    )
    return replace(
        chosen,
        baseline=None if options["isolated"] else chosen.baseline,
        archive=chosen.archive or bool(options.get("archive")),
        offline=options["offline"],
        refresh=options["refresh"],
        since=options["since"] or "",
        base=options["base"],
    )


def _write(
    report: Report,
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    reports: list[tuple[str, Path]],
) -> None:
    form, quiet = options["form"], options["quiet"]
    files = [*reports, *([(form, options["output"])] if options["output"] else [])]
    if not options["output"] and quiet < 2:
        colour = form == "text" and wants_colour(options["color"], environment)
        style = Style(colour, width(), -1 if quiet else options["verbose"])
        trouble = _show(render(form, report, style))
    else:
        trouble = None
    for form, path in files:  # after the screen: what is known is shown, whatever a disk says
        write(path, render(form, report, Style(verbosity=options["verbose"])))
    if trouble is not None:
        raise UserError(f"the report cannot be written: {trouble.strerror}")


def _show(text: str) -> OSError | None:
    """Write to standard output. That nobody reads on (`| head`) is no trouble and no verdict."""
    try:
        click.echo(text, nl=False, color=True)
    except BrokenPipeError:
        _let_go()
    except OSError as error:
        _let_go()
        return error
    return None


def _let_go() -> None:
    """What is left in the buffer goes nowhere, lest it be tried again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def wants_colour(choice: str, environment: Mapping[str, str]) -> bool:
    """The option, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether anybody looks."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("GITHUB_ACTIONS"):
        return True
    return sys.stdout.isatty() and environment.get("TERM") != "dumb"


def width() -> int:
    """How many columns there are to write in."""
    import shutil  # noqa: PLC0415

    return min(shutil.get_terminal_size((100, 24)).columns, 120)
