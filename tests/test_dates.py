"""Dates as lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listcheck import dates


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025.6", (2025, 6)),
        ("2025.06", (2025, 6)),
        ("2025.11", (2025, 11)),
        ("2025-06-03", (2025, 6)),
        ("2025/06", (2025, 6)),
        ("2025/06/03", (2025, 6)),
        ("[2025-06]", (2025, 6)),
        ("**2025.06**", (2025, 6)),
        ("2025年6月", (2025, 6)),
        ("3 Jun 2025", (2025, 6)),
        ("23rd June 2025", (2025, 6)),
        ("June 23rd, 2025", (2025, 6)),
        ("Sep., 2024", (2024, 9)),
        ("Sept 2024", (2024, 9)),
        ("Published March 2023", (2023, 3)),
        ("2025.06 (v2: 2025.09)", (2025, 6)),
        ("2025", (2025, None)),
        ("ICLR 2025", (2025, None)),
        ("2025-2026", (2025, None)),
    ],
)
def test_month(text: str, month: dates.Month) -> None:
    """The first date of a text is read down to the month, or to the year where no more stands."""
    assert dates.month(text) == month


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2306.13649", "v2025.1.3x1", "12.2025.7", "1.2025", "20255", "2025.13", "--"],
)
def test_no_date(text: str) -> None:
    """Ids, versions and impossible months are no dates."""
    found = dates.month(text)
    assert found is None or found[1] is None


@pytest.mark.parametrize(
    ("one", "other", "months"),
    [((2025, 1), (2025, 1), 0), ((2024, 12), (2025, 1), 1), ((2025, 6), (2023, 5), 25)],
)
def test_apart(one: tuple[int, int], other: tuple[int, int], months: int) -> None:
    """The distance of two months does not depend on which comes first."""
    assert dates.apart(one, other) == dates.apart(other, one) == months


@pytest.mark.parametrize(
    ("sample", "text"),
    [
        ("2024.07", "2025.03"), ("2024.7", "2025.3"), ("2024-11", "2025-03"),
        (" 2024/07 ", "2025/03"),
        ("2024-07-03", None), ("Jul 2024", None), ("2024", None), ("", None),
    ],
)  # fmt: skip
def test_written_like(sample: str, text: str | None) -> None:
    """A month is rewritten in the form of the old one, and only in a plain form."""
    assert dates.written_like(sample, 2025, 3) == text


@given(
    st.builds(
        "{}{}{}".format,
        st.integers(1990, 2030),
        st.sampled_from("./-"),
        st.sampled_from([*map(str, range(1, 13)), *(f"{n:02d}" for n in range(1, 13))]),
    ),
    st.integers(1991, 2035),
    st.integers(1, 12),
)
def test_what_is_written_is_read(sample: str, year: int, number: int) -> None:
    """A rewritten month is read as itself, and is the form of itself."""
    text = dates.written_like(sample, year, number)
    assert text is not None
    assert dates.month(text) == (year, number)
    assert dates.month(dates.written_like(text, year, number) or "") == (year, number)


@given(st.text())
def test_nothing_raises(text: str) -> None:
    """Any text whatever holds a date or none."""
    found = dates.month(text)
    assert found is None or found[1] is None or 1 <= found[1] <= 12
