"""`listcheck pull-request` against a fake GitHub: one branch and one pull request for each kind."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from world import (
    INSTANT,
    Caller,
    Completed,
    Fault,
    Plan,
    Repository,
    World,
    make_repository,
    plan_for,
    plant,
    run_listcheck,
)

LIST = """# Works

| Paper | Code | Stars |
|---|---|---|
| [The Leaking Clocks](https://arxiv.org/abs/2401.00001) | [code](https://github.com/o/old) | 1.2k |
| [The Silent Gardens](https://arxiv.org/abs/2401.00002) | [code](https://github.com/o/two) | 3.4k |

## More

| Paper | Code | Stars |
|---|---|---|
| [Lost Watches](https://arxiv.org/abs/2401.00003) | [code](https://github.com/o/ancient) | 560 |
"""
OWN = "owner/list"
TOKEN = "of-a-workflow"
NEW = LIST.replace("o/old", "o/new")
BOTH = NEW.replace("o/ancient", "o/modern")
STARS = LIST.replace("3.4k", "9.9k")
Make = Callable[[Plan], World]


def planned(text: str = LIST) -> Plan:
    """A world in which two repositories were renamed, and a count is out of date."""
    plan = plan_for(LIST.encode())
    plan.latency = INSTANT
    for name, now, stars in (("old", "new", 1_210), ("two", "", 9_900), ("ancient", "modern", 560)):
        plan.repositories[f"o/{name}"].stars = stars
        if now:
            plant(plan, f"o/{name}", Fault("renamed", target=f"o/{now}"))
    plan.repositories[OWN] = make_repository(OWN)
    plan.repositories[OWN].files = {"README.md": text}
    return plan


class Desk:
    """A checkout of a list's repository, with the result of a run."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self.said = ""

    def verify(self, *words: str) -> Any:
        done = run_listcheck(
            ["verify", "--report", "json=result.json", "-qq", "--fail-on", "never", *words],
            cwd=self.folder, world=self.world, token=TOKEN,
        )  # fmt: skip
        assert done.code in (0, 3), done.stderr
        return self.result

    @property
    def result(self) -> Any:
        return json.loads((self.folder / "result.json").read_text())

    def only(self, *urls: str) -> None:
        """A result that tells of no other findings than those about some addresses."""
        result = self.result
        found = result["findings"]
        result["findings"] = [one for one in found if any(url in one["message"] for url in urls)]
        (self.folder / "result.json").write_text(json.dumps(result))

    def propose(self, *words: str, token: str = TOKEN, output: str = "output") -> Completed:
        place = self.folder / output
        place.unlink(missing_ok=True)
        done = run_listcheck(
            ["pull-request", "result.json", *words], cwd=self.folder, world=self.world, token=token,
            env={"GITHUB_REPOSITORY": OWN, "GITHUB_OUTPUT": str(place), "GITHUB_ACTIONS": "true"},
        )  # fmt: skip
        assert done.code == 0, done.stderr + done.stdout
        assert self.world.violations == []
        self.said = done.stdout
        return done

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text().split("\n")[1]

    @property
    def own(self) -> Repository:
        return self.world.repository(OWN)

    @property
    def pulls(self) -> list[tuple[int, str, str]]:
        return [(one.number, one.pull.branch, one.state) for one in self.own.issues if one.pull]

    @property
    def notices(self) -> list[str]:
        return [line for line in self.said.splitlines() if line.startswith("::notice")]

    def text(self, kind: str = "links", path: str = "README.md") -> str:
        """A file on the branch of a kind."""
        git = self.own.git
        return git.commits[git.heads[f"listcheck/{kind}"]].files[path]

    def change(self, change: Callable[[Repository], None]) -> None:
        """Let somebody do something in the repository."""
        plan, own = self.world.plan, self.own
        change(own)
        plan.repositories[OWN] = own
        self.world.reset(plan)

    def writes(self) -> list[str]:
        """What was written, of all requests since the last change."""
        return [
            f"{one.method} {one.target}"
            for one in self.world.requests
            if one.host == "api.github.com" and one.method not in ("GET", "HEAD")
        ]


@pytest.fixture(scope="module")
def verified(running_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the result and the store of one run."""
    folder = tmp_path_factory.mktemp("verified")
    (folder / "README.md").write_text(LIST)
    running_world.reset(planned())
    Desk(running_world, folder).verify()
    return folder


@pytest.fixture
def desk(world: Make, verified: Path, tmp_path: Path) -> Desk:
    shutil.copytree(verified, tmp_path / "list")
    return Desk(world(planned()), tmp_path / "list")


def test_five_runs(desk: Desk) -> None:
    """One branch and one pull request for each kind, with what it should hold, written once."""
    desk.propose()
    assert desk.pulls == [(1, "listcheck/links", "open"), (2, "listcheck/stars", "open")]
    assert desk.output == "1,2"
    assert desk.said == (
        "links: #1 opened: Mend 2 links; metadata: nothing to propose; "
        "stars: #2 opened: Update 1 star count\n"
    )
    assert (desk.text("links"), desk.text("stars")) == (BOTH, STARS)
    assert desk.own.files == {"README.md": LIST}
    assert {one.login for one in desk.own.issues} == {"github-actions[bot]"}
    desk.change(lambda own: None)
    for _ in range(4):
        desk.propose()
        assert "#1 is up to date" in desk.said
    assert desk.writes() == []
    assert [one.edits for one in desk.own.issues] == [0, 0]
    assert (desk.folder / "README.md").read_text() == LIST


def test_two_at_once(desk: Desk) -> None:
    """Whoever is later finds what the other has written."""
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(desk.propose, "--kind", "links", output=f"o{n}") for n in (1, 2)]
        assert all(one.result().code == 0 for one in both)
    assert desk.pulls == [(1, "listcheck/links", "open")]
    assert desk.text() == BOTH
    desk.propose("--kind", "links")
    assert desk.said == "links: #1 is up to date\n"


def test_a_life(desk: Desk) -> None:
    """Opened; followed when its base moves and more is found; declined, and not opened again."""
    desk.only("o/new")
    desk.propose("--kind", "links")
    assert desk.text() == NEW
    more = f"{LIST}\nMore.\n"
    desk.change(lambda own: own.files.update({"README.md": more}))
    (desk.folder / "README.md").write_text(more)
    desk.verify("--offline")  # as the job does that may write: by what the one before has learnt
    desk.propose("--kind", "links")
    assert desk.said == "links: #1 updated: Mend 2 links\n"
    assert desk.text() == f"{BOTH}\nMore.\n"
    assert desk.pulls == [(1, "listcheck/links", "open")]
    assert list(desk.own.git.heads) == ["listcheck/links"]

    desk.change(lambda own: setattr(own.issues[0], "state", "closed"))
    desk.propose("--kind", "links")
    assert desk.said == "links: nothing to propose (2 left: declined in #1)\n"
    assert desk.writes() == []


def test_what_is_wished_for(desk: Desk) -> None:
    """At once: neither the month of the stars counts, nor that somebody closed the one before."""
    desk.propose()

    def close(own: Repository) -> None:
        for one in own.issues:
            one.state = "closed"

    desk.change(close)
    desk.propose()
    assert "#" not in desk.said.replace("declined in #", "")
    assert desk.writes() == []
    desk.propose("--wished", "stars")
    assert [state for _, _, state in desk.pulls] == ["closed", "closed", "open"]
    assert desk.output == "3"
    desk.propose()
    assert "stars: #3 is up to date" in desk.said
    assert [state for _, _, state in desk.pulls] == ["closed", "closed", "open"]


def test_another_file_on_the_default_branch(desk: Desk) -> None:
    """Nothing is written of a file that is another one by now."""
    desk.change(lambda own: own.files.update({"README.md": "# Another\n"}))
    desk.propose("--kind", "links")
    assert desk.said == (
        "links: nothing to propose (2 left: the file is another one on the default branch)\n"
    )
    assert desk.writes() == []


def test_without_the_store(desk: Desk) -> None:
    """The result alone will do: the new text is then judged by itself."""
    shutil.rmtree(desk.folder / ".listcheck")
    desk.propose()
    assert (desk.text("links"), desk.text("stars")) == (BOTH, STARS)
    assert not (desk.folder / ".listcheck").exists()


def test_stars_of_partial_data(world: Make, desk: Desk) -> None:
    """Where the API fails for a part of what is asked, no count is written at all."""
    plan = planned()
    plan.apis["graphql"] = [Fault("bad-gateway")]
    plan.apis["rest"] = [Fault("status", status=502, after=3, method="GET")]
    desk.world = world(plan)
    shutil.rmtree(desk.folder / ".listcheck")
    found = desk.verify()
    states = [one["state"] for one in found["links"] if one["kind"] == "repository"]
    assert sorted(states) == ["alive", "moved", "unverified"]
    assert "stars-drift" in [one["rule"] for one in found["findings"]]
    desk.world = world(planned())
    desk.propose("--kind", "stars")
    assert desk.said.startswith("stars: no count is written: ")
    assert desk.writes() == []


def test_a_token_that_may_not_write(world: Make, desk: Desk) -> None:
    """One notice, and neither a branch nor an exit status."""
    plan = planned()
    plan.callers = {"of-a-fork": Caller(writes=False)}
    desk.world = world(plan)
    desk.propose(token="of-a-fork")
    assert len(desk.notices) == 1, desk.said
    assert "403 (Resource not accessible by integration)" in desk.notices[0]
    assert desk.own.git.heads == {}


def test_workflows_may_not_open_pull_requests(world: Make, desk: Desk) -> None:
    """One notice for all kinds says what to switch on."""
    plan = planned()
    plan.repositories[OWN].git.opens_pulls = False
    desk.world = world(plan)
    desk.propose()
    assert len(desk.notices) == 1, desk.said
    assert "Allow GitHub Actions to create and approve pull requests" in desk.notices[0]
    assert desk.notices[0].endswith("/owner/list/compare/main...listcheck/links")
    assert list(desk.own.git.heads) == ["listcheck/links"]


def test_a_catalog(world: Make, tmp_path: Path) -> None:
    """The data and the list that is rendered of it go together."""
    data = tmp_path / "data"
    (tmp_path / "old.md").write_text(LIST)
    here = world(planned())
    for words in (["import", "old.md", "--to", "data"], ["render", "data"]):
        assert run_listcheck(words, cwd=tmp_path, world=here).code == 0
    files = {f"data/{one.name}": one.read_text() for one in data.iterdir() if one.is_file()}
    assert "data/README.md" in files
    plan = planned()
    plan.repositories[OWN].files = files
    desk = Desk(world(plan), tmp_path)
    desk.verify("data")
    desk.propose("--kind", "links")
    git = desk.own.git
    mended = git.commits[git.heads["listcheck/links"]].files
    new = {path: text.replace("o/old", "o/new") for path, text in files.items()}
    assert mended == {path: text.replace("o/ancient", "o/modern") for path, text in new.items()}
    assert sum(mended[path] != files[path] for path in files) > 2
