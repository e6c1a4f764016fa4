"""The parts of a comment, and how much of each there is room for.

A person sees `MOST_LINES` lines at most, and GitHub takes no text above 65,536 characters (by the
documentation of its API), so that every part is cut between entries and says how many are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from listcheck.github.comment.items import Item

MOST_LINES = 25
LARGEST = 60_000  # characters, with marker and footer
_FRAMES = 6_000  # characters: marker, titles, folds, what is left out, footer
_FEWER_LINES = 3  # heading, what is incomplete, footer


@dataclass(frozen=True, slots=True)
class Section:
    """A title with items; a `note` stands above them."""

    title: str
    items: tuple[Item, ...] = ()
    note: str = ""
    number: int = 0  # of things that are counted and no items

    @property
    def total(self) -> int:
        """Of how many things it tells."""
        return self.number + sum(one.count for one in self.items)


@dataclass(frozen=True, slots=True)
class Text:
    """A comment in parts: what is seen, and what is folded, the most expendable last."""

    heading: str
    seen: tuple[Section, ...] = ()
    folded: tuple[Section, ...] = ()
    rest: str = ""  # where the rest can be read

    def lengths(self) -> Iterator[str]:
        """The text as a whole, then with ever less in it, for whoever says that it is too long."""
        for kept in range(len(self.folded), -1, -1):
            yield self._text(self.seen, self.folded[:kept], self.folded[kept:])
        yield self._text((), (), (*self.seen, *self.folded))

    def _text(
        self, seen: tuple[Section, ...], folded: tuple[Section, ...], left: tuple[Section, ...]
    ) -> str:
        room = LARGEST - len(self.heading) - _FRAMES
        parts = [self.heading]
        for section, lines in zip(seen, _shares(seen, len(folded) + len(left)), strict=True):
            part, room = _shown(section, lines, room, self.rest)
            parts.append(part)
        for section in folded:
            part = _fold(section, room // 2)  # half of what is left, lest the first take all
            room -= len(part)
            parts.append(part)
        names = ", ".join(f"{one.title.lower()} ({one.total:,})" for one in left)
        parts += [f"Left out, since GitHub takes no longer text: {names}.\n"] if names else []
        return "\n".join(parts)


def _shares(seen: tuple[Section, ...], folded: int) -> list[list[int]]:
    """For each item that is shown of each section, how many lines below it are."""
    room = MOST_LINES - _FEWER_LINES - folded - 2 * len(seen)  # a title each, and "and N more"
    shares = []
    for section in seen:
        shown = min(len(section.items), room)
        room -= shown
        shares.append([0] * shown)
    for _ in range(max((len(one.below) for part in seen for one in part.items), default=0)):
        for section, share in zip(seen, shares, strict=True):
            for index, lines in enumerate(share):
                if room and lines < len(section.items[index].below):
                    share[index] += 1
                    room -= 1
    return shares


def _shown(section: Section, lines: list[int], room: int, rest: str) -> tuple[str, int]:
    """A section that everybody sees, and the room that is left."""
    texts = [one.text(most) for one, most in zip(section.items, lines, strict=False)]
    shown = _fitting(texts, room)
    left = section.total - sum(one.count for one in section.items[: len(shown)])
    more = f"- and {left:,} more, which {rest} shows\n" if left else ""
    body = "".join(shown)
    return f"**{section.title}**\n\n{body}{more}", room - len(body)


def _fold(section: Section, room: int) -> str:
    """A section that is opened by a click."""
    shown = _fitting([one.text() for one in section.items], room)
    left = sum(one.count for one in section.items[len(shown) :])
    more = f"\nand {left:,} more\n" if left else ""
    title = f"{section.title} ({section.total:,})"
    body = f"{section.note}\n\n{''.join(shown)}{more}"
    return f"<details><summary>{title}</summary>\n\n{body}\n</details>\n"


def _fitting(texts: list[str], room: int) -> list[str]:
    """The first texts that there is room for."""
    for index, text in enumerate(texts):
        room -= len(text)
        if room < 0:
            return texts[:index]
    return texts
