"""The anchors that GitHub gives to headings.

Rule: https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb
(lower case; all but word characters, hyphens and spaces out; spaces to hyphens; -1, -2 for
repeats). Ruby's word characters hold marks, among them U+FE0F, and the zero-width joiner.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from listcheck.model import Heading

_ASCII_OUT = re.compile(r"[\x00-\x1f!-,./:-@\[-^`{-\x7f]")
_KEPT = ("L", "M", "Nd", "Nl", "Pc")
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile("[\u200c\u200d\ufe00-\ufe0f\u20e3]")


@cache
def _kept(character: str) -> bool:
    """Whether a character beyond ASCII stays in an anchor."""
    return character in _JOINERS or unicodedata.category(character).startswith(_KEPT)


def slug(text: str) -> str:
    """The anchor of a heading, without the number that tells repeats apart."""
    text = _ASCII_OUT.sub("", text.lower()).replace(" ", "-")
    return text if text.isascii() else "".join(c for c in text if c < "\x80" or _kept(c))


class Slugs:
    """Gives every heading of one file its own anchor."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def give(self, text: str) -> str:
        """The anchor of the next heading."""
        name = slug(text)
        number = self._seen[name]
        self._seen[name] += 1
        return f"{name}-{number}" if number else name


def anchors(headings: Iterable[Heading], names: Iterable[str]) -> frozenset[str]:
    """All that an in-page link can reach: slugs, with and without invisible marks, and names."""
    slugs = {heading.slug for heading in headings}
    return frozenset(slugs | {_INVISIBLE.sub("", name) for name in slugs} | set(names)) - {""}
