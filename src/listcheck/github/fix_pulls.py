"""Which pull requests from a branch are ours, and what was declined in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from listcheck.github import fix_memory, marking
from listcheck.github.calls import Talk, TroubleError, pages
from listcheck.github.errand import Errand
from listcheck.github.fix_memory import KIND, Memory
from listcheck.github.kinds import branch
from listcheck.github.replies import number, word


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request of ours."""

    number: int
    is_open: bool
    merged: bool
    created: date
    memory: Memory

    @classmethod
    def of(cls, told: Mapping[str, Any], memory: Memory) -> Self:
        """As a listing tells it."""
        try:
            created = date.fromisoformat(word(told, "created_at")[:10])
        except ValueError:
            raise TroubleError("GitHub's API answers without a date") from None
        is_open = told.get("state") == "open"
        return cls(number(told, "number"), is_open, bool(told.get("merged_at")), created, memory)

    @property
    def is_declined(self) -> bool:
        """Whether a person closed it without merging."""
        return not (self.is_open or self.merged or self.memory.state == "withdrawn")

    @property
    def last(self) -> date:
        """When it was last written."""
        return max(self.created, date.fromisoformat(self.memory.day))


def find(errand: Errand) -> Talk[tuple[list[Pull], int | None]]:
    """Ours on the branch, the newest first, and the number of an open one that is not ours.

    Raises:
        TroubleError: it cannot be told.
    """
    owner, name = errand.place.slug.partition("/")[0], branch(errand.kind)
    told = yield from pages(errand.place.url(f"pulls?state=all&head={owner}:{name}"))
    mine, foreign = [], None
    for one in told:
        head = one.get("head") if isinstance(one, dict) else None
        if not isinstance(head, dict) or head.get("ref") != name or not _is_here(errand, head):
            continue
        memory = fix_memory.read(one.get("body"))
        if memory and marking.ours([one], KIND, errand.kind, errand.author):
            mine.append(Pull.of(one, memory))
        elif one.get("state") == "open":
            foreign = number(one, "number")
    return sorted(mine, key=lambda one: -one.number), foreign


def _is_here(errand: Errand, head: Mapping[str, Any]) -> bool:
    repository = head.get("repo")
    name = repository.get("full_name") if isinstance(repository, dict) else ""
    return str(name).lower() == errand.place.slug.lower()


def declined(mine: Iterable[Pull]) -> dict[str, int]:
    """What a person closed without merging; what we closed ourselves is open to come back.

    Of a fix that was proposed again, as somebody wished, the last time counts.
    """
    last = {name: one for one in sorted(mine, key=lambda one: one.number)
            for name in one.memory.fixes}  # fmt: skip
    return {name: one.number for name, one in last.items() if one.is_declined}
