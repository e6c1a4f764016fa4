"""The runs behind the table: the installed command in a world, and what it and the world say."""

import math
import re
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from world import INSTANT, Plan, Record, World, make_repository, plan_for, plant, run_listcheck

from listcheck.exchange import Exchange
from listcheck.model import Observation
from listcheck.store import Store, travel
from listcheck.urls import identify
from liveness.code_and_papers import TOKENS
from liveness.situations import CONFIRMED, FORGOTTEN, Situation, address
from liveness.tables import ROWS

_DAY = 86_400.0
_WEEKS = 6
# Few at once: three hundred handshakes in the same second would make a busy machine fail, and not
# the hosts of the table.
_ARGUMENTS = ["verify", "--format", "json", "--max-connections", "16"]
_ENVIRONMENT = {"LISTCHECK_NETWORK_TIMEOUT": "4s"}
_EPOCH = time.time() - time.monotonic()  # from the clock of the records to that of the store
_AT_ONCE = 3  # runs: they wait more than they work


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen of one row. `told` are the rules that report it, with their severities."""

    state: str
    told: Mapping[str, str]
    says: str
    asked: str
    arrived: int
    lasting: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a run left: its result, the requests that arrived, what is remembered."""

    result: Mapping[str, Any]
    records: Sequence[Record]
    remembered: Sequence[Observation]


def everything() -> dict[str, Outcome]:
    """What is seen of every row of the table. It takes a machine that lets us have a network."""
    runs = sorted({row.run for row in ROWS.values()})
    with TemporaryDirectory() as name:
        folder = Path(name)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            seen = dict(zip(runs, threads.map(partial(_run, folder), runs), strict=True))
        lasting = _lasting(folder, [one for run in seen.values() for one in run.remembered])
    return {
        name: _outcome(name, row, seen[row.run], lasting[address(name, row)])
        for name, row in ROWS.items()
    }


def _run(base: Path, run: int) -> _Seen:
    """One list with all rows of a run, verified as a user would."""
    rows = {name: row for name, row in ROWS.items() if row.run == run}
    folder = base / str(run)
    folder.mkdir()
    text = _list(rows)
    (folder / "README.md").write_text(text)
    # The list of the first run names addresses by their numbers, which must not be left to chance.
    with World(_plan(text, rows), in_namespace=run == 0) as world:
        done = run_listcheck(
            _ARGUMENTS, cwd=folder, world=world,
            token=TOKENS.get(run, "a-token"), env=_ENVIRONMENT,
        )  # fmt: skip
        assert done.code in (0, 1, 3), done.stderr
        assert not world.violations, world.violations
        with Store(folder / ".listcheck/store.db") as store:
            remembered, _ = store.everything()
            return _Seen(done.json, world.requests, tuple(remembered))


def _list(rows: Mapping[str, Situation]) -> str:
    lines = [
        f"- [{row.label or f'link {number}'}](<{address(name, row)}>)"
        for number, (name, row) in enumerate(rows.items())
    ]
    return "\n".join(["# A list", "", "## Links", "", *lines, ""])


def _plan(text: str, rows: Mapping[str, Situation]) -> Plan:
    plan = plan_for(text.encode())
    plan.latency = INSTANT
    for name, row in rows.items():
        key = identify(address(name, row)).key
        if key.startswith("repo:"):
            slug = key.removeprefix("repo:")
            plan.repositories.setdefault(slug, make_repository(slug))
        for one in row.faults:
            where, fault = one if isinstance(one, tuple) else (address(name, row), one)
            plant(plan, where, fault)
    return plan


def _lasting(folder: Path, seen: Sequence[Observation]) -> dict[str, str]:
    """The state of each link when the same was seen each week for six weeks."""
    (folder / "README.md").write_text(_list(ROWS))
    lines = travel.written(
        _earlier(one, week * 7 * _DAY) for week in range(_WEEKS) for one in seen
    )  # fmt: skip
    (folder / "history.jsonl").write_text("\n".join(lines) + "\n")
    imported = run_listcheck(["history", "import", "history.jsonl"], cwd=folder)
    assert imported.code == 0, imported.stderr
    done = run_listcheck(["verify", "--offline", "--format", "json"], cwd=folder)
    return {link["url"]: _lasts(link) for link in done.json["links"]}


def _lasts(link: Mapping[str, Any]) -> str:
    if link["state"] == "dead" and link["confirmed"]:
        return CONFIRMED
    unknown = link["state"] == "skipped" and link["reason"] == "offline"
    return FORGOTTEN if unknown else str(link["state"])


def _earlier(seen: Observation, seconds: float) -> Observation:
    trail = tuple(
        one._replace(reply=one.reply._replace(at=one.reply.at - seconds)) for one in seen.trail
    )
    return seen._replace(at=seen.at - seconds, trail=trail)


def _outcome(name: str, row: Situation, run: _Seen, lasting: str) -> Outcome:
    url = address(name, row)
    key = identify(url).key
    link = next(link for link in run.result["links"] if link["url"] == url)
    seen = next((one for one in run.remembered if one.key == key), None)
    told = {
        finding["rule"]: finding["severity"]
        for finding in run.result["findings"]
        if finding["url"] == url or finding["location"] in link["locations"]
    }
    steps = _steps(url, seen.trail) if seen else ""
    # What is known to live may be asked again, as a witness that the network is there.
    end = max((one.reply.at for one in seen.trail), default=math.inf) if seen else math.inf
    own = [one for one in run.records if one.start + _EPOCH <= end]
    arrived = _arrived(row.mark or name, own)
    return Outcome(link["state"], told, link["reason"], steps, arrived, lasting)


# Asked of what is dead, for a copy to propose: no part of finding out whether it is.
_RESCUE = re.compile(r"(?:web\.)?archive\.org/|archive\.softwareheritage\.org/api/1/origin/")
_KINDS = (("/api/", "API"), ("/oembed", "oEmbed"), ("/resolve/", "file"))


def _steps(url: str, trail: Sequence[Exchange]) -> str:
    own = url.split("/")[2] if "://" in url else ""
    asked = (one.request for one in trail)
    return ", ".join(f"{one.method} {_place(one.url, own)}".strip() for one in asked)


def _place(url: str, own: str) -> str:
    host = url.split("/")[2]
    path = url.partition(host)[2]
    kind = next((kind for mark, kind in _KINDS if mark in path), "")
    return host if host.removeprefix("www.") != own.removeprefix("www.") else kind


def _arrived(mark: str, records: Sequence[Record]) -> int:
    word = re.compile(rf"(?<![a-z0-9-]){re.escape(mark.lower())}(?:v\d+)?(?![a-z0-9-])")
    texts = (f"{one.host}{unquote(one.target)} {one.body}".lower() for one in records)
    return sum(bool(word.search(text)) and not _RESCUE.match(text) for text in texts)
