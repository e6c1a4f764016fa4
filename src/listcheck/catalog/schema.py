"""JSON Schemas of a catalog's files, for editors and for whoever writes catalogs by program."""

import json
from collections.abc import Mapping
from typing import Any

from listcheck.catalog.models import Axis, Detail, Entry, List

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REASONED = {
    "if": {"properties": {"level": {"const": "full"}}},
    "else": {"required": ["because"]},
}


def list_schema() -> dict[str, Any]:
    """The schema of a list file."""
    return {"$schema": _DRAFT, **_tidy(List.model_json_schema())}


def section_schema(the_list: List | None = None) -> dict[str, Any]:
    """The schema of a section's file, with the words of a list where one is given."""
    entry = Entry.model_json_schema()
    definitions = entry.pop("$defs")
    definitions["Judgement"] |= _REASONED
    entry["properties"] = _properties(entry["properties"], the_list)
    words = (*the_list.axes, *the_list.criteria) if the_list else ()
    entry["required"] = ["name", *words]
    if the_list is None:  # any list: axes and criteria cannot be told from mistakes
        entry.pop("additionalProperties")
    definitions["Entry"] = {**entry, "description": "One work."}
    section = {
        "title": f"A section of {the_list.name if the_list else 'a catalog'}",
        "type": "object",
        "additionalProperties": False,
        "properties": {"entry": {"type": "array", "items": {"$ref": "#/$defs/Entry"}}},
        "$defs": dict(sorted(definitions.items())),
    }
    return {"$schema": _DRAFT, **_tidy(section)}


def catalog_schema(the_list: List | None = None) -> dict[str, Any]:
    """One schema that holds for every file of a catalog."""
    parts = {"list": list_schema(), "section": section_schema(the_list)}
    definitions: dict[str, Any] = {}
    for part in parts.values():
        part.pop("$schema")
        definitions |= part.pop("$defs")
    return {
        "$schema": _DRAFT,
        "title": "A file of a catalog",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in parts],
        "$defs": {**definitions, **parts},
    }


def text(schema: Mapping[str, Any]) -> str:
    """A schema as a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _properties(own: Mapping[str, Any], the_list: List | None) -> dict[str, Any]:
    """The keys of an entry, in the order of the file."""
    found: dict[str, Any] = {}
    for key, schema in own.items():
        if key not in ("axes", "criteria"):
            found[key] = schema
        elif the_list is not None:
            words = {"axes": _axis, "criteria": _judgement}[key]
            found |= {slug: words(noun) for slug, noun in getattr(the_list, key).items()}
    found["details"] = _details(the_list)
    return found


def _judgement(noun: Any) -> dict[str, Any]:
    return {"$ref": "#/$defs/Judgement", "description": f"{noun.title}. {noun.definition}"}


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "description": f"{axis.title}. {axis.question}",
        **_array({"oneOf": _words(axis.values)}),
    }


def _words(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"const": value, "description": sentence} for value, sentence in values.items()]


def _array(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": item}


def _details(the_list: List | None) -> dict[str, Any]:
    if the_list is None:
        return {"type": "object"}
    properties = {slug: _detail(detail) for slug, detail in the_list.details.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _detail(detail: Detail) -> dict[str, Any]:
    item: dict[str, Any] = (
        {"oneOf": _words(detail.values)} if detail.values else {"type": "string", "minLength": 1}
    )
    return {"description": detail.title, **(_array(item) if detail.many else item)}


def _tidy(schema: Any, key: str = "") -> Any:
    """Without what TOML cannot say (null) and what tells an editor nothing (titles, defaults)."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    options = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1:
        schema = {**{name: each for name, each in schema.items() if name != "anyOf"}, **options[0]}
    names = key in ("properties", "$defs")
    return {
        name: _tidy(each, "" if names else name)
        for name, each in schema.items()
        if names or not (name == "default" or (name == "title" and "properties" not in schema))
    }
