"""What is asked for the dead: a few a run, round after round, and only what is not known."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from builders import alive, document, gone, listing, seen

from listcheck.model import Catalog, Observation, Part, Signal
from listcheck.probes.rescue import MOST_SEARCHES, Rescue
from listcheck.settings import HuggingFace, Rescues, Services, Settings
from probes.driving import answer, drive
from probes.hub import facts

NOW = 2_000_000_000.0
DAY = 86_400.0
SETTINGS = Settings(services=Services(token="t"))
TITLE = "Curriculum Schedules for Robust Speech Recognition"


def rescue(
    catalog: Catalog, *older: Observation, settings: Settings = SETTINGS, **more: Any
) -> Rescue:
    store = {one.key: one for one in older}

    def recall(keys: Collection[str]) -> Mapping[str, Observation]:
        return {key: store[key] for key in keys if key in store}

    return Rescue(catalog, settings, NOW, recall, **more)


def due(one: Rescue, *evidence: Observation) -> list[str]:
    """The keys that are asked for."""
    return [
        key for lookup in one.lookups({item.key: item for item in evidence}) for key in lookup.keys
    ]


def told(one: Rescue, *evidence: Observation) -> list[str]:
    return list(one.notes({item.key: item for item in evidence}))


def pages(count: int) -> tuple[Catalog, list[Observation]]:
    urls = [f"https://a{number}.example.org/p" for number in range(count)]
    text = "".join(f"- [a]({url})\n" for url in urls)
    return listing(text), [gone(f"page:{url}", Signal.NOT_FOUND) for url in urls]


def test_nothing_is_dead() -> None:
    """What lives, is suspect or cannot be told is looked up nowhere."""
    catalog, (first, second, third) = pages(3)
    evidence = (
        alive(first.key), seen(second.key, Signal.SOFT_404), seen(third.key, Signal.TIMEOUT)
    )  # fmt: skip
    assert due(rescue(catalog), *evidence) == []


def test_a_page() -> None:
    """The Wayback Machine is asked for it, once a run, whatever came of it."""
    catalog, dead = pages(1)
    one = rescue(catalog)
    assert due(one, *dead) == ["wayback:https://a0.example.org/p"]
    assert due(one, *dead) == []
    assert due(rescue(catalog, settings=replace(SETTINGS, offline=True)), *dead) == []


def test_a_repository() -> None:
    """Its page, its source, and who may know where it is; then what they name."""
    text = (
        f"# L\n\n## P\n\n- [{TITLE}](https://arxiv.org/abs/2501.00001)"
        " [code](https://github.com/o/n)\n"
    )
    catalog, dead = listing(text), gone("repo:o/n")
    paper = alive("paper:2501.00001", title=TITLE)
    one = rescue(catalog)
    assert due(one, paper, dead) == [
        "wayback:https://github.com/o/n", "origin:https://github.com/o/n", "code:2501.00001",
        "namesake:o/n",
    ]  # fmt: skip
    named = alive("code:2501.00001", code="https://github.com/lab/n")
    assert due(one, paper, dead, named) == ["repo:lab/n"]
    assert due(one, paper, dead, named) == []
    assert due(rescue(catalog), paper, dead, named, alive("repo:lab/n"))[2:] == []
    none = replace(SETTINGS, huggingface=HuggingFace(requests=0))
    assert "code:2501.00001" not in due(rescue(catalog, settings=none), paper, dead)


def test_who_else_has_it() -> None:
    """Nobody, where the paper names a repository that lives, and where there is no token."""
    text = f"- [{TITLE}](https://arxiv.org/abs/2501.00001) [code](https://github.com/o/some-name)\n"
    catalog, dead = listing(f"# L\n\n## P\n\n{text}"), gone("repo:o/some-name")
    paper = alive("paper:2501.00001", title=TITLE, comment="Code: https://github.com/lab/new")
    assert "namesake:o/some-name" in due(rescue(catalog), paper, dead)
    assert "namesake:o/some-name" not in due(rescue(catalog), paper, dead, alive("repo:lab/new"))
    found = alive(
        "namesake:o/some-name", code="https://github.com/them/some-name",
        titles=("paper:2501.00001",),
    )  # fmt: skip
    plain = alive("paper:2501.00001", title=TITLE)
    assert "repo:them/some-name" in due(rescue(catalog), plain, dead, found)
    none = replace(SETTINGS, services=Services())
    assert "namesake:o/some-name" not in due(rescue(catalog, settings=none), plain, dead)


def test_what_several_lists_tell_is_one_question() -> None:
    """Each list's paper may prove it, whichever comes first."""
    catalog = Catalog(
        tuple(
            document(
                f"# L\n\n## P\n\n- [{TITLE} {number}](https://arxiv.org/abs/2501.0000{number})"
                " [code](https://github.com/o/some-name)\n",
                f"{number}.md",
            )
            for number in (1, 2)
        )
    )
    made = rescue(catalog).lookups({"repo:o/some-name": gone("repo:o/some-name")})
    (flow,) = [one.start() for one in made if one.keys == ("namesake:o/some-name",)]
    node = facts("them/some-name", parent=None)
    text = "2501.00001 and 2501.00002"
    readme = {"r0": {"nameWithOwner": "them/some-name", "f0": {"text": text}}}
    (found,), _ = drive(
        flow,
        [answer(200, {"data": {"s": {"nodes": [node]}, "o": None}}), answer(200, {"data": readme})],
    )
    assert set(found.facts.titles) == {"paper:2501.00001", "paper:2501.00002"}


