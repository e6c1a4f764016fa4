import subprocess
from pathlib import Path

import pytest

from listcheck import changes, revisions
from listcheck.errors import UserError
from listcheck.model import Document, Finding, Span
from listcheck.readers import read
from listcheck.sources import Local

HEAD = "# List\n\nAn introduction with [a link](https://example.org/intro).\n\n## Papers\n\n"
TABLE = "| Title | Paper |\n|---|---|\n"


def row(name: str, url: str = "") -> str:
    return f"| {name} | [arXiv]({url or 'https://arxiv.org/abs/2401.' + name[-5:]}) |\n"


ROWS = [row(f"A Study of Distillation 0000{number}") for number in range(1, 6)]
ITEMS = [f"- [Paper {number}](https://example.org/{number}) - about it\n" for number in range(5)]
TAIL = "\n## Notes\n\nSee [the notes](https://example.org/notes).\n"


def doc(text: str) -> Document:
    return read("README.md", text.encode())


def changed(old: str, new: str) -> list[str]:
    """The texts that are new."""
    document = doc(new)
    spans = changes.changed(doc(old), document)
    return [document.slice(span).strip() for span in spans]


OLD = HEAD + TABLE + "".join(ROWS) + "\n" + "".join(ITEMS) + TAIL


def test_nothing() -> None:
    """A text that is the same has no changes."""
    assert changed(OLD, OLD) == []


def test_everything() -> None:
    """Where there was no text, all of it is new."""
    document = doc(OLD)
    (span,) = changes.changed(None, document)
    assert changes.only(document, (span,)) == document


@pytest.mark.parametrize(
    "new",
    [
        HEAD + TABLE + "".join(reversed(ROWS)) + "\n" + "".join(ITEMS) + TAIL,
        HEAD + TABLE + "".join(ROWS) + "\n" + "".join(reversed(ITEMS)) + TAIL,
        HEAD + "".join(ITEMS) + "\n" + TABLE + "".join(ROWS) + TAIL,
        OLD.replace("\n", "\r\n"),
        OLD.replace("| [arXiv]", "|   [arXiv]"),
        OLD.replace("\n\n## Notes", "\n\n\n\n## Notes"),
        "\ufeff" + OLD,
    ],
    ids=["rows", "items", "blocks", "line ends", "blanks", "blank lines", "byte order mark"],
)
def test_moves(new: str) -> None:
    """An entry that moved, and white space, are no changes."""
    found = changed(OLD, new)
    assert not [text for text in found if "](" in text]


def test_gone() -> None:
    """What is gone is no place in the new text."""
    assert changed(OLD, OLD.replace(ROWS[2], "").replace(ITEMS[1], "")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ROWS[2], ROWS[2] + row("A Study of Novelty 00009")),
        (ROWS[2], ROWS[2].replace("Study", "Survey")),
        (ROWS[2], ROWS[2].replace("2401.", "2402.")),
        (ITEMS[2], ITEMS[2] + "- [New](https://example.org/new) - it is new\n"),
        (ITEMS[2], ITEMS[2].replace("about it", "about that")),
        ("[the notes](https://example.org/notes)", "[the notes](https://example.org/other)"),
        ("https://example.org/intro", "https://example.org/introduction"),
    ],
)
def test_changes(before: str, after: str) -> None:
    """A new entry, a changed one, and a changed line are told, and nothing else."""
    new = OLD.replace(before, after)
    found = changed(OLD, new)
    assert len(found) == 1
    assert found[0] in new
    assert found[0] not in OLD


def test_twice() -> None:
    """A copy of an entry that is there already is new."""
    assert changed(OLD, OLD.replace(ITEMS[2], ITEMS[2] * 2)) == [ITEMS[2].strip()]


def test_references() -> None:
    """An entry whose reference leads elsewhere by now has changed."""
    text = "# L\n\n- [One][a] - the first\n- [Two][b] - the second\n\n[a]: https://a.example/x\n"
    text += "[b]: https://b.example/x\n"
    found = changed(text, text.replace("a.example/x", "a.example/y"))
    assert any("One" in one for one in found)
    assert not any("Two" in one for one in found)


def test_only() -> None:
    """Only the links and entries of the changed places are left, the text is whole."""
    new = OLD.replace(ROWS[2], row("Another Study of It 00009")).replace("/notes", "/more")
    document = doc(new)
    part = changes.only(document, changes.changed(doc(OLD), document))
    assert [link.url for link in part.links] == [
        "https://arxiv.org/abs/2401.00009", "https://example.org/more",
    ]  # fmt: skip
    assert len(part.entries) == 1
    assert (part.data, part.line_starts) == (document.data, document.line_starts)


def test_concerns() -> None:
    """A finding counts where it touches a changed place, be it empty or longer."""
    spans = (Span("a.md", 10, 20),)

    def at(path: str, start: int, end: int) -> bool:
        return changes.concerns(Finding("r", "error", "m", Span(path, start, end)), spans)

    assert at("a.md", 10, 12)
    assert at("a.md", 5, 11)
    assert at("a.md", 15, 15)
    assert not at("a.md", 20, 22)
    assert not at("a.md", 5, 10)
    assert not at("b.md", 10, 12)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, in whose folder `docs` a list lies."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "list.md").write_bytes(b"old \xff\r\n")
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "."), (*identity, "commit", "-q", "-m", "x")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    return docs


def local(path: Path) -> Local:
    return Local(str(path), b"", path.resolve().parent)


def test_since(repository: Path) -> None:
    """The list at a revision is what git holds, byte by byte."""
    (repository / "list.md").write_bytes(b"new")
    assert revisions.since("HEAD", local(repository / "list.md")) == b"old \xff\r\n"


def test_since_of_a_new_file(repository: Path) -> None:
    """A list that was not there then is None."""
    (repository / "new.md").write_bytes(b"new")
    assert revisions.since("HEAD", local(repository / "new.md")) is None


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "HEAD:docs", "-h", "a b", "@{u}"])
def test_no_revision(repository: Path, revision: str) -> None:
    """A revision that there is none of is the user's mistake, and never an option of git."""
    with pytest.raises(UserError, match="has no revision"):
        revisions.since(revision, local(repository / "list.md"))
    assert not (repository / "x").exists()


def test_no_repository(tmp_path: Path) -> None:
    """A list outside every repository, or without a place, has no revisions."""
    (tmp_path / "list.md").touch()
    with pytest.raises(UserError, match="has no revision"):
        revisions.since("HEAD", local(tmp_path / "list.md"))
    with pytest.raises(UserError, match="has no history here"):
        revisions.since("HEAD", Local("<stdin>", b""))


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no git, that is said."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UserError, match="git cannot be asked"):
        revisions.since("HEAD", local(repository / "list.md"))


def test_no_base(tmp_path: Path) -> None:
    """A base that is not there is the user's mistake."""
    with pytest.raises(UserError, match="cannot be read"):
        revisions.base(tmp_path / "none.md")
