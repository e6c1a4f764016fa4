"""Policies of hosts: whom to ask, whom not to ask, and whose 404 not to believe.

The table is `hosts.toml`; users put rows of their own before it. A pattern is a host, which stands
for its www. and m. as well, or `*.` and a host, for every name below it; with or without the
beginning of a path. The nearest pattern wins, and any row of the user's before ours.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tomli

from listcheck.model import Observation, Signal
from listcheck.probes.question import Question
from listcheck.settings import HostRule, Settings
from listcheck.urls import host_of

ASK, UNVERIFIABLE, DISBELIEVE_404 = "ask", "unverifiable", "disbelieve-404"
_FILE = Path(__file__).with_name("hosts.toml")


class Row(NamedTuple):
    """One row of our table: a rule with the source and the day of what it rests on."""

    rule: HostRule
    source: str
    date: str
    example: str


@lru_cache(maxsize=1)
def table() -> tuple[Row, ...]:
    """The rows of `hosts.toml`, in their order."""
    found = tomli.loads(_FILE.read_text("utf-8"))
    return tuple(
        Row(
            HostRule(pattern, row["policy"], row["reason"]),
            row["source"],
            row["date"].isoformat(),
            example,
        )
        for row in found["hosts"]
        for pattern, example in row["patterns"].items()
    )


class Hosts:
    """The rules that hold in a run."""

    def __init__(self, own: Iterable[HostRule], ours: Iterable[HostRule]) -> None:
        self._groups = tuple(_by_host(rules) for rules in (own, ours))
        self._of_host: dict[str, tuple[tuple[str, HostRule], ...]] = {}

    @staticmethod
    def of(settings: Settings) -> "Hosts":
        """Those of the user before those of the table."""
        return _hosts(settings.hosts)

    def rule(self, address: str) -> HostRule | None:
        """The rule for an address in normal form, None if there is none."""
        host = host_of(address)
        if host not in self._of_host:
            self._of_host[host] = tuple(self._rules(host))
        rules = self._of_host[host]
        if not rules:
            return None
        place = address.partition("://")[2]
        path = place[place.find("/") :] if "/" in place else "/"
        return next((rule for start, rule in rules if _begins(path, start)), None)

    def _rules(self, host: str) -> Iterator[tuple[str, HostRule]]:
        """The rules for the paths of a host, the nearest first."""
        for group in self._groups:
            for name in _names(host):
                yield from group.get(name, ())

    def policy(self, address: str) -> str:
        """The policy for an address."""
        rule = self.rule(address)
        return rule.policy if rule else ASK

    def settled(self, question: Question) -> Observation | None:
        """What is known without asking: that nobody asks."""
        rule = self.rule(question.address)
        if rule is None or rule.policy != UNVERIFIABLE:
            return None
        reason = f"not asked (policy {UNVERIFIABLE}): {rule.reason}"
        return Observation(question.key, Signal.UNVERIFIABLE, reason)


@lru_cache(maxsize=4)
def _hosts(own: tuple[HostRule, ...]) -> Hosts:
    return Hosts(own, (row.rule for row in table()))


_SAME = ("www.", "m.", "mobile.")


def _names(host: str) -> Iterator[str]:
    """What patterns can call a host, the nearest first."""
    yield host
    for prefix in _SAME:
        if host.startswith(prefix):
            yield host.removeprefix(prefix)
    above = host.partition(".")[2]
    while above:
        yield f"*.{above}"
        above = above.partition(".")[2]


def _by_host(rules: Iterable[HostRule]) -> dict[str, list[tuple[str, HostRule]]]:
    """By host, the beginnings of paths and their rules, the longest first."""
    found: dict[str, list[tuple[str, HostRule]]] = {}
    for rule in rules:
        host, slash, path = rule.pattern.lower().partition("/")
        found.setdefault(host, []).append((slash + path, rule))
    for group in found.values():
        group.sort(key=lambda one: -len(one[0]))
    return found


def _begins(path: str, start: str) -> bool:
    """Whether a path begins so, in whole segments where the beginning does not end in a mark."""
    path = path.lower()
    if not path.startswith(start):
        return False
    return not start or not start[-1].isalnum() or path[len(start) :][:1] in ("", "/", "?", "#")
