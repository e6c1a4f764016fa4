"""Files of history, read line by line: a damaged line is told by its number, and ends it all."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from listcheck.errors import UserError
from listcheck.model import Observation
from listcheck.store import travel
from listcheck.text import clean


def lines(file: str, now: float) -> Iterator[Observation | travel.Reported]:
    """What the lines of a file hold, `-` being standard input.

    Args:
        file: its name.
        now: Unix seconds.

    Raises:
        UserError: it cannot be read, or a line is none of ours.
    """
    try:
        with closing(sys.stdin.buffer if file == "-" else Path(file).open("rb")) as stream:
            yield from _read(file, stream, now)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from None


def _read(file: str, stream: BinaryIO, now: float) -> Iterator[Observation | travel.Reported]:
    number = total = 0
    try:
        while data := stream.readline(travel.LONGEST_LINE + 2):
            number, total = number + 1, total + len(data)
            travel.bounded(total)
            line = data.decode("utf-8").rstrip("\r\n")
            if number == 1:
                travel.head(line)
            else:
                yield travel.read(line, now)
    except UnicodeDecodeError:
        raise _damaged(file, number, "it is not UTF-8") from None
    except travel.LineError as error:
        raise _damaged(file, number, str(error)) from None
    if not number:
        raise _damaged(file, 1, "the file is empty")


def _damaged(file: str, number: int, why: str) -> UserError:
    return UserError(f"{clean(file)}:{number}: {clean(why)}", "nothing was imported")
