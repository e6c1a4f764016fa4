import os
from pathlib import Path

import pytest

from listcheck.errors import UserError
from listcheck.files import is_handed_over, read


def test_a_file(tmp_path: Path) -> None:
    """A file is read as far as it may go and a byte further, so that too long is told apart."""
    file = tmp_path / "a"
    file.write_bytes(b"0123456789")
    assert read(file, 100) == b"0123456789"
    assert read(file, 4) == b"01234"
    link = tmp_path / "b"
    link.symlink_to(file)
    assert read(link, 100) == b"0123456789"


def test_what_never_ends(tmp_path: Path) -> None:
    """A pipe without a writer is not opened, and neither is a link to it, nor a folder."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path / "link", tmp_path, Path("/dev/zero")):
        with pytest.raises(UserError, match="and no file"):
            read(path, 100)


@pytest.mark.parametrize("name", ["none", "a\0b", "x" * 300, "none/none"])
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    """A file that cannot be there is told by name."""
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / name, 100)


def test_what_is_handed_over() -> None:
    """An open pipe with a name in /dev is read to its end; nothing is as good as an empty file."""
    reading, writing = os.pipe()
    os.write(writing, b"a list")
    os.close(writing)
    assert read(Path(f"/dev/fd/{reading}"), 100) == b"a list"
    os.close(reading)
    assert read(Path(os.devnull), 100) == b""
    assert not is_handed_over("/dev/tty")
    assert not is_handed_over("dev/stdin")
