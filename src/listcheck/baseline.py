"""The baseline: a file of findings that were accepted once, so that only new ones count.

One finding is one line, in an order of its own, so that a review shows what was accepted and a
sorted list changes nothing. A finding is known by its key.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any, NamedTuple

from listcheck import files
from listcheck.errors import UserError
from listcheck.model import Finding
from listcheck.waivers import is_day

VERSION = 1
_LARGEST = 64 << 20  # bytes; a finding takes some 300
_NEEDED = ("key", "rule", "path", "message", "accepted")
_ALLOWED: dict[str, Any] = {**dict.fromkeys(_NEEDED, str), "entry": str | None, "url": str | None}


class Accepted(NamedTuple):
    """One finding as it was when it was accepted, on a day (ISO date, UTC)."""

    path: str
    rule: str
    key: str
    message: str
    accepted: str
    entry: str | None = None
    url: str | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """Its place in the file, whatever its place in the list."""
        return (self.path, self.entry or "", self.rule, self.url or "", self.key)


class Update(NamedTuple):
    """A baseline with what became of its findings."""

    findings: tuple[Accepted, ...]
    added: int
    kept: int
    dropped: int


def accepted(path: Path | None) -> Mapping[str, str]:
    """The keys in a baseline and their days; none where there is no such file.

    Raises:
        UserError: it is damaged, or no baseline.
    """
    return {one.key: one.accepted for one in load(path)} if path is not None else {}


def load(path: Path) -> tuple[Accepted, ...]:
    """The findings in a baseline; none where there is no such file.

    Raises:
        UserError: it is damaged, or no baseline.
    """
    if not _is_there(path):
        return ()
    data = files.read(path, _LARGEST)
    if len(data) > _LARGEST:
        raise _foreign(path, "it is too large")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _foreign(path, str(error)) from None
    return _read(path, found)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return True  # reading it tells what is wrong


def _read(path: Path, found: Any) -> tuple[Accepted, ...]:
    if not isinstance(found, dict) or found.get("tool") != "listcheck":
        raise _foreign(path, "it does not begin as one")
    version = found.get("baseline_version")
    if isinstance(version, int) and version > VERSION:
        raise UserError(f"{path} was written by a newer listcheck", "install that one")
    lines = found.get("accepted")
    if version != VERSION or not isinstance(lines, list):
        raise _foreign(path, "it does not begin as one")
    read = tuple(_accepted(path, number, line) for number, line in enumerate(lines, 1))
    if len({one.key for one in read}) < len(read):
        raise _foreign(path, "it holds a finding twice")
    return read


def _accepted(path: Path, number: int, line: Any) -> Accepted:
    if not isinstance(line, dict):
        raise _foreign(path, f"finding {number} is no table")
    wrong = [name for name in _ALLOWED if not isinstance(line.get(name), _ALLOWED[name])]
    wrong += [name for name in line if name not in _ALLOWED]
    if not wrong and not is_day(line["accepted"]):
        wrong = ["accepted"]
    if wrong:
        raise _foreign(path, f"finding {number}: {wrong[0]} is not what it should be")
    return Accepted(**line)


def _foreign(path: Path, why: str) -> UserError:
    return UserError(
        f"{path} is damaged, or no baseline: {why}",
        "mend it, or take it away and run listcheck baseline again",
    )


def update(
    old: Iterable[Accepted],
    findings: Iterable[Finding],
    today: str,
    is_gone: Callable[[Accepted], bool],
) -> Update:
    """Accept findings; those that were accepted before stay as they are.

    Args:
        old: the findings in the baseline.
        findings: what is found now.
        today: the day, as an ISO date.
        is_gone: whether it can be known of a finding which is not among these that it is no more.
    """
    known = {one.key: one for one in old}
    now = {one.key: known.get(one.key) or _new(one, today) for one in findings}
    rest = {key: one for key, one in known.items() if key not in now and not is_gone(one)}
    kept = sum(key in known for key in now) + len(rest)
    whole = sorted({**now, **rest}.values(), key=lambda one: one.order)
    return Update(tuple(whole), len(whole) - kept, kept, len(known) - kept)


def _new(finding: Finding, today: str) -> Accepted:
    return Accepted(
        normpath(finding.span.path), finding.rule, finding.key, finding.message, today,
        finding.entry, finding.url,
    )  # fmt: skip


def text(findings: Iterable[Accepted]) -> str:
    """The file: a line for each finding."""
    lines = ",\n".join(f"    {json.dumps(one._asdict(), ensure_ascii=False)}" for one in findings)
    head = f'{{\n  "tool": "listcheck",\n  "baseline_version": {VERSION},\n  "accepted": [\n'
    whole = f"{head}{lines}\n  ]\n}}\n"
    # No JSON text can hold a lone surrogate.
    return whole.encode("utf-8", "replace").decode("utf-8")
