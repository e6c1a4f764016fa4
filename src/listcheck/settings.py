"""Settings as plain values. Where they come from is the business of `config.py`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HOUR = 3600.0

# What GitHub's REST API is asked with, by whoever reads and whoever writes
# (https://docs.github.com/en/rest/about-the-rest-api/api-versions).
REST_HEADERS = (
    ("Accept", "application/vnd.github+json"),
    ("X-GitHub-Api-Version", "2022-11-28"),
)


@dataclass(frozen=True, slots=True)
class Services:
    """Where the authorities are asked. `forge` is the host whose addresses GitHub answers for."""

    github_api: str = "https://api.github.com"
    github_graphql: str = "https://api.github.com/graphql"
    forge: str = "github.com"
    arxiv_api: str = "https://export.arxiv.org/api/query"
    arxiv_pages: str = "https://arxiv.org"
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Network:
    """How the network is used. Durations in seconds."""

    user_agent: str = ""
    contact: str = ""  # whom to ask about the requests: a page, or an address of mail
    timeout: float = 20.0
    max_connections: int = 64
    deadline: float | None = None
    allow_addresses: tuple[str, ...] = ()
    connect_to: tuple[str, ...] = ()
    proxy: str | None = field(default=None, repr=False)  # may hold a password


@dataclass(frozen=True, slots=True)
class Tolerances:
    """What is near enough not to be called drift."""

    stars_share: float = 0.05
    stars: int = 10
    months: int = 1
    stale_after: float = 3 * 365 * 24 * HOUR  # since the last push to a repository


@dataclass(frozen=True, slots=True)
class HuggingFace:
    """Whether and how often Hugging Face is asked for the code of papers.

    Only for entries that say that there is no code yet; with `every_entry` for all without code.
    """

    api_url: str = "https://huggingface.co/api/papers"
    requests: int = 100
    every_entry: bool = False
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Rescues:
    """How many dead links are looked up in archives in one run."""

    links: int = 20


@dataclass(frozen=True, slots=True)
class Pages:
    """Which pages are read, and not only asked whether they are there.

    `soft_404`: those whose redirects give cause to ("redirects"), all of them ("all"), or none
    ("off"). With `fragments`, those that links lead into.
    """

    soft_404: str = "redirects"
    fragments: bool = False


class Allowance(NamedTuple):
    """A waiver of the settings: findings of some rules, by globs of their path and address.

    `until` is an ISO date, the last day on which it holds. An empty glob is any.
    """

    rules: tuple[str, ...]
    because: str
    until: str | None = None
    path: str = ""
    url: str = ""


class HostRule(NamedTuple):
    """How the pages of a host are asked: `ask`, `unverifiable` or `disbelieve-404`, and why.

    A pattern is `example.org`, or `*.example.org` for every name below it, or one with the
    beginning of a path.
    """

    pattern: str
    policy: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run can be told."""

    services: Services = field(default_factory=Services)
    network: Network = field(default_factory=Network)
    tolerances: Tolerances = field(default_factory=Tolerances)
    huggingface: HuggingFace = field(default_factory=HuggingFace)
    pages: Pages = field(default_factory=Pages)
    rescue: Rescues = field(default_factory=Rescues)
    archive: bool = False  # whether archives are asked to keep what is alive
    lists: tuple[str, ...] = ()
    store: Path | None = Path(".listcheck/store.db")
    # Less than a day, so that a daily run asks again however the clock drifts.
    max_age: float = 20 * HOUR
    refresh: bool = False
    offline: bool = False
    since: str = ""  # a git revision: judge what changed after it
    base: Path | None = None  # a file: judge what it does not have
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    allow: tuple[Allowance, ...] = ()
    hosts: tuple[HostRule, ...] = ()
    baseline: Path | None = Path("listcheck-baseline.json")  # accepted findings, where it exists
    fail_on: str = "error"
    # A run that could not verify more than this share of what it asked is incomplete.
    incomplete_share: float = 0.1
