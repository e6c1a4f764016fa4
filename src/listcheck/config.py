"""The settings file, the environment and the command line become `Settings`.

The command line wins over the environment, the environment over the file. The file is
`listcheck.toml`, or the table `[tool.listcheck]` of `pyproject.toml`. Whatever is set is checked
where it comes from, and put over the defaults by its name: `network.timeout`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from listcheck import files
from listcheck.errors import UserError
from listcheck.settings import Settings
from listcheck.text import clean
from listcheck.urls import host_of
from listcheck.waivers import ON_WAIVERS

if TYPE_CHECKING:
    from listcheck.config_tables import Refused

FILE = "listcheck.toml"
_LARGEST = 1 << 16  # bytes; tomli is slow on hostile files
_LARGEST_PROJECT = 1 << 20  # bytes of a pyproject.toml, of which little is ours
_LONGEST_LINE = 2_000
_LIKE = 0.75  # of a variable's name, whose beginning is that of all
# Names that the world gave to what we call otherwise.
_KNOWN_NAMES = {
    "GITHUB_API_URL": "github.api_url",
    "GITHUB_GRAPHQL_URL": "github.graphql_url",
    "GITHUB_SERVER_URL": "github.server_url",
}
# Where a setting is found that `Settings` has under another name.
_PLACES = {
    "github.api_url": "services.github_api",
    "github.graphql_url": "services.github_graphql",
    "github.server_url": "services.forge",
    "arxiv.api_url": "services.arxiv_api",
    "arxiv.pages_url": "services.arxiv_pages",
}
_FORMS: dict[str, Callable[[str], str]] = {
    "github.server_url": host_of,
    "arxiv.pages_url": lambda url: url.rstrip("/"),
}
_APIS = frozenset({"github.api_url", "github.graphql_url"})
# As `huggingface_hub` reads them, the older name last.
_HUB_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_SECRET = frozenset({"network.proxy"})  # its address may hold a password


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
        given: what the command line says, by its full name, checked there.
        rules: the slugs that there are.

    Raises:
        UserError: a key, a value or a rule that does not exist.
    """
    place = file or (None if isolated else _place(folder or Path()))
    raw = _read(place) if place else {}
    named = any(name.startswith("LISTCHECK_") or name in _KNOWN_NAMES for name in environment)
    values = _values(raw, environment, place) if raw or named else {}
    values["services.token"] = _token(environment, "GITHUB_TOKEN", "GH_TOKEN")
    values["huggingface.token"] = _token(environment, *_HUB_TOKENS)
    if _sends_elsewhere(raw, environment):
        values["services.token"] = None
    if values.get("network.proxy") == "env":
        values["network.proxy"] = _proxy(environment)
    found = _put(Settings(), {**values, **(given or {})})
    waived = tuple(slug for one in found.allow for slug in one.rules)
    for slug in (*found.select, *found.ignore, *waived):
        if rules and slug not in rules:
            raise UserError(f"there is no rule {slug}", _suggestion(slug, rules))
    for slug in ON_WAIVERS.intersection(waived):
        raise UserError(f"{place}: allow.rule: {slug} cannot be waived")
    return found


def _put(found: Settings, values: Mapping[str, Any]) -> Settings:
    for name, value in values.items():
        table, _, key = name.rpartition(".")
        part: Any = replace(getattr(found, table), **{key: value}) if table else value
        found = replace(found, **{table or key: part})
    return found


def _values(
    raw: Mapping[str, Any], environment: Mapping[str, str], file: Path | None
) -> dict[str, Any]:
    """What the file and the environment set, checked, by its place in `Settings`."""
    # Most runs have nothing set, and the tables take as long to load as a list takes to read.
    from listcheck.config_tables import Refused, checked  # noqa: PLC0415

    variables = _variables(environment)
    try:
        values = checked(
            _overlaid(raw, {name: environment[one] for name, one in variables.items()})
        )
    except Refused as refused:
        raise _explained(refused, variables, file) from None
    if "github.api_url" in values and "github.graphql_url" not in values:
        values["github.graphql_url"] = _graphql(values["github.api_url"])
    return {
        _PLACES.get(name, name): _FORMS[name](value) if name in _FORMS else value
        for name, value in values.items()
    }


