"""The world from the side of a test, a demo or a benchmark."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import TypeAdapter

from world import namespace
from world.control import call
from world.log import Record
from world.plan import Plan, Repository
from world.planting import NAME_FAULTS
from world.violations import Violation

_RECORDS = TypeAdapter(list[Record])
_VIOLATIONS = TypeAdapter(list[Violation])


class World:
    """A running world. `with World(plan) as world:` starts and stops it."""

    def __init__(self, plan: Plan | None = None, *, in_namespace: bool = False) -> None:
        self.plan = plan or Plan()
        self.in_namespace = in_namespace
        self.directory = Path()
        self.ports: dict[str, int] = {}
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.directory = Path(tempfile.mkdtemp(prefix="world-"))
        command = [sys.executable, "-m", "world", "--directory", str(self.directory)]
        if self.in_namespace:
            command = namespace.founding(self.directory, [*command, "--namespace"])
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self._process.stdout is not None
        ready = self._process.stdout.readline()
        if not ready:
            self.close()
            raise RuntimeError("the world did not start")
        self.ports = json.loads(ready)
        self.reset(self.plan)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the server and leave nothing behind."""
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def reset(self, plan: Plan | None = None) -> None:
        """Forget all requests and begin again, with another plan if given."""
        self.plan = plan or self.plan
        call(self.directory, "POST", "/plan", self.plan.to_json())

    def repository(self, name: str) -> Repository:
        """A repository as it is now, with the issues and comments that were written in it."""
        plan = Plan.from_json(json.dumps(call(self.directory, "GET", "/plan")))
        return plan.repositories[name.lower()]

    @property
    def report(self) -> dict[str, Any]:
        """Requests, violations, failed handshakes and questions about names, as JSON."""
        answer = call(self.directory, "GET", "/report")
        assert isinstance(answer, dict)
        return answer

    @property
    def requests(self) -> list[Record]:
        """Every request since the start or the last reset."""
        return _RECORDS.validate_python(self.report["requests"])

    @property
    def violations(self) -> list[Violation]:
        """Every breach of the rules in them."""
        return _VIOLATIONS.validate_python(self.report["violations"])

    def counts(self) -> Counter[str]:
        """How many requests each host had."""
        return Counter(record.host for record in self.requests)

    @property
    def ca_file(self) -> Path:
        """The certificate of the authority that vouches for all hosts."""
        return self.directory / "ca.pem"

    @property
    def connect_to(self) -> list[str]:
        """Where connections lead, in curl's words: `HOST:PORT:TOHOST:TOPORT`, first match wins."""
        if self.in_namespace:
            return []
        special = []
        for host, faults in self.plan.hosts.items():
            for name in {fault.name for fault in faults}:
                if name in ("refused", "silent"):
                    target = f"127.0.0.1:{self.ports[name]}"
                    special += [f"{host}:443:{target}", f"{host}:80:{target}"]
                elif name in NAME_FAULTS:
                    dead = f"{host}.invalid"
                    special += [f"{host}:443:{dead}:443", f"{host}:80:{dead}:80"]
        https, http = self.ports["https"], self.ports["http"]
        return [*special, f":443:127.0.0.1:{https}", f":80:127.0.0.1:{http}"]

    def environment(self) -> dict[str, str]:
        """The variables with which listcheck finds this world instead of the real one."""
        variables = {"SSL_CERT_FILE": str(self.ca_file)}
        if self.connect_to:
            variables["LISTCHECK_NETWORK_CONNECT_TO"] = ",".join(self.connect_to)
        return variables

    def command(self, command: Sequence[str], cwd: Path) -> list[str]:
        """A command line that runs in this world's namespace; itself, if it has none."""
        if not self.in_namespace:
            return list(command)
        assert self._process is not None
        return namespace.joining(self._process.pid, command, cwd)
