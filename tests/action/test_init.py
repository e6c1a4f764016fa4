"""`listcheck init`: what it finds, shows and writes, and what it leaves alone."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from world import run_listcheck

from action.acting import ROOT
from action.conftest import git
from listcheck import action_pin
from listcheck.cli import cli
from listcheck.config import settings
from listcheck.init_lists import find
from listcheck.rules import BY_SLUG

LIST = "# Works\n\n" + "".join(
    f"- [Work {number}](https://site{number}.example/page) - What it is.\n" for number in range(12)
)
GUIDE = "# Guide\n\n| Option | Does |\n|---|---|\n| `a` | [this](https://a.example) |\n"
FILES = (
    "listcheck.toml",
    ".github/workflows/listcheck.yml",
    ".github/workflows/listcheck-pull-request.yml",
    ".github/workflows/listcheck-comment.yml",
)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "list"
    place.mkdir()
    (place / "README.md").write_text(LIST)
    return place


def test_shown_and_not_written(folder: Path) -> None:
    """With nobody there to answer, everything is shown and nothing done."""
    done = run_listcheck(["init", str(folder)], cwd=folder.parent)
    assert done.code == 2
    assert "README.md: 12 entries, 12 links" in done.stdout
    assert all(f"+ {name}\n" in done.stdout for name in FILES)
    assert "contents: read # to check the repository out" in done.stdout
    assert "listcheck init --yes" in done.stderr
    assert files(folder).keys() == {"README.md"}


@pytest.mark.parametrize(("answer", "code", "count"), [("y\n", 0, 5), ("n\n", 2, 1), ("\n", 2, 1)])
def test_asked(folder: Path, answer: str, code: int, count: int) -> None:
    done = CliRunner().invoke(cli, ["init", str(folder)], input=answer)
    assert (done.exit_code, len(files(folder))) == (code, count)
    assert "Write these 4 files? [y/N]" in done.output


def test_what_is_written_works(folder: Path) -> None:
    """The settings are read, the workflows are YAML, and a list that is fine stays fine."""
    done = run_listcheck(["init", "--yes"], cwd=folder)
    assert done.code == 0, done.stderr
    assert files(folder).keys() == {"README.md", *FILES}
    chosen = settings({}, folder=folder, rules=tuple(BY_SLUG))
    assert (chosen.lists, chosen.fail_on) == (("README.md",), "error")
    for name in FILES[1:]:
        workflow = YAML(typ="safe").load((folder / name).read_text())
        assert workflow["permissions"] == {}
        assert all("timeout-minutes" in job for job in workflow["jobs"].values())
    assert run_listcheck(["verify", "--offline"], cwd=folder).code == 0


_PART = st.sampled_from(FILES)


@given(st.sets(_PART), st.text(max_size=20))
def test_what_is_there_stays(
    tmp_path_factory: pytest.TempPathFactory, there: set[str], text: str
) -> None:
    """Whatever is there is as it was, the rest is written, and the second time nothing changes."""
    folder = tmp_path_factory.mktemp("list")
    (folder / "README.md").write_text(LIST)
    for name in there:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    before = files(folder)
    done = CliRunner().invoke(cli, ["init", "--yes", str(folder)])
    assert done.exit_code == 0, done.output
    after = files(folder)
    assert after.keys() == {"README.md", *FILES}
    assert {name: after[name] for name in before} == before
    assert all(f"  {name}: is there, left as it is" in done.output for name in there)
    again = CliRunner().invoke(cli, ["init", "--yes", str(folder)])
    assert (again.exit_code, files(folder)) == (0, after)
    assert "nothing to write" in again.output
    shutil.rmtree(folder)


def test_links_lead_nowhere_else(folder: Path) -> None:
    """A link that leads out of the repository is there, even with nothing behind it."""
    (folder / "listcheck.toml").symlink_to(folder.parent / "elsewhere.toml")
    done = run_listcheck(["init", "--yes"], cwd=folder)
    assert "listcheck.toml: is there" in done.stdout
    assert not (folder.parent / "elsewhere.toml").exists()


def test_settings_in_pyproject(folder: Path) -> None:
    """Then a file of their own would take their place."""
    (folder / "pyproject.toml").write_text('[tool.listcheck]\nignore = ["moved-link"]\n')
    done = run_listcheck(["init", "--yes"], cwd=folder)
    assert "listcheck.toml: not needed" in done.stdout
    assert not (folder / "listcheck.toml").exists()


def test_nothing_to_set_up(tmp_path: Path) -> None:
    done = run_listcheck(["init", "--yes", "nowhere"], cwd=tmp_path)
    assert (done.code, done.stderr) == (2, "listcheck: nowhere is no folder\n")
    done = run_listcheck(["init", "--yes", "."], cwd=tmp_path)
    assert (done.code, "there is no list in" in done.stderr) == (2, True)


def test_a_place_that_is_taken(folder: Path) -> None:
    """A file where a folder should be is told, and is no fault of ours."""
    (folder / ".github").write_text("")
    done = run_listcheck(["init", "--yes"], cwd=folder)
    assert (done.code, "cannot be written" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"README.md": GUIDE}, ["README.md"]),
        ({"README.md": GUIDE, "papers.md": LIST}, ["papers.md"]),
        ({"README.md": LIST, "lists/b.md": LIST, "lists/a.md": LIST, "CONTRIBUTING.md": GUIDE},
         ["README.md", "lists/a.md", "lists/b.md"]),
        ({"README.md": LIST, "node_modules/x/README.md": LIST, ".cache/a.md": LIST}, ["README.md"]),
        ({"notes.md": GUIDE}, []),
    ],
)  # fmt: skip
def test_lists(tmp_path: Path, texts: dict[str, str], found: list[str]) -> None:
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [one.path for one in find(tmp_path)] == found


def test_names_that_steer_terminals(tmp_path: Path) -> None:
    """They are settings like others, and show as what they are; what is no UTF-8 is left out."""
    names = [
        "a\x7fb.md",
        "c\x9b31m.md",
        "d\u202e.md",
        "-rf.md",
        "n\nl.md",
        'q"\\.md',
        "@UPLOAD@.md",
    ]
    for name in (*names, "x\udcff.md"):
        (tmp_path / name).write_text(LIST)
    done = run_listcheck(["init", "--yes"], cwd=tmp_path)
    assert done.code == 0, done.stderr
    assert all(one == "\n" or one.isprintable() for one in done.stdout)
    settings = tomli.loads((tmp_path / "listcheck.toml").read_text())
    assert sorted(settings["lists"]) == sorted(names)
    assert run_listcheck(["verify", "--offline", "-qq"], cwd=tmp_path).code in (0, 3)


def test_a_catalog(tmp_path: Path) -> None:
    """A catalog is the list; what is rendered from it is not another."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "README.md").write_text(GUIDE)
    (one,) = find(tmp_path)
    assert (one.path, one.entries > 100) == ("data", True)


