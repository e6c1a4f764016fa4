"""The store: one SQLite file that remembers what was asked and answered.

Losing it costs requests and history, never correctness. A file that is no store of ours is moved
aside and said so; one that is locked, read-only or newer is left alone, and the run goes on
without saving.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from listcheck.model import Observation, Signal
from listcheck.states import OURS
from listcheck.store import rows, thinning, travel
from listcheck.store.schema import APPLICATION_ID, MIGRATIONS
from listcheck.store.travel import Reported
from listcheck.store.turns import Turns


class Store:
    """Open it with `with`. `notes` says what a user should know about its condition."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.notes: list[str] = []
        self._can_save = path is not None
        self._connection = self._open(path)
        self.turns = Turns(self._connection)

    def __enter__(self) -> Self:
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
        aside = _aside(path)
        self.notes.append(f"{path} was damaged: it is now {aside.name}, and a new one was begun")
        return self._prepared(sqlite3.connect(path, timeout=5.0, isolation_level=None))

    def _prepared(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.isolation_level = None
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        if _version(connection) < len(MIGRATIONS):
            _migrate(connection)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise DamageError(verdict)
        connection.execute("SELECT count(*) FROM latest").fetchone()
        return connection

    # --- reading -----------------------------------------------------------------------------

    def latest(self, keys: Iterable[str] | None = None) -> dict[str, Observation]:
        """The newest observation of each question; of all questions if no keys are given."""
        wanted = None if keys is None else set(keys)
        steps = {row[0]: rows.exchange(row[1:]) for row in self._read(rows.EXCHANGES)}
        exchanges = {number: step for number, step in steps.items() if step is not None}
        found = (
            rows.observation(row, exchanges)
            for row in self._read(rows.LATEST)
            if wanted is None or row[0] in wanted
        )
        return {seen.key: seen for seen in found if seen is not None}

    def life(self, key: str) -> list[tuple[float, Signal]]:
        """Every observation of a question, in the order of time: when, and what."""
        found = self._read(
            "SELECT at, signal FROM observation WHERE key = ? ORDER BY at, id", (key,)
        )
        return [(at, rows.SIGNALS[signal]) for at, signal in found if signal in rows.SIGNALS]

    def past(self, key: str) -> list[Observation]:
        """Every observation of a question in the order of time, without its exchanges."""
        found = (rows.observation(row, {}) for row in self._read(rows.PAST, (key,)))
        return [seen for seen in found if seen is not None]

    def asked(self) -> list[str]:
        """Every question that was ever answered."""
        return [key for (key,) in self._read("SELECT key FROM latest ORDER BY key")]

    def everything(self) -> tuple[list[Observation], list[Reported]]:
        """All that can travel: every observation with its exchanges, and the days of findings."""
        steps = {row[0]: rows.exchange(row[1:]) for row in self._read(rows.EVERY_EXCHANGE)}
        exchanges = {number: step for number, step in steps.items() if step is not None}
        found = (rows.observation(row, exchanges) for row in self._read(rows.EVERY))
        reported = self._read("SELECT list, key, first_seen FROM finding")
        return [seen for seen in found if seen is not None], [Reported(*row) for row in reported]

    def lane_starts(self) -> dict[str, float]:
        """When each paced lane was last used, in Unix seconds."""
        return dict(self._read("SELECT name, started FROM lane"))

    def _read(self, query: str, values: tuple[str, ...] = ()) -> list[Any]:
        """Rows; none where the store fails, for it is a convenience."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._gave_up(error)
            return []

    # --- writing -----------------------------------------------------------------------------

    def save(self, seen: Iterable[Observation], lanes: Mapping[str, float]) -> None:
        """Append observations with their exchanges. Local trouble is no observation."""
        new = [rows.lasting(one) for one in seen if one.signal not in OURS]
        self._write(lambda connection: rows.save(connection, new, lanes))

    def add(self, seen: Iterable[Observation], reported: Iterable[Reported]) -> int:
        """Take in what another store knew, whole or not at all; how many observations were new."""
        known = {travel.of_observation(one) for one in self.everything()[0]}
        lines = {travel.of_observation(one): one for one in seen}
        new = sorted(lines.keys() - known, key=lambda line: (lines[line].at, line))
        found = [lines[line] for line in new]
        self._write(lambda connection: rows.join(connection, found, reported))
        return len(found)

    def thin(self, now: float) -> None:
        """Forget, once a week, what says nothing that its neighbours do not say."""
        try:
            due = thinning.is_due(self._connection, now)
        except sqlite3.Error:
            return
        if due:
            self._write(lambda connection: thinning.thin(connection, now))

    def first_seen(
        self, path: str, keys: Iterable[str], now: float, *, whole: bool = True
    ) -> dict[str, float]:
        """When each finding of a list was first reported; `now` for those never seen before.

        The findings are noted. Where they are the `whole` of what there is to find, those of the
        list that are not among them are forgotten.
        """
        known = dict(self._read("SELECT key, first_seen FROM finding WHERE list = ?", (path,)))
        times = {key: known.get(key, now) for key in keys}
        noted = times if whole else {**known, **times}
        self._write(lambda connection: rows.note_findings(connection, path, noted))
        return times

    def _write(self, work: rows.Work) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            work(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):  # whoever cannot write may not be able to undo either
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            self._gave_up(error)

    def _gave_up(self, error: sqlite3.Error) -> None:
        if self._can_save:
            self._can_save = False
            self.notes.append(f"nothing is remembered of this run: {error}")


class DamageError(sqlite3.DatabaseError):
    """The file is a store of ours, and not in order."""


def _version(connection: sqlite3.Connection) -> int:
    """How many migrations a store has had.

    Raises:
        sqlite3.NotSupportedError: it is another program's, or a newer version's.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    program = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    ours = program == APPLICATION_ID or (program == 0 and version == 0 and not tables)
    if not ours:
        raise sqlite3.NotSupportedError("it is another program's")
    if version > len(MIGRATIONS):
        raise sqlite3.NotSupportedError("a newer listcheck wrote it; update, or name another store")
    return version


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a store up to date, one process at a time."""
    connection.execute("BEGIN IMMEDIATE")
    for statements in MIGRATIONS[_version(connection) :]:  # somebody else may have been quicker
        for statement in statements.split(";"):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _aside(path: Path) -> Path:
    """Move a damaged file away; its journal is gone since it was opened."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    path.rename(aside)
    return aside


def _is_damage(error: sqlite3.Error) -> bool:
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    if isinstance(error, DamageError) or getattr(error, "sqlite_errorcode", None) in damaged:
        return True
    return "no such table" in str(error)  # a store without its tables: no code of its own tells it
