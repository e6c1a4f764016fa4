"""The rows of the rendered list: what is shown of an entry, in cells."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from listcheck.catalog.markdown import Markdown, image, joined, link, plain
from listcheck.catalog.models import Code, Entry, Judgement, List
from listcheck.catalog.places import places
from listcheck.catalog.waivers import comments
from listcheck.catalog.works import Work

MAIN = ("Work", "Stars", "Date", "Organisations", "Links", "Title and notes")
NONE = Markdown("—")
ALIASES = "Also called"
HERE_TOO = "Also listed here; filed under "
THERE_TOO = "Also listed under "
STATUS = {
    "soon": "code announced",
    "placeholder": "repository empty so far",
    "models-only": "models only",
}
LEVELS = {
    "full": "in full",
    "partial": "in part",
    "no": "not met",
    "not-applicable": "not applicable",
}


def main(work: Work, section: str, homes: Mapping[str, Markdown]) -> tuple[Markdown, ...]:
    """The row of the main table.

    Args:
        work: the entry.
        section: the slug of the section that shows it.
        homes: a link to each section, by its slug.
    """
    entry = work.entry
    return (
        named(entry),
        cell(joined(_stars(entry), "<br>")),
        cell(plain(entry.date or "")),
        cell(joined(entry.organisations, " / ")),
        cell(joined(_links(entry), " · ")),
        _told(work, section, homes),
    )


def cell(text: Markdown) -> Markdown:
    """A cell: what says that there is nothing in it is no value's."""
    return NONE if not text else Markdown("&#8212;") if text == NONE else text


def named(entry: Entry) -> Markdown:
    """The name, leading to the code, or else to the first place there is."""
    first = next(places(entry), None)
    return link(entry.name, first.url) if first else plain(entry.name)


def _told(work: Work, section: str, homes: Mapping[str, Markdown]) -> Markdown:
    entry, told = work.entry, [_titled(work.entry)]
    if work.section != section:
        told.append(Markdown(f"{HERE_TOO}{homes[work.section]}."))
    else:
        told.append(_notes(entry.notes or ""))
        there = ", ".join(homes[slug] for slug in entry.also_in)
        told.append(Markdown(f"{THERE_TOO}{there}." if there else ""))
    return Markdown(" ".join((cell(joined(told, "<br>")), *comments(entry.allow))))


def _titled(entry: Entry) -> Markdown:
    title = Markdown(f"**{plain(entry.title)}**" if entry.title else "")
    return joined([title, Markdown(f"({plain(entry.venue)})" if entry.venue else "")], " ")


def _notes(notes: str) -> Markdown:
    """Notes; what begins with a bracket is a venue."""
    text = plain(notes)
    return Markdown(f"\\{text}") if text.startswith("(") else text


def _stars(entry: Entry) -> Iterator[Markdown]:
    if entry.code:
        yield _star_badge(entry.code[0])
    if entry.stars:
        yield Markdown(f"{entry.stars.count} as of {entry.stars.as_of.isoformat()}")
    if entry.code_status:
        yield Markdown(STATUS[entry.code_status])


def _star_badge(code: Code) -> Markdown:
    return image("Stars", f"https://img.shields.io/github/stars/{code.repository}?style=flat")


def _links(entry: Entry) -> Iterator[Markdown]:
    """Every place of an entry, but the code that its name leads to if there is no more of it."""
    for number, place in enumerate(places(entry)):
        if number or not entry.code or entry.code[0].path:
            yield link(place.label, place.url, place.title)


# --- details -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of details tables: its header, and how an entry fills it."""

    header: Markdown
    of: Callable[[Entry], Sequence[str]]
    many: bool = True

    def cell(self, entry: Entry) -> Markdown:
        """What an entry has in it."""
        values = self.of(entry)
        return cell(joined(values) if self.many else plain("".join(values[:1])))


def headers(the_list: List) -> dict[str, Markdown]:
    """The headers of all columns, by `axis-SLUG`, `detail-SLUG` and `aliases`.

    Of columns that have the same title, each has its key in a comment.
    """
    titles = {f"axis-{slug}": axis.title for slug, axis in the_list.axes.items()}
    titles |= {f"detail-{slug}": detail.title for slug, detail in the_list.details.items()}
    titles["aliases"] = ALIASES
    number = Counter(titles.values())
    return {
        key: plain(title) if number[title] == 1 else Markdown(f"{plain(title)}<!-- {key} -->")
        for key, title in titles.items()
    }


def columns(the_list: List, entries: Sequence[Entry]) -> list[Column]:
    """The columns of a details table: the axes, and every detail that one of the entries has."""
    shown = headers(the_list)
    found = [
        *(Column(shown[f"axis-{slug}"], _axis(slug)) for slug in the_list.axes),
        *(
            Column(shown[f"detail-{slug}"], _detail(slug), detail.many)
            for slug, detail in the_list.details.items()
        ),
        Column(shown["aliases"], lambda entry: entry.aliases),
    ]
    return [column for column in found if any(column.of(entry) for entry in entries)]


def _axis(slug: str) -> Callable[[Entry], Sequence[str]]:
    return lambda entry: entry.axes.get(slug, ())


def _detail(slug: str) -> Callable[[Entry], Sequence[str]]:
    return lambda entry: entry.details.get(slug, ())


def details(entry: Entry, shown: Sequence[Column]) -> tuple[Markdown, ...]:
    """The row of the details table."""
    return (plain(entry.name), *(column.cell(entry) for column in shown))


def strictness(entry: Entry) -> Markdown:
    """Which criteria an entry does not meet in full, and why; empty where it meets them all."""
    told = [
        Markdown(f"{plain(slug.upper())} {LEVELS[judgement.level]}: ") + _reason(judgement)
        for slug, judgement in entry.criteria.items()
        if judgement.because
    ]
    return Markdown("; ".join(told))


def _reason(judgement: Judgement) -> Markdown:
    return joined([judgement.because], "; ")
