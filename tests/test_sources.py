import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from listcheck import sources
from listcheck.errors import UserError
from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.model import Catalog
from listcheck.readers import read
from listcheck.settings import Services, Settings
from listcheck.sources import LARGEST, Local, Remote, resolve

SERVICES = Services()
API = "https://api.github.com"
NO_TEXT = "is not a text that a list can be"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_file(here: Path) -> None:
    """A file keeps the name that it was given, and its bytes."""
    (here / "a.md").write_bytes(b"\xef\xbb\xbf# \xff\r\n")
    assert resolve("a.md", SERVICES) == Local("a.md", b"\xef\xbb\xbf# \xff\r\n", here.resolve())
    assert isinstance(resolve(str(here / "a.md"), SERVICES), Local)


@pytest.mark.parametrize("name", ["README.md", "readme.md", "ReadMe.MD"])
def test_folder(here: Path, name: str) -> None:
    """A folder means its README, however that is written."""
    (here / "list").mkdir()
    (here / "list" / name).write_bytes(b"x")
    (here / "list" / "other.md").write_bytes(b"y")
    assert resolve("list", SERVICES) == Local(
        str(Path("list") / name), b"x", (here / "list").resolve()
    )
    assert sources.default(here / "list") == name


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# a\xff")))
    assert resolve("-", SERVICES) == Local("<stdin>", b"# a\xff")


@pytest.mark.parametrize("data", [b"a\0b", b"x" * (LARGEST + 1)], ids=["binary", "too large"])
def test_no_list(here: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """What no list can be is refused, wherever it comes from."""
    (here / "a.md").write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(UserError, match=NO_TEXT):
        resolve("a.md", SERVICES)
    with pytest.raises(UserError, match=NO_TEXT):
        resolve("-", SERVICES)
    with pytest.raises(UserError, match=NO_TEXT):
        Remote("o/n").local(Answer(200, body=data))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.md", "none.md does not exist"),
        ("docs/none.md", "docs/none.md does not exist"),
        ("a/b/c", "a/b/c does not exist"),
        ("empty", "empty holds no README.md"),
        ("x" * 300, "cannot be read"),
        ("a\0b", "does not exist"),
        ("http://[", "is not a repository or a file on GitHub"),
        ("https://example.org/README.md", "is not a repository or a file on GitHub"),
        ("https://github.com/owner", "is not a repository or a file on GitHub"),
        ("https://github.com/o/n/issues/3", "is not a repository or a file on GitHub"),
        ("https://github.com/-bad-/n", "is not a repository or a file on GitHub"),
    ],
)
def test_unreadable(here: Path, name: str, said: str) -> None:
    """A list that cannot be read is told by name."""
    (here / "empty").mkdir()
    with pytest.raises(UserError) as caught:
        resolve(name, SERVICES)
    assert said in caught.value.message


def test_no_default(here: Path) -> None:
    """Where there is no README, the user is told what to name."""
    with pytest.raises(UserError, match=r"no README\.md here") as caught:
        sources.default(here)
    assert "owner/repo" in caught.value.hint


REMOTES = {
    "o/n": Remote("o/n"),
    "o/n.js": Remote("o/n.js"),
    "https://github.com/o/n": Remote("o/n"),
    "https://github.com/o/n.git": Remote("o/n"),
    "http://www.github.com/o/n/#readme": Remote("o/n"),
    "https://github.com/o/n/tree/dev": Remote("o/n", "dev"),
    "https://github.com/o/n/blob/main/docs/a%20b.md": Remote("o/n", "main", "docs/a b.md"),
    "https://github.com/o/n/blob/refs/heads/dev/a.md": Remote("o/n", "dev", "a.md"),
    "https://raw.githubusercontent.com/o/n/main/a.md": Remote("o/n", "main", "a.md"),
    "https://raw.githubusercontent.com/o/n/refs/heads/main/a.md": Remote("o/n", "main", "a.md"),
}


@pytest.mark.parametrize(("name", "remote"), REMOTES.items())
def test_remote(here: Path, name: str, remote: Remote) -> None:
    """Repositories and files on GitHub are told by their names and addresses."""
    assert resolve(name, SERVICES) == remote


def test_file_before_repository(here: Path) -> None:
    """A file that is there is no repository."""
    (here / "o").mkdir()
    (here / "o" / "n").write_bytes(b"x")
    assert isinstance(resolve("o/n", SERVICES), Local)


