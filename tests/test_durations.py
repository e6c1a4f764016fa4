"""Durations as people write them."""

from typing import Any

import pytest

from listcheck.durations import seconds, some_seconds


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("90", 90), ("30s", 30), ("5m", 300), ("5 min", 300), ("20h", 72_000), ("7d", 604_800),
        ("1w", 604_800), ("500ms", 0.5), ("1.5H", 5_400), (" 2d ", 172_800), (12, 12), (0.5, 0.5),
        ("3y", 94_608_000),
    ],
)  # fmt: skip
def test_seconds(text: str | float, number: float) -> None:
    """A number and a unit are that many seconds; a bare number is seconds."""
    assert seconds(text) == pytest.approx(number)


@pytest.mark.parametrize(
    "text", ["", "soon", "-5m", "5 years", "1h30", "h", "1,5h", -1, float("nan"), True, [1]]
)
def test_no_duration(text: Any) -> None:
    """What is no duration is an error that says how to write one."""
    with pytest.raises(ValueError, match="30s, 5m, 20h or 7d"):
        seconds(text)


@pytest.mark.parametrize("text", ["0", "0s", 0, "0.0h"])
def test_nothing(text: str | float) -> None:
    """An answer may be good for no time at all; waiting for an answer takes some."""
    assert seconds(text) == 0
    with pytest.raises(ValueError, match="longer than nothing"):
        some_seconds(text)
