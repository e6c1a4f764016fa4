"""A link text that names another thing than the link leads to.

What it finds: link texts with an arXiv id, a repository (`owner/name`) or an address, whose link
leads to another paper, repository or page.

Why it matters: a reader sees the one and gets the other. The address of a copied row that was
corrected only half is the usual cause.

What to do: look which of the two is meant, and make text and address agree.

What it cannot know: which of the two is right. Versions of a paper, its mirrors and DOIs,
subpaths, tracking parameters, shortened addresses and repositories that are known to have another
name by now are the same thing. Two words with a slash between them are taken for a repository only
if half of the link's own name is among them, or the list links a repository of that name.

Example: `[2401.00001](https://arxiv.org/abs/2401.00010)`.

Cost: none.
"""

from collections.abc import Iterator

from listcheck.case import Case, Rule, is_kind
from listcheck.model import Finding, Link, Target
from listcheck.rules import labels

_AS_IT_IS = ("autolink", "bare", "value", "plain")  # syntaxes without a text of their own


def check(case: Case) -> Iterator[Finding]:
    """Every link whose text names something else."""
    linked = {place.target.key for place in case.places}
    for _, link in case.catalog.links():
        if (
            not labels.may_name(link.text)
            or link.is_image
            or link.syntax in _AS_IT_IS
            or case.target(link).refused
        ):
            continue
        if named := _another(case, link, linked):
            yield _finding(case, link, named)


def _another(case: Case, link: Link, linked: set[str]) -> str:
    """What the text names, if it is another thing than the link leads to; else ""."""
    target, text = case.target(link), link.text.strip()
    shown = labels.address(text, case.settings.services.forge)
    if shown:
        return "" if _is_same(case, shown, link) else text
    if ids := labels.ids(text):
        return "" if _is_of(target, ids) else ", ".join(sorted(ids))
    slug = labels.repository(text)
    return slug and _another_repository(case, slug, target, linked)


def _is_of(target: Target, ids: frozenset[str]) -> bool:
    """Whether a link leads to one of some papers, or to where a paper may be found."""
    if target.kind == "paper":
        return target.key.partition(":")[2] in ids
    return not is_kind(target, "repository")


def _is_same(case: Case, shown: Target, link: Link) -> bool:
    target = case.target(link)
    seen = case.evidence.get(target.key)
    ends = (seen.final_url, seen.moved_to) if seen else ()
    return _canonical(case, shown.key) == _canonical(case, target.key) or any(
        labels.same_address(link.text, end) for end in (link.target, *ends) if end
    )


def _another_repository(case: Case, slug: str, target: Target, linked: set[str]) -> str:
    """The repository that a text names, where it is sure to name one."""
    if not is_kind(target, "repository"):
        return ""
    owner, name = slug.split("/")
    real = target.key.partition(":")[2]
    real_owner, _, real_name = real.partition("/")
    if f"/{slug}/" in f"/{real}/{target.part.lower()}/" or owner == real_name:
        return ""  # a path in the repository
    if (
        _canonical(case, f"repo:{slug}") == _canonical(case, target.key)
        or owner + name == real_name
    ):
        return ""
    sure = owner == real_owner or name == real_name or f"repo:{slug}" in {*linked, *case.evidence}
    return slug if sure else ""


def _canonical(case: Case, key: str) -> str:
    """The key of a repository under the name that it has by now."""
    seen = case.evidence.get(key)
    return f"repo:{seen.facts.canonical.lower()}" if seen and seen.facts.canonical else key


def _finding(case: Case, link: Link, named: str) -> Finding:
    entry, target = case.entry_of(link), case.target(link)
    real = link.target
    if target.kind == "paper" or is_kind(target, "repository"):
        real = target.key.partition(":")[2]
    return Finding(
        RULE.slug, RULE.severity, f"the text names {named}, the link leads to {real}",
        link.place, entry=entry.name if entry else None, url=link.url, claimed=named,
        observed=real, advice="make text and address agree", key=f"{target.key} {named}",
    )  # fmt: skip


RULE = Rule("label-url-mismatch", "error", __doc__, check)
