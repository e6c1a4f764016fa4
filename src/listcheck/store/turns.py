"""Turns: processes that share a store ask a host with a long interval one after the other."""

import sqlite3
import time
from collections.abc import Callable

_TAKE = """
INSERT INTO lane VALUES (:lane, :until) ON CONFLICT (name) DO UPDATE SET started = :until
WHERE started + :interval <= :now OR started > :latest
"""
_GIVE = "UPDATE lane SET started = :now WHERE name = :lane AND started = :until"
GLANCE = 0.25  # seconds until a turn is asked for again that somebody has, or a store is busy
LONGEST_LEASE = 300.0  # seconds; what lies further ahead was written by a wrong clock
BUSY_MS = 50  # the event loop stands still meanwhile
MOST_BUSY = 40  # times in a row that the store is busy before everybody keeps his own pace


class Turns:
    """Hands out turns of lanes by the table of their starts.

    Who has a turn has written a start that lies ahead, by so much that a process which dies keeps
    nobody waiting for ever; when the turn is given back, the start is the moment of that. Where
    the store fails, a turn is always free: then it is for each process to keep its own pace.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], float] = time.time):
        self._connection = connection
        self._clock = clock
        self._taken: dict[str, float] = {}
        self._busy = 0

    def take(self, lane: str, interval: float, lease: float) -> float:
        """Seconds to wait before asking again for a turn, 0.0 if it is taken.

        Args:
            lane: its name.
            interval: seconds from the end of a turn to the start of the next one.
            lease: seconds after which a turn that is not given back counts as given back.
        """
        now = self._clock()
        until = now + lease
        values: dict[str, str | float] = {
            "lane": lane, "now": now, "until": until, "interval": interval,
            "latest": now + LONGEST_LEASE,
        }  # fmt: skip
        try:
            taken = self._execute(_TAKE, values).rowcount == 1
            self._busy = 0
            if not taken:
                return self._wait(lane, interval, now)
        except sqlite3.Error as error:
            return self._without(error)
        self._taken[lane] = until
        return 0.0

    def give(self, lane: str) -> None:
        """Give a turn back, if it was taken."""
        until = self._taken.pop(lane, None)
        if until is None:
            return
        try:
            self._execute(_GIVE, {"lane": lane, "now": self._clock(), "until": until})
        except sqlite3.Error:
            return  # the lease ends by itself

    def _wait(self, lane: str, interval: float, now: float) -> float:
        found = self._execute("SELECT started FROM lane WHERE name = :lane", {"lane": lane})
        started = (found.fetchone() or (now,))[0]
        return GLANCE if started > now else max(started + interval - now, 0.01)

    def _without(self, error: sqlite3.Error) -> float:
        self._busy += 1
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (
            sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED,
        )  # fmt: skip
        return GLANCE if busy and self._busy <= MOST_BUSY else 0.0

    def _execute(self, statement: str, values: dict[str, str | float]) -> sqlite3.Cursor:
        usual = self._connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self._connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        try:
            return self._connection.execute(statement, values)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={usual}")
