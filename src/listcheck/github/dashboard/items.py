"""Findings and links as items of the issue: our own words bare, all others in code spans.

Their bullets are others than those of boxes, since Markdown would make one list of both.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from listcheck.github import lines
from listcheck.github.kinds import OF_RULE
from listcheck.markup import code
from listcheck.result import FindingModel, LinkModel, LocationModel
from listcheck.urls import host_of, scheme_of

# Rules that call something dead. Of these nothing is proposed before the death is confirmed.
DEATHS = frozenset({"dead-link", "repo-missing", "repo-path-missing", "repo-blocked",
                    "paper-missing"})  # fmt: skip
_FAILING = "; failing since "  # what rules add to a message; here it has a line of its own
_MOST_PLACES = 10
_MOST_SEEN = 4  # the last of them: what was seen to stand in for it comes after its own
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\dZ", re.ASCII)
# What refuses programs for good, and says nothing of the page (`probes/page_meaning.py`).
_WALLS = frozenset((401, 402, 403, 405, 406, 407, 409, 412, 418, 423, 425, 429, 999))
_WALL_WORDS = ("shows a challenge", "shows a login", "leads to a ", "not asked (policy")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a section, cut off whole or not at all.

    `mark` names what it tells of from run to run; `telling` is what must change for the issue to
    be written anew: no times, no counts. `count` is of how many findings or links it tells.
    """

    mark: str
    text: str
    telling: str
    count: int = 1


def of_finding(finding: FindingModel, link: LinkModel | None, files: str) -> Item:
    """A finding with its place, its age, its proof and what is proposed.

    Args:
        finding: as the result document has it.
        link: the link that it is about.
        files: the address below which the files of the default branch are shown.
    """
    head = [_at(finding.location, files), _LEVELS[finding.severity], code(finding.rule, 200)]
    head += [code(finding.entry, 200)] if finding.entry else []
    said = [*_said(finding, files), *_age(finding, link), *_seen(finding)]
    said += _proposed(finding, files) if is_certain(finding, link) else [_NOT_YET]
    text = f"* {' '.join(head)}\n" + "".join(f"  * {one}\n" for one in said)
    return Item(mark(finding), text, _telling(finding, link))


_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_NOT_YET = "Nothing is proposed before this is confirmed on other days"


def mark(finding: FindingModel) -> str:
    """What names a finding from run to run."""
    return _digest(f"{finding.location.path}\0{finding.rule}\0{finding.key}")


def is_certain(finding: FindingModel, link: LinkModel | None) -> bool:
    """Whether a proposal may rest on it: a death of which one run tells is none yet."""
    return finding.rule not in DEATHS or link is None or not link.awaits_confirmation


def of_unverified(links: Iterable[LinkModel]) -> Iterator[Item]:
    """One item for each host and reason, the longest unseen first."""
    groups: dict[tuple[str, str], list[LinkModel]] = {}
    for link in links:
        where = host_of(link.url) or scheme_of(link.url) or link.kind
        groups.setdefault((where, link.reason), []).append(link)
    order = sorted(groups.items(), key=lambda one: (_oldest(one[1]) or "9", one[0]))
    return (_unverified(host, reason, several) for (host, reason), several in order)


def of_healed(url: str) -> Item:
    """An address that answers again."""
    return Item("", f"* {code(url, 300)}\n", "")


def is_wall(link: LinkModel) -> bool:
    """Whether it is a machine that was refused, which says nothing of the page."""
    return link.status in _WALLS or link.reason.startswith(_WALL_WORDS)


def day(time: str) -> str:
    """The day of a time as the result document writes it."""
    found = _TIME.fullmatch(time)
    return found[1] if found else code(time, 40)


def numberless(text: str) -> str:
    """A text without what changes from run to run."""
    return re.sub(r"\d+", "#", text.partition(_FAILING)[0])


