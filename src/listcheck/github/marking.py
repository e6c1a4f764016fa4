"""What is ours on GitHub: known again by a marker in its first line, and by its author.

A title or a label is anybody's; a marker can be copied by anybody, but not under our name. Whoever
removes the marker has made the text his own, and it is left alone.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from listcheck.github.calls import Place, Talk, TroubleError, call

# Whose a workflow's token is: an installation may not ask (GET /user is 403).
WORKFLOW = "github-actions[bot]"
_MARKER = re.compile(
    r"<!-- listcheck:(?P<kind>[a-z-]{1,40}) id=(?P<id>[\w.~%]{0,1200}) "
    r"hash=(?P<hash>[0-9a-f]{16}) -->",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text is, of which list or purpose, and a digest of what it says."""

    kind: str
    id: str
    digest: str

    @property
    def line(self) -> str:
        """The marker: a comment of HTML, which nobody sees."""
        return f"<!-- listcheck:{self.kind} id={_quoted(self.id)} hash={self.digest} -->"


def _quoted(text: str) -> str:
    """A name in which no comment of HTML can end."""
    return quote(text, safe="").replace("-", "%2D")


def _name(text: str) -> str:
    """The part of a name that counts: of arguments that are no UTF-8, what can be written."""
    return text[:100].encode("utf-8", "replace").decode()


def mark(kind: str, of: str, text: str) -> Mark:
    """The mark of a text, footer and marker not counted.

    Args:
        kind: lower-case letters and hyphens, such as `comment`.
        of: what tells two texts of a kind apart; its first hundred characters count.
        text: what it says; the same text has the same mark.
    """
    return Mark(kind, _name(of), hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16])


def read(body: str | None) -> Mark | None:
    """The mark in the first line of a text; None where somebody else wrote it."""
    found = _MARKER.match((body or "")[:2_000])
    return Mark(found["kind"], unquote(found["id"]), found["hash"]) if found else None


def author(place: Place) -> Talk[str]:
    """The login under which we write.

    Raises:
        TroubleError: the token is not accepted, or GitHub cannot be asked.
    """
    try:
        told = yield from call("GET", f"{place.api.rstrip('/')}/user")
    except TroubleError as trouble:
        # A person's token that has asked too often says nothing of who we are.
        if trouble.status != 403 or "rate limit" in trouble.message.lower():
            raise
        return WORKFLOW
    return login({"user": told}) or WORKFLOW


def login(one: Mapping[str, Any]) -> str:
    """Who wrote an issue or comment; empty for an account that is no more."""
    user = one.get("user")
    return str(user.get("login", "")) if isinstance(user, dict) else ""


def ours(each: Iterable[Any], kind: str, of: str, by: str) -> list[dict[str, Any]]:
    """Those issues or comments that have a marker and are ours, the oldest first."""
    found = [
        one
        for one in each
        if isinstance(one, dict) and login(one).lower() == by.lower() and _is(one, kind, of)
    ]
    return sorted(found, key=lambda one: (str(one.get("created_at", "")), int(one.get("id", 0))))


def _is(one: Mapping[str, Any], kind: str, of: str) -> bool:
    found = read(one.get("body"))
    return found is not None and (found.kind, found.id) == (kind, _name(of))


def says(one: Mapping[str, Any], wanted: Mark) -> bool:
    """Whether an issue or comment says the same already, whatever its footer says."""
    return read(one.get("body")) == wanted
