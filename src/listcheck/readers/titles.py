"""When a text is meant as the title of a paper. Rather none than a wrong one."""

import re
import unicodedata

from listcheck.patterns import lazy_compile
from listcheck.readers.dates import VENUE_NAMES, undated

_LABEL_WORDS = frozenset(
    [
        "paper",
        "papers",
        "pdf",
        "arxiv",
        "code",
        "project",
        "page",
        "abs",
        "html",
        "blog",
        "link",
        "links",
        "official",
        "github",
        "demo",
        "video",
        "slides",
        "supp",
        "supplementary",
        "appendix",
        "website",
        "homepage",
        "dataset",
        "data",
        "model",
        "models",
        "weights",
        "poster",
        "talk",
        "review",
        "openreview",
        "tech",
        "technical",
        "report",
        "version",
        "extended",
        "journal",
        "conference",
        "published",
        "preprint",
        "here",
        "this",
        "and",
        "the",
        "of",
        "for",
        "in",
        "on",
        "with",
        "by",
        "a",
        "an",
        "to",
        "our",
        "full",
        "long",
        "short",
        "post",
        "article",
        "notes",
        "tutorial",
        "repo",
        "repository",
        "implementation",
        "pytorch",
        "tensorflow",
        "docs",
        "documentation",
    ]
)
_WORD = re.compile(r"[^\W\d_][\w'’+-]*", re.UNICODE)
# An id of arXiv, found by its dot, which is rarer than digits, or an address.
_ID = re.compile(r"\.(?<=\d{4}\.)\d{4,5}|https?://|www\.")
Place = tuple[int, int]

_FEWEST_WORDS = 4
_FEWEST_IN_PART = 2
_LONGEST = 300
_SHORT = 3  # words of which titles write the first letter small: "of", "and", "via"
_CAPITALS = 0.6

_MARKS = frozenset(" \t\r\n*_„`^~.,;:|#>–—-：，。、；\u200b\u200d\ufeff")
_SYMBOLS = ("So", "Sk", "Mn", "Cf")  # Unicode's categories; of ASCII only ` and ^ are in them
_QUOTES = {'"': '"', "“": "”", "「": "」", "«": "»", "'": "'", "‘": "’"}
_CLOSING = frozenset(_QUOTES.values())
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【"}
_REMARK = lazy_compile(
    rf"\b(?:{VENUE_NAMES})(?:\b|_|\d)|arxiv|preprint|oral|spotlight|accepted|workshop|findings"
    r"|best paper|@|\b(?:19|20)\d\d\b|\bcode\b|journal",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether a text has the look of a title: four words or more, and no label."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS or len(text) > _LONGEST or _ID.search(text):
        return False
    if all(len(part.split()) < _FEWEST_IN_PART for part in text.split(",")) and "," in text:
        return False  # names in a row
    telling = [word for word in words if word.lower() not in _LABEL_WORDS]
    return len(telling) > 1 and any(word[0].isupper() for word in words)


def is_label(text: str) -> bool:
    """Whether a link's text only says what it leads to: `pdf`, `Project Page`, `CVPR 2025`."""
    rest = undated(text).lower()
    first = _WORD.search(rest)  # which tells a title from a label, mostly
    if first is None or (
        first[0] in _LABEL_WORDS and _LABEL_WORDS.issuperset(_WORD.findall(rest, first.end()))
    ):
        return True
    return _ID.search(text) is not None


def looks_capital(text: str) -> bool:
    """Whether the long words of a plain text begin with capitals, as those of a title do."""
    words = [word for word in _WORD.findall(text) if len(word) > _SHORT]
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) >= _CAPITALS * len(words)


def trimmed(text: str) -> Place:
    """The range of the title proper: without quotes, emoji, final dot and remarks in brackets."""
    start, end = core(text)
    while end > start:
        cut = _remark(text, start, end)
        inner = (start, cut) if cut >= 0 else _unquoted(text, start, end)
        if inner == (start, end):
            break
        left, right = core(text[inner[0] : inner[1]])
        start, end = inner[0] + left, inner[0] + right
    return start, end


def core(text: str) -> Place:
    """The range of a text without emoji, spaces and marks at its ends."""
    start, end = 0, len(text)
    while start < end and _outside(text[start]):
        start += 1
    while end > start and _outside(text[end - 1]):
        end -= 1
    return start, end


def _unquoted(text: str, start: int, end: int) -> Place:
    """The range without a pair of quotes around all of it, or a quote that has no other."""
    opening, closing = text[start], text[end - 1]
    mate = text.find(_QUOTES[opening], start + 1, end) if opening in _QUOTES else end
    if mate in (-1, end - 1):
        return start + 1, end - (mate == end - 1)
    alone = (
        closing in _CLOSING
        and closing != "’"
        and sum(map(text[start:end].count, _QUOTES)) == (closing in _QUOTES)
    )
    return start, end - alone


def _outside(character: str) -> bool:
    """Whether a character at either end of a title is no part of it."""
    return character in _MARKS or (
        not character.isascii() and unicodedata.category(character) in _SYMBOLS
    )


def _remark(text: str, start: int, end: int) -> int:
    """Where the brackets at the end begin, if they hold a venue, a year or a remark; else -1."""
    opening = _BRACKETS.get(text[end - 1])
    if opening is None:
        return -1
    cut = text.rfind(opening, start, end - 1)
    return cut if cut >= 0 and _REMARK.search(text, cut + 1, end - 1) else -1


_LEAD = lazy_compile(
    r"(?:[^\w\[\](（\"“「«$\\]|\d+[.)]\s|[\[(【][^\[\]()【】]{0,40}[\])】]\s*|[\])])*+"
)
_DASH = lazy_compile(r"\s[–—-]+\s")
_STOP = lazy_compile(
    r"[.?!](?=\s)|\s[|\[({]+(?=\s|$)|\s?[\[(（【](?=[^\[\]()]*[\])】）]?\s*$)"
    r"|[。；：]|,? (?=by [A-Z])"
)


def plain_title(text: str) -> tuple[str, int, int]:
    """The title that a plain text begins with: "quoted", or "plain" up to the first full stop."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    closing = _QUOTES.get(text[start : start + 1])
    end = text.find(closing, start + 1) if closing else -1
    if end > 0:
        left, right = trimmed(text[start + 1 : end])
        return "quoted", start + 1 + left, start + 1 + right
    if _DASH.search(text, start):  # a title with a subtitle, or a name with a remark
        return "plain", start, start
    stop = _STOP.search(text, start)
    end = stop.start() + (stop.group() in ("?", "!")) if stop else len(text)
    left, right = trimmed(text[start:end])
    return "plain", start + left, start + right
