import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pydantic import BaseModel

from listcheck import config_tables
from listcheck.config import settings
from listcheck.config_tables import Config
from listcheck.errors import UserError
from listcheck.settings import Allowance, Settings
from listcheck.urls import host_of

TABLES: dict[str, type[BaseModel]] = {"": Config, **config_tables.TABLES}
# A value other than the default for every setting: as text, and as the settings show it.
VALUES: dict[str, tuple[str, Any]] = {
    "lists": ("a.md,b.md", ("a.md", "b.md")),
    "store": ("x.db", Path("x.db")),
    "max_age": ("2h", 7200.0),
    "select": ("dead-link moved-link", ("dead-link", "moved-link")),
    "ignore": ("dead-link", ("dead-link",)),
    "fail_on": ("never", "never"),
    "incomplete_share": ("0.5", 0.5),
    "github.api_url": ("https://ghe.example/api/v3", "https://ghe.example/api/v3"),
    "github.graphql_url": ("https://ghe.example/g", "https://ghe.example/g"),
    "github.server_url": ("https://ghe.example", "ghe.example"),
    "arxiv.api_url": ("https://a.example/q", "https://a.example/q"),
    "arxiv.pages_url": ("https://a.example/", "https://a.example"),
    "network.timeout": ("5s", 5.0),
    "network.deadline": ("3m", 180.0),
    "network.max_connections": ("8", 8),
    "network.allow_addresses": ("10.0.0.0/8,::1/128", ("10.0.0.0/8", "::1/128")),
    "network.connect_to": ("a:1:b:2,c:3:d:4", ("a:1:b:2", "c:3:d:4")),
    "network.proxy": ("http://proxy.example:3128", "http://proxy.example:3128"),
    "network.user_agent": ("me/1", "me/1"),
    "network.contact": ("mailto:me@lists.example", "me@lists.example"),
    "huggingface.api_url": ("https://h.example/p", "https://h.example/p"),
    "huggingface.requests": ("7", 7),
    "huggingface.every_entry": ("true", True),
    "tolerances.stars": ("99", 99),
    "tolerances.stars_share": ("0.25", 0.25),
    "tolerances.months": ("4", 4),
    "tolerances.stale_after": ("2y", 63_072_000.0),
    "pages.soft_404": ("all", "all"),
    "pages.fragments": ("true", True),
    "rescue.links": ("3", 3),
    "archive": ("true", True),
    "baseline": ("accepted.json", Path("accepted.json")),
}
PLACES = {
    "github.api_url": "services.github_api", "github.graphql_url": "services.github_graphql",
    "github.server_url": "services.forge", "arxiv.api_url": "services.arxiv_api",
    "arxiv.pages_url": "services.arxiv_pages",
}  # fmt: skip


def names() -> list[str]:
    """Every setting there is, by walking the models."""
    return [
        f"{table}.{name}" if table else name
        for table, model in TABLES.items()
        for name in model.model_fields
        if name not in {**TABLES, **config_tables.ARRAYS}
    ]


def shown(found: Settings, name: str) -> Any:
    """A setting where the rest of the program finds it."""
    place: Any = found
    for step in PLACES.get(name, name).split("."):
        place = getattr(place, step)
    return place


def load(
    folder: Path, text: str = "", environment: Mapping[str, str] | None = None, **given: Any
) -> Settings:
    """The settings in a folder whose `listcheck.toml` says `text`."""
    if text:
        (folder / "listcheck.toml").write_text(text)
    dotted = {name.replace("__", "."): value for name, value in given.items()}
    return settings(environment or {}, folder=folder, given=dotted)


def toml(name: str, value: str) -> str:
    table, _, key = name.rpartition(".")
    head = f"[{table}]\n" if table else ""
    return f'{head}{key.replace("_", "-")} = "{value}"\n'


def test_every_setting_has_a_value_here() -> None:
    """These tests know every setting."""
    assert sorted(VALUES) == sorted(names())


def test_defaults(tmp_path: Path) -> None:
    """Without a file, the settings are their own defaults."""
    assert load(tmp_path) == Settings()


@pytest.mark.parametrize("name", names())
def test_environment(tmp_path: Path, name: str) -> None:
    """Every setting has a variable."""
    text, value = VALUES[name]
    variable = "LISTCHECK_" + name.replace(".", "_").upper()
    found = load(tmp_path, environment={variable: text})
    assert shown(found, name) == value
    assert shown(Settings(), name) != value


