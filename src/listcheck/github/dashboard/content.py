"""What the issue has to tell: the findings of a run in sections, and what is said besides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listcheck.github.dashboard import items
from listcheck.github.dashboard.items import Item
from listcheck.github.dashboard.memory import Memory
from listcheck.github.kinds import KINDS, OF_RULE
from listcheck.result import FindingModel, LinkModel, Result
from listcheck.states import OFFLINE

UNTOLD = "unverified-link"  # what these findings say is gathered by host and reason
SEVERITIES = ("error", "warning", "info")
FINDINGS = ("new", *SEVERITIES)  # the sections of what is to be done
_LAYOUT = "1"  # to be raised where other words are to stand in issues that did not change


@dataclass(frozen=True, slots=True)
class Content:
    """What there is to tell, in order.

    `sections` has the items by the name of their section, `fixes` how many corrections there are
    of a kind, `counts` the findings to be done by severity, `unseen` why the run speaks for no
    more than it saw, empty where it speaks for the whole list.
    """

    sections: Mapping[str, tuple[Item, ...]]
    fixes: Mapping[str, int]
    counts: Mapping[str, int]
    digest: str
    unseen: str

    @property
    def something(self) -> bool:
        """Whether there is anything to be done."""
        return any(self.sections[name] for name in FINDINGS)

    @property
    def marks(self) -> frozenset[str]:
        """Every finding of the run, those put off as well."""
        return frozenset(one.mark for name in (*FINDINGS, "snoozed") for one in self.sections[name])


@dataclass(frozen=True, slots=True)
class _Told:
    finding: FindingModel
    link: LinkModel | None
    item: Item
    section: str


def content(result: Result, before: Memory | None, off: frozenset[str], files: str) -> Content:
    """Gather what a result has to tell.

    Args:
        result: of the run.
        before: what the issue tells so far; None where there is none.
        off: the marks of findings that are put off.
        files: the address below which the files of the default branch are shown.
    """
    told = tuple(_told(result, before, off, files))
    sections = {name: tuple(one.item for one in told if one.section == name)
                for name in (*FINDINGS, "snoozed")}  # fmt: skip
    unverified = [one for one in result.links if one.state == "unverified"]
    sections["unverified"] = tuple(
        items.of_unverified(one for one in unverified if not items.is_wall(one))
    )
    sections["walls"] = tuple(items.of_unverified(one for one in unverified if items.is_wall(one)))
    sections["healed"] = tuple(items.of_healed(url) for url in result.healed)
    open_ = [one for one in told if one.section != "snoozed"]
    return Content(
        sections,
        _fixes(open_),
        Counter(one.finding.severity for one in open_),
        _digest(told, (*sections["unverified"], *sections["walls"])),
        unseen(result),
    )


def unseen(result: Result) -> str:
    """Why a result does not speak for the whole list; empty where it does."""
    if result.incomplete is not None:
        return result.incomplete
    if not result.links:
        return "there was nothing to check"
    asked = any(one.state == "skipped" and one.reason == OFFLINE for one in result.links)
    return "nobody was asked: the run was offline" if asked else ""


def _told(
    result: Result, before: Memory | None, off: frozenset[str], files: str
) -> Iterable[_Told]:
    links = _Links(result)
    told = [one for one in result.findings if one.rule != UNTOLD]
    # What is new comes from all severities, so that they have to be put in order.
    for finding in sorted(told, key=lambda one: SEVERITIES.index(one.severity)):
        link = links.of(finding)
        item = items.of_finding(finding, link, files)
        section = "snoozed" if item.mark in off else _section(finding, item.mark, before)
        yield _Told(finding, link, item, section)


def _section(finding: FindingModel, mark: str, before: Memory | None) -> str:
    """New is what was not there when the issue was written last, whatever a store says."""
    if before is None or mark in before.marks or finding.first_seen <= before.told:
        return finding.severity
    return "new"


def _fixes(told: Iterable[_Told]) -> dict[str, int]:
    """How many corrections may be proposed, by kind."""
    found = Counter(
        OF_RULE.get(one.finding.rule)
        for one in told
        if one.finding.fix is not None and items.is_certain(one.finding, one.link)
    )
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _digest(told: Iterable[_Told], unverified: Iterable[Item]) -> str:
    """Of all but times and counts; a finding that is put off tells otherwise."""
    findings = (f"{one.section == 'snoozed'} {one.item.telling}" for one in told)
    return items.digest([_LAYOUT, *findings, *(one.telling for one in unverified)])


class _Links:
    """The links of a result by their addresses, to be found for a finding."""

    def __init__(self, result: Result) -> None:
        self._by_url: dict[str, list[LinkModel]] = {}
        for link in result.links:
            self._by_url.setdefault(link.url, []).append(link)

    def of(self, finding: FindingModel) -> LinkModel | None:
        """The link that a finding is about: one of its address, and at its place if there is."""
        several = self._by_url.get(finding.url or "", [])
        place = finding.location
        here = (one for one in several if any(at == place for at in one.locations))
        return next(here, several[0] if several else None)
