"""The text of the issue: what there is to tell, cut to what GitHub takes.

The REST API says 65,536 characters; what is longer is refused. The text stays below that by a
margin, and is cut between entries, with the counts of what was left out.
"""

from collections.abc import Iterable, Iterator

from listcheck.github.dashboard import memory
from listcheck.github.dashboard.boxes import SNOOZE, box
from listcheck.github.dashboard.content import FINDINGS
from listcheck.github.dashboard.head import top
from listcheck.github.dashboard.items import Item
from listcheck.github.dashboard.memory import Memory
from listcheck.github.dashboard.page import SNOOZED_DAYS, Page

_MARK = 13  # characters that a shown finding takes in the memory
_FRAME = 300  # characters that the frame of a section takes at most, and the line on what is left

# By section: its title, what is said below it, whether it is folded.
_SECTIONS = {
    "new": ("New", "", False),
    "error": ("Errors", "", False),
    "warning": ("Warnings", "", False),
    "info": ("Notes", "", False),
    "unverified": (
        "Could not be checked",
        "Neither good nor dead: nobody could tell. The dates say since when.\n\n",
        True,
    ),
    "walls": (
        "Blocked by bot protection",
        "These refuse programs, whether the page is there or not. Nothing is to be done.\n\n",
        True,
    ),
    "snoozed": ("Put off", "", True),
    "healed": ("Answer again", "", True),
}


def text(page: Page) -> str:
    """The whole text, no longer than there is room for."""
    first = _memory(page, {}, 0)
    head, bottom = top(page), _FOOTER
    names = [name for name in _SECTIONS if page.content.sections[name]]
    room = page.room - len(f"{page.mark.line}\n{memory.written(first)}\n{head}\n{bottom}")
    room -= _FRAME * len(names)
    shown: dict[str, tuple[Item, ...]] = {}
    for name in names:
        shown[name], room = _fitting(page.content.sections[name], room)
    left = sum(
        len(page.content.sections[one]) - len(shown[one]) for one in names if one in FINDINGS
    )
    kept = _memory(page, {one: shown[one] for one in names if one in FINDINGS}, left)
    sections = (_section(page, name, shown[name]) for name in names)
    return "\n".join((page.mark.line, memory.written(kept), head, *sections, bottom))


def _fitting(entries: Iterable[Item], room: int) -> tuple[tuple[Item, ...], int]:
    """The first entries that there is room for, and the room that is left."""
    shown: list[Item] = []
    for one in entries:
        room -= len(one.text) + _MARK
        if room < 0:
            return tuple(shown), 0
        shown.append(one)
    return tuple(shown), room


def _memory(page: Page, shown: dict[str, tuple[Item, ...]], left: int) -> Memory:
    started = page.result.started_at
    return Memory(
        told=started,
        run=started,
        shown={name: [one.mark for one in several] for name, several in shown.items() if several},
        left=left,
        snoozed={until: list(marks) for until, marks in page.snoozed},
        partial=bool(page.content.unseen),
    )


# --- the sections --------------------------------------------------------------------------------


def _section(page: Page, name: str, shown: tuple[Item, ...]) -> str:
    entries = page.content.sections[name]
    total = sum(one.count for one in entries)
    left = total - sum(one.count for one in shown)
    title, words, folded = _SECTIONS[name]
    body = "".join((words, *_snooze(name, shown), *(one.text for one in shown)))
    if left:
        body += f"\n{left:,} of these {total:,} are left out: an issue takes no more.\n"
    if name == "snoozed":
        body = f"Until {', '.join(sorted(until for until, _ in page.snoozed))}.\n\n{body}"
    title = f"{title} ({total:,})"
    if folded:
        return f"<details><summary>{title}</summary>\n\n{body}\n</details>\n"
    return f"### {title}\n\n{body}"


def _snooze(name: str, shown: tuple[Item, ...]) -> Iterator[str]:
    if name in FINDINGS and shown:
        yield box(f"{SNOOZE} {name}", f"Put off what stands here for {SNOOZED_DAYS} days")
        yield "\n"


_FOOTER = """\
---
Kept by listcheck, which edits this text when something changes, closes the issue when nothing is \
left to do, and opens it again. While nothing changes, the date above is renewed about once a \
week: if it is older than two weeks, the schedule has stopped. Boxes count from people with write \
access. `listcheck explain RULE` tells more of a rule. To have the issue for yourself, delete the \
first line of its text.
"""
