"""Which fix goes where: every rule that mends has its pull request."""

from listcheck.github.kinds import KINDS, OF_RULE, branch
from listcheck.rules import RULES


def test_every_rule_that_mends_has_a_kind() -> None:
    assert set(OF_RULE) == {rule.slug for rule in RULES if rule.mends}
    assert set(OF_RULE.values()) == set(KINDS)


def test_one_branch_for_each() -> None:
    assert [branch(kind) for kind in KINDS] == [
        "listcheck/links", "listcheck/metadata", "listcheck/stars",
    ]  # fmt: skip
