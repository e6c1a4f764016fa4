"""A catalog becomes the list that people read."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from listcheck.catalog import rows
from listcheck.catalog.legend import choice
from listcheck.catalog.markdown import Markdown, link, plain
from listcheck.catalog.models import Entry, Pick
from listcheck.catalog.parts import Headings, Part
from listcheck.catalog.places import places
from listcheck.catalog.works import Works
from listcheck.errors import UserError

_DEEPEST = 6  # https://spec.commonmark.org/0.31.2/#atx-headings
TEMPLATE = Path(__file__).parent / "templates" / "list.md.jinja"


def render(works: Works, template: Path | None = None) -> str:
    """The list as Markdown; the same catalog is always the same bytes.

    Args:
        works: the catalog.
        template: a jinja2 template in place of the one that comes with listcheck. Whatever it
            puts out is escaped.

    Raises:
        UserError: the template cannot be read, or fails.
    """
    place = template or TEMPLATE
    try:
        source = _environment(place.parent).get_template(place.name)
        return source.render(_context(works)).rstrip() + "\n"
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{place}:{line}" if line else str(place)
        raise UserError(f"{where}: the template fails: {error}") from None


def template_of(works: Works, folder: Path) -> Path | None:
    """The template that a catalog names, None where it names none.

    Raises:
        UserError: it lies outside of the folder: a stranger may have proposed it.
    """
    if works.list.template is None:
        return None
    place = folder / works.list.template
    if not place.resolve().is_relative_to(folder.resolve()):
        raise UserError(f"{place} lies outside of the folder of the catalog")
    return place


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """Sandboxed: a list's repository may render what a stranger proposes."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        finalize=lambda value: plain(str(value)) if not isinstance(value, Markdown) else value,
        autoescape=False,  # `finalize` escapes, for Markdown
    )
    environment.globals |= _FUNCTIONS
    return environment


def _level(depth: int) -> Markdown:
    return Markdown("#" * min(2 + depth, _DEEPEST))


def _indent(depth: int) -> Markdown:
    return Markdown("  " * depth)


def _anchor(name: str) -> Markdown:
    return Markdown(f'<a id="{name}"></a>')


def _table(header: tuple[str, ...], body: tuple[tuple[str, ...], ...]) -> Markdown:
    rule = (Markdown("---"),) * len(header)
    lines = (" | ".join(plain(cell) for cell in row) for row in (header, rule, *body))
    return Markdown("\n".join(f"| {line} |" for line in lines))


_FUNCTIONS: dict[str, Callable[..., Markdown]] = {
    "link": link,
    "table": _table,
    "level": _level,
    "indent": _indent,
    "anchor": _anchor,
    "choice": choice,
}


def _context(works: Works) -> dict[str, Any]:
    """The names that a template can use."""
    headings = Headings(works)
    return {
        "list": works.list,
        "headings": headings,
        "parts": [Part(works, headings, number) for number in range(len(headings.sections))],
        "total": sum(len(filed.works) for filed in works.sections),
        "picks": tuple(_picks(works)),
    }


def _picks(works: Works) -> Iterator[tuple[str, ...]]:
    for number, pick in enumerate(works.list.pick, start=1):
        yield str(number), pick.because, _picked(pick, works.by_name[pick.entry].entry)


def _picked(pick: Pick, entry: Entry) -> Markdown:
    """The name; a place of its own that is the entry's first says so when it is pointed at."""
    if pick.url is None:
        return rows.named(entry)
    first = next(places(entry), None)
    return link(entry.name, pick.url, "url" if first and first.url == pick.url else "")
