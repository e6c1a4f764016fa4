"""Dates as lists write them, down to the month."""

import re

from listcheck.patterns import lazy_compile

Month = tuple[int, int | None]  # year, and month where one is written

_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_NUMERIC = lazy_compile(
    r"(?<![\d.])(?<!\bv)((?:19|20)\d\d)\s?[./年-]\s?(0?[1-9]|1[0-2])(?!\d)(?:\s?[./月-]\s?\d{1,2}(?!\d))?"
)
_NAMED = lazy_compile(
    r"\b([A-Za-z]{3,9})\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b"
)
_DAY = lazy_compile(
    r"(?<![\d.])(?:(?:19|20)\d\d([./-])\d{1,2}\1(\d{1,2})(?!\d)"
    r"|(\d{1,2})(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d\b)"
    r"|\b[A-Z][a-z]{2,8}\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
)
_YEAR = lazy_compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.]\d)")


def month(text: str) -> Month | None:
    """The first date in a text: `2025.06`, `2025-06-03`, `3 Jun 2025`, `June 2025`, `2025`.

    Returns:
        Year and month, the month None where only a year is written; None where no date is.
    """
    found = [
        *((match.start(), (int(match[1]), int(match[2]))) for match in _NUMERIC.finditer(text)),
        *(
            (match.start(), (int(match[2]), _NAMES[match[1].lower()]))
            for match in _NAMED.finditer(text)
            if match[1].lower() in _NAMES
        ),
    ]
    if found:
        return min(found)[1]
    year = _YEAR.search(text)
    return (int(year[1]), None) if year else None


def day(text: str) -> int | None:
    """The day of the first date that has one: `2025-06-03`, `3 Jun 2025`, `June 3, 2025`."""
    found = _DAY.search(text)
    return int(found[2] or found[3] or found[4]) if found else None


def apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many months lie between two months."""
    return abs((one[0] - other[0]) * 12 + one[1] - other[1])


def written_like(sample: str, year: int, number: int) -> str | None:
    """A month in the form of a sample, None where the form cannot be told.

    Only the plain forms that are a year, a separator and a month are rewritten.
    """
    form = re.fullmatch(r"(?:19|20)\d\d([./-])(\d{1,2})", sample.strip())
    if not form:
        return None
    padded = len(form[2]) == 2
    return f"{year}{form[1]}{number:02d}" if padded else f"{year}{form[1]}{number}"
