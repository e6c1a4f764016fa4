"""Places of a result document lead back to the bytes that they were made of."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listcheck.model import Document, Span
from listcheck.readers.source import line_starts
from listcheck.result import FindingModel, LocationModel
from listcheck.result_spans import finding, offset, span

MARK = "\ufeff".encode()
pieces = st.sampled_from(["a", "é", "漢", "\U0001f600", "\n", "\r\n", "\r", " ", "\ufeff", "\x0c"])
data = st.lists(pieces.map(str.encode) | st.sampled_from([b"\xff", b"\xe6\xbc"]), max_size=12).map(
    b"".join
)


def document(text: bytes) -> Document:
    return Document("README.md", text, line_starts=line_starts(text))


def place(line: int, column: int, end: int | None = None) -> LocationModel:
    return LocationModel(
        path="README.md", line=line, column=column, end_line=line, end_column=end or column
    )


@given(text=data)
@example(b"\xef\xbb\xbf[a](b)")
@example(b"\n\xef\xbb\xbf")
def test_there_and_back(text: bytes) -> None:
    """Every boundary of a character has one place, and it leads back to it."""
    one = document(text)
    for at in range(len(text) + 1):
        before, after = text[:at].decode("utf-8", "replace"), text[at:].decode("utf-8", "replace")
        if before + after != text.decode("utf-8", "replace"):
            continue  # within a character
        back = offset(one, *one.position(at))
        assert back is not None
        assert one.position(back) == one.position(at)
        assert back == at or text[:3] == MARK or b"\xe6" in text or b"\xff" in text


def test_what_is_in_no_text() -> None:
    one = document(b"ab\nc")
    assert offset(one, 3, 1) is None
    assert offset(one, 2, 3) is None
    assert span(one, place(1, 2, 3)) == Span("README.md", 1, 2)
    assert span(one, place(1, 2, 1)) is None


def told(**more: Any) -> FindingModel:
    at = place(1, 1, 3).model_dump()
    base = {
        "rule": "moved-link", "severity": "info", "message": "m", "entry": None, "url": None,
        "location": at, "related": [at], "claimed": None, "observed": None, "advice": "",
        "evidence": [], "key": "k", "new": True, "first_seen": "2026-11-22T00:00:00Z",
        "fix": {"title": "t", "safe": True, "edits": [{**at, "text": "xy"}]},
    }  # fmt: skip
    return FindingModel.model_validate({**base, **more})


def test_a_finding() -> None:
    found = finding(told(), {"README.md": document(b"ab")})
    assert found
    assert found.fix
    assert [(edit.span, edit.text) for edit in found.fix.edits] == [(Span("README.md", 0, 2), "xy")]
    assert (found.span, found.related, found.key) == (
        Span("README.md", 0, 2), (Span("README.md", 0, 2),), "k",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (told(fix=None), b"ab"),
        (told(), b"a"),
        (told(location={**place(1, 1).model_dump(), "path": "other"}), b"ab"),
    ],
)
def test_no_finding_of_this_text(one: FindingModel, text: bytes) -> None:
    assert finding(one, {"README.md": document(text)}) is None
