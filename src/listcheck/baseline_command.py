"""`listcheck baseline` between its options and its output."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from posixpath import normpath
from typing import Any

import click

from listcheck import baseline, command
from listcheck.baseline import Accepted, Update
from listcheck.errors import Exit
from listcheck.output import write
from listcheck.report import Report
from listcheck.settings import Settings
from listcheck.text import clean
from listcheck.verify import Examined, examine
from listcheck.wired import Run

# What `command.run` asks of the options, and what has no meaning here.
_OF_REPORTS: Mapping[str, Any] = {"reports": (), "fail_on": None}
_USUAL = Settings().baseline or Path()


@dataclass(frozen=True, slots=True)
class _Outcome:
    examined: Examined
    report: Report


def accept(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status."""

    def job(names: tuple[str, ...], settings: Settings, run: Run) -> _Outcome:
        examined = examine(names, replace(settings, baseline=None), run)
        return _Outcome(examined, examined.report())

    done, chosen = command.run(job, {**_OF_REPORTS, **options}, environment)
    if done.report.interrupted:
        click.echo("listcheck: interrupted; the baseline is as it was", err=True)
        return int(Exit.INTERRUPTED)
    path = options["output"] or chosen.baseline or _USUAL
    updated = _updated(path, done, chosen)
    write(path, baseline.text(updated.findings))
    if not options["quiet"]:
        for line in _told(path, updated, done.report):
            click.echo(line)
    return int(Exit.INCOMPLETE if done.report.incomplete else Exit.CLEAN)


def _updated(path: Path, done: _Outcome, settings: Settings) -> Update:
    today = f"{datetime.fromtimestamp(done.report.started_at, UTC):%Y-%m-%d}"
    gone = _gone(done, settings)
    return baseline.update(baseline.load(path), done.examined.concerned, today, gone)


def _gone(done: _Outcome, settings: Settings) -> Callable[[Accepted], bool]:
    """Of what can it be known that it is no more: of all that this run would have found again."""
    examined, report = done.examined, done.report
    chosen = settings.select or settings.ignore or examined.part.spans is not None
    if chosen or settings.offline or report.incomplete:
        return lambda one: False
    lists = {normpath(one.path) for one in examined.lists}
    unseen = set(_unseen(examined))

    def is_gone(one: Accepted) -> bool:
        told = {(one.path, one.url), (one.path, one.entry)}
        return one.path in lists and not told & unseen

    return is_gone


def _unseen(examined: Examined) -> Iterator[tuple[str, str]]:
    """The addresses of which this run could not tell, and the entries that they stand in."""
    for place in examined.case.places:
        path = normpath(place.document.path)
        for link in place.links if place.verdict.state == "unverified" else ():
            yield path, link.url
            if entry := examined.case.entry_of(link):
                yield path, entry.name


def _told(path: Path, updated: Update, report: Report) -> Iterator[str]:
    """What was done, and what it rests on."""
    count = len(updated.findings)
    what = "finding accepted" if count == 1 else "findings accepted"
    counts = f"{updated.added:,} added, {updated.kept:,} kept, {updated.dropped:,} dropped"
    yield f"{clean(str(path))}: {count:,} {what} ({counts})"
    if report.incomplete:
        yield f"Incomplete: {clean(report.incomplete)}; nothing was dropped"
    yield from (f"Note: {clean(note)}" for note in report.notes)
