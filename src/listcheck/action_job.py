"""One run of the action: its inputs, what they mean on its event, and where it may write."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from listcheck.action_inputs import PREFIX, Inputs, read
from listcheck.errors import UserError


@dataclass(frozen=True, slots=True)
class Job:
    """One run of the action. `environment` is that of the process, without the inputs."""

    inputs: Inputs
    event: str
    mode: str
    environment: Mapping[str, str]
    scratch: Path

    @property
    def folder(self) -> Path:
        """Where reports go."""
        return Path(self.inputs.report_dir or self.scratch / "report")

    @property
    def store(self) -> Path:
        """Where is remembered what no later run is to read."""
        return self.scratch / "store.db"


def job(environment: Mapping[str, str]) -> Job:
    """The run that the variables tell of.

    Raises:
        UserError: an input has a value that it cannot have, or there is no place to write.
    """
    inputs = read(environment)
    event = environment.get("GITHUB_EVENT_NAME", "")
    temp = environment.get("RUNNER_TEMP") or tempfile.gettempdir()
    try:
        scratch = Path(tempfile.mkdtemp(prefix="listcheck-", dir=temp))
    except OSError as error:
        raise UserError(f"RUNNER_TEMP cannot be written to: {error.strerror}") from None
    passed = {name: value for name, value in environment.items() if not name.startswith(PREFIX)}
    if inputs.token:
        passed["GITHUB_TOKEN"] = inputs.token
    if inputs.github_api_url not in ("", passed.get("GITHUB_API_URL")):
        passed["GITHUB_API_URL"] = inputs.github_api_url
        passed.pop("GITHUB_GRAPHQL_URL", None)  # of another server than the one named
    return Job(inputs, event, inputs.mode_for(event), passed, scratch)
