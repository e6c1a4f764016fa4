"""What the comment says: the verdict first, then what must be fixed, then what is worth a look.

All else is folded. The same result gives the same text: what changes from run to run is in the
footer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from listcheck.github.comment.cutting import Section, Text
from listcheck.github.comment.items import UNTOLD, At, Item, of_facts, of_finding, of_reasons
from listcheck.markup import code
from listcheck.result import FindingModel, Result

MOST_ITEMS = 10
_OLDER = (
    "These are elsewhere in the list, as far as is known without asking again. "
    "None of them comes from this pull request, and none counts against it."
)
_RANKS = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A result, sorted into what a comment tells of it."""

    must: list[FindingModel] = field(default_factory=list)
    look: list[FindingModel] = field(default_factory=list)
    untold: list[FindingModel] = field(default_factory=list)
    older: int = 0
    whole: bool = False  # nobody could tell what the pull request changed

    @property
    def speaks(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.must or self.look)


def sort(result: Result) -> Found:
    """What of a result is the pull request's: old trouble is counted, and never listed."""
    whole = result.older is None
    found = Found(whole=whole)
    older = 0
    for one in sorted(result.findings, key=_order):
        if whole and not one.new:
            older += one.severity != "info"
        elif one.rule == UNTOLD:
            found.untold.append(one)
        else:
            (found.must if one.severity == "error" else found.look).append(one)
    return Found(found.must, found.look, found.untold, older + (result.older or 0), whole)


def _order(one: FindingModel) -> tuple[int, str, int, int, str, str]:
    place = one.location
    return _RANKS[one.severity], place.path, place.line, place.column, one.rule, one.message


def compose(
    result: Result,
    found: Found,
    at: At,
    run_url: str = "",
    *,
    counts: bool = True,
    suggested: tuple[Item, ...] = (),
) -> Text:
    """The comment on a result.

    Args:
        result: of a run.
        found: the same, sorted.
        at: how places are written.
        run_url: the page of the run, empty where there is none.
        counts: with stars, which change from day to day and are no reason to edit.
        suggested: fixes to be copied.
    """
    summary = f"[the summary of the run]({run_url})" if run_url else "the report"
    heading = f"### listcheck: {_verdict(result, found)}\n"
    if result.incomplete:
        heading += f"\n**Incomplete:** {code(result.incomplete, 300)}\n"
    facts = () if found.whole else tuple(of_facts(result.links, counts=counts))
    seen = (
        _first("Must be fixed", found.must, at),
        _first("Worth a look", found.look, at),
    )
    folded = (
        Section("Facts of the entries", facts, "Fetched now, so that nobody has to click."),
        Section("Older problems", (), _OLDER, found.older),
        Section("Not checked", tuple(of_reasons(found.untold, at)), "Nothing is known of these."),
        Section("Suggestions", suggested, "Lines as they could be."),
    )
    return Text(heading, _told(seen), _told(folded), summary)


def _told(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(one for one in sections if one.total)


def _first(title: str, findings: list[FindingModel], at: At) -> Section:
    """The findings that there may be room for; the others are counted."""
    items = tuple(of_finding(one, at) for one in findings[:MOST_ITEMS])
    return Section(title, items, number=len(findings) - len(items))


def _verdict(result: Result, found: Found) -> str:
    must, look = len(found.must), len(found.look)
    words = f"{_number(must, 'problem')} must be fixed" if must else "nothing must be fixed"
    words += f", {_number(look, 'thing')} {'is' if look == 1 else 'are'} worth a look"
    if not look:
        words = words.partition(",")[0] if must else "nothing found"
    if found.whole:
        return f"{words} (what this pull request changes could not be told apart)"
    entries = sum(one.entries for one in result.lists)
    where = "the entry" if entries == 1 else f"the {_number(entries, 'entry', 'entries')}"
    return f"{words} in {where if entries else 'the lines'} that this pull request changes"


def _number(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def resolved(result: Result, found: Found) -> str:
    """The one line that is left of a comment when nothing is found any more."""
    unsure = len(found.untold)
    if result.incomplete:
        why = code(result.incomplete, 300)
        return f"listcheck finds nothing here now, but could not see enough: {why}\n"
    if unsure:
        links = _number(unsure, "link")
        return f"listcheck finds nothing here any more; {links} could not be checked.\n"
    return "listcheck: all that was found here earlier is resolved.\n"
