"""The first line of an entry, in pieces: what is linked, bold or plain."""

import re
from collections.abc import Iterator, Sequence

from listcheck.patterns import lazy_compile
from listcheck.readers.dates import undated
from listcheck.readers.page import Run, Style

_LETTER = re.compile("[A-Za-z]")
_BRACKETED = lazy_compile(r"\[[^\[\]]{0,40}\]|\([^()]{0,40}\)|【[^【】]{0,40}】")


def has_letter(text: str) -> bool:
    """Whether a text has a letter of any script; most have one of the Latin alphabet."""
    return bool(_LETTER.search(text)) or any(map(str.isalpha, text))


def line_pieces(runs: Sequence[Run]) -> Iterator[tuple[str, list[Run]]]:
    """The pieces of the first line that holds words, with their kind; pictures left out."""
    last, piece, line = "", list[Run](), list[str]()
    for run in runs:
        style = run.style
        if style & Style.ALT:
            continue
        if style & Style.BREAK:
            if has_letter("".join(line)):
                break
            line.clear()
            continue
        kind = "link" if style & Style.LINK else "bold" if style & Style.STRONG else "plain"
        if piece and kind != last:
            yield last, piece
            piece = []
        last = kind
        piece.append(run)
        line.append(run.text)
    if piece:
        yield last, piece


def is_prefix(kind: str, runs: Sequence[Run]) -> bool:
    """Whether a piece stands before the title: a number, emoji, a date or a tag in brackets."""
    text = "".join([run.text for run in runs])
    if kind == "plain":
        text = _BRACKETED.sub("", text)
    return not has_letter(undated(text))
