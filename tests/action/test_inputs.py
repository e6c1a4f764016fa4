"""Inputs are read from variables, and refused before anything runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from action.acting import ROOT
from listcheck import __version__
from listcheck.action_inputs import PREFIX, Inputs, read
from listcheck.errors import UserError

ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text())


def given_as(**values: str) -> Inputs:
    return read({PREFIX + name.upper(): value for name, value in values.items()})


def test_nothing_given() -> None:
    """The defaults are those of action.yml."""
    assert read({}) == Inputs()
    plain = {
        name: one["default"]
        for name, one in ACTION["inputs"].items()
        if not one["default"].startswith("$")
    }
    assert given_as(**{name.replace("-", "_"): value for name, value in plain.items()}) == Inputs()


def test_every_input_gets_its_variable() -> None:
    """No input is forgotten, and no expression stands in a script."""
    steps = ACTION["runs"]["steps"]
    passed = {
        name: re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
        for name, value in steps[1]["env"].items()
    }
    assert {name: match and match[1] for name, match in passed.items()} == {
        PREFIX + name.replace("-", "_").upper(): name for name in ACTION["inputs"]
    }
    assert {name.replace("-", "_") for name in ACTION["inputs"]} == set(Inputs.__slots__)
    assert not any("${{" in step["run"] for step in steps)
    assert not any("uses" in step for step in steps)


def test_the_names_that_others_rely_on() -> None:
    """Inputs and outputs are never renamed."""
    promised = """paths config mode fail-on token github-api-url summary annotations
    comment dashboard fix sarif report-dir cache version"""
    assert set(promised.split()) <= ACTION["inputs"].keys()
    promised = """exit-code result-file findings new-findings errors warnings checked skipped
    sarif-file report-dir comment-id issue-number pull-request-number open-fix recheck"""
    assert set(promised.split()) == ACTION["outputs"].keys()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"paths": "README.md\n--output=x"}, "input paths: '--output=x' looks like an option"),
        ({"config": "-c"}, "input config: '-c' looks like an option"),
        ({"report_dir": "a\x07b"}, "input report-dir: 'a\\x07b' holds characters"),
        ({"mode": "fast"}, "input mode: 'fast' is not auto or full or changed or comment"),
        ({"fail_on": "errors"}, "input fail-on: 'errors' is not error or warning"),
        ({"summary": "yes"}, "input summary: 'yes' is not true or false"),
        ({"dashboard": "true"}, "input dashboard: 'true' is not off or issue"),
        ({"open_fix": "links star"}, "input open-fix: 'star' is not links or metadata or stars"),
        ({"open_fix": "--help"}, "input open-fix: '--help' is not links"),
        ({"version": "9.9.9"}, f"this is listcheck {__version__}, and not 9.9.9"),
    ],
)
def test_refused(values: dict[str, str], told: str) -> None:
    with pytest.raises(UserError) as error:
        given_as(**values)
    assert told in str(error.value)


def test_lists_are_lines() -> None:
    """A name may have blanks in it."""
    assert given_as(paths="  a list.md \n\n data\r\n").paths == ("a list.md", "data")


@given(st.text())
def test_no_text_is_an_option(text: str) -> None:
    """Whatever is named as a list: no part of it is an option, and no line breaks out."""
    try:
        paths = given_as(paths=text).paths
    except UserError:
        return
    assert not any(path.startswith("-") or not path.isprintable() for path in paths)


@pytest.mark.parametrize(
    ("event", "mode", "comments"),
    [
        ("schedule", "full", "never"),
        ("workflow_dispatch", "full", "never"),
        ("push", "full", "never"),
        ("", "full", "never"),
        ("pull_request", "changed", "never"),
        ("merge_group", "changed", "never"),
        ("workflow_run", "comment", "on-findings"),
    ],
)
def test_mode_of_the_event(event: str, mode: str, comments: str) -> None:
    assert Inputs().mode_for(event) == mode
    assert Inputs().comments(mode) == comments
    assert Inputs(mode="full").mode_for(event) == "full"
    assert Inputs(comment="always").comments(mode) == "always"
