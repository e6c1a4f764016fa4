"""What a pull request shows of its files: only there a review may speak of a line."""

import re
from collections.abc import Mapping
from typing import Any

from listcheck.github.calls import Place, Talk, pages

_HUNK = re.compile(r"@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,(\d{1,9}))? @@")

Lines = Mapping[str, Mapping[int, str]]  # of each path, the lines by their numbers


def shown(place: Place, number: int) -> Talk[Lines]:
    """The lines on the right side of every file of a pull request.

    Raises:
        TroubleError: GitHub cannot be asked, or refuses.
    """
    each = yield from pages(place.url(f"pulls/{number}/files"))
    return {
        str(one["filename"]): right_side(one["patch"])
        for one in each
        if isinstance(one, dict) and isinstance(one.get("patch"), str)
    }


def right_side(patch: Any) -> dict[int, str]:
    """The lines that a patch leaves, added or not, by their numbers.

    A line belongs to the hunk whose head counts it: its text may look like a head itself.
    """
    lines: dict[int, str] = {}
    number = left = 0
    for line in patch.split("\n"):
        if not left:
            found = _HUNK.match(line)
            number, left = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
        elif line[:1] in (" ", "+"):
            lines[number] = line[1:]
            number, left = number + 1, left - 1
    return lines
