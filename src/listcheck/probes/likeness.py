"""What a page has in common with the entry that lists it, and with another page."""

import re

from listcheck.nearness import ratio
from listcheck.probes.arrivals import slug
from listcheck.probes.page_text import Shown, folded

_ALIKE = 92.0  # per cent of two pages that are one, but for what they repeat of their address
_COMPARED = 4_000  # characters
_WORD = re.compile(r"[^\W_]{4,}")
_NAMES_IN = re.compile(r"[^\W_]{3,}")
_LATIN = re.compile(r"[a-z]")
_HELD, _STRANGE = 0.6, 0.25  # shares of a title's words
_FEWEST = 3  # words of a title that tell it from others
_ENOUGH_TEXT = 20  # words in which those of an entry could be expected
_COMMON = frozenset(
    "with from that this into over under than through towards toward using based page found".split()
)


def speaks_of(shown: Shown, titles: tuple[str, ...]) -> bool | None:
    """Whether a page speaks of its entry; None where that cannot be told."""
    page = shown.page
    told = f"{page.title} {' '.join(page.headings)} {page.main}".replace(slug(shown.address), " ")
    found = set(_WORD.findall(told))
    shares = [
        len(wanted & found) / len(wanted)
        for wanted in (set(_WORD.findall(folded(title))) - _COMMON for title in titles)
        if len(wanted) >= _FEWEST
    ]
    if any(share >= _HELD for share in shares):
        return True
    if not shares or page.size < _ENOUGH_TEXT or not _in_one_script(page.main, titles):
        return None
    everywhere = f"{page.title} {page.text} {page.metas.get('description', '')} {shown.final}"
    named = _NAMES_IN.findall(slug(shown.address))
    if set(named) & set(_NAMES_IN.findall(everywhere.casefold())):
        return None
    return None if max(shares) > _STRANGE else False


def _in_one_script(text: str, titles: tuple[str, ...]) -> bool:
    latin = len(_LATIN.findall(text)) * 2 > sum(map(str.isalpha, text))
    return all((len(_LATIN.findall(title.lower())) * 2 > len(title)) == latin for title in titles)


def is_alike(one: Shown, other: Shown) -> bool:
    """Whether two addresses show the same page."""
    if one.page.is_shell or other.page.is_shell:
        return False
    if one.page.title and not ratio(*map(_bare_title, (one, other))) >= _ALIKE:
        return False
    return ratio(_bare(one), _bare(other)) >= _ALIKE


def _bare_title(shown: Shown) -> str:
    return shown.page.title.replace(slug(shown.address), "")


def _bare(shown: Shown) -> str:
    """What a page shows, without its own address and numbers."""
    text = shown.page.text[:_COMPARED].replace(slug(shown.address), "")
    return re.sub(r"\d+", "", text)
