"""What is said of a finding besides its place, in plain lines, for formats that show text."""

from listcheck.exchange import Answer, Exchange
from listcheck.model import Finding
from listcheck.report import FindingLine, Location
from listcheck.text import clean


def sentences(line: FindingLine) -> list[str]:
    """The message, and what there is of: the address, the advice, the last piece of evidence."""
    finding = line.finding
    said = [clean(finding.message, 600) or finding.rule, clean(address(finding), 300)]
    said += [f"→ {clean(advice, 600)}" for advice in [finding.advice] if advice]
    said += [_also(line), *(f"seen: {evidence(one)}" for one in finding.trail[-1:])]
    return [sentence for sentence in said if sentence]


def address(finding: Finding) -> str:
    """The address that it is about, empty where the message says it."""
    url = finding.url or ""
    return "" if url in finding.message.split() else url


def _also(line: FindingLine) -> str:
    places = len(line.related)
    return f"also in {places:,} more place{'s' * (places > 1)}" if places else ""


def evidence(exchange: Exchange) -> str:
    """What was asked, and what came of it."""
    request, reply = exchange.request, exchange.reply
    came = str(reply.status) if isinstance(reply, Answer) else reply.kind.value
    return f"{request.method} {clean(request.url, 300)} → {came}"


def where(place: Location) -> str:
    """A place as editors write it."""
    return f"{clean(place.path, 200)}:{place.line}:{place.column}"
