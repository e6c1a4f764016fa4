"""Issues, releases, commits and what else an address below a repository can name.

GraphQL is asked in the query for their repository. What it does not show is asked of REST, and is
missing only where REST says so too, of a public repository, and answers for something of the same
kind that exists: else it is the token that may not see it, or a tracker that is switched off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from listcheck.model import Part, Signal

NOT_SHOWN = "the repository is alive; GitHub's API does not show this part"
NOT_ASKED = "the repository is alive; this page was not asked"


@dataclass(frozen=True, slots=True)
class Item:
    """How a kind of thing is asked for.

    `field` is GraphQL's, with {} for the variable whose type is `type`, and `prefix` stands before
    its value. `rest` is the address below the repository's with {} for the name, `control` that of
    something that is there as long as its like can be seen. Empty: not asked.
    """

    name: str
    field: str = ""
    type: str = "String!"
    prefix: str = ""
    rest: str = ""
    control: str = ""


ITEMS: Mapping[str, Item] = MappingProxyType(
    {
        "number": Item(
            "issue or pull request", "issueOrPullRequest(number:{})", "Int!",
            rest="issues/{}", control="issues?per_page=1",
        ),
        "discussion": Item("discussion", "discussion(number:{})", "Int!"),
        "milestone": Item(
            "milestone", "milestone(number:{})", "Int!",
            rest="milestones/{}", control="milestones?per_page=1",
        ),
        "release": Item(
            "release or tag", "ref(qualifiedName:{})", prefix="refs/tags/",
            rest="git/ref/tags/{}", control="git/ref/heads/{branch}",
        ),
        "commit": Item(
            "commit", "object(expression:{})", rest="commits/{}", control="commits/{branch}",
        ),
        "workflow": Item("workflow", "object(expression:{})", prefix="HEAD:.github/workflows/"),
        "compare": Item("comparison", "object(expression:{})"),
    }
)  # fmt: skip
_SWITCHES = {"tab:wiki": "hasWikiEnabled", "tab:discussions": "hasDiscussionsEnabled"}
_OFF = {
    "tab:wiki": "the repository is alive, and its wiki is switched off",
    "tab:discussions": "the repository is alive, and its discussions are switched off",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a GraphQL query: its text with {} for a variable, if it takes one."""

    text: str
    type: str = ""
    value: str | int = ""

    def asking(self, variable: str) -> str:
        """The field with the name of its variable."""
        return self.text.replace("{}", variable)


def fields(part: str) -> tuple[Field, ...]:
    """What GraphQL is asked about a part; nothing where it cannot tell."""
    if part in _SWITCHES:
        return (Field(_SWITCHES[part]),)
    kind, _, value = part.partition(":")
    if kind not in ITEMS:
        return ()
    item = ITEMS[kind]
    values = value.split("...", 1) if kind == "compare" else [value]
    return tuple(Field(item.field + "{__typename}", item.type, _value(item, one)) for one in values)


def _value(item: Item, text: str) -> str | int:
    return int(text) if item.type == "Int!" else item.prefix + text


def of_values(part: str, values: tuple[Any, ...], failures: frozenset[str]) -> Part:
    """What GraphQL's values for `fields(part)` say; MISSING is to be confirmed.

    Args:
        part: of a repository.
        values: one for each field.
        failures: the types of the errors that name one of them.
    """
    if part in _SWITCHES:
        return switched(part, values[0] if isinstance(values[0], bool) else None)
    if values and all(isinstance(value, dict) for value in values):
        return Part(Signal.ALIVE)
    item = ITEMS.get(part.partition(":")[0])
    if item is None:
        return Part(Signal.UNKNOWN, NOT_ASKED)
    # Where nothing is found, a number is an error of this type, and a name is none.
    denied = failures == {"NOT_FOUND"} if item.type == "Int!" else not failures
    return gone(part) if denied and item.rest else Part(Signal.UNKNOWN, NOT_SHOWN)


def switched(part: str, on: bool | None) -> Part:  # noqa: FBT001  # it is what is observed
    """A page that a repository can switch off."""
    if on is None:
        return Part(Signal.UNKNOWN, NOT_ASKED)
    return Part(Signal.ALIVE) if on else Part(Signal.UNKNOWN, _OFF[part])


def gone(part: str) -> Part:
    """What is denied."""
    what = ITEMS[part.partition(":")[0]].name
    return Part(Signal.MISSING, f"the repository is alive and has no such {what}")
