"""What need not be remembered for ever: answers of the living that say what those beside them say.

Kept of every question are the first answer, the newest, each failure, and each answer before and
after something changed. Of the rest one a day is kept for a while, so that the last weeks can be
shown run by run. Exchanges go with the last observation that rests on them.
"""

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from listcheck.history import DAY, day
from listcheck.states import LIVING

EVERY = 7 * DAY  # seconds from one clearing to the next
SHOWN_FOR = 90 * DAY
_TASK = "thin"
_LIVING = frozenset(signal.value for signal in LIVING)
# Facts that change by themselves from day to day; stars count once they differ by a share.
_RESTLESS = frozenset({"stars", "pushed", "updated", "summary", "description"})
_SHARE, _FEW = 0.05, 10

_ROWS = """
SELECT key, id, at, signal, status, final_url, moved_to, facts, parts FROM observation
WHERE key IN (SELECT key FROM observation GROUP BY key HAVING count(*) > 2)  -- first and last stay
ORDER BY key, at, id
"""
_ORPHANS = """
DELETE FROM exchange WHERE id NOT IN (
    SELECT j.value FROM observation o,
    json_each(CASE WHEN json_valid(o.trail) THEN o.trail ELSE '[]' END) j
)
"""


def is_due(connection: sqlite3.Connection, now: float) -> bool:
    """Whether it is time to clear again; a clock that went back is no reason to wait for it."""
    row = connection.execute("SELECT at FROM upkeep WHERE task = ?", (_TASK,)).fetchone()
    return row is None or not 0 <= now - row[0] < EVERY


def thin(connection: sqlite3.Connection, now: float) -> None:
    """Forget what need not be remembered."""
    rows = connection.execute(_ROWS)
    gone = [
        (number,) for _, life in groupby(rows, itemgetter(0)) for number in _idle(list(life), now)
    ]
    connection.executemany("DELETE FROM observation WHERE id = ?", gone)
    if gone:
        connection.execute(_ORPHANS)
    connection.execute("INSERT OR REPLACE INTO upkeep VALUES (?, ?)", (_TASK, now))


def _idle(life: list[tuple[Any, ...]], now: float) -> Iterator[int]:
    """The ids of the observations of one question that nobody will miss."""
    kept: tuple[Any, ...] | None = None
    told: tuple[Any, ...] = ()
    for before, row, after in zip(life, life[1:], life[2:], strict=False):
        if kept is None:
            kept, told = before, _told(before)
        ours = _told(row)
        same = _alike(told, ours) and _alike(ours, _told(after))
        if same and (now - row[2] > SHOWN_FOR or day(row[2]) == day(kept[2])):
            yield row[1]
        else:
            kept, told = row, ours


def _told(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What an observation says, and the stars, in what can be compared; failures are alone."""
    number, signal, facts = row[1], row[3], row[7]
    if signal not in _LIVING:
        return (number,), None
    lasting, stars = _facts(facts)
    if lasting is None:
        return (number,), None
    return (signal, row[4], row[5], row[6], lasting, row[8]), stars


@lru_cache(maxsize=1 << 8)  # those of a question are mostly the same
def _facts(text: str) -> tuple[dict[str, Any] | None, Any]:
    """What lasts of the facts, None if they are none, and the stars."""
    try:
        known = json.loads(text)
        lasting = {name: known[name] for name in known.keys() - _RESTLESS}
        return lasting, known.get("stars")
    except (ValueError, AttributeError):
        return None, None


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    (said, stars), (says, now) = one, other
    if said != says:
        return False
    if not isinstance(stars, int) or not isinstance(now, int):
        return bool(stars == now)
    return abs(now - stars) <= max(_FEW, _SHARE * stars)
