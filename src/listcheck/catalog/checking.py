"""What the models cannot see: whether the parts of a catalog agree with one another."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from listcheck import papers
from listcheck.catalog.faults import Fault, nearest
from listcheck.catalog.models import OWN_KEYS, UNKNOWN, List
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import Text
from listcheck.catalog.works import Work, Works
from listcheck.dates import apart

Told = Iterator[tuple[Place, str]]
_TOLERATED = 1  # months: a paper is dated by its first version or by its announcement


def check(works: Works, front: Text, *, whole: bool, claims: bool = True) -> Iterator[Fault]:
    """Every disagreement in a catalog.

    Args:
        works: the catalog.
        front: the text of its list file.
        whole: whether every file could be read, so that what is not found is not there.
        claims: whether dates are compared with the ids beside them.
    """
    for work in works:
        for rule in (*_RULES, _date) if claims else _RULES:
            for place, message in rule(work, works):
                line = work.text.line((*work.place, *place)) if work.text else work.line
                yield Fault(work.path, line, message, work.entry.name)
    yield from (Fault(front.path, front.line(place), told) for place, told in _sections(works))
    yield from (Fault(front.path, front.line(place), told) for place, told in _words(works))
    if whole:
        yield from (Fault(front.path, front.line(place), told) for place, told in _picks(works))


def _sections(works: Works) -> Told:
    slugs = [section.slug for section in works.list.section]
    for number, section in enumerate(works.list.section):
        if section.slug in slugs[:number]:
            yield ("section", number, "slug"), f"section {section.slug} is given twice"
        if section.slug == "list":
            yield ("section", number, "slug"), "list.toml is the list itself: choose another slug"
        if section.parent is not None and section.parent not in slugs:
            hint = nearest(section.parent, slugs)
            yield ("section", number, "parent"), f"there is no section {section.parent}: {hint}"
        elif section.parent in slugs[number:]:  # a circle would never be shown
            told = f"section {section.parent} has to stand before its parts"
            yield ("section", number, "parent"), told


def _words(works: Works) -> Told:
    """Axes and criteria are keys of entries, beside those that every entry has."""
    taken = set(OWN_KEYS)
    for group in ("axes", "criteria"):
        for slug in getattr(works.list, group):
            if slug in taken:
                yield (group, slug), f"{slug} is a key of entries already: choose another name"
            taken.add(slug)


def _picks(works: Works) -> Told:
    for number, pick in enumerate(works.list.pick):
        if pick.entry not in works.by_name:
            hint = nearest(pick.entry, works.by_name)
            yield ("pick", number, "entry"), f"there is no entry {pick.entry}: {hint}"


def _name(work: Work, works: Works) -> Told:
    first = works.first[work.entry.name.casefold()]
    if first is not work:
        place = f"{first.path}:{first.line}"
        yield ("name",), f"the name is taken by {place}: rename one, or join the two"


def _axes(work: Work, works: Works) -> Told:
    for slug, axis in works.list.axes.items():
        values = work.entry.axes.get(slug, ())
        for number, value in enumerate(values):
            if value not in axis.values:
                yield (
                    (slug, number),
                    f"{slug}: unknown value {value}: {nearest(value, axis.values)}",
                )
        if len(set(values)) < len(values):
            yield (slug,), f"{slug}: a value is given twice"
        if UNKNOWN in values and len(values) > 1:
            yield (slug,), f"{slug}: {UNKNOWN} stands beside a value that is known: leave it out"


def _also_in(work: Work, works: Works) -> Told:
    slugs = [section.slug for section in works.list.section]
    for number, slug in enumerate(work.entry.also_in):
        if slug not in slugs:
            yield ("also_in", number), f"there is no section {slug}: {nearest(slug, slugs)}"
        elif slug in work.sections[: number + 1]:
            yield ("also_in", number), f"also_in: {slug} lists it already"


def _details(work: Work, works: Works) -> Told:
    for slug, values in work.entry.details.items():
        known = works.list.details.get(slug)
        if known is None:
            yield ("details", slug), f"unknown detail {slug}: {nearest(slug, works.list.details)}"
            continue
        for number, value in enumerate(values):
            if known.values and value not in known.values:
                hint = nearest(value, known.values)
                yield ("details", slug, number), f"{slug}: unknown value {value}: {hint}"


def _date(work: Work, works: Works) -> Told:
    months = [found.month for number in work.entry.arxiv if (found := papers.parse(number))]
    if not months or work.entry.date is None:
        return
    year, _, month = work.entry.date.partition("-")
    nearest_month = min(months, key=lambda one: apart(one, (int(year), int(month or one[1]))))
    distance = apart(nearest_month, (int(year), int(month or nearest_month[1])))
    if distance > (_TOLERATED if month else 0):
        meant = "{}-{:02d}".format(*nearest_month)
        yield ("date",), f'date: {work.entry.date} disagrees with the arXiv id: write "{meant}"'


_RULES: tuple[Callable[[Work, Works], Told], ...] = (
    _name, _axes, _also_in, _details,
)  # fmt: skip


def shapes(table: Mapping[str, Any], the_list: List) -> Told:
    """What only the entry's own text tells: keys that are missing, details in the wrong form."""
    for slug, axis in the_list.axes.items():
        if slug not in table:
            yield (), f"{slug} is missing: give one or more of {', '.join(axis.values)}"
    for slug in the_list.criteria:
        if slug not in table:
            yield (), f'{slug} is missing: write {slug} = {{ level = "full" }}, or another level'
    details = table.get("details")
    for slug, value in details.items() if isinstance(details, dict) else ():
        known = the_list.details.get(slug)
        if known and known.many is not isinstance(value, list):
            form = "an array is meant, as in [...]" if known.many else "one text is meant, no array"
            yield ("details", slug), f"{slug}: {form}"
