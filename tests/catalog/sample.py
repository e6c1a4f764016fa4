"""A small catalog in few words, and the one that this repository holds."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from listcheck.catalog.loading import load, read
from listcheck.catalog.works import Works
from listcheck.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

LIST = """
    name = "A list"
    purpose = "For tests."

    [criteria.c1]
    title = "First"
    definition = "It holds."

    [axes.teacher]
    title = "Teacher"
    question = "Who teaches?"

    [axes.teacher.values]
    external = "Another."
    discriminator = "A critic."
    unknown = "Not told."

    [details.loss]
    title = "Loss"
    many = true

    [details.loss.values]
    RKL = "Reverse."
    FKL = "Forward."

    [details.base]
    title = "Base"

    [[section]]
    slug = "one"
    title = "The first section"
    scope = "What comes first."

    [[section]]
    slug = "two"
    title = "The second section"
    scope = "What comes second."
"""
GOOD = """
    [[entry]]
    name = "Good"
    title = "A Good Paper About Nothing"
    arxiv = ["2301.10100"]
    date = "2023-01"
    code = [{ repository = "owner/good", path = "src" }]
    teacher = ["external"]
    c1 = { level = "full" }

    [entry.details]
    loss = ["RKL"]
    base = "small"
"""
OTHER = """
    [[entry]]
    name = "Other"
    date = "2024"
    teacher = ["unknown"]
    c1 = { level = "no", because = "it does not" }
"""


def files(**texts: str) -> dict[str, bytes]:
    """A catalog's files, some of them replaced, with the indentation of the test."""
    named = {"list": LIST, "one": GOOD, "two": OTHER, **texts}
    return {f"data/{stem}.toml": dedent(text).lstrip().encode() for stem, text in named.items()}


def catalog(**texts: str) -> Works:
    """A small catalog."""
    return read(files(**texts))


def refused(given: Mapping[str, bytes]) -> list[str]:
    """The mistakes that a catalog is refused for, without the line that counts them."""
    with pytest.raises(UserError) as caught:
        read(given)
    return caught.value.message.splitlines()[1:]


def mistakes(old: str, new: str, stem: str = "one") -> list[str]:
    """The mistakes after a change to the good entry."""
    text = {"one": GOOD, "two": OTHER, "list": LIST}[stem]
    assert old in text
    return refused(files(**{stem: text.replace(old, new)}))


@cache
def committed() -> Works:
    """The catalog of this repository."""
    return load(DATA)


def shared(*names: str) -> Path:
    """A file that lies beside the repository and is no part of it."""
    path = ROOT.parent.joinpath("shared", *names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} is not here: it is no part of the project")
    return path
