import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from catalog.sample import files as catalog_files

from listcheck import sources
from listcheck.errors import UserError
from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.folders import earlier
from listcheck.model import Catalog
from listcheck.readers import read
from listcheck.settings import Services, Settings
from listcheck.sources import LARGEST, Local, Remote, located, resolve

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


SAMPLE = {Path(path).name: data for path, data in catalog_files().items()}


@pytest.fixture
def data(here: Path) -> Path:
    """A folder with a catalog, in the folder to stand in."""
    folder = here / "data"
    folder.mkdir()
    for name, text in SAMPLE.items():
        (folder / name).write_bytes(text)
    return folder


def paths(name: str) -> list[str]:
    return [one.path for one in located(name, SERVICES) if isinstance(one, Local)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("data", ["data/list.toml", "data/one.toml", "data/two.toml"]),
        ("./data/", ["data/list.toml", "data/one.toml", "data/two.toml"]),
        ("data/list.toml", ["data/list.toml", "data/one.toml", "data/two.toml"]),
        ("data/two.toml", ["data/two.toml"]),
    ],
)
def test_catalog(data: Path, name: str, found: list[str]) -> None:
    """A catalog is a list for each of its files, read already, with the bytes of each."""
    assert paths(name) == found
    for one in located(name, SERVICES):
        assert isinstance(one, Local)
        assert one.data == (data / Path(one.path).name).read_bytes()
        assert (one.folder, one.rendered) == (data.resolve(), None)
        assert one.ready is not None


def test_rendered(data: Path) -> None:
    """A rendered list beside a catalog comes with what it should be, and without links."""
    (data / "README.md").write_text("# [A](https://example.org)\n")
    *_, last = located("data", SERVICES)
    assert isinstance(last, Local)
    assert last.ready is not None
    assert (last.path, last.ready.links) == ("data/README.md", ())
    assert last.rendered is not None
    assert "# A list\n" in last.rendered
    assert paths("data/one.toml") == ["data/one.toml"]


def test_default_catalog(data: Path, here: Path) -> None:
    """Where none is named, a catalog in `data` goes before the README; its list file tells."""
    (here / "README.md").write_text("# A\n")
    assert sources.default(here) == "data"
    (data / "list.toml").rename(data / "other.toml")
    assert sources.default(here) == "README.md"


def test_faulty_catalog(data: Path) -> None:
    """All faults of a catalog are told at once; a date that its paper contradicts is none."""
    text = SAMPLE["one.toml"].decode()
    (data / "one.toml").write_text(text.replace("2023-01", "2024-09"))
    assert len(paths("data")) == 3
    (data / "one.toml").write_text(text.replace('"external"', '"externl"').replace("path", "paht"))
    with pytest.raises(UserError, match="2 mistakes"):
        located("data", SERVICES)


def test_no_section(data: Path) -> None:
    """A file beside a catalog that is none of its sections is refused by name."""
    (data / "notes.toml").write_text("a = 1\n")
    with pytest.raises(UserError, match=r"data/notes\.toml is no section"):
        located("data/notes.toml", SERVICES)


@pytest.mark.parametrize("name", ["own.yaml", "own.json"])
def test_foreign(here: Path, name: str) -> None:
    """A data file with keys of its own is a list too."""
    (here / name).write_text('[{"name": "A", "url": "https://example.org", "stars": "5"}]')
    (one,) = located(name, SERVICES)
    assert isinstance(one, Local)
    assert one.ready is not None
    (entry,) = one.ready.entries
    (link,) = entry.links
    assert (entry.name, link.url, one.ready.slice(link.at)) == ("A", *["https://example.org"] * 2)
    assert [one.ready.slice(claim.span) for claim in entry.claims] == ["5"]


def test_broken_foreign(here: Path) -> None:
    """A data file that cannot be read is told with its line."""
    (here / "own.yaml").write_text("a: [\n")
    with pytest.raises(UserError, match=r"own\.yaml:\d"):
        located("own.yaml", SERVICES)


def test_earlier(data: Path) -> None:
    """A catalog as it was: with the older bytes, without files that there were not."""
    older = SAMPLE["one.toml"].replace(b"owner/good", b"owner/older")
    found = earlier(Path("data"), {"data/one.toml": older})
    assert found["data/one.toml"].links[1].url == "owner/older"
    assert found["data/two.toml"].data == SAMPLE["two.toml"]
    assert earlier(Path("data"), {"data/two.toml": None}) == {}  # its section has no file then
    assert earlier(Path("data"), {"data/one.toml": b"["}) == {}
