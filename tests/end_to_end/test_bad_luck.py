"""A user with bad luck: Ctrl-C, a deadline, odd bytes, a store that cannot be used."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from world import Fault, Plan, World, plan_for, plant, run_listcheck

STALLING = "# A list\n\n" + "".join(
    f"- [thing {n}](https://host{n}.example.org/page)\n" for n in range(6)
)


def _stalling() -> Plan:
    plan = plan_for(STALLING.encode())
    for number in range(1, 6):
        plant(plan, f"https://host{number}.example.org/page", Fault("stall"))
    return plan


def _environment(world: World, folder: Path) -> dict[str, str]:
    path = os.environ.get("PATH", "")
    return {"HOME": str(folder), "PATH": path, "LANG": "C.UTF-8", **world.environment()}


def _asking(here: World, folder: Path) -> subprocess.Popen[str]:
    """A run that has asked everything and waits."""
    (folder / "README.md").write_text(STALLING)
    command = [str(Path(sys.executable).with_name("listcheck")), "verify", "--format", "json"]
    process = subprocess.Popen(
        command, cwd=folder, env=_environment(here, folder), stdout=subprocess.PIPE, text=True
    )
    while not any(request.host == "host5.example.org" for request in here.requests):
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_reports_what_is_known(
    world: Callable[[Plan], World], tmp_path: Path, sign: signal.Signals
) -> None:
    """Ctrl-C ends the asking at once, the report is whole, and the status is 130."""
    process = _asking(world(_stalling()), tmp_path)
    time.sleep(0.3)
    asked = time.monotonic()
    process.send_signal(sign)
    output, _ = process.communicate(timeout=20)
    result = json.loads(output)
    states = {link["url"]: link["state"] for link in result["links"]}

    assert process.returncode == 130
    assert time.monotonic() - asked < 5
    assert states.pop("https://host0.example.org/page") == "alive"
    assert set(states.values()) == {"unverified"}
    assert result["incomplete"]


def test_a_deadline_is_kept(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """A run stops asking in time, says what it did not see, and is incomplete."""
    here = world(_stalling())
    (tmp_path / "README.md").write_text(STALLING)
    started = time.monotonic()
    done = run_listcheck(
        ["verify", "--format", "json", "--deadline", "2s"], cwd=tmp_path, world=here
    )

    assert time.monotonic() - started < 8
    assert done.code == 3
    assert done.json["coverage"]["verified"] == 1
    assert done.json["coverage"]["unverified"] == 5


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf# A list\r\n\r\n- [fine](https://fine.example.org/p) (2025)\r\n",
        b"# A list\n\n- [fine](https://fine.example.org/p)",
        b"# A list \xff\xfe\n\n- [fine\xe9](https://fine.example.org/p)\n",
        b"",
        b"\n\n\n",
    ],
    ids=["bom and crlf", "no final newline", "not utf-8", "empty", "blank"],
)
def test_odd_bytes_are_read_and_left_alone(
    world: Callable[[Plan], World], tmp_path: Path, data: bytes
) -> None:
    """Whatever bytes a list is made of, it is read, judged and not touched."""
    here = world(plan_for(data))
    (tmp_path / "README.md").write_bytes(data)
    done = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here)

    assert done.code == 0, done.stdout + done.stderr
    assert done.json["findings"] == []
    assert (tmp_path / "README.md").read_bytes() == data


def test_everybody_throttles(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """Where everybody answers 429, nothing is dead, nothing good, and the run is incomplete."""
    text = (
        "# A list\n\n- [a](https://github.com/own/fine)\n- [b](https://arxiv.org/abs/2501.00001)\n"
        "- [c](https://fine.example.org/p)\n"
    )
    plan = plan_for(text.encode())
    busy = Fault("status", status=429, retry_after="3600")
    for where in ("graphql", "rest", "arxiv", "https://fine.example.org/p"):
        plant(plan, where, busy)
    (tmp_path / "README.md").write_text(text)
    done = run_listcheck(
        ["verify", "--format", "json"], cwd=tmp_path, world=world(plan), token="a-token"
    )

    assert done.code == 3, done.stdout
    assert {link["state"] for link in done.json["links"]} == {"unverified"}
    assert {one["rule"] for one in done.json["findings"]} == {"unverified-link"}


def test_an_unusable_store_costs_nothing_but_memory(
    world: Callable[[Plan], World], tmp_path: Path
) -> None:
    """A store that is no database is moved aside and said so; the findings are the same."""
    text = "# A list\n\n- [fine](https://fine.example.org/p)\n"
    (tmp_path / "README.md").write_text(text)
    (tmp_path / ".listcheck").mkdir()
    (tmp_path / ".listcheck" / "store.db").write_bytes(b"this is no database" * 100)
    done = run_listcheck(
        ["verify", "--format", "json"], cwd=tmp_path, world=world(plan_for(text.encode()))
    )

    assert done.code == 0
    assert "damaged" in done.json["notes"][0]
    assert list((tmp_path / ".listcheck").glob("store.db.damaged-*"))


def test_the_token_goes_nowhere(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """No output, no file and no other host ever sees the token."""
    text = "# A list\n\n- [a](https://github.com/own/fine)\n- [c](https://fine.example.org/p)\n"
    (tmp_path / "README.md").write_text(text)
    here = world(plan_for(text.encode()))
    done = run_listcheck(
        ["verify", "-vv", "--report", "json=result.json"], cwd=tmp_path, world=here,
        token="ghp_canary0123456789",
    )  # fmt: skip
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]

    assert done.code == 0
    assert here.violations == []
    assert "canary" not in done.stdout + done.stderr
    assert not any(b"canary" in data for data in written)


@pytest.mark.parametrize(
    ("shell", "status"),
    [
        ("{} verify --offline --report json=r.json | head -c 10 >&2; exit ${{PIPESTATUS[0]}}", 1),
        ("{} verify --offline --report json=r.json >/dev/full", 2),
        ("{} verify --offline --report json=r.json - <&-", 2),
        ("cp README.md $'b\\xff.md'; {} verify --offline --report json=r.json $'b\\xff.md'", 1),
    ],
    ids=["nobody reads on", "full disk", "no standard input", "a name that is no text"],
)
def test_trouble_with_streams_and_names(tmp_path: Path, shell: str, status: int) -> None:
    """Whatever a stream does, the status is the contract's and every other report is written."""
    rows = "| 1 | 2 | lost |\n" * 3_000
    (tmp_path / "README.md").write_text(f"# A list\n\n| a | b |\n|---|---|\n{rows}")
    command = shell.format(Path(sys.executable).with_name("listcheck"))
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, errors="replace"
    )

    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "r.json").exists() == ("<&-" not in shell)


def test_signals_in_a_row(world: Callable[[Plan], World], tmp_path: Path) -> None:
    """A runner sends SIGINT and then SIGTERM: the report comes all the same."""
    process = _asking(world(_stalling()), tmp_path)
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
        process.send_signal(sign)
        time.sleep(0.05)
    output, _ = process.communicate(timeout=20)

    assert process.returncode == 130
    assert json.loads(output)["incomplete"] == "interrupted before the end"
