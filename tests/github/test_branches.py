"""Files and branches as GitHub tells of them, in the shapes that a world's own would not make."""

import base64

import pytest

from github.talking import answer, drive
from listcheck.github import branches
from listcheck.github.branches import Branch, File
from listcheck.github.calls import Place, TroubleError

PLACE = Place("o/r")
TEXT = b"one\ntwo\n"
GRAPHQL = "https://api.github.com/graphql"


def contents(**more: object) -> dict[str, object]:
    encoded = base64.encodebytes(TEXT).decode()  # with line ends in it, as GitHub sends it
    base = {"type": "file", "sha": branches.blob(TEXT), "size": 8, "encoding": "base64"}
    return {**base, "content": encoded, **more}


def test_the_name_of_a_blob() -> None:
    """As `git hash-object` gives it."""
    assert branches.blob(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        (contents(), True),
        (contents(content="", encoding="none", size=2_000_000), True),  # by its blob
        (contents(content="", encoding="none", sha="0" * 40), False),
        (contents(content=base64.b64encode(b"else").decode()), False),
        (contents(content="abc"), True),  # no Base64: by its blob
    ],
)
def test_whether_a_file_is_the_same(told: object, *, holds: bool) -> None:
    found, (asked,) = drive(branches.file(PLACE, "a b/é.md", "x/y"), [answer(told)])
    assert found
    assert found.holds(TEXT) is holds
    assert asked.url == "https://api.github.com/repos/o/r/contents/a%20b/%C3%A9.md?ref=x%2Fy"


def test_an_empty_file() -> None:
    told = contents(content="", size=0, sha=branches.blob(b""))
    assert drive(branches.file(PLACE, "a", "main"), [answer(told)])[0] == File(
        branches.blob(b""), b""
    )


@pytest.mark.parametrize(
    "reply",
    [answer({}, 404), answer([contents()]), answer(contents(type="symlink")),
     answer(contents(type="submodule"))],
)  # fmt: skip
def test_what_is_no_file(reply: object) -> None:
    assert drive(branches.file(PLACE, "a", "main"), [reply])[0] is None  # type: ignore[list-item]


def test_trouble_is_no_missing_file() -> None:
    with pytest.raises(TroubleError):
        drive(branches.file(PLACE, "a", "main"), [answer({}, 502)])


def test_an_empty_repository() -> None:
    replies = [answer({"full_name": "o/r", "default_branch": "main"}), answer({}, 404)]
    with pytest.raises(TroubleError):
        drive(branches.default_branch(PLACE), replies)


def test_a_file_that_somebody_else_writes() -> None:
    """Whoever comes between is read again, a few times; who wrote the same has done it."""
    there, conflict = answer(contents()), answer({"message": "no"}, 409)
    done = answer({"commit": {"sha": "c" * 40}})
    put = branches.put(PLACE, "b", "a", b"new", "why")
    found, asked = drive(put, [there, conflict, there, done])
    assert (found, [one.method for one in asked]) == ("c" * 40, ["GET", "PUT", "GET", "PUT"])
    same = answer(contents(content=base64.b64encode(b"new").decode()))
    put = branches.put(PLACE, "b", "a", b"new", "why")
    assert drive(put, [there, conflict, same])[0] == ""
    with pytest.raises(TroubleError):
        drive(branches.put(PLACE, "b", "a", b"new", "why"), [there, conflict] * 3)


@pytest.mark.parametrize(
    ("reply", "done"),
    [
        (answer({"data": {"updateRef": {"clientMutationId": None}}}), True),
        (answer({"data": {"updateRef": None}, "errors": [{"type": "FORBIDDEN"}]}), False),
        (answer({}, 502), False),
        (answer([]), False),
    ],
)
def test_a_branch_is_moved_or_not(reply: object, *, done: bool) -> None:
    """GraphQL refuses with status 200."""
    moved = branches.move(GRAPHQL, Branch("b", "a" * 40, "N"), "c" * 40)
    assert drive(moved, [reply])[0] is done  # type: ignore[list-item]
