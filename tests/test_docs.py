"""What the pages for users say is there, is there, and nothing that is there is left out."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from listcheck import config
from listcheck.cli import FORMATS, cli
from listcheck.config_tables import ARRAYS, TABLES, Config
from listcheck.errors import Exit
from listcheck.rules import RULES
from listcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "benchmarks/README.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
# A row of a table of settings: its name and its default.
_ROWS = re.findall(r"^\| `([a-z-]+(?:\.[a-z0-9-]+)?)` \|([^|]*)\|", SETTINGS, re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?://)([^()\s#]*)(?:#([^()\s]+))?\)")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+).+?\1")


def commands(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that is shown, with those below it, by its words."""
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            if not below.hidden or word == "show":
                yield from commands(below, f"{name} {word}".strip())
    else:
        yield name, command


OPTIONS = [
    (name, written)
    for name, command in commands(cli)
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for written in parameter.opts
    if written.startswith("--")
]
SHORT = {"--quiet": "-q", "--verbose": "-v"}


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_told(command: str, option: str) -> None:
    wanted = re.escape(SHORT.get(option, option))
    assert re.search(rf"`(?:[^`\n]* )?{wanted}(?![\w-])", COMMANDS), command


def test_no_option_is_told_that_is_not_there() -> None:
    known = {"--help", *(option for _, option in OPTIONS)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", COMMANDS)) <= known


@pytest.mark.parametrize("name", [name.split()[0] for name, _ in commands(cli)])
def test_every_command_is_told(name: str) -> None:
    assert f"`{name}" in COMMANDS


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_told(form: str) -> None:
    assert f"| `{form}` |" in COMMANDS


@pytest.mark.parametrize("status", Exit)
def test_every_exit_status_is_told(status: Exit) -> None:
    assert f"| {status.value} |" in COMMANDS


def test_every_setting_is_told_once_and_no_other() -> None:
    top = [
        field.alias or name
        for name, field in Config.model_fields.items()
        if name not in {**TABLES, **ARRAYS}
    ]
    below = [
        f"{table}.{field.alias or name}"
        for table, model in {**TABLES, **ARRAYS}.items()
        for name, field in model.model_fields.items()
    ]
    assert sorted(name for name, _ in _ROWS) == sorted(top + below)


def test_the_defaults_are_those_that_are_told(tmp_path: Path) -> None:
    """A file with every default that the page names changes nothing."""
    told = [(name, text.strip()) for name, text in _ROWS if name.split(".")[0] not in ARRAYS]
    given = [f"{name} = {text.strip('`')}\n" for name, text in told if text]
    file = tmp_path / "listcheck.toml"
    file.write_text("".join(given))
    assert len(given) > 20
    assert config.settings({}, file=file) == Settings()


@pytest.mark.parametrize("slug", [rule.slug for rule in RULES])
def test_the_readme_names_every_rule_once_under_its_severity(slug: str) -> None:
    columns = ("error", "warning", "info")
    rows = [
        line.split("|")[2:5] for line in README.splitlines() if re.match(r"\| [a-z ]+ \|", line)
    ]
    found = [column for row in rows for column, cell in zip(columns, row, strict=False)
             if f"`{slug}`" in cell]  # fmt: skip
    assert found == [next(rule.severity for rule in RULES if rule.slug == slug)]


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda page: page.name)
def test_the_readme_leads_to_every_page(page: Path) -> None:
    assert f"](docs/{page.name})" in README


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = _CODE.sub("", _FENCED.sub("", page.read_text(encoding="utf-8")))
    for target, anchor in _LINK.findall(text):
        there = page.parent / target if target else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), f"{target}#{anchor}"


def test_every_page_has_one_title() -> None:
    texts = ((page, _FENCED.sub("", page.read_text(encoding="utf-8"))) for page in PAGES)
    assert [
        page.name for page, text in texts if len(re.findall(r"^# ", text, re.MULTILINE)) != 1
    ] == []


# A name with a text, two blanks in: an input or an output of the action.
_PARTS = re.compile(r"^  ([a-z-]+):$", re.MULTILINE)
_ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", ["inputs", "outputs"])
def test_every_input_and_output_of_the_action_is_told(part: str) -> None:
    block = re.search(rf"^{part}:\n((?:  .*\n|\n)+)", _ACTION, re.MULTILINE)
    assert block
    names = _PARTS.findall(block[1])
    told = (ROOT / "docs/github.md").read_text(encoding="utf-8")
    told = told[told.index(f"## {part.title()}") :]
    assert len(names) > 5
    assert [name for name in names if f"`{name}`" not in told.split("\n## ")[0]] == []


def test_the_sample_of_the_readme_is_what_the_demo_prints() -> None:
    """Line by line, but for the requests and the time that it took, and for what is left out."""
    sample = README.split("```console\n")[1].split("```")[0].splitlines()[1:]
    done = subprocess.run(
        [sys.executable, "-m", "demo"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    printed = iter(timeless(line) for line in done.stdout.splitlines())
    assert len(sample) > 20
    assert [line for line in sample if line != "  …" and timeless(line) not in printed] == []


def timeless(line: str) -> str:
    return re.sub(r"\d+ requests in [\d.]+ s", "", line).rstrip()
