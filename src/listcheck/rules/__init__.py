"""Catalog and evidence become findings: one file, one rule, one manual."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2s

from listcheck.case import Case, Rule
from listcheck.model import Finding
from listcheck.rules import (
    arxiv_id_malformed,
    badge_mismatch,
    broken_anchor,
    catalog_drift,
    count_drift,
    date_drift,
    dead_link,
    malformed_row,
    moved_link,
    paper_missing,
    paper_withdrawn,
    refused_link,
    repo_archived,
    repo_blocked,
    repo_missing,
    repo_path_missing,
    repo_renamed,
    stars_drift,
    title_drift,
    title_mismatch,
    unverified_link,
)

RULES: tuple[Rule, ...] = (
    dead_link.RULE,
    repo_missing.RULE,
    repo_path_missing.RULE,
    repo_blocked.RULE,
    paper_missing.RULE,
    paper_withdrawn.RULE,
    arxiv_id_malformed.RULE,
    title_mismatch.RULE,
    malformed_row.RULE,
    repo_renamed.RULE,
    repo_archived.RULE,
    badge_mismatch.RULE,
    broken_anchor.RULE,
    catalog_drift.RULE,
    count_drift.RULE,
    date_drift.RULE,
    refused_link.RULE,
    moved_link.RULE,
    stars_drift.RULE,
    title_drift.RULE,
    unverified_link.RULE,
)

BY_SLUG = {rule.slug: rule for rule in RULES}


def judge(case: Case) -> tuple[Finding, ...]:
    """Every finding of the selected rules, in the order of path, offset and rule. Pure."""
    found = [finding for rule in _selected(case) for finding in rule.check(case)]
    found.sort(key=lambda finding: (finding.span.path, finding.span.start, finding.rule))
    return tuple(_keyed(found))


def _selected(case: Case) -> Iterator[Rule]:
    settings = case.settings
    for rule in RULES:
        if (
            not settings.select or rule.slug in settings.select
        ) and rule.slug not in settings.ignore:
            yield rule


def _keyed(findings: list[Finding]) -> Iterator[Finding]:
    """Give each finding a key that survives a move of its line: rule, entry, subject.

    Two that are alike in all of it are told apart by their order.
    """
    alike: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        subject = (finding.span.path, finding.rule, finding.entry or "", finding.key)
        alike[subject] += 1
        text = "\0".join((*subject, str(alike[subject])))
        digest = blake2s(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
        yield replace(finding, key=f"{finding.rule}:{digest}")
