"""The first line of an entry, in pieces: what is linked, bold or plain."""

from collections.abc import Iterator, Sequence

from listcheck.patterns import lazy_compile
from listcheck.readers.dates import undated
from listcheck.readers.page import Run, Style

_BRACKETED = lazy_compile(r"\[[^\[\]]{0,40}\]|\([^()]{0,40}\)|【[^【】]{0,40}】")


def _kind(run: Run) -> str:
    return "link" if run.style & Style.LINK else "bold" if run.style & Style.STRONG else "plain"


def line_pieces(runs: Sequence[Run]) -> Iterator[tuple[str, list[Run]]]:
    """The pieces of the first line that holds words, with their kind; pictures left out."""
    kind, piece, words = "", list[Run](), False
    for run in runs:
        if run.style & Style.ALT:
            continue
        if run.style & Style.BREAK:
            if words:
                break
            continue
        if piece and _kind(run) != kind:
            yield kind, piece
            piece = []
        kind = _kind(run)
        piece.append(run)
        words = words or any(character.isalpha() for character in run.text)
    if piece:
        yield kind, piece


def is_prefix(kind: str, runs: Sequence[Run]) -> bool:
    """Whether a piece stands before the title: a number, emoji, a date or a tag in brackets."""
    text = "".join(run.text for run in runs)
    if kind == "plain":
        text = _BRACKETED.sub("", text)
    return not any(character.isalpha() for character in undated(text))
