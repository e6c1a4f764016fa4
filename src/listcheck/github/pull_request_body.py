"""The text of a fix pull request: what was, what is, and the proof of each, cut at entries."""

from collections import Counter
from collections.abc import Iterator, Sequence

from listcheck.github import lines
from listcheck.github.calls import Place
from listcheck.github.kinds import Kind
from listcheck.github.marking import WORKFLOW
from listcheck.github.proposal import Change, Left, Proposal
from listcheck.markup import code
from listcheck.result import EvidenceModel, LocationModel

LARGEST = 60_000  # characters; GitHub takes 65,536
_MOST_LEFT = 50
_PART_OF_LEFT = 3  # of the room, one part for what is not proposed: names of files may be long
_ROOM = 1_000  # for the lines that say how much was left out
_SHOWN = 160  # characters of a text, before and after
_REQUEST = 200
_MOST_EXCHANGES = 3
_TITLES: dict[Kind, tuple[str, str]] = {
    "links": ("Mend 1 link", "Mend {:,} links"),
    "metadata": ("Mend the metadata in 1 place", "Mend the metadata in {:,} places"),
    "stars": ("Update 1 star count", "Update {:,} star counts"),
}
_PROOF = {
    True: "With these changes the lists were read and judged again by all that was observed: what "
    "was wrong is gone, and nothing else is found.",
    False: "With these changes the lists were read again: nothing new is wrong in the text itself.",
}
_STARTS_NOTHING = (
    "This was written with `GITHUB_TOKEN`, for which GitHub starts no workflow: close and reopen "
    "this pull request to run the checks of the repository."
)
_HANDLING = (
    "listcheck updates this branch in place, until somebody else pushes to it. Whoever closes this "
    "pull request declines these very fixes: they are not proposed again."
)


def title(proposal: Proposal) -> str:
    """The title of the pull request, and the first line of its commits."""
    count = len(proposal.changes)
    one, many = _TITLES[proposal.kind]
    return one if count == 1 else many.format(count)


def message(proposal: Proposal) -> str:
    """The message of its commits: how many fixes of which rules. Nothing in it is from outside."""
    counts = Counter(one.finding.rule for one in proposal.changes)
    lines = (f"{rule}: {count:,}" for rule, count in sorted(counts.items()))
    return "\n".join((f"{title(proposal)}", "", *lines))


def body(proposal: Proposal, marker: str, place: Place, commit: str, author: str) -> str:
    """The text of the pull request, with its two marks first.

    Args:
        proposal: what it proposes; all text in it is from outside.
        marker: the lines that say what this is.
        place: the repository.
        commit: that the fixes were made on; the places link to it.
        author: who writes it.
    """
    pages = _Pages(place, commit, proposal)
    files = len(proposal.texts)
    where = f"in {files:,} file{'s' * (files != 1)}"
    verdict = f"**{title(proposal)}**, {where}. {_PROOF[proposal.by_evidence]}"
    end = [_HANDLING, *([_STARTS_NOTHING] if author == WORKFLOW else [])]
    room = LARGEST - _ROOM - len("\n\n".join((marker, verdict, *end)))
    left = _folded(pages, proposal.left, room // _PART_OF_LEFT)
    room -= len(left)
    entries = "\n".join(_entries(pages, proposal.changes, room))
    parts = (marker, verdict, entries, left, "\n\n".join(end))
    return "\n\n".join(part for part in parts if part) + "\n"


def withdrawn(marker: str, why: str) -> str:
    """The text of a pull request that has nothing to propose any more."""
    return f"{marker}\n\n**Withdrawn**: {why}\n"


class _Pages:
    """Links to the places of findings."""

    def __init__(self, place: Place, commit: str, proposal: Proposal) -> None:
        self._below = lines.files(place, commit)
        self._paths = proposal.paths

    def link(self, place: LocationModel) -> str:
        """A place as a link, where it is in the repository."""
        shown = code(f"{place.path}:{place.line}", _SHOWN)
        path = self._paths.get(place.path)
        if path is None:
            return shown
        return f"[{shown}](<{lines.line(self._below, path, place.line)}>)"


def _entry(pages: _Pages, change: Change) -> str:
    finding = change.finding
    more = f", in {change.places:,} places" if change.places > 1 else ""
    name = f", {code(finding.entry, _SHOWN)}" if finding.entry else ""
    proof = "; ".join(map(_proof, finding.evidence[-_MOST_EXCHANGES:])) or "the text itself"
    what = f"{code(finding.rule)}{name}: {_deed(change)}{more}"
    why = code(finding.message, _REQUEST)
    return f"- {pages.link(finding.location)} {what}. {why}. Proof: {proof}."


def _deed(change: Change) -> str:
    if not (change.old.strip() and change.new.strip()):  # a blank, seen alone, says nothing
        return code(change.finding.fix.title if change.finding.fix else "", _SHOWN)
    return f"{code(change.old, _SHOWN)} → {code(change.new, _SHOWN)}"


def _proof(evidence: EvidenceModel) -> str:
    what = evidence.status if evidence.status is not None else code(evidence.failure or "no answer")
    return f"{code(evidence.request, _REQUEST)} → {what}, {code(evidence.at[:10])}"


def _folded(pages: _Pages, left: Sequence[Left], room: int) -> str:
    """What is not proposed, folded away."""
    if not left:
        return ""
    shown: list[str] = []
    for one in left[:_MOST_LEFT]:
        line = f"- {pages.link(one.finding.location)} {code(one.finding.rule)}: {one.why}"
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    if more := len(left) - len(shown):
        shown.append(f"- and {more:,} more")
    summary = f"<summary>Not proposed: {len(left):,}</summary>"
    return "\n".join((f"<details>{summary}", "", *shown, "", "</details>"))


def _entries(pages: _Pages, changes: Sequence[Change], room: int) -> Iterator[str]:
    """As many as there is room for; the last line says how many more there are."""
    for number, change in enumerate(changes):
        entry = _entry(pages, change)
        room -= len(entry) + 1
        if room < 0:
            more = len(changes) - number
            yield f"- and {more:,} more fix{'es' * (more != 1)}, which the changes show"
            return
        yield entry