@pytest.mark.parametrize("name", names())
def test_file(tmp_path: Path, name: str) -> None:
    """Every setting has a key, with dashes, and with underscores too."""
    text, value = VALUES[name]
    assert shown(load(tmp_path, toml(name, text)), name) == value
    table, _, key = name.rpartition(".")
    head = f"[{table}]\n" if table else ""
    assert shown(load(tmp_path, f'{head}{key} = "{text}"\n'), name) == value


def test_precedence(tmp_path: Path) -> None:
    """The command line wins over the environment, the environment over the file."""
    text = 'max-age = "1h"\n[network]\ntimeout = "1s"\n'
    environment = {"LISTCHECK_MAX_AGE": "2h", "LISTCHECK_NETWORK_TIMEOUT": "2s"}
    assert load(tmp_path, text).max_age == 3600
    assert load(tmp_path, text, environment).max_age == 7200
    assert load(tmp_path, text, environment, max_age=10_800.0).max_age == 10_800
    assert load(tmp_path, text, environment, network__timeout=3.0).network.timeout == 3


def test_empty_variable(tmp_path: Path) -> None:
    """An empty variable says nothing."""
    assert load(tmp_path, environment={"LISTCHECK_MAX_AGE": ""}) == Settings()


def test_pyproject(tmp_path: Path) -> None:
    """The table of `pyproject.toml` counts where there is no `listcheck.toml`."""
    (tmp_path / "pyproject.toml").write_text('[tool.listcheck]\nmax-age = "1h"\n')
    assert load(tmp_path).max_age == 3600
    assert settings({}, file=tmp_path / "pyproject.toml").max_age == 3600
    assert load(tmp_path, 'max-age = "2h"').max_age == 7200


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "[tool.other]\nx = 1\n"])
def test_pyproject_of_others(tmp_path: Path, text: str) -> None:
    """A `pyproject.toml` that does not speak of us says nothing."""
    (tmp_path / "pyproject.toml").write_text(text)
    assert load(tmp_path) == Settings()