# --- the commit that workflows name --------------------------------------------------------------


def test_the_commit_of_a_clone(
    repository: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    """A clone knows it; what merely lies in somebody's repository does not know theirs."""
    folder = repository({"pkg/__init__.py": ""})
    assert action_pin.commit(folder / "pkg") == git(folder, "rev-parse", "HEAD")
    (folder / "venv").mkdir()
    (folder / "venv/__init__.py").write_text("")
    assert action_pin.commit(folder / "venv") == action_pin.UNKNOWN
    (folder / "venv/commit.txt").write_text("a" * 40 + "\n")
    assert action_pin.commit(folder / "venv") == "a" * 40
    (folder / "venv/commit.txt").write_text("main\n")
    assert action_pin.commit(folder / "venv") == action_pin.UNKNOWN
    assert action_pin.commit(tmp_path) == action_pin.UNKNOWN


def test_a_package_knows_its_commit(repository: Callable[[dict[str, str]], Path]) -> None:
    """What is built of a clone has its commit in it, and nothing is left behind there."""
    files = ("pyproject.toml", "hatch_build.py", ".gitignore")
    texts = {name: (ROOT / name).read_text() for name in files}
    package = {"src/listcheck/__init__.py": '__version__ = "1.0"\n', "README.md": "", "LICENSE": ""}
    folder = repository({**texts, **package, "tests/a.py": ""})
    line = [sys.executable, "-m", "hatchling", "build", "--directory", "../dist"]
    subprocess.run(line, cwd=folder, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.parent.glob("dist/*.whl"))) as wheel:
        assert wheel.read("listcheck/commit.txt").decode().strip() == git(
            folder, "rev-parse", "HEAD"
        )
    with tarfile.open(next(folder.parent.glob("dist/*.tar.gz"))) as source:
        assert "listcheck-1.0/src/listcheck/commit.txt" in source.getnames()
    assert git(folder, "status", "--porcelain") == ""
