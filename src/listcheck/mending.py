"""`listcheck fix` behind its options: examine, fix, write."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from listcheck.case import Case
from listcheck.errors import UserError
from listcheck.fixing import Fixed, Judged, fix
from listcheck.model import Finding, Signal
from listcheck.output import exchange
from listcheck.settings import Settings
from listcheck.verify import Examined, examine
from listcheck.wired import Run


@dataclass(frozen=True, slots=True)
class Wish:
    """Which fixes are wanted: those of some rules, of all where none is named."""

    unsafe: bool = False
    rules: tuple[str, ...] = ()

    def wants(self, finding: Finding) -> bool:
        """Whether the fix of a finding is to be made."""
        named = not self.rules or finding.rule in self.rules
        return finding.fix is not None and named and (finding.fix.safe or self.unsafe)


@dataclass(frozen=True, slots=True)
class Mended:
    """Lists before and after, and how the fixing went."""

    before: Examined
    after: Examined
    fixed: Fixed

    @property
    def texts(self) -> Mapping[str, tuple[bytes, bytes]]:
        """The old and the new bytes of every list that changes, by its path."""
        old = {one.path: one.data for one in self.before.lists}
        new = self.fixed.judged.texts
        return {path: (old[path], new[path]) for path in old if old[path] != new[path]}

    def but(self, paths: Collection[str]) -> Examined:
        """The lists afterwards, if some were left as they were."""
        return self.after.again({path: self.texts[path][0] for path in paths})


def mend(names: tuple[str, ...], settings: Settings, run: Run, wish: Wish) -> Mended:
    """Examine lists, and make the wanted fixes that can be proven. Nothing is written.

    Raises:
        UserError: a list cannot be read.
    """
    # Whether a fix does harm is for every rule to say, not only for those that are to be fixed.
    before = examine(names, replace(settings, select=(), ignore=()), run)
    if before.told.interrupted:  # whoever stops a run does not want it to write
        return Mended(before, before, Fixed(_judged(before, wish)))
    whole = before.succeeded()
    fixed = fix(_judged(whole, wish), lambda texts: _judged(whole.again(texts), wish))
    after = whole.again(fixed.judged.texts) if fixed.mended else before
    return Mended(before, after, fixed)


def _judged(examined: Examined, wish: Wish) -> Judged:
    return Judged(
        {one.path: one.data for one in examined.lists},
        examined.findings,
        tuple(filter(wish.wants, examined.concerned)),
        frozenset(unseen(examined.case)),
    )


def unseen(case: Case) -> Iterator[str]:
    """The addresses of which nothing is known, neither good nor bad."""
    for place in case.places:
        target, seen = place.target, place.verdict.observation
        if not target.why_not and (seen is None or place.verdict.signal is Signal.NOT_ASKED):
            yield from (link.url for link in place.links)


def write(mended: Mended) -> tuple[str, ...]:
    """Write the new texts; the lists that somebody else changed meanwhile, and that were left.

    Raises:
        UserError: a list is no file here, or cannot be written.
    """
    here = {one.path for one in mended.before.lists if one.folder is not None}
    for path in mended.texts.keys() - here:
        raise UserError(
            f"{path} is no file that could be written", "--diff shows what would change"
        )
    changes = mended.texts.items()
    return tuple(path for path, (old, new) in changes if not exchange(Path(path), old, new))
