"""What is asked and proposed near a path that is gone."""

import pytest
from builders import alive, case, seen

from listcheck import moves
from listcheck.case import Case, Place
from listcheck.model import Observation, Part, Signal
from listcheck.rescues import lost, proposals
from listcheck.succession import followed

CASE = "the same path but for its case"


def home(part: str, suggestion: str | None = None, **more: str) -> Observation:
    """A living repository without something."""
    missing = {part: Part(Signal.MISSING, suggestion=suggestion)}
    return alive("repo:o/n", missing, **{"canonical": "O/N", "default_branch": "main", **more})


def dead(url: str, *evidence: Observation) -> tuple[Case, Place]:
    made = case(f"[a]({url})", *evidence)
    (place,) = lost(made)
    return made, place


@pytest.mark.parametrize(
    ("url", "more", "expected"),
    [
        ("blob/main/src/a.py", {}, "beside:o/n/src/a.py"),
        ("blob/v1/src/a.py", {}, "beside:o/n/src/a.py"),
        ("blob/feature/x/src/a.py", {"default_branch": "feature/x"}, "beside:o/n/src/a.py"),
        ("tree/v1", {}, ""),
        ("blob/main/a.py", {"canonical": "New/Name"}, "beside:new/name/a.py"),
    ],
)
def test_what_is_asked(url: str, more: dict[str, str], expected: str) -> None:
    """The path without its ref, in the repository by its newest name; of a lost ref nothing."""
    part = "path:" + url.partition("/")[2]
    made, place = dead(f"https://github.com/o/n/{url}", home(part, **more))
    assert moves.key(made, place) == expected


def test_nothing_is_asked() -> None:
    """Where the path is on the default branch, of issues, and where no branch is known."""
    url = "https://github.com/o/n"
    for path, one in (
        ("blob/v1/a.py", home("path:v1/a.py", "path:main/a.py")),
        ("issues/3", home("number:3")),
    ):
        made, place = dead(f"{url}/{path}", one)
        assert moves.key(made, place) == ""
    bare = alive("repo:o/n", {"path:main/a.py": Part(Signal.MISSING)}, canonical="o/n")
    made, place = dead(f"{url}/blob/main/a.py", bare)
    assert moves.key(made, place) == ""
    made, place = dead(f"{url}/blob/main/a.py", seen("repo:o/n", Signal.MISSING))
    assert moves.key(made, place) == ""


def test_what_is_proposed() -> None:
    """The path is a fix, the folder is advice; what stands in names is made an address."""
    url = "https://github.com/o/n/blob/main/src/a.py"
    found = alive("beside:o/n/src/a.py", {"blob:src/A (1).py": Part(Signal.ALIVE, CASE)})
    made, place = dead(url, home("path:main/src/a.py"), found)
    (one,) = proposals(made, place)
    assert (one.url, one.words, one.mends) == (
        "https://github.com/O/N/blob/main/src/A%20%281%29.py", CASE, True
    )  # fmt: skip
    folder = alive("beside:o/n/src/a.py", {"tree:src": Part(Signal.ALIVE, moves.FOLDER)})
    made, place = dead(url, home("path:main/src/a.py"), folder)
    (one,) = proposals(made, place)
    assert (one.url, one.mends) == ("https://github.com/O/N/tree/main/src", False)
    made, place = dead(url, home("path:main/src/a.py"), alive("beside:o/n/src/a.py"))
    assert proposals(made, place) == ()


def test_what_was_seen() -> None:
    """A fix may write the path: it was seen in its folder, by any name of the repository."""
    found = alive("beside:o/n/src/a.py", {"blob:src/A.py": Part(Signal.ALIVE, CASE)})
    old = home("path:main/src/a.py")
    other = alive("repo:o/other", canonical="o/other", default_branch="main")
    known = followed({one.key: one for one in (old, found, other)}, "github.com")
    assert known["repo:o/n"].parts["path:main/src/A.py"].signal is Signal.ALIVE
    assert known["repo:o/n"].parts["path:main/src/a.py"].signal is Signal.MISSING
    assert known["repo:o/other"].parts == {}
