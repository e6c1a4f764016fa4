"""What is left near a path that is gone, in the folders above it: one query, or two.

A folder of git is shown whole by `Tree.entries`; what is in it is a file, a folder, or a submodule
(`commit`), which the API does not look into. Only one entry can be meant: of two, none is.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from listcheck import moves
from listcheck.exchange import Exchange, Reply, Request, ask, status_of
from listcheck.model import Flow, Lookup, Observation, Part, Signal
from listcheck.probes import github_query
from listcheck.probes.question import Question
from listcheck.settings import Services, Settings

_LEVELS = 4  # folders above it, and the root
_CASE, _ENDING = "the same path but for its case", "the same name with another ending"
# Files that are made anew in another form, and keep their name.
_FORMS = (
    frozenset({"md", "markdown", "rst", "txt", "mdx", "adoc"}),
    frozenset({"ipynb", "py"}),
    frozenset({"ipynb", "md"}),
    frozenset({"yml", "yaml"}),
)
_Kinds = Mapping[str, str]  # the entries of a folder: name to "blob", "tree" or "commit"


@dataclass(frozen=True, slots=True)
class _Sought:
    """A path by its pieces, and the repository; `owner/name` in small letters."""

    owner: str
    name: str
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, question: Question) -> "_Sought":
        owner, name, *pieces = question.name.split("/")
        return cls(owner, name, tuple(pieces))

    @property
    def folders(self) -> tuple[tuple[str, ...], ...]:
        """The folders above it, the nearest first, the root at last."""
        above = [self.pieces[:length] for length in range(len(self.pieces) - 1, 0, -1)]
        return (*above[:_LEVELS], ())


def lookups(questions: tuple[Question, ...], settings: Settings) -> tuple[Lookup, ...]:
    """A conversation each; none without a token, which GraphQL wants."""
    if not settings.services.token:
        return ()
    return tuple(Lookup((one.key,), partial(flow, one, settings.services)) for one in questions)


def flow(question: Question, services: Services) -> Flow:
    """Look into the folders above; a reply that is none settles nothing."""
    sought, trail = _Sought.of(question), list[Exchange]()
    expressions = [f"HEAD:{'/'.join(one)}" for one in sought.folders]
    shown = yield from _shown(sought, expressions, services, trail)
    if shown is None:
        return ()
    depth, kinds = _nearest(sought, shown)
    if kinds is None:
        return (_said(question, {}, trail),)
    parts = {f"tree:{'/'.join(sought.pieces[:depth])}": Part(Signal.ALIVE, moves.FOLDER)}
    if meant := _meant(sought.pieces[depth:], kinds):
        path, kind, words = "/".join((*sought.pieces[:depth], meant[0])), meant[1], meant[2]
        if depth + 1 < len(sought.pieces):
            path = "/".join((path, *sought.pieces[depth + 1 :]))
            there = yield from _shown(sought, [f"HEAD:{path}"], services, trail)
            kind = _kind(there[0]) if there else ""
        if kind:
            parts = {f"{kind}:{path}": Part(Signal.ALIVE, words)}
    parts.pop("tree:", None)  # the root is no place to look
    return (_said(question, parts, trail),)


def _shown(
    sought: _Sought, expressions: list[str], services: Services, trail: list[Exchange]
) -> Generator[Request, Reply, list[Any] | None]:
    """What git has under each expression; None if nobody says."""
    values = {"o": sought.owner, "n": sought.name}
    values |= {f"e{number}": one for number, one in enumerate(expressions)}
    fields = " ".join(
        f"p{number}:object(expression:$e{number}){{__typename ...on Tree{{entries{{name type}}}}}}"
        for number in range(len(expressions))
    )
    types = ",".join(f"${name}:String!" for name in values)
    text = (
        f"query({types}){{rateLimit{{cost remaining resetAt}}"
        f"repository(owner:$o,name:$n){{{fields}}}}}"
    )
    data = github_query.data((yield from ask(github_query.request(services, text, values), trail)))
    home = (data or {}).get("repository")
    if not isinstance(home, dict):
        return None
    return [home.get(f"p{number}") for number in range(len(expressions))]


def _nearest(sought: _Sought, shown: list[Any]) -> tuple[int, _Kinds | None]:
    """How deep the nearest thing above lies, and what is in it if it is a folder."""
    for folder, node in zip(sought.folders, shown, strict=True):
        if isinstance(node, dict):
            entries = node.get("entries")
            return len(folder), _kinds(entries) if isinstance(entries, list) else None
    return 0, None


def _kinds(entries: list[Any]) -> _Kinds:
    named = (one for one in entries if isinstance(one, dict))
    return {str(one.get("name")): str(one.get("type")) for one in named}


def _meant(rest: tuple[str, ...], kinds: _Kinds) -> tuple[str, str, str] | None:
    """The one entry that can be meant: its name, what it is, and how it differs."""
    piece, is_last = rest[0], len(rest) == 1
    if piece in kinds:
        return None  # it is there, so that what is gone is something else
    wanted = ("blob", "tree") if is_last else ("tree",)
    some = [name for name in kinds if name.casefold() == piece.casefold()]
    words = _CASE
    if not some and is_last:
        some = [name for name in kinds if kinds[name] == "blob" and _is_form(piece, name)]
        words = _ENDING
    if len(some) != 1 or kinds[some[0]] not in wanted:
        return None
    return some[0], kinds[some[0]], words


def _is_form(one: str, other: str) -> bool:
    stem, _, end = one.casefold().rpartition(".")
    its_stem, _, its_end = other.casefold().rpartition(".")
    return bool(stem) and stem == its_stem and any({end, its_end} <= form for form in _FORMS)


def _kind(node: Any) -> str:
    kinds = {"Blob": "blob", "Tree": "tree"}
    return kinds.get(str(node.get("__typename")), "") if isinstance(node, dict) else ""


def _said(question: Question, parts: dict[str, Part], trail: list[Exchange]) -> Observation:
    last = trail[-1].reply
    reason = "; ".join(part.reason for part in parts.values()) or "nothing near it can be meant"
    return Observation(
        question.key, Signal.ALIVE, reason, status_of(last),
        parts=MappingProxyType(parts), trail=tuple(trail), at=last.at,
    )  # fmt: skip