@pytest.mark.parametrize(
    ("remote", "path"),
    [
        (Remote("o/n"), "/repos/o/n/readme"),
        (Remote("o/n", "a/b"), "/repos/o/n/readme?ref=a%2Fb"),
        (Remote("o/n", "main", "docs/a b.md"), "/repos/o/n/contents/docs/a%20b.md?ref=main"),
    ],
)
def test_request(remote: Remote, path: str) -> None:
    """A list is asked of the API, raw."""
    request = remote.request(SERVICES)
    assert request.url == API + path
    assert request.credential == "github"
    assert "raw" in dict(request.headers)["Accept"]


def fetch(*replies: Reply) -> tuple[Local, list[Request]]:
    """Fetch a list through exactly these replies."""
    talk = Remote("o/n").fetch(SERVICES)
    asked = [request := next(talk)]
    try:
        for reply in replies:
            request = talk.send(reply)
            asked += [request]
    except StopIteration as end:
        return end.value, asked
    raise AssertionError("asks for more")


def moved(location: str) -> Answer:
    return Answer(301, MappingProxyType({"location": location}))


def test_fetch() -> None:
    """The list is what the API sends, under the name of its repository."""
    assert fetch(Answer(200, body=b"# x"))[0] == Local("o/n/README.md", b"# x")


def test_fetch_renamed() -> None:
    """A renamed repository is followed within the API."""
    found, asked = fetch(moved(f"{API}/repositories/7/readme"), Answer(200, body=b"# x"))
    assert found.data == b"# x"
    assert asked[1].url == f"{API}/repositories/7/readme"


@pytest.mark.parametrize(
    ("reply", "said", "hint"),
    [
        (Answer(404), "GitHub answers 404", "public"),
        (Answer(401), "GitHub answers 401", "GITHUB_TOKEN"),
        (Answer(403), "GitHub answers 403", "GITHUB_TOKEN"),
        (Answer(429), "GitHub answers 429", "GITHUB_TOKEN"),
        (Answer(200, truncated=True), "GitHub answers 200", ""),
        (moved("https://evil.example/x"), "GitHub answers 301", ""),
        (moved(""), "GitHub answers 301", ""),
        (Failure(FailureKind.LOCAL), "no network here", ""),
    ],
)
def test_not_fetched(reply: Reply, said: str, hint: str) -> None:
    """A list that GitHub does not show is told with its reason; no other origin is asked."""
    with pytest.raises(UserError) as caught:
        fetch(reply)
    assert caught.value.message.startswith("o/n/README.md cannot be read")
    assert said in caught.value.message
    assert hint in caught.value.hint


Judge = Callable[[str], dict[str, bool]]


@pytest.fixture
def judge(here: Path) -> Judge:
    """What is known of the relative links of a list in `here/repo/docs`."""
    docs = here / "repo" / "docs"
    docs.mkdir(parents=True)
    (docs / "there.md").touch()
    (here / "repo" / "LICENSE").touch()
    (docs / "a b.png").touch()
    (here / "outside.md").touch()

    def found(text: str) -> dict[str, bool]:
        (docs / "list.md").write_text(text)
        local = resolve(str(docs / "list.md"), SERVICES)
        assert isinstance(local, Local)
        catalog = Catalog((read(local.path, local.data),))
        known = sources.files(catalog, (local,), Settings())
        return {target: exists for (_, target), exists in known.items()}

    return found


TEXT = (
    "[a](there.md) [b](none.md) [c](/LICENSE) [d](../LICENSE#x) [e](a%20b.png?raw=true) "
    "[f](../../../issues) [g](../../outside.md) [h](https://example.org/) [i](#x)"
)


def test_relative_links(here: Path, judge: Judge) -> None:
    """In a repository relative links are judged, apart from those that lead out of it."""
    (here / "repo" / ".git").mkdir()
    assert judge(TEXT) == {
        "there.md": True, "none.md": False, "/LICENSE": True, "../LICENSE#x": True,
        "a%20b.png?raw=true": True,
    }  # fmt: skip


def test_relative_links_outside_of_a_repository(judge: Judge) -> None:
    """A list that was copied out alone has lost its files, and none is missing."""
    assert judge("[b](none.md) [c](other/none.md)") == {}
    assert judge("[a](there.md) [b](none.md)") == {"there.md": True, "none.md": False}


def test_relative_links_from_nowhere() -> None:
    """A list without a place has no relative links to judge."""
    local = Local("<stdin>", b"[a](none.md)")
    catalog = Catalog((read(local.path, local.data),))
    assert sources.files(catalog, (local,), Settings()) == {}
