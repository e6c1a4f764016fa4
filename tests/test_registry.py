"""Every plug is registered, documented and tested."""

import importlib
import re
from pathlib import Path

import pytest

import listcheck
from listcheck.case import Rule
from listcheck.renderers import RENDERERS
from listcheck.rules import BY_SLUG, RULES

SOURCE = Path(listcheck.__file__).parent
TESTS = Path(__file__).parent
PARTS = (
    "What it finds", "Why it matters", "What to do", "What it cannot know", "Example", "Cost",
)  # fmt: skip
# Promised to users, by hand: a change here breaks somebody's pipeline.
SEVERITIES = {
    "dead-link": "error",
    "suspect-link": "warning",
    "moved-link": "info",
    "unverified-link": "info",
    "refused-link": "warning",
    "broken-anchor": "warning",
    "broken-markup": "warning",
    "malformed-row": "error",
    "repo-missing": "error",
    "repo-path-missing": "error",
    "repo-renamed": "warning",
    "repo-archived": "warning",
    "repo-blocked": "error",
    "repo-empty": "warning",
    "repo-stale": "info",
    "paper-missing": "error",
    "paper-withdrawn": "error",
    "arxiv-id-malformed": "error",
    "title-mismatch": "error",
    "title-drift": "info",
    "same-id-two-titles": "error",
    "label-url-mismatch": "error",
    "date-drift": "warning",
    "date-malformed": "info",
    "stars-drift": "info",
    "badge-mismatch": "warning",
    "count-drift": "warning",
    "venue-available": "info",
    "code-available": "info",
    "duplicate-entry": "warning",
    "details-mismatch": "warning",
    "catalog-drift": "warning",
    "malformed-waiver": "error",
    "unused-waiver": "warning",
    "expired-waiver": "warning",
}


def modules(folder: str) -> list[str]:
    """The names of the modules of a folder of plugs."""
    found = (path.stem for path in (SOURCE / folder).glob("*.py"))
    return sorted(name for name in found if name != "__init__")


def plugs(folder: str, attribute: str) -> list[str]:
    """Those that define a plug rather than help one."""
    names = modules(folder)
    return [
        name
        for name in names
        if hasattr(importlib.import_module(f"listcheck.{folder}.{name}"), attribute)
    ]


RULE_MODULES = plugs("rules", "RULE")
RENDERER_MODULES = plugs("renderers", "render")


@pytest.mark.parametrize("name", RULE_MODULES)
def test_rules_are_registered(name: str) -> None:
    """A module with a rule has it in the registry once, under its own name."""
    rule: Rule = importlib.import_module(f"listcheck.rules.{name}").RULE
    assert sum(one is rule for one in RULES) == 1
    assert rule.slug == name.replace("_", "-")
    assert BY_SLUG[rule.slug] is rule


def test_nothing_else_is_registered() -> None:
    """Every registered rule has a module, and every renderer."""
    assert sorted(BY_SLUG) == [name.replace("_", "-") for name in RULE_MODULES]
    assert sorted(RENDERERS) == RENDERER_MODULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_severity(rule: Rule) -> None:
    """A rule is as grave as was promised."""
    assert SEVERITIES[rule.slug] == rule.severity


@pytest.mark.parametrize("name", RULE_MODULES)
def test_mends(name: str) -> None:
    """A rule says that it makes fixes if it does."""
    makes = re.search(r"\bfix=|\bFix\(", (SOURCE / "rules" / f"{name}.py").read_text())
    assert BY_SLUG[name.replace("_", "-")].mends == (makes is not None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_manual(rule: Rule) -> None:
    """A manual has all its parts, in their order, none empty, after a line that sums it up."""
    places = [rule.manual.find(f"\n\n{part}: ") for part in PARTS]
    assert -1 not in places, PARTS[places.index(-1)]
    assert places == sorted(places)
    assert re.fullmatch(r"[A-Z][^\n]{10,90}[^.]", rule.summary)


@pytest.mark.parametrize("name", RULE_MODULES)
def test_rules_are_tested(name: str) -> None:
    """Each rule has a file of tests that begins with the case in which it is silent."""
    path = TESTS / "rules" / f"test_{name}.py"
    assert path.is_file()
    first = re.search(r"^def test_(\w+)", path.read_text(), re.MULTILINE)
    assert first is not None
    assert first[1].startswith("silent")


@pytest.mark.parametrize("name", RENDERER_MODULES)
def test_renderers_are_tested(name: str) -> None:
    """Each renderer has a file of tests."""
    assert (TESTS / "renderers" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", plugs("probes", "lookups"))
def test_probes_are_tested(name: str) -> None:
    """Each probe has a file of tests, or, where it is in parts, one for each part."""
    found = {path.stem for path in (TESTS / "probes").glob("test_*.py")}
    assert any(one == f"test_{name}" or one.startswith(f"test_{name}_") for one in found)
