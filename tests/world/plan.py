"""What the world holds: repositories, papers, pages, and the faults planted in them.

A plan is a plain value that goes to the server as JSON. `plan_for` in `listing.py` makes a
faultless one from a list, `plant` in `planting.py` spoils it.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import TypeAdapter

from world.git import Git
from world.issues import Artifact, Caller, Issue

Api = Literal["graphql", "rest", "arxiv"]


@dataclass(slots=True)
class Fault:
    """One way to misbehave. Every name with its options stands in `planting.py`.

    It strikes requests of `method` (all, if empty), not before `after` of them, and at most
    `times` of them (for ever, if None).
    """

    name: str
    status: int = 0
    target: str = ""
    method: str = ""
    times: int | None = None
    after: int = 0
    seconds: float = 0.0
    retry_after: str = ""  # the header as sent; "date:SECONDS" becomes an HTTP-date
    limit: int = 0
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Repository:
    """A repository. `name` is what it is called today: it differs from its key once renamed."""

    name: str
    id: int
    stars: int = 0
    forks: int = 0
    description: str | None = None
    homepage: str | None = None
    licence: str | None = "MIT"
    created_at: str = "2024-01-02T03:04:05Z"
    pushed_at: str | None = "2026-04-05T06:07:08Z"
    default_branch: str = "main"
    refs: list[str] = field(default_factory=list)  # branches, tags and commits besides the default
    directories: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # path to text
    submodules: dict[str, str] = field(default_factory=dict)  # path to the address of its own
    assets: dict[str, list[str]] = field(default_factory=dict)  # tag of a release to its files
    discussions: list[int] = field(default_factory=list)
    milestones: list[int] = field(default_factory=list)
    has_wiki: bool = True
    archived: bool = False
    disabled: bool = False
    empty: bool = False
    fork: bool = False
    private: bool = False
    state: str = ""  # "deleted", "dmca", "blocked", "forbidden", "silent-null"
    # What is written there stays from run to run, until the next plan.
    issues: list[Issue] = field(default_factory=list)
    git: Git = field(default_factory=Git)
    has_issues: bool = True
    artifacts: list[Artifact] = field(default_factory=list)
    collaborators: dict[str, str] = field(default_factory=dict)  # login: admin, write, read


@dataclass(slots=True)
class Paper:
    """A paper. The title of version n is `titles[n - 1]`, or the last one there is."""

    id: str
    titles: list[str]
    published: str
    updated: str = ""
    versions: int = 1
    authors: list[str] = field(default_factory=list)
    summary: str = ""
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    repository: str | None = None  # at Hugging Face: None without a page, "" without a repository
    categories: list[str] = field(default_factory=lambda: ["cs.LG"])
    state: str = ""  # "missing", "withdrawn"
    listed: bool = True  # False: there, though no list names it


@dataclass(slots=True)
class Capture:
    """A copy in the Wayback Machine: its time as YYYYMMDDhhmmss, and what was answered then.

    `target` is where a redirect led, `url` the address if it differs from the one asked for.
    """

    stamp: str
    status: int = 200
    target: str = ""
    url: str = ""


@dataclass(slots=True)
class Latency:
    """How long answers take, in seconds. A page's lies between two bounds by its host's hash."""

    graphql: float = 0.25
    graphql_repository: float = 0.006
    rest: float = 0.15
    arxiv: float = 0.6
    arxiv_paper: float = 0.004
    page_from: float = 0.04
    page_to: float = 0.24


INSTANT = Latency(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Rules:
    """What a polite client keeps to; breaking one is a violation."""

    arxiv_interval: float = 3.0
    arxiv_ids: int = 100
    concurrency: int = 2
    github_searches: int = 30  # a minute
    tolerance: float = 0.1
    token: str = ""  # besides whatever api.github.com was shown


@dataclass(slots=True)
class Plan:
    """Everything there is. Keys are lower-case `owner/name`, arXiv ids, `page_key` of URLs."""

    repositories: dict[str, Repository] = field(default_factory=dict)
    owners: list[str] = field(default_factory=list)  # in lower case, besides those of repositories
    papers: dict[str, Paper] = field(default_factory=dict)
    dois: dict[str, str] = field(default_factory=dict)  # in lower case, with their titles
    pages: dict[str, list[Fault]] = field(default_factory=dict)
    hosts: dict[str, list[Fault]] = field(default_factory=dict)
    apis: dict[Api, list[Fault]] = field(default_factory=dict)
    latency: Latency = field(default_factory=Latency)
    rules: Rules = field(default_factory=Rules)
    tokens: list[str] = field(default_factory=list)  # accepted ones; any, if empty
    callers: dict[str, Caller] = field(default_factory=dict)  # of tokens; others are a workflow's
    longest_body: int = 65_536  # characters of an issue or comment
    rest_limit: int = 5000
    anonymous_limit: int = 60
    graphql_limit: int = 5000
    captures: dict[str, list[Capture]] = field(default_factory=dict)  # in the Wayback Machine
    origins: dict[str, str] = field(default_factory=dict)  # at Software Heritage: address to time
    every_page: bool = False  # pages that nobody planned answer 200, too

    def to_json(self) -> bytes:
        """The plan for the server."""
        return _plan().dump_json(self)

    @staticmethod
    def from_json(text: bytes | str) -> "Plan":
        """A plan as `to_json` wrote it."""
        return _plan().validate_json(text)

    def host_names(self) -> set[str]:
        """The hosts that its pages and faults stand on."""
        return {key.partition("/")[0].partition(":")[0] for key in self.pages} | set(self.hosts)

    def with_page(self, url: str) -> "Plan":
        """Let a page exist."""
        self.pages.setdefault(page_key(url), [])
        return self


def page_key(url: str) -> str:
    """The identity of a page: host, decoded path and query; neither scheme nor fragment."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{_ascii(host)}{port}{unquote(parts.path) or '/'}{query}"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return host


@lru_cache(maxsize=1)
def _plan() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
