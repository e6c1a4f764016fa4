"""Title and date of a DOI, from the agency that registered it: facts, and never a verdict.

The resolver leads whoever asks for citation data (CSL-JSON) to the agency that has it: Crossref
(https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/), DataCite
(https://support.datacite.org/docs/datacite-content-resolver) or mEDRA. The others lead to the
publisher's page, which is not asked.
"""

import json
from collections.abc import Generator
from datetime import date
from html import unescape
from typing import Any

from listcheck.exchange import Answer, Exchange, Reply, Request, ask
from listcheck.model import Facts
from listcheck.patterns import lazy_compile
from listcheck.urls import host_of, join

AGENCIES = frozenset(
    """api.crossref.org data.crossref.org api.datacite.org data.datacite.org data.crosscite.org
    data.medra.org""".split()
)
_ACCEPT = (("Accept", "application/vnd.citationstyles.csl+json"),)
_READ = 1 << 20  # Crossref's hold all references
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 2
_LONGEST = 1_000  # characters of a title
_TAG = lazy_compile(r"</?[A-Za-z][^<>]{0,80}>")  # of JATS and HTML, in titles


def facts(
    name: str, page: str, resolver: str, trail: list[Exchange]
) -> Generator[Request, Reply, Facts]:
    """What the agency knows of a DOI; nothing where it does not answer.

    Args:
        name: the DOI, in lower case.
        page: its address at the resolver.
        resolver: the resolver's host.
        trail: what was asked before, which grows.
    """
    for _ in range(1 + _MOST_HOPS):
        reply = yield from ask(Request("GET", page, _ACCEPT, read=_READ), trail)
        if not isinstance(reply, Answer) or reply.truncated:
            return Facts()
        if reply.status not in _REDIRECTS:
            return _understood(name, reply)
        location = reply.headers.get("location", "")
        following = (join(page, location) or "") if location else ""
        if not following.startswith("https://") or host_of(following) not in AGENCIES | {resolver}:
            return Facts()
        page = following
    return Facts()


def _understood(name: str, reply: Answer) -> Facts:
    record = _object(reply.body) if reply.status == 200 else {}
    told = record.get("DOI")
    if not isinstance(told, str) or told.lower() != name:
        return Facts()  # of another work, or no record at all
    title, subtitle = _text(record.get("title")), _text(record.get("subtitle"))
    if not title:
        return Facts(published=_date(record))
    both = f"{title}: {subtitle}" if subtitle and subtitle not in title else title
    return Facts(title=both, titles=tuple(dict.fromkeys((both, title))), published=_date(record))


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str:
    """A title in one line; some agencies send a list of them."""
    first = value[0] if isinstance(value, list) and value else value
    text = _TAG.sub("", first) if isinstance(first, str) else ""
    return " ".join(unescape(text).split())[:_LONGEST]


def _date(record: dict[str, Any]) -> str | None:
    """The day or month of issue; a year alone is too coarse to be compared with anything."""
    issued = record.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not all(type(number) is int for number in first):
        return None
    try:
        year, month, day = (*first, 1)[:3]  # the last is missing, or left out
        return date(year, month, day).isoformat()[: 10 if len(first) > 2 else 7]
    except (ValueError, OverflowError):
        return None
