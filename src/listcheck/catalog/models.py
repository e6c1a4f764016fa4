"""What a catalog's files may hold.

Nothing here knows what a list is about: the axes, the criteria and the technical details are
defined by `list.toml`, and an entry may use what is defined there.
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from listcheck import papers, repositories
from listcheck.urls import normalise

# What editors can tell of a name or id while it is typed; `_repository` and `_paper` know better.
REPOSITORY = r"^[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+$"
ARXIV = r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})(v[0-9]+)?$"
UNKNOWN = "unknown"  # the value of an axis on which the sources are silent


def _repository(name: str) -> str:
    owner, slash, repository = name.partition("/")
    if slash and repositories.is_name(owner, repository):
        return name
    found = repositories.address("github.com", "/" + name.partition("github.com/")[2])
    meant = f': write "{found.slug}"' if found and found.name and not found.why_not else ""
    raise ValueError(f"{name!r} is no owner/name of a repository{meant}")


def _paper(number: str) -> str:
    if papers.parse(number):
        return number
    bare = re.search(r"\d{4}\.\d{4,5}", number)
    meant = f': write "{bare[0]}"' if bare and papers.parse(bare[0]) else ""
    raise ValueError(f"{number!r} is no arXiv id{meant or ', which has the form 2301.10100'}")


def _web(url: str) -> str:
    if normalise(url) is None:
        raise ValueError(f"{url!r} is no address that can be opened; it begins with https://")
    return url


def _inside(path: str) -> str:
    """A stranger may propose a catalog: nothing that it names is read from elsewhere."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
        raise ValueError(f"{path!r} is no file in the folder of the catalog")
    return path


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Details = Annotated[
    Texts, BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
PaperId = Annotated[str, AfterValidator(_paper), Field(json_schema_extra={"pattern": ARXIV})]
Repository = Annotated[
    str, AfterValidator(_repository), Field(json_schema_extra={"pattern": REPOSITORY})
]
Web = Annotated[str, AfterValidator(_web), Field(json_schema_extra={"format": "uri"})]
Inside = Annotated[str, AfterValidator(_inside), Field(min_length=1)]
Month = Annotated[str, Field(pattern=r"^(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?$")]


class Noun(BaseModel):
    """A table of a catalog: no unknown keys, no change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# --- list.toml -----------------------------------------------------------------------------------


class Criterion(Noun):
    """A condition that an entry meets in full, in part, or not."""

    title: Text
    definition: Text


class Axis(Noun):
    """A question about every entry, with the answers that there are."""

    title: Text
    question: Text
    values: Annotated[Mapping[Text, Text], Field(min_length=1, description="value = sentence")]


class Detail(Noun):
    """A technical detail that entries may give; with `values`, only those."""

    title: Text
    many: Annotated[bool, Field(description="whether it is an array")] = False
    values: Annotated[Mapping[Text, Text], Field(description="value = meaning")] = {}


class Section(Noun):
    """A section: its entries stand in the file that bears its slug."""

    slug: Slug
    title: Text
    label: Annotated[Text | None, Field(description="a short title, for badges and tables")] = None
    parent: Annotated[Slug | None, Field(description="the section that it is a part of")] = None
    scope: Text


class Pick(Noun):
    """An entry that the curators recommend."""

    entry: Annotated[Text, Field(description="its name")]
    url: Annotated[Web | None, Field(description="where to begin, if not at its code")] = None
    because: Text


class List(Noun):
    """A catalog's `list.toml`: what the list is, and the words that its entries use."""

    name: Text
    purpose: Text
    repository: Repository | None = None
    template: Annotated[
        Inside | None, Field(description="what the list is rendered with, from this folder")
    ] = None
    criteria: Mapping[Slug, Criterion] = {}
    axes: Mapping[Slug, Axis] = {}
    details: Mapping[Slug, Detail] = {}
    section: Annotated[tuple[Section, ...], Field(min_length=1)]
    pick: tuple[Pick, ...] = ()

    def called(self, slug: str) -> Section:
        """The section of a slug."""
        return next(section for section in self.section if section.slug == slug)


# --- section files -------------------------------------------------------------------------------


class Code(Noun):
    """A repository on GitHub, and the path in it where only a part is meant."""

    repository: Repository
    path: Annotated[str, Field(pattern=r"^[^/].*$", description="without a leading slash")] = ""


class Stars(Noun):
    """How many stars the first repository had, and when; absent until first observed."""

    count: Annotated[int, Field(ge=0)]
    as_of: dt.date


class Named(Noun):
    """Any other link, with its label."""

    label: Text
    url: Web


class Judgement(Noun):
    """How far an entry meets a criterion; with the reason where it does not in full."""

    level: Literal["full", "partial", "no", "not-applicable"]
    because: str = ""

    @model_validator(mode="after")
    def _reasoned(self) -> "Judgement":
        if self.level != "full" and not self.because:
            raise ValueError(f'a level of {self.level} needs its reason: add because = "..."')
        return self


class Waiver(Noun):
    """A finding that is accepted, and why."""

    rule: Text
    until: dt.date | None = None
    because: Text


class Entry(Noun):
    """One work. In the file, axes and criteria are keys of the entry like all the others."""

    name: Annotated[Text, Field(description="what people call it; unique in the catalog")]
    aliases: Texts = ()
    title: Annotated[Text | None, Field(description="full title of the paper")] = None
    arxiv: Annotated[tuple[PaperId, ...], Field(min_length=1)] = ()
    paper: Annotated[Web | None, Field(description="a paper that is not on arXiv")] = None
    date: Annotated[Month | None, Field(description="YYYY-MM, or YYYY")] = None
    organisations: Texts = ()
    venue: Text | None = None
    code: Annotated[tuple[Code, ...], Field(min_length=1)] = ()
    code_status: Literal["soon", "placeholder", "models-only"] | None = None
    stars: Stars | None = None
    project: Web | None = None
    blog: Annotated[tuple[Web, ...], Field(min_length=1)] = ()
    models: Annotated[tuple[Web, ...], Field(min_length=1)] = ()
    links: Annotated[tuple[Named, ...], Field(min_length=1)] = ()
    axes: Mapping[str, Texts] = {}
    criteria: Mapping[str, Judgement] = {}
    also_in: Annotated[Texts, Field(description="other sections that list it too")] = ()
    notes: Text | None = None
    review: Annotated[Text | None, Field(description="what a human has to decide")] = None
    allow: Annotated[tuple[Waiver, ...], Field(min_length=1)] = ()
    details: Mapping[str, Details] = {}


OWN_KEYS = tuple(name for name in Entry.model_fields if name not in ("axes", "criteria"))
