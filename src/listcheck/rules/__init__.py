"""Catalog and evidence become findings: one file, one rule, one manual."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from listcheck import waivers
from listcheck.case import Case, Found, Rule
from listcheck.model import Finding, Waived, Waiver
from listcheck.rules import (
    arxiv_id_malformed,
    badge_mismatch,
    broken_anchor,
    broken_markup,
    catalog_drift,
    code_available,
    count_drift,
    date_drift,
    date_malformed,
    dead_link,
    details_mismatch,
    duplicate_entry,
    expired_waiver,
    label_url_mismatch,
    malformed_row,
    malformed_waiver,
    moved_link,
    paper_missing,
    paper_withdrawn,
    refused_link,
    repo_archived,
    repo_blocked,
    repo_empty,
    repo_missing,
    repo_path_missing,
    repo_renamed,
    repo_stale,
    same_id_two_titles,
    stars_drift,
    suspect_link,
    title_drift,
    title_mismatch,
    unused_waiver,
    unverified_link,
    venue_available,
)
from listcheck.waivers import ON_WAIVERS

RULES: tuple[Rule, ...] = (
    dead_link.RULE,
    repo_missing.RULE,
    repo_path_missing.RULE,
    repo_blocked.RULE,
    paper_missing.RULE,
    paper_withdrawn.RULE,
    arxiv_id_malformed.RULE,
    title_mismatch.RULE,
    same_id_two_titles.RULE,
    label_url_mismatch.RULE,
    malformed_row.RULE,
    repo_renamed.RULE,
    repo_archived.RULE,
    repo_empty.RULE,
    suspect_link.RULE,
    badge_mismatch.RULE,
    broken_anchor.RULE,
    broken_markup.RULE,
    catalog_drift.RULE,
    count_drift.RULE,
    details_mismatch.RULE,
    duplicate_entry.RULE,
    date_drift.RULE,
    refused_link.RULE,
    moved_link.RULE,
    stars_drift.RULE,
    title_drift.RULE,
    venue_available.RULE,
    code_available.RULE,
    date_malformed.RULE,
    repo_stale.RULE,
    unverified_link.RULE,
    malformed_waiver.RULE,
    unused_waiver.RULE,
    expired_waiver.RULE,
)

BY_SLUG = {rule.slug: rule for rule in RULES}
WAIVABLE = tuple(rule.slug for rule in RULES if rule.slug not in ON_WAIVERS)


class Judgement(NamedTuple):
    """What was found, what of it is waived, and what is to be said of waivers without a place."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    notes: tuple[str, ...] = ()


def judge(case: Case) -> tuple[Finding, ...]:
    """Every finding of the selected rules that stands, by path, offset and rule. Pure."""
    return judged(case).findings


def judged(case: Case) -> Judgement:
    """Every finding of the selected rules, those apart that a waiver or the baseline accepts."""
    first = [rule for rule in selected(case) if rule.slug not in ON_WAIVERS]
    found = _found(case, first)
    documents, allow = case.catalog.documents, case.settings.allow
    parted = waivers.sort(found, documents, allow, case.day)
    seen = replace(case, found=Found(found, frozenset(rule.slug for rule in first), WAIVABLE))
    told = _found(seen, (rule for rule in selected(case) if rule.slug in ON_WAIVERS))
    kept, accepted = [], []
    for finding in sorted((*parted.kept, *told), key=_order):
        if finding.key in case.accepted:
            accepted.append(Waived(finding, _accepting(finding, case.accepted[finding.key])))
        else:
            kept.append(finding)
    waived = sorted((*parted.waived, *accepted), key=lambda one: _order(one.finding))
    return Judgement(tuple(kept), tuple(waived), tuple(unused_waiver.notes(seen)))


def _accepting(finding: Finding, day: str) -> Waiver:
    return Waiver((finding.rule,), f"accepted on {day}", source="baseline")


def _found(case: Case, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    found = [finding for rule in rules for finding in rule.check(case)]
    return tuple(_keyed(case, sorted(found, key=_order)))


def _order(finding: Finding) -> tuple[str, int, str]:
    return finding.span.path, finding.span.start, finding.rule


def selected(case: Case) -> Iterator[Rule]:
    """The rules that the settings want, in the order of the registry."""
    settings = case.settings
    for rule in RULES:
        if (
            not settings.select or rule.slug in settings.select
        ) and rule.slug not in settings.ignore:
            yield rule


def _keyed(case: Case, findings: list[Finding]) -> Iterator[Finding]:
    """Give each finding a key that survives a move of its line: rule, entry, subject.

    What is found of a target as a whole is told of the first entry that leads there, and which one
    is the first may change. Two that are alike in all of it are told apart by their order.
    """
    alike: Counter[tuple[str, ...]] = Counter()
    targets = _targets(case) if findings else frozenset()
    for finding in findings:
        path, about = finding.span.path, " ".join(finding.key.split())
        entry = "" if (path, finding.key) in targets else finding.entry or ""
        subject = (posixpath.normpath(path), finding.rule, entry, about)
        alike[subject] += 1
        text = "\0".join((*subject, str(alike[subject])))
        yield finding._replace(key=f"{finding.rule}:{_digest(text)}")


def _digest(text: str) -> str:
    from hashlib import blake2s  # noqa: PLC0415  # loads OpenSSL, and a good list has no findings

    return blake2s(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _targets(case: Case) -> frozenset[tuple[str, str]]:
    """The keys that `finding.about` makes, with the paths of their documents."""
    return frozenset(
        (place.document.path, f"{place.target.key} {place.target.part}".strip())
        for place in case.places
    )
