"""The whole path, spelled once: text, catalog, lookups, observations, findings, report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from listcheck import __version__, changes, revisions, sources
from listcheck.case import Case
from listcheck.errors import UserError
from listcheck.history import Record, record
from listcheck.model import Catalog, Document, Finding, Lookup, Observation, Span
from listcheck.probes import plan, questions
from listcheck.readers import read
from listcheck.report import Circumstances, Report, summarise
from listcheck.rules import judge
from listcheck.settings import Settings
from listcheck.sources import Local, Remote
from listcheck.states import LIVING
from listcheck.store import Store
from listcheck.urls import host_of

if TYPE_CHECKING:
    from listcheck.wire import Outcome, WireSettings

Progress = Callable[[int, int, str], None]
Clock = Callable[[], float]
# Besides the services' own hosts, which may be addresses, or names of a private network.
CANARIES = ("github.com", "arxiv.org")
CONTACT = "https://github.com/listcheck/listcheck"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run needs besides its settings: a clock, and somebody to tell how it goes."""

    clock: Clock
    progress: Progress
    environment: Mapping[str, str] = field(default_factory=dict)
    interrupted: Callable[[], None] = lambda: None  # told when a signal has ended the asking


@dataclass(slots=True)
class _Seen:
    """What came of asking."""

    evidence: dict[str, Observation]
    requests: int = 0
    blind: str = ""
    interrupted: bool = False
    cut: bool = False  # the run ended before everything was asked


def verify(names: tuple[str, ...], settings: Settings, run: Run) -> Report:
    """Read the lists, ask what must be asked, judge, report.

    Raises:
        UserError: a list cannot be read.
    """
    started = run.clock()
    lists = _lists(names, settings, run)
    catalog = Catalog(tuple(one.ready or read(one.path, one.data) for one in lists))
    part = _part(catalog, lists, settings)
    files = sources.files(catalog, lists, settings)
    with Store(settings.store) as store:
        seen = _observe(part.catalog, store, settings, run)
        lives = _lives(store, seen.evidence)
        case = Case(catalog, seen.evidence, settings, files, lives, _rendered(lists))
        findings = tuple(one for one in judge(case) if part.concerns(one))
        whole = part.spans is None and not (settings.select or settings.ignore)
        since = _first_seen(store, lists, findings, started, whole=whole and not seen.cut)
        told = Circumstances(
            started, run.clock(), seen.requests, tuple(store.notes), seen.blind, seen.interrupted
        )
    return summarise(replace(case, catalog=part.catalog), findings, since, told)


def _rendered(lists: tuple[Local, ...]) -> dict[str, str]:
    """What the lists should be that are made from a catalog."""
    return {one.path: one.rendered for one in lists if one.rendered is not None}


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a catalog is to be judged: all of it, or the places that changed."""

    catalog: Catalog
    spans: tuple[Span, ...] | None = None

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding belongs to it."""
        return self.spans is None or changes.concerns(finding, self.spans)


def _part(catalog: Catalog, lists: tuple[Local, ...], settings: Settings) -> _Part:
    if not settings.since and settings.base is None:
        return _Part(catalog)
    if settings.since and settings.base is not None:
        raise UserError("--since and --base exclude each other", "name one of them")
    if settings.base is not None and len(lists) != 1:
        raise UserError("--base compares one list with one file", "name one list, or use --since")
    earlier = _earlier(lists, settings)
    spans = [
        span
        for document in catalog.documents
        for span in changes.changed(earlier.get(document.path), document)
    ]
    parts = tuple(changes.only(document, tuple(spans)) for document in catalog.documents)
    return _Part(Catalog(parts), tuple(spans))


def _earlier(lists: tuple[Local, ...], settings: Settings) -> dict[str, Document]:
    """The lists as they were, where they were. What is rendered is always judged as a whole."""
    path, found = settings.base, {}
    older: dict[Path, dict[str, bytes | None]] = {}
    for one in lists:
        if one.rendered is not None:
            continue
        data = revisions.base(path) if path else revisions.since(settings.since, one)
        if one.ready is not None:
            older.setdefault(Path(one.path).parent, {})[one.path] = data
        elif data is not None:
            found[one.path] = read(one.path, data)
    for folder, files in older.items():
        from listcheck import folders  # noqa: PLC0415  # as in sources.py

        found |= folders.earlier(folder, files)
    return found


