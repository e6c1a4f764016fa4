"""broken-anchor: links inside the list."""

import pytest
from builders import alive, findings, mended, told

from listcheck.model import Finding, Part, Signal
from listcheck.settings import Pages, Settings

RULE = "broken-anchor"
LIST = """# Clocks

- [contents]({})

## 🔧 Tools & Toys
## Surveys of Every Kind
## Surveys of Every Kind
## 时钟 Clocks
## 3. Numbered
<a name="Kettles"></a>
<a name="made-by-hand"></a>
"""


@pytest.mark.parametrize(
    "url",
    [
        "#clocks", "#-tools--toys", "#Surveys-Of-Every-Kind", "#surveys-of-every-kind-1",
        "#时钟-clocks", "#%E6%97%B6%E9%92%9F-clocks", "#made-by-hand", "#readme", "#top", "#",
        "https://example.org/#nowhere",
    ],
)  # fmt: skip
def test_silent(url: str) -> None:
    """Whatever GitHub finds is there, whatever its case and its spelling."""
    assert told(RULE, LIST.format(url)) == []


@pytest.mark.parametrize(
    ("url", "near"),
    [
        ("#tools--toys", "-tools--toys"),
        ("#-tools-toys", "-tools--toys"),
        ("#-tools", "-tools--toys"),
        ("#-tool", None),
        ("#made-by-hands", "made-by-hand"),
        ("#made-by", "made-by-hand"),
        ("#surveys", None),
        ("#nowhere", None),
        ("#surveys-of-every-kind-3", None),
        ("#surveys-of-evry-kind", "surveys-of-every-kind"),
        ("#numbered", "3-numbered"),
        ("#Ketttles", "Kettles"),
    ],
)
def test_found(url: str, near: str | None) -> None:
    """What is not there is told; where one heading alone is near, the correction leads to it."""
    text = LIST.format(url)
    (finding,) = findings(RULE, text)
    assert (finding.url, finding.observed) == (url, near)
    if near:
        assert mended(text, finding) == LIST.format(f"#{near}")
        assert told(RULE, mended(text, finding)) == []
    else:
        assert finding.fix is None


@pytest.mark.parametrize("files", [{}, {("README.md", "a.md"): True}])
def test_files_silent(files: dict[tuple[str, str], bool]) -> None:
    """A file that exists, or that nobody could look for, is not missing."""
    assert told(RULE, "[a](a.md)", files=files) == []


def test_a_missing_file() -> None:
    """A file that was looked for and is not there is told."""
    (finding,) = findings(RULE, "[a](a.md)", files={("README.md", "a.md"): False})
    assert (finding.message, finding.fix) == ("no such file beside the list", None)


def test_every_place() -> None:
    """One anchor that is broken in two places is one finding, and its correction mends both."""
    text = LIST.format("#made-by") + "\n[again](#made-by)\n"
    (finding,) = findings(RULE, text)
    assert len(finding.related) == 1
    assert "#made-by)" not in mended(text, finding)


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("[Point Clouds (3D)](#pc)", "point-clouds-3d"),
        ("[**点云**](#dy)", "点云"),
        ("[Twice](#t)", None),
        ("[Elsewhere](#e)", None),
        ("[⏰](#clock)", None),
    ],
)
def test_a_heading_that_reads_as_the_link(link: str, near: str | None) -> None:
    """An anchor unlike all headings means the one that reads as the link does."""
    text = f"- {link}\n\n## Point Clouds (3D)\n## 点云\n## Twice\n## Twice\n## ⏰\n"
    (finding,) = findings(RULE, text)
    assert finding.observed == near
    assert (finding.fix is not None) is (near is not None)


PAGE = "page:https://example.org/x"
FAR = "".join(f"- [a](https://example.org/x#{name})\n" for name in ("here", "gone", "gone"))


def far(signal: Signal, *, wanted: bool = True) -> list[Finding]:
    """What is said of places in another page, of which one is there."""
    parts = {"#here": Part(Signal.ALIVE), "#gone": Part(signal)}
    settings = Settings(pages=Pages(fragments=wanted))
    return findings(RULE, FAR, alive(PAGE, parts), settings=settings)


def test_places_in_other_pages() -> None:
    """A place that a page does not have is told once, with every link to it; no page is blamed."""
    (finding,) = far(Signal.MISSING)
    assert finding.message == "no such place on the page: #gone"
    assert (finding.url, len(finding.related)) == ("https://example.org/x#gone", 1)
    assert finding.fix is None


def test_silent_on_other_pages() -> None:
    """Without the wish, and where the page does not tell, nothing is said."""
    assert not far(Signal.UNKNOWN)
    assert not far(Signal.ALIVE)
    assert not far(Signal.MISSING, wanted=False)
