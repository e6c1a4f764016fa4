"""The fields that entries can be asked for: their own, and those that the list defines."""

from collections.abc import Callable
from dataclasses import dataclass

from listcheck.catalog.models import Entry, Judgement, List
from listcheck.catalog.works import Work

_LEVELS = ("full", "partial", "no", "not-applicable")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its values in an entry, and all that there are where the list closes it."""

    name: str
    of: Callable[[Work], tuple[str, ...]]
    closed: tuple[str, ...] = ()
    order: str = ""  # date, number, or none


def fields(the_list: List) -> dict[str, Field]:
    """Every field by every name that it goes by."""
    found = [
        *(Field(name, _own(get)) for name, get in _OWN.items()),
        Field("date", lambda work: _one(work.entry.date), order="date"),
        Field("stars", _stars, order="number"),
        Field("section", lambda work: work.sections, tuple(s.slug for s in the_list.section)),
        *(Field(slug, _axis(slug), tuple(axis.values)) for slug, axis in the_list.axes.items()),
        *(Field(slug, _level(slug), _LEVELS) for slug in the_list.criteria),
        *(
            Field(slug, _detail(slug), tuple(detail.values))
            for slug, detail in the_list.details.items()
        ),
    ]
    by_name: dict[str, Field] = {}
    for field in found:
        by_name.setdefault(field.name, field)
    return {short: by_name[name] for short, name in _SHORT.items()} | by_name


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


_OWN: dict[str, Callable[[Entry], tuple[str, ...]]] = {
    "name": lambda entry: (entry.name,),
    "aliases": lambda entry: entry.aliases,
    "title": lambda entry: _one(entry.title),
    "arxiv": lambda entry: entry.arxiv,
    "paper": lambda entry: (*entry.arxiv, *_one(entry.paper)),
    "organisations": lambda entry: entry.organisations,
    "venue": lambda entry: _one(entry.venue),
    "code": lambda entry: tuple(code.repository for code in entry.code),
    "code_status": lambda entry: _one(entry.code_status),
    "project": lambda entry: _one(entry.project),
    "blog": lambda entry: entry.blog,
    "models": lambda entry: entry.models,
    "links": lambda entry: tuple(link.url for link in entry.links),
    "notes": lambda entry: _one(entry.notes),
    "review": lambda entry: _one(entry.review),
}
# What people call a field when they speak of one value.
_SHORT = {
    "alias": "aliases",
    "organisation": "organisations",
    "organization": "organisations",
    "organizations": "organisations",
    "org": "organisations",
    "repository": "code",
    "model": "models",
    "note": "notes",
}


def _own(get: Callable[[Entry], tuple[str, ...]]) -> Callable[[Work], tuple[str, ...]]:
    return lambda work: get(work.entry)


def _stars(work: Work) -> tuple[str, ...]:
    return (str(work.entry.stars.count),) if work.entry.stars else ()


def _axis(slug: str) -> Callable[[Work], tuple[str, ...]]:
    return lambda work: work.entry.axes.get(slug, ())


def _level(slug: str) -> Callable[[Work], tuple[str, ...]]:
    def get(work: Work) -> tuple[str, ...]:
        found: Judgement | None = work.entry.criteria.get(slug)
        return (found.level,) if found else ()

    return get


def _detail(slug: str) -> Callable[[Work], tuple[str, ...]]:
    return lambda work: work.entry.details.get(slug, ())
