"""What a polite and careful client would not have done."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from world.arxiv import API_PATH, identifiers, parameters
from world.links import repository_of
from world.log import Record
from world.plan import Rules

API_HOST = "api.github.com"
_LIBRARY = re.compile(
    r"(?:python|httpx|curl|wget|go-http|java|okhttp|aiohttp|urllib|libwww|node|axios)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach, with the numbers of the requests that make it."""

    kind: str
    detail: str
    requests: tuple[int, ...]


def violations(records: Sequence[Record], rules: Rules) -> list[Violation]:
    """Every breach in a log."""
    checks: tuple[Callable[[Sequence[Record], Rules], Iterable[Violation]], ...] = (
        arxiv_pace,
        arxiv_manners,
        credentials,
        needless_pages,
        cookies,
        concurrency,
        impatience,
        user_agents,
        server_names,
        noted,
    )
    return [violation for check in checks for violation in check(records, rules)]


def _is_arxiv(record: Record) -> bool:
    return record.host == "arxiv.org" or record.host.endswith(".arxiv.org")


def arxiv_pace(records: Sequence[Record], rules: Rules) -> Iterator[Violation]:
    """ArXiv grants one connection and one request every three seconds."""
    asked = sorted(filter(_is_arxiv, records), key=lambda record: record.start)
    for before, after in pairwise(asked):
        both = (before.number, after.number)
        apart = after.start - before.start
        if apart < rules.arxiv_interval - rules.tolerance:
            yield Violation("arxiv-interval", f"{apart:.2f} s after the one before", both)
        if not before.end or after.start < before.end:
            yield Violation("arxiv-overlap", "two requests under way", both)


def arxiv_manners(records: Sequence[Record], rules: Rules) -> Iterator[Violation]:
    """A call of the API says how much it wants, and what it accepts."""
    for record in records:
        if not (_is_arxiv(record) and record.target.startswith(API_PATH)):
            continue
        one = (record.number,)
        if "max_results" not in parameters(record):
            yield Violation("arxiv-max-results", "no max_results", one)
        if "atom" not in record.headers.get("accept", ""):
            yield Violation("arxiv-accept", "no Accept that names Atom", one)
        count = len(identifiers(record))
        if count > rules.arxiv_ids:
            yield Violation("arxiv-ids", f"{count} ids in one call", one)


def credentials(records: Sequence[Record], rules: Rules) -> Iterator[Violation]:
    """A token is for the host that issued it."""
    tokens = {rules.token: API_HOST} if rules.token else {}
    for record in records:
        if issuer := _issuer(record):
            tokens.setdefault(record.headers.get("authorization", "").partition(" ")[2], issuer)
    tokens.pop("", None)
    for record in records:
        issuer = _issuer(record)
        if not issuer and {"authorization", "proxy-authorization"} & record.headers.keys():
            yield Violation("credentials", f"Authorization to {record.url}", (record.number,))
        text = "\n".join([record.target, record.body, *record.headers.values()])
        if any(token in text for token, whose in tokens.items() if whose != issuer):
            yield Violation("token-leak", f"the token to {record.url}", (record.number,))


def _issuer(record: Record) -> str:
    """The host, if it issues tokens and nobody can listen."""
    secret = record.scheme == "https" and record.host in (API_HOST, "huggingface.co")
    return record.host if secret else ""


def needless_pages(records: Sequence[Record], _rules: Rules) -> Iterator[Violation]:
    """Repositories are asked of the API, and badges of nobody."""
    for record in records:
        if record.host in ("github.com", "www.github.com") and repository_of(record.url):
            yield Violation("repository-page", record.url, (record.number,))
        if record.host == "img.shields.io":
            yield Violation("badge", record.url, (record.number,))


def cookies(records: Sequence[Record], _rules: Rules) -> Iterator[Violation]:
    """A checker keeps no cookies."""
    for record in records:
        if "cookie" in record.headers:
            yield Violation("cookie", record.url, (record.number,))


def concurrency(records: Sequence[Record], rules: Rules) -> Iterator[Violation]:
    """A host is asked a few things at a time."""
    for host, asked in _by_host(records).items():
        if host == API_HOST:
            continue
        under_way: list[Record] = []
        for record in sorted(asked, key=lambda record: record.start):
            under_way = [one for one in under_way if not one.end or one.end > record.start]
            under_way.append(record)
            if len(under_way) > rules.concurrency:
                numbers = tuple(one.number for one in under_way)
                yield Violation("concurrency", f"{len(numbers)} at once to {host}", numbers)


def impatience(records: Sequence[Record], rules: Rules) -> Iterator[Violation]:
    """Who was told to wait, waits; what was on its way already does not count."""
    for host, asked in _by_host(records).items():
        for told in (record for record in asked if record.retry_at):
            for record in asked:
                early = told.retry_at - record.start
                if record.start > told.end + rules.tolerance and early > rules.tolerance:
                    detail = f"{early:.2f} s before {host} allowed it"
                    yield Violation("retry-after", detail, (told.number, record.number))


def user_agents(records: Sequence[Record], _rules: Rules) -> Iterator[Violation]:
    """A client says who it is, by its own name."""
    for record in records:
        agent = record.headers.get("user-agent", "")
        browser = "Mozilla/" in agent and "compatible" not in agent
        if not agent or _LIBRARY.match(agent) or browser:
            yield Violation("user-agent", agent or "none", (record.number,))


def server_names(records: Sequence[Record], _rules: Rules) -> Iterator[Violation]:
    """The name in the TLS handshake is that of the host."""
    for record in records:
        if record.scheme == "https" and record.sni and record.sni != record.host.split(":")[0]:
            detail = f"{record.sni} for {record.host}"
            yield Violation("server-name", detail, (record.number,))


def noted(records: Sequence[Record], _rules: Rules) -> Iterator[Violation]:
    """What those who answered found wrong: queries, paths, bodies."""
    for record in records:
        for note in record.notes:
            yield Violation(note.kind, note.detail, (record.number,))


def _by_host(records: Iterable[Record]) -> dict[str, list[Record]]:
    hosts: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        hosts[record.host].append(record)
    return hosts
