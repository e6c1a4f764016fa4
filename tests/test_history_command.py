"""`listcheck history` as a user runs it."""

import json
import sqlite3
from pathlib import Path

import pytest
from builders import NOON, alive, seen
from click.testing import CliRunner, Result

from listcheck.cli import cli
from listcheck.errors import UserError
from listcheck.history import DAY
from listcheck.model import Observation, Part, Signal
from listcheck.store import Store

LOST, HEALED = "https://example.org/lost", "https://example.org/healed"
LIST = """# A list

- [Learned Clocks](https://arxiv.org/abs/2501.00001) ([code](https://github.com/O/N/tree/main/x))
- [Export](https://example.org/lost)
- [Never Asked](https://example.org/new)
"""


def weekly(*several: Observation) -> list[Observation]:
    return [one._replace(at=NOON + week * 7 * DAY) for week, one in enumerate(several)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list with a year of history beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("README.md").write_text(LIST)
    dead = seen(f"page:{LOST}", Signal.NOT_FOUND, "not found (404)", 404)
    path = {"path:main/x": Part(Signal.ALIVE)}
    with Store(Path(".listcheck/store.db")) as store:
        store.save(weekly(alive(f"page:{LOST}"), dead, dead, dead), {})
        store.save(weekly(seen(f"page:{HEALED}", Signal.GONE), alive(f"page:{HEALED}")), {})
        store.save(weekly(alive("paper:2501.00001", title="Clocks")), {})
        store.save(
            weekly(alive("repo:o/n", path, stars=120), alive("repo:o/n", path, stars=150)), {}
        )
        store.first_seen("README.md", ["x"], NOON)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["history", *words], catch_exceptions=True)


def refused(*words: str) -> UserError:
    error = run(*words).exception
    assert isinstance(error, UserError)
    return error


def test_a_link(folder: Path) -> None:
    """A strip and a story."""
    found = run(LOST).output
    assert "✓✗✗✗" in found
    assert "dead, confirmed: not found (404)" in found
    assert "failing since 2026-01-08 12:00 · 3 failures on 3 days · 3 confirmations" in found
    assert "2026-01-08  alive → dead: not found (404)" in found
    assert "\x1b" not in found
    assert "\x1b" in run("--color", "always", LOST).output


@pytest.mark.parametrize(
    "word",
    ["https://github.com/o/n", "O/N", "github.com/o/n", "http://github.com/O/N/",
     "https://github.com/o/n/tree/main/x", "https://github.com/o/n/tree/never/asked"],
)  # fmt: skip
def test_any_form_of_a_repository(folder: Path, word: str) -> None:
    """An address, with or without scheme, and owner/repo."""
    assert "stars 120 → 150" in run(word).output


@pytest.mark.parametrize(
    "word",
    ["2501.00001", "arXiv:2501.00001", "2501.00001v2", "https://arxiv.org/pdf/2501.00001",
     "arxiv.org/abs/2501.00001v1"],
)  # fmt: skip
def test_any_form_of_a_paper(folder: Path, word: str) -> None:
    """An id with or without version, or any of its addresses."""
    assert run(word).output.startswith("https://arxiv.org/")


@pytest.mark.parametrize("words", [["Learned Clocks"], ["learned", "clocks"]])
def test_an_entry(folder: Path, words: list[str]) -> None:
    """Every link of an entry, however its name is written."""
    found = run(*words).output
    assert [line for line in found.splitlines() if line.startswith("https")] == [
        "https://arxiv.org/abs/2501.00001", "https://github.com/O/N/tree/main/x",
    ]  # fmt: skip


def test_an_entry_of_another_list(folder: Path) -> None:
    """--list says where to look."""
    (folder / "other.md").write_text(f"# B\n\n- [Elsewhere]({LOST})\n")
    assert LOST in run("--list", "other.md", "elsewhere").output
    refused("elsewhere")
    refused("--list", "missing.md", "elsewhere")


