"""What a fix pull request remembers in its second line, which GitHub shows to nobody.

It says which fixes the pull request holds, so that what a person declined is not proposed again,
and which commit we left its branch at, so that nobody else's commit is overwritten. The first line
says that it is ours, as in all that we write (`marking.py`).
"""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

from listcheck.github import marking
from listcheck.github.kinds import Kind
from listcheck.github.marking import Mark
from listcheck.result import FindingModel

KIND = "pull-request"  # of a mark
MOST = 5_000  # fixes in one pull request: their names must fit into its text
_SIZE = 6  # characters of a fix's name: 36 bits tell far more than MOST apart
_FORM = re.compile(
    r"[^\n]*\n<!-- listcheck:fixes state=(?P<state>open|withdrawn) day=(?P<day>\d{4}-\d\d-\d\d)"
    r" base=(?P<base>[0-9a-f]*) head=(?P<head>[0-9a-f]*)(?: beside=(?P<beside>[0-9a-z]{1,40}))?"
    r" fixes=(?P<fixes>[A-Za-z0-9_.]*) -->",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What we know of a pull request of ours.

    `base` is the commit that its texts were made from, `head` the one that we left its branch at,
    empty while we write; `day` is when we last wrote, as an ISO date; `beside` ends the name of a
    branch beside it that we make, and that may be left.
    """

    fixes: frozenset[str]
    day: str
    base: str = ""
    head: str = ""
    state: str = "open"
    beside: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether what was begun was also ended."""
        return bool(self.head) and not self.beside

    def lines(self, kind: Kind) -> str:
        """The first two lines of the text."""
        fixes = "".join(sorted(self.fixes))
        beside = f" beside={self.beside}" if self.beside else ""
        return (
            f"{mark(kind, self.fixes).line}\n"
            f"<!-- listcheck:fixes state={self.state} day={self.day} base={self.base}"
            f" head={self.head}{beside} fixes={fixes} -->"
        )


def mark(kind: Kind, fixes: Iterable[str]) -> Mark:
    """The mark of a pull request with some fixes."""
    return marking.mark(KIND, kind, " ".join(sorted(fixes)))


def read(body: str | None) -> Memory | None:
    """What a text of ours remembers, None if somebody has taken it out."""
    found = _FORM.match(body or "")
    if not found or not _is_day(found["day"]):
        return None
    names = found["fixes"]
    fixes = frozenset(names[at : at + _SIZE] for at in range(0, len(names), _SIZE))
    return Memory(
        fixes, found["day"], found["base"], found["head"], found["state"], found["beside"] or ""
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def name(finding: FindingModel) -> str:
    """The name of a fix: another one for another text, the same wherever its line stands."""
    edits: Iterable[str] = sorted({edit.text for edit in finding.fix.edits}) if finding.fix else ()
    told = "\0".join((finding.key, *edits)).encode("utf-8", "replace")
    digest = blake2s(told, digest_size=_SIZE).digest()
    return base64.b64encode(digest, altchars=b"_.").decode()[:_SIZE]
