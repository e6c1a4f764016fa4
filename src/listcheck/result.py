"""The shape of the result document, version 1. Fields may be added; none is ever changed."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from listcheck.errors import UserError
from listcheck.text import clean


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Tool(_Model):
    """Who wrote the document."""

    name: Literal["listcheck"] = "listcheck"
    version: str


class ListModel(_Model):
    """One list that was read."""

    path: str
    entries: int
    links: int


class Coverage(_Model):
    """How much was seen: the distinct addresses by outcome, and the requests that were sent."""

    links: int
    verified: int
    unverified: int
    refused: int
    skipped: int
    requests: int


class Summary(_Model):
    """Findings by severity, and those that are accepted."""

    error: int
    warning: int
    info: int
    waived: int


class LocationModel(_Model):
    """A range; lines and columns from 1, columns in Unicode characters, the end past the last."""

    path: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)


class FactsModel(_Model):
    """What was observed of a link's target; null is what was not observed."""

    title: str | None
    date: str | None
    stars: int | None
    licence: str | None
    archived: bool | None


class LinkModel(_Model):
    """One address as written, its state, and the entry that it stands in first."""

    url: str
    state: Literal["alive", "moved", "dead", "suspect", "unverified", "refused", "skipped"]
    kind: str
    status: int | None
    final_url: str | None
    reason: str
    checked_at: str | None
    failing_since: str | None
    failures: int
    confirmations: int
    confirmed: bool
    locations: list[LocationModel]
    entry: str | None
    facts: FactsModel | None

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it is a death of which no other day tells: nothing is proposed of it.

        What leads to nowhere inside the text needs no witness.
        """
        return self.state == "dead" and not self.confirmed and self.kind not in ("anchor", "file")


class EvidenceModel(_Model):
    """One exchange: what was asked, and what came of it."""

    request: str
    status: int | None
    failure: str | None
    at: str


class EditModel(LocationModel):
    """Put `text` in the place of a range."""

    text: str


class FixModel(_Model):
    """How to mend a finding."""

    title: str
    safe: bool
    edits: list[EditModel]


class FindingModel(_Model):
    """One finding, with its place and its proof."""

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    entry: str | None
    url: str | None
    location: LocationModel
    related: list[LocationModel]
    claimed: str | int | None
    observed: str | int | None
    advice: str
    evidence: list[EvidenceModel]
    fix: FixModel | None
    key: str
    new: bool
    first_seen: str


class WaiverModel(_Model):
    """What accepts a finding: `until` is its last day, `source` where it stands."""

    because: str
    until: str | None
    source: Literal["comment", "catalog", "config", "baseline"]


class WaivedModel(FindingModel):
    """A finding that is accepted: it is no part of the counts by severity."""

    waiver: WaiverModel


class Result(_Model):
    """The result of a run."""

    schema_version: Literal[1] = 1
    tool: Tool
    started_at: str
    finished_at: str
    lists: list[ListModel]
    coverage: Coverage
    summary: Summary
    notes: list[str]
    incomplete: str | None
    links: list[LinkModel]
    findings: list[FindingModel]
    waived: list[WaivedModel]
    # Errors and warnings outside of what changed, as far as remembered; null where all is judged.
    older: int | None = Field(ge=0)
    healed: list[str] = []  # addresses that answer again since the last run, told once


def parse(data: bytes, *, largest: int) -> Result:
    """The document in a file that somebody else may have written.

    Raises:
        UserError: it is longer than `largest` bytes, or no result document.
    """
    if len(data) > largest:
        raise UserError(f"the result document is longer than {largest:,} bytes")
    try:
        return Result.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"][:6]))
        why = f"{clean(place, 100)}: {first['type']}" if place else "it is not JSON of this form"
        raise UserError(
            f"this is no result document of listcheck: {why}",
            "it comes from listcheck verify --report json=FILE",
        ) from None
