"""What the issue remembers of its own past, in a comment that nobody sees.

Runners keep no disk, the issue stays. Whoever may edit it can write anything there, so that it is
read as text from outside: what is no memory of ours is no memory at all.
"""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MOST = 1_000  # findings that are put off at a time; what comes beyond stays in sight
_COMMENT = re.compile(r"^<!-- listcheck:memory (\{[^<>\n]{0,60000}\}) -->$", re.MULTILINE)

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
Time = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Mark = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{10}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")]


class Memory(BaseModel):
    """What was written last.

    `told` is the start of the run that the issue tells of, `run` that of the last one that it
    mentions. `shown` has the marks of the findings that stand there by section, `left` how many
    more there was no room for, `snoozed` the marks of those put off, by the last day of that.
    `partial`: the last run had not seen everything.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    told: Time
    run: Time
    shown: dict[Name, list[Mark]] = Field(default_factory=dict)
    left: int = Field(default=0, ge=0)
    snoozed: dict[Day, list[Mark]] = Field(default_factory=dict)
    partial: bool = False

    @property
    def marks(self) -> frozenset[str]:
        """Every finding that the issue tells of or puts off."""
        groups = (*self.shown.values(), *self.snoozed.values())
        return frozenset(mark for group in groups for mark in group)


def read(body: str) -> Memory | None:
    """The memory in the text of an issue; None where there is none, or none of ours."""
    found = _COMMENT.search(body.replace("\r\n", "\n"))
    if found is None:
        return None
    try:
        return Memory.model_validate_json(found[1])
    except ValidationError:
        return None


def written(memory: Memory) -> str:
    """The comment: one line, with nothing in it but names, dates, numbers and hashes of ours."""
    return f"<!-- listcheck:memory {memory.model_dump_json()} -->"


def replaced(body: str, memory: Memory) -> str:
    """A text with another memory in the place of the one that is in it."""
    return _COMMENT.sub(lambda _: written(memory), body, count=1)
