"""Lists that others keep as YAML, JSON or TOML with keys of their own, read as far as they tell.

The keys are those that data files of lists use for the same things; whatever else holds an
address is a link too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from listcheck import papers, repositories
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import Text
from listcheck.model import Span

_USUAL = {
    "name": "name label project_name model tool",
    "title": "title paper_title paper_name",
    "id": "id key slug",
    "paper": "paper arxiv arxiv_id paper_url paper_link pdf arxiv_url paper_id",
    "code": "code github github_id repo repository code_url code_link github_url git",
    "project": "project project_page website homepage page site webpage",
    "date": "date publication_date published published_date release_date year",
    "stars": "stars star_count stargazers github_stars",
    "venue": "venue conference journal booktitle publication",
}
_FIELDS = {key: field for field, keys in _USUAL.items() for key in keys.split()}
_LINKS = ("paper", "code", "project", "link")
_SHARE = 2  # one table in so many has a link where a list holds works
_SETTINGS = 10  # a list so many times shorter than the longest holds groups, labels and the like


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a list says of a work: of which field, what, and where.

    `text` is what is written; for a link, `url` is the address that it means.
    """

    field: str
    text: str
    span: Span
    url: str = ""


@dataclass(frozen=True, slots=True)
class Loose:
    """A work in a list whose form is not ours."""

    name: str
    path: str
    line: int
    values: tuple[Value, ...]

    def of(self, field: str) -> tuple[Value, ...]:
        """What is said of one field."""
        return tuple(value for value in self.values if value.field == field)


def entries(text: Text) -> tuple[Loose, ...]:
    """The works of a file, in its order: those of every list whose tables mostly link something."""
    lists = list(_lists(text.value, ()))
    longest = max((len(tables) for _, tables in lists), default=0)
    found: list[Loose] = []
    for place, tables in lists:
        works = [_work(text, (*place, number), table) for number, table in tables]
        linked = sum(any(value.url for value in work.values) for work in works)
        if linked * _SHARE >= len(works) and len(works) * _SETTINGS >= longest:
            found += works
    return tuple(work for work in found if work.name)


def _lists(value: Any, place: Place) -> Iterator[tuple[Place, list[tuple[int, dict[str, Any]]]]]:
    """Every list of tables outside such lists, with its place."""
    if isinstance(value, list):
        tables = [(number, each) for number, each in enumerate(value) if isinstance(each, dict)]
        if tables:
            yield place, tables
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, (*place, key))


def _work(text: Text, place: Place, table: Mapping[str, Any]) -> Loose:
    values = tuple(_values(text, place, table))
    names = {value.field: value.text for value in reversed(values)}
    name = next(filter(None, map(names.get, ("name", "title", "id"))), "")
    return Loose(name, text.path, text.line(place), values)


def _values(text: Text, place: Place, table: Mapping[str, Any]) -> Iterator[Value]:
    for key, value in table.items():
        many = value if isinstance(value, list) else [value]
        for number, each in enumerate(many):
            if isinstance(each, (str, int, float)) and not isinstance(each, bool):
                inner = (*place, key, number) if isinstance(value, list) else (*place, key)
                span = Span(text.path, *text.ranges[inner])
                yield from _value(_FIELDS.get(key.lower().replace("-", "_"), ""), str(each), span)


def _value(field: str, text: str, span: Span) -> Iterator[Value]:
    url = _address(field, text.strip())
    if url:
        yield Value(field if field in _LINKS else "link", text, span, url)
    elif field and field not in _LINKS:
        yield Value(field, text, span)


def _address(field: str, text: str) -> str:
    """The address that a value is, or means; empty if it means none."""
    if text.startswith(("http://", "https://")) and not any(map(str.isspace, text)):
        return text
    if field == "paper" and papers.parse(text.removeprefix("arXiv:")):
        return f"https://arxiv.org/abs/{text.removeprefix('arXiv:')}"
    owner, _, name = text.partition("/")
    known = field == "code" and repositories.is_name(owner, name)
    return f"https://github.com/{text}" if known else ""
