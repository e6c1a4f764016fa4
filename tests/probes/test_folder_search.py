"""What is left near a path that is gone: what is asked, and what can be meant."""

from typing import Any

import pytest

from listcheck.exchange import Answer, FailureKind, Reply
from listcheck.moves import FOLDER
from listcheck.probes.folder_search import flow, lookups
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings
from probes.driving import answer, drive, failure
from probes.hub import body, check, error

SERVICES = Services(token="secret-token")
CASE, ENDING = "the same path but for its case", "the same name with another ending"


def folder(**entries: str) -> dict[str, Any]:
    """A folder; dots of names are written as two underscores."""
    named = [{"name": name.replace("__", "."), "type": kind} for name, kind in entries.items()]
    return {"__typename": "Tree", "entries": named}


def shown(*nodes: Any) -> Answer:
    inner = {f"p{number}": one for number, one in enumerate(nodes)}
    return answer(200, {"data": {"repository": inner}})


def found(path: str, *replies: Reply) -> dict[str, str]:
    """The paths that are seen, with what is said of them."""
    (seen,), _ = drive(flow(Question(f"beside:o/n/{path}", ""), SERVICES), replies)
    return {name: part.reason for name, part in seen.parts.items()}


def test_schema() -> None:
    """Valid under GitHub's own schema, with paths in variables, upward to the root."""
    talk = flow(Question("beside:o/n/a/b/c/d/e/f.py", ""), SERVICES)
    asked = next(talk)
    check(asked)
    assert "f.py" not in body(asked)["query"]
    values = body(asked)["variables"]
    assert [values[f"e{number}"] for number in range(len(values) - 2)] == [
        "HEAD:a/b/c/d/e", "HEAD:a/b/c/d", "HEAD:a/b/c", "HEAD:a/b", "HEAD:",
    ]  # fmt: skip
    again = talk.send(shown(None, None, None, folder(C="tree"), None))
    check(again)
    assert body(again)["variables"]["e0"] == "HEAD:a/b/C/d/e/f.py"


@pytest.mark.parametrize(
    ("path", "entries", "expected"),
    [
        ("src/a.py", {"A__py": "blob", "b__py": "blob"}, {"blob:src/A.py": CASE}),
        ("src/a", {"A": "tree"}, {"tree:src/A": CASE}),
        ("src/a.py", {"A__py": "blob", "a__PY": "blob"}, {"tree:src": FOLDER}),
        ("src/a.py", {"a__ipynb": "blob"}, {"blob:src/a.ipynb": ENDING}),
        ("src/a.ipynb", {"a__py": "blob", "a__md": "blob"}, {"tree:src": FOLDER}),
        ("src/a.py", {"a__sh": "blob", "a__md": "blob"}, {"tree:src": FOLDER}),
        ("src/a.py", {"a__ipynb": "tree"}, {"tree:src": FOLDER}),
        ("src/a.py", {"A__py": "commit"}, {"tree:src": FOLDER}),
        ("src/a.py", {"a__py": "blob"}, {"tree:src": FOLDER}),
        ("src/Makefile", {"Makefile__txt": "blob"}, {"tree:src": FOLDER}),
        ("src/__md", {"__rst": "blob"}, {"tree:src": FOLDER}),
    ],
    ids=[
        "case", "a folder", "two", "ending", "two endings", "other endings", "no file",
        "a submodule", "it is there", "no ending", "nothing but an ending",
    ],
)  # fmt: skip
def test_in_its_folder(path: str, entries: dict[str, str], expected: dict[str, str]) -> None:
    """One entry that can be meant, or the folder as a place to look; one query."""
    assert found(path.replace("__", "."), shown(folder(**entries), folder(src="tree"))) == expected


def test_in_the_root() -> None:
    """The root is no place to look: everybody would."""
    assert found("readme.md", shown(folder(README__md="blob"))) == {"blob:README.md": CASE}
    assert found("readme.md", shown(folder(x="blob"))) == {}


def test_a_folder_above() -> None:
    """Its case was changed: a second query tells whether the rest is below it."""
    above = shown(None, None, folder(SRC="tree"))
    path = {"blob:SRC/x/a.py": CASE}
    assert found("src/x/a.py", above, shown({"__typename": "Blob"})) == path
    assert found("src/x/a.py", above, shown(None)) == {}
    assert found("src/x/a.py", above, failure(FailureKind.TIMEOUT)) == {}
    assert found("src/x/a.py", shown(None, None, folder(SRC="blob"))) == {}
    assert found("src/x/a.py", shown(None, folder(y="tree"), folder(src="tree"))) == {
        "tree:src": FOLDER
    }


def test_a_file_above() -> None:
    """Nothing is below a file."""
    above = {"__typename": "Blob"}
    assert found("src/x/a.py", shown(None, above, folder(src="blob"))) == {}
    assert found("src/a.py", shown(None, None)) == {}


@pytest.mark.parametrize(
    "reply",
    [
        answer(429), answer(502), answer(200, b"x"), failure(FailureKind.CLOSED_LANE),
        answer(200, {"data": {"repository": None}, "errors": [error("NOT_FOUND", "repository")]}),
    ],
)  # fmt: skip
def test_silence(reply: Reply) -> None:
    """Nothing is settled by what is no answer."""
    seen, asked = drive(flow(Question("beside:o/n/a.py", ""), SERVICES), [reply])
    assert (seen, len(asked)) == ((), 1)


def test_no_token() -> None:
    question = Question("beside:o/n/a.py", "")
    assert lookups((question,), Settings()) == ()
    assert [one.keys for one in lookups((question,), Settings(services=SERVICES))] == [
        (question.key,)
    ]
