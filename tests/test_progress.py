import io
import time

import pytest

from listcheck import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, *, wanted: bool = True, **environment: str) -> str:
    """What a stream shows of a run of two hundred questions."""
    with progress.choose(stream, {"TERM": "xterm", **environment}, wanted=wanted) as tell:
        for number in range(1, 201):
            tell(number, 200, "page:https://[/red]\x1b[2J.example/" + "x" * 500)
    return stream.getvalue()


def test_unwanted() -> None:
    """Nothing is shown where nothing is wanted."""
    assert told(Terminal(), wanted=False) == ""


def test_log() -> None:
    """A log stays empty in a short run."""
    assert told(io.StringIO()) == ""
    assert told(Terminal(), CI="true") == ""
    assert told(Terminal(), TERM="dumb") == ""


def test_slow_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long run writes a line now and then."""
    clock = iter(range(0, 100_000, 10))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    lines = told(io.StringIO()).splitlines()
    assert lines[0].startswith("listcheck: ")
    assert lines[0].endswith("/200 asked")
    assert 20 < len(lines) < 100


def test_bar() -> None:
    """A terminal shows how far the run is; addresses cannot command it."""
    shown = told(Terminal())
    assert "200/2" in shown
    assert "[/red]" in shown
    assert "\x1b[2J" not in shown
