"""Counts of stars in the forms that lists write them in: `1234`, `1,234`, `1.2k`, `90k+`.

Strings are compared, not numbers: what is written again in its own form and comes out the same is
right, so that a correction converges.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s?([kKmM])?(\+)?\Z")
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Written:
    """A count as written: its value, and the form it is written in."""

    value: float
    decimals: int
    unit: str
    commas: bool
    at_least: bool

    def again(self, count: int) -> str:
        """Another count in the same form. `90k+` is a floor: the next lower step is written."""
        scaled = count / _UNITS[self.unit.lower()]
        if self.at_least:
            step = _step(self.value)
            text = f"{int(scaled // step * step)}"
        elif self.unit:
            text = f"{scaled:.{self.decimals}f}"
        else:
            text = f"{count:,}" if self.commas else str(count)
        return f"{text}{self.unit}{'+' if self.at_least else ''}"


def _step(value: float) -> int:
    """The coarseness of a rounded floor: 90 goes by tens, 1500 by hundreds, 7 by ones."""
    step = 1
    while value >= step * 10 and value % (step * 10) == 0:
        step *= 10
    return step


def parse(text: str) -> Written | None:
    """A written count, None if the text is none."""
    match = _FORM.match(text.strip())
    if not match:
        return None
    digits, fraction, unit, plus = match.groups()
    number = float(f"{digits.replace(',', '')}.{fraction or 0}")
    return Written(number, len(fraction or ""), unit or "", "," in digits, plus is not None)


def value(written: Written) -> float:
    """The number of stars that is meant."""
    return written.value * _UNITS[written.unit.lower()]
