"""Waivers of an entry in its row: the comments in which Markdown lists write them."""

import re
from collections.abc import Iterable

from listcheck.catalog.markdown import Markdown
from listcheck.catalog.models import Waiver

_COMMENT = re.compile(
    r"<!-- listcheck: allow (?P<rule>\S+)(?: until=(?P<until>\d{4}-\d\d-\d\d))?"
    r" because (?P<because>.*?) -->"
)
# Two hyphens end a comment and a pipe ends the cell. A reference stands for one character, so what
# would read like a reference begins with one.
_UNFIT = re.compile(r"(?<=-)-|[|<>]|&(?=#\d+;)|\A[\s-]|[\s-]\Z|(?<= ) |[^\S ]|[^ -~]")
_REFERENCE = re.compile(r"&#(\d+);")


def comments(waivers: Iterable[Waiver]) -> list[Markdown]:
    """Each waiver as a comment."""
    return [Markdown(_comment(waiver)) for waiver in waivers]


def _comment(waiver: Waiver) -> str:
    rule = re.sub("[ ,=]", _referenced, _fit(waiver.rule))
    until = f" until={waiver.until.isoformat()}" if waiver.until else ""
    return f"<!-- listcheck: allow {rule}{until} because {_fit(waiver.because)} -->"


def _fit(text: str) -> str:
    return _UNFIT.sub(_referenced, text)


def _referenced(found: re.Match[str]) -> str:
    shown = found[0].isalnum() and not found[0].isascii()
    return found[0] if shown else f"&#{ord(found[0])};"


def waived(markdown: str) -> tuple[tuple[Waiver, ...], str]:
    """The waivers in a text, and the text without them."""
    found = tuple(
        Waiver.model_validate(
            {key: _value(text) for key, text in match.groupdict().items() if text is not None}
        )
        for match in _COMMENT.finditer(markdown)
    )
    return found, _COMMENT.sub("", markdown)


def _value(text: str) -> str:
    return _REFERENCE.sub(lambda found: chr(int(found[1])), text)
