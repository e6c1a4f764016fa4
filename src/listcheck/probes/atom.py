"""The Atom feed of arXiv's API: entries to facts, by feedparser.

feedparser opens files and addresses that it is given as text, expands entities, and is slow in its
HTML sanitiser: it gets bytes in a file object, no document type, and the sanitiser is off.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from listcheck import papers as ids
from listcheck.model import Facts
from listcheck.patterns import lazy_compile

# The words with which arXiv and authors say that a paper is withdrawn, at the start of a comment.
# "Withdrawn from" a conference is another matter.
_WORK = (
    r"(?:arxiv\s+)?(?:paper|article|submission|manuscript|preprint|work|version|draft|report|note|"
    r"document)"
)
_WITHDRAWN = lazy_compile(
    rf"\W*(?:(?:(?:this|the|our)\s+)?{_WORK}\s+(?:(?:has|have|had|is|was)\s+)?"
    r"(?:now\s+)?(?:been\s+|being\s+)?)?"
    r"(?:temporarily\s+)?withdrawn\b"
    r"(?!\s+(?:submission|paper|at)\b)(?!\s+from\b(?!\s+(?:the\s+)?arxiv))"
    r"(?!\s+(?-i:[A-Z][A-Za-z]*[A-Z])\w*\s*'?\d\d)"
    rf"|\W*(?:the\s+)?authors?\s+(?:have|has)\s+withdrawn\s+(?:this|the|their)\s+{_WORK}\b"
    r"(?!\s+from\b)",
    re.IGNORECASE,
)
_SPACE = lazy_compile(r"\s+")
_FORBIDDEN = lazy_compile(r"<!\s*(?:DOCTYPE|ENTITY)|\x00", re.IGNORECASE)
_DECLARED = lazy_compile(r"<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)


def papers(body: bytes) -> dict[str, Facts] | None:
    """The papers of a feed by the id asked for: without version, and with it.

    Returns:
        None if this is no feed that can be believed; an empty mapping if it holds no paper.
    """
    if not _is_plain(body):
        return None
    import feedparser  # noqa: PLC0415  # a tenth of a second that only this answer needs

    try:
        feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001  # odd encodings raise out of feedparser; the feed is no answer
        return None
    if feed.bozo or not str(feed.get("version", "")).startswith("atom"):
        return None
    found: dict[str, Facts] = {}
    for entry in feed.entries:
        name = ids.parse(entry.get("id", "").partition("/abs/")[2])
        if name:
            facts = _facts(entry, name.version)
            found[f"{name.number}v{name.version}"] = facts
            newest = found.get(name.number)
            if newest is None or (newest.version or 0) < (facts.version or 0):
                found[name.number] = facts
    return found


def _is_plain(body: bytes) -> bool:
    """Whether it is XML in UTF-8, as arXiv's is: another encoding could hide a document type."""
    try:
        text = body.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError:
        return False
    declared = _DECLARED.match(text)
    encoding = declared[1].lower() if declared else "utf-8"
    return text.startswith("<") and encoding == "utf-8" and not _FORBIDDEN.search(text)


def _facts(entry: Any, version: int | None) -> Facts:
    title, comment = _text(entry, "title"), _text(entry, "arxiv_comment")
    return Facts(
        title=title,
        titles=(title,) if title else (),
        summary=_text(entry, "summary"),
        categories=tuple(tag["term"] for tag in entry.get("tags", ()) if tag.get("term")),
        comment=comment,
        journal_ref=_text(entry, "arxiv_journal_ref"),
        doi=_text(entry, "arxiv_doi"),
        published=entry.get("published"),
        updated=entry.get("updated"),
        version=version,
        withdrawn=_withdrawal(comment, _text(entry, "summary")),
    )


def _text(entry: Any, name: str) -> str | None:
    text = _SPACE.sub(" ", entry.get(name, "") or "").strip()
    return text or None


def _withdrawal(comment: str | None, summary: str | None) -> str | None:
    """The words that say it: at the start of the comment, or instead of an abstract."""
    if comment and _WITHDRAWN.match(comment):
        return comment
    if summary and len(summary) < 400 and _WITHDRAWN.match(summary) and summary[:4] != "With":
        return summary
    return None


def title_of(found: Mapping[str, Facts], name: str, version: int) -> str | None:
    """The title of one version in a reply."""
    facts = found.get(f"{name}v{version}")
    return facts.title if facts else None
