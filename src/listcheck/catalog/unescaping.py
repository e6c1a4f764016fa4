"""Values of Markdown that `markdown` made of them: `plain`, `link` and `joined`, backwards."""

import re
from dataclasses import dataclass
from html import unescape

_WRITTEN = re.compile(
    r"\\([!-/:-@\[-`{-~])|<!--U\+([0-9A-F]{4,6})-->|(<!-- -->|<b></b>)|&#(\d{1,7});|(&\w+;)"
)
_REFERENCE = r"\\.|&#?\w+;"  # what stands for one character
_LABEL = r"((?:\\.|[^\\\[\]])*)"
_PLACE = r'\(([^()\s]*)(?: "([^"]*)")?\)'
_LINK = re.compile(rf"\[{_LABEL}\]{_PLACE}")
_CELL = re.compile(r"(?:\\.|[^\\|])+")
BOLD = r"\*\*((?:\\.|[^\\*])+)\*\*"
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Lead:
    """A link as it is written: `label` is Markdown, `url` and `title` are values."""

    label: str
    url: str
    title: str


def value(markdown: str) -> str:
    """The value that is written."""
    return _WRITTEN.sub(_character, markdown)


def _character(found: re.Match[str]) -> str:
    escaped, hidden, nothing, number, entity = found.groups()
    if escaped or nothing:
        return escaped or ""
    if entity:
        return unescape(entity)
    code = int(hidden, 16) if hidden else int(number)
    return chr(code) if code <= _LAST else found[0]


def split(markdown: str, separator: str) -> list[str]:
    """The values between separators."""
    return [value(part) for part in parts(markdown, separator)]


def parts(markdown: str, separator: str) -> list[str]:
    """What stands between separators, as Markdown."""
    one = re.compile(rf"(?:{_REFERENCE}|(?!{re.escape(separator)}).)*", re.DOTALL)
    found, at = [], 0
    while True:
        part = one.match(markdown, at)
        end = part.end() if part else at
        found.append(markdown[at:end])
        if end >= len(markdown):
            return found
        at = end + len(separator)


def cells(line: str) -> tuple[str, ...]:
    """The cells of a row, as Markdown."""
    return tuple(part.strip(" ") for part in _CELL.findall(line.strip()))


def links(markdown: str) -> tuple[tuple[Lead, ...], str]:
    """The links of a text, and what stands between them."""
    found = tuple(
        Lead(match[1], value(match[2]), value(match[3] or "")) for match in _LINK.finditer(markdown)
    )
    return found, _LINK.sub("", markdown)
