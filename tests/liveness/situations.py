"""What a row of the table holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from world import Fault

# The rule that tells of a link in each state, and its severity, as the contract has them.
USUAL = {
    "alive": (),
    "moved": ("moved-link",),
    "dead": ("dead-link",),
    "suspect": ("suspect-link",),
    "unverified": ("unverified-link",),
    "refused": ("refused-link",),
    "skipped": (),
}
SEVERITIES = {
    "moved-link": "info",
    "dead-link": "error",
    "suspect-link": "warning",
    "unverified-link": "info",
    "refused-link": "warning",
    "repo-missing": "error",
    "repo-path-missing": "error",
    "repo-renamed": "warning",
    "repo-archived": "warning",
    "repo-blocked": "error",
    "repo-empty": "warning",
    "repo-stale": "info",
    "paper-missing": "error",
    "paper-withdrawn": "error",
    "arxiv-id-malformed": "error",
    "title-mismatch": "error",
}
CONFIRMED, FORGOTTEN = "dead, confirmed", "not remembered"
# What becomes of a state that six weekly runs see, where the row says nothing else.
LASTING = {"dead": CONFIRMED, "refused": "refused"}


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that a host does, and what is to come of it.

    `asked` are the steps of the conversation as the store keeps them: the method, and the host or
    the kind of address where it is not that of the link. `arrived` are the requests that the hosts
    got, None where that is each of the steps: connections that fail bring none, pauses that a host
    asks for are followed by further ones. `lasting` is what the link becomes when six weekly runs
    see the same, "" for what its state leads one to expect. `faults` are planted at the link, or at
    another address, repository or paper that they name. `mark` is the word that tells its requests
    from others, by default its name.
    """

    says: str
    state: str
    asked: str
    arrived: int | None = None
    lasting: str = ""
    rules: tuple[str, ...] | None = None
    faults: tuple[Fault | tuple[str, Fault], ...] = ()
    url: str = ""
    mark: str = ""
    label: str = ""  # the text of the link, by default a number
    run: int = 0  # 0: the one in a network of its own; those that spoil an API have their own

    @property
    def told_by(self) -> tuple[str, ...]:
        """The rules that report it."""
        return USUAL[self.state] if self.rules is None else self.rules

    @property
    def in_time(self) -> str:
        """What it is to become if it lasts."""
        return self.lasting or LASTING.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, by names that are used as hosts."""

    title: str
    about: str
    rows: Mapping[str, Situation] = field(default_factory=dict)


def address(name: str, row: Situation) -> str:
    """The link of a row."""
    return row.url or f"https://{name}.example.org/page"
