"""The result document in lines, each whole by itself, for programs that read as it comes.

The shapes are those of `json`; `type` says which one a line has. (`kind` is a link's own.)
"""

from collections.abc import Iterator
from typing import Any

from listcheck.renderers.json import compact, document
from listcheck.renderers.style import Style
from listcheck.report import Report

_LISTS = {"lists": "list", "links": "link", "findings": "finding", "waived": "waived"}
_FIRST = ("schema_version", "tool", "started_at")


def render(report: Report, style: Style) -> str:
    """The run; every list, link, finding and accepted finding; and what they come to."""
    return "".join(f"{compact(line)}\n" for line in _lines(document(report)))


def _lines(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"type": "run"} | {name: whole[name] for name in _FIRST}
    for name, kind in _LISTS.items():
        yield from ({"type": kind} | one for one in whole[name])
    told = {*_FIRST, *_LISTS}
    yield {"type": "summary"} | {name: whole[name] for name in whole if name not in told}
