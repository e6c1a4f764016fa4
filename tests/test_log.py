import io
import sys

import pytest
from renderers.situations import everything

from listcheck import log
from listcheck.exchange import Answer, Failure, FailureKind, Request

URL = "https://example.org/a"
HEADERS = (("Authorization", "Bearer ghp_secret"),)


@pytest.mark.parametrize(
    ("request_", "reply", "line"),
    [
        (Request("HEAD", URL), Answer(404), f"HEAD {URL} → 404 in 1500 ms"),
        (Request("GET", URL, late=True), Answer(200), f"GET {URL} → 200 in 1500 ms (second look)"),
        (
            Request("GET", URL),
            Failure(FailureKind.TIMEOUT),
            f"GET {URL} → no answer in time in 1500 ms",
        ),
        (Request("POST", URL, HEADERS, b"ghp_secret"), Answer(200), f"POST {URL} → 200 in 1500 ms"),
        (
            Request("GET", f"{URL}\x1b[2J\n::error::x"),
            Answer(200),
            f"GET {URL}[2J : :error::x → 200 in 1500 ms",
        ),
    ],
)
def test_requests(
    request_: Request, reply: Answer | Failure, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A request is one line with its outcome: no header, no body, nothing that moves a cursor."""
    log.heard(request_, reply, 1.5)
    assert capsys.readouterr() == ("", f"listcheck: {line}\n")


def test_outcome() -> None:
    """What was not checked is told with its reasons, in the words of the report."""
    lines: list[str] = []
    log.outcome(everything(), lines.append)
    assert "could not be checked: 1 × a bot wall (403)" in lines
    assert "skipped: 1 × not a web address (mailto:)" in lines
    assert any(line.startswith("refused: 1 × ") for line in lines)


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_nobody_listens(stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A standard error that is closed, or was from the start, ends no run."""
    if stream is not None:
        stream.close()
    monkeypatch.setattr(sys, "stderr", stream)
    log.step("x")
