"""Where a link ended that was redirected, as far as the addresses alone tell."""

import re
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from listcheck.patterns import lazy_compile
from listcheck.urls import host_of, site

# "error": the address itself says that something is missing. "lost": the name of the page is not in
# it any more, and nothing longer has taken its place.
Arrival = Literal["", "error", "home", "lost", "elsewhere"]

_HOME = lazy_compile(
    r"/?(?:(?:index|home|default|main|welcome)(?:\.[a-z]{3,5})?|[a-z]{2}(?:[-_][a-z]{2,4})?)?/?",
    re.IGNORECASE,
)
_ERROR = lazy_compile(
    r"(?:e(?:rror)?[-_]?)?404(?:[-_]?(?:error|page|not[-_]?found))?|(?:page|file|content)?[-_]?not[-_]?found"
    r"|errors?(?:[-_]?page)?|page[-_]?(?:missing|gone|removed)|missing|gone|expired|unavailable|oops"
    r"|parking|parked|sedoparking|lander",
    re.IGNORECASE,
)
_ERROR_QUERY = lazy_compile(
    r"(?:^|&)(?:aspxerrorpath=|(?:e|err|error|status|code)=404|notfound|404)"
)
_SUFFIX = lazy_compile(r"\.(?:html?|php|aspx?|jsp|shtml|cgi)$", re.IGNORECASE)


def arrival(listed: str, final: str) -> Arrival:
    """How the end of the redirects differs from what was listed; both are addresses asked."""
    if listed == final:
        return ""
    if says_missing(final) and not says_missing(listed):
        return "error"
    if is_home(final) and not is_home(listed):
        return "home"
    if site(host_of(listed)) != site(host_of(final)):
        return "elsewhere"
    if is_home(listed):
        return ""
    shorter = len(_segments(final)) <= len(_segments(listed))
    return "lost" if shorter and slug(listed) not in final.lower() else ""


def is_home(address: str) -> bool:
    """Whether an address is that of a site's first page, in whatever language."""
    parts = urlsplit(address)
    return not parts.query and bool(_HOME.fullmatch(parts.path))


def says_missing(address: str) -> bool:
    """Whether an address says of itself that nothing, or an error, is there."""
    parts = urlsplit(address)
    segments = (_SUFFIX.sub("", one) for one in parts.path.split("/"))
    return any(map(_ERROR.fullmatch, segments)) or bool(_ERROR_QUERY.search(parts.query.lower()))


def _segments(address: str) -> list[str]:
    return [one for one in urlsplit(address).path.lower().split("/") if one]


def slug(address: str) -> str:
    """The last part of an address's path or query, without a file's suffix."""
    parts = urlsplit(address)
    values = [value for _, value in parse_qsl(parts.query)]
    last = next(iter(reversed(_segments(address))), "")
    return values[-1].lower() if values else _SUFFIX.sub("", last)


def sibling(address: str) -> str:
    """An address beside this one that nobody made: one for each folder, whenever it is asked.

    Servers choose by path, suffix and names of the query; all of it stays.
    """
    from hashlib import blake2s  # noqa: PLC0415  # loads OpenSSL, and few addresses need it

    parts = urlsplit(address)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    place = f"{parts.netloc}{parts.path if parts.query else folder}"
    token = blake2s(place.encode("utf-8", "replace"), digest_size=6).hexdigest()
    if parts.query:
        names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)] or ["id"]
        query = urlencode([(name, token) for name in names])
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    suffix = found[0] if (found := _SUFFIX.search(last)) else ""
    end = "/" if parts.path.endswith("/") and last else ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{token}{suffix}{end}", "", ""))
