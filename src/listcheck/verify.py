"""The whole path, spelled once: text, catalog, lookups, observations, findings, report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from listcheck import baseline, changes, doubts, past, sources
from listcheck.case import Case
from listcheck.errors import UserError
from listcheck.history import Record
from listcheck.model import Catalog, Document, Finding, Lookup, Observation, Span, Waived
from listcheck.probes import plan, questions, settled
from listcheck.probes.code_search import CodeSearch
from listcheck.probes.rescue import Rescue
from listcheck.probes.saving import Saving
from listcheck.readers import read
from listcheck.report import Circumstances, Report, summarise
from listcheck.rules import Judgement, judged, selected
from listcheck.settings import Settings
from listcheck.sources import Local, Remote
from listcheck.store import Store
from listcheck.succession import followed
from listcheck.wired import Run, converse, wire_settings

if TYPE_CHECKING:
    from listcheck.wire import Outcome

    # What was seen, how the asking went, and when each lane was last asked.
    _Answers = tuple[dict[str, Observation], Outcome, Mapping[str, float]]

More = Callable[[Mapping[str, Observation]], tuple[Lookup, ...]]
Rounds = tuple[More, More]


@dataclass(slots=True, eq=False)
class _Seen:
    """What came of asking."""

    evidence: dict[str, Observation]
    requests: int = 0
    blind: str = ""
    interrupted: bool = False
    cut: bool = False  # the run ended before everything was asked
    before: Mapping[str, Record] = field(default_factory=dict)  # of what failed until now
    fresh: Mapping[str, Observation] = field(default_factory=dict)  # what this run asked
    notes: tuple[str, ...] = ()


def verify(names: tuple[str, ...], settings: Settings, run: Run) -> Report:
    """Read the lists, ask what must be asked, judge, report.

    Raises:
        UserError: a list cannot be read.
    """
    return examine(names, settings, run).report()


class Examined(NamedTuple):
    """Lists that were read, asked about and judged."""

    lists: tuple[Local, ...]
    case: Case
    part: "_Part"
    judgement: Judgement
    first_seen: Mapping[str, float]
    told: Circumstances

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is found and stands."""
        return self.judgement.findings

    @property
    def concerned(self) -> tuple[Finding, ...]:
        """The findings in the part of the lists that is to be judged."""
        return tuple(one for one in self.findings if self.part.concerns(one))

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What is accepted there."""
        return tuple(one for one in self.judgement.waived if self.part.concerns(one.finding))

    @property
    def _older(self) -> int:
        """How many errors and warnings there are elsewhere, as far as is remembered."""
        grave = (one for one in self.findings if one.severity != "info")
        return sum(not self.part.concerns(one) for one in grave)

    def report(self) -> Report:
        """What renderers show of it."""
        case = self.case
        if self.part.catalog is not case.catalog:
            case = replace(case, catalog=self.part.catalog)
        notes = (*self.told.notes, *self.judgement.notes)
        older = None if self.part.spans is None else self._older
        rules = tuple(selected(self.case))
        told = self.told._replace(notes=notes, rules=rules, older=older)
        return summarise(case, self.concerned, self.first_seen, told, self.waived)

    def only(self, wanted: Callable[[Finding], bool]) -> "Examined":
        """The same with some of the findings, waived or not."""
        findings = tuple(filter(wanted, self.judgement.findings))
        waived = tuple(one for one in self.judgement.waived if wanted(one.finding))
        return self._replace(judgement=self.judgement._replace(findings=findings, waived=waived))

    def succeeded(self) -> "Examined":
        """The same, judged with what is known of addresses that answered in the place of others."""
        forge = self.case.settings.services.forge
        case = replace(self.case, evidence=followed(self.case.evidence, forge))
        return self._replace(case=case, judgement=judged(case))

    def again(self, texts: Mapping[str, bytes]) -> "Examined":
        """Other texts of the same lists, judged by the same evidence as a whole.

        Raises:
            UserError: a catalog is none any more.
        """
        settings = self.case.settings
        lists = sources.again(self.lists, texts)
        catalog = Catalog(tuple(one.ready or read(one.path, one.data) for one in lists))
        case = replace(
            self.case,
            catalog=catalog,
            files=sources.files(catalog, lists, settings),
            rendered=_rendered(lists),
        )
        part = _part_since(self.part.earlier, catalog)
        return self._replace(lists=lists, case=case, part=part, judgement=judged(case))


def examine(names: tuple[str, ...], settings: Settings, run: Run) -> Examined:
    """Read the lists, ask what must be asked, judge.

    Raises:
        UserError: a list cannot be read.
    """
    started = run.clock()
    accepted = baseline.accepted(settings.baseline)
    lists = _lists(names, settings, run)
    catalog = Catalog(tuple(one.ready or read(one.path, one.data) for one in lists))
    for one in catalog.documents:
        run.log(f"read {one.path}: {len(one.links)} links")
    part = _part(catalog, lists, settings)
    files = sources.files(catalog, lists, settings)
    with Store(settings.store) as store:
        seen = _observe(part.catalog, catalog, store, settings, run)
        evidence = {**_remembered(part, catalog, seen, store, settings), **seen.evidence}
        lives = past.records(store, evidence)
        day = f"{datetime.fromtimestamp(started, UTC):%Y-%m-%d}"
        rendered = _rendered(lists)
        case = Case(catalog, evidence, settings, files, lives, rendered, accepted, day)
        found = judged(case)
        whole = part.spans is None and not (settings.select or settings.ignore)
        told_of = (*found.findings, *(one.finding for one in found.waived))
        shown = tuple(one for one in told_of if part.concerns(one))
        since = _first_seen(store, lists, shown, started, whole=whole and not seen.cut)
        healed = past.healed(case, seen.before, seen.fresh)
        due = float("-inf") if settings.offline else started - settings.max_age
        told = Circumstances(
            started, run.clock(), seen.requests,
            (*store.notes, *past.notes(healed, seen.evidence, due), *seen.notes), seen.blind,
            seen.interrupted, healed,
        )  # fmt: skip
    return Examined(lists, case, part, found, since, told)


def _remembered(
    part: "_Part", catalog: Catalog, seen: _Seen, store: Store, settings: Settings
) -> dict[str, Observation]:
    """What the store knows of the rest of the lists, where only a part of them is asked about."""
    if part.spans is None:
        return {}
    return store.latest(key for key in questions(catalog, settings) if key not in seen.evidence)


def _rendered(lists: tuple[Local, ...]) -> dict[str, str]:
    """What the lists should be that are made from a catalog."""
    return {one.path: one.rendered for one in lists if one.rendered is not None}


class _Part(NamedTuple):
    """What of a catalog is to be judged: all of it, or the places that changed."""

    catalog: Catalog
    spans: tuple[Span, ...] | None = None
    earlier: Mapping[str, Document] | None = None  # the lists as they were, by their paths

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
    return _part_since(_earlier(lists, settings), catalog)


def _part_since(earlier: Mapping[str, Document] | None, catalog: Catalog) -> _Part:
    if earlier is None:
        return _Part(catalog)
    spans = [
        span
        for document in catalog.documents
        for span in changes.changed(earlier.get(document.path), document)
    ]
    parts = tuple(changes.only(document, tuple(spans)) for document in catalog.documents)
    return _Part(Catalog(parts), tuple(spans), earlier)


def _earlier(lists: tuple[Local, ...], settings: Settings) -> dict[str, Document]:
    """The lists as they were, where they were. What is rendered is always judged as a whole."""
    from listcheck import revisions  # noqa: PLC0415  # few runs compare

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
    return converse(remote.fetch(settings.services), settings, run)


def _observe(catalog: Catalog, whole: Catalog, store: Store, settings: Settings, run: Run) -> _Seen:
    """Ask what the store does not know, and remember the answers."""
    asked = questions(catalog, settings)
    search = CodeSearch.of(whole, catalog, settings, run.clock())
    known = store.latest(asked)
    known |= search.recalled(known, store.latest)
    before = past.records(store, known)
    lookups = () if settings.offline else plan(asked, known, settings, run.clock(), before)
    due = {key for lookup in lookups for key in lookup.keys}
    seen = _Seen({key: one for key, one in known.items() if key not in due}, before=before)
    seen.evidence |= {} if settings.offline else settled(asked, settings)
    run.log(f"{len(asked)} questions: {len(seen.evidence)} known from before, {len(due)} to ask")

    def more(done: Mapping[str, Observation]) -> tuple[Lookup, ...]:
        return () if settings.offline else search.lookups({**seen.evidence, **done}, done)

    rescue = Rescue(catalog, settings, run.clock(), store.latest)
    saving = Saving(catalog, settings, run.clock(), store.latest)

    def last(done: Mapping[str, Observation]) -> tuple[Lookup, ...]:
        evidence = {**seen.evidence, **done}
        return (*rescue.lookups(evidence), *saving.lookups(evidence))

    if (lookups := lookups or more({})) or (settings.archive and not settings.offline):
        answers = _ask(lookups, (more, last), store, settings, run, known)
        _learn(seen, answers, known, store, run)
    seen.evidence |= rescue.recalled(seen.evidence)
    seen.notes = (*rescue.notes(seen.evidence), *saving.notes())
    return seen


def _learn(
    seen: _Seen,
    answers: "_Answers",
    known: Mapping[str, Observation],
    store: Store,
    run: Run,
) -> None:
    """Remember what was answered, but for what was said in the dark and what is doubted."""
    fresh, outcome, starts = answers
    if outcome.blind:
        fresh = doubts.in_the_dark(fresh, outcome.dark_since, portal=outcome.portal)
    aside = store.latest(doubts.ASIDE + key for key in fresh)
    doubt = doubts.doubted(fresh, known, seen.before, aside)
    store.save((*doubt.believed.values(), *doubt.aside), starts)
    store.thin(run.clock())
    seen.evidence |= doubt.believed
    seen.fresh = doubt.believed
    seen.requests, seen.blind = outcome.requests, outcome.blind or doubt.why
    seen.interrupted = outcome.interrupted
    run.log(f"{len(fresh)} settled by {outcome.requests} requests")
    if outcome.interrupted:
        run.interrupted()
    seen.cut = outcome.interrupted or outcome.deadline_hit or bool(seen.blind)


def _ask(
    lookups: tuple[Lookup, ...],
    rounds: Rounds,
    store: Store,
    settings: Settings,
    run: Run,
    known: Mapping[str, Observation],
) -> "_Answers":
    """Ask it all, then round after round what the answers make worth asking.

    What is asked last may fail or have no time: the run is whole without it.
    """
    import anyio  # noqa: PLC0415  # half of the time to start, and a second run asks nothing

    from listcheck.wire import Wire, observe  # noqa: PLC0415

    done: dict[str, Observation] = {}
    more, last = rounds

    async def ask() -> tuple["Outcome", Mapping[str, float]]:
        alive, unlike = past.alive(known, run.clock()), past.unlike(known)
        starts = store.lane_starts()
        chosen = wire_settings(settings, run, starts, store.turns, alive, unlike=unlike)
        async with Wire(chosen) as wire:
            outcome = await observe(lookups, wire, done=done, progress=run.progress)
            while wire.stopped is None and not outcome.blind and (waiting := more(done)):
                outcome = await observe(waiting, wire, done=done, progress=run.progress)
            after = outcome
            while wire.stopped is None and not outcome.blind and (waiting := last(done)):
                after = await observe(waiting, wire, done=done, progress=run.progress)
            told = outcome._replace(requests=after.requests, interrupted=after.interrupted)
            return told, dict(wire.lane_starts)

    outcome, starts = anyio.run(ask)
    return done, outcome, starts
