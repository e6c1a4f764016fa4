"""Boxes to tick: what they are for stands beside each in a comment, never in its words."""

import re

_BOX = re.compile(r"^- \[([ xX])\] <!-- listcheck:([a-z]{1,20}(?: [a-z]{1,20})?) -->", re.MULTILINE)

RECHECK = "recheck"
FIX = "fix"
SNOOZE = "snooze"


def box(action: str, label: str) -> str:
    """An empty box; `action` is a word or two of ours, `label` our own words."""
    return f"- [ ] <!-- listcheck:{action} -->{label}\n"


def ticked(body: str) -> frozenset[str]:
    """The actions whose boxes are ticked. An action that stands there twice is nobody's wish."""
    found = _BOX.findall(body.replace("\r\n", "\n"))
    names = [action for _, action in found]
    return frozenset(action for mark, action in found if mark != " " and names.count(action) == 1)


def named(actions: frozenset[str], verb: str) -> tuple[str, ...]:
    """What the actions of a verb are about: `fix links` is about links."""
    pairs = (action.partition(" ") for action in sorted(actions))
    return tuple(what for name, _, what in pairs if name == verb and what)


def cleared(body: str) -> str:
    """The text with all of its boxes empty."""
    return _BOX.sub(lambda found: found[0].replace(f"[{found[1]}]", "[ ]", 1), body)