def test_a_path() -> None:
    """Its folders are looked into, ten paths a run."""
    urls = [f"https://github.com/o/n/blob/main/src/{number}.py" for number in range(12)]
    catalog = listing("".join(f"- [a]({url})\n" for url in urls))
    parts = {f"path:main/src/{number}.py": Part(Signal.MISSING) for number in range(12)}
    home = alive("repo:o/n", parts, canonical="O/N", default_branch="main")
    found = [key for key in due(rescue(catalog), home) if key.startswith("beside:")]
    assert found == [f"beside:o/n/src/{number}.py" for number in range(10)]


def test_a_paper() -> None:
    """Nothing is archived of what never was; its title is searched for, three times a run."""
    lines = "".join(
        f"- [{TITLE} {number}](https://arxiv.org/abs/2501.0000{number})\n" for number in range(1, 6)
    )
    dead = [gone(f"paper:2501.0000{number}") for number in range(1, 6)]
    found = due(rescue(listing(f"# L\n\n## P\n\n{lines}")), *dead)
    assert len(found) == MOST_SEARCHES
    assert {key.partition(":")[0] for key in found} == {"titled"}


def test_the_allowance() -> None:
    """The rest has its turn in another run, and is told; with an allowance of nothing, nothing."""
    catalog, dead = pages(5)
    one = rescue(catalog, settings=replace(SETTINGS, rescue=Rescues(links=2)))
    first, second = due(one, *dead)
    assert due(one, *dead) == []
    assert told(one, *dead, alive(first), alive(second)) == [
        "3 dead links were not looked up in archives yet: the next runs go on"
    ]
    assert told(one, dead[0], alive(first)) == []
    none = rescue(catalog, settings=replace(SETTINGS, rescue=Rescues(links=0)))
    assert (due(none, *dead), told(none, *dead)) == ([], [])


def test_the_next_run_goes_on() -> None:
    """Those that had their turn are known, and the others come first."""
    catalog, dead = pages(3)
    known = [
        alive(f"wayback:https://a{number}.example.org/p")._replace(at=NOW - DAY)
        for number in range(2)
    ]
    one = rescue(catalog, *known, settings=replace(SETTINGS, rescue=Rescues(links=2)))
    assert due(one, *dead) == ["wayback:https://a2.example.org/p"]
    again = replace(SETTINGS, rescue=Rescues(links=2), refresh=True)
    assert due(rescue(catalog, *known, settings=again), *dead) == [
        "wayback:https://a2.example.org/p", "wayback:https://a0.example.org/p",
    ]  # fmt: skip


def test_memory() -> None:
    """A copy is good for two months, that there is none for two weeks, trouble for a day."""
    catalog, dead = pages(1)
    key, url = "wayback:https://a0.example.org/p", "https://web.archive.org/web/1/x"
    copied = alive(key)._replace(final_url=url)

    def asks(older: Observation, age: float, **more: Any) -> bool:
        aged, settings = older._replace(at=NOW - age), replace(SETTINGS, **more)
        return bool(due(rescue(catalog, aged, settings=settings), *dead))

    assert (asks(copied, 59 * DAY), asks(copied, 61 * DAY)) == (False, True)
    assert (asks(alive(key), 13 * DAY), asks(alive(key), 15 * DAY)) == (False, True)
    trouble = seen(key, Signal.UNKNOWN)
    assert (asks(trouble, 0.9 * DAY), asks(trouble, 1.1 * DAY)) == (False, True)
    assert asks(copied, DAY, refresh=True)


def test_what_was_found_is_shown_until_more_is() -> None:
    """However old it is, and with no network; what this run saw counts more."""
    catalog, (dead,) = pages(1)
    key = "wayback:https://a0.example.org/p"
    old = alive(key)._replace(final_url="https://web.archive.org/web/1/x", at=0.0)
    for settings in (SETTINGS, replace(SETTINGS, offline=True)):
        one = rescue(catalog, old, settings=settings)
        assert one.recalled({dead.key: dead}) == {key: old}
        assert one.recalled({dead.key: dead, key: alive(key)}) == {}
        assert rescue(catalog, old).recalled({dead.key: alive(dead.key)}) == {}


def test_what_is_recalled_names_what_to_recall() -> None:
    """The repository that Hugging Face named in an earlier run is known from then, too."""
    text = (
        f"# L\n\n## P\n\n- [{TITLE}](https://arxiv.org/abs/2501.00001)"
        " [code](https://github.com/o/n)\n"
    )
    named = alive("code:2501.00001", code="https://github.com/lab/n")
    one = rescue(listing(text), named, alive("repo:lab/n"))
    evidence = {"repo:o/n": gone("repo:o/n"), "paper:2501.00001": alive("paper:2501.00001")}
    assert one.recalled(evidence).keys() == {"code:2501.00001", "repo:lab/n"}


def test_nothing_is_told_of_other_servers() -> None:
    """A GitHub server of one's own, and what is internal, are nobody's business."""
    own = replace(SETTINGS, services=Services(token="t", forge="ghe.example.org"))
    text = "[a](https://ghe.example.org/o/n) [b](https://wiki.internal/p)"
    dead = gone("repo:o/n"), gone("page:https://wiki.internal/p", Signal.NOT_FOUND)
    assert due(rescue(listing(text), settings=own), *dead) == []
