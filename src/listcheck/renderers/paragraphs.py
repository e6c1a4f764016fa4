"""Findings for a person: one is a paragraph, and many that say the same are one paragraph too."""

from collections.abc import Iterable
from textwrap import wrap

from listcheck.exchange import Answer, Exchange
from listcheck.renderers.style import Style
from listcheck.report import FindingLine
from listcheck.text import clean

MARKS = {"error": ("✗", "red"), "warning": ("!", "yellow"), "info": ("·", "blue")}
_INDENT = 6
_MOST_ALIKE = 3  # that are shown one by one
_MOST_PLACES = 40  # of those that are shown together


def paragraphs(lines: Iterable[FindingLine], style: Style) -> list[str]:
    """Each finding in words; where more than a few say the same of a list, all of them in one."""
    groups: dict[object, list[FindingLine]] = {}
    for line in lines:
        groups.setdefault(_likeness(line), []).append(line)
    shown: list[str] = []
    for group in groups.values():
        alike = len(group) > _MOST_ALIKE and style.verbosity <= 0
        shown += [_together(group, style)] if alike else [_alone(line, style) for line in group]
    return shown


def _likeness(line: FindingLine) -> object:
    """What findings have in common that differ in their place alone: no proof, no correction."""
    finding = line.finding
    if finding.trail or finding.fix:
        return id(line)
    return finding.rule, finding.message, finding.advice, line.location.path


def _together(group: list[FindingLine], style: Style) -> str:
    first = group[0]
    head = _head(first, clean(first.location.path), f"{len(group)} times", style)
    places = [_brief(line) for line in group[:_MOST_PLACES]]
    if len(group) > _MOST_PLACES:
        places.append(f"and {len(group) - _MOST_PLACES} more (-v shows each)")
    text = [head, indented(clean(first.finding.message, 600), style), *_advice(first, style)]
    return "\n".join([*text, indented(", ".join(places), style, "dim")]) + "\n"


def _brief(line: FindingLine) -> str:
    place, finding = line.location, line.finding
    what = clean(finding.url or finding.entry or "", 60)
    # Not to be parted at the end of a line.
    return f"{place.line}:{place.column}\u00a0{what}" if what else f"{place.line}:{place.column}"


def _alone(line: FindingLine, style: Style) -> str:
    finding, place = line.finding, line.location
    head = _head(
        line, f"{clean(place.path)}:{place.line}:{place.column}", finding.entry or "", style
    )
    body = [clean(finding.message, 600)]
    if finding.url and finding.url not in finding.message.split():
        body.insert(0, clean(finding.url, 200))
    trail = finding.trail if style.verbosity > 0 else finding.trail[-1:]
    text = [head, *(indented(part, style) for part in body), *_advice(line, style)]
    return "\n".join([*text, *(_evidence(one, style) for one in trail)]) + "\n"


def _head(line: FindingLine, where: str, what: str, style: Style) -> str:
    rule, (mark, colour) = line.finding.rule, MARKS[line.finding.severity]
    room = style.width - len(f"  {mark} {where}  {rule}  ")
    told = f"  {clean(what, min(max(room, 20), 60))}" if what else ""
    return f"  {style.paint(mark, colour, 'bold')} {where}  {style.paint(rule, colour)}{told}"


def _advice(line: FindingLine, style: Style) -> list[str]:
    if not line.finding.advice:
        return []
    places = len(line.related)
    also = f" (and in {places} more place{'s' * (places > 1)})" if places else ""
    return [indented(clean(f"→ {line.finding.advice}{also}", 600), style, "green")]


def indented(text: str, style: Style, colour: str = "") -> str:
    """A text on as many lines as it needs, below the head that it belongs to."""
    width = max(style.width - _INDENT, 40)
    pieces = wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(
        f"{' ' * _INDENT}{style.paint(piece, colour) if colour else piece}" for piece in pieces
    )


def _evidence(exchange: Exchange, style: Style) -> str:
    """One exchange on one line: of an address too long for it, the outcome counts, not the end."""
    request, reply = exchange.request, exchange.reply
    came = str(reply.status) if isinstance(reply, Answer) else reply.kind.value
    room = style.width - len(f"{' ' * _INDENT}seen: {request.method}  → {came}")
    shown = f"seen: {request.method} {clean(request.url, max(room, 20))} → {came}"
    return f"{' ' * _INDENT}{style.paint(shown, 'dim')}"
