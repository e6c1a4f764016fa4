"""`listcheck init`: settings and workflows for a list's repository, shown before they are written.

What is there is never touched.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from listcheck import action_pin
from listcheck.errors import Exit, UserError
from listcheck.init_lists import Found, find
from listcheck.init_plan import File, planned
from listcheck.text import clean

_UNRELEASED = f"""\
This copy of listcheck does not know the commit that it was made of: put the commit of a release of
{action_pin.REPOSITORY} in the place of the zeros behind `uses: {action_pin.REPOSITORY}@`."""


def init(folder: Path, *, yes: bool) -> Exit:
    """Show what would be written to a repository, ask, write; the exit status.

    Raises:
        UserError: there is no such folder, no list in it, or a file cannot be written.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is no folder")
    lists = find(folder)
    if not lists:
        raise UserError(f"there is no list in {folder}", "a list is a README.md, or a catalog")
    files = planned(folder, lists)
    _show(lists, files)
    missing = [one for one in files if not one.reason]
    if not missing:
        click.echo("Everything is there: nothing to write.")
        return Exit.CLEAN
    if not (yes or _agreed(len(missing))):
        click.echo("Nothing was written. `listcheck init --yes` writes without asking.", err=True)
        return Exit.USAGE
    for one in missing:
        _write(one)
    click.echo(_afterwards(folder, missing))
    return Exit.CLEAN


# --- what is told --------------------------------------------------------------------------------


def _show(lists: Sequence[Found], files: Sequence[File]) -> None:
    for found in lists:
        counts = f"{found.entries:,} entries, {found.links:,} links"
        click.echo(f"{clean(found.path)}: {counts}")
    click.echo()
    for one in files:
        if one.reason:
            click.echo(f"  {one.name}: {one.reason}, left as it is")
            continue
        click.echo(f"+ {one.name}")
        for line in one.text.splitlines():
            click.echo(f"+     {line}" if line else "+")
    click.echo()


def _agreed(count: int) -> bool:
    what = "this file" if count == 1 else f"these {count} files"
    try:
        return click.confirm(f"Write {what}?", default=False)
    except click.Abort:  # nobody there to answer
        click.echo()
        return False


def _afterwards(folder: Path, written: Sequence[File]) -> str:
    told = [f"wrote {one.name}" for one in written]
    if not _ignores(folder / ".gitignore"):
        told.append("Put .listcheck/ into your .gitignore: what a run learns here is kept there.")
    if any(action_pin.UNKNOWN in one.text for one in written):
        told.append(_UNRELEASED)
    return "\n".join(told)


def _ignores(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.strip().strip("/") == ".listcheck" for line in lines)


def _write(one: File) -> None:
    """Make a file that is not there; one that has come meanwhile is not overwritten."""
    try:
        one.path.parent.mkdir(parents=True, exist_ok=True)
        with one.path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(one.text)
    except OSError as error:
        raise UserError(f"{one.name} cannot be written: {error.strerror}") from None
