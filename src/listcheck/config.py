"""The settings file, the environment and the command line become `Settings`.

The command line wins over the environment, the environment over the file. The file is
`listcheck.toml`, or the table `[tool.listcheck]` of `pyproject.toml`.
"""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listcheck.durations import seconds
from listcheck.errors import UserError
from listcheck.settings import Network, Services, Settings, Tolerances
from listcheck.urls import host_of

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from listcheck.config_tables import Config

FILE = "listcheck.toml"
_LARGEST = 1 << 16  # bytes; tomllib is slow on hostile files
_LONGEST_LINE = 2_000
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
    if raw or any(_is_setting(name) for name in environment):
        found = _validated(raw, environment, place)
    else:
        found = Settings(services=Services(token=_token(environment)))
    found = _given(found, given or {})
    for slug in (*found.select, *found.ignore):
        if rules and slug not in rules:
            raise UserError(f"there is no rule {slug}", _suggestion(slug, rules))
    return found


def _is_setting(name: str) -> bool:
    return name.startswith("LISTCHECK_") or name in _KNOWN_NAMES


def _validated(raw: dict[str, Any], environment: Mapping[str, str], place: Path | None) -> Settings:
    # Most runs have nothing set, and the tables take as long to load as a list takes to read.
    from pydantic import ValidationError  # noqa: PLC0415

    from listcheck.config_tables import Config  # noqa: PLC0415

    named_by_file = _API_KEYS & {key.replace("-", "_") for key in _table(raw, "github")}
    told = _of_environment(environment)
    _overlay(raw, told)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise _explained(error, place) from None
    found = _settings(config, environment, raw)
    if any(f"github.{key}" not in told for key in named_by_file):
        # Whoever may change a list's settings must not be able to send its token elsewhere.
        found = replace(found, services=replace(found.services, token=None))
    return found


_API_KEYS = frozenset({"api_url", "graphql_url"})


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = raw.get(name, {})
    return table if isinstance(table, dict) else {}


_DURATIONS = frozenset({"max_age", "network.deadline", "network.timeout"})


def _given(found: Settings, given: Mapping[str, Any]) -> Settings:
    """Put what the command line says over the rest; its own types were checked there."""
    for name, value in given.items():
        if value is None:
            continue
        table, _, key = name.rpartition(".")
        plain: Any = _positive(name, value) if name in _DURATIONS else value
        part: Any = replace(getattr(found, table), **{key: plain}) if table else plain
        found = replace(found, **{table or key: part})
    return found


def _positive(name: str, value: Any) -> float:
    try:
        duration = seconds(value)
    except ValueError as error:
        raise UserError(f"{name}: {error}") from None
    if duration < 0 or (duration == 0 and name != "max_age"):
        raise UserError(f"{name} must be more than nothing")
    return duration


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
    from listcheck.config_tables import TABLES, Config  # noqa: PLC0415

    found: dict[str, Any] = {
        ".".join(place): environment[name]
        for name, place in _KNOWN_NAMES.items()
        if environment.get(name)
    }
    tables: dict[str, type[BaseModel]] = {"": Config, **TABLES}
    for table, model in tables.items():
        for name in model.model_fields.keys() - TABLES.keys():
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


def _explained(error: "ValidationError", file: Path | None) -> UserError:
    from listcheck.config_tables import TABLES, Config  # noqa: PLC0415

    first = error.errors(include_input=False, include_context=False)[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        table = TABLES.get(place[0], Config) if len(place) > 1 else Config
        names = [name.replace("_", "-") for name in table.model_fields]
        return UserError(f"{file}: unknown key {'.'.join(place)}", _suggestion(place[-1], names))
    shown = ".".join(part.replace("_", "-") for part in place)
    if first["type"] in ("model_type", "dict_type"):
        return UserError(f"{shown} must be a table")
    return UserError(f"{shown}: {first['msg'].removeprefix('Value error, ')}")


def _suggestion(word: str, known: Any) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]}?" if near else f"known are: {', '.join(sorted(known))}"


def _settings(config: "Config", environment: Mapping[str, str], raw: Mapping[str, Any]) -> Settings:
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


def _graphql(config: "Config", raw: Mapping[str, Any]) -> str:
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
