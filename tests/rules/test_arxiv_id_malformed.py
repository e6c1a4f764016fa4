"""arxiv-id-malformed: an id that can be none."""

import pytest
from builders import findings

RULE = "arxiv-id-malformed"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00001v2.pdf",
        "https://arxiv.org/abs/cond-mat.str-el/0501001",
        "https://arxiv.org/abs/arXiv:2401.00001",
        "https://arxiv.org/list/cs.CL/recent",
        "https://arxiv.org/html/2401.00001v1/x1.png",
        "https://huggingface.co/papers/trending",
        "https://doi.org/10.1000/182",
        "https://example.org/abs/2413.00001",
        "https://arxiv.org/abs/2401.00001[[code]](https://example.org/a",  # broken-markup says so
    ],
)
def test_silent(url: str) -> None:
    """A well-formed id, and a page that is no paper's, are left alone."""
    assert findings(RULE, f"- [A Title of a Paper]({url})") == []


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://arxiv.org/abs/2413.00001", "2413.00001"),
        ("https://arxiv.org/abs/2401.0001", "2401.0001"),
        ("http://arxiv.org/pdf/2401.O0001.pdf", "2401.O0001"),
        ("https://arxiv.org/abs/2401.00001mini", "2401.00001mini"),
        ("https://arxiv.org/abs/2401.00001.", "2401.00001."),
        ("https://huggingface.co/papers/2401.1", "2401.1"),
    ],
)
def test_found(url: str, written: str) -> None:
    """An id outside the grammar is an error that quotes it."""
    (finding,) = findings(RULE, f"- [A Title of a Paper]({url})")
    assert finding.message == f"{written} is not an arXiv id"
    assert (finding.url, finding.claimed, finding.severity) == (url, written, "error")
