"""Fixes of a result become new texts where the law holds, and nothing where it does not."""

import shutil
from pathlib import Path

import pytest

from listcheck.proposals import Ground, ground
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.result import Result, parse
from listcheck.settings import Settings
from listcheck.verify import verify
from listcheck.wired import Run

LIST = """# Works

See [the clocks](#clock).

## Clocks

| Paper | Year |
|---|---|
| A | 2024 | | B | 2025 |
| 漢字 [link](https://a.example/) | [far](#cloks) |
"""
RUN = Run(lambda: 1_763_800_000.0, lambda *_: None)
OFFLINE = Settings(offline=True, store=None, baseline=None)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(LIST)
    return tmp_path


def result(*names: str) -> Result:
    """What `verify` says of lists, without asking anybody."""
    data = render("json", verify(names, OFFLINE, RUN), Style()).encode()
    return parse(data, largest=len(data))


def stood(one: Result, settings: Settings = OFFLINE) -> Ground:
    found = ground(one, settings, RUN)
    assert found
    return found


def test_nothing_wanted() -> None:
    proven = stood(result("README.md")).prove([])
    assert (proven.texts, proven.mended) == ({}, frozenset())


def test_all_that_holds() -> None:
    one = result("README.md")
    assert {finding.rule for finding in one.findings} == {"broken-anchor", "malformed-row"}
    proven = stood(one).prove([finding for finding in one.findings if finding.fix])
    assert proven.mended == {finding.key for finding in one.findings}
    assert proven.by_evidence
    assert proven.texts["README.md"].decode() == (
        LIST.replace("#clock)", "#clocks)")
        .replace("#cloks)", "#clocks)")
        .replace(" | | ", " |\n| ")
    )
    assert Path("README.md").read_text() == LIST


def test_a_fix_that_mends_nothing_is_left() -> None:
    """The result may say what it will: what would be mended otherwise here is not proposed."""
    one = result("README.md")
    anchor = next(each for each in one.findings if each.rule == "broken-anchor")
    assert anchor.fix
    for text in ("#nowhere", "#clocks) and [more](#nowhere"):
        edit = anchor.fix.edits[0].model_copy(update={"text": text})
        wrong = anchor.model_copy(update={"fix": anchor.fix.model_copy(update={"edits": [edit]})})
        proven = stood(one).prove([wrong])
        assert (proven.texts, proven.mended) == ({}, frozenset())
        assert proven.left[anchor.key]


def test_a_place_that_is_not_there() -> None:
    one = result("README.md")
    Path("README.md").write_text("# Works\n")
    proven = stood(one).prove(one.findings)
    assert proven.mended == frozenset()
    assert set(proven.left.values()) == {"its place is another one in the text here"}


def test_another_text_is_strange() -> None:
    one = result("README.md")
    assert stood(one).strange == frozenset()
    Path("README.md").write_text(LIST.replace("a.example", "b.example"))
    assert stood(one).strange == {"README.md"}
    Path("README.md").write_text(f"\n{LIST}")
    assert stood(one).strange == {"README.md"}


def test_no_list_is_here() -> None:
    one = result("README.md")
    Path("README.md").unlink()
    assert ground(one, OFFLINE, RUN) is None


def test_what_is_shown_of_a_fix() -> None:
    one = result("README.md")
    shown = [stood(one).change(each) for each in one.findings if each.rule == "broken-anchor"]
    assert [(each.old, each.new, each.places) for each in shown] == [
        ("#clock", "#clocks", 1), ("#cloks", "#clocks", 1),
    ]  # fmt: skip


def test_no_store_is_made_nor_forgotten(here: Path) -> None:
    """A look at what is known changes nothing of it."""
    store = here / "known.db"
    one = result("README.md")
    stood(one, Settings(offline=True, store=store, baseline=None))
    assert not store.exists()


def test_a_catalog(here: Path) -> None:
    """The rendered list follows what is mended in the data, and is known to."""
    corpus = Path(__file__).resolve().parents[1] / "data"
    shutil.copytree(corpus, here / "data")
    found = stood(result("data"))
    file = next(path for path in found.texts if path.endswith("surveys.toml"))
    rendered = found.rendered_of([file, "elsewhere.md"])
    assert set(rendered) <= {file}
    assert found.prove([]).texts == {}
