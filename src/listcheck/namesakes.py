"""Which repository may be the same as one that is gone, and what proves it.

A name proves nothing: GitHub has many repositories of most names, and anybody can take one that has
become free. So whatever is proposed names the paper of the entry (its arXiv id, its DOI, its title
to the letter), or is the same owner's and differs in punctuation only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from listcheck.case import Case, Place
from listcheck.model import Entry, Observation, Target
from listcheck.patterns import lazy_compile
from listcheck.titles import is_gloss, words
from listcheck.urls import host_of, identify

KEY = "namesake:"
_ENOUGH = 4  # words of a title that no other work bears by chance
_SHORT = 5  # letters and digits; of fewer, any two names are alike

# Parts of names that say what is in a repository and not which work it is of.
_COMMON = frozenset(
    """agent agents ai algorithm analysis app archive artifact artifacts assignment awesome base
    baseline baselines bench benchmark benchmarks blog bot code codebase codes core course data
    dataset datasets deep demo demos dev distillation docs eval evaluation example examples
    experiment experiments final framework github homepage implementation inference io jax learning
    lib library list llm llms main master method ml model models my network networks new notebook
    notebooks official open opensource oss page pages paper papers pipeline prj project projects
    public python pytorch release repo repository research resources results script scripts site
    software source src supplement supplementary survey task test tests tf thesis tool toolkit tools
    torch train trainer training tutorial utils web website work""".split()
)
# What an owner adds to the name of a repository that is made anew.
_ADDED = frozenset(
    """archive code jax legacy main new official open opensource oss pytorch public release repo src
    tf torch v1 v2""".split()
)
_NOT_THEIRS = lazy_compile(
    r"\b(?:un|non-?)official|\bnot (?:the|an) official|\bre-?implement|\bthird[- ]party",
    re.IGNORECASE,
)
_ARXIV = lazy_compile(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)")
_PAPERS = 8  # that the README of one work names: its own, and those that it builds on
_BOUNDARY = lazy_compile(r"[._-]+|(?<=[a-z])(?=[A-Z])|(?<=\D)(?=\d)|(?<=\d)(?=[A-Za-z])")


def key(slug: str) -> str:
    """The key of the question who else has the repository `owner/name`."""
    return f"{KEY}{slug.lower()}"


# --- names ---------------------------------------------------------------------------------------


def is_telling(name: str) -> bool:
    """Whether a name says which work it is: several parts, or letters that no word has.

    One word may be anybody's, however rare.
    """
    parts = [part for part in _BOUNDARY.split(name) if part]
    return _is_long(name) and len(parts) > 1 and not _is_anybodys(name)


def _is_anybodys(*names: str) -> bool:
    """Whether names are made of nothing but common words."""
    parts = {part.lower() for name in names for part in _BOUNDARY.split(name) if part}
    return _letters(parts) <= _COMMON


def is_worth_asking(slug: str, wanted: tuple[str, ...]) -> bool:
    """Whether anything that is found could be proposed."""
    name = slug.partition("/")[2]
    return bool(wanted) or (_is_long(name) and not _is_anybodys(name))


def _letters(parts: Iterable[str]) -> set[str]:
    return {part for part in parts if not part.isdigit() and part != "v"}


def _is_long(name: str) -> bool:
    return sum(character.isalnum() for character in name) >= _SHORT


@lru_cache(maxsize=1 << 10)
def plain(name: str) -> str:
    """A name without case and punctuation; what stands between digits is kept: 2.5 is not 25."""
    return re.sub(r"(?<!\d)[._-]+|[._-]+(?!\d)", "", name.lower())


def is_twin(slug: str, other: str) -> bool:
    """Whether two repositories are one owner's, and their names differ in punctuation only."""
    (owner, _, name), (theirs, _, called) = slug.partition("/"), other.partition("/")
    alike = owner.lower() == theirs.lower() and plain(name) == plain(called)
    return (
        alike
        and slug.lower() != other.lower()
        and _is_long(name)
        and not (_is_anybodys(name) or _is_anybodys(called))
    )


def is_kin(slug: str, other: str) -> bool:
    """Whether two repositories are one owner's, and one has the other's name and an addition."""
    (owner, _, name), (theirs, _, called) = slug.partition("/"), other.partition("/")
    if owner.lower() != theirs.lower() or not _is_long(name):
        return False
    short, long = sorted((plain(name), plain(called)), key=len)
    return _is_long(short) and long.startswith(short) and long[len(short) :] in _ADDED


def is_same_name(slug: str, other: str) -> bool:
    """Whether somebody else has a repository of this name; its case says nothing."""
    (owner, _, name), (theirs, _, called) = (
        slug.lower().partition("/"),
        other.lower().partition("/"),
    )
    return name == called and owner != theirs


