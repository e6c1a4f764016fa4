"""What the commands of a catalog do, between their options and their output."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listcheck.catalog import querying, rendering, showing
from listcheck.catalog import schema as schemas
from listcheck.catalog.loading import is_catalog, load
from listcheck.errors import Exit, UserError

RENDERED = "README.md"
_DEFAULT = Path("data")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command says, with its exit status. A file is written by the caller."""

    text: str
    status: Exit = Exit.CLEAN
    file: Path | None = None


def render(
    folder: Path = _DEFAULT, *, check: bool = False, template: Path | None = None
) -> Outcome:
    """The list of the catalog in a folder; with `check`, whether the file holds it already.

    Args:
        folder: where the catalog is.
        check: write nothing.
        template: used in the place of that of the catalog, which is the one that `verify` knows.
    """
    target = folder / RENDERED
    works = load(folder)
    text = rendering.render(works, template or rendering.template_of(works, folder))
    if not check:
        return Outcome(text, file=target)
    try:
        current = target.read_bytes() if target.exists() else None
    except OSError as error:
        raise UserError(f"{target} cannot be read: {error.strerror}") from None
    if current == text.encode():
        return Outcome("")
    fault = "is out of date" if current is not None else "is not there"
    return Outcome(f"{target} {fault}: run listcheck render {folder}\n", Exit.FINDINGS)


def query(expressions: Sequence[str], folder: Path = _DEFAULT, *, form: str = "text") -> Outcome:
    """The entries for which all expressions hold, as `text` or `json`."""
    works = load(folder)
    found = querying.find(works, expressions)
    show = {"text": showing.table, "json": showing.as_json}[form]
    return Outcome(show(found, works.list))


def schema(folder: Path = _DEFAULT, part: str = "") -> Outcome:
    """The JSON Schema of a catalog's files, with the words of the catalog in a folder if it is one.

    Args:
        folder: where the catalog is.
        part: `list` or `section` for one of them; all in one by default.
    """
    the_list = load(folder).list if is_catalog(folder) else None
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "": lambda: schemas.catalog_schema(the_list),
        "list": schemas.list_schema,
        "section": lambda: schemas.section_schema(the_list),
    }
    return Outcome(schemas.text(made[part]()))
