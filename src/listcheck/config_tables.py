"""What `listcheck.toml` can hold: the tables, their keys and what is allowed in them.

Apart from `config.py`, since this takes long to load and most runs have nothing set.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from listcheck.durations import seconds, some_seconds
from listcheck.routing import Diversion, address_range
from listcheck.settings import Allowance, HostRule, Settings
from listcheck.urls import host_of
from listcheck.waivers import is_day

FailOn = Literal["error", "warning", "info", "new", "never"]
_IN_SCHEMA = WithJsonSchema(
    {"type": ["number", "string"], "description": "seconds, or 30s, 5m, 20h, 7d, 3y"}
)
Duration = Annotated[float, BeforeValidator(seconds), _IN_SCHEMA]
SomeTime = Annotated[float, BeforeValidator(some_seconds), _IN_SCHEMA]


def _many(value: Any) -> Any:
    """A list given as text, as the environment does: parts between blanks or commas."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Many = Annotated[tuple[str, ...], BeforeValidator(_many)]


def _each(check: Callable[[str], object]) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        parts = _many(value)
        for part in parts if isinstance(parts, list | tuple) else ():
            if isinstance(part, str):
                check(part)
        return parts

    return checked


Ranges = Annotated[tuple[str, ...], BeforeValidator(_each(address_range))]
Diversions = Annotated[tuple[str, ...], BeforeValidator(_each(Diversion.parse))]


def _web(value: Any) -> Any:
    if isinstance(value, str):
        if not value.startswith(("http://", "https://")) or not host_of(value):
            raise ValueError(f"{value!r} is not an http address")
        if "@" in urlsplit(value).netloc:
            raise ValueError("it must hold no user and no password")
    return value


Address = Annotated[str, BeforeValidator(_web)]


def _by_http(value: Any) -> Any:
    if isinstance(value, str) and "://" in value and not value.startswith("http://"):
        raise ValueError('a proxy is "env", or an address that begins with http://')
    return value


def _plain(value: Any) -> Any:
    """What cannot break out of a header, or of the name of a file."""
    if isinstance(value, str) and not value.isprintable():
        raise ValueError("it holds characters that cannot be in it")
    return value


_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PAGE = re.compile(r"https?://[^\s()<>\x00-\x20\x7f-\U0010ffff]+")


def _contact(value: Any) -> Any:
    """What can stand within the brackets of a User-Agent."""
    if isinstance(value, str):
        value = value.strip().removeprefix("mailto:")
        if value and not (_PAGE.fullmatch(value) or _MAIL.fullmatch(value)):
            raise ValueError("it must be the address of a page (https://...), or one of mail")
    return value


def _no_truth(value: Any) -> Any:
    """Python takes true for one."""
    if isinstance(value, bool):
        raise ValueError("a number is needed")  # noqa: TRY004  (pydantic lets a TypeError through)
    return value


Whole = Annotated[int, BeforeValidator(_no_truth)]
Share = Annotated[float, BeforeValidator(_no_truth), Field(ge=0, le=1)]

_USUAL = Settings()


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )


class GitHubTable(_Table):
    """Where GitHub is asked; GitHub Actions sets these by itself."""

    api_url: Address = Field(_USUAL.services.github_api, description="root of the REST API")
    graphql_url: Address = Field(_USUAL.services.github_graphql, description="the GraphQL endpoint")
    server_url: Address = Field(
        f"https://{_USUAL.services.forge}", description="whose addresses are repositories"
    )


class ArxivTable(_Table):
    """Where arXiv is asked."""

    api_url: Address = Field(_USUAL.services.arxiv_api, description="the query endpoint")
    pages_url: Address = Field(
        _USUAL.services.arxiv_pages, description="where the papers' own pages are"
    )


class NetworkTable(_Table):
    """How the network is used."""

    timeout: SomeTime = Field(
        _USUAL.network.timeout, description="longest time for one request, all in all"
    )
    deadline: SomeTime | None = Field(None, description="longest time for the whole run")
    max_connections: Whole = Field(
        _USUAL.network.max_connections, ge=1, le=1024, description="connections at once, all hosts"
    )
    allow_addresses: Ranges = Field(
        (), description="address ranges (CIDR) that may be asked though private"
    )
    connect_to: Diversions = Field(
        (), description="HOST:PORT:TOHOST:TOPORT, as curl's --connect-to"
    )
    proxy: Annotated[str | None, BeforeValidator(_by_http)] = Field(
        None, description='an address, or "env" for the environment\'s'
    )
    user_agent: Annotated[str, BeforeValidator(_plain)] = Field(
        _USUAL.network.user_agent, description="how to introduce ourselves"
    )
    contact: Annotated[str, BeforeValidator(_contact)] = Field(
        _USUAL.network.contact,
        description="whom a site asks about our requests: a page, or an address of mail",
    )


