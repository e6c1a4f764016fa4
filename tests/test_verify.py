import itertools
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from catalog.sample import OTHER
from catalog.sample import files as catalog_files
from probes.driving import drive

from listcheck import verify as module
from listcheck.errors import Exit, UserError
from listcheck.exchange import Answer, Failure, FailureKind, Reply, Request
from listcheck.history import Record
from listcheck.model import Lookup, Observation
from listcheck.report import Report, exit_status
from listcheck.settings import Settings
from listcheck.store import Store
from listcheck.verify import verify
from listcheck.wire import Outcome
from listcheck.wired import Run

DAY = 86_400.0
GOOD, LOST, SLOW = "https://example.org/good", "https://example.org/lost", "https://slow.example/"


def item(name: str, url: str) -> str:
    return f"- [{name}]({url}) - about it\n"


@dataclass
class Web:
    """A web: the status of each address, or why there is none; a clock; what was asked."""

    pages: dict[str, int | FailureKind] = field(default_factory=dict)
    now: float = 999_999.0
    asked: list[str] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)

    def reply(self, request: Request) -> Reply:
        self.asked.append(request.url)
        said = self.pages.get(request.url, 200)
        return Failure(said, at=self.now) if isinstance(said, FailureKind) else Answer(
            said, at=self.now
        )  # fmt: skip

    def ask(
        self, lookups: tuple[Lookup, ...], *_: object
    ) -> tuple[dict[str, Observation], Outcome, Mapping[str, float]]:
        """In the place of the wire."""
        done: dict[str, Observation] = {}
        for lookup in lookups:
            seen, _asked = drive(lookup.start(), self.reply)
            done |= {one.key: one for one in seen}
        return done, self.outcome._replace(requests=len(self.asked)), {"example.org": self.now}


Verify = Callable[..., Report]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """A web in which everything answers."""
    web = Web()
    monkeypatch.setattr(module, "_ask", web.ask)
    return web


