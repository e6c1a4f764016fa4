"""Findings as items of a list in Markdown: our own words bare, all others in code spans."""

from collections.abc import Iterable, Iterator

from listcheck.markup import code
from listcheck.renderers.sentences import address, evidence, where
from listcheck.report import FindingLine, Location, WaivedLine, iso

_MOST_PLACES = 10  # of one reason, and of one correction
_MOST_SEEN = 3
_UNCHECKED = "could not be checked: "


def of_finding(line: FindingLine) -> str:
    """Its place, its rule and its entry; below, what is said of it, its correction, its proof."""
    finding = line.finding
    head = [_at(line.location), code(finding.rule, 200)]
    head += [code(finding.entry, 200)] if finding.entry else []
    return _item(head, _said(line))


def of_waived(one: WaivedLine) -> str:
    """A finding that is accepted, and why."""
    finding, waiver = one.line.finding, one.waiver
    what = finding.url or finding.entry or finding.message
    until = [f"until {code(waiver.until, 40)}"] if waiver.until else []
    head = [_at(one.line.location), code(finding.rule, 200), code(what, 200)]
    return _item(head, [" ".join(["Because", code(waiver.because), *until])])


def of_reasons(unchecked: Iterable[FindingLine]) -> Iterator[tuple[str, int]]:
    """One item for each reason why links could not be checked, and how many those are."""
    reasons: dict[str, list[FindingLine]] = {}
    for line in unchecked:
        reasons.setdefault(line.finding.message.removeprefix(_UNCHECKED), []).append(line)
    for reason, lines in sorted(reasons.items(), key=lambda one: -len(one[1])):
        links = [f"{_at(one.location)} {code(one.finding.url or '', 300)}" for one in lines]
        yield _item([f"{len(lines):,} ×", code(reason)], _some(links)), len(lines)


def _item(head: Iterable[str], below: Iterable[str]) -> str:
    return f"- {' '.join(head)}\n" + "".join(f"  - {one}\n" for one in below)


def _said(line: FindingLine) -> Iterator[str]:
    finding = line.finding
    yield code(finding.message, 600)
    if url := address(finding):
        yield code(url, 300)
    if finding.advice:
        yield f"To do: {code(finding.advice, 600)}"
    if line.related:
        yield f"Also at {', '.join(_some([_at(place) for place in line.related]))}"
    if finding.fix:
        edits = [f"{_at(place)} {_written(text)}" for place, text in line.edits]
        kind = "Correction" if finding.fix.safe else "Correction, to be looked at"
        yield f"{kind}: {', '.join(_some(edits))}"
    for exchange in finding.trail[-_MOST_SEEN:]:
        yield f"Seen {iso(exchange.reply.at)}: {code(evidence(exchange))}"
    if not line.new:
        yield f"Known since {iso(line.first_seen)[:10]}"


def _at(place: Location) -> str:
    return code(where(place), 300)


def _written(text: str) -> str:
    return code(text, 200) if text else "nothing"


def _some(texts: list[str]) -> list[str]:
    left = len(texts) - _MOST_PLACES
    return [*texts[:_MOST_PLACES], f"and {left:,} more"] if left > 0 else texts
