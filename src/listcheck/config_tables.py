"""What `listcheck.toml` can hold: the tables, their keys and what is allowed in them.

Apart from `config.py`, since this takes long to load and most runs have nothing set.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from listcheck.durations import seconds
from listcheck.urls import host_of

FailOn = Literal["error", "warning", "info", "new", "never"]
Duration = Annotated[
    float,
    BeforeValidator(seconds),
    WithJsonSchema({"type": ["number", "string"], "description": "seconds, or 30s, 5m, 20h, 7d"}),
]


def _many(value: Any) -> Any:
    """A list given as text, as the environment does: parts between blanks or commas."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Many = Annotated[tuple[str, ...], BeforeValidator(_many)]


def _web(value: Any) -> Any:
    if isinstance(value, str) and (
        not value.startswith(("http://", "https://")) or not host_of(value)
    ):
        raise ValueError(f"{value!r} is not an http address")
    return value


Address = Annotated[str, BeforeValidator(_web)]


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )


class GitHubTable(_Table):
    """Where GitHub is asked; GitHub Actions sets these by itself."""

    api_url: Address = Field("https://api.github.com", description="root of the REST API")
    graphql_url: Address = Field(
        "https://api.github.com/graphql", description="the GraphQL endpoint"
    )
    server_url: Address = Field(
        "https://github.com", description="whose addresses are repositories"
    )


class ArxivTable(_Table):
    """Where arXiv is asked."""

    api_url: Address = Field("https://export.arxiv.org/api/query", description="the query endpoint")
    pages_url: Address = Field("https://arxiv.org", description="where the papers' own pages are")


class NetworkTable(_Table):
    """How the network is used."""

    timeout: Duration = Field(20.0, gt=0, description="longest time for one request, all in all")
    deadline: Duration | None = Field(None, gt=0, description="longest time for the whole run")
    max_connections: int = Field(64, ge=1, le=1024, description="connections at once, all hosts")
    allow_addresses: Many = Field(
        (), description="address ranges (CIDR) that may be asked though private"
    )
    connect_to: Many = Field((), description="HOST:PORT:TOHOST:TOPORT, as curl's --connect-to")
    proxy: str | None = Field(None, description='an address, or "env" for the environment\'s')
    user_agent: str | None = Field(None, description="how to introduce ourselves")


class TolerancesTable(_Table):
    """What is near enough not to be called drift."""

    stars: int = Field(10, ge=0, description="difference in stars")
    stars_share: float = Field(0.05, ge=0, le=1, description="difference in stars, as a share")
    months: int = Field(1, ge=0, description="difference in months")


class Config(_Table):
    """Everything that `listcheck.toml` can hold."""

    lists: Many = Field((), description="the lists to check where none is named")
    store: Path | None = Field(Path(".listcheck/store.db"), description="what is remembered")
    max_age: Duration = Field(72_000.0, ge=0, description="how long an answer is good for")
    select: Many = Field((), description="only these rules")
    ignore: Many = Field((), description="not these rules")
    fail_on: FailOn = Field("error", description="from which severity on the exit status is 1")
    incomplete_share: float = Field(0.1, ge=0, le=1, description="unseen links that a run may have")
    github: GitHubTable = GitHubTable.model_validate({})
    arxiv: ArxivTable = ArxivTable.model_validate({})
    network: NetworkTable = NetworkTable.model_validate({})
    tolerances: TolerancesTable = TolerancesTable.model_validate({})


TABLES: dict[str, type[BaseModel]] = {
    "github": GitHubTable,
    "arxiv": ArxivTable,
    "network": NetworkTable,
    "tolerances": TolerancesTable,
}
