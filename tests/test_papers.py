"""arXiv ids and the addresses of papers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck import papers
from listcheck.papers import PaperId


@pytest.mark.parametrize(
    ("text", "number", "version"),
    [
        ("2401.00001", "2401.00001", None),
        ("2401.00001v3", "2401.00001", 3),
        ("0704.0001", "0704.0001", None),
        ("1412.9999", "1412.9999", None),
        ("1501.00001", "1501.00001", None),
        ("hep-th/9901001", "hep-th/9901001", None),
        ("hep-th/9901001v2", "hep-th/9901001", 2),
        ("math.CA/0611800v2", "math/0611800", 2),
        ("math/0703999", "math/0703999", None),
        ("cs/0112017", "cs/0112017", None),
        ("q-bio/0501001", "q-bio/0501001", None),
        ("cond-mat.str-el/0501001", "cond-mat/0501001", None),
        ("HEP-TH/9901001", "hep-th/9901001", None),
    ],
)
def test_well_formed(text: str, number: str, version: int | None) -> None:
    """An id inside the grammar is taken apart into its number and its version."""
    assert papers.parse(text) == PaperId(number, version)


@pytest.mark.parametrize(
    "text",
    [
        "", "2401", "2401.", "2401.001", "2401.0001", "1412.00001", "2413.00001", "2400.00001",
        "0703.0001", "9912.01234", "2401.00001v0", "2401.00001.", "2401.00001mini", "2401.O0001",
        "24O1.00001", "2401.00001 ", "２４０１.00001", "hep-th/9913001", "hep-th/0704001",
        "hep-th/990100", "math.CA/06118000", "/9901001", "2401.000012",
    ],
)  # fmt: skip
def test_malformed(text: str) -> None:
    """Whatever is outside the grammar is no id."""
    assert papers.parse(text) is None


@pytest.mark.parametrize(
    ("text", "month"),
    [("2401.00001", (2024, 1)), ("0704.0001", (2007, 4)), ("hep-th/9912001", (1999, 12)),
     ("math/0703001", (2007, 3))],
)  # fmt: skip
def test_month(text: str, month: tuple[int, int]) -> None:
    """An id tells the month of its announcement."""
    found = papers.parse(text)
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("arxiv.org", "/abs/2401.00001"),
        ("www.arxiv.org", "/abs/2401.00001"),
        ("export.arxiv.org", "/abs/2401.00001/"),
        ("arxiv.org", "/ABS/2401.00001"),
        ("arxiv.org", "/abs//2401.00001"),
        ("arxiv.org", "/abs/arXiv:2401.00001"),
        ("arxiv.org", "/abs/2401.00001%20"),
        ("arxiv.org", "/pdf/2401.00001.pdf"),
        ("arxiv.org", "/pdf/2401.00001.PDF"),
        ("arxiv.org", "/html/2401.00001"),
        ("ar5iv.labs.arxiv.org", "/html/2401.00001"),
        ("alphaxiv.org", "/overview/2401.00001"),
        ("huggingface.co", "/papers/2401.00001"),
        ("doi.org", "/10.48550/arXiv.2401.00001"),
        ("dx.doi.org", "/10.48550/ARXIV.2401.00001"),
    ],
)
def test_addresses_of_one_paper(host: str, path: str) -> None:
    """Every address of a paper leads to the same id."""
    found = papers.address(host, path)
    assert found is not None
    assert found.id == PaperId("2401.00001")
    assert not found.inside


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("example.org", "/abs/2401.00001"),
        ("arxiv.org", "/"),
        ("arxiv.org", "/abs"),
        ("arxiv.org", "/abs/"),
        ("arxiv.org", "/list/cs.CL/recent"),
        ("arxiv.org", "/a/writer_a_1"),
        ("huggingface.co", "/papers"),
        ("huggingface.co", "/papers/trending"),
        ("huggingface.co", "/papers/date/2025-01-01"),
        ("huggingface.co", "/owner/model"),
        ("doi.org", "/10.1000/182"),
    ],
)
def test_addresses_of_no_paper(host: str, path: str) -> None:
    """A page that is not about one paper is not judged as one."""
    found = papers.address(host, path)
    assert found is None or found.id is None
    if path != "/papers/date/2025-01-01":
        assert found is None


def test_a_file_inside_a_paper() -> None:
    """A figure of a paper is a file of arXiv's, beside a well-formed id."""
    found = papers.address("arxiv.org", "/html/2401.00001v1/x1.png")
    assert found is not None
    assert (found.id, found.inside) == (PaperId("2401.00001", 1), "x1.png")


def test_an_old_id_has_a_slash() -> None:
    """The slash of an old id is part of it."""
    found = papers.address("arxiv.org", "/abs/math.CA/0611800v2")
    assert found is not None
    assert (found.id, found.inside) == (PaperId("math/0611800", 2), "")


@pytest.mark.parametrize("path", ["/abs/2407.01234mini", "/abs/2407.1234", "/pdf/2407.01234."])
def test_a_malformed_id_is_told(path: str) -> None:
    """An address of a paper with an id that is none says what was written."""
    found = papers.address("arxiv.org", path)
    assert found is not None
    assert found.id is None
    assert found.written == path.rpartition("/")[2]


@given(st.text(), st.text())
def test_nothing_raises(host: str, path: str) -> None:
    """Any text whatever is either a paper's address or none."""
    papers.parse(path)
    for known in (host, "arxiv.org", "huggingface.co", "doi.org"):
        for below in (path, f"/abs/{path}", f"/papers/{path}", f"/10.48550/arxiv.{path}"):
            papers.address(known, below)
