"""The page of the docs: the rows, and what the run really said of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from liveness.running import Outcome
from liveness.situations import FORGOTTEN, Group, Situation
from liveness.tables import GROUPS, ROWS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "liveness.md"

_INTRO = """\
# What is said of a link

What does listcheck say when a host answers this or that? Each row below was planted in a world on
loopback, listed, and verified by the installed command: {count} of them, from the statuses of HTTP
to the policies of hosts. `PYTHONPATH=tests python -m liveness > docs/liveness.md` repeats it and
writes this page; a test holds that the two agree. How much it takes to confirm a death is told in
[evidence.md](evidence.md), what the policies rest on in [hosts.md](hosts.md), and what each rule
says in [rules.md](rules.md).

- **State**: [`dead`](evidence.md) takes proof, `unverified` is neither good nor bad, `refused` is
  what we will not ask.
- **Told by**: the rule and its severity; only an error fails a run by default.
- **Asked**: the steps of the conversation, in their order, and the host where it is another. A
  `GET` after a `GET` is the second look, at the end of the run.
- **Requests** that arrived at the hosts. There are fewer than steps where no connection came
  about, or where a host asked for a longer pause than a run has; more where it asked for a short
  one. Looking for a copy of what is dead is not counted.
- **If it lasts**: the state after six weekly runs that see the same. Soft failures of a page become
  `suspect`; walls, limits and whatever an API could not tell never do.
"""
_HEAD = (
    "| {what} | state | told by | in these words | asked | requests | if it lasts |\n"
    "|---|---|---|---|---|---|---|\n"
)


def page(seen: Mapping[str, Outcome]) -> str:
    """The whole page."""
    return "\n".join([_INTRO.format(count=len(ROWS)), *(_section(one, seen) for one in GROUPS)])


def _section(group: Group, seen: Mapping[str, Outcome]) -> str:
    lines = "".join(_lines(group.rows, seen))
    return f"## {group.title}\n\n{group.about}\n\n{_HEAD.format(what='what it does')}{lines}"


def _lines(rows: Mapping[str, Situation], seen: Mapping[str, Outcome]) -> Iterator[str]:
    """Neighbours that differ in their status alone share a line."""
    each = [(row.says, _without(row.says, seen[name])) for name, row in rows.items()]
    for (numbered, outcome), several in groupby(each, lambda one: (one[0].isdigit(), one[1])):
        whats = [says for says, _ in several]
        for what in [", ".join(whats)] if numbered else whats:
            yield _line(what, outcome)


def _without(says: str, outcome: Outcome) -> Outcome:
    """An outcome whose words do not name the status of its row."""
    if not says.isdigit():
        return outcome
    return replace(outcome, says=re.sub(rf"\b{says}\b", "N", outcome.says))


def _line(what: str, outcome: Outcome) -> str:
    told = ", ".join(f"`{rule}` ({severity})" for rule, severity in outcome.told.items())
    lasting = outcome.lasting if outcome.lasting == FORGOTTEN else f"`{outcome.lasting}`"
    cells = (
        what, f"`{outcome.state}`", told or "-", outcome.says.replace("|", "\\|"),
        outcome.asked or "-", str(outcome.arrived), lasting.replace(", confirmed`", "`, confirmed"),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"
