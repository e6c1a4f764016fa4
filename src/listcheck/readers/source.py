"""The bytes of a file, and the text that the Markdown parser may see in their place."""

import codecs
from itertools import accumulate
from typing import NamedTuple

from listcheck.model import Span

BOM = codecs.BOM_UTF8

# A letter, since U+FFFD, which renderers put there, neither opens nor ends a markup construct.
STAND_IN = "x"


class Source(NamedTuple):
    """A file's bytes: `raw` begins after a byte order mark of `base` bytes.

    Offsets within a reader count in `raw`; `span` gives those of the file.
    """

    path: str
    data: bytes
    raw: bytes
    base: int

    def span(self, start: int, end: int) -> Span:
        """The span in the file of a range of `raw`."""
        return Span(self.path, start + self.base, end + self.base)

    def text(self, start: int, end: int) -> str:
        """A range of `raw` as text, undecodable bytes as question marks."""
        return self.raw[start:end].decode("utf-8", "replace")


def source_of(path: str, data: bytes) -> Source:
    """Take the byte order mark off."""
    base = len(BOM) if data.startswith(BOM) else 0
    return Source(path, data, data[base:], base)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Replace each undecodable byte by one byte, so that offsets stay right."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return STAND_IN * (error.end - error.start), error.end


codecs.register_error("listcheck-stand-in", _stand_in)


def parseable(raw: bytes) -> str:
    """The text to parse: one UTF-8 byte for each byte of `raw`."""
    return raw.decode("utf-8", "listcheck-stand-in").replace("\0", STAND_IN)


def line_starts(data: bytes) -> tuple[int, ...]:
    """The byte offsets at which lines begin; a line ends at LF, CRLF or CR, as in CommonMark."""
    starts = [*accumulate(map(len, data.splitlines(keepends=True)), initial=0)]
    return tuple(starts[:-1]) if len(starts) > 1 and not _ends_line(data) else tuple(starts)


def _ends_line(data: bytes) -> bool:
    """Whether the last line is ended."""
    return data.endswith((b"\n", b"\r"))
