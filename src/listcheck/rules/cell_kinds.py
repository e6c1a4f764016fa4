"""What a cell of a table is made of, and how well a text would stand in a column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

_TO = r"\((?:[^()]|\([^()]*\))*\)"
_TOKEN = re.compile(
    rf"""(?P<comment><!--.*?-->)|(?P<code>(`+)(?!`).*?(?<!`)\3(?!`))
    |(?P<badge>\[!\[[^\]]*\]{_TO}\s*\]{_TO}|!\[[^\]]*\]{_TO}|<img\b[^>]*>)
    |(?P<link>\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:{_TO}|\[[^\]]*\])|<a\b[^>]*>.*?</a>|<?https?://[^\s>]+>?)
    |(?P<note>\[\^[^\]]+\])|(?P<tag></?\w[^>]*>)|(?P<bold>(?:\*\*|__)(?=\S).+?(?<=\S)(?:\*\*|__))
    |(?P<date>(?:19|20)\d\d(?:[-./]\d\d?){{1,2}}(?![\w.]*\w))
    |(?P<number>[~<>≥+-]?\d[\d.,]*[kKMBTx%+]{{0,2}}(?!\w))
    |(?P<shortcode>:\w+:)|(?P<word>(?:\\.|[^\W\d]|(?<=\w)\d|\d(?=\w))(?:[\w'’.+&/-]*\w)?)
    |(?P<mark>\S)""",
    re.VERBOSE | re.DOTALL,
)
_WHOLE = {"code", "badge", "link", "note", "tag", "bold", "date"}
_SEAM = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
    r"|(?<=[A-Za-z])(?=[\u3040-\uffff])|(?<=[\u3040-\uffff])(?=[A-Za-z])"
)
_UNSEEN = ("comment", "tag")
_HOST = re.compile(r"(?:https?://|\]\()(?:www\.)?([^/\s)\"'?#]+)(/[^/\s)\"'?#]+)?")
_LONGEST = 2000  # characters of a cell; what comes behind says no more of its kind
_LENGTHS = (1, 3, 8, 20)  # words from which on a run of them is another kind of text

# Of the chance that a text stands in a column: how much of it the very text has, how much the
# kinds it is made of, how much those at its ends.
_WEIGHTS = (0.35, 0.3, 0.25, 0.08)
_NEW = 0.1  # of the share of kinds seen once: by Good and Turing that of what is not seen yet


@dataclass(frozen=True, slots=True)
class Token:
    """A piece that no bar stands in, at an offset in its text."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The links, pictures, spans of code, dates, numbers and words of a cell, in their order."""
    found = _TOKEN.finditer(text, 0, _LONGEST)
    return tuple(Token(str(one.lastgroup), one.start(), one.end()) for one in found)


def cuts(text: str, *, within: bool) -> Iterator[tuple[int, int]]:
    """Where two pieces meet, with the blanks between them; if wanted, also within words."""
    pieces = tokens(text)
    for one, other in pairwise(pieces):
        if within or one.end < other.start or {one.kind, other.kind} & _WHOLE:
            yield one.end, other.start
    for one in pieces if within else ():
        if one.kind == "word":
            for seam in _SEAM.finditer(text, one.start + 1, one.end):
                yield seam.start(), seam.start()


@lru_cache(maxsize=65536)
def _looks(text: str) -> tuple[object, ...]:
    """A text seen from near, from further off, and by its ends."""
    shown = [token for token in tokens(text) if token.kind not in _UNSEEN]
    kinds = [_kind(token, text) for token in shown]
    runs = [(kind, len(list(run))) for kind, run in groupby(kinds)]
    fine = tuple(_sized(kind, size) for kind, size in runs)
    marks = [kind.partition(":")[0] for kind in kinds if kind != "mark"] or kinds
    ends = tuple(marks[:1] + marks[-1:])
    return text.casefold(), fine[:6], (*ends, _class(len(kinds))), ends


def _kind(token: Token, text: str) -> str:
    if token.kind == "bold":
        inner = tokens(text[token.start + 2 : token.end - 2])
        return f"bold {inner[0].kind}" if len(inner) == 1 else "bold"
    if token.kind not in ("link", "badge"):
        return token.kind
    place = _HOST.search(text, token.start, token.end)
    if not place:
        return token.kind
    # the first step of a badge's path tells stars from downloads
    return f"{token.kind}:{place[1]}{place[2] or '' if token.kind == 'badge' else ''}"


def _sized(kind: str, size: int) -> str:
    return f"{kind} {_class(size)}" if kind == "word" else kind


def _class(size: int) -> int:
    return sum(size > limit for limit in _LENGTHS)


class Column:
    """The cells of one column, as far as they say what belongs there."""

    def __init__(self, cells: Iterable[str]) -> None:
        seen = [_looks(cell) for cell in cells]
        self.size = len(seen)
        self.counts = [Counter(look) for look in zip(*seen, strict=True)] or [
            Counter() for _ in _WEIGHTS
        ]
        once = sum(count == 1 for count in self.counts[3].values())
        self.new = _NEW * (once + 0.5) / (self.size + 1) if seen else 1.0

    def chance(self, text: str) -> float:
        """How likely the text stands in this column, from nearly 0 to 1."""
        shares = (counts[look] for counts, look in zip(self.counts, _looks(text), strict=True))
        known = sum(weight * one for weight, one in zip(_WEIGHTS, shares, strict=True))
        return self.new + known / (self.size + 1)

    def knows(self, text: str) -> bool:
        """Whether cells with the same ends stand in it."""
        return self.counts[3][_looks(text)[3]] > 0
