"""Fixes become new texts, each proven by reading and judging again.

The law: what was fixed is gone, nothing new is found, every byte outside of the edits is the same,
and every address in the new text was observed, or stood in the old one. A fix that breaks it alone
or together with others is left out.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from listcheck import edits as editing
from listcheck.edits import Way
from listcheck.errors import UserError
from listcheck.model import Edit, Finding, Severity, Span

ROUNDS = 5  # a fix that wanted the place of another has its turn in the next
_GRAVITY: tuple[Severity, ...] = ("error", "warning", "info")
MOST_PROOFS = 200  # of a round; each reads and judges everything once


@dataclass(frozen=True, slots=True)
class Judged:
    """Texts with what was found in them.

    `wanted` are the findings whose fix is to be made, `unseen` the addresses in the texts of which
    nothing was ever observed.
    """

    texts: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    wanted: tuple[Finding, ...] = ()
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Left:
    """A finding whose fix was not made, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """How it ended: the texts by now, the findings that are mended, those that could not be."""

    judged: Judged
    mended: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


Again = Callable[[Mapping[str, bytes]], Judged]


def fix(first: Judged, again: Again) -> Fixed:
    """Make every wanted fix that can be proven.

    Args:
        first: the texts as they are.
        again: reads and judges texts in place of those, with the same evidence. What it gives back
            may hold more new texts: those that are made from others.
    """
    state, mended, left = first, list[Finding](), tuple[Left, ...]()
    for _ in range(ROUNDS):
        turn = _Round(state, again)
        # A row that is mended may change a count: what is graver comes first.
        turn.run(sorted(state.wanted, key=lambda one: _GRAVITY.index(one.severity)))
        left = tuple(turn.left)
        if not turn.made:
            break
        mended += turn.made
        state = turn.state
    return Fixed(state, tuple(mended), left)


@dataclass(slots=True)
class _Round:
    """One way through the findings: as many fixes at once as can be proven together."""

    before: Judged
    again: Again
    made: list[Finding] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    state: Judged = field(init=False)
    _proofs: int = 0

    def __post_init__(self) -> None:
        self.state = self.before

    def run(self, findings: Sequence[Finding]) -> None:
        """Make what can be made of these."""
        chosen: list[Finding] = []
        places = editing.Places()
        for finding in findings:
            if places.take(finding.fix.edits if finding.fix else ()):
                chosen.append(finding)
            else:
                self.left.append(Left(finding, "another fix wants the same place"))
        self._prove(chosen)

    def _prove(self, findings: list[Finding]) -> None:
        """Take these in beside what is proven; where all together break the law, by halves."""
        if not findings:
            return
        self._proofs += 1
        after = self._after([*self.made, *findings])
        if after is not None:
            self.made += findings
            self.state = after
        elif len(findings) == 1 or self._proofs > MOST_PROOFS:
            why = "the text would not be better for it"
            self.left += [Left(one, why) for one in findings]
        else:
            middle = len(findings) // 2
            self._prove(findings[:middle])
            self._prove(findings[middle:])

    def _after(self, findings: list[Finding]) -> Judged | None:
        """The texts with these fixes made, None if that breaks the law."""
        made = _by_path(findings)
        try:
            texts = {path: editing.apply(self.before.texts[path], made[path]) for path in made}
        except (ValueError, KeyError):
            return None
        try:
            after = self.again({**self.before.texts, **texts})
        except UserError:  # it is no catalog any more
            return None
        ways = {path: Way.of(self.before.texts[path], made[path]) for path in made}
        whole = set(after.texts) == set(self.before.texts)
        holds = whole and not (after.unseen - self.before.unseen - _written(self.before, after))
        return after if holds and _no_worse(self.before, after, findings, ways) else None


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix else ():
            found.setdefault(edit.span.path, []).append(edit)
    return found


_BETWEEN = re.compile(r"[\s:/\\<>()]+")


def _written(before: Judged, after: Judged) -> set[str]:
    """The addresses that were in the old texts already, though nothing led to them.

    A blank too many and a slash too few are what the mending of markup is about.
    """
    unseen = after.unseen - before.unseen
    if not unseen:
        return set()
    old = _BETWEEN.sub("", b"\n".join(before.texts.values()).decode("utf-8", "replace"))
    return {address for address in unseen if _BETWEEN.sub("", address) in old}


def _no_worse(
    before: Judged, after: Judged, fixed: Sequence[Finding], ways: Mapping[str, Way]
) -> bool:
    """Whether all that is found now was found before, and was not to be mended."""
    gone = set(map(id, fixed))
    pool = _Pool([one for one in before.findings if id(one) not in gone])
    back = [
        (one.rule, ways[one.span.path].back(one.span) if one.span.path in ways else one.span)
        for one in after.findings
    ]
    moved = [(rule, span) for rule, span in back if not pool.take(rule, span)]
    return all(pool.take_near(rule, span) for rule, span in moved)


class _Pool:
    """The findings that may be found again, each once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._there: dict[tuple[str, Span], list[Finding]] = {}
        for finding in findings:
            self._there.setdefault((finding.rule, finding.span), []).append(finding)

    def take(self, rule: str, span: Span) -> bool:
        """Use up a finding of this rule at this very place, if there is one."""
        found = self._there.get((rule, span))
        if not found:
            return False
        found.pop()
        return True

    def take_near(self, rule: str, span: Span) -> bool:
        """The same for one that touches the place, or is also about it."""
        for (slug, _), findings in self._there.items():
            if slug == rule:
                for one in findings:
                    if any(_touch(place, span) for place in (one.span, *one.related)):
                        findings.remove(one)
                        return True
        return False


def _touch(one: Span, other: Span) -> bool:
    return one.path == other.path and one.start <= other.end and other.start <= one.end
