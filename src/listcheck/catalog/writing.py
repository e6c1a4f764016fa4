"""A catalog becomes TOML, in one form: the same catalog is always the same bytes.

tomlkit keeps the form of a file that is edited; here there is none to keep.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from listcheck.catalog.models import Entry, List, Noun

_WIDTH = 110  # columns; a longer array has one value a line
_SCHEMAS = "../schemas"  # where editors find the schemas, from the folder of the catalog
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')


def section_text(entries: Iterable[Entry], the_list: List, schemas: str = _SCHEMAS) -> str:
    """The file of a section."""
    tables = (entry_table(entry, the_list) for entry in entries)
    blocks = (block for table in tables for block in _entry_blocks(table))
    return _file(schemas, "section", blocks)


def list_text(the_list: List, schemas: str = _SCHEMAS) -> str:
    """The file that tells what the list is."""
    return _file(schemas, "list", _list_blocks(the_list))


def entry_table(entry: Entry, the_list: List) -> dict[str, Any]:
    """An entry with its keys as its file has them, in their order."""
    own = _set(entry)
    groups = {"axes": own.pop("axes", {}), "criteria": own.pop("criteria", {})}
    details = own.pop("details", {})
    table: dict[str, Any] = {}
    for key in Entry.model_fields:
        if key in groups:
            order = getattr(the_list, key)
            table |= {slug: groups[key][slug] for slug in order if slug in groups[key]}
        elif key in own:
            table[key] = own[key]
    if details:
        table["details"] = {
            slug: details[slug] if known.many else details[slug][0]
            for slug, known in the_list.details.items()
            if slug in details
        }
    return table


def _list_blocks(the_list: List) -> Iterator[str]:
    table = _set(the_list)
    yield "\n".join(f"{key} = {_value(table[key])}" for key in _HEAD if key in table)
    for group in ("criteria", "axes", "details"):
        for slug, noun in table.get(group, {}).items():
            values = noun.pop("values", {})
            yield _block(f"[{group}.{slug}]", noun)
            if values:
                yield _block(f"[{group}.{slug}.values]", values)
    for name in ("section", "pick"):
        for noun in table.get(name, ()):
            yield _block(f"[[{name}]]", noun)


_HEAD = ("name", "purpose", "repository", "template")


def _file(schemas: str, kind: str, blocks: Iterable[str]) -> str:
    return "\n\n".join((f"#:schema {schemas}/{kind}.schema.json", *blocks)) + "\n"


def _set(noun: Noun) -> dict[str, Any]:
    """What a model holds and the file has to say: what is not the default."""
    return noun.model_dump(exclude_defaults=True)


def _block(header: str, table: Mapping[str, Any]) -> str:
    lines = (f"{_key(key)} = {_value(value, len(key) + 3)}" for key, value in table.items())
    return "\n".join((header, *lines))


def _entry_blocks(table: dict[str, Any]) -> Iterator[str]:
    inner = table.pop("details", None)
    yield _block("[[entry]]", table)
    if inner:
        yield _block("[entry.details]", inner)


def _key(key: str) -> str:
    return key if _BARE.match(key) else _string(key)


def _value(value: Any, before: int = 0) -> str:
    """A value in one form. `before`: how many columns of the line are taken."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, (tuple, list)):
        parts = [_value(each) for each in value]
        line = f"[{', '.join(parts)}]"
        if before + len(line) <= _WIDTH:
            return line
        return "".join(("[\n", *(f"  {part},\n" for part in parts), "]"))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, dt.date)) else _string(str(value))


def _string(text: str) -> str:
    escaped = _ESCAPED.sub(lambda match: _escape(match[0]), text)
    return f'"{escaped}"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character, f"\\u{ord(character):04X}")
