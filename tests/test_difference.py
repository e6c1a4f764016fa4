"""Differences that `git apply` takes, whatever is in the text or in its name."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listcheck.difference import unified

NAMES = ["README.md", "a list.md", 'quo"te.md', "uml\u00e4ut.md", "tab\tbed.md", "sub/list.md"]


def applied(folder: Path, name: str, old: bytes, new: bytes) -> bytes:
    """The old text after git has applied the difference."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(old)
    patch = unified(name, old, new)
    if patch:
        command = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
        subprocess.run(command, cwd=folder, input=patch, check=True)
    return path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_names(tmp_path: Path, name: str) -> None:
    assert applied(tmp_path, name, b"a\nb\n", b"a\nc\n") == b"a\nc\n"


def test_an_absolute_name_is_told_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert unified(str(tmp_path / "x.md"), b"a\n", b"b\n").startswith(b"--- a/x.md\n+++ b/x.md\n")


def test_no_difference_is_nothing() -> None:
    assert unified("x.md", b"a\r\n", b"a\r\n") == b""


LINES = st.lists(st.sampled_from([b"a", b"b", b"\xff", b"a\r", b"", b"\\", b"-- x"]), max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(old=LINES, new=LINES, ends=st.tuples(st.booleans(), st.booleans()))
def test_git_applies_it(
    tmp_path: Path, old: list[bytes], new: list[bytes], ends: tuple[bool, bool]
) -> None:
    """Odd bytes, carriage returns, a missing end of line."""
    before, after = (
        b"\n".join(lines) + (b"\n" if end and lines else b"")
        for lines, end in zip((old, new), ends, strict=True)
    )
    if before and after:  # what is empty, git creates or deletes
        assert applied(tmp_path, "x.md", before, after) == after
