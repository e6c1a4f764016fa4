"""Pages that answer and are not there, over real connections."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from world import Fault, Plan, World, plan_for, plant, run_listcheck

LOST = (
    "<title>Page not found</title><h1>404</h1><p>The page you were looking for does not exist.</p>"
)
# Address: what it gets by default, and where every page is read.
EXPECTED = {
    "https://fine.example.org/p": ("alive", "alive"),
    "https://soft.example.org/a/one": ("alive", "suspect"),
    "https://soft.example.org/a/two": ("alive", "suspect"),
    "https://sent.example.org/a": ("suspect", "suspect"),
    "https://parked.example.org/code": ("alive", "suspect"),
    "https://honest.example.org/about/not-found": ("alive", "alive"),
}
TEXT = "# A list\n\n## Pages\n\n" + "".join(f"- [page](<{url}>)\n" for url in EXPECTED)


def _plan() -> Plan:
    plan = plan_for(TEXT.encode())
    plant(plan, "https://soft.example.org/*", Fault("soft-404", text=LOST))
    plant(plan, "https://parked.example.org/*", Fault("parked"))
    plan.pages["parked.example.org/code"] = plan.pages["parked.example.org/*"]
    for name in ("one", "two"):
        plan.pages[f"soft.example.org/a/{name}"] = plan.pages["soft.example.org/*"]
    end = "https://sent.example.org/404.html"
    plant(plan, "https://sent.example.org/a", Fault("redirect", status=302, target=end))
    plant(plan, end, Fault("soft-404", text=LOST))
    plant(plan, "https://honest.example.org/about/not-found", Fault("soft-404", text=LOST))
    return plan


def _states(result: Mapping[str, Any]) -> dict[str, str]:
    return {link["url"]: link["state"] for link in result["links"]}


@pytest.mark.parametrize("number", [0, 1], ids=["redirects", "all"])
def test_by_what_is_read(running_namespace: World, tmp_path: Path, number: int) -> None:
    """By default only what was redirected is read; all pages are, on request. Nobody is hurt."""
    (tmp_path / "README.md").write_text(TEXT)
    mode = ("redirects", "all")[number]
    (tmp_path / "listcheck.toml").write_text(f'[pages]\nsoft-404 = "{mode}"\n')
    running_namespace.reset(_plan())
    done = run_listcheck(["verify", "--format", "json"], cwd=tmp_path, world=running_namespace)

    expected = {url: states[number] for url, states in EXPECTED.items()}
    assert _states(done.json) == expected
    suspect = [url for url, state in expected.items() if state == "suspect"]
    told = [one for one in done.json["findings"] if one["rule"] == "suspect-link"]
    assert [one["url"] for one in told] == suspect
    assert all(one["evidence"] for one in told)
    assert running_namespace.violations == []
    # HEAD each, a GET for what is read, one made-up address for the folder of two soft ones.
    beside = [one for one in running_namespace.requests if one.host == "soft.example.org"]
    assert len(beside) == (5 if mode == "all" else 2)


def test_places_in_pages(running_namespace: World, tmp_path: Path) -> None:
    """Where it is wished, a place that a page does not have is told."""
    url = "https://fine.example.org/p"
    text = f"# A list\n\n- [there]({url}#intro), [not there]({url}#gone)\n"
    (tmp_path / "README.md").write_text(text)
    page = "<title>A page</title><h1 id='intro'>Intro</h1><p>Some words to be read.</p>"
    plan = plan_for(text.encode())
    plant(plan, url, Fault("status", status=200, text=page))
    for wanted in (False, True):
        (tmp_path / "listcheck.toml").write_text(f"[pages]\nfragments = {str(wanted).lower()}\n")
        running_namespace.reset(plan)
        arguments = ["verify", "--refresh", "--format", "json"]
        done = run_listcheck(arguments, cwd=tmp_path, world=running_namespace)
        told = [one["url"] for one in done.json["findings"]]
        assert told == ([f"{url}#gone"] if wanted else [])
        assert len(running_namespace.requests) == (2 if wanted else 1)
