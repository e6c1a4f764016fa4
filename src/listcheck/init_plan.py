"""The files that `listcheck init` would write: those of `init_files/`, with a few words put in."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import tomli

from listcheck import action_pin
from listcheck.init_lists import Found

_WORKFLOWS = ".github/workflows"
_PLACES = {
    "listcheck.toml": "listcheck.toml",
    "listcheck.yml": f"{_WORKFLOWS}/listcheck.yml",
    "listcheck-pull-request.yml": f"{_WORKFLOWS}/listcheck-pull-request.yml",
    "listcheck-comment.yml": f"{_WORKFLOWS}/listcheck-comment.yml",
}
# The actions that the workflows use, each by the commit of its release.
PINS = {
    "CHECKOUT": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "CACHE_RESTORE": "actions/cache/restore@55cc8345863c7cc4c66a329aec7e433d2d1c52a9 # v6.1.0",
    "CACHE_SAVE": "actions/cache/save@55cc8345863c7cc4c66a329aec7e433d2d1c52a9 # v6.1.0",
    "UPLOAD": "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
}
_WORD = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be; `reason` says why it is not, if it is left as it is."""

    path: Path
    name: str
    text: str
    reason: str = ""


def planned(folder: Path, lists: Sequence[Found]) -> list[File]:
    """What a repository with these lists is to have, and what of it is there."""
    words = {**PINS, "LISTCHECK": action_pin.reference(), **_words(folder, lists)}
    return [
        File(folder / place, place, filled(name, words), _reason(folder, place))
        for name, place in _PLACES.items()
    ]


def filled(name: str, words: Mapping[str, str]) -> str:
    """One of the files, with its words put in."""
    text = (files("listcheck") / "init_files" / name).read_text(encoding="utf-8")
    return _WORD.sub(lambda match: words[match[1]], text)


def _words(folder: Path, lists: Sequence[Found]) -> dict[str, str]:
    """What is different in each repository; the same each time."""
    named = ", ".join(_quoted(one.path) for one in lists)
    name = f"{folder.resolve().name}\n{named}".encode("utf-8", "replace")
    number = int.from_bytes(hashlib.sha256(name).digest()[:4], "big")
    # Never at a full or half hour, when everybody's jobs start.
    minute = [one for one in range(3, 60, 2) if one % 30 not in (1, 29)][number % 25]
    return {"LISTS": named, "MINUTE": str(minute), "HOUR": str(number // 32 % 24)}


def _quoted(text: str) -> str:
    """A string of TOML in which nothing steers a terminal or hides from the eye."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in plain)


def _reason(folder: Path, place: str) -> str:
    path = folder / place
    if path.exists() or path.is_symlink():
        return "is there"
    if place == "listcheck.toml" and _is_in_pyproject(folder / "pyproject.toml"):
        return "not needed: pyproject.toml has the settings"
    return ""


def _is_in_pyproject(path: Path) -> bool:
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    tool = table.get("tool")
    return isinstance(tool, dict) and "listcheck" in tool
