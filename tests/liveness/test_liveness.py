"""Every row of the table is what a run says, and the page of the docs shows the same run."""

from collections.abc import Mapping

import pytest
from world.namespace import available

from listcheck.probes import PROBES
from listcheck.probes import hosts as policies
from listcheck.urls import identify
from liveness.page import PAGE, page
from liveness.running import Outcome, everything
from liveness.situations import SEVERITIES, Situation, address
from liveness.tables import ROWS


@pytest.fixture(scope="module")
def seen() -> Mapping[str, Outcome]:
    """What the runs said, all of them at once."""
    if not available():
        pytest.skip("no network namespaces here")
    return everything()


@pytest.mark.parametrize(("name", "row"), ROWS.items(), ids=ROWS)
def test_row(seen: Mapping[str, Outcome], name: str, row: Situation) -> None:
    """State, rules, severities, requests, and what becomes of it."""
    outcome = seen[name]
    asked = len(row.asked.split(", ")) if row.asked else 0
    assert (outcome.state, dict(outcome.told)) == (
        row.state, {rule: SEVERITIES[rule] for rule in row.told_by},
    )  # fmt: skip
    assert outcome.asked == row.asked
    assert outcome.arrived == (asked if row.arrived is None else row.arrived)
    assert outcome.lasting == row.in_time


def test_the_page_shows_the_run(seen: Mapping[str, Outcome]) -> None:
    """`PYTHONPATH=tests python -m liveness > docs/liveness.md` writes what stands there."""
    assert PAGE.read_text("utf-8") == page(seen)


def test_every_policy_has_a_row() -> None:
    """A row of `hosts.toml` without one here would be a policy that nobody has seen at work."""
    hosts = policies.Hosts((), (row.rule for row in policies.table()))
    rules = [hosts.rule(identify(address(*one)).address) for one in ROWS.items()]
    asked = {rule.policy for rule in rules if rule}
    own = {row.rule.pattern for row in policies.table() if not row.rule.policy.startswith("api:")}
    assert asked == {row.rule.policy for row in policies.table()}
    assert own <= {rule.pattern for rule in rules if rule}


def test_every_probe_has_a_row() -> None:
    """Whatever kind of question there is, some row asks it."""
    asked = {identify(address(*one)).key.partition(":")[0] + ":" for one in ROWS.items()}
    assert PROBES.keys() - asked <= {"code:"}  # asked of papers, for no link of the list


def test_severities_are_those_of_the_rules() -> None:
    """The contract's severities, which the table repeats, are what the rules have."""
    from listcheck.rules import BY_SLUG  # noqa: PLC0415

    assert {BY_SLUG[slug].severity for slug in SEVERITIES} == set(SEVERITIES.values())
    assert {slug: BY_SLUG[slug].severity for slug in SEVERITIES} == SEVERITIES
