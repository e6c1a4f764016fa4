"""Markdown made of values: whatever a value holds, it is shown and never becomes markup.

GitHub's dialect (https://github.github.com/gfm/): a pipe ends a cell even in a code span, and bare
addresses become links.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from listcheck.text import clean

_MARKS = re.compile(r"[\\`*_\[\]<>|~!$#&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_ADDRESS = re.compile(r"(?<=[a-z])(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)
_MAIL = re.compile(r"(?<=[\w.+-])@(?=\w)|(?<=mailto):", re.IGNORECASE)
_LEADING = re.compile(r"\A(?:([-+=])|(\d+)([.)]))(?=\s|\Z|[-=])")
_URL_SAFE = "%/:?#@!$&'*+,;=~-._[]"  # without brackets and pipes, which end a destination or cell
_NO_ANCHOR = re.compile(r"[^\w\- ]")
_LONGEST = 2_000


class Markdown(str):
    """A text that is Markdown already; every other text is a value."""

    __slots__ = ()


def plain(value: str) -> Markdown:
    """A value on one line, shown as it is."""
    if isinstance(value, Markdown):
        return value
    text = clean(" ".join(value.split()), _LONGEST)
    text = _MARKS.sub(lambda mark: _ENTITIES.get(mark[0], f"\\{mark[0]}"), text)
    text = _ADDRESS.sub(lambda mark: f"\\{mark[0]}", text)
    text = _MAIL.sub("<!-- -->\\g<0>", text)  # an escape does not stop these
    return Markdown(_LEADING.sub(r"\2\\\1\3", text))


def link(label: str, url: str) -> Markdown:
    """A link with a text."""
    return Markdown(f"[{plain(label)}]({destination(url)})")


def image(label: str, url: str) -> Markdown:
    """A picture with the text that stands in for it."""
    return Markdown(f"![{plain(label)}]({destination(url)})")


def destination(url: str) -> str:
    """An address, fit to stand between brackets."""
    return quote(url, safe=_URL_SAFE)


def joined(parts: Iterable[str], separator: str = ", ") -> Markdown:
    """Values in a row."""
    return Markdown(separator.join(plain(part) for part in parts if part))


def anchors(titles: Iterable[str]) -> list[str]:
    """The anchors that GitHub gives headings, in their order; one that is taken gets a number."""
    given: dict[str, int] = {}
    found = []
    for title in titles:
        base = _NO_ANCHOR.sub("", title.strip().lower()).replace(" ", "-")
        number = given.get(base, 0)
        given[base] = number + 1
        found.append(f"{base}-{number}" if number else base)
    return found
