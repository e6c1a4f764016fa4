from dataclasses import replace

import pytest

from listcheck.exchange import Exchange, Request
from listcheck.model import Catalog, Facts, Observation, Part, Signal
from listcheck.probes import PROBES, SOON, plan, questions
from listcheck.readers import read
from listcheck.settings import Services, Settings
from probes.driving import answer

NOW = 1_000_000.0
SETTINGS = Settings(services=Services(token="t"))
PAGE = "https://example.org/a"


def catalog(text: str) -> Catalog:
    return Catalog((read("README.md", text.encode()),))


def asked(text: str, *known: Observation, settings: Settings = SETTINGS) -> set[str]:
    """The keys that are asked for."""
    lookups = plan(
        questions(catalog(text), settings), {one.key: one for one in known}, settings, NOW
    )
    keys = [key for lookup in lookups for key in lookup.keys]
    assert len(keys) == len(set(keys))
    return set(keys)


def seen(key: str, age: float, signal: Signal = Signal.ALIVE, **more: object) -> Observation:
    return Observation(key, signal, at=NOW - age)._replace(**more)  # type: ignore[arg-type]


def test_questions() -> None:
    """The many addresses of one thing are one question, with all its parts."""
    text = """# List
    [a](https://github.com/O/N) [b](https://github.com/o/n.git) <https://github.com/o/n/tree/main/x>
    [c](https://arxiv.org/abs/2401.00001v2) [d](https://arxiv.org/pdf/2401.00001)
    [e](https://example.org/a#one) [f](https://example.org/a#two) [g](https://github.com/someone)
    [h](mailto:a@example.org) [i](#list) [j](http://[) ![](https://img.shields.io/badge/x-y-z)
    """.replace("\n    ", "\n\n")
    found = questions(catalog(text), SETTINGS)
    assert {key: set(one.parts) for key, one in found.items()} == {
        "repo:o/n": {"path:main/x"},
        "paper:2401.00001": {"v2"},
        f"page:{PAGE}": set(),
        "owner:someone": set(),
    }


def test_titles() -> None:
    """The titles that entries give a paper go with its question."""
    found = questions(catalog(ROW.format(OLD)), SETTINGS)
    assert found["paper:2401.00001"].titles == (OLD,)


def test_every_kind_has_a_probe() -> None:
    """Every question is somebody's to ask."""
    text = (
        "<https://github.com/o/n> <https://github.com/o> <https://arxiv.org/abs/2401.00001> "
        "<https://example.org/> <https://doi.org/10.1000/1> <https://hf.co/o/n> "
        "<https://youtu.be/0123456789a> <https://zenodo.org/records/1> "
        "<https://gist.github.com/o/0123456789abcdef0123456789abcdef>"
    )
    assert len(asked(text)) == 9 == len(PROBES.keys() - {"code:"})  # asked of the answers


LINK = f"[a]({PAGE})"


@pytest.mark.parametrize(
    ("age", "signal", "again"),
    [
        (0, Signal.ALIVE, False),
        (SETTINGS.max_age - 1, Signal.ALIVE, False),
        (SETTINGS.max_age, Signal.ALIVE, True),
        (-1, Signal.ALIVE, True),  # from the future: a clock was wrong
        (SOON, Signal.NOT_FOUND, False),
        (SOON, Signal.BLOCKED, False),
        (SOON - 1, Signal.TIMEOUT, False),
        *((SOON, healing, True) for healing in (
            Signal.TIMEOUT, Signal.SERVER_ERROR, Signal.THROTTLED, Signal.UNREACHABLE, Signal.TLS,
            Signal.PROTOCOL, Signal.UNKNOWN)),
    ],
)  # fmt: skip
def test_age(age: float, signal: Signal, again: bool) -> None:
    """A fresh answer is not asked for again; what may heal is, after five minutes."""
    assert bool(asked(LINK, seen(f"page:{PAGE}", age, signal))) is again


def test_max_age() -> None:
    """The age is the user's to set; refreshing asks everything."""
    known = seen(f"page:{PAGE}", 10.0)
    assert asked(LINK, known, settings=replace(SETTINGS, max_age=10.0))
    assert not asked(LINK, known, settings=replace(SETTINGS, max_age=11.0))
    assert asked(LINK, known, settings=replace(SETTINGS, refresh=True))
    hasty = replace(SETTINGS, max_age=0.0)
    assert asked(LINK, seen(f"page:{PAGE}", 0.0, Signal.TIMEOUT), settings=hasty)


PATH = "[a](https://github.com/o/n/tree/main/x)"


def test_new_part() -> None:
    """A part that nobody asked for yet makes its question be asked again."""
    assert asked(PATH, seen("repo:o/n", 1.0)) == {"repo:o/n"}
    known = seen("repo:o/n", 1.0, parts={"path:main/x": Part(Signal.ALIVE)})
    assert not asked(PATH, known)


def test_healing_part() -> None:
    """A part that could not be told is asked for again soon."""
    known = seen("repo:o/n", SOON, parts={"path:main/x": Part(Signal.UNKNOWN)})
    assert asked(PATH, known)
    assert not asked(PATH, known._replace(at=NOW))
    assert not asked("[a](https://github.com/o/n)", known)


def test_dead_things_have_no_parts() -> None:
    """A repository that is gone is not asked again for its parts."""
    assert not asked(PATH, seen("repo:o/n", 1.0, Signal.MISSING))


ROW = "# L\n\n| Title | Link |\n|---|---|\n| {} | [arXiv](https://arxiv.org/abs/2401.00001) |\n"
OLD = "Distillation of Very Large Language Models"
NEW = "Quantum Chromodynamics Lattice Simulations"


def test_new_title() -> None:
    """A title that the list has by now may be an older version's: that is asked for, once."""
    known = seen("paper:2401.00001", 1.0, facts=Facts(title=NEW, titles=(NEW,), version=2))
    assert not asked(ROW.format(NEW), known)
    assert asked(ROW.format(OLD), known)
    told = known._replace(parts={"titles": Part(Signal.ALIVE)})
    assert not asked(ROW.format(OLD), told)
    single = known._replace(facts=known.facts._replace(version=1))
    assert not asked(ROW.format(OLD), single)


def test_conditional() -> None:
    """A question that is asked again takes along what was known."""
    step = Exchange(Request("HEAD", PAGE), answer(200, etag='"a"'))
    known = seen(f"page:{PAGE}", 1e6, trail=(step,))
    (lookup,) = plan(questions(catalog(LINK), SETTINGS), {known.key: known}, SETTINGS, NOW)
    assert next(lookup.start()).headers == (("If-None-Match", '"a"'),)
