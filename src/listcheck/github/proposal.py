"""What a fix pull request proposes: the changes with their proof, and the files that they make."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from listcheck.github.fix_memory import name
from listcheck.github.kinds import Kind
from listcheck.result import FindingModel


@dataclass(frozen=True, slots=True)
class Change:
    """A fix that is proposed: the first text that it replaces, by what, and in how many places."""

    finding: FindingModel
    old: str
    new: str
    places: int


@dataclass(frozen=True, slots=True)
class Left:
    """A fix that is not proposed, and why."""

    finding: FindingModel
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The content of a pull request.

    `texts` are the new bytes of files, by their paths in the repository; `paths` gives that path
    for each that the result names. It is `whole` if nothing kept a fix from being proposed that
    the lists may still need; `by_evidence` says that the new texts were judged by all that was
    seen, and not by themselves alone.
    """

    kind: Kind
    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    by_evidence: bool = True

    @property
    def why(self) -> str:
        """Why fixes were left, with their numbers; empty where none was."""
        counts = Counter(one.why for one in self.left)
        return "; ".join(f"{count:,} left: {why}" for why, count in sorted(counts.items()))

    @property
    def fixes(self) -> frozenset[str]:
        """The names of its fixes."""
        return frozenset(name(one.finding) for one in self.changes)
