"""Findings and proposals, as tests of pull requests need them."""

from typing import Any

from listcheck.github.proposal import Change, Left, Proposal
from listcheck.result import EditModel, EvidenceModel, FindingModel, FixModel, LocationModel


def found(
    key: str, text: str = "new", *, rule: str = "moved-link", line: int = 1, said: str = "moved"
) -> FindingModel:
    """A finding whose fix writes a text; what is said of it comes from outside."""
    place: dict[str, Any] = {
        "path": "README.md",
        "line": line,
        "column": 1,
        "end_line": line,
        "end_column": 4,
    }
    evidence = EvidenceModel(
        request=f"GET https://example.org/{said}", status=301, failure=None,
        at="2026-11-22T10:00:00Z",
    )  # fmt: skip
    return FindingModel(
        rule=rule, severity="info", message=said, entry=said, url=f"https://example.org/{said}",
        location=LocationModel(**place), related=[], claimed=said, observed=said, advice="",
        evidence=[evidence], key=key, new=True, first_seen="2026-11-22T10:00:00Z",
        fix=FixModel(title="mend it" if said == "moved" else said, safe=True,
                     edits=[EditModel(**place, text=text)]),
    )  # fmt: skip


def proposal(*keys: str, was: str = "old", files: dict[str, str] | None = None) -> Proposal:
    """A proposal of links with a fix for each key, which stands in the text of README.md."""
    changes = tuple(Change(found(key, key), was, key, 1) for key in keys)
    texts = files if files is not None else {"README.md": "\n".join(("# Works", *keys))}
    encoded = {path: text.encode() for path, text in texts.items()} if keys else {}
    return Proposal("links", changes, (), encoded, {"README.md": "README.md"})


def left(count: int, said: str = "moved") -> tuple[Left, ...]:
    """Fixes that are not proposed."""
    return tuple(Left(found(str(number), said=said), "it wants a look") for number in range(count))
