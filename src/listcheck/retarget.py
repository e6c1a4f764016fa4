"""Edits that lead a link elsewhere or correct a claim, in the syntax that it is written in."""

import re
from html import escape

from listcheck.model import Claim, Edit, Link
from listcheck.patterns import lazy_compile

# A blank, a bracket, a bar, a backslash, or what would be read as an entity.
_BREAKS_MARKDOWN = lazy_compile(r"[\x00-\x20\x7f\s<>\\|]|&(?:#?\w+);")
# What stands for itself in every kind of value of TOML and YAML, without quotation marks too.
_STANDS_FOR_ITSELF = lazy_compile(r"[\w./](?:[\w./~%?=&@+:-]*[\w/])?", re.ASCII)
_CONTROL = lazy_compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def to(link: Link, url: str) -> Edit | None:
    """The edit that makes a link lead to `url`, its fragment kept; None where that is not sure."""
    fragment = link.target.partition("#")[2]
    if fragment and "#" not in url:
        url = f"{url}#{fragment}"
    return _written(link, url)


def said(claim: Claim, text: str) -> Edit | None:
    """The edit that makes a claim say something else; None where that is not sure."""
    if claim.syntax == "text":
        return Edit(claim.span, text)
    escaped = _value(claim.syntax, text)
    return None if escaped is None else Edit(claim.span, escaped)


def _value(syntax: str, text: str) -> str | None:
    """A text as it stands in a value, by the escapes that TOML, YAML and JSON have in common."""
    if syntax == "plain":
        return text if _STANDS_FOR_ITSELF.fullmatch(text) else None
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return None if _CONTROL.search(text) else escaped


def _written(link: Link, url: str) -> Edit | None:
    if link.syntax in ("value", "plain"):
        value = _value(link.syntax, url) if "://" in link.url else None  # not an id or a name
        return None if value is None else Edit(link.at, value)
    if link.syntax in ("html", "html-image"):
        return Edit(link.at, escape(url, quote=True))
    if _BREAKS_MARKDOWN.search(url) or not _is_balanced(url):
        return None
    if link.syntax == "bare" and url[-1] in "?!.,:;*_~'\")":
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
    """The edit that puts one `owner/name` in the place of another, everything else kept.

    A catalog's value may be a name and nothing else.
    """
    before = r"(?:\A|(?<=[/=]))" if link.syntax in ("value", "plain") else "(?<=[/=])"
    place = re.compile(rf"{before}{re.escape(old)}(?=$|[/?#&.])", re.IGNORECASE)
    text, count = place.subn(lambda _: new, link.url, count=1)
    return Edit(link.at, text) if count and text != link.url else None


def distinct(edits: list[Edit | None]) -> tuple[Edit, ...]:
    """Each edit once: many uses of a reference share one definition."""
    return tuple(dict.fromkeys(edit for edit in edits if edit is not None))
