"""A catalog becomes documents, one for each of its files.

What its models say becomes links and claims where the files write it: an arXiv id and a repository
lead to their pages, though they are no addresses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from listcheck.catalog.loading import LIST
from listcheck.catalog.models import Code, Section
from listcheck.catalog.models import Entry as Fields
from listcheck.catalog.models import List as Front
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import Text, parse
from listcheck.catalog.works import Work, Works
from listcheck.model import (
    Claim,
    ClaimField,
    Document,
    Entry,
    Link,
    Role,
    Span,
    ValueSyntax,
    Waiver,
)
from listcheck.readers.source import line_starts

_NO_CODE_YET = ("soon", "placeholder")
Leads = Iterator[tuple[Place, str, Role, str]]  # where it stands, where it leads, for what, label


def documents(works: Works, files: Mapping[str, bytes]) -> tuple[Document, ...]:
    """The catalog as documents: the list file, then one for each section, in their order.

    Args:
        works: what the files say.
        files: their bytes by their paths, other files beside them included.
    """
    fronts = [path for path in files if PurePath(path).stem == LIST]
    listed = (_front(path, files[path], works) for path in fronts)
    sections = (
        _section(filed.path, files[filed.path], filed.works, _titles(works.list, filed.section))
        for filed in works.sections
    )
    return (*listed, *sections)


def _document(
    path: str, data: bytes, entries: tuple[Entry, ...], waivers: tuple[Waiver, ...] = ()
) -> Document:
    links = tuple(link for entry in entries for link in entry.links)
    return Document(path, data, links, entries, waivers=waivers, line_starts=line_starts(data))


# --- the list file -------------------------------------------------------------------------------


def _front(path: str, data: bytes, works: Works) -> Document:
    """The list file: its links are the places where a reader is told to start."""
    text = parse(path, data)
    found = []
    for number, pick in enumerate(works.list.pick):
        spans = text.within(("pick", number))
        if pick.url:
            link = _link(data, spans["url",], pick.url, Role.OTHER, pick.entry)
            told = f"{pick.entry}. {pick.because}"
            found.append(Entry(pick.entry, "mention", (), spans[()], told, (link,)))
    return _document(path, data, tuple(found))


# --- section files -------------------------------------------------------------------------------


def _section(path: str, data: bytes, works: tuple[Work, ...], titles: list[str]) -> Document:
    found = [_Reading(work, work.text) for work in works if work.text]
    entries = tuple(one.entry(tuple(titles)) for one in found)
    return _document(
        path, data, entries, tuple(waiver for one in found for waiver in one.waivers())
    )


def _titles(front: Front, section: Section) -> list[str]:
    """The titles from the outermost section to this one."""
    found = [section.title]
    while section.parent and len(found) < len(front.section):  # a circle has no outermost
        section = front.called(section.parent)
        found.insert(0, section.title)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entry and the text that it stands in."""

    work: Work
    text: Text

    def entry(self, section: tuple[str, ...]) -> Entry:
        """The entry, with its links and claims in the order of the text."""
        fields = self.work.entry
        links = [
            _link(self.text.data, self._span(place), target, role, label)
            for place, target, role, label in _leads(fields)
        ]
        return Entry(
            fields.name, "entry", section, self._span(()), _said(fields),
            tuple(sorted(links, key=lambda link: link.span)),
            tuple(sorted(self._claims(), key=lambda claim: claim.span)),
        )  # fmt: skip

    def waivers(self) -> Iterator[Waiver]:
        """What is allowed of the entry, in all of it."""
        for number, one in enumerate(self.work.entry.allow):
            until = one.until.isoformat() if one.until else None
            wrong = "" if one.because.strip() else "a waiver needs its reason: because is blank"
            place, reach = self._span(("allow", number)), self._span(())
            yield Waiver((one.rule,), one.because, until, place, reach, "catalog", wrong)

    def _claims(self) -> Iterator[Claim]:
        fields = self.work.entry
        paper = _paper(fields.arxiv[0]) if len(fields.arxiv) == 1 else ""
        if fields.title:
            yield self._claim("title", ("title",), fields.title, paper)
        if fields.date:
            yield self._claim("date", ("date",), fields.date)
        if fields.venue:
            yield self._claim("venue", ("venue",), fields.venue)
        for number, name in enumerate(fields.organisations):
            yield self._claim("organisation", ("organisations", number), name)
        if fields.code_status in _NO_CODE_YET and not fields.code:
            yield self._claim("code", ("code_status",), fields.code_status)
        if fields.stars:
            about = _page(fields.code[0]) if fields.code else ""
            yield self._claim("stars", ("stars", "count"), str(fields.stars.count), about)
            yield self._claim("as_of", ("stars", "as_of"), fields.stars.as_of.isoformat())

    def _claim(self, field: ClaimField, place: Place, text: str, about: str = "") -> Claim:
        span = self._span(place)
        return Claim(field, text, span, syntax_of(self.text.data, span), about)

    def _span(self, place: Place) -> Span:
        """Where a value stands; `Work.spans` makes all of them, of which few are needed here."""
        return Span(self.text.path, *self.text.ranges[(*self.work.place, *place)])


def _link(data: bytes, span: Span, target: str, role: Role, label: str) -> Link:
    url = data[span.start : span.end].decode("utf-8", "replace")
    return Link(url, target, label, span, span, syntax_of(data, span), role)


def syntax_of(data: bytes, span: Span) -> ValueSyntax:
    """How a value is written: between double quotation marks or not."""
    return "value" if data[span.start - 1 : span.start] == b'"' else "plain"


def _leads(fields: Fields) -> Leads:
    """Everything in an entry that leads somewhere."""
    for number, paper in enumerate(fields.arxiv):
        yield ("arxiv", number), _paper(paper), Role.PAPER, ""
    if fields.paper:
        yield ("paper",), fields.paper, Role.PAPER, ""
    for number, code in enumerate(fields.code):
        yield ("code", number, "repository"), _page(code), Role.CODE, ""
    if fields.project:
        yield ("project",), fields.project, Role.PROJECT, ""
    for number, blog in enumerate(fields.blog):
        yield ("blog", number), blog, Role.BLOG, ""
    for number, model in enumerate(fields.models):
        yield ("models", number), model, Role.MODEL, ""
    for number, named in enumerate(fields.links):
        yield ("links", number, "url"), named.url, Role.OTHER, named.label


def _paper(number: str) -> str:
    return f"https://arxiv.org/abs/{number}"


def _page(code: Code) -> str:
    """The page of a repository, or of a path on its default branch, which HEAD stands for."""
    page = f"https://github.com/{code.repository}"
    return f"{page}/tree/HEAD/{quote(code.path)}" if code.path else page


def _said(fields: Fields) -> str:
    """What an entry says in words of its own; axes are left out, which all entries share."""
    details = (value for values in fields.details.values() for value in values)
    labels = (named.label for named in fields.links)
    words = (fields.title, *fields.aliases, *fields.organisations, fields.venue, fields.notes,
             fields.review, *details, *labels)  # fmt: skip
    return ". ".join((fields.name, *(word for word in words if word)))
