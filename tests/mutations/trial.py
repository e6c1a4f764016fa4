"""One mutation: judged beside the clean list, and fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listcheck.case import Case
from listcheck.edits import Way, apply
from listcheck.fixing import Judged, fix
from listcheck.model import Catalog, Document, Evidence, Finding, Span
from listcheck.readers import read
from listcheck.rules import judge
from listcheck.succession import followed
from mutations.evidence import truth
from mutations.mutate import Ground, Mutation, touch


@dataclass(frozen=True, slots=True)
class Trial:
    """How it went.

    `found`: each of its places is spoken of. `safe`: a fix is offered for all of it that needs no
    look; `restored`: that fix, or `on_request` one that needs a look, makes the right text.
    `others` are the findings that are neither the mutation's nor the clean list's.
    """

    mutation: Mutation
    found: bool
    safe: bool
    restored: bool
    on_request: bool
    others: tuple[Finding, ...]
    new: tuple[Finding, ...]


def run(ground: Ground, mutation: Mutation) -> Trial:
    """Judge and fix one mutated list."""
    data = apply(ground.document.data, mutation.edits)
    document = read(ground.document.path, data)
    evidence = _evidence(ground, mutation, document)
    findings = _findings(document, evidence)
    way = Way.of(ground.document.data, mutation.edits)
    new = new_findings(ground.findings, findings, way)
    own = [one for one in new if one.rule in mutation.rules]
    spoken = [[one for one in own if _speaks(one, place, way)] for place in mutation.places]
    together = mutation.kind.startswith("swap")  # each of its places is one of the two slips
    found = all(spoken) if together else any(spoken)
    known = mutation.rules | mutation.also
    told = spoken if together else [[one for each in spoken for one in each]]
    right = apply(ground.document.data, mutation.right)
    again = _Again(ground, evidence, tuple(new))
    return Trial(
        mutation, found,
        safe := found and all(any(one.fix and one.fix.safe for one in each) for each in told),
        restored := safe and again.fixed(data, findings, unsafe=False) == right,
        restored or again.fixed(data, findings, unsafe=True) == right,
        tuple(one for one in new if one.rule not in known), tuple(new),
    )  # fmt: skip


def _evidence(ground: Ground, mutation: Mutation, document: Document) -> Evidence:
    """What is seen: what is no address of the clean list answers as all pages do."""
    evidence = {**ground.evidence, **mutation.evidence}
    linked = {ground.case.target(link).key for link in document.links}
    if linked <= evidence.keys() | ground.keys:
        return evidence
    return {**truth(document), **evidence}


def _findings(document: Document, evidence: Evidence) -> tuple[Finding, ...]:
    return judge(Case(Catalog((document,)), evidence))


def _speaks(finding: Finding, place: Span, way: Way) -> bool:
    return any(touch(way.back(one), place) for one in (finding.span, *finding.related))


def new_findings(before: Sequence[Finding], after: Sequence[Finding], way: Way) -> list[Finding]:
    """The findings that were not there before: first by their very place, then by one near it."""
    rest = list(before)
    moved = []
    for finding in after:
        back = way.back(finding.span)
        same = (one for one in rest if one.rule == finding.rule and one.span == back)
        if one := next(same, None):
            rest.remove(one)
        else:
            moved.append(finding)
    new = []
    for finding in moved:
        near = (one for one in rest if one.rule == finding.rule and _speaks(finding, one.span, way))
        if one := next(near, None):
            rest.remove(one)
        else:
            new.append(finding)
    return new


@dataclass(frozen=True, slots=True)
class _Again:
    """Judging the texts that fixes make; of the clean list it is known."""

    ground: Ground
    evidence: Evidence
    new: tuple[Finding, ...]

    def fixed(self, data: bytes, findings: tuple[Finding, ...], *, unsafe: bool) -> bytes:
        """The text after the fixes of what is new."""
        new = set(map(id, self.new))
        wanted = tuple(
            one for one in findings if id(one) in new and one.fix and (one.fix.safe or unsafe)
        )
        path = self.ground.document.path
        first = Judged({path: data}, findings, wanted)
        return fix(first, self._judged).judged.texts[path]

    def _judged(self, texts: Mapping[str, bytes]) -> Judged:
        (path, data) = next(iter(texts.items()))
        if data == self.ground.document.data:
            return Judged(texts, self.ground.findings)
        seen = followed(self.evidence, "github.com")
        return Judged(texts, _findings(read(path, data), seen))
