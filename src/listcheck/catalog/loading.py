"""A folder becomes a catalog, or every mistake in it is told at once."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

from listcheck.catalog import checking
from listcheck.catalog.faults import Fault, FaultyError, nearest, refuse
from listcheck.catalog.modelling import modelled
from listcheck.catalog.models import OWN_KEYS, Entry, List
from listcheck.catalog.positions import Place
from listcheck.catalog.texts import PARSERS, Text, parse
from listcheck.catalog.works import Filed, Work, Works
from listcheck.errors import UserError

LIST = "list"  # the name of the file that tells what the list is, without its suffix
ENTRY = "entry"  # the name of the tables in a section's file


# A file of JSON or YAML is called `list` for many reasons; that of a catalog tells of sections.
_SECTIONS = re.compile(rb"""(?:^|[{,])\s*["']?section["']?\s*:""", re.MULTILINE)


def is_catalog(folder: Path) -> bool:
    """Whether a folder holds a catalog."""
    return bool(_fronts(folder))


def _fronts(folder: Path) -> list[Path]:
    paths = (folder / f"{LIST}{suffix}" for suffix in PARSERS)
    return [path for path in paths if path.is_file() and _is_front(path)]


def _is_front(path: Path) -> bool:
    try:
        return path.suffix == ".toml" or _SECTIONS.search(path.read_bytes()) is not None
    except OSError:
        return True  # who loads it is told


def paths_of(folder: Path) -> list[Path]:
    """The files of a catalog; of those that share a name, the one in the form of the list file.

    Raises:
        UserError: there is no catalog, or there are two.
        OSError: the folder cannot be read.
    """
    fronts = _fronts(folder)
    if not fronts:
        hint = f"the files of a catalog stand beside its {LIST}.toml"
        raise UserError(f"{folder} holds no catalog", hint)
    if len(fronts) > 1:
        names = " and ".join(path.name for path in fronts)
        raise UserError(f"{folder} holds two catalogs, {names}", "keep one of them")
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in PARSERS and path.is_file():
            own = path.suffix == fronts[0].suffix
            found[path.stem] = path if own else found.get(path.stem, path)
    return sorted(found.values())


def load(folder: Path) -> Works:
    """Read the catalog in a folder.

    Raises:
        UserError: there is none, it cannot be read, or it has mistakes; it tells all of them.
    """
    try:
        files = {str(path): path.read_bytes() for path in paths_of(folder)}
    except OSError as error:
        raise UserError(f"{folder} cannot be read: {error.strerror}") from None
    return read(files, claims=False)


def read(files: Mapping[str, bytes], *, claims: bool = True) -> Works:
    """Read a catalog from the texts of its files, by their paths.

    Args:
        files: the texts.
        claims: whether a date that its paper contradicts is a mistake. To verify it is not: there
            it is a finding, which comes with its evidence.

    Raises:
        UserError: it has mistakes; it tells all of them.
    """
    with uncollected():
        return _read(files, claims=claims)


@contextmanager
def uncollected() -> Iterator[None]:
    """Many small values and no cycles: looking for them takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(files: Mapping[str, bytes], *, claims: bool) -> Works:
    faults: list[Fault] = []
    texts = {PurePath(path).stem: text for path, text in _parsed(files, faults)}
    if LIST not in texts:
        refuse(faults)
        raise UserError(f"there is no {LIST}.toml among the files of the catalog")
    front = texts[LIST]
    the_list = modelled(List, front.value, front, (), faults)
    if the_list is None:
        refuse(faults)
        raise AssertionError
    faults += _strangers(texts, the_list, {PurePath(path).stem for path in files})
    works = Works(the_list, tuple(_sections(the_list, texts, faults)))
    faults += checking.check(works, front, whole=len(texts) == len(files), claims=claims)
    refuse(faults)
    return works


def _parsed(files: Mapping[str, bytes], faults: list[Fault]) -> Iterator[tuple[str, Text]]:
    for path, data in files.items():
        try:
            yield path, parse(path, data)
        except FaultyError as faulty:
            faults += faulty.faults


def _strangers(texts: Mapping[str, Text], the_list: List, stems: set[str]) -> Iterator[Fault]:
    """Sections without a file, and files without a section."""
    slugs = [section.slug for section in the_list.section]
    for number, slug in enumerate(slugs):
        if slug not in stems:
            line = texts[LIST].line(("section", number))
            yield Fault(texts[LIST].path, line, f"section {slug} has no file {slug}.toml")
    for stem, text in texts.items():
        if stem not in (LIST, *slugs) and isinstance(text.value, dict) and ENTRY in text.value:
            yield Fault(text.path, 1, f"{LIST} has no section {stem}: {nearest(stem, slugs)}")


def _sections(the_list: List, texts: Mapping[str, Text], faults: list[Fault]) -> Iterator[Filed]:
    for section in the_list.section:
        if text := texts.get(section.slug):
            works = tuple(_works(section.slug, text, the_list, faults))
            yield Filed(section, text.path, works)


def _works(slug: str, text: Text, the_list: List, faults: list[Fault]) -> Iterator[Work]:
    base, tables = _tables(text, faults)
    for number, table in enumerate(tables):
        place = (*base, number)
        shaped = _shaped(table, the_list) if isinstance(table, dict) else {}
        entry = modelled(Entry, shaped, text, place, faults, _keys(the_list))
        for inner, told in checking.shapes(table, the_list) if shaped else ():
            line = text.line((*place, *inner))
            faults.append(Fault(text.path, line, told, str(table.get("name", ""))))
        if entry is not None:
            yield Work(entry, slug, text.path, text.line(place), place, text)


def _tables(text: Text, faults: list[Fault]) -> tuple[Place, list[Any]]:
    """The entries of a file as they stand, and the place of the array that holds them."""
    if isinstance(text.value, list):
        return (), text.value
    if not isinstance(text.value, dict):
        if text.value is not None:  # an empty YAML file is a section without entries
            faults.append(Fault(text.path, 1, "holds no entries"))
        return (), []
    for key in text.value.keys() - {ENTRY}:
        told = f"{key} belongs to no entry: entries begin with [[{ENTRY}]]"
        faults.append(Fault(text.path, text.line((key,)), told))
    tables = text.value.get(ENTRY, [])
    if not isinstance(tables, list):
        told = f"an entry begins with two brackets at each side: [[{ENTRY}]]"
        faults.append(Fault(text.path, text.line((ENTRY,)), told))
        return (ENTRY,), []
    return (ENTRY,), tables


def _keys(the_list: List) -> tuple[str, ...]:
    return (*OWN_KEYS, *the_list.axes, *the_list.criteria)


def _shaped(table: Any, the_list: List) -> dict[str, Any]:
    """An entry's table with axes and criteria put together, as the model has them."""
    groups: dict[str, dict[str, Any]] = {"axes": {}, "criteria": {}}
    shaped: dict[str, Any] = {}
    for key, value in table.items():
        group = "axes" if key in the_list.axes else "criteria" if key in the_list.criteria else ""
        (groups[group] if group else shaped)[key] = value
    return {**shaped, **{name: group for name, group in groups.items() if group}}
