"""Markdown made of values: whatever a value holds, it is shown and never becomes markup.

GitHub's dialect (https://github.github.com/gfm/): a pipe ends a cell even in a code span, and bare
addresses become links. Nothing of a value is dropped: `unescaping` gives every character back.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from listcheck.text import clean

_MARKS = re.compile(r"[\\`*_\[\]<>|~!$#&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_ADDRESS = re.compile(r"(?<=[a-z])(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
_MAIL = re.compile(r"(?<=[\w.+-])@(?=\w)|(?<=mailto):", re.IGNORECASE)
_LEADING = re.compile(r"\A(?:([-+=])|(\d+)([.)]))(?=\s|\Z|[-=])")
_COMMAND = re.compile(r"(?<!\S):(?=:\w)")  # `::error::` is a command to GitHub's runner
_BLANK = re.compile(r"\A | (?= |\Z)|[^\S ]")  # white space that Markdown would not keep
_BESIDE_ASCII = re.compile(r"[^ -~]")
_URL_SAFE = "%/:?#@!$&'*+,;=~-._[]"  # without brackets and pipes, which end a destination or cell
_URL_UNSAFE = re.compile(r"[^A-Za-z0-9%/:?#@!$&'*+,;=~\-._\[\]]|&(?=#?\w+;)")
_NO_ANCHOR = re.compile(r"[^\w\- ]")
# Where a value would be taken for the end of itself, by the separator of the values.
_SEPARATORS = {
    ", ": re.compile(r"&#?\w+;|,(?= |\Z)"),
    "; ": re.compile(r"&#?\w+;|;(?= |\Z)"),
    " / ": re.compile(r"(?<![^ ])/(?![^ ])"),
}


class Markdown(str):
    """A text that is Markdown already; every other text is a value."""

    __slots__ = ()


def plain(value: str) -> Markdown:
    """A value on one line, shown as it is.

    White space that would be lost is written as a reference to its character; a character that
    could hide or reorder others stands in a comment.
    """
    if isinstance(value, Markdown):
        return value
    text = _MARKS.sub(lambda mark: _ENTITIES.get(mark[0], f"\\{mark[0]}"), value)
    text = _ADDRESS.sub(lambda mark: f"\\{mark[0]}", text)
    text = _MAIL.sub("<!-- -->\\g<0>", text)  # an escape does not stop these
    text = _COMMAND.sub(r"\\:", _LEADING.sub(r"\2\\\1\3", text))
    text = _BESIDE_ASCII.sub(_hidden, _BLANK.sub(_reference, text))
    guard = "<b></b>" if text.startswith("<!--") else ""  # else the whole line is a comment's
    return Markdown(guard + text)


def _reference(found: re.Match[str]) -> str:
    character = found[0]
    shown = character in "\t\n\r" or clean(character) == character
    return f"&#{ord(character)};" if shown else character


def _hidden(found: re.Match[str]) -> str:
    character = found[0]
    return character if clean(character) == character else f"<!--U+{ord(character):04X}-->"


def link(label: str, url: str, title: str = "") -> Markdown:
    """A link with a text, and with words that show when it is pointed at."""
    return Markdown(f"[{plain(label)}]({href(url)}{_titled(title)})")


def image(label: str, url: str, title: str = "") -> Markdown:
    """A picture with the text that stands in for it."""
    return Markdown(f"![{plain(label)}]({href(url)}{_titled(title)})")


def _titled(title: str) -> str:
    return ' "{}"'.format(plain(title).replace('"', "&quot;")) if title else ""


def href(url: str) -> str:
    """An address between brackets, which is followed as it stands in the catalog."""
    return _URL_UNSAFE.sub(lambda found: f"&#{ord(found[0])};", url)


def destination(url: str) -> str:
    """An address of a document as a catalog has it: without what is no part of addresses."""
    return quote(url, safe=_URL_SAFE)


def joined(parts: Iterable[str], separator: str = ", ") -> Markdown:
    """Values in a row, of which none holds the separator."""
    return Markdown(separator.join(_apart(part, separator) for part in parts if part))


def _apart(part: str, separator: str) -> Markdown:
    mark = _SEPARATORS.get(separator)
    if mark is None or isinstance(part, Markdown):
        return plain(part)
    escaped = mark.sub(
        lambda found: f"\\{found[0]}" if len(found[0]) == 1 else found[0], plain(part)
    )
    return Markdown(escaped)


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
