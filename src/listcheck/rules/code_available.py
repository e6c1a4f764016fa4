"""Code that exists by now, of an entry without code.

What it finds: entries without code, in lists and tables that have a place for it, whose paper says
in arXiv's comment or in its abstract where its code is; and entries that say "code soon",
"paper-only", a dash or a warning sign in the place of code, where Hugging Face's page of the paper
names a repository.

Why it matters: it is what readers look for, and what is added by hand most often after the venue.

What to do: look at the repository, and link it.

What it cannot know: whether the repository holds the code and not only a promise of it, and, where
a reader of Hugging Face entered it, whether it is the authors'. An address that the words around it
make data, a page, or somebody else's work is left alone. A repository that GitHub does not show, or
that is empty, is never proposed, and one that the authors only promised not until something was
pushed to it after they did.

Example: a row that says "code soon", and a comment "Code: https://github.com/owner/name".

Cost: one request to Hugging Face for each entry that says that it has no code yet, at most a
hundred a run (`huggingface.requests`; `huggingface.every-entry` asks for all without code), good
for a week. The repositories that are named join a batch of fifty.
"""

from collections.abc import Iterator

from listcheck.announcements import Pointer, pointers
from listcheck.case import Case, Rule
from listcheck.codeless import Codeless, codeless
from listcheck.model import Finding, Observation
from listcheck.rules import title_mismatch
from listcheck.states import HARD, LIVING
from listcheck.urls import identify

# What says something of the repository; a failure to ask does not.
_TELLING = LIVING | HARD
_NOT_LOOKED_AT = "the repository itself was not looked at"


def check(case: Case) -> Iterator[Finding]:
    """Every entry without code whose paper has some."""
    found = [
        (one, finding)
        for one in codeless(case.catalog, case.settings.services.forge)
        if (finding := _first(case, one))
    ]
    wrong = title_mismatch.wrong(case) if found else set()
    yield from (finding for one, finding in found if (one.entry.span, one.paper) not in wrong)


def _first(case: Case, one: Codeless) -> Finding | None:
    """The finding on the first address that holds."""
    named = pointers(one.paper.partition(":")[2], case.evidence)
    return next(filter(None, (_finding(case, one, pointer) for pointer in named)), None)


def _finding(case: Case, one: Codeless, pointer: Pointer) -> Finding | None:
    """What there is to say of one address; None where it does not hold."""
    state = _state(case, one, pointer)
    if state is None:
        return None
    said = f"the list says {one.said}" if one.said else "the list has no code"
    quote = f": “{pointer.quote}”" if pointer.quote else f" names {pointer.url}"
    repository = case.evidence.get(_key(case, pointer))
    return Finding(
        RULE.slug, RULE.severity, f"{said}, {pointer.source}{quote}; {state}", one.place,
        entry=one.entry.name, claimed=one.said or None, observed=pointer.url,
        trail=(*pointer.seen.trail, *(repository.trail if repository else ())),
        advice=f"look at {pointer.url}, and link it", key=one.paper,
    )  # fmt: skip


def _key(case: Case, pointer: Pointer) -> str:
    return identify(pointer.url, case.settings.services.forge).key


def _state(case: Case, one: Codeless, pointer: Pointer) -> str | None:
    """What is known of the repository, in words; None where it is not worth a word."""
    seen = case.evidence.get(_key(case, pointer))
    if seen is None or seen.signal not in _TELLING:
        return None if pointer.promised or not pointer.quote else _NOT_LOOKED_AT
    if seen.signal not in LIVING or seen.facts.empty or seen.facts.disabled:
        return None
    if pointer.promised and not _pushed_since(seen, case.evidence[one.paper]):
        return None
    since = ", and was pushed to since then" if pointer.promised else ""
    stars = f" with {seen.facts.stars:,} stars" if seen.facts.stars else ""
    return f"the repository is there{stars}{since}"


def _pushed_since(repository: Observation, paper: Observation) -> bool:
    """Whether something was pushed after the version of the paper that promises it."""
    promised = paper.facts.updated or paper.facts.published
    pushed = repository.facts.pushed
    return bool(promised and pushed and pushed[:10] > promised[:10])


RULE = Rule("code-available", "info", __doc__, check)
