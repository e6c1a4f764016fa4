"""A catalog in memory: its list, its sections, and their entries with their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from listcheck.catalog.models import Entry, List, Section
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import Text
from listcheck.model import Span


@dataclass(frozen=True)
class Work:
    """An entry, the section whose file it stands in, and where."""

    entry: Entry
    section: str
    path: str = ""
    line: int = 1
    place: Place = field(default=(), repr=False)
    text: Text | None = field(default=None, repr=False, compare=False)

    @cached_property
    def spans(self) -> Mapping[Place, Span]:
        """Where each value stands, by its keys: `("arxiv", 0)`; the whole entry under `()`."""
        return self.text.within(self.place) if self.text else {}

    def span(self, *place: str | int) -> Span:
        """Where one value stands, or the entry where that is not in the file."""
        text = self.text
        if text is None:
            return Span(self.path, 0, 0)
        found = text.ranges.get((*self.place, *place)) or text.ranges[self.place]
        return Span(self.path, *found)

    @property
    def sections(self) -> tuple[str, ...]:
        """Every section that lists it, its own first."""
        return (self.section, *self.entry.also_in)


@dataclass(frozen=True)
class Filed:
    """A section and the entries of its file."""

    section: Section
    path: str
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Works:
    """A whole catalog."""

    list: List
    sections: tuple[Filed, ...]

    def __iter__(self) -> Iterator[Work]:
        """Every entry once, in the order of the sections."""
        for filed in self.sections:
            yield from filed.works

    def listed(self, slug: str) -> tuple[Work, ...]:
        """What a section shows: its own entries, then those of others that are listed in it."""
        own = [work for work in self if work.section == slug]
        guests = [work for work in self if slug in work.entry.also_in]
        return (*own, *guests)

    @cached_property
    def first(self) -> Mapping[str, Work]:
        """The first entry of each name, in whatever case it is written."""
        return {work.entry.name.casefold(): work for work in reversed(tuple(self))}

    @cached_property
    def by_name(self) -> Mapping[str, Work]:
        """Every entry by its name."""
        return {work.entry.name: work for work in self}
