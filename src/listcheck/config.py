"""The settings file, the environment and the command line become `Settings`.

The command line wins over the environment, the environment over the file. The file is
`listcheck.toml`, or the table `[tool.listcheck]` of `pyproject.toml`.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from listcheck.durations import seconds
from listcheck.errors import UserError
from listcheck.settings import Network, Services, Settings, Tolerances
from listcheck.urls import host_of

FILE = "listcheck.toml"
_LARGEST = 1 << 16  # bytes; tomllib is slow on hostile files
_LONGEST_LINE = 2_000
FailOn = Literal["error", "warning", "info", "new", "never"]
Duration = Annotated[float, BeforeValidator(seconds)]


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


_TABLES: dict[str, type[BaseModel]] = {
    "github": GitHubTable,
    "arxiv": ArxivTable,
    "network": NetworkTable,
    "tolerances": TolerancesTable,
}
# Names that the world gave to what we call otherwise.
_KNOWN_NAMES = {
    "GITHUB_API_URL": ("github", "api_url"),
    "GITHUB_GRAPHQL_URL": ("github", "graphql_url"),
    "GITHUB_SERVER_URL": ("github", "server_url"),
}


def settings(
    environment: Mapping[str, str],
    *,
    file: Path | None = None,
    isolated: bool = False,
    folder: Path | None = None,
    given: Mapping[str, Any] | None = None,
    rules: tuple[str, ...] = (),
) -> Settings:
    """The settings of a run.

    Args:
        environment: of the process.
        file: the file that the user named.
        isolated: whether files are left unread.
        folder: where to look for a file; by default the current one.
        given: what the command line says, by the names of `Config`, tables as `network.timeout`.
        rules: the slugs that there are.

    Raises:
        UserError: a key, a value or a rule that does not exist.
    """
    place = file or (None if isolated else _place(folder or Path()))
    raw = _read(place) if place else {}
    _overlay(raw, _of_environment(environment))
    _overlay(raw, {name: value for name, value in (given or {}).items() if value is not None})
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise _explained(error, place) from None
    for slug in (*config.select, *config.ignore):
        if rules and slug not in rules:
            raise UserError(f"there is no rule {slug}", _suggestion(slug, rules))
    return _settings(config, environment, raw)


def _place(folder: Path) -> Path | None:
    """The settings file of a folder."""
    return next(
        (folder / name for name in (FILE, "pyproject.toml") if (folder / name).is_file()), None
    )


def _read(path: Path) -> dict[str, Any]:
    table = _toml(path)
    for name in ("tool", "listcheck") if path.name == "pyproject.toml" else ():
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise UserError(f"{path}: {name} must be a table")
    return table


def _toml(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
        if path.name == FILE and len(data) > _LARGEST:
            raise UserError(f"{path} is too large for a settings file")
        if any(len(line) > _LONGEST_LINE for line in data.split(b"\n")) and path.name == FILE:
            raise UserError(f"{path} has a line that is too long")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{path} is not valid TOML: {error}") from None


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Every setting has a name in the environment: LISTCHECK_MAX_AGE, LISTCHECK_NETWORK_TIMEOUT."""
    found: dict[str, Any] = {
        ".".join(place): environment[name]
        for name, place in _KNOWN_NAMES.items()
        if environment.get(name)
    }
    tables: dict[str, type[BaseModel]] = {"": Config, **_TABLES}
    for table, model in tables.items():
        for name in model.model_fields.keys() - _TABLES.keys():
            variable = "_".join(filter(None, ("LISTCHECK", table.upper(), name.upper())))
            if environment.get(variable):
                found[f"{table}.{name}" if table else name] = environment[variable]
    return found


def _overlay(raw: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        table, _, key = name.rpartition(".")
        place = raw.setdefault(table, {}) if table else raw
        if not isinstance(place, dict):
            raise UserError(f"{table} must be a table")
        place.pop(key.replace("_", "-"), None)
        place[key] = value


def _explained(error: ValidationError, file: Path | None) -> UserError:
    first = error.errors(include_input=False, include_context=False)[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        table = _TABLES.get(place[0], Config) if len(place) > 1 else Config
        names = [name.replace("_", "-") for name in table.model_fields]
        return UserError(f"{file}: unknown key {'.'.join(place)}", _suggestion(place[-1], names))
    shown = ".".join(part.replace("_", "-") for part in place)
    if first["type"] in ("model_type", "dict_type"):
        return UserError(f"{shown} must be a table")
    return UserError(f"{shown}: {first['msg'].removeprefix('Value error, ')}")


def _suggestion(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]}?" if near else f"known are: {', '.join(sorted(known))}"


def _settings(config: Config, environment: Mapping[str, str], raw: Mapping[str, Any]) -> Settings:
    network = config.network
    proxy = _proxy(environment) if network.proxy == "env" else network.proxy
    return Settings(
        services=Services(
            config.github.api_url, _graphql(config, raw), host_of(config.github.server_url),
            config.arxiv.api_url, config.arxiv.pages_url.rstrip("/"),
            _token(environment),
        ),
        network=Network(
            network.user_agent or "", network.timeout, network.max_connections, network.deadline,
            network.allow_addresses, network.connect_to, proxy,
        ),
        tolerances=Tolerances(
            config.tolerances.stars_share, config.tolerances.stars, config.tolerances.months
        ),
        lists=config.lists,
        store=config.store,
        max_age=config.max_age,
        select=config.select,
        ignore=config.ignore,
        fail_on=config.fail_on,
        incomplete_share=config.incomplete_share,
    )  # fmt: skip


def _token(environment: Mapping[str, str]) -> str | None:
    """The token; one with anything but letters in it could break out of its header."""
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        if token := environment.get(name, "").strip():
            if not re.fullmatch(r"[\x21-\x7e]+", token):
                raise UserError(f"{name} holds characters that a token cannot have")
            return token
    return None


def _graphql(config: Config, raw: Mapping[str, Any]) -> str:
    """A server of one's own has both below one root: /api/v3 and /api/graphql (GitHub docs)."""
    table = raw.get("github", {})
    if "graphql_url" in table or "graphql-url" in table:
        return config.github.graphql_url
    root = config.github.api_url.rstrip("/")
    return f"{root.removesuffix('/v3')}/graphql"


def _proxy(environment: Mapping[str, str]) -> str | None:
    for name in (
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
    ):
        if environment.get(name):
            return environment[name]
    return None


FAIL_ON: tuple[str, ...] = get_args(FailOn)
