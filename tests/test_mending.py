"""`listcheck fix`: what it writes, what it leaves alone, and what it says."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from builders import alive
from click.testing import CliRunner, Result
from gfm import render

from listcheck import fix_command, mending, verify
from listcheck.cli import main
from listcheck.mending import Mended
from listcheck.model import Observation
from listcheck.sources import Local
from listcheck.store import Store
from listcheck.verify import Examined

# An anchor, a count and a row, each of which the list itself proves wrong.
LIST = b"""# L

[clocks](#clockz) ![Clocks](https://img.shields.io/badge/Clocks-3-blue)

## Clocks

| Name | Paper | Sum |
|---|---|---|
| Gurgle | [paper](https://arxiv.org/abs/2401.00001) | p(x|y) |
| Drip | [paper](https://arxiv.org/abs/2401.00002) | 2 |
"""
RIGHT = LIST.replace(b"clockz", b"clocks").replace(b"Clocks-3", b"Clocks-2")
RIGHT = RIGHT.replace(b"x|y", b"x\\|y")
README = Path("README.md")
OLD, NEW = "jongwooko/distillm", "jongwooko/distilled"
DATA = Path(__file__).resolve().parents[1] / "data"

Fix = Callable[..., Result]


def call(*words: str, stdin: bytes = b"") -> Result:
    """The whole program, its last door included."""

    @click.command(context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def program(words: tuple[str, ...]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["listcheck", *words])
            main()

    return CliRunner().invoke(program, words, input=stdin)


@pytest.fixture
def fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fix:
    """The command in an empty folder, where nobody is asked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*words: str, stdin: bytes = b"") -> Result:
        return call("fix", "--offline", *words, stdin=stdin)

    return run


def remember(*seen: Observation) -> None:
    """What a run before this one has seen."""
    with Store(Path(".listcheck/store.db")) as store:
        store.save(seen, {})


def test_in_place(fix: Fix) -> None:
    """What is certain is written, each fix is told, and nothing is left to say."""
    README.write_bytes(LIST)
    done = fix()
    assert README.read_bytes() == RIGHT
    assert [line.split()[:3] for line in done.stdout.splitlines()[:3]] == [
        ["fixed", "README.md:9", "malformed-row"],
        ["fixed", "README.md:3", "broken-anchor"],
        ["fixed", "README.md:3", "count-drift"],
    ]
    assert done.exit_code == 0


def test_twice_is_once(fix: Fix) -> None:
    """A second run finds nothing to do, and does not touch the file."""
    README.write_bytes(LIST)
    fix()
    before = README.stat()
    done = fix()
    after = README.stat()
    assert "fixed" not in done.stdout
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("name", ["README.md", "a list.md", "sub/ümlaut.md"])
def test_the_difference_is_what_git_applies(fix: Fix, tmp_path: Path, name: str) -> None:
    """`--diff` writes nothing, and what it prints makes git write what the command would."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(LIST)
    done = fix("--diff", name)
    assert path.read_bytes() == LIST
    assert done.exit_code == 1  # the errors are still there
    assert "would fix" in done.stderr
    command = ["git", "-c", "core.autocrlf=false", "apply", "-"]
    subprocess.run(command, cwd=tmp_path, input=done.stdout_bytes, check=True)
    assert path.read_bytes() == RIGHT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n", b"\r\n"),  # line ends
        (b"# L", b"\xef\xbb\xbf# L"),  # a byte order mark
        (b"| 2 |\n", b"| 2 |"),  # no end of the last line
        (b"# L", b"# L\xff\xfe \xe4"),  # what is no UTF-8
        (b"# L", b"# L  \n\n\n\t \n"),  # blanks that nobody needs
        (b"\n", b"\r"),
    ],
)
def test_every_other_byte_stays(fix: Fix, old: bytes, new: bytes) -> None:
    """Whatever stands around the edits, its bytes are kept."""
    README.write_bytes(LIST.replace(old, new))
    fix()
    assert README.read_bytes() == RIGHT.replace(old, new)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_permissions_stay(fix: Fix, mode: int) -> None:
    README.write_bytes(LIST)
    README.chmod(mode)
    fix()
    assert README.read_bytes() == RIGHT
    assert README.stat().st_mode & 0o7777 == mode


def test_a_symbolic_link_stays_one(fix: Fix) -> None:
    """The file that it means is written, where it lies."""
    Path("docs").mkdir()
    Path("docs/list.md").write_bytes(LIST)
    README.symlink_to("docs/list.md")
    fix()
    assert README.is_symlink()
    assert Path("docs/list.md").read_bytes() == RIGHT
    assert [path.name for path in Path("docs").iterdir()] == ["list.md"]


def test_what_somebody_else_changed_is_left_alone(
    fix: Fix, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not what it was when it was read is not written, and that is said."""
    README.write_bytes(LIST)
    theirs = LIST + b"| Plop | | 3 |\n"

    def slow(*words: Any) -> Mended:
        mended = mend(*words)
        README.write_bytes(theirs)
        return mended

    mend = mending.mend
    monkeypatch.setattr(fix_command, "mend", slow)
    done = fix()
    assert README.read_bytes() == theirs
    assert "README.md was changed by somebody else meanwhile, and was left alone" in done.stdout
    assert "fixed  README.md" not in done.stdout  # nothing was, whatever had been prepared
    assert "malformed-row" in done.stdout
    assert done.exit_code == 1


def test_an_interrupted_run_writes_nothing(fix: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C half-way: what is known is told, and the file is as it was."""
    examine = verify.examine

    def stopped(*words: Any) -> Examined:
        examined = examine(*words)
        return examined._replace(told=examined.told._replace(interrupted=True))

    README.write_bytes(LIST)
    monkeypatch.setattr(mending, "examine", stopped)
    done = fix()
    assert README.read_bytes() == LIST
    assert "interrupted: no fix was made" in done.stdout
    assert "malformed-row" in done.stdout
    assert done.exit_code == 130


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("--select", "count-drift"), LIST.replace(b"Clocks-3", b"Clocks-2")),
        (("--select", "broken-anchor"), LIST.replace(b"clockz", b"clocks")),
        (("--select", "dead-link"), LIST),
        (("--select", "count-drift", "--select", "malformed-row"),
         RIGHT.replace(b"#clocks", b"#clockz")),
    ],
)  # fmt: skip
def test_only_the_rules_that_are_named(fix: Fix, words: tuple[str, ...], right: bytes) -> None:
    README.write_bytes(LIST)
    fix(*words)
    assert README.read_bytes() == right


BADGE = b"""# L

- [a](https://github.com/o/a) ![](https://img.shields.io/github/stars/o/b)
- [b](https://github.com/o/b) ![](https://img.shields.io/github/stars/o/b)
"""


def test_what_wants_a_look_is_made_on_request(fix: Fix) -> None:
    README.write_bytes(BADGE)
    remember(alive("repo:o/a"), alive("repo:o/b"))
    done = fix()
    assert "1 more fix wants a look first: --unsafe makes them, --diff shows them" in done.stdout
    assert README.read_bytes() == BADGE
    fix("--unsafe")
    assert README.read_bytes() == BADGE.replace(b"stars/o/b", b"stars/o/a", 1)


def test_what_nobody_saw_is_not_written(fix: Fix) -> None:
    """An address that was never asked about is no correction, not even on request."""
    README.write_bytes(BADGE)
    done = fix("--unsafe")
    assert "not fixed  README.md:3  badge-mismatch" in done.stdout
    assert README.read_bytes() == BADGE


def test_standard_input_is_not_written(fix: Fix) -> None:
    """What came from no file is refused, in one line that says what to do instead."""
    done = fix("-", stdin=LIST)
    assert done.exit_code == 2
    assert "<stdin> is no file that could be written" in done.stderr
    assert "--diff" in done.stderr
    assert b"+[clocks](#clocks)" in fix("--diff", "-", stdin=LIST).stdout_bytes


def test_a_list_on_github_is_not_written(fix: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    far = Local("o/n/README.md", LIST)
    monkeypatch.setattr(verify, "_fetch", lambda *_: far)
    Path("o/n").mkdir(parents=True)
    Path("o/n/README.md").write_bytes(LIST)  # which is another file
    done = fix("https://github.com/o/n")
    assert done.exit_code == 2
    assert "o/n/README.md is no file that could be written" in done.stderr
    assert Path("o/n/README.md").read_bytes() == LIST


def test_nothing_is_written_where_one_list_cannot_be(fix: Fix) -> None:
    README.write_bytes(LIST)
    assert fix("README.md", "-", stdin=LIST).exit_code == 2
    assert README.read_bytes() == LIST


def test_json_is_the_result_and_nothing_else(fix: Fix) -> None:
    """Standard output holds the document of what is left; what was done is said beside it."""
    README.write_bytes(LIST + b"\n- [x](#nowhere)\n")
    done = fix("--format", "json")
    result = json.loads(done.stdout)
    assert result["schema_version"] == 1
    assert [(one["rule"], one["location"]["line"]) for one in result["findings"]] == [
        ("broken-anchor", 12)
    ]
    assert done.stderr.count("fixed  README.md:") == 3


# --- catalogs ------------------------------------------------------------------------------------


@pytest.fixture
def catalog(fix: Fix) -> Path:
    """A copy of this repository's catalog, with a remark and its rendered list."""
    shutil.copytree(DATA, "data")
    path = Path("data/white-box.toml")
    text = path.read_text()
    head = "# Remarks   stay,\n#  and so does how they are set.\n\n"
    path.write_text(head + re.sub("(?m)^(date = .*)$", r"\1  # of the first version", text))
    assert call("render", "data").exit_code == 0
    return path


def test_a_catalog_keeps_its_form(fix: Fix, catalog: Path) -> None:
    """Only the value changes, remarks and blanks stay, and the rendered list follows."""
    remember(alive(f"repo:{OLD}", canonical=NEW))
    old, readme = catalog.read_text(), Path("data/README.md").read_text()
    done = fix("data")
    assert "fixed  data/white-box.toml:" in done.stdout
    assert catalog.read_text() == old.replace(f'"{OLD}"', f'"{NEW}"')
    assert Path("data/README.md").read_text() == re.sub(rf"{OLD}(?!-)", NEW, readme)
    assert call("render", "data", "--check").exit_code == 0
    assert "fixed" not in fix("data").stdout


# --- what is rendered ----------------------------------------------------------------------------


def test_the_page_says_what_it_said(fix: Fix) -> None:
    """GitHub shows the same but for what was mended, and what was lost before."""
    README.write_bytes(LIST)
    fix()
    before, after = render(LIST.decode()), render(README.read_text())
    assert after == (
        before.replace("clockz", "clocks")
        .replace("Clocks-3", "Clocks-2")
        .replace("<td>p(x</td>", "<td>p(x|y)</td>")
    )
