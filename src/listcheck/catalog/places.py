"""The places that an entry leads to: the links of a row, and the fields that they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from listcheck.catalog.models import Code, Entry

_REPOSITORY = re.compile(r"https://github\.com/([^/?#]+/[^/?#]+)(?:/tree/HEAD/([^?#]+))?\Z")
_ARXIV = "https://arxiv.org/abs/"
_LABELS = {"paper": "paper", "project": "project", "blog": "blog", "model": "models"}


@dataclass(frozen=True, slots=True)
class Place:
    """A link: the field that it stands in, its text, and where it leads."""

    field: str
    label: str
    url: str

    @property
    def title(self) -> str:
        """The name of the field, where text and address alone would be taken for another one."""
        return self.field if field_of(self.label, self.url) != self.field else ""


def places(entry: Entry) -> Iterator[Place]:
    """Every place of an entry; its name leads to the first."""
    for code in entry.code:
        yield Place("code", code.path or "code", address(code))
    for number in entry.arxiv:
        yield Place("arxiv", f"arXiv {number}", f"{_ARXIV}{number}")
    if entry.paper:
        yield Place("paper", "paper", entry.paper)
    if entry.project:
        yield Place("project", "project", entry.project)
    yield from (Place("blog", "blog", url) for url in entry.blog)
    yield from (Place("models", "model", url) for url in entry.models)
    yield from (Place("links", other.label, other.url) for other in entry.links)


def address(code: Code) -> str:
    """The page of a repository, or of a path on its default branch, which HEAD stands for."""
    path = f"/tree/HEAD/{quote(code.path)}" if code.path else ""
    return f"https://github.com/{code.repository}{path}"


def field_of(label: str, url: str) -> str:
    """The field that the text and the address of a link tell."""
    if label in _LABELS:
        return _LABELS[label]
    found = _REPOSITORY.match(url)
    if found and label == unquote(found[2] or "code"):
        return "code"
    return "arxiv" if label.startswith("arXiv ") and url == _ARXIV + label[6:] else "links"


def is_whole(url: str) -> bool:
    """Whether an address is a repository's, rather than that of a path in it."""
    found = _REPOSITORY.match(url)
    return found is not None and found[2] is None


def filed(found: Iterable[Place]) -> dict[str, Any]:
    """Places as the fields of an entry."""
    table: dict[str, Any] = {}
    for place in found:
        if place.field in ("paper", "project"):
            table[place.field] = place.url
        else:
            table.setdefault(place.field, []).append(_value(place))
    return table


def _value(place: Place) -> Any:
    if place.field == "arxiv":
        return place.label.removeprefix("arXiv ")
    if place.field == "links":
        return {"label": place.label, "url": place.url}
    return _code(place.url) if place.field == "code" else place.url


def _code(url: str) -> Any:
    found = _REPOSITORY.match(url)
    if found is None:
        return {"repository": url}
    return {"repository": found[1], **({"path": unquote(found[2])} if found[2] else {})}
