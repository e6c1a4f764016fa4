"""Lists that others keep as data."""

from pathlib import Path

from catalog.sample import shared
from listcheck.catalog.foreign import Loose, entries
from listcheck.catalog.texts import parse

EXTRA = ("corpus", "lists", "extra")


def read(path: Path) -> tuple[Loose, ...]:
    return entries(parse(path.name, path.read_bytes()))


def test_usual_keys() -> None:
    """Usual keys are understood, other addresses are links, settings are no works."""
    data = (
        b"settings:\n- title: Groups\n  kind: x\nworks:\n- name: \xcf\x80-Flow\n"
        b"  arxiv: 2301.10100\n"
        b"  github_id: owner/name\n  date: 2023-01-30\n  slides: 'https://a.org/s'\n  show: no\n"
    )
    (work,) = entries(parse("x.yaml", data))
    assert (work.name, work.line) == ("π-Flow", 5)
    assert [(value.field, value.text, value.url) for value in work.values] == [
        ("name", "π-Flow", ""),
        ("paper", "2301.10100", "https://arxiv.org/abs/2301.10100"),
        ("code", "owner/name", "https://github.com/owner/name"),
        ("date", "2023-01-30", ""),
        ("link", "https://a.org/s", "https://a.org/s"),
    ]
    for value in work.values:
        assert data[value.span.start : value.span.end].decode() == value.text


def test_papers() -> None:
    """A list of five hundred papers is read whole, each with its paper and its place."""
    path = shared(*EXTRA, "MrNeRF__awesome-3D-gaussian-splatting", "awesome_3dgs_papers.yaml")
    works = read(path)
    assert len(works) == 504
    assert sum(bool(work.of("title")) for work in works) == 503
    assert "guo2024motionaware" in {work.name for work in works}
    assert sum(bool(work.of("paper")) for work in works) > 480
    assert sum(bool(work.of("code")) for work in works) > 100
    data = path.read_bytes()
    lines = data.splitlines()
    for work in works:
        assert lines[work.line - 1].startswith(b"- ")
        for value in work.values:
            if value.url:
                assert data[value.span.start : value.span.end].decode() == value.text


def test_projects() -> None:
    """A list of nine hundred projects is read whole, and its settings are not taken for works."""
    works = read(shared(*EXTRA, "ml-tooling__best-of-ml-python", "projects.yaml"))
    assert len(works) == 925
    assert {work.of("code")[0].url for work in works if work.name == "CNTK"} == {
        "https://github.com/microsoft/CNTK"
    }