def test_isolated(tmp_path: Path) -> None:
    """In isolation no file is looked for; one that is named is read all the same."""
    file = tmp_path / "listcheck.toml"
    file.write_text('max-age = "1h"')
    assert settings({}, folder=tmp_path, isolated=True) == Settings()
    assert settings({}, file=file, isolated=True).max_age == 3600


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('max-agee = "1h"', "unknown key max-agee", "did you mean max-age?"),
        ("[network]\ntimeoutt = 3", "unknown key network.timeoutt", "did you mean timeout?"),
        ("[zzz]\na = 1", "unknown key zzz", "known are:"),
        ('max-age = "soon"', "max-age = \"soon\": 'soon' is not a duration", ""),
        ("max-age = true", "max-age = true: True is not a duration", ""),
        ("max-age = -1", "max-age = -1: -1 is not a duration", ""),
        ("[network]\ntimeout = 0", "network.timeout = 0: it must be longer than nothing", ""),
        ("[network]\ntimeout = nan", "network.timeout = NaN: nan is not a duration", ""),
        ("[network]\nmax-connections = 0", "network.max-connections = 0: it must be 1 or more", ""),
        ("[network]\nmax_connections = 2000", "= 2000: it must be 1024 or less", ""),
        ('[network]\nmax-connections = "many"', '= "many": a whole number is needed', ""),
        ("[network]\nmax-connections = 1.5", "= 1.5: a whole number is needed", ""),
        ("[network]\nmax-connections = true", "= true: a number is needed", ""),
        ('[network]\nallow-addresses = ["10.0.0.0/8", "x"]', "'x' is not a range of addresses", ""),
        ('[network]\nconnect-to = "a:1:b"', "'a:1:b' is not HOST:PORT:TOHOST:TOPORT", ""),
        ('[network]\ncontact = "me"', "must be the address of a page", ""),
        ('[network]\ncontact = "https://a.example/) x"', "network.contact = ", ""),
        ('[network]\ncontact = "a@b.example\\nX: y"', "network.contact = ", ""),
        ('[network]\nproxy = "socks5://me:pw@p"', "network.proxy: a proxy is", ""),
        ('[network]\nuser-agent = "a\\nb"', "it holds characters that cannot be in it", ""),
        ("incomplete-share = 2", "incomplete-share = 2: it must be 1 or less", ""),
        ('incomplete-share = "half"', "a number is needed", ""),
        ("[tolerances]\nstars = inf", "tolerances.stars = Infinity: a whole number is", ""),
        ('fail-on = "errors"', "must be one of 'error', 'warning', 'info', 'new' or 'never'", ""),
        ("network = 3", "network = 3: a table is needed", ""),
        ("store = 3", "store = 3: the path of a file is needed", ""),
        ('[github]\napi-url = "api.github.com"', "'api.github.com' is not an http address", ""),
        ('[github]\napi-url = "https://"', "'https://' is not an http address", ""),
        ('[github]\napi-url = "https://me@a.example"', "it must hold no user", ""),
        ('select = ["dead-lnk"]', "there is no rule dead-lnk", "did you mean dead-link?"),
        ("ignore = 3", "ignore = 3: a list of texts is needed", ""),
        ("ignore = [3]", "ignore = 3: text is needed", ""),
        ("[[allow]]\nrule = 'dead-link'", "listcheck.toml: allow.because: it is needed", ""),
        ("[[allow]]\nrule = 'dead-link'\nbecause = ' '", "a waiver needs its reason", ""),
        ("[[allow]]\nbecause = 'x'", "listcheck.toml: allow.rule: it is needed", ""),
        ("[[allow]]\nrule = []\nbecause = 'x'", "allow.rule = []: it must not be empty", ""),
        ("[[allow]]\nrules = 'dead-link'\nbecause = 'x'", "unknown key allow.rules",
         "did you mean rule?"),
        ("[[allow]]\nrule = 'dead-lnk'\nbecause = 'x'", "there is no rule dead-lnk",
         "did you mean dead-link?"),
        ("[[allow]]\nrule = 'unused-waiver'\nbecause = 'x'", "there is no rule unused-waiver", ""),
        ("[[allow]]\nrule = 'dead-link'\nbecause = 'x'\nuntil = 20270131", "a day is needed", ""),
        ("[[allow]]\nrule = 'dead-link'\nbecause = 'x'\nuntil = '2027-02-30'", "a day is needed",
         ""),
        ("[[allow]]\nrule = 'dead-link'\nbecause = 'x'\nuntil = 2027-01-31T00:00:00",
         "a day is needed", ""),
        ("allow = 'dead-link'", "tables are needed", ""),
        ("[allow]\nrule = 'dead-link'", "tables are needed", ""),
        ("alow = []", "unknown key alow", "did you mean allow?"),
        ("a = ", "is not valid TOML", ""),
        ("a = " + "[" * 1500, "is not valid TOML", ""),
        ("a = '" + "x" * 3000 + "'", "has a line that is too long", ""),
        ("#\n" * 40_000, "is too large", ""),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, text: str, said: str, hint: str) -> None:
    """A mistake in the file is told in one sentence, with the nearest name where there is one."""
    (tmp_path / "listcheck.toml").write_text(text)
    with pytest.raises(UserError) as caught:
        settings({}, folder=tmp_path, rules=("dead-link", "moved-link"))
    assert said in caught.value.message
    assert caught.value.hint.startswith(hint)
    for secret in ("pydantic", "Input should", "me:pw"):
        assert secret not in caught.value.message


def test_allow(tmp_path: Path) -> None:
    """Waivers of the settings: one rule or several, a day as TOML or as text writes it."""
    text = """
        [[allow]]
        rule = "dead-link"
        because = "it moves"
        url = "https://example.org/*"

        [[allow]]
        rule = ["dead-link", "moved-link"]
        because = "x"
        until = 2027-01-31
        path = "docs/**"

        [[allow]]
        rule = "dead-link, moved-link"
        because = "x"
        until = "2027-01-31"
    """
    both = ("dead-link", "moved-link")
    assert load(tmp_path, dedent(text)).allow == (
        Allowance(("dead-link",), "it moves", url="https://example.org/*"),
        Allowance(both, "x", "2027-01-31", "docs/**"),
        Allowance(both, "x", "2027-01-31"),
    )


def test_waivers_are_not_waived(tmp_path: Path) -> None:
    """The rules on waivers are no business of a waiver."""
    text = "[[allow]]\nrule = 'unused-waiver'\nbecause = 'x'\n"
    with pytest.raises(UserError, match="unused-waiver cannot be waived"):
        load(tmp_path, text)


