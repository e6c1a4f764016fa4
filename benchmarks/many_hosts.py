"""Many hosts: what 3,000 links on 1,000 TLS hosts cost, beside lychee in the same run.

Needs Linux with `unshare`: both tools find the hosts in an /etc/hosts of their own, so that both
ask the system's resolver for the same names.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tls_hosts import write_certificates

HERE = Path(__file__).parent
MOUNT = 'mount --bind "$0" /etc/hosts && exec "$@"'


@dataclass
class Server:
    """The server process, and what it counts."""

    process: subprocess.Popen[str]
    port: int

    def counts(self) -> tuple[int, int]:
        """Connections and requests since the last call."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        connections, requests = self.process.stdout.readline().split()
        return int(connections), int(requests)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run the server in a process of its own: its processor time is nobody's."""
    command = [sys.executable, str(HERE / "tls_hosts.py"), str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Server(process, int(process.stdout.readline()))
        finally:
            process.stdin.close()


@dataclass
class Tool:
    """One contestant, how to run it, and what its runs cost."""

    name: str
    command: list[str]
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    alive: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)

    def run(self, folder: Path, server: Server) -> None:
        """Run once; its exit status is its own matter."""
        server.counts()
        began = time.monotonic()
        process = subprocess.Popen(
            in_own_namespace(folder / "hosts", self.command),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(folder),
        )
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall.append(time.monotonic() - began)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.memory.append(usage.ru_maxrss / 1024)
        self.alive.append(alive(output))
        connections, requests = server.counts()
        self.connections.append(connections)
        self.requests.append(requests)


def in_own_namespace(hosts: Path, command: list[str]) -> list[str]:
    """A command that sees these hosts; a user who is not root becomes root of a namespace."""
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *root, "--mount", "sh", "-c", MOUNT, str(hosts), *command]


def environment(folder: Path) -> dict[str, str]:
    """The certificates are the only setting; a fresh home keeps caches and tokens out."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "SSL_CERT_FILE": str(folder / "ca.pem"),
        "LANG": "C.UTF-8",
    }


def alive(output: bytes) -> int:
    """How many links a tool found alive, by its own account."""
    try:
        result = json.loads(output)
    except ValueError:
        return 0
    if "coverage" in result:
        return sum(link["state"] == "alive" for link in result["links"])
    return int(result["successful"] if "successful" in result else result.get("200", 0))


def write_list(folder: Path, hosts: list[str], port: int, links: int) -> None:
    """A list whose neighbouring links are on different hosts, as in life."""
    rows = [
        f"- [Entry {host} {number}](https://{host}:{port}/page/{number}) - A page.\n"
        for number in range(links)
        for host in hosts
    ]
    (folder / "README.md").write_text("# A list\n\n## Section\n\n" + "".join(rows))


def contestants(names: list[str]) -> list[Tool]:
    known = {
        "lychee": "lychee --no-progress --format json --method head README.md",
        "wire": f"{sys.executable} {HERE / 'head_driver.py'} README.md",
        "listcheck": "listcheck verify README.md --isolated --format json --no-progress "
        "--refresh --store store.db --allow-address 127.0.0.0/8",
    }
    return [Tool(name, known[name].split()) for name in names]


def show(tools: list[Tool]) -> None:
    """Medians, and ratios to the first tool round by round."""
    print(f"{'':12}{'cpu s':>8}{'ratio':>8}{'wall s':>8}{'ratio':>8}{'MB':>6}", end="")
    print(f"{'alive':>8}{'requests':>10}{'connections':>13}")
    first = tools[0]
    for tool in tools:
        cpu, wall = statistics.median(tool.cpu), statistics.median(tool.wall)
        to_cpu = statistics.median(a / b for a, b in zip(tool.cpu, first.cpu, strict=True))
        to_wall = statistics.median(a / b for a, b in zip(tool.wall, first.wall, strict=True))
        print(f"{tool.name:12}{cpu:8.2f}{to_cpu:8.2f}{wall:8.2f}{to_wall:8.2f}", end="")
        print(f"{max(tool.memory):6.0f}{min(tool.alive):8}{max(tool.requests):10}", end="")
        print(f"{max(tool.connections):13}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--links", type=int, default=3, help="links on each host")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--tools", default="lychee,wire,listcheck", help="the first is the measure")
    options = parser.parse_args()
    hosts = [f"h{number:04}.links.lan" for number in range(options.hosts)]
    tools = contestants(options.tools.split(","))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_certificates(folder, hosts)
        (folder / "hosts").write_text("".join(f"127.0.0.1 {one}\n" for one in hosts))
        with serving(folder) as server:
            write_list(folder, hosts, server.port, options.links)
            for _ in range(options.rounds):
                for tool in tools:
                    tool.run(folder, server)
    show(tools)


if __name__ == "__main__":
    main()
