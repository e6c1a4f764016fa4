"""The nouns: what is read, what is asked, what was seen, what follows.

Frozen values. `exchange.py` holds the words of the wire; everything else that more than one
layer speaks of stands here. Offsets are UTF-8 byte offsets into a document's bytes.
"""

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from listcheck.exchange import Exchange, Reply, Request

# --- what is read --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of bytes of the document at `path`."""

    path: str
    start: int
    end: int


class Role(StrEnum):
    """What a link is for, within its entry."""

    PAPER = "paper"
    CODE = "code"
    PROJECT = "project"
    MODEL = "model"
    DATA = "data"
    BLOG = "blog"
    BADGE = "badge"
    IMAGE = "image"
    OTHER = "other"


# In a catalog: a value between double quotation marks, and any other.
ValueSyntax = Literal["value", "plain"]
Syntax = (
    Literal["inline", "reference", "autolink", "bare", "image", "html", "html-image"] | ValueSyntax
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link or image that the rendered list shows, or a value of a catalog that leads somewhere.

    `url` is exactly the destination as written, `target` what a browser makes of it (entities and
    escapes decoded, `http://` before a bare `www.`, the page of an arXiv id or repository). `span`
    covers the whole construct, `at` the destination alone: for a reference link it lies in the
    definition, far from `span`.
    """

    url: str
    target: str
    text: str
    span: Span
    at: Span
    syntax: Syntax
    role: Role = Role.OTHER

    @property
    def is_image(self) -> bool:
        """Whether it shows a picture rather than leads somewhere."""
        return self.syntax in ("image", "html-image")

    @property
    def place(self) -> Span:
        """Where a person looks for it: the destination, or the use of a reference."""
        return self.span if self.syntax == "reference" else self.at


# "code" claims that there is none yet; "updated" is when a list says that it last was.
ClaimField = Literal["title", "date", "stars", "as_of", "venue", "organisation", "code", "updated"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that the list asserts of an entry.

    `text` is the source text of `span`, escapes of a catalog's values decoded. `about` is the
    address of what it is asserted of, where the list says so.
    """

    field: ClaimField
    text: str
    span: Span
    syntax: Literal["text"] | ValueSyntax = "text"
    about: str = ""


EntryKind = Literal["entry", "details", "mention"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One work in the list.

    `kind` tells an entry proper from a row of a twin table that adds details to an entry, and from
    a mention of works that are entries elsewhere in the file. `text` is the visible text.
    `section` holds the heading texts from the outermost to the innermost, without the title of
    the document.
    """

    name: str
    kind: EntryKind
    section: tuple[str, ...]
    span: Span
    text: str
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()

    def claimed(self, name: ClaimField) -> tuple[Claim, ...]:
        """The claims of one field, in the order of the text."""
        return tuple([claim for claim in self.claims if claim.field == name]) if self.claims else ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `slug` is the anchor that GitHub gives it."""

    text: str
    slug: str
    level: int
    span: Span
    section: tuple[str, ...]  # the headings above it, and itself


@dataclass(frozen=True, slots=True)
class Row:
    """A body row of a Markdown table: `cells` as written, `columns` those of its header."""

    span: Span
    cells: tuple[Span, ...]
    columns: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of entries that the file states of one of its sections (or of itself: `()`)."""

    label: str
    value: int
    span: Span  # the digits
    section: tuple[str, ...]
    counted: int  # how many entries there are


@dataclass(frozen=True, slots=True)
class Note:
    """A name of a work that a remark in a folded part begins with; `title` is that of the part."""

    name: str
    span: Span
    section: tuple[str, ...]
    title: str = ""


SlipKind = Literal[
    "gap", "unclosed", "blank", "swapped", "glued", "inside", "stray", "words", "nested", "cut",
    "unlinked", "scheme", "tag", "undefined", "bracket",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """Markup of a link that the rendered page shows as text.

    `span` is what is shown, `url` the address in it. `edits` make it what must have been meant,
    `certain` if nothing else can have been; there are none where several things can.
    """

    kind: SlipKind
    span: Span
    url: str | None = None
    edits: tuple["Edit", ...] = ()
    certain: bool = False


WaiverSource = Literal["comment", "catalog", "config", "baseline"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """The wish that findings of some rules be accepted, and why.

    `until` is the last day (ISO) on which it holds. Findings that begin in `reach` are meant; what
    comes from no list has none. `wrong` says why it cannot be read: then it is no waiver.
    """

    rules: tuple[str, ...]
    because: str
    until: str | None = None
    span: Span | None = None
    reach: Span | None = None
    source: WaiverSource = "comment"
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One text, as read. `anchors` are the names that an in-page link can reach."""

    path: str
    data: bytes
    links: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    counts: tuple[Count, ...] = ()
    notes: tuple[Note, ...] = ()
    claims: tuple[Claim, ...] = ()  # of the list itself
    slips: tuple[Slip, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    line_starts: tuple[int, ...] = (0,)

    def slice(self, span: Span) -> str:
        """The text of a span, undecodable bytes as question marks."""
        return self.data[span.start : span.end].decode("utf-8", "replace")

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset, from 1, the column in Unicode characters."""
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        before = self.data[start:offset].decode("utf-8", "replace")
        # A byte order mark has no column, and only one at the beginning is one.
        return line, len(before.removeprefix("\ufeff") if line == 1 else before) + 1


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that was read in one run."""

    documents: tuple[Document, ...] = ()

    def links(self) -> Iterator[tuple[Document, Link]]:
        """Every link with its document, in the order of the texts."""
        for document in self.documents:
            for link in document.links:
                yield document, link

    def entries(self) -> Iterator[tuple[Document, Entry]]:
        """Every entry with its document, in the order of the texts."""
        for document in self.documents:
            for entry in document.entries:
                yield document, entry

    def document(self, path: str) -> Document:
        """The document at a path that was read."""
        return next(document for document in self.documents if document.path == path)


# --- what a link asks for ------------------------------------------------------------------------

TargetKind = Literal["repository", "repository-path", "paper", "page", "anchor", "file", "other"]


class Target(NamedTuple):
    """The identity behind an address: links with the same `key` are one question.

    `part` is what is asked of it besides its existence (a path in a repository, a version of a
    paper), empty if nothing is. `why_not` is set when it is never asked, with `refused` telling
    whether that is the list's fault.
    """

    kind: TargetKind
    key: str
    address: str = ""
    part: str = ""
    why_not: str = ""
    refused: bool = False


# --- what was seen -------------------------------------------------------------------------------


class Signal(StrEnum):
    """What the answers amount to: evidence, not yet a verdict."""

    ALIVE = "alive"
    MOVED = "moved"  # permanently, and the end is alive
    NOT_FOUND = "not-found"  # 404 to a GET, twice
    GONE = "gone"  # 410, twice
    NO_SUCH_NAME = "no-such-name"  # twice, while other names resolve
    LOOP = "loop"  # redirects in a circle, without a cookie in play
    LEGAL = "legal"  # 451
    MISSING = "missing"  # the authority's API says so, and a second source agrees
    BLOCKED = "blocked"  # bot wall, login, challenge
    THROTTLED = "throttled"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # refused, reset, no route to that host
    TLS = "tls"
    PROTOCOL = "protocol"
    LOCAL = "local"  # our own trouble: no observation at all
    FORBIDDEN = "forbidden"  # leads to an address that is not public
    INVALID = "invalid"  # no request can be made of it
    UNKNOWN = "unknown"  # answered, and the answer does not tell
    NOT_ASKED = "not-asked"  # deadline, interruption, budget
    UNVERIFIABLE = "unverifiable"  # by the policy of its host nobody asks
    SOFT_404 = "soft-404"  # answers, and several signs say that it is not what was listed
    PARKED = "parked"  # answers, and several signs say that its domain is for sale


@dataclass(frozen=True, slots=True)
class Facts:
    """What was observed of one question, in the vocabulary of claims. None: not observed."""

    title: str | None = None
    titles: tuple[str, ...] = ()  # of every version that was seen, newest first
    meant: str | None = None  # of a paper: the id whose title is the one that the list writes
    meant_title: str | None = None  # that title; without it nobody knows which entry it is for
    summary: str | None = None
    categories: tuple[str, ...] = ()
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    code: str | None = None  # the page of the repository that somebody names as a paper's
    published: str | None = None  # ISO date of the first version
    updated: str | None = None
    version: int | None = None
    withdrawn: str | None = None  # the words that say so
    canonical: str | None = None  # the name or address that it has by now
    stars: int | None = None
    archived: bool | None = None
    disabled: bool | None = None
    empty: bool | None = None
    fork: bool | None = None
    private: bool | None = None
    pushed: str | None = None  # ISO time of the last push
    licence: str | None = None  # SPDX
    description: str | None = None
    homepage: str | None = None
    default_branch: str | None = None
    identity: str | None = None  # what stays when the name changes


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen of a part of a question: a path in a repository, a version of a paper."""

    signal: Signal
    reason: str = ""
    suggestion: str | None = None  # the part that answers in its place


@dataclass(frozen=True, slots=True)
class Observation:
    """What was asked and answered about one question, and what was understood from it."""

    key: str
    signal: Signal
    reason: str = ""
    status: int | None = None
    final_url: str | None = None
    moved_to: str | None = None  # the end of the permanent part of the redirects
    facts: Facts = NO_FACTS
    parts: Mapping[str, Part] = field(default_factory=lambda: MappingProxyType({}))
    trail: tuple[Exchange, ...] = ()
    at: float = 0.0  # Unix time of the last exchange


Evidence: TypeAlias = Mapping[str, Observation]

# --- what must be asked --------------------------------------------------------------------------

Flow: TypeAlias = Generator[Request, Reply, tuple[Observation, ...]]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One conversation, and the questions it answers for."""

    keys: tuple[str, ...]
    start: Callable[[], Flow]


# --- what follows --------------------------------------------------------------------------------

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the bytes of a span by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend a finding. `safe`: certain enough to be applied without being looked at."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with its place, its proof and, where certain, its remedy."""

    rule: str
    severity: Severity
    message: str
    span: Span
    entry: str | None = None
    url: str | None = None
    related: tuple[Span, ...] = ()
    claimed: str | int | None = None
    observed: str | int | None = None
    trail: tuple[Exchange, ...] = ()
    advice: str = ""
    fix: Fix | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is accepted, and what says so."""

    finding: Finding
    waiver: Waiver
