"""Safe fixes of one line, as suggestions that one click accepts.

A suggestion replaces whole lines, and only those that the pull request shows.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from listcheck.github.comment.hunks import Lines
from listcheck.github.comment.items import At, Item
from listcheck.markup import code
from listcheck.result import EditModel, FindingModel
from listcheck.text import clean

MOST = 10
_LONGEST = 4_000  # characters of a line
_LONGEST_FENCE = 80


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that would be another, and the findings that this would mend."""

    finding: FindingModel
    path: str
    line: int
    old: str
    new: str

    @property
    def key(self) -> str:
        """What it is known by again, wherever the line has moved meanwhile."""
        told = f"{self.path}\n{self.old}\n{self.new}"
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def block(self) -> str:
        """The new line in a fence that nothing in it can close."""
        runs = (len(run) for run in re.findall("`+", self.new))
        fence = "`" * max(3, 1 + max(runs, default=0))
        return f"{fence}suggestion\n{self.new}\n{fence}"


def fitting(findings: Iterable[FindingModel]) -> list[FindingModel]:
    """The findings whose fix is safe and stays on one line."""
    return [one for one in findings if one.fix and one.fix.safe and _on_one_line(one.fix.edits)]


def _on_one_line(edits: list[EditModel]) -> bool:
    places = {(one.path, line) for one in edits for line in (one.line, one.end_line)}
    return len(places) == 1 and not any("\n" in one.text or "\r" in one.text for one in edits)


def suggested(findings: Iterable[FindingModel], lines: Lines) -> list[Suggestion]:
    """What can be suggested on the lines that a pull request shows, one for each line."""
    found: dict[tuple[str, int], Suggestion] = {}
    for one in fitting(findings):
        assert one.fix is not None
        path, line = posixpath.normpath(one.fix.edits[0].path), one.fix.edits[0].line
        old = lines.get(path, {}).get(line)
        if old is None or not _is_of(one, old) or (path, line) in found:
            continue
        new = _mended(old, one.fix.edits)
        if new is not None and new != old and _is_plain(new):
            found[path, line] = Suggestion(one, path, line, old, new)
    return [found[place] for place in sorted(found)][:MOST]


def _is_of(one: FindingModel, line: str) -> bool:
    """Whether this is the line that was judged: a run may have looked at a merged text."""
    told = [text for text in (one.url, one.claimed) if isinstance(text, str) and text]
    return any(text in line for text in told)


def _mended(line: str, edits: list[EditModel]) -> str | None:
    """The line with its edits, None where they do not fit it."""
    start = len(line) + 1
    for edit in sorted(edits, key=lambda one: (-one.column, -one.end_column)):
        if not edit.column <= edit.end_column <= start:
            return None
        line = f"{line[: edit.column - 1]}{edit.text}{line[edit.end_column - 1 :]}"
        start = edit.column
    return line


def _is_plain(line: str) -> bool:
    runs = max(map(len, re.findall("`+", line)), default=0)
    return runs < _LONGEST_FENCE and clean(line, _LONGEST) == line


def of_suggestion(one: Suggestion, at: At) -> Item:
    """A suggestion that stands in the comment."""
    return Item(f"{at(one.finding.location)} {code(one.finding.rule, 60)}", block=one.block)
