"""What the action is given: its inputs, read from variables and checked before anything runs.

`action.yml` hands every input over in a variable of its own, so that no shell ever parses one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from listcheck import __version__
from listcheck.errors import UserError
from listcheck.github.kinds import KINDS

PREFIX = "ACTION_INPUT_"
MODES = ("full", "changed", "comment")
# What an event wants that does not say so itself: only pull requests are judged by their part.
_MODE_OF = {
    "pull_request": "changed",
    "pull_request_target": "changed",
    "merge_group": "changed",
    "workflow_run": "comment",
}
_TRUTH = {"true": True, "false": False}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("auto", *MODES),
    "fail-on": ("", "error", "warning", "info", "new", "never"),
    "comment": ("auto", "on-findings", "always", "never"),
    "dashboard": ("off", "issue"),
    "fix": ("off", "pull-request"),
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of `action.yml`, under its names."""

    paths: tuple[str, ...] = ()
    config: str = ""
    mode: str = "auto"
    fail_on: str = ""
    token: str = ""
    github_api_url: str = ""
    summary: bool = True
    annotations: bool = True
    comment: str = "auto"
    suggestions: bool = False
    id: str = ""
    dashboard: str = "off"
    fix: str = "off"
    open_fix: tuple[str, ...] = ()
    sarif: bool = False
    report_dir: str = ""
    cache: bool = True
    offline: bool = False
    deadline: str = ""
    version: str = ""

    def mode_for(self, event: str) -> str:
        """The mode, by the event where none is named."""
        return _MODE_OF.get(event, "full") if self.mode == "auto" else self.mode

    def comments(self, mode: str) -> str:
        """When a comment is written: by itself only where a workflow is there for nothing else."""
        if self.comment != "auto":
            return self.comment
        return "on-findings" if mode == "comment" else "never"


def read(environment: Mapping[str, str]) -> Inputs:
    """The inputs out of their variables; what is not set is as `action.yml` has it.

    Raises:
        UserError: one has a value that it cannot have.
    """
    given: dict[str, Any] = {}
    for field in Inputs.__slots__:
        name = field.replace("_", "-")
        value = environment.get(PREFIX + field.upper(), "").strip()
        if value or "" in _CHOICES.get(name, ()):
            given[field] = _READERS.get(field, _text)(name, value)
    inputs = Inputs(**given)
    if inputs.version not in ("", __version__):
        raise UserError(
            f"this is listcheck {__version__}, and not {inputs.version}",
            "the version of the action is the commit that `uses:` names",
        )
    return inputs


def _text(name: str, value: str) -> str:
    if name in _CHOICES and value not in _CHOICES[name]:
        allowed = " or ".join(choice for choice in _CHOICES[name] if choice)
        raise UserError(f"input {name}: {value!r} is not {allowed}")
    return _no_flag(name, value)


def _truth(name: str, value: str) -> bool:
    if value.lower() not in _TRUTH:
        raise UserError(f"input {name}: {value!r} is not true or false")
    return _TRUTH[value.lower()]


def _lines(name: str, value: str) -> tuple[str, ...]:
    lines = (line.strip() for line in value.splitlines())
    return tuple(_no_flag(name, line) for line in lines if line)


def _kinds(name: str, value: str) -> tuple[str, ...]:
    words = tuple(value.split())
    if wrong := next((word for word in words if word not in KINDS), None):
        raise UserError(f"input {name}: {wrong!r} is not {' or '.join(KINDS)}")
    return words


def _no_flag(name: str, value: str) -> str:
    if value.startswith("-"):
        raise UserError(f"input {name}: {value!r} looks like an option", "options are inputs here")
    if not value.isprintable():
        raise UserError(f"input {name}: {value!r} holds characters that no name has")
    return value


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "paths": _lines,
    "open_fix": _kinds,
    **dict.fromkeys(("summary", "annotations", "suggestions", "sarif", "cache", "offline"), _truth),
}
