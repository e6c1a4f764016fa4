"""What the commands share that write to GitHub."""

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from github.results import document, finding
from hostile import texts
from hypothesis import given
from hypothesis import strategies as st

from listcheck import writing_command
from listcheck.action_outputs import tell_outputs
from listcheck.errors import UserError
from listcheck.github.calls import Place, Talk, TroubleError
from listcheck.writing_command import Done, Workflow, read_result, run, workflow

HERE = {"GITHUB_REPOSITORY": "owner/list", "GITHUB_TOKEN": "secret"}
NOT = "title=listcheck::the comment was not written:"


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_where_a_command_stands(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}, "action": "opened"}))
    where = workflow(
        HERE
        | {
            "GITHUB_API_URL": "https://ghe.example/api/v3",
            "GITHUB_SERVER_URL": "https://ghe.example/",
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_RUN_ID": "99",
            "GITHUB_ACTOR": "ada",
        }
    )
    assert where.place == Place("owner/list", "https://ghe.example/api/v3", "https://ghe.example")
    assert (where.event, where.actor) == ("pull_request", "ada")
    assert where.run_url == "https://ghe.example/owner/list/actions/runs/99"
    assert where.told("pull_request", "number") == 7
    assert where.told("pull_request", "head", "sha") is None
    assert where.told("action", "x") is None
    assert where.settings.services.github_graphql == "https://ghe.example/api/graphql"


def test_outside_of_a_workflow() -> None:
    where = workflow(HERE)
    assert where.place == Place("owner/list")
    assert (where.event, where.run_url, where.told("action")) == ("", "", None)


@pytest.mark.parametrize(
    "environment",
    [
        {"GITHUB_TOKEN": "secret"},
        {**HERE, "GITHUB_REPOSITORY": "list"},
        {**HERE, "GITHUB_REPOSITORY": "owner/list/more"},
        {**HERE, "GITHUB_REPOSITORY": "owner/../x?y"},
        {"GITHUB_REPOSITORY": "owner/list"},
        {**HERE, "GITHUB_EVENT_PATH": "absent.json"},
        {**HERE, "GITHUB_EVENT_PATH": "broken.json"},
        {**HERE, "GITHUB_EVENT_PATH": "deep.json"},
    ],
)
def test_what_a_user_can_mend(environment: Mapping[str, str]) -> None:
    Path("broken.json").write_text("{")
    Path("deep.json").write_text("[" * 200_000)
    with pytest.raises(UserError):
        workflow(environment)


def test_a_list_cannot_send_the_token_elsewhere() -> None:
    """Whoever may change the settings of a list is not who gave the token."""
    Path("listcheck.toml").write_text('[github]\napi-url = "https://evil.example"\n')
    with pytest.raises(UserError, match="needs a token"):
        workflow(HERE)


def test_a_result_is_read_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps(document(finding()))
    Path("result.json").write_text(data)
    assert len(read_result(Path("result.json")).findings) == 1
    monkeypatch.setattr(writing_command, "LARGEST_RESULT", len(data) - 1)
    with pytest.raises(UserError, match="longer than"):
        read_result(Path("result.json"))


def nothing(_where: Workflow) -> Talk[Done]:
    """A flow that asks nothing."""
    yield from ()
    return Done("it was done\n::error::x", {"comment-id": "7"})


def refused(_where: Workflow) -> Talk[Done]:
    yield from ()
    raise TroubleError("GitHub's API answers 403", 403, "no\n::error::x %0A")


def broken(_where: Workflow) -> Talk[Done]:
    yield from ()
    raise TroubleError("GitHub's API could not be asked: no answer")


def warned(_where: Workflow) -> Talk[Done]:
    yield from ()
    return Done("nothing was posted", level="warning")


def test_what_was_done_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """On one line, and to the steps that follow."""
    assert run(nothing, {**HERE, "GITHUB_OUTPUT": "outputs"}, what="the comment") == 0
    assert capsys.readouterr().out == "it was done : :error::x\n"
    name, value, end = Path("outputs").read_text().splitlines()
    assert (name, value) == (f"comment-id<<{end}", "7")


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        (refused, f"notice {NOT} GitHub's API answers 403 (no : :error::x %250A)"),
        (broken, f"warning {NOT} GitHub's API could not be asked: no answer"),
        (warned, "warning title=listcheck::nothing was posted"),
    ],
)
def test_trouble_is_seen_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], flow: writing_command.Job, told: str
) -> None:
    known = {**HERE, "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": "outputs"}
    assert run(flow, known, what="the comment") == 0
    assert capsys.readouterr() == (f"::{told}\n", "")
    assert not Path("outputs").exists()
    assert run(flow, HERE, what="the comment") == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("listcheck: ")


def read_outputs(text: str) -> dict[str, str]:
    """As the runner reads the file (FileCommandManager.cs): blocks of lines up to a line."""
    found = {}
    lines = iter(re.split(r"\r\n|\n", text))
    for line in lines:
        if line:
            name, _, end = line.partition("<<")
            value = []
            while (one := next(lines)) != end:
                value.append(one)
            found[name] = "\n".join(value)
    return found


@given(st.lists(texts, min_size=2, max_size=2))
def test_no_value_sets_another_output(values: list[str]) -> None:
    """Whatever a value holds, the names that are set are those that we set."""
    given_values = dict(zip(("one", "two"), values, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outputs"
        tell_outputs(given_values, {"GITHUB_OUTPUT": str(path)})
        with path.open(encoding="utf-8", newline="") as file:
            found = read_outputs(file.read())
    assert list(found) == ["one", "two"]
    for name, value in given_values.items():
        whole = value.encode("utf-8", "backslashreplace").decode().replace("\r\n", "\n")
        # A carriage return at the end of the last line is read as the end of that line.
        assert found[name] == whole.removesuffix("\r")
