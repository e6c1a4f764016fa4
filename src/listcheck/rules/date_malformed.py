"""A date that no calendar has.

What it finds: dates with a month or a day that does not exist, in whatever order the numbers are
read; years with five digits; two separators in the place of one. Dates are what stands in a column
for them, in the field of a data file, or in brackets of its own.

Why it matters: such a row is sorted wrongly, and no program can compare its date with anything.

What to do: write the date that was meant. Where month and day changed places behind the year, or a
separator was doubled, the fix does so.

What it cannot know: which digit is wrong. Years alone, seasons, quarters, spans of years and
remarks are forms of their own, and left alone.

Example: `2025.13`; `2025-02-30`; `20225.03`.

Cost: none.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from listcheck import dates, papers
from listcheck.case import Case, Rule
from listcheck.model import Claim, Edit, Entry, Finding, Fix
from listcheck.patterns import lazy_compile
from listcheck.rules.finding import of_claim

_NUMBERS = lazy_compile(r"(?<![\w./-])(\d+)([./-]{1,2})(\d+)(?:\2(\d+))?(?![\w/-]|\.\d)")
_LONG_YEAR = lazy_compile(r"(?<![\w./-])(?:19|20)\d{3}(?![\w/-]|\.\d)")
_YEAR = lazy_compile(r"(?<![\w./-])(?:19|20)\d{3}(?![\w/-]|\.\d)")
# `31 Feb 2025`, `Feb 31, 2025`
_DAY = lazy_compile(
    r"(?<![\w./-])(\d{1,2})(?:st|nd|rd|th)?(?=,? (?:[A-Z][a-z]+\.?,? )?(?:19|20)\d\d\b)"
)
_YEAR = lazy_compile(r"(?:19|20)\d\d")
_SPAN = 5  # years that `2019-23` may last
_DAYS = 366  # of ISO 8601's ordinal dates, 2025-365

Date = tuple[int, int, int]  # year, month, day
Fault = tuple[str, str]  # why it is no date, and what it must be where that is certain, else ""


def check(case: Case) -> Iterator[Finding]:
    """Every claimed date that is none."""
    for _, entry in case.catalog.entries():
        for claim in entry.claimed("date"):
            if fault := _fault(claim.text):
                yield _finding(case, entry, claim, *fault)


def _fault(text: str) -> Fault | None:
    if found := _NUMBERS.search(text):
        why, right = _of_numbers(found) or ("", "")
        return (why, right and text[: found.start()] + right + text[found.end() :]) if why else None
    if found := _LONG_YEAR.search(text):
        return f"{found.group()} is no year", ""
    year, month = dates.month(text) or (0, None)
    date = (year, month or 1, dates.day(text) or 1)
    return (_why(date), "") if year and not _is_date(date) else None


def _of_numbers(found: re.Match[str]) -> Fault | None:
    separator, parts = found[2], [part for part in found.group(1, 3, 4) if part]
    if _LONG_YEAR.fullmatch(parts[0]):
        return f"{parts[0]} is no year", ""
    readings = _readings(parts)
    if any(map(_is_date, readings)):
        doubled = len(separator) == 2
        right = separator[0].join(parts) if separator == separator[0] * 2 else ""
        return ("it has two separators", right) if doubled else None
    if not readings or _is_span(parts, separator):
        return None
    swapped = [parts[0], *reversed(parts[1:])]
    certain = len(parts) == 3 and len(separator) == 1 and any(map(_is_date, _readings(swapped)))
    return _why(readings[0]), separator.join(swapped) if certain else ""


def _readings(parts: list[str]) -> list[Date]:
    """What the numbers can mean, the year at either end; a day that is not written is the first."""
    numbers = [int(part) for part in parts]
    if _YEAR.fullmatch(parts[0]):
        return [(numbers[0], numbers[1], numbers[2] if len(parts) == 3 else 1)]
    if not _YEAR.fullmatch(parts[-1]):
        return []
    first, second, year = numbers if len(parts) == 3 else (1, *numbers)
    return [(year, second, first), *([(year, first, second)] if len(parts) == 3 else [])]


def _is_date(date: Date) -> bool:
    year, month, day = date
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _why(date: Date) -> str:
    year, month, day = date
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    last = monthrange(year, month)[1]
    return f"{year}-{month:02d} has {last} days" if day > last else "there is no day 0"


def _is_span(parts: list[str], separator: str) -> bool:
    """Whether two numbers are years, or a year and its day; longer ones are something else."""
    first, last = parts[0], parts[-1]
    if len(parts) != 2 or not _YEAR.fullmatch(first):
        return False
    if len(last) > 3 or "." in separator:
        return len(last) > 3
    ordinal = len(last) == 3 and 1 <= int(last) <= _DAYS
    return ordinal or (len(last) == 2 and 0 < int(last) - int(first[2:]) <= _SPAN)


def _finding(case: Case, entry: Entry, claim: Claim, why: str, right: str) -> Finding:
    keys = case.keys(entry, "paper")
    paper = papers.parse(keys[0].partition(":")[2]) if len(keys) == 1 else None
    hint = "the id of its paper is of {}-{:02d}".format(*paper.month) if paper else ""
    return of_claim(
        RULE, entry, claim, f"{claim.text.strip()} is no date: {why}", None,
        advice=f"write {right}" if right else hint or "write the date that was meant",
        fix=Fix(f"write {right}", (Edit(claim.span, right),)) if right else None,
    )  # fmt: skip


RULE = Rule("date-malformed", "info", __doc__, check, mends=True)
