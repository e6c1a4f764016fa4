"""Text from outside, made fit to be shown."""

import unicodedata

from listcheck.patterns import lazy_compile

# Controls, format characters (bidi, zero-width), surrogates, private use, unassigned, separators
# of lines: whatever could move a cursor, reorder a line or hide in it. Joiners and variation
# selectors of emoji are harmless and stay.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_KEPT = frozenset("\u200d")


# GitHub's runner takes `::error::` at the start of a line and `##[error]` anywhere for commands.
_COMMAND = lazy_compile(r"(^|\s)::(?=\w)")


def clean(text: str, limit: int = 400) -> str:
    """One line of harmless text, cut at `limit` characters."""
    shown = text if text.isprintable() else _harmless(text)
    shown = _COMMAND.sub(r"\1: :", shown.replace("##[", "## ["))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _harmless(text: str) -> str:
    """What is printable (`str.isprintable`: none of the categories dropped) is left as it is."""
    return "".join(
        " " if character in "\t\n\r" else character
        for character in text
        if character in "\t\n\r"
        or character in _KEPT
        or unicodedata.category(character) not in _DROPPED
    )
