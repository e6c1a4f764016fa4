"""Workflow commands, as the runner of GitHub reads them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from listcheck.renderers import github
from listcheck.renderers.style import Style
from listcheck.report import Report
from renderers.made import of_many, of_texts
from renderers.situations import HOSTILE, empty, everything, good, hostile, surrogates


class Command(NamedTuple):
    """A command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, marks: str) -> str:
    for mark in marks:
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text.replace("%25", "%")


def read(line: str) -> Command | None:
    """One line as ActionCommand.TryParseV2 of actions/runner reads it; None if it is no command."""
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    head, _, message = line[2:].partition("::")
    name, _, told = head.partition(" ")
    pairs = (one.partition("=") for one in told.split(",") if one)
    properties = {key.strip(): unescaped(value, "\r\n:,") for key, _, value in pairs}
    return Command(name, properties, unescaped(message, "\r\n"))


def lines(report: Report) -> list[str]:
    # Console writers and log readers take more than one character for the end of a line.
    return re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", github.render(report, Style()))


def commands(report: Report) -> list[Command]:
    return [one for one in map(read, lines(report)) if one]


def test_annotations() -> None:
    """Each finding stands at its place, with what to do and what was seen."""
    found = commands(everything())
    assert [one.name for one in found] == ["error"] * 2 + ["warning"] * 5 + ["notice"] * 3
    assert found[1].properties == {
        "file": "README.md",
        "line": "7",
        "endLine": "7",
        "col": "32",
        "endColumn": "56",
        "title": "dead-link: Singing Kettles in Gardens",
    }
    assert found[1].message.splitlines() == [
        "leads nowhere: it is not there; failing since 2025-12-22, confirmed (dead on 3 days)",
        "https://example.org/dead",
        "→ replace it, or take it out",
        "also in 1 more place",
        "seen: GET https://example.org/page:https://example.org/dead → 404",
    ]


def test_unchecked_last() -> None:
    """What could not be told comes after what was."""
    notices = [one.properties["title"] for one in commands(everything()) if one.name == "notice"]
    assert [title.partition(":")[0] for title in notices] == [
        "moved-link", "unverified-link", "unverified-link",
    ]  # fmt: skip


def test_ranges() -> None:
    """Columns are only told of ranges on one line: the others GitHub refuses."""
    (line, *_) = everything().findings
    longer = replace(line, location=line.location._replace(end_line=line.location.line + 1))
    (found,) = commands(replace(everything(), findings=(longer,)))
    assert found.properties.keys() == {"file", "line", "endLine", "title"}


def test_summary() -> None:
    """The end is the summary, in plain lines."""
    plain = [line for line in lines(everything()) if line and not read(line)]
    assert plain[0] == "2 errors, 5 warnings, 1 note.  README.md (5 entries, 12 links)"
    assert github.render(good(), Style()).startswith("All good.")
    assert "::" not in github.render(empty(), Style())


def test_incomplete() -> None:
    """That too little was seen is a warning of its own."""
    (told,) = (one for one in commands(hostile()) if one.name == "warning")
    assert told.properties == {"title": "listcheck: incomplete"}
    assert told.message.startswith("blind ")


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_ten_of_a_level(severity: str) -> None:
    """Ten of each level are written, what is new first, and the tenth tells of the others."""
    found = commands(of_many(5000, severity=severity))  # type: ignore[arg-type]
    mine = [one for one in found if one.name == severity]
    assert [len(mine), len(found)] == [10, 20]
    assert [one.properties["line"] for one in mine[:9]] == [str(4 * n + 1) for n in range(9)]
    assert mine[9].properties == {"title": "listcheck"}
    assert mine[9].message.startswith(f"and 4,991 more {severity}s, ")
    assert found[-1].message.startswith("and 4,991 more notes, ")


def test_just_ten() -> None:
    """Ten are ten, and nothing more is told."""
    found = commands(of_many(10))
    assert [one.properties["title"][:9] for one in found[:10]] == ["dead-link"] * 10


@given(st.lists(texts | st.just(HOSTILE), min_size=1, max_size=7))
@settings(max_examples=100)
def test_no_text_is_a_command(given: list[str]) -> None:
    """Whatever is written anywhere, there are the commands of a tame report, and no other."""
    found, tame = commands(of_texts(given)), commands(of_texts([""]))
    assert [one.name for one in found] == [one.name for one in tame]
    assert [set(one.properties) for one in found] == [set(one.properties) for one in tame]
    assert [one.properties.get("line") for one in found] == ["3", None, "3", "3"]
    for line in lines(of_texts(given)):
        assert "##[" not in line
        assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)
    # What is unescaped goes to the log, where each of its lines is looked at again.
    for one in found:
        assert not any(read(line) or "##[" in line for line in one.message.splitlines())


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_stable(make: Callable[[], Report]) -> None:
    """The same report gives the same bytes, however it is to look elsewhere."""
    one = github.render(make(), Style())
    assert one == github.render(make(), Style(colour=True, width=20, verbosity=1))
    assert one.encode()
