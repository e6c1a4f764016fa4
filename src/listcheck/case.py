"""The case before the rules: the list, the evidence, and what both say of each link.

Everything that a rule may look at, and nothing that it could ask: no clock, no file, no network.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from listcheck.history import Record
from listcheck.model import (
    Catalog,
    Claim,
    Document,
    Entry,
    Evidence,
    Finding,
    Link,
    Severity,
    Target,
)
from listcheck.settings import Settings
from listcheck.states import Verdict, verdict
from listcheck.urls import identify

_TOP = frozenset({"", "top", "readme"})  # HTML, 7.4.6.4; `#readme` is GitHub's own
_NO_FAILURE = Record()


class Place(NamedTuple):
    """Everything in one document that leads to one target."""

    document: Document
    target: Target
    links: tuple[Link, ...]
    verdict: Verdict

    @property
    def link(self) -> Link:
        """The one to show: the first that leads somewhere, else the first picture."""
        return next((link for link in self.links if not link.is_image), self.links[0])


class Found(NamedTuple):
    """What the rules on lists have found, waived or not, before the rules on waivers look at it.

    `rules` are those that were run, `known` those that there are and that can be waived.
    """

    findings: tuple[Finding, ...]
    rules: frozenset[str]
    known: tuple[str, ...]


@dataclass(frozen=True, eq=False)  # its own identity: what is derived of it is remembered by it
class Case:
    """What there is to judge.

    `files` tells of relative targets whether they exist; a target that is not in it was not
    looked for. `lives` holds the record of every question that fails by its key, and of every part
    that does by key and part. `rendered` tells of documents that are made from a catalog what they
    should be. `accepted` holds the keys of the findings in the baseline, and the day on which each
    was accepted; `day` is that of the run. Both are ISO dates in UTC, and without a day nothing
    expires.
    """

    catalog: Catalog
    evidence: Evidence
    settings: Settings = field(default_factory=Settings)
    files: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    lives: Mapping[str, Record] = field(default_factory=dict)
    rendered: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    found: Found | None = None

    def target(self, link: Link) -> Target:
        """The identity behind a link."""
        return identify(link.target, self.settings.services.forge)

    def subject(self, claim: Claim) -> Target | None:
        """What a claim is about, where the list says so."""
        return identify(claim.about, self.settings.services.forge) if claim.about else None

    def verdict(self, document: Document, link: Link) -> Verdict:
        """The state of a link."""
        target = self.target(link)
        if target.kind == "anchor":
            found = anchor(link).casefold() in _TOP | self._anchors[document.path]
            return Verdict("alive", "in the text") if found else Verdict("dead", "no such heading")
        if target.kind == "file":
            there = self.files.get((document.path, link.target))
            if there is None:
                return Verdict("skipped", "a file beside a list that is here alone")
            return Verdict("alive", "exists") if there else Verdict("dead", "no such file")
        known = self._verdicts.get((target.key, target.part))
        if known is None:
            known = self._verdicts[target.key, target.part] = self._of_evidence(target)
        return known

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        """What the evidence says of each target, for rules and reports alike."""
        return {}

    def _of_evidence(self, target: Target) -> Verdict:
        lasting = self.life(target).suspect_since is not None
        return verdict(target, self.evidence, offline=self.settings.offline, lasting=lasting)

    def life(self, target: Target) -> Record:
        """How long a target has failed: the part that a link leads to, or the whole."""
        part = self.lives.get(f"{target.key} {target.part}") if target.part else None
        return part or self.lives.get(target.key, _NO_FAILURE)

    @cached_property
    def _anchors(self) -> Mapping[str, frozenset[str]]:
        """The anchors of every document without case: GitHub's pages do not tell it apart."""
        return {
            document.path: frozenset(map(str.casefold, document.anchors))
            for document in self.catalog.documents
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every target of every document, in the order of the texts."""
        found: dict[tuple[str, str, str], tuple[Document, Target, list[Link]]] = {}
        for document, link in self.catalog.links():
            target = self.target(link)
            subject = document.path, target.key, target.part
            if subject in found:
                found[subject][2].append(link)
            else:
                found[subject] = document, target, [link]
        return tuple(
            Place(document, target, tuple(links), self.verdict(document, links[0]))
            for document, target, links in found.values()
        )

    @cached_property
    def _entries(self) -> Mapping[tuple[str, int], Entry]:
        return {
            (document.path, link.span.start): entry
            for document, entry in reversed(tuple(self.catalog.entries()))
            for link in entry.links
        }

    def entry_of(self, link: Link) -> Entry | None:
        """The entry that a link stands in."""
        return self._entries.get((link.span.path, link.span.start))

    def keys(self, entry: Entry, kind: str) -> tuple[str, ...]:
        """The questions of one kind that an entry's links ask, badges left out, each once."""
        if kind not in self._kinds:
            return ()
        known = self._keys.get((id(entry), kind))
        if known is None:
            targets = (self.target(link) for link in entry.links if not link.is_image)
            kept = dict.fromkeys(target.key for target in targets if is_kind(target, kind))
            known = self._keys[id(entry), kind] = tuple(kept)
        return known

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The kinds that links of entries have at all: many lists have no paper, or no code."""
        links = (link for _, entry in self.catalog.entries() for link in entry.links)
        kinds = {self.target(link).kind for link in links}
        return frozenset(kinds | {kind.partition("-")[0] for kind in kinds})

    @cached_property
    def _keys(self) -> dict[tuple[int, str], tuple[str, ...]]:
        """What was asked of each entry: half of the rules ask for the same."""
        return {}


def is_kind(target: Target, kind: str) -> bool:
    """Whether a target is of a kind; a path in a repository is of the kind repository too."""
    return target.kind.startswith(kind) and not target.refused


def anchor(link: Link) -> str:
    """The name that an in-page link leads to, decoded as a browser does.

    GitHub puts `user-content-` before every id, and finds it with and without.
    """
    return unquote(link.target.partition("#")[2]).removeprefix("user-content-")


class Rule(NamedTuple):
    """One rule: its name, how grave its findings are, its manual, and the rule itself.

    `mends` tells whether some of its findings come with a fix.
    """

    slug: str
    severity: Severity
    manual: str
    check: Callable[[Case], Iterator[Finding]]
    mends: bool = False

    @property
    def summary(self) -> str:
        """The first line of the manual."""
        return self.manual.strip().splitlines()[0].rstrip(".")