def digest(tellings: Iterable[str]) -> str:
    """A hash of what several items tell, in whatever order."""
    return _digest("\n".join(sorted(tellings)))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


def _telling(finding: FindingModel, link: LinkModel | None) -> str:
    # Stars change from day to day, and with them what is to be written.
    fix = finding.fix if OF_RULE.get(finding.rule) != "stars" else None
    edits = [one.text for one in fix.edits] if fix else []
    place, certain = finding.location, is_certain(finding, link)
    parts = (mark(finding), finding.severity, place.path, place.line, finding.url, finding.entry)
    return repr((*parts, numberless(finding.message), numberless(finding.advice), edits, certain))


# --- the lines of a finding ----------------------------------------------------------------------


def _said(finding: FindingModel, files: str) -> Iterator[str]:
    message = finding.message.partition(_FAILING)[0]
    yield code(message, 600)
    if finding.url and finding.url not in message.split():
        yield code(finding.url, 300)
    if finding.related:
        yield f"Also at {_some(_at(one, files) for one in finding.related)}"


def _age(finding: FindingModel, link: LinkModel | None) -> Iterator[str]:
    if finding.rule not in DEATHS or link is None or link.failing_since is None:
        yield f"Known since {day(finding.first_seen)}"
        return
    days = f"{link.confirmations:,} day{'s' * (link.confirmations != 1)}"
    state = "confirmed" if link.confirmed else "not yet confirmed"
    yield f"Failing since {day(link.failing_since)}, seen dead on {days}: {state}"


def _seen(finding: FindingModel) -> Iterator[str]:
    for one in finding.evidence[-_MOST_SEEN:]:
        came = str(one.status) if one.status is not None else one.failure or "no answer"
        at = one.at if _TIME.fullmatch(one.at) else code(one.at, 40)
        yield f"Seen {at}: {code(f'{one.request} → {came}')}"


def _proposed(finding: FindingModel, files: str) -> Iterator[str]:
    if finding.advice:
        yield f"To do: {code(finding.advice, 600)}"
    if finding.fix:
        edits = (f"{_at(one, files)} {_written(one.text)}" for one in finding.fix.edits)
        kind = "Correction" if finding.fix.safe else "Correction, to be looked at"
        yield f"{kind}: {_some(edits)}"


def _written(text: str) -> str:
    return code(text, 200) if text else "nothing"


def _at(place: LocationModel, files: str) -> str:
    """A place, linked to its line where it is a file of the repository."""
    shown = code(f"{place.path}:{place.line}", 300)
    if not _is_file(place.path):
        return shown
    return f"[{shown}]({lines.line(files, place.path.removeprefix('./'), place.line)})"


def _is_file(path: str) -> bool:
    parts = path.split("/")
    return (
        bool(path) and path != "-" and not scheme_of(path) and "" not in parts and ".." not in parts
    )


def _some(texts: Iterable[str]) -> str:
    several = list(texts)
    left = len(several) - _MOST_PLACES
    return ", ".join([*several[:_MOST_PLACES], *([f"and {left:,} more"] if left > 0 else [])])


# --- links of which nobody could tell ------------------------------------------------------------


def _unverified(host: str, reason: str, links: list[LinkModel]) -> Item:
    count = len(links)
    since = _oldest(links)
    when = f", since {day(since)}" if since else ""
    places = _some(code(one.url, 200) for one in links[:_MOST_PLACES])
    more = f" and {count - _MOST_PLACES:,} more" if count > _MOST_PLACES else ""
    title = f"* {code(host, 200)}: {count:,} link{'s' * (count != 1)}{when}: {code(reason)}\n"
    telling = repr((host, numberless(reason), sorted(one.url for one in links)))
    return Item("", f"{title}  * {places}{more}\n", telling, count)


def _oldest(links: Iterable[LinkModel]) -> str | None:
    return min((one.failing_since for one in links if one.failing_since), default=None)
