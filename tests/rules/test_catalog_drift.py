"""catalog-drift: rendered lists that are not what their catalog gives."""

import pytest
from builders import case

from listcheck.model import Catalog, Document, Edit, Finding, Span
from listcheck.readers.source import line_starts
from listcheck.rules import BY_SLUG

PATH = "data/README.md"
TEXT = "# List\n\n- one\n- two\n"


def found(here: str, expected: str | None, path: str = PATH) -> list[Finding]:
    """What the rule says of a rendered list."""
    data = here.encode()
    document = Document(path, data, line_starts=line_starts(data))
    one = case(Catalog((document,)), rendered={} if expected is None else {path: expected})
    return list(BY_SLUG["catalog-drift"].check(one))


@pytest.mark.parametrize(("here", "expected"), [(TEXT, TEXT), ("", ""), (TEXT, None)])
def test_silent(here: str, expected: str | None) -> None:
    """What is as it should be, or is not rendered, is left alone."""
    assert found(here, expected) == []


CASES = [
    ("# List\n\n- one\n- tow\n", 4, "- tow", "- two",
     "“- tow” here, where the catalog gives “- two”"),
    ("# List\n\n- one\n", 4, None, "- two", "nothing here, where the catalog gives “- two”"),
    ("", 1, None, "# List", "nothing here, where the catalog gives “# List”"),
    (TEXT + "\nmore\n", 5, "", None, "an empty line here, where the catalog gives nothing"),
    ("# List\r\n\n- one\n- two\n", 1, "# List", "# List",
     "the line ends differently here than the catalog gives it"),
    ("# Líst\n\n- one\n- two\n", 1, "# Líst", "# List",
     "“# Líst” here, where the catalog gives “# List”"),
]  # fmt: skip


@pytest.mark.parametrize(("here", "line", "there", "meant", "message"), CASES)
def test_found(here: str, line: int, there: str, meant: str, message: str) -> None:
    """The first line that differs is shown, and all of the text is replaced."""
    (one,) = found(here, TEXT)
    data = here.encode()
    document = Document(PATH, data, line_starts=line_starts(data))
    assert document.position(one.span.start)[0] == line
    assert (one.claimed, one.observed, one.message) == (there, meant, message)
    assert one.advice == "run listcheck render data"
    assert one.fix is not None
    assert not one.fix.safe  # somebody may have edited the list by hand
    assert one.fix.edits == (Edit(Span(PATH, 0, len(data)), TEXT),)


def test_long_lines() -> None:
    """Of long lines the place is shown where they part."""
    (one,) = found("x" * 200 + "a" + "y" * 200, "x" * 200 + "b" + "y" * 200)
    shown = "x" * 16 + "{}" + "y" * 43
    assert one.message == (
        f"“…{shown.format('a')}…” here, where the catalog gives “…{shown.format('b')}…”"
    )


def test_the_folder() -> None:
    """The advice names the folder that the list stands in."""
    assert found("", TEXT, "README.md")[0].advice == "run listcheck render ."
    assert found("", TEXT, "a/b/README.md")[0].advice == "run listcheck render a/b"
