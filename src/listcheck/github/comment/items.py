"""Findings, facts and reasons as items of a list in Markdown: our words, the others in code."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from listcheck.github import lines
from listcheck.github.calls import Place
from listcheck.markup import code
from listcheck.result import EvidenceModel, FactsModel, FindingModel, LinkModel, LocationModel

UNTOLD = "unverified-link"
_UNCHECKED = "could not be checked: "
_INSIDE = re.compile(r"(?!/)(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^\\\x00-\x1f]{1,400}\Z")
_MOST_PLACES = 3
_MOST_EDITS = 3
_STATES = {
    "alive": "answers",
    "moved": "moved",
    "dead": "dead",
    "suspect": "suspect",
    "unverified": "not checked",
    "refused": "not asked",
    "skipped": "not asked",
}

At = Callable[[LocationModel], str]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: a line that is always seen, lines below it, and of how many things it tells.

    `block` stands at its end: lines in a fence of their own.
    """

    line: str
    below: tuple[str, ...] = ()
    count: int = 1
    block: str = ""

    def text(self, most: int | None = None) -> str:
        """As Markdown, with at most so many of the lines below."""
        below = "".join(f"  - {one}\n" for one in self.below[:most])
        block = "".join(f"  {line}\n" for line in self.block.split("\n")) if self.block else ""
        return f"- {self.line}\n{below}" + (f"\n{block}\n" if block else "")


def places(place: Place, sha: str) -> At:
    """How a place in a list is written: linked where it lies in the repository."""
    below = lines.files(place, sha)

    def at(one: LocationModel) -> str:
        shown = code(f"{one.path}:{one.line}", 200)
        path = posixpath.normpath(one.path)
        if not _INSIDE.match(one.path) or path.startswith(".."):
            return shown
        return f"[{shown}]({lines.line(below, path, one.line)})"

    return at


def of_finding(one: FindingModel, at: At) -> Item:
    """Where, which rule, what; below, what to do and what it rests on."""
    entry = [code(one.entry, 120)] if one.entry else []
    url = [] if not one.url or one.url in one.message.split() else [code(one.url, 300)]
    head = [at(one.location), code(one.rule, 60), *entry, code(one.message, 500), *url]
    return Item(" ".join(head), tuple(_below(one)))


def _below(one: FindingModel) -> Iterator[str]:
    if one.fix:
        yield _correction(one)
    if one.advice:
        yield f"To do: {code(one.advice, 400)}"
    if one.evidence:
        yield f"Seen: {code(_seen(one.evidence[-1]), 400)}"


def _correction(one: FindingModel) -> str:
    assert one.fix is not None
    written = [code(edit.text, 200) if edit.text else "nothing" for edit in one.fix.edits]
    left = len(written) - _MOST_EDITS
    some = ", ".join(written[:_MOST_EDITS]) + (f" and {left:,} more" if left > 0 else "")
    return f"{'Correction' if one.fix.safe else 'Correction, to be looked at'}: {some}"


def _seen(one: EvidenceModel) -> str:
    return f"{one.request} → {one.failure or '' if one.status is None else one.status}"


def of_reasons(unchecked: Iterable[FindingModel], at: At) -> Iterator[Item]:
    """One item for each reason why links could not be checked, the commonest first."""
    reasons: dict[str, list[FindingModel]] = {}
    for one in unchecked:
        reasons.setdefault(one.message.removeprefix(_UNCHECKED), []).append(one)
    for reason, each in sorted(reasons.items(), key=lambda both: (-len(both[1]), both[0])):
        below = [f"{at(one.location)} {code(one.url or '', 300)}" for one in each[:_MOST_PLACES]]
        left = len(each) - len(below)
        more = [f"and {left:,} more"] if left else []
        yield Item(f"{len(each):,} × {code(reason, 300)}", (*below, *more), len(each))


def of_facts(links: Iterable[LinkModel], *, counts: bool = True) -> Iterator[Item]:
    """One item for each entry, with what was observed of its links; `counts`: with their stars."""
    entries: dict[str, list[str]] = {}
    for link in links:
        if link.entry is not None:
            told = [_STATES[link.state], *_facts(link.facts, counts=counts)]
            entries.setdefault(link.entry, []).append(f"{code(link.url, 300)}: {', '.join(told)}")
    for entry, below in entries.items():
        yield Item(code(entry, 200), tuple(below))


def _facts(facts: FactsModel | None, *, counts: bool) -> list[str]:
    """What is known; what was not observed is left out."""
    if facts is None:
        return []
    told = [code(facts.title, 300)] if facts.title else []
    told += [f"dated {code(facts.date[:10])}"] if facts.date else []
    if facts.stars is not None and counts:
        told.append(f"{facts.stars:,} star{'s' * (facts.stars != 1)}")
    told += [f"licence {code(facts.licence, 80)}"] if facts.licence else []
    words = {True: ["archived"], False: ["not archived"], None: []}
    return told + words[facts.archived]
