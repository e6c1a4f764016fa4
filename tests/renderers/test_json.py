"""The result document: its shape is a promise."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from listcheck.cli import cli
from listcheck.renderers import json as renderer
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers.situations import empty, everything, good, hostile, surrogates

MAKERS = [everything, hostile, surrogates, empty, good]

# What users and scripts rely on, field by field.
TOP = "schema_version tool started_at finished_at lists coverage summary links findings waived"
COVERAGE = "links verified unverified refused skipped requests"
LINK = """url state kind status final_url reason checked_at failing_since failures confirmations
    confirmed locations"""
FINDING = """rule severity message entry url location related claimed observed evidence fix key new
    first_seen"""
LOCATION = "path line column end_line end_column"


def rendered(report: Report) -> dict[str, Any]:
    found = json.loads(renderer.render(report, Style()))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The schema as the command tells it."""
    result = CliRunner().invoke(cli, ["schema", "result"])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("make", MAKERS)
def test_schema(make: Callable[[], Report], schema: dict[str, Any]) -> None:
    """Every document is what `listcheck schema result` promises."""
    jsonschema.Draft202012Validator(schema).validate(rendered(make()))


def test_the_promised_fields() -> None:
    """No field that is promised is missing, in the top or in any part."""
    document = rendered(everything())
    assert set(TOP.split()) <= set(document)
    assert document["schema_version"] == 1
    assert set(document["tool"]) == {"name", "version"}
    assert set(document["lists"][0]) == {"path", "entries", "links"}
    assert set(COVERAGE.split()) == set(document["coverage"])
    assert set(document["summary"]) == {"error", "warning", "info", "waived"}
    for link in document["links"]:
        assert set(LINK.split()) <= set(link)
        assert all(set(LOCATION.split()) == set(place) for place in link["locations"])
    for finding in document["findings"]:
        assert set(FINDING.split()) <= set(finding)
        assert set(LOCATION.split()) == set(finding["location"])
        for exchange in finding["evidence"]:
            assert {"request", "status", "at"} <= set(exchange)
        if finding["fix"]:
            assert {"title", "safe", "edits"} == set(finding["fix"])
            assert all({*LOCATION.split(), "text"} == set(edit) for edit in finding["fix"]["edits"])


def test_values() -> None:
    """What is told of a dead link is all there."""
    document = rendered(everything())
    (link,) = (one for one in document["links"] if one["url"] == "https://example.org/dead")
    assert (link["state"], link["kind"], link["status"]) == ("dead", "page", 404)
    assert (link["failures"], link["confirmations"], link["confirmed"]) == (4, 3, True)
    assert link["failing_since"] == "2025-12-22T02:00:00Z"
    assert link["checked_at"] == "2026-01-01T12:00:00Z"
    assert len(link["locations"]) == 2
    (finding,) = (one for one in document["findings"] if one["rule"] == "dead-link")
    assert finding["entry"] == "Singing Kettles in Gardens"
    assert finding["url"] == "https://example.org/dead"
    assert finding["location"] == {
        "path": "README.md", "line": 7, "column": 32, "end_line": 7, "end_column": 56,
    }  # fmt: skip
    assert len(finding["related"]) == 1
    assert finding["evidence"][-1]["status"] == 404
    assert finding["new"] is True


def test_counts_agree() -> None:
    """The summary counts the findings."""
    document = rendered(everything())
    found = [one["severity"] for one in document["findings"]]
    assert {one: found.count(one) for one in ("error", "warning", "info")} == {
        one: document["summary"][one] for one in ("error", "warning", "info")
    }
    assert min(document["summary"][one] for one in ("error", "warning", "info")) > 0


def test_order() -> None:
    """Findings come in the order of path, place and rule."""
    document = rendered(everything())
    order = [
        (one["location"]["path"], one["location"]["line"], one["location"]["column"], one["rule"])
        for one in document["findings"]
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("make", MAKERS)
def test_deterministic(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes, with a newline at their end, in valid UTF-8."""
    one = renderer.render(make(), Style())
    assert one == renderer.render(make(), Style(colour=True, width=20, verbosity=1))
    assert one.endswith("}\n")
    assert one.encode()


def test_hostile_text_is_data() -> None:
    """Controls are escaped, and the text is there whole for whoever reads it as data."""
    shown = renderer.render(hostile(), Style())
    assert "\x1b" not in shown
    assert "\x07" not in shown
    document = json.loads(shown)
    assert any("\x1b[31mRed" in str(one["observed"]) for one in document["findings"])