def _variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The variable that holds each setting that one holds.

    Every setting has a name there: LISTCHECK_MAX_AGE, LISTCHECK_NETWORK_TIMEOUT.

    Raises:
        UserError: a variable has such a name, and no setting does.
    """
    from listcheck.config_tables import names  # noqa: PLC0415

    ours = {
        "_".join(filter(None, ("LISTCHECK", table.upper(), key.upper()))): (
            f"{table}.{key}" if table else key
        )
        for table, keys in names().items()
        for key in keys
    }
    for variable in sorted(environment):
        if variable.startswith("LISTCHECK_") and variable not in ours:
            near = _like(variable, ours, cutoff=_LIKE)
            hint = f"did you mean {near[0]}?" if near else ""
            raise UserError(f"{clean(variable)}: there is no such setting", hint)
    known = {**_KNOWN_NAMES, **ours}
    return {name: variable for variable, name in known.items() if environment.get(variable)}


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
            raise UserError(f"{path}: {name}: a table is needed")
    return table


def _toml(path: Path) -> dict[str, Any]:
    most = _LARGEST_PROJECT if path.name == "pyproject.toml" else _LARGEST
    data = files.read(path, most)
    if len(data) > most:
        raise UserError(f"{path} is too large for a settings file")
    if most == _LARGEST and any(len(line) > _LONGEST_LINE for line in data.split(b"\n")):
        raise UserError(f"{path} has a line that is too long")
    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{path} is not valid TOML: {error}") from None


def _overlaid(raw: Mapping[str, Any], more: Mapping[str, str]) -> dict[str, Any]:
    """The file's tables with what the environment says over them."""
    found = {key: dict(value) if isinstance(value, dict) else value for key, value in raw.items()}
    for name, value in more.items():
        table, _, key = name.rpartition(".")
        place = found.setdefault(table, {}) if table else found
        if isinstance(place, dict):  # else it is refused, as what the file says
            place.pop(key.replace("_", "-"), None)
            place[key] = value
    return found


def _explained(refused: "Refused", variables: Mapping[str, str], file: Path | None) -> UserError:
    """Where the value stands, what it is, and what is wrong with it."""
    from listcheck.config_tables import ARRAYS, names  # noqa: PLC0415

    steps = [step for step in refused.place if not step.isdigit()]
    if refused.kind == "missing":
        return UserError(f"{file}: {'.'.join(steps)}: {refused.words}")
    if refused.kind == "extra_forbidden":
        table = ".".join(steps[:-1])
        keys = ARRAYS[table].model_fields if table in ARRAYS else names().get(table, ())
        known = [key.replace("_", "-") for key in keys]
        known += [] if table else [name for name in (*names(), *ARRAYS) if name]
        return UserError(f"{file}: unknown key {'.'.join(steps)}", _suggestion(steps[-1], known))
    name = ".".join(steps).replace("-", "_")
    where = variables.get(name) or f"{file}: {'.'.join(steps).replace('_', '-')}"
    return UserError(f"{where}{_shown(name, refused.value)}: {refused.words}")


def _shown(name: str, value: Any) -> str:
    """A value about as TOML writes it, unless it may be a secret."""
    if name in _SECRET:
        return ""
    return f" = {clean(json.dumps(value, ensure_ascii=False, default=str), 60)}"


def _like(word: str, known: Iterable[str], cutoff: float = 0.6) -> list[str]:
    import difflib  # noqa: PLC0415  # only for what is misspelt

    return difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)


def _suggestion(word: str, known: Iterable[str]) -> str:
    near = _like(word, known)
    return f"did you mean {near[0]}?" if near else f"known are: {', '.join(sorted(known))}"


def _sends_elsewhere(raw: Mapping[str, Any], environment: Mapping[str, str]) -> bool:
    """Whether a file names an API that the environment does not name.

    Whoever may change a list's settings must not be able to send its token elsewhere.
    """
    table = raw.get("github")
    keys = {f"github.{key.replace('-', '_')}" for key in table} if isinstance(table, dict) else ()
    return bool(_APIS.intersection(keys) - _variables(environment).keys()) if keys else False


def _token(environment: Mapping[str, str], *names: str) -> str | None:
    """The first token there is; one with odd characters could break out of its header."""
    for name in names:
        if token := environment.get(name, "").strip():
            if not re.fullmatch(r"[\x21-\x7e]+", token):
                raise UserError(f"{name} holds characters that a token cannot have")
            return token
    return None


def _graphql(api_url: str) -> str:
    """A server of one's own has both below one root: /api/v3 and /api/graphql (GitHub docs)."""
    return f"{api_url.rstrip('/').removesuffix('/v3')}/graphql"


def _proxy(environment: Mapping[str, str]) -> str | None:
    names = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY")
    both = (name for one in names for name in (one, one.lower()))
    return next((environment[name] for name in both if environment.get(name)), None)
