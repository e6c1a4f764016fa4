"""The result document in lines."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import from_json

from listcheck.renderers import jsonl
from listcheck.renderers.json import document
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers.made import of_texts
from renderers.situations import empty, everything, good, hostile, surrogates

MAKERS = [everything, hostile, surrogates, empty, good]
LISTS = {"list": "lists", "link": "links", "finding": "findings", "waived": "waived"}


def lines(report: Report) -> list[dict[str, Any]]:
    return [json.loads(line) for line in jsonl.render(report, Style()).splitlines()]


def test_order() -> None:
    """The run first, then every list, link, finding and accepted finding, and the summary last."""
    kinds = [line["type"] for line in lines(of_texts(["a"]))]
    assert list(dict.fromkeys(kinds)) == ["run", "list", "link", "finding", "waived", "summary"]
    assert (kinds.count("run"), kinds.count("summary"), kinds.count("finding")) == (1, 1, 3)


@pytest.mark.parametrize("make", [everything, hostile, empty, good])
def test_the_whole_document(make: Callable[[], Report]) -> None:
    """The lines hold what the document holds, in the same shapes."""
    found: dict[str, Any] = {name: [] for name in LISTS.values()}
    for line in lines(make()):
        kind = line.pop("type")
        if kind in LISTS:
            found[LISTS[kind]].append(line)
        else:
            found |= line
    assert found == document(make())


def test_values() -> None:
    """A link keeps its own kind, and the summary the counts."""
    found = lines(everything())
    (dead,) = (one for one in found if one["type"] == "link" and one["status"] == 404)
    assert (dead["kind"], dead["state"]) == ("page", "dead")
    assert found[-1]["summary"]["error"] == 2
    assert found[-1]["coverage"]["links"] == 11
    assert found[0]["schema_version"] == 1


@pytest.mark.parametrize("make", MAKERS)
def test_stable(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes: ASCII, a line for each record, good for strict ears."""
    one = jsonl.render(make(), Style())
    assert one == jsonl.render(make(), Style(colour=True, width=20, verbosity=1))
    assert one.isascii()
    assert one.endswith("}\n")
    assert all(isinstance(from_json(line), dict) for line in one.splitlines())
