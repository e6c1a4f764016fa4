"""Drafts and sections become the files of a catalog."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from listcheck.catalog import writing
from listcheck.catalog.drafts import Draft, Path, Unplaced
from listcheck.catalog.loading import LIST
from listcheck.catalog.models import Criterion, Detail, Entry, Judgement, List, Section
from listcheck.catalog.naming import slug, unused


@dataclass(frozen=True, slots=True)
class Imported:
    """A list as a catalog: its files by their names, and what has no place in them."""

    list: List
    files: Mapping[str, str]
    unplaced: tuple[Unplaced, ...]
    rows: int  # entries of the document
    works: int  # entries of the catalog: a work of several sections is one
    details: int = 0  # rows of twin tables that were joined to their entry
    notes: int = 0  # notes on strictness that were joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a catalog is put together from."""

    name: str
    purpose: str
    repository: str | None
    slugs: Mapping[Path, str]
    sections: Sequence[Section]
    drafts: Sequence[Draft]
    unplaced: Iterable[Unplaced]
    rows: int
    details: int = 0
    notes: int = 0
    criteria: Mapping[str, Criterion] = field(default_factory=dict)


def assemble(parts: Parts) -> Imported:
    """The files, each value in the place that the models have for it."""
    _distinguish(parts.drafts)
    own = {
        section.slug: [one for one in parts.drafts if parts.slugs[one.section] == section.slug]
        for section in parts.sections
    }
    titles = dict.fromkeys(
        title for drafts in own.values() for draft in drafts for title in draft.details
    )
    slugs = _detail_slugs(titles)
    the_list = List(
        name=parts.name,
        purpose=parts.purpose,
        repository=parts.repository,
        criteria=parts.criteria,
        details={slugs[title]: Detail(title=title) for title in titles},
        section=tuple(parts.sections),
    )
    for draft in parts.drafts:
        full = {name: Judgement(level="full") for name in parts.criteria}
        draft.criteria = {**full, **draft.criteria}
    entries = {section: [one.entry(slugs) for one in drafts] for section, drafts in own.items()}
    return Imported(
        list=the_list,
        files=files_of(the_list, entries),
        unplaced=tuple(sorted(parts.unplaced)),
        rows=parts.rows,
        works=len(parts.drafts),
        details=parts.details,
        notes=parts.notes,
    )


def files_of(the_list: List, entries: Mapping[str, Sequence[Entry]]) -> dict[str, str]:
    """The files of a catalog, whose entries are given by sections."""
    files = {f"{LIST}.toml": writing.list_text(the_list)}
    for section in the_list.section:
        files[f"{section.slug}.toml"] = writing.section_text(entries[section.slug], the_list)
    return files


def _distinguish(drafts: Iterable[Draft]) -> None:
    """Give every name but the first of several a number."""
    taken: set[str] = set()
    for draft in drafts:
        draft.name = unused(draft.name, taken, "{} ({})")
        taken.add(draft.name.casefold())


def _detail_slugs(titles: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for title in titles:
        found[title] = unused(slug(title, "detail"), {*found.values()}, "{}-{}")
    return found
