"""Edits that lead a link elsewhere, in the syntax that it is written in."""

import re
from html import escape

from listcheck.model import Edit, Link

# A blank, a bracket, a bar, a backslash, or what would be read as an entity.
_BREAKS_MARKDOWN = re.compile(r"[\x00-\x20\x7f\s<>\\|]|&(?:#?\w+);")


def to(link: Link, url: str) -> Edit | None:
    """The edit that makes a link lead to `url`, its fragment kept; None where that is not sure."""
    fragment = link.target.partition("#")[2]
    if fragment and "#" not in url:
        url = f"{url}#{fragment}"
    return _written(link, url)


def _written(link: Link, url: str) -> Edit | None:
    if link.syntax in ("html", "html-image"):
        return Edit(link.at, escape(url, quote=True))
    if _BREAKS_MARKDOWN.search(url) or not _is_balanced(url):
        return None
    if link.syntax == "bare" and url[-1] in "?!.,:*_~'\")":
        return None  # GFM's autolinks end before such a mark
    return Edit(link.at, url)


def _is_balanced(url: str) -> bool:
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def renamed(link: Link, old: str, new: str) -> Edit | None:
    """The edit that puts one `owner/name` in the place of another, everything else kept."""
    place = re.compile(rf"(?<=[/=]){re.escape(old)}(?=$|[/?#&.])", re.IGNORECASE)
    text, count = place.subn(lambda _: new, link.url, count=1)
    return Edit(link.at, text) if count and text != link.url else None


def distinct(edits: list[Edit | None]) -> tuple[Edit, ...]:
    """Each edit once: many uses of a reference share one definition."""
    return tuple(dict.fromkeys(edit for edit in edits if edit is not None))
