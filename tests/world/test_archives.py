"""What the archives of the world answer."""

from collections.abc import Callable

from world import INSTANT, Fault, Plan, World, plant
from world.archives import HERITAGE, NOW, WAYBACK
from world.asking import ask
from world.plan import Capture, page_key

Make = Callable[[Plan], World]
PAGE = "https://a.example.org/p?x=1"
SITE = f"https://{WAYBACK}"
INDEX = f"{SITE}/cdx/search/cdx?url=https%3A%2F%2Fa.example.org%2Fp%3Fx%3D1&filter=statuscode:200"
REPOSITORY = "https://github.com/O/N"
VISIT = f"https://{HERITAGE}/api/1/origin/{REPOSITORY}/visit/latest/?require_snapshot=true"


def test_copies(world: Make) -> None:
    """The newest is led to, whatever it was; the index knows the newest that was there."""
    copies = [Capture("20240102030405"), Capture("20250102030405", 404)]
    here = world(Plan(latency=INSTANT, captures={page_key(PAGE): copies}))
    newest = ask(here, f"{SITE}/web/{PAGE}")
    assert newest.status_code == 302
    assert newest.headers["location"] == f"{SITE}/web/20250102030405/{PAGE}"
    assert ask(here, newest.headers["location"]).status_code == 404
    assert ask(here, f"{SITE}/web/20240102030405/{PAGE}").status_code == 200
    assert ask(here, f"{SITE}/web/20200102030405/{PAGE}").status_code == 404
    line = ask(here, f"{INDEX}&fl=timestamp,original&limit=-1").text
    assert line == f"20240102030405 {PAGE}\n"
    assert ask(here, INDEX).status_code == 400


def test_nothing_is_kept_unasked(world: Make) -> None:
    """What has no copy gets one when it is asked for."""
    here = world(Plan(latency=INSTANT))
    assert ask(here, f"{SITE}/web/{PAGE}").status_code == 404
    kept = ask(here, f"{SITE}/save/{PAGE}")
    assert kept.headers["location"] == f"{SITE}/web/{NOW}/{PAGE}"
    assert ask(here, f"{SITE}/web/{PAGE}").headers["location"] == kept.headers["location"]


def test_faults(world: Make) -> None:
    """An archive can fail as any host can, and its pages can be planned as any others."""
    plan = Plan(latency=INSTANT, captures={page_key(PAGE): [Capture("20240102030405")]})
    plan.pages[f"{WAYBACK}/*"] = [Fault("status", status=503)]
    assert ask(world(plan), f"{SITE}/web/{PAGE}").status_code == 503
    plan = plant(Plan(latency=INSTANT), f"{SITE}/about", Fault("status", status=410))
    assert ask(world(plan), f"{SITE}/about").status_code == 410


def test_sources(world: Make) -> None:
    """An origin is its address to the letter."""
    here = world(Plan(latency=INSTANT, origins={REPOSITORY: "2025-06-07T08:09:10+00:00"}))
    assert ask(here, VISIT).json()["snapshot"]
    assert ask(here, VISIT.lower()).status_code == 404
    browse = f"https://{HERITAGE}/browse/origin/directory/?origin_url="
    assert ask(here, browse + REPOSITORY).status_code == 200
    assert ask(here, f"{browse}{REPOSITORY}2").status_code == 404
