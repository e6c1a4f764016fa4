"""One work listed twice.

What it finds: entries of one list that are the same work: under one name or title, with one paper,
one repository or nothing that tells them apart. Within a section it is a warning; across sections,
which many lists mean, a note, and nothing where a list does so as a habit.

Why it matters: readers look twice, counts are wrong, and the two drift apart when one is edited.

What to do: keep the one that says more, with what only the other one links; where both are meant,
say so in one of them ("cross-list", "see also"). A fix never removes an entry.

What it cannot know: whether two entries with one paper are meant as two, such as a method and its
data; names or titles that differ are taken to mean that they are. One title with two ids is a wrong
id or two papers of one title, and left alone. Rows of details and remarks repeat entries, and are
none. Picks, highlights and news repeat entries too: there, only a table's row that stands twice in
the same words is told.

Example: `Gurgle` with 2401.00001 in the second row of a table, and again in the ninth.

Cost: none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from listcheck.case import Case, Rule
from listcheck.model import Document, Entry, Finding, Role
from listcheck.patterns import lazy_compile
from listcheck.titles import compare, key, words
from listcheck.urls import host_of

_DECLARED = lazy_compile(
    r"\bcross[- ]?list\w*|\bsee also\b|\balso (?:in|listed|appears|under|see)\b|\bsame as\b"
    r"|\b(?:listed|see|as) (?:above|below)\b|\bduplicated? (?:of|from|in)\b",
    re.IGNORECASE,
)
# Sections that show again what stands elsewhere.
_AGAIN = lazy_compile(
    r"\b(?:news|updates?|latest|highlights?|highlighted|featured?|picks?|must[- ]reads?"
    r"|recommend\w*|spotlights?|trending|our (?:works?|papers?)|recent(?:ly)?|what'?s new)\b|🔥",
    re.IGNORECASE,
)
_TITLE = 4  # words of a title that two papers hardly share
_NAMES = 20  # entries of one name, from where on it is a label
_HABIT = 0.05  # of the entries, repeated in other sections, from where on a list means it
_FEW = 5  # repeated entries that are never a habit


@dataclass(frozen=True)
class Listed:
    """An entry as one of those that may be the same."""

    case: Case
    document: Document
    entry: Entry

    @cached_property
    def papers(self) -> frozenset[str]:
        """The papers that it links."""
        return frozenset(self.case.keys(self.entry, "paper"))

    @cached_property
    def is_again(self) -> bool:
        """Whether its section shows what stands elsewhere."""
        return any(_AGAIN.search(part) for part in self.entry.section)

    @cached_property
    def points(self) -> bool:
        """Whether it points to another entry."""
        return _DECLARED.search(self.entry.text) is not None

    @cached_property
    def linked(self) -> frozenset[tuple[str, str]]:
        """Everything that it links, pictures left out; a path in a repository is not the whole."""
        leading = (link for link in self.entry.links if link.target and not link.is_image)
        targets = map(self.case.target, leading)
        return frozenset((target.key, target.part) for target in targets)

    @cached_property
    def pages(self) -> frozenset[tuple[str, str]]:
        """The pages of papers by the host that they are at."""
        return frozenset(
            (host_of(link.target), self.case.target(link).key)
            for link in self.entry.links
            if link.role is Role.PAPER and not link.is_image
        )

    @property
    def title(self) -> str:
        """The title that it writes, "" if it writes none or two."""
        return _title(self.entry)


def _title(entry: Entry) -> str:
    found = entry.claimed("title")
    return found[0].text if len(found) == 1 else ""


def check(case: Case) -> Iterator[Finding]:
    """Every entry that stands before, once."""
    for entries in _lists(case):
        found = [*_repeated(case, entries)]
        across = [pair for pair in found if not _is_near(*pair)]
        habit = len(across) > max(_FEW, _HABIT * len(entries))
        for again, before in found:
            if _is_near(again, before) or not habit:
                yield _finding(again, before)


def _lists(case: Case) -> Iterator[list[tuple[Document, Entry]]]:
    """The entries of each list: of a Markdown file, or of the files of a catalog together."""
    found: dict[str, list[tuple[Document, Entry]]] = {}
    for document in case.catalog.documents:
        folder, _, name = document.path.rpartition("/")
        path = folder if name.endswith((".toml", ".yaml", ".yml", ".json")) else document.path
        entries = ((document, entry) for entry in document.entries if entry.kind == "entry")
        found.setdefault(path, []).extend(entries)
    yield from found.values()


def _called(case: Case, entry: Entry) -> tuple[str, ...]:
    """What an entry is looked up by: its only paper, its name and its title, each once."""
    papers = case.keys(entry, "paper")
    names = map(_named, filter(None, (entry.name, _title(entry))))
    return tuple(dict.fromkeys((*(papers if len(papers) == 1 else ()), *names)))


def _repeated(
    case: Case, entries: Sequence[tuple[Document, Entry]]
) -> Iterator[tuple[Listed, Listed]]:
    """Each entry that stands before, with where it does: in the same section if it does there."""
    names = [_called(case, entry) for _, entry in entries]
    times = Counter(chain.from_iterable(names))
    known: dict[str, list[Listed]] = {}
    for (document, entry), every in zip(entries, names, strict=True):
        called = [name for name in every if times[name] > 1]
        if not called:
            continue
        one = Listed(case, document, entry)
        others = {id(other): other for name in called for other in known.get(name, ())}
        same = [other for other in others.values() if _is_same(one, other)]
        if same:
            yield one, next((other for other in same if _is_near(one, other)), same[0])
        for name in called:
            if len(known.setdefault(name, [])) < _NAMES:
                known[name].append(one)


def _is_near(one: Listed, other: Listed) -> bool:
    return one.document is other.document and one.entry.section == other.entry.section


def _is_same(one: Listed, other: Listed) -> bool:
    """Whether two entries are one work, neither of which points to the other."""
    again = one.is_again or other.is_again
    if not again and _are_apart(one.papers, other.papers):
        return False
    copied = _is_near(one, other) and one.entry.text == other.entry.text
    if not copied and (one.points or other.points):
        return False
    if again:
        return copied and _is_row(one)
    if _is_elsewhere(one, other):
        return False
    if one.title and other.title:
        return _titled_alike(one, other, one.papers & other.papers)
    if _key(one.entry.name) != _key(other.entry.name):
        return False
    if not one.linked and not other.linked:
        return one.entry.text == other.entry.text and len(words(one.entry.text)) >= _TITLE
    return bool(one.linked & other.linked) and (
        one.linked <= other.linked or other.linked <= one.linked
    )


def _is_row(one: Listed) -> bool:
    return any(row.span.start == one.entry.span.start for row in one.document.rows)


def _titled_alike(one: Listed, other: Listed, papers: frozenset[str]) -> bool:
    """Whether two titles are one; the names before them may not differ."""
    names = [_key(each.entry.name) for each in (one, other)]
    own = [name in _key(each.title) for name, each in zip(names, (one, other), strict=True)]
    if names[0] != names[1] and not all(own):
        return False
    if _key(one.title) == _key(other.title):
        return bool(papers) or len(words(one.title)) >= _TITLE
    likeness = compare(one.title, (other.title,)).likeness
    return bool(papers) and likeness in ("same", "abbreviated", "slip", "changed")


def _are_apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and not ours & theirs


def _is_elsewhere(one: Listed, other: Listed) -> bool:
    """Whether one publisher has two pages for the two: each paper has one."""
    hosts = {host for host, _ in one.pages} & {host for host, _ in other.pages}
    return bool(hosts) and not one.pages & other.pages


def _key(text: str) -> str:
    """A title's key; a plus sign tells one method from another."""
    return key(text.replace("+", " plus "))


def _named(text: str) -> str:
    return f"named {_key(text)}"


# --- what is told --------------------------------------------------------------------------------


def _finding(again: Listed, before: Listed) -> Finding:
    near = _is_near(again, before)
    line = before.document.position(before.entry.span.start)[0]
    document = "" if again.document is before.document else f" of {before.document.path}"
    section = "" if near or not before.entry.section else f", under “{before.entry.section[-1]}”"
    more = len(again.linked - before.linked) > len(before.linked - again.linked)
    kept = again.document.position(again.entry.span.start)[0] if more else line
    advice = f"keep line {kept}, with what only the other one links, or call one a cross-list"
    return Finding(
        RULE.slug, RULE.severity if near else "info",
        f"“{again.entry.name}” is on line {line}{document} already{section}", again.entry.span,
        entry=again.entry.name, related=(before.entry.span,), advice=advice,
        key=min(again.papers, default=_key(again.entry.name)),
    )  # fmt: skip


RULE = Rule("duplicate-entry", "warning", __doc__, check)
