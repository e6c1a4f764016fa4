"""What `listcheck pull-request` asks for before it asks anybody."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from listcheck import cli
from listcheck.errors import UserError
from listcheck.pull_request_command import propose_fixes

OPTIONS = {"store": None, "config": None, "kinds": (), "wished": (), "stars_every": 0.0}
RESULT = """{"schema_version": 1, "tool": {"name": "listcheck", "version": "0"}, "started_at": "",
"finished_at": "", "lists": [], "notes": [], "incomplete": null, "links": [], "findings": [],
"waived": [], "older": null, "summary": {"error": 0, "warning": 0, "info": 0, "waived": 0},
"coverage": {"links": 0, "verified": 0, "unverified": 0, "refused": 0, "skipped": 0,
"requests": 0}}"""


@pytest.mark.parametrize(
    ("text", "environment", "word"),
    [
        (None, {}, "cannot be read"),
        ("{}", {}, "no result document"),
        (RESULT, {}, "GITHUB_REPOSITORY"),
        (RESULT, {"GITHUB_REPOSITORY": "o/r"}, "token"),
    ],
)
def test_what_is_missing(
    tmp_path: Path, text: str | None, environment: dict[str, str], word: str
) -> None:
    path = tmp_path / "result.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UserError, match=word):
        propose_fixes(path, OPTIONS, environment)


@pytest.mark.parametrize("words", [["--kind", "all"], ["--stars-every", "soon"], []])
def test_usage(words: list[str]) -> None:
    more = ["result.json"] if words else []
    assert CliRunner().invoke(cli.cli, ["pull-request", *words, *more]).exit_code == 2
