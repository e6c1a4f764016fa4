"""What GitHub's runner reads: outputs, the job summary, workflow commands.

The files and their syntax: "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from listcheck.errors import UserError
from listcheck.text import clean

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})


def tell_outputs(outputs: Mapping[str, str], environment: Mapping[str, str]) -> None:
    """Add outputs of the step.

    Each stands between marks that nobody can guess, so that a value with lines in it cannot set
    another output.
    """
    mark = f"end-{secrets.token_hex(16)}"
    text = "".join(f"{name}<<{mark}\n{value}\n{mark}\n" for name, value in outputs.items())
    _append(environment.get("GITHUB_OUTPUT", ""), text)


def tell_summary(markdown: str, environment: Mapping[str, str]) -> None:
    """Add to the summary of the job; what others wrote stays."""
    _append(environment.get("GITHUB_STEP_SUMMARY", ""), markdown + "\n")


def _append(path: str, text: str) -> None:
    """Outside a runner there is no such file, and nobody to tell."""
    if not path:
        return
    data = text.encode("utf-8", "backslashreplace")
    try:
        with Path(path).open("ab") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "that is no name of a file"
        raise UserError(f"{clean(path)} cannot be written: {why}") from None


def annotation(level: str, message: str) -> str:
    """A line that the runner shows as an error, a warning or a notice of the run."""
    lines = "\n".join(clean(line, 1000) for line in message.split("\n"))
    return f"::{level} title=listcheck::{lines.translate(_DATA)}"


@contextmanager
def no_commands(title: str, environment: Mapping[str, str]) -> Iterator[None]:
    """A folded part of the log in which the runner takes no line for a command."""
    if not environment.get("GITHUB_ACTIONS"):
        yield
        return
    mark = secrets.token_hex(16)
    _say(f"::group::{title}", f"::stop-commands::{mark}")
    try:
        yield
    finally:
        _say(f"::{mark}::", "::endgroup::")


def _say(*lines: str) -> None:
    """The runner reads both streams as one, so that both have to be empty in between."""
    sys.stderr.flush()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
