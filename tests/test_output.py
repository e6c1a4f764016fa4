import os
import stat
from pathlib import Path

import pytest

from listcheck.errors import UserError
from listcheck.output import write


def test_write(tmp_path: Path) -> None:
    """A text is written as it is, into folders that may not exist yet."""
    path = tmp_path / "a" / "b.txt"
    write(path, "ü\r\nx\n")
    assert path.read_bytes() == "ü\r\nx\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_replace(tmp_path: Path) -> None:
    """A file keeps its mode, and nothing else is left behind."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o600)
    write(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_link(tmp_path: Path) -> None:
    """A symbolic link stays one: the file that it means is written."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a.txt")
    write(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == "x"


def test_pipe(tmp_path: Path) -> None:
    """What is no file is written into, not replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, "x")
    assert os.read(reader, 10) == b"x"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A name of a file that is no text is written as far as it can be."""
    write(tmp_path / "a.txt", os.fsdecode(b"\xff.md"))
    assert (tmp_path / "a.txt").read_text() == "\\udcff.md"


@pytest.mark.parametrize("name", ["file/inside.txt", "folder"])
def test_not_written(tmp_path: Path, name: str) -> None:
    """What cannot be written is the user's to mend, and leaves nothing behind."""
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write(tmp_path / name, "x")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails leaves the old text whole."""

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.txt").write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError, match="No space left"):
        write(tmp_path / "a.txt", "new")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["old"]
