"""Star counts in the forms of lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck import numerals
from listcheck.numerals import Written


def parsed(text: str) -> Written:
    found = numerals.parse(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("1234", 1234), ("1,234", 1234), ("1,234,567", 1_234_567), ("1k", 1000),
        ("1.2k", 1200), ("1.25K", 1250), ("1.2 k", 1200), ("90k+", 90_000), ("1.5M", 1_500_000),
        (" 12 ", 12), ("1,200+", 1200),
    ],
)  # fmt: skip
def test_value(text: str, value: int) -> None:
    """A written count means a number of stars."""
    assert parsed(text).value == value


@pytest.mark.parametrize(
    "text",
    ["", "many", "1.2", "1,23", "1.2345k", "-5", "1e3", "k", "12 stars", "１２", "+", "1.2.3k"],
)
def test_no_count(text: str) -> None:
    """Whatever is no count of stars is none; there is no tenth of a star."""
    assert numerals.parse(text) is None


@pytest.mark.parametrize(
    ("text", "count", "again"),
    [
        ("1234", 5678, "5678"),
        ("1,234", 1_234_567, "1,234,567"),
        ("1.2k", 3400, "3.4k"),
        ("1.2k", 999, "1.0k"),
        ("1.2 K", 3449, "3.4 K"),
        ("1.25k", 12_345, "12.35k"),
        ("2k", 400, "400"),
        ("1.2M", 40_000, "40000"),
        ("90k+", 99_999, "90k+"),
        ("90k+", 105_000, "100k+"),
        ("90k+", 5_400, "5k+"),
        ("90k+", 537, "537+"),
        ("1.2k+", 1_999, "1.9k+"),
        ("1,200+", 1_534, "1,500+"),
        ("7k+", 8_900, "8k+"),
    ],
)
def test_again(text: str, count: int, again: str) -> None:
    """Another count is written in the same form; a plus sign makes it a floor."""
    assert parsed(text).again(count) == again


@pytest.mark.parametrize(
    ("text", "count", "fits"),
    [
        ("1.2k", 1_150, True),
        ("1.2k", 1_299, True),
        ("1.2k", 1_300, False),
        ("1.2k", 1_149, False),
        ("90k+", 99_000, True),
        ("90k+", 100_000, False),
        ("90k+", 89_999, False),
        ("1234", 1234, True),
        ("1234", 1235, False),
    ],
)
def test_fits(text: str, count: int, fits: bool) -> None:
    """A count may have been rounded or cut off; neither is wrong."""
    assert parsed(text).fits(count) is fits


_forms = st.from_regex(r"\A(?:\d{1,3}(?:,\d{3}){0,2}|\d{1,7})(?:\.\d{1,3})? ?[kKmM]?\+?\Z").filter(
    lambda text: numerals.parse(text) is not None
)
_counts = st.integers(0, 10_000_000)


@given(_forms, _counts)
def test_corrections_converge(text: str, count: int) -> None:
    """A corrected count is right: written again it comes out the same, and it fits."""
    again = parsed(text).again(count)
    assert parsed(again).again(count) == again
    assert parsed(again).fits(count)


@given(_forms)
def test_a_right_count_is_left(text: str) -> None:
    """A count that is exactly what is written fits."""
    written = parsed(text)
    assert written.fits(written.value)


@given(st.text())
def test_nothing_raises(text: str) -> None:
    """Any text whatever is either a count or none."""
    numerals.parse(text)