def test_where_the_mistake_is(tmp_path: Path) -> None:
    """An unknown key is named with its file."""
    (tmp_path / "pyproject.toml").write_text("[tool.listcheck]\nx = 1\n")
    with pytest.raises(UserError, match=r"pyproject\.toml: unknown key x"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LISTCHECK_MAX_AGE", "soon", "LISTCHECK_MAX_AGE = \"soon\": 'soon' is not a duration"),
        ("LISTCHECK_NETWORK_MAX_CONNECTIONS", "0", 'CONNECTIONS = "0": it must be 1 or more'),
        ("LISTCHECK_NETWORK_CONNECT_TO", "a:1:b:2,c", "'c' is not HOST:PORT"),
        ("GITHUB_API_URL", "nowhere", "GITHUB_API_URL = \"nowhere\": 'nowhere' is not an http"),
    ],
)
def test_mistakes_in_the_environment(tmp_path: Path, variable: str, value: str, said: str) -> None:
    """A bad value is told with its variable, even where a file sets the same."""
    with pytest.raises(UserError) as caught:
        load(tmp_path, 'max-age = "1h"\n[network]\nmax-connections = 3', {variable: value})
    assert caught.value.message.startswith(variable)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("variable", "hint"),
    [
        ("LISTCHECK_MAX_AG", "did you mean LISTCHECK_MAX_AGE?"),
        ("LISTCHECK_TIMEOUT", "did you mean LISTCHECK_NETWORK_TIMEOUT?"),
        ("LISTCHECK_ARXIV_URL", "did you mean LISTCHECK_ARXIV_API_URL?"),
        ("LISTCHECK_ZZZZZZZ", ""),
    ],
)
def test_misspelt_variable(tmp_path: Path, variable: str, hint: str) -> None:
    """A variable that begins like ours and is none of them is a mistake."""
    with pytest.raises(UserError) as caught:
        load(tmp_path, environment={variable: "1"})
    assert caught.value.message == f"{variable}: there is no such setting"
    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\nlistcheck = 3", "[[tool]]\na = 1"])
def test_no_table(tmp_path: Path, text: str) -> None:
    """A table that is none is a mistake of the user's, not of ours."""
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UserError, match="a table is needed"):
        load(tmp_path)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00"])
def test_no_text(tmp_path: Path, data: bytes) -> None:
    """A file that is no text is said to be none."""
    (tmp_path / "listcheck.toml").write_bytes(data)
    with pytest.raises(UserError, match="is not valid TOML"):
        load(tmp_path)


def test_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark is no mistake."""
    (tmp_path / "listcheck.toml").write_bytes(b'\xef\xbb\xbfmax-age = "1h"')
    assert load(tmp_path).max_age == 3600


@pytest.mark.parametrize("how", ["file", "folder"])
def test_what_never_ends(tmp_path: Path, how: str) -> None:
    """A pipe that nobody writes to, and a device, are refused and not waited for."""
    os.mkfifo(tmp_path / "listcheck.toml")
    if how == "folder":
        assert load(tmp_path) == Settings()  # it was not named, and is no file
        return
    for path in (tmp_path / "listcheck.toml", Path("/dev/zero"), tmp_path):
        with pytest.raises(UserError, match="and no file"):
            settings({}, file=path)


def test_nothing_as_a_file(tmp_path: Path) -> None:
    """`--config /dev/null` is how a shell says: nothing."""
    assert settings({}, file=Path("/dev/null"), folder=tmp_path) == Settings()


def test_pydantic_waits_until_something_is_set(tmp_path: Path) -> None:
    """Where nothing is set, nothing is loaded to check it."""
    script = (
        "import sys; from pathlib import Path; from listcheck.config import settings\n"
        f"settings({{'GITHUB_TOKEN': 't'}}, folder=Path({str(tmp_path)!r}))\n"
        "print('pydantic' in sys.modules)\n"
        "settings({'LISTCHECK_MAX_AGE': '1h'}, isolated=True)\n"
        "print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True"]


def test_defaults_of_the_tables() -> None:
    """What the schema promises as default is what a run without settings has."""
    for name in names():
        table, _, key = name.rpartition(".")
        value = TABLES[table].model_fields[key].default
        value = host_of(value) if name == "github.server_url" else value
        assert shown(Settings(), name) == value, name


def test_no_file(tmp_path: Path) -> None:
    """A file that was named and is not there is a mistake."""
    with pytest.raises(UserError, match="cannot be read"):
        settings({}, file=tmp_path / "none.toml")


TOKEN = "ghp_very-secret"


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GH_TOKEN"])
def test_token(tmp_path: Path, name: str) -> None:
    """The token comes from the environment, without the line end of a shell's."""
    assert load(tmp_path, environment={name: f"{TOKEN}\n"}).services.token == TOKEN
    both = load(tmp_path, environment={"GH_TOKEN": "other", "GITHUB_TOKEN": TOKEN})
    assert both.services.token == TOKEN
    assert load(tmp_path, environment={name: " "}).services.token is None