def test_an_entry_that_is_called_like_a_command(folder: Path) -> None:
    """After -- a word is never a command."""
    assert run("--", "export").output.startswith(LOST)
    assert run("export").output.startswith('{"listcheck"')


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("https://example.org/lst", LOST),
        ("o/m", "https://github.com/o/n"),
        ("Learnt Clocks", "Learned Clocks"),
        ("qqqqqq", "owner/repo"),
    ],
)
def test_the_unknown(folder: Path, word: str, hint: str) -> None:
    """What is not known is told with what may have been meant."""
    error = refused(word)
    assert "nothing is remembered" in error.message
    assert hint in error.hint


def test_never_asked(folder: Path) -> None:
    """An entry whose links were never asked is told as that."""
    assert "no link of Never Asked was ever asked" in refused("Never Asked").message


def test_json(folder: Path) -> None:
    """For programs: everything, with times as they are written everywhere."""
    (link,) = json.loads(run("--format", "json", LOST).output)["links"]
    assert link["url"] == LOST
    assert (link["state"], link["confirmations"], link["confirmed"]) == ("dead", 3, True)
    assert link["failing_since"] == "2026-01-08T12:00:00Z"
    assert link["failing_days"] == ["2026-01-08", "2026-01-15", "2026-01-22"]
    assert [one["state"] for one in link["observations"]] == ["alive", "dead", "dead", "dead"]
    assert [one["after"] for one in link["changes"]] == ["alive", "dead"]


def test_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking makes no store."""
    monkeypatch.chdir(tmp_path)
    assert "nothing is remembered" in refused(LOST).message
    assert "nothing is remembered" in refused("export").message
    assert not list(tmp_path.iterdir())


def test_there_and_back(folder: Path) -> None:
    """What is exported and imported elsewhere is the same there."""
    run("export", "--output", "a.jsonl")
    text = Path("a.jsonl").read_text()
    assert run("export").output == text
    assert "9 new observations of 9" in run("import", "a.jsonl", "--store", "new/b.db").output
    assert "0 new observations of 9" in run("import", "a.jsonl", "--store", "new/b.db").output
    assert run("export", "--store", "new/b.db").output == text
    found = CliRunner().invoke(cli, ["history", "import", "-", "--store", "c.db"], input=text)
    assert "9 new observations" in found.output


@pytest.mark.parametrize("number", [1, 2, 5, 10])
@pytest.mark.parametrize("damage", [b"{", b"\xff", b"[]\n3", b""])
def test_a_damaged_line(folder: Path, number: int, damage: bytes) -> None:
    """The line is named, and nothing is imported, not from the good file before it either."""
    good = run("export").output.encode()
    lines = good.splitlines()
    lines[number - 1] = damage
    Path("good.jsonl").write_bytes(good)
    Path("bad.jsonl").write_bytes(b"\n".join(lines))
    error = refused("import", "good.jsonl", "bad.jsonl", "--store", "b.db")
    assert error.message.startswith(f"bad.jsonl:{number}: ")
    assert error.hint == "nothing was imported"
    assert not Path("b.db").exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"no history\n"])
def test_a_foreign_file(folder: Path, content: bytes) -> None:
    """A file of somebody else is refused at its first line."""
    Path("bad.jsonl").write_bytes(content)
    assert refused("import", "bad.jsonl").message.startswith("bad.jsonl:1: ")
    assert "cannot be read" in refused("import", "missing.jsonl").message


def test_a_store_of_a_newer_version(folder: Path) -> None:
    """It is neither read nor touched, and the user is told what to do."""
    connection = sqlite3.connect(".listcheck/store.db")
    connection.execute("PRAGMA user_version=99")
    connection.commit()
    connection.close()
    before = Path(".listcheck/store.db").read_bytes()
    for words in ((LOST,), ("export",)):
        assert "a newer listcheck wrote it" in refused(*words).message
    assert Path(".listcheck/store.db").read_bytes() == before


def test_gone_from_the_list(folder: Path) -> None:
    """What no list names any more is still remembered."""
    Path("README.md").unlink()
    assert "✗✓" in run(HEALED).output
