"""A title for a paper that a list names, such that the list is right about it."""

import html
import re

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_TAG = re.compile(r"<[^>]+>")
_STRONG = re.compile(r"(\*\*|__)(.+?)\1|(?<![\w*])([*_])([^*_]+)\3(?![\w*])|[\"“]([^\"”]+)[\"”]")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_NOT_TITLES = re.compile(
    r"(?:arxiv|pdf|paper|code|project|link|here|website|blog|github|doi|abs|html|[\W\d]*)\b[\W\d]*\Z"
    r"|(?:arxiv\s*:?\s*)?\d{4}\.\d{4,5}",
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
    """The best candidate around an address: link text, emphasis, table cell, then the line."""
    line = _line_at(text, offset)
    label = _label_before(text, offset)
    if is_title(label):
        return label
    for source in (line, _line_before(text, offset)):
        for candidate in _candidates(source):
            if is_title(candidate):
                return _with_name(candidate, line)
    words = visible(line).strip(" -|:")
    return words[:200] or "A Study Without a Name"


def _candidates(line: str) -> list[str]:
    emphasised = [
        visible(match[2] or match[4] or match[5])
        for match in _STRONG.finditer(_IMAGE.sub(" ", line))
    ]
    links = [visible(match[1]) for match in _LINK.finditer(_IMAGE.sub(" ", line))]
    cells = sorted((visible(cell) for cell in line.split("|")), key=len, reverse=True)
    bare = [] if "|" in line else [visible(_LINK.sub(" ", line)).strip(" -:.,;()[]")]
    return [*links, *emphasised, *(cells if "|" in line else []), *bare]


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


def _line_before(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset)
    return _line_at(text, start - 1) if start > 0 else ""
