"""How a report is to look: in colour or not, how wide, how much of it."""

from typing import NamedTuple

_CODES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36",
}  # fmt: skip


class Style(NamedTuple):
    """The wishes of a reader. `verbosity`: -1 findings alone, 0 the usual, from 1 everything."""

    colour: bool = False
    width: int = 100
    verbosity: int = 0

    def paint(self, text: str, *styles: str) -> str:
        """The text in a style, or as it is where no colour is wanted."""
        if not self.colour or not text:
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"
