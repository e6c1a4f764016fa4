"""Fixes of a result document as new texts of the lists, proven as `listcheck fix` proves them.

The lists are read where they stand, and judged again without asking anybody: by what the store
knows, where that is what the result was made of, else by the texts alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from listcheck.fixing import Judged, fix
from listcheck.github.proposal import Change
from listcheck.mending import unseen
from listcheck.model import Document, Finding
from listcheck.result import FindingModel, Result
from listcheck.result_spans import finding, span, tells_of
from listcheck.rules import BY_SLUG
from listcheck.settings import Settings
from listcheck.verify import Examined, examine
from listcheck.wired import Run

_DATA = (".toml", ".yaml", ".yml", ".json")
_ASTRAY = "its place is another one in the text here"
_UNPROVEN = "it could not be proven beside the others"


@dataclass(frozen=True, slots=True)
class Proven:
    """New texts by the paths of the result, the keys of what is mended in them, what is left."""

    texts: Mapping[str, bytes] = field(default_factory=dict)
    mended: frozenset[str] = frozenset()
    left: Mapping[str, str] = field(default_factory=dict)  # why, by the keys of findings
    by_evidence: bool = False  # or by the texts alone


@dataclass(frozen=True, slots=True)
class Ground:
    """The lists of a result as they stand here, judged again."""

    result: Result
    examined: Examined

    @property
    def texts(self) -> dict[str, bytes]:
        """The bytes of every file, by the path that reports give it."""
        return _texts(self.examined)

    @property
    def documents(self) -> dict[str, Document]:
        """The same as read."""
        return {one.path: one for one in self.examined.case.catalog.documents}

    @property
    def strange(self) -> frozenset[str]:
        """The files that are not those which the result was made of."""
        lists = {one.path for one in self.result.lists}
        there = (one for one in self.documents.values() if one.path in lists)
        return frozenset(one.path for one in there if not tells_of(self.result, one))

    def rendered_of(self, paths: Iterable[str]) -> dict[str, str]:
        """The rendered list of each file of a catalog among these, where there is one."""
        made = (one for one in self.examined.lists if one.rendered is not None)
        folders = {Path(one.path).parent: one.path for one in made}
        each = {path: folders.get(Path(path).parent) for path in paths}
        return {path: other for path, other in each.items() if other is not None}

    def change(self, told: FindingModel) -> Change:
        """A fix as it is shown: what is written in the first place, and in how many."""
        edits = told.fix.edits if told.fix else []
        known = self.documents
        first = min(edits, key=lambda one: (one.path, one.line, one.column))
        where = span(known[first.path], first)
        was = known[first.path].slice(where) if where else ""
        return Change(told, was, first.text, len(edits))

    def prove(self, wanted: Iterable[FindingModel]) -> Proven:
        """The fixes of these findings that hold: alone, together, and read again."""
        told = {one.key: finding(one, self.documents) for one in wanted}
        again = {one.key: one for one in self.examined.findings}
        asked = {key: one for key, one in told.items() if one and _agree(one, again.get(key))}
        astray = dict.fromkeys(told.keys() - asked.keys(), _ASTRAY)
        if not asked:
            return Proven(left=astray)
        known = asked.keys() <= again.keys()
        examined = self.examined.succeeded() if known else self.examined
        proof = _Proof(examined, asked, known=known)
        fixed = fix(proof.first, proof.again)
        mended = frozenset(one.key for one in fixed.mended)
        why = {one.finding.key: one.why for one in fixed.left}
        left = {key: why.get(key, _UNPROVEN) for key in asked.keys() - mended}
        old, new = self.texts, fixed.judged.texts
        texts = {path: new[path] for path in old if old[path] != new[path]}
        return Proven(texts, mended, left | astray, known)


def _agree(told: Finding, again: Finding | None) -> bool:
    """Whether what is found again, if it is, would be mended in the same places likewise."""
    if again is None:
        return True
    edits = [set(one.fix.edits) if one.fix else None for one in (told, again)]
    return told.span == again.span and edits[0] == edits[1]


@dataclass(frozen=True, slots=True)
class _Proof:
    """Judging for `fixing.fix`: `known` says that the store holds what the result was made of."""

    examined: Examined
    asked: Mapping[str, Finding]
    known: bool

    @property
    def first(self) -> Judged:
        """The texts as they are, with the findings of the result in the place of their like."""
        mine = tuple(self.asked.values())
        others = tuple(one for one in self.examined.findings if one.key not in self.asked)
        return Judged(_texts(self.examined), (*others, *mine), mine, self._unseen())

    def again(self, texts: Mapping[str, bytes]) -> Judged:
        """Other texts; what wanted the place of another fix is found again, where it can be."""
        after = self.examined.again(texts)
        found = after.findings
        wanted = tuple(one for one in found if self.known and one.key in self.asked and one.fix)
        return Judged(_texts(after), found, wanted, self._unseen(after))

    def _unseen(self, examined: Examined | None = None) -> frozenset[str]:
        return frozenset(unseen((examined or self.examined).case)) if self.known else frozenset()


def _texts(examined: Examined) -> dict[str, bytes]:
    return {one.path: one.data for one in examined.lists}


def ground(result: Result, settings: Settings, run: Run) -> Ground | None:
    """Read and judge the lists of a result again; None where none of them is a file here.

    Raises:
        UserError: a list cannot be read.
    """
    names = tuple(dict.fromkeys(_name(one.path) for one in result.lists if _is_here(one.path)))
    if not names:
        return None
    store = settings.store if settings.store and settings.store.is_file() else None
    # Rules that are named one by one: the store forgets no finding for not being found by this.
    rules = tuple(BY_SLUG)
    quiet = replace(
        settings, offline=True, store=store, select=rules, ignore=(), since="", base=None
    )
    return Ground(result, examine(names, quiet, run))


def _is_here(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _name(path: str) -> str:
    """What to read for a file: of a catalog all of it, since its parts are judged together."""
    if Path(path).suffix.lower() not in _DATA:
        return path
    from listcheck import folders  # noqa: PLC0415  # pydantic and jinja2, which Markdown needs not

    return str(folders.whole(Path(path)))
