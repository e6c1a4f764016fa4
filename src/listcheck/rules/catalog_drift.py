"""A rendered list that its catalog does not give any more.

What it finds: a README.md beside a catalog whose text is not what `listcheck render` makes of the
catalog now.

Why it matters: people read the rendered list, and correct the catalog; whatever one has and the
other lacks is lost with the next rendering.

What to do: run `listcheck render`, as the fix does on request. If it was the rendered list that
somebody edited, write the change into the catalog first.

What it cannot know: on which side the right words are. A list that was rendered with a template of
your own differs from what the built-in one gives: leave this rule out there (`--ignore`).

Example: an entry was added to `data/surveys.toml`, and `data/README.md` has no row for it.

Cost: none.
"""

from collections.abc import Iterator
from itertools import takewhile, zip_longest

from listcheck.case import Case, Rule
from listcheck.model import Document, Edit, Finding, Fix, Span


def check(case: Case) -> Iterator[Finding]:
    """Every rendered document that is not what it should be."""
    for document in case.catalog.documents:
        expected = case.rendered.get(document.path)
        if expected is not None and document.data != expected.encode():
            yield _finding(document, expected)


def _finding(document: Document, expected: str) -> Finding:
    span, there, meant = _first(document, expected)
    folder = document.path.replace("\\", "/").rpartition("/")[0] or "."
    whole = Edit(Span(document.path, 0, len(document.data)), expected)
    return Finding(
        RULE.slug, RULE.severity, _difference(there, meant),
        span, claimed=there, observed=meant, advice=f"run listcheck render {folder}",
        fix=Fix("render it again", (whole,), safe=False), key="rendered",
    )  # fmt: skip


def _first(document: Document, expected: str) -> tuple[Span, str | None, str | None]:
    """The first line that differs, as it is and as it should be; None where there is none."""
    start = 0
    here = document.data.splitlines(keepends=True)
    there = expected.encode().splitlines(keepends=True)
    for one, other in zip_longest(here, there):
        if one != other:
            break
        start += len(one)
    line = (one or b"").rstrip(b"\r\n")
    span = Span(document.path, start, start + len(line))
    return span, _text(one), _text(other)


def _text(line: bytes | None) -> str | None:
    return None if line is None else line.decode("utf-8", "replace").rstrip("\r\n")


def _difference(one: str | None, other: str | None) -> str:
    """Both lines from a little before the place where they part."""
    if one == other:
        return "the line ends differently here than the catalog gives it"
    pairs = zip(one or "", other or "", strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(0, same - _BEFORE)
    return f"{_shown(one, start)} here, where the catalog gives {_shown(other, start)}"


def _shown(line: str | None, start: int) -> str:
    if line is None:
        return "nothing"
    if not line.strip():
        return "an empty line"
    end = start + _LONGEST
    return f"“{'…' if start else ''}{line[start:end]}{'…' if len(line) > end else ''}”"


_BEFORE = 16  # characters
_LONGEST = 60

RULE = Rule("catalog-drift", "warning", __doc__, check, mends=True)
