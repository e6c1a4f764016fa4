"""Pages that are alive kept by the Wayback Machine: what is asked, and what is told of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pytest
from builders import alive, gone, listing, seen

from listcheck.exchange import FailureKind, Reply, Request
from listcheck.model import Observation, Signal
from listcheck.probes.saving import MOST, MOST_SAVES, Saving
from listcheck.settings import Settings
from probes.driving import answer, drive, failure, redirect

NOW = 1_767_268_800.0  # 2026-01-01T12:00:00Z
DAY = 86_400.0
SETTINGS = Settings(archive=True)
PAGE = "https://a0.example.org/p"
SITE = "https://web.archive.org"


def saving(
    count: int = 1, *older: Observation, settings: Settings = SETTINGS
) -> tuple[Saving, dict[str, Observation]]:
    """So many living pages, and what is known of copies."""
    urls = [f"https://a{number}.example.org/p" for number in range(count)]
    store = {one.key: one for one in older}

    def recall(keys: Collection[str]) -> Mapping[str, Observation]:
        return {key: store[key] for key in keys if key in store}

    catalog = listing("".join(f"- [a]({url})\n" for url in urls))
    evidence = {f"page:{url}": alive(f"page:{url}") for url in urls}
    return Saving(catalog, settings, NOW, recall), evidence


def talk(
    one: Saving, evidence: Mapping[str, Observation], world: Callable[[Request], Reply]
) -> tuple[tuple[Observation, ...], list[str]]:
    """What came of it, and what was asked."""
    (lookup,) = one.lookups(evidence)
    found, requests = drive(lookup.start(), world)
    return found, [f"{one.method} {one.url}" for one in requests]


def archive(saved: Reply, newest: Reply = answer(404)) -> Callable[[Request], Reply]:  # noqa: B008
    """An archive that says so of what is to be saved, and so of what it has."""
    return lambda request: saved if "/save/" in request.url else newest


def copy(stamp: str) -> Reply:
    return redirect(302, f"{SITE}/web/{stamp}/{PAGE}")


def test_not_without_the_wish() -> None:
    """Neither without the setting, nor offline; and nothing is told then."""
    for settings in (Settings(), replace(SETTINGS, offline=True)):
        one, evidence = saving(settings=settings)
        assert one.lookups(evidence) == ()
        assert list(one.notes()) == []


def test_only_pages_that_live() -> None:
    """No repository, no paper, no picture, nothing dead or unsure, nothing secret."""
    text = (
        "[a](https://github.com/o/n) [b](https://arxiv.org/abs/2501.00001)"
        " ![c](https://c.example.org/c.png) [d](https://d.example.org/) [e](https://e.example.org/)"
        " [f](https://f.example.org/?token=x) [g](https://me:pw@g.example.org/)"
    )
    evidence = [
        alive("repo:o/n"), alive("paper:2501.00001"), alive("page:https://c.example.org/c.png"),
        gone("page:https://d.example.org/", Signal.NOT_FOUND),
        seen("page:https://e.example.org/", Signal.BLOCKED),
        alive("page:https://f.example.org/?token=x"), alive("page:https://g.example.org/"),
    ]  # fmt: skip
    one = Saving(listing(text), SETTINGS, NOW, lambda _: {})
    assert one.lookups({item.key: item for item in evidence}) == ()


def test_a_recent_copy_is_enough() -> None:
    one, evidence = saving()
    (found,), asked = talk(one, evidence, archive(answer(200), copy("20250301000000")))
    assert asked == [f"HEAD {SITE}/web/{PAGE}"]
    assert found.facts.updated == "2025-03-01"
    assert list(one.notes()) == ["archive: 1 page is alive: 1 with a copy of the last year"]


@pytest.mark.parametrize(
    ("reply", "told", "kept"),
    [
        (copy("20260101120000"), "1 kept by the Wayback Machine now", "2026-01-01"),
        (
            answer(200, content_location=f"/web/20260101120000/{PAGE}"),
            "1 kept by the Wayback Machine now", "2026-01-01",
        ),
        (answer(200), "1 that it was asked to keep", None),
        (failure(FailureKind.TIMEOUT), "1 that it was asked to keep", None),
        (answer(523), "1 that it could not keep", None),
        (answer(403), "1 that it could not keep", None),
    ],
)  # fmt: skip
def test_kept_or_not(reply: Reply, told: str, kept: str | None) -> None:
    """An old copy, or none, and it is asked to make one; what came of that is told."""
    one, evidence = saving()
    (found,), asked = talk(one, evidence, archive(reply, copy("20240301000000")))
    assert asked == [f"HEAD {SITE}/web/{PAGE}", f"GET {SITE}/save/{PAGE}"]
    assert found.facts.updated == kept
    assert list(one.notes()) == [f"archive: 1 page is alive: {told}"]


@pytest.mark.parametrize("reply", [answer(429), failure(FailureKind.CLOSED_LANE)])
def test_refused(reply: Reply) -> None:
    """It ends there, and the rest is for another run."""
    one, evidence = saving(3)
    assert talk(one, evidence, archive(reply)) == ((), [
        f"HEAD {SITE}/web/{PAGE}", f"GET {SITE}/save/{PAGE}",
    ])  # fmt: skip
    assert list(one.notes()) == ["archive: 3 pages are alive: 3 left for another run"]


def test_a_few_a_run() -> None:
    """So many are asked about, so many saved; once a run."""
    one, evidence = saving(MOST + 5)
    found, asked = talk(one, evidence, archive(answer(200)))
    assert len(found) == MOST_SAVES
    assert sum("/save/" in url for url in asked) == MOST_SAVES
    assert sum(url.startswith("HEAD") for url in asked) == MOST
    assert one.lookups(evidence) == ()


def test_memory() -> None:
    """What has a copy of the last year is not asked about; what could not be kept, a day later."""
    key = f"saved:{PAGE}"

    def asks(updated: str | None, age: float) -> bool:
        one, evidence = saving(1, alive(key, updated=updated)._replace(at=NOW - age))
        return bool(one.lookups(evidence))

    assert not asks("2025-03-01", 300 * DAY)
    assert asks("2024-03-01", 300 * DAY)
    assert not asks(None, 0.9 * DAY)
    assert asks(None, 1.1 * DAY)
