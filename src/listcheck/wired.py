"""From settings to a wire, and single conversations over it."""

from collections.abc import Callable, Generator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from listcheck import PAGE, __version__
from listcheck.exchange import Reply, Request
from listcheck.settings import Settings
from listcheck.store.turns import Turns
from listcheck.urls import host_of

if TYPE_CHECKING:
    from listcheck.wire import WireSettings
    from listcheck.wire.settings import Heard

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
Clock = Callable[[], float]
# Besides the services' own hosts, which may be addresses, or names of a private network.
CANARIES = ("github.com", "arxiv.org")
API_CANARY = "/rate_limit"  # by GitHub's documentation it counts against no limit


class Run(NamedTuple):
    """What a run needs besides its settings: a clock, and somebody to tell how it goes."""

    clock: Clock
    progress: Progress
    environment: Mapping[str, str] = MappingProxyType({})
    interrupted: Callable[[], None] = lambda: None  # told when a signal has ended the asking
    log: Callable[[str], None] = lambda text: None  # told of each step
    heard: "Heard | None" = None  # told of each request


def converse(talk: Generator[Request, Reply, T], settings: Settings, run: Run) -> T:
    """Ask what a flow asks, one request after the other; what it returns, or raises."""
    import anyio  # noqa: PLC0415  # half of the time to start, and most runs ask nothing

    from listcheck.wire import Wire  # noqa: PLC0415

    async def ask() -> T:
        async with Wire(wire_settings(settings, run, {})) as wire:
            try:
                request = next(talk)
                while True:
                    request = talk.send(await wire.send(request))
            except StopIteration as end:
                found: T = end.value
                return found

    return anyio.run(ask)


def introduction(contact: str) -> str:
    """How we introduce ourselves where nothing else is wished: name, version, and whom to ask.

    Crossref serves those better whose address follows `mailto:` (https://www.crossref.org,
    "Access and authentication").
    """
    whom = f"+{contact or PAGE}" if "://" in (contact or PAGE) else f"mailto:{contact}"
    return f"listcheck/{__version__} ({whom})"


def wire_settings(
    settings: Settings,
    run: Run,
    starts: Mapping[str, float],
    turns: Turns | None = None,
    alive: tuple[str, ...] = (),
    *,
    unlike: bool = False,
) -> "WireSettings":
    """What a wire needs of the settings.

    Args:
        settings: of the run.
        run: its environment, and who listens.
        starts: when each lane was last asked, in Unix seconds.
        turns: the pace that is shared with other processes.
        alive: addresses that answered lately, to be asked where all hosts look alike.
        unlike: whether they showed pages of their own.
    """
    from listcheck.wire import WireSettings, lanes_for  # noqa: PLC0415

    network, services = settings.network, settings.services
    return WireSettings(
        user_agent=network.user_agent or introduction(network.contact),
        token=services.token,
        token_origins=(services.github_api, services.github_graphql),
        hub_token=settings.huggingface.token,
        lanes=lanes_for(settings.huggingface.token),
        max_connections=network.max_connections,
        question_timeout=network.timeout,
        deadline=network.deadline,
        allow_addresses=network.allow_addresses,
        connect_to=network.connect_to,
        proxy=network.proxy,
        lane_starts=starts,
        canaries=(host_of(services.github_api), host_of(services.arxiv_api), *CANARIES),
        alive=alive,
        unlike=unlike,
        api_canary=f"{services.github_api.rstrip('/')}{API_CANARY}",
        environment=run.environment,
        heard=run.heard,
        turns=turns,
    )
