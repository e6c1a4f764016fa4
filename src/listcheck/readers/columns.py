"""What the columns of a table hold, by the words of its header."""

import re
from functools import cache

from listcheck.patterns import lazy_compile

# The first that matches decides.
_COLUMNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        lazy_compile(
            r"\b(?:notes?|remarks?|comments?|description|summary|highlights?)\b|备注", re.IGNORECASE
        ),
        "notes",
    ),
    (lazy_compile(r"\bstars?\b|⭐", re.IGNORECASE), "stars"),
    (
        lazy_compile(
            r"\b(?:dates?|year|time|published?(?: on)?|updated)\b|日期|时间", re.IGNORECASE
        ),
        "date",
    ),
    (
        lazy_compile(
            r"\b(?:venue|conference|conf|journal|pub(?:lication)?|proceedings)\b|会议",
            re.IGNORECASE,
        ),
        "venue",
    ),
    (
        lazy_compile(
            r"\b(?:org|orgs|organi[sz]ations?|affiliations?|institut\w*|company|lab|from)\b|机构|单位",
            re.IGNORECASE,
        ),
        "organisation",
    ),
    (
        lazy_compile(
            r"\b(?:links?|code|urls?|pdf|github|repo(?:sitory)?|project|demo)\b|代码|链接",
            re.IGNORECASE,
        ),
        "links",
    ),
    (lazy_compile(r"\b(?:title|papers?|name|论文)\b|标题|论文|题目|名称", re.IGNORECASE), "title"),
)
_TITLE_WORD = lazy_compile(r"\btitles?\b|标题|题目", re.IGNORECASE)
_PLACEHOLDER = lazy_compile(
    r"[\s*_`–—\-/?.~]*+(?:n/?a|tbd|tba|none|null|coming soon|unknown)?[\s*_`–—\-/?.~]*+",
    re.IGNORECASE,
)


@cache
def column_of(header: str) -> str:
    """What a column holds."""
    if _TITLE_WORD.search(header):
        return "notes" if _COLUMNS[0][0].search(header) else "title"
    return next((kind for words, kind in _COLUMNS if words.search(header)), "")


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return _PLACEHOLDER.fullmatch(text) is not None
