"""Durations as people write them: `90`, `30s`, `5m`, `20h`, `7d`, `3y`."""

from listcheck.patterns import lazy_compile

_FORM = lazy_compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d|w|y)?\Z")
_UNITS = {
    "ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800,
    "y": 31_536_000, None: 1,
}  # fmt: skip


def seconds(text: str | float) -> float:
    """The number of seconds that is meant, nothing or more.

    Raises:
        ValueError: the text is no duration.
    """
    if isinstance(text, int | float) and not isinstance(text, bool) and text >= 0:
        return float(text)
    match = _FORM.match(text.strip().lower()) if isinstance(text, str) else None
    if not match:
        raise ValueError(f"{text!r} is not a duration; write 30s, 5m, 20h or 7d")
    return float(match[1]) * _UNITS[match[2]]


def some_seconds(text: str | float) -> float:
    """As `seconds`, for what takes time.

    Raises:
        ValueError: the text is no duration, or that of nothing.
    """
    found = seconds(text)
    if not found:
        raise ValueError("it must be longer than nothing; write 30s, 5m, 20h or 7d")
    return found
