"""What is found of an entry while a list is imported, before it becomes one."""

import re
from dataclasses import dataclass, field
from typing import Any

from listcheck import papers
from listcheck.catalog.models import Code, Entry, Judgement, Named
from listcheck.dates import apart, month
from listcheck.names import bare, key

Path = tuple[str, ...]
_TOLERATED = 1  # months, as in `checking`
_ALIASES = re.compile(r"[,，]\s+")


@dataclass(frozen=True, slots=True, order=True)
class Unplaced:
    """Something of the list that has no place in the catalog, and why."""

    line: int
    text: str
    why: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """One work: its fields under the names that they have in `Entry`, most of them as lists."""

    name: str
    section: Path
    line: int
    label: str = ""  # what its link or its cell calls it
    heading: str = ""  # the text in which its title is, or would be
    text: str = ""
    title: str = ""
    date: str = ""
    venue: str = ""
    paper: str = ""
    project: str = ""
    code_status: str = ""
    organisations: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    arxiv: list[str] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    blog: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    links: list[Named] = field(default_factory=list)
    criteria: dict[str, Judgement] = field(default_factory=dict)
    also_in: list[str] = field(default_factory=list)  # slugs
    notes: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
    details: dict[str, str] = field(default_factory=dict)  # by the title of the detail

    def call(self, name: str) -> None:
        """Add a name that it goes by too; two with a comma between them are two."""
        for alias in filter(None, _ALIASES.split(name)):
            if alias not in (self.name, *self.aliases):
                self.aliases.append(alias)

    def rename(self, name: str) -> None:
        """Give it another name and keep the old one."""
        old, self.name = self.name, name
        self.aliases = [alias for alias in self.aliases if alias != name]
        self.call(old)

    def tell(self, title: str, text: str) -> None:
        """Add a technical detail."""
        told = self.details.get(title)
        self.details[title] = f"{told}; {text}" if told and told != text else text

    def remark(self, text: str) -> None:
        """Add a note, unless it says nothing new."""
        if text and text not in self.notes:
            self.notes.append(text)

    def dated(self, text: str) -> None:
        """Take a date, or the month of the paper's id where the two contradict each other."""
        found = month(text)
        if found is None:
            return
        year, number = found
        self.date = f"{year}-{number:02d}" if number else str(year)
        announced = [paper.month for one in self.arxiv if (paper := papers.parse(one))]
        if not announced:
            return
        near = min(announced, key=lambda one: apart(one, (year, number or one[1])))
        if apart(near, (year, number or near[1])) > (_TOLERATED if number else 0):
            self.date = "{}-{:02d}".format(*near)
            self.review.append(f"The list dates it {text}; the date is that of the arXiv id.")

    def entry(self, slugs: dict[str, str]) -> Entry:
        """The entry that it makes; `slugs` are those of the details, by their titles."""
        table: dict[str, Any] = {
            name: value
            for name in Entry.model_fields
            if (value := getattr(self, name, None)) and name not in ("notes", "review", "details")
        }
        names = {key(name) for name in (self.name, bare(self.name), *self.aliases)}
        notes = [note for note in self.notes if key(note) not in names]
        for name, parts in (("notes", notes), ("review", self.review)):
            if parts:
                table[name] = " ".join(parts)
        details = {slugs[title]: text for title, text in self.details.items()}
        return Entry.model_validate({**table, "details": details} if details else table)
