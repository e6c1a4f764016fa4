"""Which fixes of a result may be proposed to a repository: the rest with the reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from listcheck import numerals
from listcheck.github.kinds import OF_RULE, Kind
from listcheck.github.proposal import Left
from listcheck.probes.github_replies import NOT_FOR_US
from listcheck.result import FindingModel, LinkModel, Result
from listcheck.settings import HOUR
from listcheck.states import OFFLINE

_UNCONFIRMED = "its death is not confirmed yet"
_LOOK = "the fix wants a look: `listcheck fix --unsafe --diff` shows it"
_SLACK = 48 * HOUR  # between a run that asks and one that goes by what it has learnt
_SMALL = "rounded to two digits, the count is the same"


@dataclass(slots=True)
class Chosen:
    """The fixes of a kind: what may be proposed, and what is left."""

    wanted: list[FindingModel] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def choose(result: Result, kind: Kind) -> Chosen:
    """The fixes of a kind that are safe, and rest on nothing that is not confirmed."""
    unconfirmed = {one.url for one in result.links if one.awaits_confirmation}
    chosen = Chosen()
    for finding in result.findings:
        if finding.fix is None or OF_RULE.get(finding.rule) != kind:
            continue
        if why := _why_not(finding, unconfirmed):
            chosen.left.append(Left(finding, why))
        else:
            chosen.wanted.append(finding)
    return chosen


def _why_not(finding: FindingModel, unconfirmed: set[str]) -> str:
    if finding.fix is None or not finding.fix.safe:
        return _LOOK
    if finding.url in unconfirmed:
        return _UNCONFIRMED
    return _SMALL if finding.rule == "stars-drift" and _is_small(finding) else ""


def _is_small(finding: FindingModel) -> bool:
    """Whether a count differs only behind its first two digits."""
    written = numerals.parse(str(finding.claimed))
    if written is None or not isinstance(finding.observed, int):
        return False
    return _rounded(written.value) == _rounded(finding.observed)


def _rounded(count: int) -> int:
    return round(count, 2 - len(str(count)))


def partial(result: Result, max_age: float) -> str:
    """Why the stars of this result are not all that there are; empty where they are.

    Args:
        result: of a run, which may have been told to ask nothing, and goes by the one before.
        max_age: for how many seconds an answer is good.
    """
    if result.incomplete:
        return f"the run was incomplete ({result.incomplete})"
    if result.older is not None:
        return "the run looked at a part of the lists"
    missing = sum(1 for _ in _unasked(result, max_age))
    what = "repository" if missing == 1 else "repositories"
    return f"{missing:,} {what} could not be asked for" if missing else ""


def _unasked(result: Result, max_age: float) -> Iterator[LinkModel]:
    """The repositories that would have been told of at another time."""
    begun = _time(result.started_at)
    for link in result.links:
        silent = link.state == "unverified" and link.reason != NOT_FOR_US
        seen = _time(link.checked_at)
        old = begun is not None and seen is not None and begun - seen > max_age + _SLACK
        if link.kind.startswith("repository") and (silent or old or link.reason == OFFLINE):
            yield link


def _time(text: str | None) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp() if text else None
    except ValueError:
        return None
