"""Every fault that a link can have, in a world with real names: its state and its rule.

A stranger in this table is a false alarm: what is not planted must not be reported.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from world import Fault, Plan, World, plan_for, plant, run_listcheck

NEW = "https://new.example.org"
PAGES: dict[str, tuple[Fault | None, str, str]] = {
    # host: (fault, state, rule)
    "fine": (None, "alive", ""),
    "not-found": (Fault("status", status=404), "dead", "dead-link"),
    "gone": (Fault("status", status=410), "dead", "dead-link"),
    "legal": (Fault("status", status=451), "dead", "dead-link"),
    "no-such-name": (Fault("no-such-name"), "dead", "dead-link"),
    "loop": (Fault("loop"), "dead", "dead-link"),
    "not-found-twice": (Fault("status", status=404, times=2), "alive", ""),
    "head-not-found": (Fault("status", status=404, method="HEAD"), "alive", ""),
    "head-not-allowed": (Fault("status", status=405, method="HEAD"), "alive", ""),
    "head-stalls": (Fault("stall", method="HEAD"), "alive", ""),
    "endless": (Fault("endless"), "alive", ""),
    "bomb": (Fault("gzip-bomb"), "alive", ""),
    "busy-once": (Fault("status", status=429, retry_after="1", times=1), "alive", ""),
    "down-once": (Fault("status", status=503, times=2), "alive", ""),
    "to-another": (Fault("redirect", status=301, target=f"{NEW}/p"), "moved", "moved-link"),
    "to-another-308": (Fault("redirect", status=308, target=f"{NEW}/q"), "moved", "moved-link"),
    "for-now": (Fault("redirect", status=302, target=f"{NEW}/r"), "alive", ""),
    "to-https": (Fault("https-redirect"), "moved", "moved-link"),
    "cookie-loop": (Fault("cookie-loop"), "unverified", "unverified-link"),
    "challenge": (Fault("challenge"), "unverified", "unverified-link"),
    "waf": (Fault("waf-challenge"), "unverified", "unverified-link"),
    "captcha": (Fault("waf-captcha"), "unverified", "unverified-link"),
    "login": (Fault("status", status=401), "unverified", "unverified-link"),
    "forbidden": (Fault("status", status=403), "unverified", "unverified-link"),
    "not-acceptable": (Fault("status", status=406), "unverified", "unverified-link"),
    "teapot": (Fault("status", status=418), "unverified", "unverified-link"),
    "linkedin-like": (Fault("status", status=999), "unverified", "unverified-link"),
    "busy": (Fault("status", status=429, retry_after="3600"), "unverified", "unverified-link"),
    "broken": (Fault("status", status=500), "unverified", "unverified-link"),
    "down": (Fault("status", status=503), "unverified", "unverified-link"),
    "stall": (Fault("stall"), "unverified", "unverified-link"),
    "drip": (Fault("drip"), "unverified", "unverified-link"),
    "reset": (Fault("reset"), "unverified", "unverified-link"),
    "closed": (Fault("close"), "unverified", "unverified-link"),
    "garbage": (Fault("garbage"), "unverified", "unverified-link"),
    "expired": (Fault("expired-certificate"), "unverified", "unverified-link"),
    "wrong-host": (Fault("wrong-host-certificate"), "unverified", "unverified-link"),
    "self-signed": (Fault("self-signed-certificate"), "unverified", "unverified-link"),
    "handshake": (Fault("reset-handshake"), "unverified", "unverified-link"),
    "refused": (Fault("refused"), "unverified", "unverified-link"),
    "servfail": (Fault("server-failure"), "unverified", "unverified-link"),
    "to-private": (Fault("private-redirect"), "refused", "refused-link"),
    "to-file": (Fault("file-redirect"), "refused", "refused-link"),
    "private-name": (Fault("private-address", text="10.1.2.3"), "refused", "refused-link"),
}  # fmt: skip

REPOSITORIES: dict[str, tuple[Fault | None, str, str]] = {
    "own/fine": (None, "alive", ""),
    "own/deleted": (Fault("deleted"), "dead", "repo-missing"),
    "own/renamed": (Fault("renamed", target="own/new-name"), "moved", "repo-renamed"),
    "own/moved": (Fault("renamed", target="other/moved"), "moved", "repo-renamed"),
    "own/archived": (Fault("archived"), "alive", "repo-archived"),
    "own/dmca": (Fault("dmca"), "dead", "repo-blocked"),
    "own/blocked": (Fault("blocked"), "dead", "repo-blocked"),
    "own/left-out": (Fault("silent-null"), "unverified", "unverified-link"),
    "own/fine/tree/main/src": (None, "alive", ""),
    "own/fine/tree/feature/x/docs": (None, "alive", ""),
    "own/hollow/tree/main/src/gone": (
        Fault("gone-path", target="src/gone"), "dead", "repo-path-missing",
    ),
    "own/nested/tree/main/src/sub": (Fault("submodule", target="src/sub"), "alive", ""),
    "own/nests/tree/main/src/sub/inner/a.py": (
        Fault("submodule", target="src/sub"), "unverified", "unverified-link",
    ),
    "own/trunk/blob/main/a.py": (
        Fault("branch-renamed", target="trunk"), "dead", "repo-path-missing",
    ),
}  # fmt: skip

PAPERS: dict[str, tuple[Fault | None, str, str]] = {
    "2501.00001": (None, "alive", ""),
    "2501.00002": (Fault("missing"), "dead", "paper-missing"),
    "2501.00003": (Fault("withdrawn"), "alive", "paper-withdrawn"),
    "2501.00004": (
        Fault("wrong-title", text="A Spectroscopic Survey of Dwarf Galaxies"),
        "alive",
        "title-mismatch",
    ),
}
TITLES = {
    "2501.00001": "Learned Routing in Sparse Mixtures of Experts",
    "2501.00002": "Policy Gradients for Tabular Regression Problems",
    "2501.00003": "Quantised Attention Kernels on Small Devices",
    "2501.00004": "Curriculum Schedules for Robust Speech Recognition",
}

URLS = {
    **{
        f"{'http' if name == 'to-https' else 'https'}://{name}.example.org/page": row
        for name, row in PAGES.items()
    },
    **{f"https://github.com/{name}": row for name, row in REPOSITORIES.items()},
    **{f"https://arxiv.org/abs/{name}": row for name, row in PAPERS.items()},
}


def _list() -> str:
    lines = ["# A list", "", "## Pages and code", ""]
    lines += [f"- [thing {n}]({url})" for n, url in enumerate(URLS) if "arxiv.org" not in url]
    lines += ["", "## Papers", ""]
    lines += [f"- [{title}](https://arxiv.org/abs/{name}) (2025)" for name, title in TITLES.items()]
    return "\n".join(lines) + "\n"


def _plan(text: str) -> Plan:
    plan = plan_for(text.encode())
    for url, (fault, _, _) in URLS.items():
        if fault:
            name = url.removeprefix("https://github.com/").removeprefix("https://arxiv.org/abs/")
            plant(plan, "/".join(name.split("/")[:2]) if name != url else name, fault)
    return plan


@pytest.fixture(scope="module")
def outcome(
    running_namespace: World, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Any]:
    """One run over all faults, as a user starts it: no setting, real names and ports."""
    folder = tmp_path_factory.mktemp("faults")
    text = _list()
    (folder / "README.md").write_text(text)
    running_namespace.reset(_plan(text))
    done = run_listcheck(
        ["verify", "--format", "json"],
        cwd=folder,
        world=running_namespace,
        token="a-token",
        env={"LISTCHECK_NETWORK_TIMEOUT": "4s"},
    )
    assert done.code == 1, done.stderr
    return {
        "result": done.json,
        "violations": running_namespace.violations,
        "requests": running_namespace.requests,
    }


@pytest.mark.parametrize(("url", "row"), URLS.items(), ids=lambda value: str(value)[:60])
def test_each_gets_its_state_and_rule(
    outcome: Mapping[str, Any], url: str, row: tuple[Fault | None, str, str]
) -> None:
    """Each fault gets the state and the rule of the contract, and nothing else."""
    _, state, rule = row
    link = next(link for link in outcome["result"]["links"] if link["url"] == url)
    rules = {
        finding["rule"]
        for finding in outcome["result"]["findings"]
        if finding["url"] == url or finding["location"] in link["locations"]
        or (finding["claimed"] or "") == TITLES.get(url.rpartition("/")[2])
    }  # fmt: skip

    assert (link["state"], rules) == (state, {rule} - {""}), link


def test_nothing_else_is_flagged(outcome: Mapping[str, Any]) -> None:
    """There are as many findings as faults that deserve one."""
    deserved = sum(bool(rule) for _, _, rule in URLS.values())

    assert len(outcome["result"]["findings"]) == deserved


def test_it_is_polite(outcome: Mapping[str, Any]) -> None:
    """Not one rule of any host is broken."""
    assert outcome["violations"] == []


def test_every_red_line_has_its_proof(outcome: Mapping[str, Any]) -> None:
    """An error about the world carries the exchanges that prove it."""
    errors = [one for one in outcome["result"]["findings"] if one["severity"] == "error"]

    assert errors
    assert all(one["evidence"] for one in errors)


def test_a_second_run_asks_nothing(
    running_world: World, world: Callable[[Plan], World], tmp_path: Path
) -> None:
    """What was learnt is kept: the second run sends no request and says the same."""
    text = (
        "# A list\n\n- [fine](https://fine.example.org/p)\n- [gone](https://gone.example.org/p)\n"
    )
    (tmp_path / "README.md").write_text(text)
    plan = plan_for(text.encode())
    plant(plan, "https://gone.example.org/p", Fault("status", status=404))
    here = world(plan)
    first = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here).json
    asked = len(here.requests)
    second = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=here).json

    assert len(here.requests) == asked
    assert second["coverage"]["requests"] == 0
    assert [one["rule"] for one in second["findings"]] == [one["rule"] for one in first["findings"]]
    assert [one["new"] for one in first["findings"]] == [True]
    assert [one["new"] for one in second["findings"]] == [False]
