"""What the runner reads cannot be forged by what is in it."""

import re
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.action_outputs import annotation, no_commands, tell_outputs, tell_summary
from listcheck.errors import UserError

_COMMAND = re.compile(r"^\s*::([\w-]+)(?: [^\n]*?)?::(.*)$")
_TEXT = st.text() | st.text("\n\r<=:%# aeo", max_size=40)


def parsed(text: str) -> dict[str, str]:
    """GITHUB_OUTPUT as the runner reads it (FileCommandManager.cs): by lines, up to the mark."""
    found, lines = {}, iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        name, _, mark = line.partition("<<")
        assert mark, line
        value = []
        for inner in lines:
            if inner == mark:
                break
            value.append(inner)
        found[name] = "\n".join(value)
    return found


@given(st.dictionaries(st.from_regex(r"[a-z-]{1,9}", fullmatch=True), _TEXT, max_size=4))
def test_outputs_come_out_as_they_went_in(values: dict[str, str]) -> None:
    with NamedTemporaryFile() as file:
        tell_outputs(values, {"GITHUB_OUTPUT": file.name})
        assert parsed(file.read().decode()) == values


def test_files_are_added_to(tmp_path: Path) -> None:
    """What others wrote stays, and outside a runner there is nothing to write to."""
    path = tmp_path / "file"
    path.write_text("before\n")
    tell_summary("## Mine", {"GITHUB_STEP_SUMMARY": str(path)})
    tell_outputs({"a": "1"}, {"GITHUB_OUTPUT": str(path)})
    assert path.read_text().startswith("before\n## Mine\na<<end-")
    tell_summary("## Mine", {})


@pytest.mark.parametrize("path", ["/nowhere/at/all", "/", "a\0b"])
def test_files_that_cannot_be_written(path: str) -> None:
    """The runner's trouble, and no fault of ours."""
    with pytest.raises(UserError, match="cannot be written"):
        tell_summary("## Mine", {"GITHUB_STEP_SUMMARY": path})


@given(st.sampled_from(["error", "warning", "notice"]), _TEXT)
def test_an_annotation_is_one_command(level: str, text: str) -> None:
    """No text ends the line that it stands in, nor is an old-style command in it."""
    line = annotation(level, text)
    assert len(line.splitlines()) == 1
    match = _COMMAND.match(line)
    assert match
    assert match[1] == level
    assert "##[" not in line


def test_no_commands_in_between(capsys: pytest.CaptureFixture[str]) -> None:
    """What is told inside is no command, and the mark that ends it is another each time."""
    marks = set()
    for _ in range(2):
        with no_commands("Title", {"GITHUB_ACTIONS": "true"}):
            print("::error::from outside")
        told = capsys.readouterr().out.splitlines()
        assert told[0] == "::group::Title"
        assert told[1].startswith("::stop-commands::")
        mark = told[1].removeprefix("::stop-commands::")
        assert told[2:] == ["::error::from outside", f"::{mark}::", "::endgroup::"]
        marks.add(mark)
    assert len(marks) == 2


def test_at_a_desk(capsys: pytest.CaptureFixture[str]) -> None:
    with no_commands("Title", {}):
        print("text")
    assert capsys.readouterr().out == "text\n"
