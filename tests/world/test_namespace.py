"""A network of its own, with real names and ports."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from world import INSTANT, Fault, Plan, World, plant

Make = Callable[[Plan], World]
LOOK_UP = """
import socket, sys
for name in sys.argv[1:]:
    try:
        print(socket.getaddrinfo(name, 443, socket.AF_INET, socket.SOCK_STREAM)[0][4][0])
    except socket.gaierror as error:
        print({socket.EAI_NONAME: "NONAME", socket.EAI_AGAIN: "AGAIN"}.get(error.errno, error))
"""
FETCH = """
import ssl, sys, urllib.request
opened = urllib.request.urlopen(sys.argv[1], timeout=3)
print(opened.status, opened.url)
"""
CONNECT = """
import socket, sys
for name in sys.argv[1:]:
    try:
        socket.create_connection((name, 443), 0.7)
    except OSError as error:
        print(type(error).__name__)
"""


def run(world: World, script: str, *words: str, cwd: Path) -> list[str]:
    finished = subprocess.run(
        world.command([sys.executable, "-c", script, *words], cwd),
        env=world.environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.split("\n")[:-1]


def test_names_resolve_as_planted(namespace_world: Make, tmp_path: Path) -> None:
    """Living names have a public address, dead ones none, and trouble is told from death."""
    plan = Plan(latency=INSTANT).with_page("https://alive.example/")
    plant(plan, "https://dead.example/", Fault("no-such-name"))
    plant(plan, "https://ill.example/", Fault("server-failure"))
    plant(plan, "https://mute.example/", Fault("silent-name"))
    plant(plan, "https://inner.example/", Fault("private-address", text="192.168.1.1"))
    names = ["alive", "dead", "ill", "mute", "inner", "unheard-of"]
    running = namespace_world(plan)
    found = run(running, LOOK_UP, *(f"{name}.example" for name in names), cwd=tmp_path)
    assert found == ["11.0.0.1", "NONAME", "AGAIN", "AGAIN", "192.168.1.1", "NONAME"]
    assert "alive.example A" in running.report["names"]


def test_pages_answer_at_their_real_addresses(namespace_world: Make, tmp_path: Path) -> None:
    """Ports 443 and 80 are the world's, and no setting leads there."""
    url = "https://alive.example/page"
    running = namespace_world(Plan(latency=INSTANT).with_page(url))
    assert running.connect_to == []
    assert run(running, FETCH, url, cwd=tmp_path) == [f"200 {url}"]
    plain = url.replace("https", "http")
    assert run(running, FETCH, plain, cwd=tmp_path) == [f"200 {plain}"]
    assert [record.scheme for record in running.requests] == ["https", "http"]


def test_hosts_refuse_or_keep_silent(namespace_world: Make, tmp_path: Path) -> None:
    """A refused connection and one that is never answered are two things."""
    plan = plant(Plan(), "https://shut.example/", Fault("refused"))
    plant(plan, "https://mute.example/", Fault("silent"))
    running = namespace_world(plan)
    found = run(running, CONNECT, "shut.example", "mute.example", cwd=tmp_path)
    assert found == ["ConnectionRefusedError", "TimeoutError"]
