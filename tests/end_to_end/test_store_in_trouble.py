"""The store under fire: killed runs, a full disk, a limit on files, a neighbour."""

import json
import os
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from store.killing import kill_often
from world import INSTANT, Plan, World, plan_for, run_listcheck

from listcheck.store import Store

LIST = "# A list\n\n" + "".join(
    f"- [thing {n}](https://host{n}.example.org/page)\n" for n in range(200)
)
VERIFY = ("verify", "--format", "json")


def test_killed_at_any_moment(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Whenever a run is killed, nothing that was committed is lost, and the next one works."""
    tally = kill_often(20, world(Plan()), tmp_path)
    assert tally.faults == []
    assert tally.kills == 20


@lru_cache(maxsize=1)
def _can_mount() -> bool:
    if not all(map(shutil.which, ("unshare", "mount"))):
        return False
    trial = subprocess.run([*_unshare(), "true"], capture_output=True)
    return trial.returncode == 0


def _unshare() -> list[str]:
    own_user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *own_user, "--mount"]


def _here(world: Callable[[Plan], World], folder: Path) -> World:
    (folder / "README.md").write_text(LIST)
    plan = plan_for(LIST.encode())
    plan.latency = INSTANT
    return world(plan)


def _run(here: World, folder: Path, *before: str) -> Any:
    """The result of a run whose shell does something first."""
    listcheck = [str(Path(sys.executable).with_name("listcheck")), *VERIFY]
    script = "\n".join([*before, f"exec {shlex.join(listcheck)}"])
    command = [*_unshare(), "sh", "-ec", script] if before else listcheck
    environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                   **here.environment()}  # fmt: skip
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not _can_mount(), reason="no mount namespaces here")
@pytest.mark.parametrize("size", ["16k", "64k", "96k"])
def test_full_disk(world: Callable[[Plan], World], tmp_path: Path, size: str) -> None:
    """On a disk that is full from the start or fills up, the run goes on and says so once."""
    (tmp_path / ".listcheck").mkdir()
    mount = f"mount -t tmpfs -o size={size} none .listcheck"
    result = _run(_here(world, tmp_path), tmp_path, mount)
    assert {link["state"] for link in result["links"]} == {"alive"}
    assert len(result["links"]) == 200
    (note,) = result["notes"]
    assert note.startswith("nothing is remembered of this run: ")


def test_a_limit_on_the_size_of_files(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """A store that may grow no more keeps what it had, whole."""
    here = _here(world, tmp_path)
    run_listcheck(VERIFY, cwd=tmp_path, world=here)
    path = tmp_path / ".listcheck" / "store.db"
    with Store(path) as store:
        before = store.everything()
    limit = path.stat().st_size
    done = subprocess.run(
        [str(Path(sys.executable).with_name("listcheck")), *VERIFY, "--refresh"],
        cwd=tmp_path, capture_output=True, text=True,
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8", **here.environment()},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (note,) = json.loads(done.stdout)["notes"]
    assert note.startswith("nothing is remembered of this run: ")
    with Store(path) as store:
        assert store.everything() == before
        assert store.notes == []


def test_two_runs_on_one_store(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Two runs at once each remember all that they saw."""
    here = _here(world, tmp_path)
    environment = {"HOME": str(tmp_path), "LANG": "C.UTF-8", **here.environment()}
    command = [str(Path(sys.executable).with_name("listcheck")), *VERIFY, "--refresh"]
    running = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    results = [json.loads(process.communicate(timeout=120)[0]) for process in running]
    assert [result["notes"] for result in results] == [[], [], []]
    with Store(tmp_path / ".listcheck" / "store.db") as store:
        assert len(store.everything()[0]) == 600
        assert len(store.latest()) == 200
