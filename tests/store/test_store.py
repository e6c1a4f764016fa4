import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest

from listcheck.exchange import Answer, Exchange, Failure, FailureKind, Request
from listcheck.model import Facts, Observation, Part, Signal
from listcheck.states import OURS
from listcheck.store import Store, _migrate
from listcheck.store.schema import APPLICATION_ID, MIGRATIONS

NAME = "store.db"
STEP = Exchange(
    Request("GET", "https://example.org/a"),
    Answer(200, MappingProxyType({"etag": '"a"', "location": "https://example.org/ü"}), at=5.0),
)
BROKEN = Exchange(
    Request("HEAD", "https://example.org/b"), Failure(FailureKind.TLS, "verify code 10", 6.0)
)
FACTS = Facts(
    title="Ü “title”", titles=("Ü “title”", "older"), categories=("cs.LG",), version=3, stars=0,
    archived=False, empty=True, published="2024-01-02", licence="MIT",
)  # fmt: skip
PARTS = {"path:main/a": Part(Signal.MISSING, "gone", "path:dev/a"), "v1": Part(Signal.ALIVE)}


def seen(key: str = "repo:o/n", signal: Signal = Signal.ALIVE, at: float = 6.0) -> Observation:
    """An observation with everything in it."""
    return Observation(
        key, signal, "answers", 200, "https://github.com/O/N", "https://github.com/N/N", FACTS,
        MappingProxyType(PARTS), (STEP, BROKEN), at,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / NAME


def save(path: Path, *observations: Observation) -> None:
    with Store(path) as store:
        store.save(observations, {})
        assert not store.notes


def load(path: Path) -> dict[str, Observation]:
    with Store(path) as store:
        return store.latest()


def test_round_trip(path: Path) -> None:
    """An observation comes back as it was, apart from what was only sent."""
    save(path, seen())
    assert load(path) == {"repo:o/n": seen()}


@pytest.mark.parametrize("field", Facts._fields)
def test_each_fact(path: Path, field: str) -> None:
    """Every single fact survives, and what was not observed stays unobserved."""
    kind = str(get_type_hints(Facts)[field])
    values: dict[str, Any] = {"str | None": "x", "int | None": 7, "bool | None": False}
    facts = Facts()._replace(**{field: values.get(kind, ("a", "b"))})
    save(path, seen()._replace(facts=facts))
    assert load(path)["repo:o/n"].facts == facts


@pytest.mark.parametrize("signal", [signal for signal in Signal if signal not in OURS])
def test_each_signal(path: Path, signal: Signal) -> None:
    """Every signal about the world survives."""
    save(path, seen(signal=signal))
    assert load(path)["repo:o/n"].signal is signal


def test_latest(path: Path) -> None:
    """The newest observation counts, and the life holds all of them in order."""
    save(path, seen(signal=Signal.NOT_FOUND, at=1.0), seen("page:x", at=1.0))
    save(path, seen(signal=Signal.TIMEOUT, at=2.0))
    with Store(path) as store:
        assert store.latest()["repo:o/n"].signal is Signal.TIMEOUT
        assert set(store.latest(["page:x", "page:unknown"])) == {"page:x"}
        assert store.latest([]) == {}
        assert store.life("repo:o/n") == [(1.0, Signal.NOT_FOUND), (2.0, Signal.TIMEOUT)]
        assert store.life("page:unknown") == []


@pytest.mark.parametrize("signal", sorted(OURS))
def test_local_trouble(path: Path, signal: Signal) -> None:
    """Our own trouble is no observation: neither of a question nor of a part."""
    save(path, seen(at=1.0))
    part = seen(at=2.0)._replace(parts={"v1": Part(Signal.ALIVE), "v2": Part(signal)})
    save(path, seen(signal=signal, at=3.0), part)
    with Store(path) as store:
        assert store.latest()["repo:o/n"].at == 2.0
        assert set(store.latest()["repo:o/n"].parts) == {"v1"}
        assert len(store.life("repo:o/n")) == 2


def test_shared_evidence(path: Path) -> None:
    """An exchange that many observations share is kept once."""
    save(path, *(seen(f"repo:o/n{number}") for number in range(50)))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM exchange").fetchone() == (2,)
    connection.close()


def test_lanes(path: Path) -> None:
    """The starts of lanes are remembered, the later one of each."""
    with Store(path) as store:
        store.save([], {"arxiv": 1.0, "example.org": 2.0})
        store.save([], {"arxiv": 3.0})
        store.save([], {"arxiv": 2.5})
    with Store(path) as store:
        assert store.lane_starts() == {"arxiv": 3.0, "example.org": 2.0}


def test_first_seen(path: Path) -> None:
    """A finding keeps the time of its first report as long as it is there."""
    with Store(path) as store:
        assert store.first_seen("a.md", ["x", "y"], 1.0) == {"x": 1.0, "y": 1.0}
        assert store.first_seen("b.md", ["x"], 2.0) == {"x": 2.0}
    with Store(path) as store:
        assert store.first_seen("a.md", ["y", "z"], 3.0) == {"y": 1.0, "z": 3.0}
        assert store.first_seen("a.md", ["x"], 4.0) == {"x": 4.0}


def test_first_seen_of_some(path: Path) -> None:
    """A run that did not look for everything forgets nothing."""
    with Store(path) as store:
        store.first_seen("a.md", ["x", "y"], 1.0)
        assert store.first_seen("a.md", ["z"], 2.0, whole=False) == {"z": 2.0}
        assert store.first_seen("a.md", ["x", "z"], 3.0) == {"x": 1.0, "z": 2.0}


def test_no_store() -> None:
    """Without a path the store lasts as long as the run, and has nothing to say."""
    with Store(None) as store:
        store.save([seen()], {})
        assert store.latest() == {"repo:o/n": seen()}
        assert not store.notes


def damaged(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{NAME}.damaged-*"))


@pytest.mark.parametrize(
    "data", [b"this is no database, and it is long enough to be one" * 100, b"SQLite format 3\0"]
)
def test_damage(path: Path, data: bytes) -> None:
    """A file that is no store is moved aside, whole, and said so; a new one works."""
    path.parent.mkdir()
    path.write_bytes(data)
    with Store(path) as store:
        assert len(store.notes) == 1
        assert "damaged" in store.notes[0]
        store.save([seen()], {})
    assert [one.read_bytes() for one in damaged(path)] == [data]
    assert load(path)


@pytest.mark.parametrize("page", range(2, 9))
def test_corrupted_page(path: Path, page: int) -> None:
    """A page of garbage is found out at the door or survived; the run goes on."""
    save(path, *(seen(f"repo:o/n{number}") for number in range(40)))
    data = bytearray(path.read_bytes())
    start = (page - 1) * 4096
    assert len(data) > start
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with Store(path) as store:
        assert store.notes
        store.save([seen("repo:new/one")], {})
        assert "repo:new/one" in store.latest()
    assert len(damaged(path)) == 1


def test_truncated(path: Path) -> None:
    """A store that lost its end is moved aside."""
    save(path, *(seen(f"repo:o/n{number}") for number in range(40)))
    path.write_bytes(path.read_bytes()[:-8192])
    with Store(path) as store:
        assert store.notes
    assert damaged(path)


def test_zero_bytes(path: Path) -> None:
    """An empty file is an empty store."""
    path.parent.mkdir()
    path.touch()
    save(path, seen())
    assert load(path)


@pytest.mark.parametrize(
    ("column", "value"),
    [("facts", "no JSON"), ("facts", "[]"), ("facts", '{"stars": "many"}'),
     ("facts", '{"titles": 3}'), ("parts", '{"v1": 3}'), ("parts", "null"), ("trail", "[99]"),
     ("trail", "{"), ("signal", "no-such-signal")],
)  # fmt: skip
def test_odd_rows(path: Path, column: str, value: str) -> None:
    """A row that makes no sense is no observation; the others are."""
    save(path, seen(), seen("page:other"))
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE observation SET {column} = ? WHERE key = 'repo:o/n'", (value,))
    connection.commit()
    connection.close()
    assert set(load(path)) == {"page:other"}


@pytest.mark.parametrize(
    "change", ["failure = 'no-such'", "status = NULL", "headers = '3'", "headers = '{'"]
)
def test_odd_exchanges(path: Path, change: str) -> None:
    """An exchange that makes no sense takes its observations with it, not the run."""
    save(path, seen())
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE exchange SET {change}")
    connection.commit()
    connection.close()
    assert load(path) == {}


def test_bad_text(path: Path) -> None:
    """Bytes that are no UTF-8 are survived."""
    save(path, seen())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE observation SET reason = CAST(x'ff41' AS TEXT)")
    connection.commit()
    connection.close()
    assert load(path)["repo:o/n"].reason == "\ufffdA"


def untouched(path: Path) -> None:
    """A store that is not ours to change is left as it is, and the run goes on."""
    before = path.read_bytes()
    with Store(path) as store:
        assert len(store.notes) == 1
        store.save([seen()], {"arxiv": 1.0})
        assert store.latest() == {"repo:o/n": seen()}
        assert store.first_seen("a.md", ["x"], 1.0) == {"x": 1.0}
        assert len(store.notes) == 1
    assert path.read_bytes() == before
    assert not damaged(path)


def test_newer(path: Path) -> None:
    """A store of a newer version is not touched."""
    save(path, seen("page:old"))
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    connection.commit()
    connection.close()
    untouched(path)


def test_older(path: Path) -> None:
    """A store of an older version is brought up to date with all that is in it."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA user_version=1")
    connection.execute(
        "INSERT INTO observation VALUES (1, 'page:x', 5.0, 'alive', '', 200, NULL, NULL, '{}', "
        "'{}', '[]')"
    )
    connection.execute("INSERT INTO latest VALUES ('page:x', 1)")
    connection.commit()
    connection.close()
    with Store(path) as store:
        assert store.latest() == {"page:x": Observation("page:x", Signal.ALIVE, status=200, at=5.0)}
        store.thin(10.0)
        assert store.notes == []
    assert not damaged(path)


@pytest.mark.parametrize("program", [0, 12345])
def test_of_another_program(path: Path, program: int) -> None:
    """A database of another program is not touched, whether it says whose it is or not."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.execute(f"PRAGMA application_id={program}")
    connection.commit()
    connection.close()
    untouched(path)


def test_ours(path: Path) -> None:
    """A store says whose it is, and how new."""
    save(path, seen())
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


@pytest.mark.parametrize("place", ["file/inside.db", "folder"])
def test_no_place(tmp_path: Path, place: str) -> None:
    """Where no store can be, the run goes on without one, and says so once."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with Store(tmp_path / place) as store:
        assert len(store.notes) == 1
        store.save([seen()], {})
        assert store.latest()
        assert len(store.notes) == 1


def test_read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a store that can only be read the run reads, and does not save."""
    save(path, seen(at=1.0))
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda at, **more: connect(f"file:{at}?mode=ro", uri=True, **more)
    )
    with Store(path) as store:
        store.save([seen(at=2.0)], {})
        assert store.latest()["repo:o/n"].at == 1.0
        assert len(store.notes) == 1
        assert "readonly" in store.notes[0]


def test_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody else writes the run waits a while, and then goes on without saving."""
    save(path, seen(at=1.0))
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda at, **more: connect(at, **{**more, "timeout": 0.05})
    )
    with Store(path) as store:
        other = connect(path)
        other.execute("BEGIN EXCLUSIVE")
        store.save([seen(at=2.0)], {})
        assert store.latest() == {}
        assert store.life("repo:o/n") == []
        assert store.first_seen("a.md", ["x"], 1.0) == {"x": 1.0}
        assert len(store.notes) == 1
        assert "locked" in store.notes[0]
        other.execute("ROLLBACK")
        other.close()
    assert load(path)["repo:o/n"].at == 1.0


def test_locked_from_the_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that is locked when it is opened is no damaged one."""
    save(path, seen(at=1.0))
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda at, **more: connect(at, **{**more, "timeout": 0.05})
    )
    other = connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with Store(path) as store:
        assert len(store.notes) == 1
        store.save([seen()], {})
    other.execute("ROLLBACK")
    other.close()
    assert not damaged(path)
    assert load(path)["repo:o/n"].at == 1.0


def test_two_at_once(path: Path) -> None:
    """Two stores on one file see each other's work."""
    with Store(path) as one, Store(path) as other:
        one.save([seen("page:one")], {})
        other.save([seen("page:other")], {})
        assert set(one.latest()) == set(other.latest()) == {"page:one", "page:other"}
        assert not one.notes
        assert not other.notes


def test_born_at_once(path: Path) -> None:
    """Many processes that begin one store at the same time all save into it."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from listcheck.model import Observation, Signal
        from listcheck.store import Store
        with Store(Path(sys.argv[1])) as store:
            store.save([Observation(f"page:{sys.argv[2]}", Signal.ALIVE)], {})
            sys.exit("; ".join(store.notes) or None)
    """)
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(number)])
        for number in range(6)
    ]
    assert [one.wait(60) for one in running] == [0] * 6
    assert len(load(path)) == 6


def test_migrated_meanwhile(path: Path) -> None:
    """A store that another process has brought up to date is not migrated twice."""
    save(path, seen())
    connection = sqlite3.connect(path, isolation_level=None)
    _migrate(connection)
    connection.close()
    assert load(path)