def test_token_of_hugging_face(tmp_path: Path) -> None:
    """It has names of its own, the newer one first, and is another secret than GitHub's."""
    environment = {"HUGGING_FACE_HUB_TOKEN": "hf_old"}
    found = load(tmp_path, environment=environment)
    assert (found.huggingface.token, found.services.token) == ("hf_old", None)
    assert load(tmp_path, environment={**environment, "HF_TOKEN": "hf_new"}).huggingface.token == (
        "hf_new"
    )
    assert "hf_old" not in repr(found)
    with pytest.raises(UserError, match="HF_TOKEN holds"):
        load(tmp_path, environment={"HF_TOKEN": "a\nb"})


@pytest.mark.parametrize("token", [f"{TOKEN}\r\nX: y", f"{TOKEN} x", f"{TOKEN}ü", f"{TOKEN}\0"])
def test_odd_token(tmp_path: Path, token: str) -> None:
    """A token that would not fit into a header is refused, and not shown."""
    with pytest.raises(UserError, match="GITHUB_TOKEN holds") as caught:
        load(tmp_path, environment={"GITHUB_TOKEN": token})
    assert TOKEN not in str(caught.value)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    """Neither the token nor a proxy's password is in what the settings look like."""
    environment = {"GITHUB_TOKEN": TOKEN, "LISTCHECK_NETWORK_PROXY": "http://me:secret@p.example"}
    found = load(tmp_path, environment=environment)
    assert found.network.proxy == "http://me:secret@p.example"
    assert "secret" not in repr(found)
    with pytest.raises(UserError) as caught:
        load(tmp_path, environment={**environment, "LISTCHECK_MAX_AGE": "x"})
    assert "secret" not in caught.value.message + caught.value.hint


def test_actions(tmp_path: Path) -> None:
    """The variables of GitHub Actions lead to a server of one's own; ours win over them."""
    environment = {
        "GITHUB_API_URL": "https://ghe.example/api/v3",
        "GITHUB_GRAPHQL_URL": "https://ghe.example/api/graphql",
        "GITHUB_SERVER_URL": "https://ghe.example:8443",
    }
    services = load(tmp_path, environment=environment).services
    assert services.github_api == "https://ghe.example/api/v3"
    assert services.github_graphql == "https://ghe.example/api/graphql"
    assert services.forge == "ghe.example"
    more = {**environment, "LISTCHECK_GITHUB_API_URL": "https://other.example/"}
    assert load(tmp_path, environment=more).services.github_api == "https://other.example/"


@pytest.mark.parametrize(
    ("root", "endpoint"),
    [
        ("https://api.github.com", "https://api.github.com/graphql"),
        ("https://ghe.example/api/v3", "https://ghe.example/api/graphql"),
        ("https://ghe.example/api/v3/", "https://ghe.example/api/graphql"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/graphql"),
    ],
)
def test_graphql_follows(tmp_path: Path, root: str, endpoint: str) -> None:
    """The GraphQL endpoint follows the root of the REST API."""
    found = load(tmp_path, environment={"GITHUB_API_URL": root})
    assert found.services.github_graphql == endpoint


def test_proxy(tmp_path: Path) -> None:
    """The environment's proxy is used where that is asked for, and not otherwise."""
    environment = {"https_proxy": "http://p.example:1"}
    assert load(tmp_path, environment=environment).network.proxy is None
    text = '[network]\nproxy = "env"\n'
    assert load(tmp_path, text, environment).network.proxy == "http://p.example:1"
    assert load(tmp_path, text).network.proxy is None
    assert load(tmp_path, text, {"ALL_PROXY": "http://a.example"}).network.proxy


def test_a_file_cannot_send_the_token_elsewhere(tmp_path: Path) -> None:
    """The token is for the API that the environment names, not for one that a list names."""
    text = '[github]\napi-url = "https://evil.example"\n'
    token = {"GITHUB_TOKEN": "t"}
    named = token | {"GITHUB_API_URL": "https://ghes.example/api/v3"}
    assert load(tmp_path, "", token).services.token == "t"
    assert load(tmp_path, "", named).services.token == "t"
    assert load(tmp_path, text, token).services.token is None
    assert load(tmp_path, text, named).services.token == "t"
    graphql = '[github]\ngraphql-url = "https://evil.example"\n'
    assert load(tmp_path, graphql, named).services.token is None