@pytest.fixture
def run(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Write a list and verify it; the report."""
    monkeypatch.chdir(tmp_path)

    def verified(text: str, *names: str, **settings: Any) -> Report:
        Path("README.md").write_text(f"# L\n\n{text}")
        web.asked.clear()
        web.now += 1.0  # no two runs at the same time
        chosen = replace(Settings(store=Path("s.db")), **settings)
        return verify(names, chosen, Run(lambda: web.now, lambda *_: None))

    return verified


def states(report: Report) -> dict[str, str]:
    return {line.url: line.verdict.state for line in report.links}


def rules(report: Report) -> list[str]:
    return [line.finding.rule for line in report.findings]


def test_states(web: Web, run: Verify) -> None:
    """What was seen is what is reported, with the requests that it took."""
    web.pages = {LOST: 404, SLOW: FailureKind.TIMEOUT}
    report = run(item("A", GOOD) + item("B", LOST) + item("C", SLOW))
    assert states(report) == {GOOD: "alive", LOST: "dead", SLOW: "unverified"}
    assert rules(report) == ["dead-link", "unverified-link"]
    assert report.coverage.requests == 1 + 3 + 2
    assert exit_status(report, "error") is Exit.FINDINGS


def test_second_run(web: Web, run: Verify) -> None:
    """A second run asks nothing, and says the same."""
    web.pages = {LOST: 404}
    text = item("A", GOOD) + item("B", LOST)
    first = run(text)
    second = run(text)
    assert web.asked == []
    assert states(second) == states(first)
    assert second.coverage.requests == 0
    run(text, refresh=True)
    assert web.asked


def test_offline(web: Web, run: Verify) -> None:
    """Offline nothing is asked; what the store knows counts, what it does not is skipped."""
    run(item("A", GOOD))
    web.now += 30 * DAY
    report = run(item("A", GOOD) + item("B", LOST), offline=True)
    assert web.asked == []
    assert states(report) == {GOOD: "alive", LOST: "skipped"}
    assert exit_status(report, "error") is Exit.CLEAN


def test_history(web: Web, run: Verify) -> None:
    """Three deaths on three days are a confirmed one; a new link has no past."""
    web.pages = {LOST: 404}
    for day in range(4):
        report = run(item("B", LOST))
        life = report.links[0].life
        assert (life.confirmations, life.confirmed) == (day + 1, day == 3)
        assert report.findings[0].new is (day == 0)
        web.now += DAY
    assert report.findings[0].first_seen == 1_000_000.0


def test_healed(web: Web, run: Verify) -> None:
    """What answers again after hard evidence is told once; what had only stumbled is not."""
    web.pages = {LOST: 404, GOOD: 503}
    text = item("A", GOOD) + item("B", LOST)
    assert run(text).healed == ()
    web.now, web.pages = web.now + DAY, {}
    report = run(text)
    assert report.healed == (LOST,)
    assert report.notes == (f"healed since the last run: 1 ({LOST})",)
    assert report.links[1].life == Record()
    assert run(text).notes == ()
    web.now += DAY
    assert run(text).healed == ()


def test_the_dead_are_asked_ever_more_rarely(web: Web, run: Verify) -> None:
    """Daily at first, in the end once a month, and whenever the user says so."""
    web.pages = {LOST: 404}
    asked = []
    for day in range(220):
        report = run(item("B", LOST))
        asked += [day] if web.asked else []
        assert states(report) == {LOST: "dead"}
        assert bool(report.notes) is not bool(web.asked)
        web.now += DAY
    assert asked[:8] == [0, 1, 2, 3, 4, 5, 6, 7]
    gaps = [after - before for before, after in itertools.pairwise(asked[7:])]
    assert gaps == sorted(gaps)
    assert set(gaps) == {3, 7, 30}
    for setting in ({"refresh": True}, {"max_age": 0.0}):
        run(item("B", LOST), **setting)
        assert web.asked


def test_local_trouble(web: Web, run: Verify) -> None:
    """A run without a network adds nothing to what is known, and forgets no finding."""
    web.pages = {LOST: 404}
    run(item("B", LOST))
    web.now += DAY
    web.pages, web.outcome = {LOST: FailureKind.LOCAL}, Outcome(blind="no name could be resolved")
    report = run(item("B", LOST))
    assert states(report) == {LOST: "unverified"}
    assert exit_status(report, "error") is Exit.INCOMPLETE
    assert report.incomplete == "no name could be resolved"
    web.now += DAY
    web.pages, web.outcome = {LOST: 404}, Outcome()
    (found,) = run(item("B", LOST)).findings
    assert (found.new, found.first_seen) == (False, 1_000_000.0)
    with Store(Path("s.db")) as store:
        assert len(store.life(f"page:{LOST}")) == 2


def test_some_rules(web: Web, run: Verify) -> None:
    """A run with some of the rules forgets nothing of what the others found."""
    web.pages = {LOST: 404}
    run(item("B", LOST))
    assert rules(run(item("B", LOST), select=("moved-link",))) == []
    assert rules(run(item("B", LOST), ignore=("dead-link",))) == []
    assert not run(item("B", LOST)).findings[0].new


def test_interrupted(web: Web, run: Verify) -> None:
    """An interrupted run is told as one."""
    web.pages = {GOOD: FailureKind.INTERRUPTED}
    web.outcome = Outcome(interrupted=True)
    assert exit_status(run(item("A", GOOD)), "error") is Exit.INTERRUPTED


def test_store_in_trouble(web: Web, run: Verify) -> None:
    """A store that cannot be used is noted, and the run goes on."""
    report = run(item("A", GOOD), store=Path("README.md/s.db"))
    assert states(report) == {GOOD: "alive"}
    assert len(report.notes) == 1


def test_several_lists(web: Web, run: Verify) -> None:
    """Lists are read in the order named, each once; a page of both is asked once."""
    Path("other.md").write_text(item("A", GOOD))
    report = run(item("A", GOOD), "other.md", "README.md", "other.md", ".")
    assert [one.path for one in report.lists] == ["other.md", "README.md"]
    assert web.asked == [GOOD]


def test_lists_of_the_settings(web: Web, run: Verify) -> None:
    """Without names the lists of the settings count."""
    Path("other.md").write_text(item("A", GOOD))
    assert [one.path for one in run("", lists=("other.md",)).lists] == ["other.md"]
    assert [one.path for one in run("").lists] == ["README.md"]


def test_base(web: Web, run: Verify) -> None:
    """Against a base only what is new is asked, judged and reported."""
    web.pages = {LOST: 404, "https://example.org/old": 404}
    Path("base.md").write_text("# L\n\n" + item("A", GOOD) + item("Old", "https://example.org/old"))
    text = item("Old", "https://example.org/old") + item("B", LOST) + item("A", GOOD)
    report = run(text, base=Path("base.md"))
    assert set(web.asked) == {LOST}
    assert states(report) == {LOST: "dead"}
    assert rules(report) == ["dead-link"]
    assert report.findings[0].location.line == 4
    assert exit_status(report, "error") is Exit.FINDINGS


def test_base_without_changes(web: Web, run: Verify) -> None:
    """Where nothing changed nothing is asked, and all is well."""
    web.pages = {LOST: 404}
    Path("base.md").write_text("# L\n\n" + item("B", LOST))
    report = run(item("B", LOST), base=Path("base.md"))
    assert (web.asked, report.findings) == ([], ())
    assert exit_status(report, "error") is Exit.CLEAN


def test_base_forgets_nothing(web: Web, run: Verify) -> None:
    """A run on a part of the list leaves the findings of the rest as they were."""
    web.pages = {LOST: 404}
    run(item("B", LOST))
    Path("base.md").write_text("# L\n\n" + item("B", LOST))
    run(item("B", LOST), base=Path("base.md"))
    assert not run(item("B", LOST)).findings[0].new


def test_since(web: Web, run: Verify) -> None:
    """Since a revision only the entries count that changed after it."""
    run(item("A", GOOD))
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "README.md"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *words], check=True)
    report = run(item("B", LOST) + item("A", GOOD), since="HEAD")
    assert states(report) == {LOST: "alive"}
    Path("new.md").write_text(item("C", SLOW))
    report = run(item("A", GOOD), "README.md", "new.md", since="HEAD")
    assert states(report) == {SLOW: "alive"}


def test_one_base_for_one_list(web: Web, run: Verify) -> None:
    """One file is no base for two lists."""
    Path("other.md").write_text("")
    with pytest.raises(UserError, match="one list with one file"):
        run("", "README.md", "other.md", base=Path("other.md"))


def test_remote(web: Web, run: Verify) -> None:
    """A list on GitHub is not read offline."""
    with pytest.raises(UserError, match="this run is offline"):
        run("", "owner/repo", offline=True)


def catalog(**texts: str) -> None:
    """Write a catalog into `data`."""
    Path("data").mkdir(exist_ok=True)
    for path, data in catalog_files(**texts).items():
        Path(path).write_bytes(data)


def test_catalog(web: Web, run: Verify) -> None:
    """A catalog goes before the README; of its rendered list only its text is judged."""
    catalog(two=OTHER + f'    project = "{LOST}"\n')
    Path("data/README.md").write_text(f"# Stale\n\n{item('C', SLOW)}")
    web.pages = {LOST: 404}
    report = run(item("A", GOOD), ignore=("unverified-link",))
    assert [one.path for one in report.lists] == [
        "data/list.toml", "data/one.toml", "data/two.toml",
    ]  # fmt: skip
    assert rules(report) == ["catalog-drift", "dead-link"]
    assert SLOW not in web.asked
    line = report.findings[1]
    assert (line.location.path, line.finding.entry) == ("data/two.toml", "Other")


def test_catalog_since(web: Web, run: Verify) -> None:
    """Since a revision those entries of a catalog count that changed, and the rendered list."""
    catalog()
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (("init", "-q"), ("add", "data"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *words], check=True)
    Path("data/README.md").write_text("# Stale\n")
    moved = f'{OTHER}\n    [[entry]]\n    name = "New"\n    project = "{LOST}"\n'
    catalog(two=moved + '    teacher = ["unknown"]\n    c1 = { level = "full" }\n')
    web.pages = {LOST: 404}
    report = run("", since="HEAD")
    assert states(report) == {LOST: "dead"}
    assert rules(report) == ["catalog-drift", "dead-link"]
    Path("base.toml").write_bytes(catalog_files()["data/two.toml"])
    report = run("", "data/two.toml", base=Path("base.toml"))
    assert states(report) == {LOST: "dead"}
    assert rules(report) == ["dead-link"]
