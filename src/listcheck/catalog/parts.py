"""The sections of the rendered list: their order, anchors, badges and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

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
    def ids(self) -> dict[str, str]:
        """The anchor of each section, by its slug: the slug, unless another heading has it."""
        titles = (*self.opening, *(section.title for section, _ in self.sections))
        given = anchors(titles)
        words = {f"axis-{slug}" for slug in self.works.list.axes}
        words |= {f"detail-{slug}" for slug in self.works.list.details}
        first = len(self.opening)
        found = {}
        for number, (section, _) in enumerate(self.sections, start=first):
            taken = section.slug in words or section.slug in (*given[:number], *given[number + 1 :])
            found[section.slug] = f"section:{section.slug}" if taken else section.slug
        return found

    @cached_property
    def homes(self) -> dict[str, Markdown]:
        """A link to each section, by its slug."""
        return {
            section.slug: link(section.title, f"#{self.ids[section.slug]}")
            for section, _ in self.sections
        }

    @cached_property
    def badges(self) -> tuple[Markdown, ...]:
        """Pictures of what each section lists, in the order of the list file."""
        return tuple(
            _badge(filed.section, len(self.works.listed(filed.section.slug)), number, self.ids)
            for number, filed in enumerate(self.works.sections)
        )


def _badge(section: Section, listed: int, number: int, ids: dict[str, str]) -> Markdown:
    """A picture of a section's name and how much it lists, leading there.

    A label that is the title is told by the words that show when the picture is pointed at.
    """
    label = section.label or section.title
    text = label.replace("-", "--").replace("_", "__").replace(" ", "_")
    place = f"{quote(text, safe='')}-{listed}-{_COLOURS[number % len(_COLOURS)]}"
    title = label if section.label == section.title else ""
    picture = image(f"{label}: {listed}", f"https://img.shields.io/badge/{place}", title)
    return Markdown(f"[{picture}](#{ids[section.slug]})")


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
    def id(self) -> str:
        """Its anchor."""
        return self.headings.ids[self.section.slug]

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
    def header(self) -> tuple[str, ...]:
        """The header of the main table."""
        return shown.MAIN

    @cached_property
    def rows(self) -> tuple[Cells, ...]:
        """The rows of the main table."""
        homes = self.headings.homes
        return tuple(shown.main(work, self.section.slug, homes) for work in self.listed)

    @cached_property
    def _columns(self) -> list[shown.Column]:
        return shown.columns(self.works.list, self.own)

    @property
    def details_header(self) -> tuple[str, ...]:
        """The header of the details table."""
        return (shown.MAIN[0], *(column.header for column in self._columns))

    @cached_property
    def details(self) -> tuple[Cells, ...]:
        """The rows of the details table; none where it would have no columns."""
        entries = self.own if self._columns else ()
        return tuple(shown.details(entry, self._columns) for entry in entries)

    @cached_property
    def strictness(self) -> tuple[tuple[str, Markdown], ...]:
        """Names, and which criteria they do not meet in full."""
        return tuple((entry.name, told) for entry in self.own if (told := shown.strictness(entry)))

    @cached_property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Names, and what is open about them."""
        return tuple((entry.name, entry.review) for entry in self.own if entry.review)
