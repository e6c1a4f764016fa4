"""A title for a paper that a list names, such that the list is right about it."""

import html
import re
from collections.abc import Iterator

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_TAG = re.compile(r"<[^>]+>")
_STRONG = re.compile(r"(\*\*|__)(.+?)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])([^*_\n]+)\1(?![\w*])")
_QUOTED = re.compile(r"[\"“]([^\"”\n]+)[\"”]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_NOT_TITLES = re.compile(
    r"(?:arxiv|pdf|paper|code|project|link|here|website|blog|github|doi|abs|html|pub|slides|video|supp|[\W\d]*)\b[\W\d]*\Z"
    r"|(?:arxiv\s*:?\s*)?\d{4}\.\d{4,5}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|.* et al\b",
    re.IGNORECASE,
)


def visible(markdown: str) -> str:
    """The words that a reader sees, roughly."""
    text = _IMAGE.sub(" ", markdown)
    for _ in range(3):
        text = _LINK.sub(r"\1", text)
    text = _URL.sub(" ", _TAG.sub(" ", text))
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return " ".join(html.unescape(re.sub(r"[*`]|__", "", text)).split())


def is_title(text: str) -> bool:
    """Whether a text could be a title: three words or more, and not a date or an id."""
    words = re.findall(r"[^\W\d]{2,}", text)
    return len(words) >= 3 and len(text) >= 12 and not _NOT_TITLES.match(text)


def title_near(text: str, offset: int) -> str:
    """The best candidate around an address: link text, strong words, quotes, cells, the line."""
    label = _label_before(text, offset)
    if is_title(label):
        return label
    line, block = _line_at(text, offset), _block_to(text, offset)
    for candidate in _candidates(line, block):
        if is_title(candidate):
            return _with_name(candidate, line)
    words = visible(block).strip(" -|:[]")
    return words[:200] or "A Study Without a Name"


def _candidates(line: str, block: str) -> Iterator[str]:
    bare = _IMAGE.sub(" ", line)
    around = "\n".join(reversed(_IMAGE.sub(" ", block).split("\n")))  # the nearest line first
    yield from (visible(match[1]) for match in _LINK.finditer(bare))
    yield from (visible(match[2]) for match in _STRONG.finditer(around))
    yield from (visible(match[1]) for match in _QUOTED.finditer(around))
    yield from (visible(match[2]) for match in _EMPHASIS.finditer(bare))
    if "|" in line:
        yield from sorted((visible(cell) for cell in line.split("|")), key=len, reverse=True)
    for part in (bare, around):
        yield visible(_LINK.sub(" ", part)).strip(" -:.,;()[]|")


def _with_name(title: str, line: str) -> str:
    first = _LINK.search(_IMAGE.sub(" ", line))
    name = visible(first[1]).strip("[]() ") if first else ""
    if not name or _NOT_TITLES.match(name) or name.lower() in title.lower():
        return title
    return f"{name}: {title}" if len(name.split()) <= 3 else title


def _label_before(text: str, offset: int) -> str:
    if text[max(0, offset - 2) : offset] != "](":
        return ""
    depth, at = 1, offset - 3
    while at >= 0 and depth and text[at] != "\n":
        depth += {"]": 1, "[": -1}.get(text[at], 0)
        at -= 1
    return visible(text[at + 2 : offset - 2])


def _line_at(text: str, offset: int) -> str:
    end = text.find("\n", offset)
    return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)]


def _block_to(text: str, offset: int) -> str:
    """The lines of the paragraph or list item, down to the one with the offset."""
    line = _line_at(text, offset)
    if line.lstrip().startswith("|") or _ITEM.match(line):
        return line
    start = text.rfind("\n", 0, offset)
    before = _line_at(text, start - 1) if start > 0 else ""
    if not before.strip() or before.startswith("#"):
        return line
    return f"{_block_to(text, start - 1)}\n{line}"
