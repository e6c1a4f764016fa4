"""A network of its own for the world, where names resolve and ports 443 and 80 are free.

It needs no root where user namespaces are allowed, and goes when its last process ends: there is
nothing to clean up.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from world.dns import ADDRESS, SILENT

_OPTIONS = "options timeout:1 attempts:2"


def _unshare() -> list[str]:
    own_user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *own_user, "--net", "--mount"]


def founding(directory: Path, command: Sequence[str]) -> list[str]:
    """The command line that runs a command in a new namespace, with its own resolv.conf."""
    names = directory / "resolv.conf"
    names.write_text(f"nameserver 127.0.0.1\n{_OPTIONS}\n")
    steps = [
        f"mount --bind {shlex.quote(str(names))} /etc/resolv.conf",
        "ip link set lo up",
        # The third address, 11.0.0.2, has no port that listens: connections are refused there.
        *(f"ip address add {address}/32 dev lo" for address in (ADDRESS, "11.0.0.2", SILENT)),
        f"exec {shlex.join(command)}",
    ]
    return [*_unshare(), "sh", "-ec", "\n".join(steps)]


def joining(pid: int, command: Sequence[str], cwd: Path) -> list[str]:
    """The command line that runs a command in the namespace of a process."""
    user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    inside = f"cd {shlex.quote(str(cwd))} && exec {shlex.join(command)}"
    return ["nsenter", f"--target={pid}", *user, "--net", "--mount", "sh", "-c", inside]


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether this machine lets us have one."""
    if not all(shutil.which(tool) for tool in ("unshare", "nsenter", "ip", "mount")):
        return False
    attempt = "mount --bind /etc/hostname /etc/resolv.conf && ip link set lo up"
    trial = subprocess.run([*_unshare(), "sh", "-ec", attempt], capture_output=True, timeout=20)
    return trial.returncode == 0
