"""SARIF, against the schema of its version and what GitHub is known to take.

The schema is that of the OASIS standard without its descriptions, as it comes with the npm package
@microsoft/sarif-multitool-linux 5.7.0.
"""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]
import pytest
from builders import NOON, case, report
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from listcheck.model import Waiver
from listcheck.renderers import sarif
from listcheck.renderers.style import Style
from listcheck.report import Report, WaivedLine
from listcheck.rules import RULES
from renderers.made import of_many, of_texts
from renderers.situations import empty, everything, good, hostile, surrogates

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text())
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)
ALL = Style(verbosity=1)


def run(report: Report, style: Style = ALL) -> dict[str, Any]:
    """The only run of a log that holds to the schema."""
    log = json.loads(sarif.render(report, style))
    VALIDATOR.validate(log)
    (found,) = log["runs"]
    assert isinstance(found, dict)
    return found


def messages(value: Any) -> Iterator[str]:
    """Every text that is shown to people."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "message":
                yield part["text"]
            yield from messages(part)
    elif isinstance(value, list):
        for part in value:
            yield from messages(part)


def places(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        place["physicalLocation"]
        for result in found["results"]
        for place in [*result["locations"], *result["relatedLocations"]]
    ]


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_ingestion(make: Callable[[], Report]) -> None:
    """Every result has its place, below the root; no message is empty; all is in order."""
    found = run(make())
    for result in found["results"]:
        assert len(result["locations"]) == 1
        assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for place in places(found):
        artifact, region = place["artifactLocation"], place["region"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert not artifact["uri"].startswith(("/", ".."))
        assert ":" not in artifact["uri"]
        assert artifact["uri"].isascii()
        assert min(region.values()) >= 1
        assert (region["startLine"], region["startColumn"]) <= (
            region["endLine"], region["endColumn"],
        )  # fmt: skip
    assert all(text.strip() for text in messages(found))
    assert found["automationDetails"]["id"].endswith("/")
    assert found["columnKind"] == "unicodeCodePoints"


def test_result() -> None:
    """A dead link with its place, the other one, and a fingerprint that no move of it changes."""
    found = run(everything())
    assert len(found["results"]) == len(everything().findings)
    (dead,) = (one for one in found["results"] if one["ruleId"] == "dead-link")
    assert dead["level"] == "error"
    assert dead["message"]["text"].startswith("leads nowhere: it is not there; failing since")
    (place,) = dead["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "README.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 32, "endLine": 7, "endColumn": 56},
    }
    assert len(dead["relatedLocations"]) == 1
    assert dead["baselineState"] == "new"
    (line,) = (one for one in everything().findings if one.finding.rule == "dead-link")
    assert dead["partialFingerprints"]["listcheckKey/v1"] == line.finding.key
    key = line.finding.key.removeprefix("dead-link:")
    assert dead["partialFingerprints"]["primaryLocationLineHash"] == f"{key}:1"


def test_fingerprints() -> None:
    """They survive a move of the line, and no two of a run are alike."""
    text = "[a](#x)\n\n[b](#y)\n\n[c](#x)\n"
    first, second = (
        [one["partialFingerprints"]["primaryLocationLineHash"] for one in run(one)["results"]]
        for one in (report(case(text)), report(case(f"# Title\n\nnew\n\n{text}")))
    )
    assert first == second
    assert len(set(first)) == len(first) == 2


def test_baseline_state() -> None:
    """What is known already is unchanged."""
    told = {one["ruleId"]: one["baselineState"] for one in run(of_texts(["a"]), Style())["results"]}
    assert told == {"dead-link": "new", "moved-link": "unchanged", "unverified-link": "new"}


def test_rules() -> None:
    """Every rule that was looked for is there, with its manual."""
    rules = run(good())["tool"]["driver"]["rules"]
    assert [one["id"] for one in rules] == [rule.slug for rule in RULES]
    (dead,) = (one for one in rules if one["id"] == "dead-link")
    assert dead["name"] == "DeadLink"
    assert dead["shortDescription"]["text"] == "A link that leads nowhere, with hard evidence."
    assert dead["help"]["markdown"].count("\n\n**What to do:** ") == 1
    assert dead["defaultConfiguration"]["level"] == "error"
    levels = {rule.severity: one["defaultConfiguration"]["level"]
              for rule, one in zip(RULES, rules, strict=True)}  # fmt: skip
    assert levels == {"error": "error", "warning": "warning", "info": "note"}


def test_fixes() -> None:
    """A correction is there as replacements."""
    (result,) = (one for one in run(everything())["results"] if one["ruleId"] == "count-drift")
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "README.md"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 47, "endLine": 2, "endColumn": 48},
            "insertedContent": {"text": "5"},
        }
    ]
    assert fix["properties"] == {"safe": True}


def test_accepted() -> None:
    """What is accepted is left out, since GitHub would open an alert; with -v it is suppressed."""
    assert len(run(of_texts(["a"]), Style())["results"]) == 3
    *others, last = run(of_texts([""]))["results"]
    assert [one["suppressions"] for one in others] == [[]] * 3
    (told,) = last["suppressions"]
    assert (told["kind"], told["status"]) == ("inSource", "accepted")
    assert " (until w" in told["justification"]
    (kept,) = of_texts(["a"]).waived
    outside = WaivedLine(kept.line, Waiver(("dead-link",), "accepted", source="baseline"))
    found = run(replace(of_texts(["a"]), waived=(outside,)))["results"][-1]
    assert found["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "accepted"}
    ]


def test_invocation() -> None:
    """Whether enough was seen, how it ended, and what the run has to say."""
    (whole,) = run(everything())["invocations"]
    assert (whole["executionSuccessful"], whole["exitCode"]) == (True, 1)
    assert whole["startTimeUtc"] == "2026-01-01T12:00:00Z"
    (note,) = whole["toolExecutionNotifications"]
    assert note == {"level": "note", "message": {"text": "the store was made anew"}}
    (part,) = run(hostile())["invocations"]
    assert part["executionSuccessful"] is False
    assert part["toolExecutionNotifications"][0]["message"]["text"].startswith("incomplete: blind")


def test_paths() -> None:
    """A path is one below the root, or says that it is none; odd names are escaped."""
    (line, *_) = of_texts(["a"]).findings

    def artifact(path: str) -> dict[str, str]:
        at = replace(line, location=line.location._replace(path=path))
        found = run(replace(of_texts(["a"]), findings=(at,)))["results"][0]["locations"][0]
        result = found["physicalLocation"]["artifactLocation"]
        assert isinstance(result, dict)
        return result

    assert artifact("./data/a b.toml")["uri"] == "data/a%20b.toml"
    assert unquote(artifact("é#?:%.md")["uri"]) == "é#?:%.md"
    assert artifact("/home/a/README.md") == {"uri": "file:///home/a/README.md"}


def test_texts_are_no_markup() -> None:
    """No text from outside is a link or a placeholder of SARIF."""
    (line, *_) = of_texts(["a"]).findings
    finding = replace(line.finding, message="see [here](1) and [that](https://x.example) {0} {a}")
    found = run(replace(of_texts(["a"]), findings=(replace(line, finding=finding),)))
    text = found["results"][0]["message"]["text"].splitlines()[0]
    assert text == "see [here] (1) and [that] (https://x.example) { 0} {a}"


@given(st.lists(texts, min_size=1, max_size=7))
@settings(max_examples=50)
def test_any_text(given: list[str]) -> None:
    """Whatever is written anywhere, it holds to the schema, with the results of a tame report."""
    found, tame = run(of_texts(given)), run(of_texts([""]))
    assert [one["ruleId"] for one in found["results"]] == [one["ruleId"] for one in tame["results"]]
    assert not any("](" in text for text in messages(found))


def test_five_thousand() -> None:
    """What GitHub shows of a run is all there."""
    text = sarif.render(of_many(2500), Style())
    assert len(json.loads(text)["runs"][0]["results"]) == 5000
    assert len(gzip.compress(text.encode())) < 10_000_000


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above what GitHub takes, the gravest stay, and the others are counted."""
    assert sarif.MOST_RESULTS == 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2500)
    log = json.loads(sarif.render(of_many(1300), Style()))
    (found,) = log["runs"]
    rules = [one["ruleId"] for one in found["results"]]
    assert (rules.count("dead-link"), rules.count("unverified-link")) == (1300, 1200)
    (note, *_) = found["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("100 results are left out")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on the compressed size holds for texts that do not compress."""
    monkeypatch.setattr(sarif, "LARGEST", 50_000)
    noise = random.Random(1)
    many = of_many(400)
    lines = tuple(
        replace(one, finding=replace(one.finding, url=f"https://a.example/{noise.randbytes(100).hex()}"))
        for one in many.findings
    )  # fmt: skip
    text = sarif.render(replace(many, findings=lines), Style())
    assert 30_000 < len(gzip.compress(text.encode(), 6)) <= 50_100
    (found,) = json.loads(text)["runs"]
    left = 800 - len(found["results"])
    (note, *_) = found["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith(f"{left} results are left out")
    assert 0 < left < 800


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_stable(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes, in ASCII, with a newline at their end."""
    one = sarif.render(make(), Style())
    assert one == sarif.render(make(), Style(colour=True, width=20))
    assert one.isascii()
    assert one.endswith("}\n")
    assert make().started_at == NOON
