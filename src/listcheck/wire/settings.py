"""What the wire may be told, and how politely it behaves when it is told nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from listcheck.exchange import Reply, Request

# Told of each request that went out: its reply, and the seconds that it took.
Heard = Callable[[Request, Reply, float], None]


class Turns(Protocol):
    """Shares the pace of lanes with other processes."""

    def take(self, lane: str, interval: float, lease: float) -> float:
        """Seconds to wait before asking again for a turn, 0.0 if it is taken."""
        ...

    def give(self, lane: str) -> None:
        """Give a turn back, if it was taken."""
        ...


class LanePolicy(NamedTuple):
    """How one queue of requests treats the host behind it.

    The defaults are those of an API lane, which a probe or a user names on purpose. `burst`
    requests start without regard to `interval`; a further connection is opened only while more
    than `crowd` requests wait. `budget` is a number of requests and the seconds that they are
    for. `patience` is the longest wait that a host may ask for; None leaves it to the settings.
    """

    concurrency: int = 2
    interval: float = 0.0
    budget: tuple[int, float] | None = None
    patience: float | None = None
    backoff: tuple[float, ...] = (3.0, 10.0, 30.0)
    burst: int = 1
    crowd: int = 0
    tries: int = 3


# A second TLS handshake costs a host more than four requests on the connection that is open.
PAGE_POLICY = LanePolicy(interval=0.25, backoff=(1.0, 4.0, 10.0), burst=10, crowd=4)

ARXIV_POLICY = LanePolicy(concurrency=1, interval=3.0)

POLITE_LANES: Mapping[str, LanePolicy] = MappingProxyType(
    {
        # arXiv's terms of use: one request in three seconds, one connection, over all its APIs.
        "export.arxiv.org": ARXIV_POLICY,
        "arxiv.org": ARXIV_POLICY,
        "arxiv": ARXIV_POLICY,
        # GitHub's best practices for the REST API ask for serial requests.
        "api.github.com": LanePolicy(concurrency=1),
        # GitHub's search limit is 30 a minute. Whatever is asked here can wait for another run, so
        # nothing waits for it: a secondary limit wants a minute and more.
        "github-search": LanePolicy(concurrency=1, budget=(30, 60.0), patience=0.0, tries=1),
        "github.com": LanePolicy(concurrency=1, interval=0.5, burst=10, patience=60.0),
        # A raw host that answers 429 once goes on doing so for half an hour.
        "raw.githubusercontent.com": LanePolicy(concurrency=1, interval=0.5, burst=10, tries=1),
        # Hugging Face's rate limits for anonymous clients: 100 pages in five minutes.
        "huggingface.co": LanePolicy(concurrency=1, budget=(100, 300.0), burst=10),
        # Its API has an allowance of its own: 500 calls in five minutes.
        "huggingface-api": LanePolicy(
            concurrency=1, budget=(500, 300.0), patience=30.0, tries=2, burst=10
        ),
        # The DOI proxy's documentation names no limit; ten a second is what its clients keep to.
        "doi.org": LanePolicy(interval=0.1, burst=10),
        # Crossref limits how many ask at once as well as how often, and says so in its answers
        # (https://www.crossref.org, "Access and authentication"); DataCite grants 500 in five
        # minutes (its "Rate limit"). What they tell can wait for another run.
        "api.crossref.org": LanePolicy(concurrency=1, interval=0.25, patience=10.0, tries=1),
        "data.crosscite.org": LanePolicy(
            concurrency=1, interval=0.25, budget=(500, 300.0), patience=10.0, tries=1
        ),
        # The Wayback Machine grants 60 a minute on paper and 24 of late, and locks out for an hour
        # who does not heed its 429 (edgi-govdata-archiving/wayback#137, #153). One refusal, or a
        # minute's share that is spent, ends it: what is asked of archives can wait for another run.
        "wayback": LanePolicy(concurrency=1, budget=(24, 60.0), patience=0.0, tries=1),
        # Strangers can have three pages saved a minute (akamhy/waybackpy#187).
        "wayback-save": LanePolicy(concurrency=1, budget=(3, 60.0), patience=60.0, tries=1),
        # 120 questions an hour for strangers (its API's documentation).
        "software-heritage": LanePolicy(concurrency=1, patience=0.0, tries=1),
        # https://developers.zenodo.org: 60 requests a minute for guests.
        "zenodo.org": LanePolicy(concurrency=1, budget=(60, 60.0)),
    }
)


HUB_ORIGINS = ("https://huggingface.co",)


def lanes_for(hub_token: str | None) -> Mapping[str, LanePolicy]:
    """The polite lanes: Hugging Face grants whoever logs in 1,000 calls in place of 500."""
    if hub_token is None:
        return POLITE_LANES
    wider = POLITE_LANES["huggingface-api"]._replace(budget=(1000, 300.0))
    return MappingProxyType({**POLITE_LANES, "huggingface-api": wider})


class WireSettings(NamedTuple):
    """Plain values; times are in seconds.

    `token` is sent to `token_origins` alone, for requests whose credential is "github", and
    `hub_token` to Hugging Face alone, for those whose credential is "huggingface".
    `lanes` maps a lane's name, a host, or `host:port` to its policy. `lane_starts` says when
    (Unix time) an earlier process last started a request in a lane. `canaries` are names that
    are resolved, and no more, to prove that name resolution works. `alive` are addresses that
    answered lately, and `api_canary` is one of an API that costs nothing of an allowance: they are
    asked where all hosts look alike; `unlike` says that they showed pages of their own.
    `environment` is looked at for proxies that are not used, and for a trust store of the user's
    own. `heard` keeps the log. `turns` is asked before each request of a lane with a long interval.
    """

    user_agent: str
    token: str | None = None
    token_origins: tuple[str, ...] = ("https://api.github.com",)
    hub_token: str | None = None
    max_connections: int = 64
    question_timeout: float = 30.0
    connect_timeout: float = 10.0
    patience: float = 30.0
    api_patience: float = 120.0
    deadline: float | None = None
    allow_addresses: tuple[str, ...] = ()
    connect_to: tuple[str, ...] = ()
    proxy: str | None = None
    lanes: Mapping[str, LanePolicy] = POLITE_LANES
    lane_starts: Mapping[str, float] = MappingProxyType({})
    canaries: tuple[str, ...] = ()
    alive: tuple[str, ...] = ()
    unlike: bool = False
    api_canary: str = ""
    environment: Mapping[str, str] = MappingProxyType({})
    heard: Heard | None = None
    turns: Turns | None = None
