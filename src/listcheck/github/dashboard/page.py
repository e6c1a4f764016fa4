"""What the text of the issue is made of."""

from dataclasses import dataclass

from listcheck.github.dashboard.content import Content
from listcheck.github.dashboard.memory import Memory
from listcheck.github.marking import Mark, mark
from listcheck.result import Result

KIND = "dashboard"  # of the marker
LARGEST = 60_000  # characters
SNOOZED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Page:
    """What the text is made of.

    `of` tells several dashboards of a repository apart; `log` is the address of the run's log or
    empty; `before` what the issue remembers, `snoozed` the marks of what is put off by day, `room`
    how many characters there is room for.
    """

    of: str
    result: Result
    content: Content
    log: str = ""
    before: Memory | None = None
    snoozed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    room: int = LARGEST

    @property
    def mark(self) -> Mark:
        """What it is known by, with a digest of all but times and counts."""
        return mark(KIND, self.of, self.content.digest)


def many(count: int, one: str, several: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else several}"
