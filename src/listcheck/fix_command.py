"""`listcheck fix` between its options and its output."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from listcheck import command
from listcheck.difference import unified
from listcheck.mending import Mended, Wish, mend, write
from listcheck.model import Finding
from listcheck.report import exit_status
from listcheck.settings import Settings
from listcheck.text import clean
from listcheck.verify import Examined
from listcheck.wired import Run


def fix(options: Mapping[str, Any], environment: Mapping[str, str]) -> int:
    """Run the command with its options; the exit status is that of what is left."""
    wish = Wish(options["unsafe"], tuple(options["select"]))

    def job(names: tuple[str, ...], settings: Settings, run: Run) -> Mended:
        return mend(names, settings, run, wish)

    mended, chosen = command.run(job, options, environment)
    changed = () if options["diff"] else write(mended)
    lines = "".join(f"{line}\n" for line in _told(mended, wish, changed, dry=options["diff"]))
    if options["diff"]:
        _show_difference(mended)
        click.echo(lines, nl=False, err=True)
        return int(exit_status(_of(mended.before, chosen).report(), chosen.fail_on))
    report = _of(mended.but(changed) if changed else mended.after, chosen).report()
    if not options["quiet"]:
        click.echo(lines, nl=False, err=options["form"] != "text")
    command.show(report, options, environment)
    return int(exit_status(report, chosen.fail_on))


def _of(examined: Examined, settings: Settings) -> Examined:
    """The findings that are to be told: `--select` and `--ignore` of rules choose them."""
    select, ignore = settings.select, settings.ignore
    return examined.only(lambda one: one.rule not in ignore and (not select or one.rule in select))


def _show_difference(mended: Mended) -> None:
    for path, (old, new) in sorted(mended.texts.items()):
        sys.stdout.buffer.write(unified(path, old, new))
    sys.stdout.flush()


def _told(mended: Mended, wish: Wish, changed: tuple[str, ...], *, dry: bool) -> Iterator[str]:
    """What was fixed, line by line, and what was not."""
    if mended.before.told.interrupted:
        yield "interrupted: no fix was made, and every file is as it was"
        return
    for finding in mended.fixed.mended:
        if finding.span.path in changed:
            continue
        yield f"{'would fix' if dry else 'fixed'}  {_place(mended, finding)}  {_deed(finding)}"
    for path in changed:
        yield f"{clean(path)} was changed by somebody else meanwhile, and was left alone"
    for left in mended.fixed.left:
        yield f"not fixed  {_place(mended, left.finding)}  {_deed(left.finding)}: {left.why}"
    unsafe = sum(one.fix is not None and not one.fix.safe for one in mended.after.concerned)
    if unsafe and not wish.unsafe:
        what = "fix wants" if unsafe == 1 else "fixes want"
        yield f"{unsafe} more {what} a look first: --unsafe makes them, --diff shows them"


def _place(mended: Mended, finding: Finding) -> str:
    """Where a finding is in the text in which it was found, which later rounds may not know."""
    documents = {one.path: one for one in mended.before.case.catalog.documents}
    document = documents[finding.span.path]
    line, _ = document.position(min(finding.span.start, len(document.data)))
    return f"{clean(finding.span.path)}:{line}"


def _deed(finding: Finding) -> str:
    title = finding.fix.title if finding.fix else finding.message
    return f"{finding.rule}  {clean(title)}"
