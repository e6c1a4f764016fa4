"""A checkout and its repository: which file is which, and which may be written."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from github.forge import Forge
from world import make_repository

from listcheck import checkout
from listcheck.checkout import Checkout
from listcheck.github import branches
from listcheck.github.calls import Place
from listcheck.proposals import ground
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.result import Result, parse
from listcheck.settings import Settings
from listcheck.verify import verify
from listcheck.wired import Run

LIST = "# Works\n\n## Clocks\n\n- [A](https://a.example/) in [clocks](#clock)\n"
RUN = Run(lambda: 1_763_800_000.0, lambda *_: None)
OFFLINE = Settings(offline=True, store=None, baseline=None)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lists").mkdir()
    monkeypatch.chdir(tmp_path / "lists")
    Path("README.md").write_text(LIST)
    return tmp_path


def compared(root: Path, files: Mapping[str, str], after: str = LIST) -> tuple[Checkout, Result]:
    """What is said of a list that was judged, with a repository of some files."""
    data = render("json", verify(("README.md",), OFFLINE, RUN), Style()).encode()
    result = parse(data, largest=len(data))
    Path("README.md").write_text(after)
    found = ground(result, OFFLINE, RUN)
    assert found
    own = make_repository("owner/list")
    own.files = dict(files)
    forge = Forge(own)
    place, base = forge.drive(branches.default_branch(Place("owner/list")))
    return forge.drive(checkout.compare(place, base, found, root)), result


@pytest.mark.parametrize(
    ("files", "after", "why"),
    [
        ({"lists/README.md": LIST}, LIST, ""),
        ({"lists/README.md": LIST.replace("\n", "\r\n")}, LIST, "another one on the default"),
        ({"README.md": LIST}, LIST, "another one on the default"),
        ({"lists/README.md": f"{LIST}\n"}, f"{LIST}\n", ""),  # the places are the same
        ({"lists/README.md": f"\n{LIST}"}, f"\n{LIST}", "not the one that was judged"),
    ],
)
def test_which_files_may_be_written(
    here: Path, files: Mapping[str, str], after: str, why: str
) -> None:
    found, result = compared(here, files, after)
    assert found.paths == {"README.md": "lists/README.md"}
    said = found.why_not(result.findings[0])
    assert (why in said, bool(said)) == (True, bool(why))


def test_a_file_outside_of_the_checkout(here: Path) -> None:
    (here / "elsewhere").mkdir()
    found, result = compared(here / "elsewhere", {"README.md": LIST})
    assert found.paths == {}
    assert found.why_not(result.findings[0]) == "its file is not in this folder"


def test_a_link_to_a_file(here: Path) -> None:
    """What is written is the file that it leads to."""
    Path("README.md").unlink()
    (here / "list.md").write_text(LIST)
    Path("README.md").symlink_to("../list.md")
    found, result = compared(here, {"list.md": LIST, "lists/README.md": "../list.md"})
    assert found.paths == {"README.md": "list.md"}
    assert found.why_not(result.findings[0]) == ""


def test_where_the_checkout_begins(here: Path) -> None:
    lists = here / "lists"
    assert checkout.root({}) == lists
    assert checkout.root({"GITHUB_WORKSPACE": str(here)}) == here
    assert checkout.root({"GITHUB_WORKSPACE": str(here / "other")}) == lists
    (here / ".git").mkdir()
    assert checkout.root({"GITHUB_WORKSPACE": str(lists)}) == here
