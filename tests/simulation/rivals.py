"""Other policies on the same web: one check, three checks in a row, InternetArchiveBot's rule.

None of them knows of blind runs. InternetArchiveBot's rule is the published one: dead after three
failed checks with three days or more between them, a success begins anew, and what is dead is not
asked again; whatever is no success has failed, but for logins and refusals (401, 402, 403, 412).
"""

from dataclasses import dataclass

from simulation.web import OK, PORTAL, Look

_RESTRICTED = (401, 402, 403, 412)


@dataclass(slots=True)
class OneCheck:
    """Dead is whatever does not answer."""

    dead: bool = False

    def check(self, look: Look | None, at: float) -> None:
        """One run."""
        self.dead = look is not None and _fails(look.first)


@dataclass(slots=True)
class ThreeInARow:
    """Three tries within a minute, as usual tools do; all of them must fail."""

    dead: bool = False

    def check(self, look: Look | None, at: float) -> None:
        """One run: what persists until the second look persists until the third."""
        self.dead = look is not None and _fails(look.first) and _fails(look.again)


@dataclass(slots=True)
class ThreeRuns:
    """Three failed runs in a row, whatever their failures are."""

    dead: bool = False
    failed: int = 0

    def check(self, look: Look | None, at: float) -> None:
        """One run."""
        self.failed = self.failed + 1 if look is not None and _fails(look.again) else 0
        self.dead = self.failed >= 3


@dataclass(slots=True)
class ArchiveBot:
    """InternetArchiveBot's rule."""

    dead: bool = False
    failed: int = 0
    last: float = float("-inf")

    def check(self, look: Look | None, at: float) -> None:
        """One run."""
        if self.dead or at - self.last < 3 or (look and look.again in _RESTRICTED):
            return
        if look is None or not _fails(look.again):
            self.failed = 0
            return
        self.failed, self.last = self.failed + 1, at
        self.dead = self.failed >= 3


def _fails(sign: object) -> bool:
    return sign not in (OK, "moved", PORTAL)
