"""Counts of stars in the forms that lists write them in: `1234`, `1,234`, `1.2k`, `90k+`.

Strings are compared, not numbers: what is written again in its own form and comes out the same is
right, so that a correction converges.
"""

import re
from typing import NamedTuple

from listcheck.patterns import lazy_compile

_FORM = lazy_compile(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d+))?(\s?)([kKmM]?)(\+?)\Z", re.ASCII)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


class Written(NamedTuple):
    """A count as written: how many times the worth of its last digit, and its form."""

    steps: int
    decimals: int
    unit: str
    gap: str  # between the digits and the unit
    commas: bool
    at_least: bool

    @property
    def worth(self) -> int:
        """What one of the last written digit is worth."""
        return int(_UNITS[self.unit.lower()] // 10**self.decimals)

    @property
    def value(self) -> int:
        """The number of stars that is meant."""
        return self.steps * self.worth

    def again(self, count: int) -> str:
        """Another count in the same form. `90k+` is a floor: the next lower step is written.

        What is too small for the unit is written without it.
        """
        steps = self._floored(count) if self.at_least else self._rounded(count)
        plus = "+" if self.at_least else ""
        if steps == 0:
            return f"{count}{plus}"
        whole, rest = divmod(steps, 10**self.decimals)
        digits = f"{whole:,}" if self.commas else str(whole)
        fraction = f".{rest:0{self.decimals}d}" if self.decimals else ""
        return f"{digits}{fraction}{self.gap}{self.unit}{plus}"

    def fits(self, count: int) -> bool:
        """Whether this may be how the list writes the count, be it rounded or cut off."""
        if self.at_least:
            return self.steps == self._floored(count)
        return self.steps in (self._rounded(count), count // self.worth)

    def _rounded(self, count: int) -> int:
        return (count + self.worth // 2) // self.worth

    def _floored(self, count: int) -> int:
        step = _step(self.steps)
        while step > 1 and count < step * self.worth:
            step //= 10
        return count // self.worth // step * step


def _step(steps: int) -> int:
    """The coarseness of a rounded floor: 90 goes by tens, 1500 by hundreds, 7 by ones."""
    step = 1
    while steps >= step * 10 and steps % (step * 10) == 0:
        step *= 10
    return step


def parse(text: str) -> Written | None:
    """A written count, None if the text is none."""
    match = _FORM.match(text.strip())
    if not match:
        return None
    digits, fraction, gap, unit, plus = match.groups()
    decimals = len(fraction or "")
    if 10**decimals > _UNITS[unit.lower()]:
        return None  # there is no tenth of a star
    steps = int(digits.replace(",", "") + (fraction or ""))
    return Written(steps, decimals, unit, gap if unit else "", "," in digits, plus == "+")