class HuggingFaceTable(_Table):
    """Whether and how often Hugging Face is asked for the code of papers."""

    api_url: Address = Field(_USUAL.huggingface.api_url, description="the API of papers")
    requests: Whole = Field(
        _USUAL.huggingface.requests, ge=0, description="papers asked about in one run, 0 for none"
    )
    every_entry: bool = Field(
        _USUAL.huggingface.every_entry,
        description="ask for every entry without code, not only where code is said to come",
    )


class PagesTable(_Table):
    """Which pages are read, and not only asked whether they are there."""

    soft_404: Literal["redirects", "all", "off"] = Field(
        "redirects", description="whose text is looked at: where a redirect gives cause, all, none"
    )
    fragments: bool = Field(
        _USUAL.pages.fragments, description="look for the places that #fragments of pages name"
    )


class RescueTable(_Table):
    """What is looked up in archives."""

    links: Whole = Field(
        _USUAL.rescue.links, ge=0, le=20, description="dead links in one run, 0 for none"
    )


class TolerancesTable(_Table):
    """What is near enough not to be called drift."""

    stars: Whole = Field(_USUAL.tolerances.stars, ge=0, description="difference in stars")
    stars_share: Share = Field(
        _USUAL.tolerances.stars_share, description="difference in stars, as a share"
    )
    months: Whole = Field(_USUAL.tolerances.months, ge=0, description="difference in months")
    stale_after: SomeTime = Field(
        _USUAL.tolerances.stale_after, description="longest time without a push to a repository"
    )


