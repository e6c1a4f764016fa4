"""JUnit's XML, read back by a program that others wrote."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import case, report
from hostile import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped, TestCase

from listcheck.renderers import junit
from listcheck.renderers.style import Style
from listcheck.report import Report
from listcheck.rules import RULES
from listcheck.settings import Settings
from renderers.made import of_many, of_texts
from renderers.situations import empty, everything, good, hostile, surrogates


def read(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(junit.render(report, Style()).encode())


def cases(report: Report) -> list[TestCase]:
    return [one for suite in read(report) for one in suite]


def kinds(report: Report) -> dict[str, str]:
    """What became of each case: of its rule and name, the tag of its result."""
    return {
        f"{one.classname} {one.name}": type(one.result[0]).__name__ if one.result else "passed"
        for one in cases(report)
    }


def test_findings() -> None:
    """What counts fails, what could not be told is skipped, the rest passes with its text."""
    found = kinds(everything())
    assert found["dead-link https://example.org/dead"] == "Failure"
    assert found["title-mismatch Leaking Clocks in Kitchens"] == "Failure"
    assert found["repo-renamed https://github.com/old/name"] == "passed"
    assert found["unverified-link https://example.org/wall"] == "Skipped"
    assert found["listcheck enough was seen"] == "passed"


def test_failure() -> None:
    """A failure has its rule, its message, its place and what to do."""
    (dead,) = (one for one in cases(everything()) if one.name == "https://example.org/dead")
    (failure,) = dead.result
    assert isinstance(failure, Failure)
    assert (failure.type, dead.classname) == ("dead-link", "dead-link")
    assert failure.message.startswith("leads nowhere: it is not there")
    assert failure.text.startswith("README.md:7:32\nleads nowhere")
    assert "→ replace it, or take it out" in failure.text


def test_counts() -> None:
    """The totals are those of the cases, in the suites and in all."""
    whole = read(everything())
    suites = list(whole)
    assert [suite.name for suite in suites] == ["listcheck", "README.md"]
    assert (whole.tests, whole.failures, whole.errors, whole.skipped) == (
        sum(suite.tests for suite in suites), 2, 0, 2,
    )  # fmt: skip
    for suite in suites:
        found = list(suite)
        results = [result for one in found for result in one.result]
        assert suite.tests == len(found)
        assert suite.failures == sum(isinstance(one, Failure) for one in results)
        assert suite.skipped == sum(isinstance(one, Skipped) for one in results)


def test_rules_without_findings() -> None:
    """A rule that found nothing has a case that passes, in every list."""
    found = kinds(good())
    assert {name for name in found if name.endswith(" nothing found")} == {
        f"{rule.slug} nothing found" for rule in RULES if rule.slug != "unverified-link"
    }
    assert set(found.values()) == {"passed"}
    assert "dead-link nothing found" not in kinds(everything())


def test_nothing_unknown_is_good() -> None:
    """Where too little was seen, a rule without findings is skipped, and so is the run."""
    assert set(kinds(hostile()).values()) == {"Skipped", "Failure"}
    offline = case("- [a](https://example.org/a)", settings=Settings(offline=True))
    assert kinds(report(offline))["dead-link nothing found"] == "Skipped"


@pytest.mark.parametrize(
    ("fail_on", "failures"), [("never", 0), ("error", 1), ("info", 3), ("new", 2)]
)
def test_fail_on(fail_on: str, failures: int) -> None:
    """What fails is what makes the exit status, by whatever it is set to."""
    assert read(of_texts(["a"], fail_on)).failures == failures


def test_accepted() -> None:
    """What is accepted is skipped, with the reason."""
    skipped = [one for one in cases(of_texts([""])) if one.is_skipped]
    told = [re.sub(r"\d+", "", one.result[0].message or "") for one in skipped]
    assert "accepted: w" in told


def test_names_are_told_apart() -> None:
    """Two cases of a suite never have the same name."""
    found = [(one.classname, one.name) for one in cases(everything())]
    assert len(set(found)) == len(found)
    same = report(case("[a](#x) [b](#x)\n\n- c | d\n"))
    found = [(one.classname, one.name) for one in cases(same)]
    assert len(set(found)) == len(found)


def test_many() -> None:
    """Thousands are all there."""
    whole = read(of_many(5000))
    assert (whole.failures, whole.skipped) == (5000, 5000)


@given(st.lists(texts, min_size=1, max_size=7))
@settings(max_examples=100)
def test_well_formed(given: list[str]) -> None:
    """Whatever is written anywhere, it is XML with the cases of a tame report."""
    shape = [(len(one.result), type(one)) for one in cases(of_texts(given))]
    assert shape == [(len(one.result), type(one)) for one in cases(of_texts([""]))]


@pytest.mark.parametrize("make", [everything, hostile, surrogates, empty, good])
def test_stable(make: Callable[[], Report], tmp_path: Path) -> None:
    """The same report gives the same bytes, as a file too."""
    one = junit.render(make(), Style())
    assert one == junit.render(make(), Style(colour=True, width=20, verbosity=1))
    (tmp_path / "junit.xml").write_text(one, encoding="utf-8")
    assert JUnitXml.fromfile(str(tmp_path / "junit.xml")).tests > 0
