"""The store: one SQLite file that remembers what was asked and answered.

Losing it costs requests and history, never correctness. A file that is no store of ours is moved
aside and said so; one that is locked, read-only or newer is left alone, and the run goes on
without saving.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from listcheck.model import Observation, Signal
from listcheck.states import OURS
from listcheck.store import rows
from listcheck.store.schema import APPLICATION_ID, MIGRATIONS


class Store:
    """Open it with `with`. `notes` says what a user should know about its condition."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.notes: list[str] = []
        self._can_save = path is not None
        self._connection = self._open(path)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    # --- opening -----------------------------------------------------------------------------

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return self._prepared(sqlite3.connect(":memory:"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return self._opened(path)
        except (OSError, sqlite3.Error) as error:
            self._can_save = False
            self.notes.append(f"nothing is remembered of this run: {path} cannot be used ({error})")
            return self._prepared(sqlite3.connect(":memory:"))

    def _opened(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=5.0, isolation_level=None)
        try:
            return self._prepared(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            if not _is_damage(error):
                raise
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        path.rename(aside)
        self.notes.append(f"{path} was damaged: it is now {aside.name}, and a new one was begun")
        return self._prepared(sqlite3.connect(path, timeout=5.0, isolation_level=None))

    def _prepared(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.isolation_level = None
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        known = connection.execute("PRAGMA application_id").fetchone()[0] in (0, APPLICATION_ID)
        if version > len(MIGRATIONS) or not known:
            raise sqlite3.NotSupportedError("it was written by another version or program")
        if version < len(MIGRATIONS):
            for number, statements in enumerate(MIGRATIONS[version:], version + 1):
                connection.executescript(
                    f"BEGIN IMMEDIATE; {statements}; PRAGMA application_id={APPLICATION_ID};"
                    f"PRAGMA user_version={number}; COMMIT"
                )
        connection.execute("SELECT count(*) FROM latest").fetchone()
        return connection

    # --- reading -----------------------------------------------------------------------------

    def latest(self, keys: Iterable[str] | None = None) -> dict[str, Observation]:
        """The newest observation of each question; of all questions if no keys are given."""
        wanted = None if keys is None else set(keys)
        exchanges = dict(
            (row[0], rows.exchange(row[1:])) for row in self._connection.execute(rows.EXCHANGES)
        )
        found = (
            rows.observation(row, exchanges)
            for row in self._connection.execute(rows.LATEST)
            if wanted is None or row[0] in wanted
        )
        return {seen.key: seen for seen in found if seen is not None}

    def life(self, key: str) -> list[tuple[float, Signal]]:
        """Every observation of a question, in the order of time: when, and what."""
        found = self._connection.execute(
            "SELECT at, signal FROM observation WHERE key = ? ORDER BY at, id", (key,)
        )
        return [(at, Signal(signal)) for at, signal in found if signal in rows.SIGNALS]

    def lane_starts(self) -> dict[str, float]:
        """When each paced lane was last used, in Unix seconds."""
        return dict(self._connection.execute("SELECT name, started FROM lane"))

    # --- writing -----------------------------------------------------------------------------

    def save(self, seen: Iterable[Observation], lanes: Mapping[str, float]) -> None:
        """Append observations with their exchanges. Local trouble is no observation."""
        new = [observation for observation in seen if observation.signal not in OURS]
        self._write(lambda connection: rows.save(connection, new, lanes))

    def first_seen(self, path: str, keys: Iterable[str], now: float) -> dict[str, float]:
        """When each finding of a list was first reported; `now` for those never seen before.

        The findings are noted, and those of the list that are not among them are forgotten.
        """
        known = dict(
            self._connection.execute("SELECT key, first_seen FROM finding WHERE list = ?", (path,))
        )
        times = {key: known.get(key, now) for key in keys}
        self._write(lambda connection: rows.note_findings(connection, path, times))
        return times

    def _write(self, work: rows.Work) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            work(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if self._can_save:
                self._can_save = False
                self.notes.append(f"nothing is remembered of this run: {error}")


def _is_damage(error: sqlite3.Error) -> bool:
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if getattr(error, "sqlite_errorcode", None) in damaged:
        return True
    return "no such table" in str(error)  # an emptied file: no code of its own tells it
