"""`listcheck history` between its options and its output."""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from listcheck import command, history_files, strips
from listcheck.config import settings
from listcheck.errors import UserError
from listcheck.history_lookup import found
from listcheck.output import write
from listcheck.renderers.style import Style
from listcheck.rules import BY_SLUG
from listcheck.settings import Settings
from listcheck.store import Store, travel
from listcheck.text import clean

T = TypeVar("T")


def show(what: str, options: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """Show the life of a link, or of every link of an entry.

    Raises:
        UserError: nothing is remembered of it.
    """
    chosen = _settings(options, environment)
    lives = _with_store(chosen, lambda store: found(what, options["lists"], store, chosen))
    if options["form"] == "json":
        text = json.dumps(strips.document(lives), indent=2) + "\n"
    else:
        colour = command.wants_colour(options["color"], environment)
        style = Style(colour, command.width(), options["verbose"])
        text = strips.text(lives, style, ascii_only=not _is_unicode())
    click.echo(text, nl=False, color=True)


def export(output: Path | None, options: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """Write all that is remembered.

    Raises:
        UserError: there is nothing, or it cannot be written.
    """
    chosen = _settings(options, environment)
    seen, reported = _with_store(chosen, lambda store: store.everything())
    lines = travel.written(seen, reported)
    if output is None:
        for line in lines:
            click.echo(line)
    else:
        write(output, "".join(f"{line}\n" for line in lines))


def import_(
    files: Sequence[str], options: Mapping[str, Any], environment: Mapping[str, str]
) -> None:
    """Take in what other stores knew: all of it, or nothing.

    Raises:
        UserError: a line is damaged or none of ours, or it cannot be saved.
    """
    chosen = _settings(options, environment)
    now = time.time()
    lines = [one for file in files for one in history_files.lines(file, now)]
    reported = [one for one in lines if isinstance(one, travel.Reported)]
    seen = [one for one in lines if not isinstance(one, travel.Reported)]

    def job(store: Store) -> int:
        new = store.add(seen, reported)
        if store.notes:
            raise UserError(store.notes[0])
        return new

    new = _with_store(chosen, job, must_exist=False)
    click.echo(f"{new:,} new observations of {len(seen):,} in {clean(str(chosen.store))}")


def _settings(options: Mapping[str, Any], environment: Mapping[str, str]) -> Settings:
    return settings(
        environment,
        file=options["config"],
        isolated=options["isolated"],
        given={"store": options["store"]} if options["store"] else {},
        rules=tuple(BY_SLUG),
    )


def _with_store(chosen: Settings, job: Callable[[Store], T], *, must_exist: bool = True) -> T:
    path = chosen.store
    if path is None:
        raise UserError("the settings name no store", "name one with --store")
    if must_exist and not path.exists():
        raise UserError(f"nothing is remembered: there is no {path}", "listcheck verify makes it")
    with Store(path) as store:
        if store.notes:
            raise UserError(store.notes[0])
        return job(store)


def _is_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "").startswith("utf")
