"""Telling how a run goes: a bar on a terminal, a line now and then in a log, or nothing."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TextIO

from listcheck.text import clean

Tell = Callable[[int, int, str], None]
_LINE_EVERY = 30.0  # seconds


def choose(
    stream: TextIO, environment: Mapping[str, str], *, wanted: bool
) -> AbstractContextManager[Tell]:
    """What suits the stream: standard error, never the report's."""
    if not wanted:
        return _nothing()
    if stream.isatty() and environment.get("TERM") != "dumb" and not environment.get("CI"):
        return _bar(stream)
    return _lines(stream)


@contextmanager
def _nothing() -> Iterator[Tell]:
    yield lambda done, total, what: None


@contextmanager
def _lines(stream: TextIO) -> Iterator[Tell]:
    """A line each half minute, so that nobody takes a log for dead."""
    last = time.monotonic()

    def tell(done: int, total: int, what: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _LINE_EVERY:
            last = time.monotonic()
            print(f"listcheck: {done}/{total} asked", file=stream, flush=True)

    yield tell


@contextmanager
def _bar(stream: TextIO) -> Iterator[Tell]:
    from rich.console import Console  # noqa: PLC0415  # a twentieth of a second
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (
        TextColumn("asking"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("asking", total=None, what="")

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, what=clean(what, 60))

        yield tell
