"""Text from outside, made fit to be shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck.text import clean


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, ünïcode, 漢字", "plain, ünïcode, 漢字"),
        ("a\nb\tc\rd", "a b c d"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]8;;https://example.org\x07here", "]8;;https://example.orghere"),
        ("abc\u202edcba", "abcdcba"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("line\u2028line", "lineline"),
        ("👩\u200d🔬 ❤\ufe0f", "👩\u200d🔬 ❤\ufe0f"),
        ("\ud800x", "x"),
        ("c1\x9b31m", "c131m"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    """Nothing that moves a cursor, reorders a line or hides in it is left."""
    assert clean(text) == shown


def test_cut() -> None:
    """A long text is cut, and shows that it was."""
    assert clean("abcdef", 4) == "abc…"
    assert clean("abcd", 4) == "abcd"


@given(st.text(), st.integers(1, 50))
def test_always_one_harmless_line(text: str, limit: int) -> None:
    """Whatever comes in, one printable line of the length comes out, and stays as it is."""
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert clean(shown, limit) == shown
    kinds = {unicodedata.category(one) for one in shown} - {"Zs"}
    assert not kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert all(one == "\u200d" for one in shown if unicodedata.category(one) == "Cf")


def test_runner_commands() -> None:
    """What a runner would take for a command is broken up; a name with colons is not."""
    assert clean("::error::x") == ": :error::x"
    assert clean("a ::add-mask::b") == "a : :add-mask::b"
    assert clean("x ##[error]y") == "x ## [error]y"
    assert clean("std::vector") == "std::vector"
