"""The commit to compare with, whatever was checked out."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from action.conftest import commit, git
from listcheck.action_base import _credential, base_commit, event

Make = Callable[[dict[str, str]], Path]
ZEROS = "0" * 40


def pull(base: str, head: str) -> dict[str, Any]:
    return {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}


def found(what: dict[str, Any], folder: Path) -> str:
    return base_commit(what, folder, dict(os.environ), "")


@pytest.fixture
def history(repository: Make) -> tuple[Path, dict[str, str]]:
    """A branch of two commits that left main where it was old, and what is in main since."""
    folder = repository({"a": "1"})
    made = {"old": git(folder, "rev-parse", "HEAD")}
    git(folder, "checkout", "--quiet", "-b", "branch")
    commit(folder, {"b": "1"})
    made["head"] = commit(folder, {"b": "2"})
    git(folder, "checkout", "--quiet", "main")
    made["main"] = commit(folder, {"a": "2"})
    return folder, made


def test_the_merge_that_github_makes(history: tuple[Path, dict[str, str]]) -> None:
    """What is new in main since the event is not the contributor's."""
    folder, made = history
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "branch")
    assert found(pull(made["old"], made["head"]), folder) == made["main"]


def test_the_head_alone(history: tuple[Path, dict[str, str]]) -> None:
    """Then it is where the branch began, and not what main is by now."""
    folder, made = history
    git(folder, "checkout", "--quiet", "branch")
    assert found(pull(made["main"], made["head"]), folder) == made["old"]


def test_a_merge_that_is_a_part_of_the_branch(history: tuple[Path, dict[str, str]]) -> None:
    """A contributor's own merge is no merge of GitHub's."""
    folder, made = history
    git(folder, "checkout", "--quiet", "branch")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "up to date", "main")
    head = git(folder, "rev-parse", "HEAD")
    assert found(pull(made["main"], head), folder) == made["main"]


def test_a_push_and_a_queue(history: tuple[Path, dict[str, str]]) -> None:
    folder, made = history
    assert found({"before": made["old"], "after": made["main"]}, folder) == made["old"]
    queued = {"merge_group": {"base_sha": made["old"], "head_sha": made["main"]}}
    assert found(queued, folder) == made["old"]


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"before": ZEROS},
        pull("--upload-pack=x", "main"),
        pull("main", "main"),
        {"pull_request": "text"},
        {"pull_request": {"base": {"sha": 7}}},
        pull("f" * 40, "e" * 40),
    ],
)
def test_none(repository: Make, what: dict[str, Any]) -> None:
    """A name that is no hash is not asked for, and a commit that nobody has is not found."""
    folder = repository({"a": "1"})
    git(folder, "remote", "set-url", "origin", "file:///nowhere/at/all.git")
    assert found(what, folder) == ""


def test_no_repository(tmp_path: Path) -> None:
    assert found(pull("a" * 40, "b" * 40), tmp_path) == ""


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000])
def test_no_event(tmp_path: Path, text: str) -> None:
    path = tmp_path / "event.json"
    path.write_text(text)
    assert event({"GITHUB_EVENT_PATH": str(path)}) == {}
    assert event({}) == {}


def test_an_event(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(pull("a", "b")))
    assert event({"GITHUB_EVENT_PATH": str(path)}) == pull("a", "b")


def test_the_token_goes_to_its_server_alone() -> None:
    """It is a header for one origin, after what is configured already, and never in clear."""
    server = {"GITHUB_SERVER_URL": "https://git.example/", "GIT_CONFIG_COUNT": "2"}
    assert _credential(server, "secret") == {
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_2": "http.https://git.example/.extraheader",
        "GIT_CONFIG_VALUE_2": "AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0",
    }
    assert _credential({"GITHUB_SERVER_URL": "http://git.example"}, "secret") == {}
    assert _credential(server, "") == {}
