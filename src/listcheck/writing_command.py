"""What the commands share that write to GitHub: where they stand, and what becomes of trouble.

A comment that could not be written says nothing about the list: trouble with GitHub is shown, and
the exit status is 0 all the same.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from listcheck import files, result
from listcheck.action_outputs import annotation, tell_outputs
from listcheck.config import settings
from listcheck.errors import Exit, UserError
from listcheck.github.calls import Place, Talk, TroubleError
from listcheck.result import Result
from listcheck.settings import Settings
from listcheck.text import clean
from listcheck.wired import Run, converse

LARGEST_RESULT = 1 << 24  # bytes of a result document
_LARGEST_EVENT = 1 << 25  # GitHub cuts payloads at 25 MB (docs.github.com, webhook events)
_SLUG = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Workflow:
    """Where a command stands: the repository, and the event that the workflow runs on.

    `event` is GITHUB_EVENT_NAME and `payload` what GITHUB_EVENT_PATH holds, empty outside of a
    workflow; `run_url` is the page of the run, empty likewise.
    """

    place: Place
    settings: Settings
    event: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    run_url: str = ""
    actor: str = ""
    now: float = 0.0

    def told(self, *names: str) -> Any:
        """A value of the payload by its path, None where it has none: `pull_request`, `number`."""
        value: Any = self.payload
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return value


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did, in a sentence of ours, and what it hands to the next steps.

    With a `level`, "notice" or "warning", it is shown where the run is looked at.
    """

    words: str
    outputs: Mapping[str, str] = field(default_factory=dict)
    level: str = ""


Job = Callable[[Workflow], Talk[Done]]


def run(job: Job, environment: Mapping[str, str], *, what: str) -> int:
    """Do what a flow does; the exit status.

    Args:
        job: makes the flow.
        environment: of the process.
        what: the thing that is written, such as "the comment".

    Raises:
        UserError: the environment names no repository or no token.
    """
    where = workflow(environment)
    try:
        done = converse(job(where), where.settings, Run(time.time, _silent, environment))
    except TroubleError as trouble:
        level = "notice" if trouble.forbidden else "warning"
        say(environment, level, f"{what} was not written: {in_words(trouble)}")
        return int(Exit.CLEAN)
    if done.level:
        say(environment, done.level, done.words)
    else:
        click.echo(clean(done.words, 1_000))
    if done.outputs:
        tell_outputs(done.outputs, environment)
    return int(Exit.CLEAN)


def workflow(environment: Mapping[str, str]) -> Workflow:
    """Where a command stands, as the environment says it.

    Raises:
        UserError: there is no repository or no token in it, or the event cannot be read.
    """
    slug = environment.get("GITHUB_REPOSITORY", "")
    if not _SLUG.fullmatch(slug):
        raise UserError(
            "GITHUB_REPOSITORY names no repository", "it is owner/name, as workflows have it"
        )
    chosen = settings(environment)
    if chosen.services.token is None:
        raise UserError(
            "writing to GitHub needs a token",
            "set GITHUB_TOKEN; where listcheck.toml names an API, the environment must name it too",
        )
    server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
    number = environment.get("GITHUB_RUN_ID", "")
    return Workflow(
        Place(slug, chosen.services.github_api, server.rstrip("/")),
        chosen,
        environment.get("GITHUB_EVENT_NAME", ""),
        _payload(environment.get("GITHUB_EVENT_PATH", "")),
        f"{server.rstrip('/')}/{slug}/actions/runs/{number}" if number.isdecimal() else "",
        environment.get("GITHUB_ACTOR", ""),
        time.time(),
    )


def read_result(path: Path) -> Result:
    """The result document in a file of ours.

    Raises:
        UserError: it cannot be read, is too large, or is none.
    """
    return result.parse(files.read(path, LARGEST_RESULT), largest=LARGEST_RESULT)


def _payload(path: str) -> Mapping[str, Any]:
    if not path:
        return {}
    data = files.read(Path(path), _LARGEST_EVENT)
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError):
        raise UserError(f"{clean(path)} holds no event of a workflow") from None
    return payload if isinstance(payload, dict) else {}


def in_words(trouble: TroubleError) -> str:
    """What went wrong, with what GitHub says of it."""
    said = f" ({clean(trouble.message, 200)})" if trouble.message else ""
    return f"{clean(trouble.words, 300)}{said}"


def say(environment: Mapping[str, str], level: str, words: str) -> None:
    """Show something to whoever looks at the run; in a workflow, as an annotation of it."""
    if environment.get("GITHUB_ACTIONS") == "true":
        click.echo(annotation(level, words))
    else:
        click.echo(f"listcheck: {clean(words, 1_000)}", err=True)


def _silent(done: int, total: int, what: str) -> None:
    """Show nothing: a handful of requests is no matter of waiting."""