def _reason(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise ValueError("a waiver needs its reason")
    return value


def _day(value: Any) -> Any:
    """A day as TOML or JSON writes it; pydantic would read a number as seconds."""
    text = value.isoformat() if type(value) is date else value
    if not isinstance(text, str) or not is_day(text):
        raise ValueError("a day is needed, as 2027-01-31")
    return text


class AllowTable(_Table):
    """Findings that are accepted, by rule, path and address, and why."""

    rule: Annotated[Many, Field(min_length=1)] = Field(description="one rule, or several")
    because: Annotated[str, BeforeValidator(_reason)] = Field(
        min_length=1, description="why they are accepted"
    )
    until: Annotated[
        str | None,
        BeforeValidator(_day),
        WithJsonSchema({"type": "string", "format": "date"}),
    ] = Field(None, description="the last day on which they are")
    path: str = Field("", description="a glob of the lists that are meant: docs/**/*.md")
    url: str = Field("", description="the addresses that are meant, as written; * is anything")

    def allowance(self) -> Allowance:
        """The table as the rest of the program knows it."""
        return Allowance(self.rule, self.because, self.until, self.path, self.url)


def _pattern(value: Any) -> Any:
    """A host with or without the beginning of a path, as people write it."""
    if isinstance(value, str):
        host = value.partition("/")[0].lower().removeprefix("*.")
        if "*" in host or ":" in host or not host or host_of(f"https://{host}/") != host:
            raise ValueError("it must be a host, as *.example.org, or example.org/some/path")
    return value


class HostTable(_Table):
    """How the pages of a host are asked."""

    pattern: Annotated[str, BeforeValidator(_pattern)] = Field(
        min_length=1, description="a host, *. and a host, or one with the beginning of a path"
    )
    policy: Literal["ask", "unverifiable", "disbelieve-404"] = Field(
        description="as any other, never, or without believing that a page is missing"
    )
    reason: Annotated[str, BeforeValidator(_plain)] = Field(
        min_length=1, description="why; it stands in the report"
    )

    def rule(self) -> HostRule:
        """The table as the rest of the program knows it."""
        return HostRule(self.pattern, self.policy, self.reason)


def _tables(value: Any) -> Any:
    if not isinstance(value, list):
        raise ValueError("tables are needed: in a file, with two brackets")  # noqa: TRY004  (as above)
    return value


class Config(_Table):
    """Everything that `listcheck.toml` can hold."""

    lists: Many = Field((), description="the lists to check where none is named")
    store: Annotated[Path | None, BeforeValidator(_plain)] = Field(
        _USUAL.store, description="what is remembered"
    )
    max_age: Duration = Field(_USUAL.max_age, description="how long an answer is good for")
    select: Many = Field((), description="only these rules")
    ignore: Many = Field((), description="not these rules")
    allow: Annotated[tuple[AllowTable, ...], BeforeValidator(_tables)] = Field(
        (), description="findings that are accepted"
    )
    hosts: Annotated[tuple[HostTable, ...], BeforeValidator(_tables)] = Field(
        (), description="hosts that are asked in another way than most"
    )
    baseline: Annotated[Path | None, BeforeValidator(_plain)] = Field(
        _USUAL.baseline, description="the file of accepted findings, where it exists"
    )
    archive: bool = Field(
        _USUAL.archive, description="ask the Wayback Machine to keep pages that are alive"
    )
    fail_on: FailOn = Field("error", description="from which severity on the exit status is 1")
    incomplete_share: Share = Field(
        _USUAL.incomplete_share, description="unseen links that a run may have"
    )
    github: GitHubTable = GitHubTable.model_validate({})
    arxiv: ArxivTable = ArxivTable.model_validate({})
    network: NetworkTable = NetworkTable.model_validate({})
    huggingface: HuggingFaceTable = HuggingFaceTable.model_validate({})
    tolerances: TolerancesTable = TolerancesTable.model_validate({})
    pages: PagesTable = PagesTable.model_validate({})
    rescue: RescueTable = RescueTable.model_validate({})


TABLES: dict[str, type[BaseModel]] = {
    "github": GitHubTable,
    "arxiv": ArxivTable,
    "network": NetworkTable,
    "huggingface": HuggingFaceTable,
    "tolerances": TolerancesTable,
    "pages": PagesTable,
    "rescue": RescueTable,
}


# Tables of which there can be several.
ARRAYS: dict[str, type[BaseModel]] = {"allow": AllowTable, "hosts": HostTable}


def names() -> dict[str, tuple[str, ...]]:
    """The keys of each single table, and of the top under the name ""."""
    top = tuple(name for name in Config.model_fields if name not in {**TABLES, **ARRAYS})
    return {"": top, **{name: tuple(table.model_fields) for name, table in TABLES.items()}}


class Refused(Exception):  # noqa: N818  (carried to where the user is told)
    """A key or a value that is not allowed: `kind` is that of pydantic, `place` the key's path."""

    def __init__(self, place: tuple[str, ...], kind: str, words: str, value: Any) -> None:
        super().__init__(words)
        self.place = place
        self.kind = kind
        self.words = words
        self.value = value


def checked(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is set, by its full name as `network.max_connections`; what is not set is left out.

    Raises:
        Refused: something in it is not allowed.
    """
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise _refused(error) from None
    found = config.model_dump(exclude_unset=True)
    if "allow" in found:
        found["allow"] = tuple(one.allowance() for one in config.allow)
    if "hosts" in found:
        found["hosts"] = tuple(one.rule() for one in config.hosts)
    tables = {name: found.pop(name) for name in TABLES if name in found}
    return found | {
        f"{table}.{key}": value for table, keys in tables.items() for key, value in keys.items()
    }


# Kinds of pydantic's errors (docs.pydantic.dev, "Validation Errors") in our words.
_WORDS = {
    "int_type": "a whole number is needed",
    "int_parsing": "a whole number is needed",
    "int_from_float": "a whole number is needed",
    "int_parsing_size": "this number is too large",
    "bool_type": "true or false is needed",
    "bool_parsing": "true or false is needed",
    "float_type": "a number is needed",
    "float_parsing": "a number is needed",
    "string_type": "text is needed",
    "tuple_type": "a list of texts is needed",
    "path_type": "the path of a file is needed",
    "greater_than_equal": "it must be {ge:g} or more",
    "less_than_equal": "it must be {le:g} or less",
    "finite_number": "a whole number is needed",
    "literal_error": "it must be one of {expected}",
    "value_error": "{error}",
    "model_type": "a table is needed",
    "dict_type": "a table is needed",
    "model_attributes_type": "a table is needed",
    "extra_forbidden": "there is no such key",
    "missing": "it is needed",
    "too_short": "it must not be empty",
    "string_too_short": "it must not be empty",
}


def _refused(error: ValidationError) -> Refused:
    errors = error.errors(include_url=False)
    # A key that is missing may be one that is misspelt.
    first = next((one for one in errors if one["type"] != "missing"), errors[0])
    context = first.get("ctx", {})
    words = _WORDS.get(first["type"], "this cannot be its value").format(**context)
    place = tuple(str(part) for part in first["loc"])
    return Refused(place, first["type"], words, first["input"])