# --- proof ---------------------------------------------------------------------------------------


def proofs(case: Case, place: Place, slug: str) -> tuple[str, ...]:
    """What has to be named by whatever is the repository: `paper:ID`, `doi:DOI`, `title:TITLE`.

    An entry that links several papers tells of none whose the repository is. A name that may be
    anybody's is not made telling by a title.
    """
    entry = case.entry_of(place.link)
    if entry is None:
        return ()
    papers = case.keys(entry, "paper")
    dois = tuple(dict.fromkeys(_dois(case, entry)))
    ids = (*(papers if len(papers) == 1 else ()), *(dois if len(dois) == 1 else ()))
    if not is_telling(slug.partition("/")[2]):
        return ids
    titles = (f"title:{claim.text}" for claim in entry.claimed("title")[:1])
    return (*ids, *(one for one in titles if _is_title(one.partition(":")[2])))


def _dois(case: Case, entry: Entry) -> Iterator[str]:
    for link in entry.links:
        target = case.target(link)
        if target.key.startswith("doi:") and not target.refused:
            yield target.key


def _is_title(text: str) -> bool:
    return len(words(text)) >= _ENOUGH and not is_gloss(text)


def owners(case: Case, place: Place) -> frozenset[str]:
    """The people and organisations that the entry's other links name, in lower case."""
    entry = case.entry_of(place.link)
    links = [link for link in entry.links if not link.is_image] if entry else []
    found = {owner for link in links for owner in _owners(case.target(link))}
    return frozenset(found - {place.target.key.partition(":")[2].partition("/")[0]})


def _owners(target: Target) -> Iterator[str]:
    kind, _, name = target.key.partition(":")
    if kind in ("repo", "owner"):
        yield name.partition("/")[0]
    host = host_of(target.address)
    if host.endswith(".github.io"):
        yield host.removesuffix(".github.io")


def named(text: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Which of the wanted proofs stand in a text."""
    return tuple(one for one in wanted if _stands_in(text, *one.split(":", 1)))


def _stands_in(text: str, kind: str, what: str) -> bool:
    if kind == "title":
        return f" {' '.join(words(what))} " in f" {' '.join(words(text))} "
    end = r"(?!\d)" if kind == "paper" else r"(?![\w/-]|\.\w)"
    return bool(re.search(rf"(?<!\d)(?<!\d\.){re.escape(what)}{end}", text, re.IGNORECASE))


def is_of_one_work(text: str) -> bool:
    """Whether a README neither calls its code another's work on a paper, nor names many papers.

    A library or a collection names the paper, too.
    """
    return not _NOT_THEIRS.search(text) and len({*_ARXIV.findall(text)}) <= _PAPERS


# --- what is proposed ----------------------------------------------------------------------------

_PROVING = {"paper": "arXiv id", "doi": "DOI", "title": "title"}


def found(case: Case, place: Place, slug: str) -> Iterator[tuple[Target, str]]:
    """The repository that was found in the place of `owner/name`, and why it, in words.

    What was seen is held against the list as it is now.
    """
    seen = case.evidence.get(key(slug))
    if seen is None or not seen.facts.code:
        return
    target = identify(seen.facts.code, case.settings.services.forge)
    entry = case.entry_of(place.link)
    linked = case.keys(entry, "repository") if entry else ()
    if target.kind == "repository" and not target.why_not and target.key not in linked:
        said = _words(case, place, slug, target, seen)
        if said:
            yield target, said


def is_known(case: Case, place: Place, slug: str, target: Target) -> bool:
    """Whether it belongs to the same owner, or to somebody whom the entry's other links name."""
    owner = target.key.partition(":")[2].partition("/")[0].lower()
    return owner == slug.partition("/")[0].lower() or owner in owners(case, place)


def _words(case: Case, place: Place, slug: str, target: Target, seen: Observation) -> str:
    other = target.key.partition(":")[2]
    proven = [one for one in proofs(case, place, slug) if one in seen.facts.titles]
    naming = f", which names the paper's {_PROVING[proven[0].partition(':')[0]]}" if proven else ""
    if is_twin(slug, other):
        listed = any(case.target(link).key == target.key for _, link in case.catalog.links())
        if naming or not listed:
            return f"the same owner's repository of nearly this name{naming}"
    if not naming:
        return ""
    if is_kin(slug, other):
        return f"a repository of the same owner{naming}"
    if not is_same_name(slug, other):
        return ""
    return f"a {'fork' if seen.facts.fork else 'repository'} of the same name{naming}"
