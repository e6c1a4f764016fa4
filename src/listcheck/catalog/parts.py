"""The sections of the rendered list: their order, anchors, badges and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from listcheck.catalog import rows as shown
from listcheck.catalog.markdown import Markdown, anchors, image, link
from listcheck.catalog.models import Entry, Section
from listcheck.catalog.works import Work, Works

_COLOURS = (
    "4E6813 7A5FA0 845C40 6C3FB0 2E7D4F 8E44AD B0306A 1E8449 1F4CAD B06A3B C0392B A65E00".split()
)
Cells = tuple[Markdown, ...]


@dataclass(frozen=True)
class Headings:
    """Everything that stands over something, and the anchors that it gets."""

    works: Works
    contents: str = "Contents"
    listed: str = "What is listed"
    start: str = "Where to start"

    @cached_property
    def sections(self) -> tuple[tuple[Section, int], ...]:
        """The sections, each followed by those that are part of it, with their depth."""
        return tuple(self._below(None, 0))

    def _below(self, parent: str | None, depth: int) -> Iterator[tuple[Section, int]]:
        for filed in self.works.sections:
            if filed.section.parent == parent and depth < len(self.works.sections):
                yield filed.section, depth
                yield from self._below(filed.section.slug, depth + 1)

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The headings before the sections."""
        picks = (self.start,) if self.works.list.pick else ()
        return (self.works.list.name, self.contents, self.listed, *picks)

    @cached_property
    def homes(self) -> dict[str, Markdown]:
        """A link to each section, by its slug."""
        titles = (*self.opening, *(section.title for section, _ in self.sections))
        found = anchors(titles)[len(self.opening) :]
        return {
            section.slug: link(section.title, f"#{anchor}")
            for (section, _), anchor in zip(self.sections, found, strict=True)
        }


@dataclass(frozen=True)
class Part:
    """A section as it is shown, by its number."""

    works: Works
    headings: Headings
    number: int

    @property
    def section(self) -> Section:
        """What the list says of it."""
        return self.headings.sections[self.number][0]

    @property
    def depth(self) -> int:
        """How many sections it is a part of."""
        return self.headings.sections[self.number][1]

    @property
    def home(self) -> Markdown:
        """A link to it."""
        return self.headings.homes[self.section.slug]

    @cached_property
    def listed(self) -> tuple[Work, ...]:
        """What it shows."""
        return self.works.listed(self.section.slug)

    @cached_property
    def own(self) -> tuple[Entry, ...]:
        """What is filed in it."""
        return tuple(work.entry for work in self.listed if work.section == self.section.slug)

    @property
    def badge(self) -> Markdown:
        """A picture of its name and how much it lists."""
        label, number = self.section.label or self.section.title, len(self.listed)
        text = label.replace("-", "--").replace("_", "__").replace(" ", "_")
        place = f"{text}-{number}-{_COLOURS[self.number % len(_COLOURS)]}"
        return image(f"{label}: {number}", f"https://img.shields.io/badge/{place}")

    @property
    def header(self) -> tuple[str, ...]:
        """The header of the main table."""
        return shown.MAIN

    @property
    def rows(self) -> tuple[Cells, ...]:
        """The rows of the main table."""
        homes = self.headings.homes
        return tuple(
            shown.main(work, self.section.slug, homes[work.section]) for work in self.listed
        )

    @cached_property
    def _columns(self) -> list[shown.Column]:
        return shown.columns(self.works.list, self.own)

    @property
    def details_header(self) -> tuple[str, ...]:
        """The header of the details table."""
        return (shown.MAIN[0], *(title for title, _ in self._columns))

    @property
    def details(self) -> tuple[Cells, ...]:
        """The rows of the details table."""
        return tuple(shown.details(entry, self._columns) for entry in self.own)

    @property
    def strictness(self) -> tuple[tuple[str, Markdown], ...]:
        """Names, and which criteria they do not meet in full."""
        return tuple((entry.name, told) for entry in self.own if (told := shown.strictness(entry)))

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Names, and what is open about them."""
        return tuple((entry.name, entry.review) for entry in self.own if entry.review)
