"""The JSON Schemas of a catalog's files."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from catalog.sample import DATA, ROOT, committed
from listcheck.catalog import commands
from listcheck.catalog.schema import catalog_schema, list_schema, section_schema, text

PATHS = sorted(DATA.glob("*.toml"))


def made(path: Path) -> dict[str, Any]:
    return list_schema() if path.stem == "list" else section_schema(committed().list)


@pytest.mark.parametrize("part", ["list", "section"])
def test_the_committed_schemas_are_fresh(part: str) -> None:
    """What stands in schemas/ is what the program makes."""
    committed_text = (ROOT / "schemas" / f"{part}.schema.json").read_text()
    assert committed_text == commands.schema(DATA, part).text


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_data_hold(path: Path) -> None:
    """Every data file holds to its schema, and to the one for every file."""
    value = json.loads(json.dumps(tomllib.loads(path.read_text()), default=str))
    for schema in (made(path), catalog_schema(committed().list), catalog_schema()):
        Draft202012Validator.check_schema(schema)
        assert list(Draft202012Validator(schema).iter_errors(value)) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_first_line_points_to_it(path: Path) -> None:
    """Editors find the schema by the first line of each file."""
    first, _, place = path.read_text().partition("\n")[0].partition(" ")
    assert first == "#:schema"
    assert (path.parent / place).resolve() == ROOT / "schemas" / (
        "list.schema.json" if path.stem == "list" else "section.schema.json"
    )


@pytest.mark.parametrize(
    "entry",
    [
        {"teacher": ["extrenal"]},
        {"teacher": []},
        {"c1": {"level": "partial"}},
        {"arxiv": ["23.1"]},
        {"arxiv": [2301.101]},
        {"unheard": "of"},
        {"details": {"loss": ["rkl"]}},
        {"details": {"unheard": "of"}},
        {"code": [{"repository": "no name"}]},
    ],
    ids=str,
)
def test_mistakes_are_seen(entry: dict[str, Any]) -> None:
    """What an editor can know to be wrong does not hold."""
    whole = tomllib.loads((DATA / "reasoning.toml").read_text())["entry"][0]
    schema = Draft202012Validator(section_schema(committed().list))
    assert schema.is_valid({"entry": [whole]})
    assert not schema.is_valid({"entry": [whole | entry]})


def test_text_is_stable() -> None:
    """A schema is written with its keys in the order of the models, and ends its last line."""
    assert text({"b": 1, "a": 2}) == '{\n  "b": 1,\n  "a": 2\n}\n'
