import pytest
from renderers import situations

from listcheck.errors import UserError
from listcheck.renderers import render
from listcheck.renderers.style import Style
from listcheck.report import Report
from listcheck.result import parse


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no result"),
        (b"[]", "no result"),
        (b'{"schema_version": 2}', "no result"),
        (b"\xff\xfe", "no result"),
        (b" " * 101, "longer than 100"),
    ],
)
def test_what_is_no_result(data: bytes, word: str) -> None:
    with pytest.raises(UserError, match=word):
        parse(data, largest=100)


@pytest.mark.parametrize(
    "report", [situations.everything(), situations.hostile(), situations.empty()]
)
def test_what_is_written_is_read(report: Report) -> None:
    data = render("json", report, Style()).encode()
    found = parse(data, largest=len(data))
    assert [one.message for one in found.findings] == [
        line.finding.message for line in report.findings
    ]
    with pytest.raises(UserError, match="longer"):
        parse(data, largest=len(data) - 1)
