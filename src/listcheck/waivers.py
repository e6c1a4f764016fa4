"""Waivers: how they are written, what they reach, and which findings they accept.

`<!-- listcheck: allow RULE[, RULE] until=YYYY-MM-DD because ... -->`, and the tables of the
settings file. Those of a catalog's entries are read with the entry.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from listcheck.model import Document, Finding, Span, Waived, Waiver
from listcheck.patterns import lazy_compile
from listcheck.settings import Allowance

_MARK = lazy_compile(r"<!--\s*listcheck:", re.IGNORECASE)
_COMMENT = lazy_compile(r"<!--\s*listcheck:(?P<said>.*?)-->", re.IGNORECASE | re.DOTALL)
_SLUG = r"[^\s,=]+"
_WAIVER = lazy_compile(
    rf"allow\s+(?P<rules>{_SLUG}(?:\s*,\s*{_SLUG})*)"
    r"(?:\s+until=(?P<until>\S*))?(?:\s+because\b:?(?P<because>.*))?",
    re.DOTALL,
)
_DAY = lazy_compile(r"\d{4}-\d\d-\d\d")
_REFERENCE = lazy_compile(r"&#(\d{1,7});")
# The rules on waivers: nothing waives what they find but the baseline.
ON_WAIVERS = frozenset({"malformed-waiver", "unused-waiver", "expired-waiver"})
FORM = "<!-- listcheck: allow RULE until=YYYY-MM-DD because ... -->"


def is_ours(comment: str) -> bool:
    """Whether a comment speaks to this program."""
    return _MARK.match(comment) is not None


def _because(text: str) -> tuple[str, str]:
    """The reason as it is meant, and what is wrong with it."""
    because = " ".join(_decoded(text).split())
    if not because:
        return "", "a waiver needs its reason: write because ... behind the rule"
    late = re.search(r"\buntil=\S*", because)
    return because, f"write {late[0]} before because" if late else ""


def parse(comment: str, span: Span, reach: Span) -> Waiver:
    """The waiver that a comment is; `wrong` of it tells why it is none."""
    whole = _COMMENT.fullmatch(comment)
    if whole is None:
        return Waiver((), "", None, span, reach, wrong="the comment is not closed: --> is missing")
    found = _WAIVER.fullmatch(whole["said"].strip())
    if found is None:
        return Waiver((), "", None, span, reach, wrong=f"this is no waiver: write {FORM}")
    rules = tuple(re.split(r"\s*,\s*", found["rules"]))
    because, wrong = _because(found["because"] or "")
    until = found["until"]
    if until is not None and not is_day(until):
        wrong = f"until={until} is no day: write until=YYYY-MM-DD"
    return Waiver(tuple(map(_decoded, rules)), because, until, span, reach, wrong=wrong)


def _decoded(text: str) -> str:
    """With characters in the place of numbers that stand for them: a pipe would end a cell."""
    return _REFERENCE.sub(lambda found: _character(int(found[1])), text)


def _character(number: int) -> str:
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, as YYYY-MM-DD."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


# --- what they reach -----------------------------------------------------------------------------


def is_expired(waiver: Waiver, today: str) -> bool:
    """Whether its last day is over; where nobody knows what day it is, none is."""
    return waiver.until is not None and waiver.until < today


def is_within(place: Span, reach: Span | None) -> bool:
    """Whether something begins in a reach."""
    return reach is not None and place.path == reach.path and reach.start <= place.start < reach.end


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a finding is one that this waiver of a list means: by its rule, and by its place."""
    return finding.rule in waiver.rules and is_within(finding.span, waiver.reach)


def concerns(waiver: Waiver, finding: Finding) -> bool:
    """Whether a finding is also about a place that the waiver reaches."""
    places = (finding.span, *finding.related)
    return finding.rule in waiver.rules and any(is_within(one, waiver.reach) for one in places)


def allows(allowance: Allowance, finding: Finding) -> bool:
    """Whether a finding is one that a table of the settings means."""
    meant = finding.rule in allowance.rules and matches(allowance.path, finding.span.path)
    return meant and matches_url(allowance.url, finding.url)


def matches(glob: str, path: str) -> bool:
    """Whether a path fits a glob: one that does not begin at the root is compared from the right.

    `*` stands for anything but a slash, `**` for anything.
    """
    return not glob or _path_glob(glob).search(path.replace("\\", "/")) is not None


def matches_url(glob: str, url: str | None) -> bool:
    """Whether an address fits a glob, in which `*` stands for anything, and `?` for itself."""
    if not glob or url is None:
        return not glob
    return re.fullmatch(".*".join(map(re.escape, glob.split("*"))), url, re.DOTALL) is not None


_PARTS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_WILD = lazy_compile(r"\*\*/|\*\*|\*|\?")


@cache
def _path_glob(pattern: str) -> re.Pattern[str]:
    start = r"\A" if pattern.startswith("/") else r"(?:\A|/)"
    return re.compile(f"{start}{_translated(pattern.removeprefix('./'), _PARTS)}\\Z", re.DOTALL)


def _translated(pattern: str, parts: dict[str, str]) -> str:
    found, at = [], 0
    for wild in _WILD.finditer(pattern):
        found += [re.escape(pattern[at : wild.start()]), parts[wild[0]]]
        at = wild.end()
    return "".join(found) + re.escape(pattern[at:])


# --- what they accept ----------------------------------------------------------------------------


class Sorted(NamedTuple):
    """Findings, parted in those that stand and those that are waived."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def sort(
    findings: Iterable[Finding],
    documents: Iterable[Document],
    allowances: Iterable[Allowance],
    today: str,
) -> Sorted:
    """Part findings by the waivers of the lists, then by those of the settings."""
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in (one for document in documents for one in document.waivers):
        if not waiver.wrong and not is_expired(waiver, today):
            for rule in waiver.rules:
                by_rule.setdefault(rule, []).append(waiver)
    settled = [(one, of_allowance(one)) for one in allowances]
    general = [pair for pair in settled if not is_expired(pair[1], today)]
    kept, waived = [], []
    for finding in findings:
        own = (one for one in by_rule.get(finding.rule, ()) if covers(one, finding))
        found = next(own, None) or _allowing(general, finding)
        if found is None:
            kept.append(finding)
        else:
            waived.append(Waived(finding, found))
    return Sorted(tuple(kept), tuple(waived))


def _allowing(general: list[tuple[Allowance, Waiver]], finding: Finding) -> Waiver | None:
    return next((waiver for one, waiver in general if allows(one, finding)), None)


def of_allowance(allowance: Allowance) -> Waiver:
    """A table of the settings as a waiver."""
    return Waiver(allowance.rules, allowance.because, allowance.until, source="config")