def _first_seen(
    store: Store,
    lists: tuple[Local, ...],
    findings: tuple[Finding, ...],
    now: float,
    *,
    whole: bool,
) -> dict[str, float]:
    """When each finding was first reported."""
    since: dict[str, float] = {}
    for one in lists:
        keys = [finding.key for finding in findings if finding.span.path == one.path]
        since |= store.first_seen(one.path, keys, now, whole=whole)
    return since


def _lists(names: tuple[str, ...], settings: Settings, run: Run) -> tuple[Local, ...]:
    named = names or settings.lists or (sources.default(Path()),)
    each = (sources.located(name, settings.services) for name in dict.fromkeys(named))
    found = [one for several in each for one in several]
    lists = (_fetch(one, settings, run) if isinstance(one, Remote) else one for one in found)
    return tuple({one.path: one for one in lists}.values())


def _fetch(remote: Remote, settings: Settings, run: Run) -> Local:
    if settings.offline:
        raise UserError(f"{remote.slug} is on GitHub, and this run is offline")
    import anyio  # noqa: PLC0415  # half of the time to start, and most runs ask nothing

    from listcheck.wire import Wire  # noqa: PLC0415

    async def ask() -> Local:
        async with Wire(_wire_settings(settings, run, {})) as wire:
            talk = remote.fetch(settings.services)
            request = next(talk)
            try:
                while True:
                    request = talk.send(await wire.send(request))
            except StopIteration as end:
                found: Local = end.value
                return found

    return anyio.run(ask)


def _observe(catalog: Catalog, store: Store, settings: Settings, run: Run) -> _Seen:
    """Ask what the store does not know, and remember the answers."""
    asked = questions(catalog, settings)
    known = store.latest(asked)
    lookups = () if settings.offline else plan(catalog, known, settings, run.clock())
    due = {key for lookup in lookups for key in lookup.keys}
    seen = _Seen({key: one for key, one in known.items() if key not in due})
    if lookups:
        fresh, outcome, starts = _ask(lookups, store, settings, run)
        store.save(fresh.values(), starts)
        seen.evidence |= fresh
        seen.requests, seen.blind = outcome.requests, outcome.blind
        seen.interrupted = outcome.interrupted
        if outcome.interrupted:
            run.interrupted()
        seen.cut = outcome.interrupted or outcome.deadline_hit or bool(outcome.blind)
    return seen


def _ask(
    lookups: tuple[Lookup, ...], store: Store, settings: Settings, run: Run
) -> tuple[dict[str, Observation], "Outcome", Mapping[str, float]]:
    import anyio  # noqa: PLC0415  # half of the time to start, and a second run asks nothing

    from listcheck.wire import Wire, observe  # noqa: PLC0415

    done: dict[str, Observation] = {}

    async def ask() -> tuple["Outcome", Mapping[str, float]]:
        async with Wire(_wire_settings(settings, run, store.lane_starts())) as wire:
            outcome = await observe(lookups, wire, done=done, progress=run.progress)
            return outcome, dict(wire.lane_starts)

    outcome, starts = anyio.run(ask)
    return done, outcome, starts


def _wire_settings(settings: Settings, run: Run, starts: Mapping[str, float]) -> "WireSettings":
    from listcheck.wire import WireSettings  # noqa: PLC0415

    network, services = settings.network, settings.services
    return WireSettings(
        user_agent=network.user_agent or f"listcheck/{__version__} (+{CONTACT})",
        token=services.token,
        token_origins=(services.github_api, services.github_graphql),
        max_connections=network.max_connections,
        question_timeout=network.timeout,
        deadline=network.deadline,
        allow_addresses=network.allow_addresses,
        connect_to=network.connect_to,
        proxy=network.proxy,
        lane_starts=starts,
        canaries=(host_of(services.github_api), host_of(services.arxiv_api), *CANARIES),
        environment=run.environment,
    )


def _lives(store: Store, evidence: Mapping[str, Observation]) -> dict[str, Record]:
    """The record of everything that fails."""
    failing = (key for key, seen in evidence.items() if seen.signal not in LIVING)
    return {key: record(store.life(key)) for key in failing}
