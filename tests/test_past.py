"""What the store adds to a run: records of questions and parts, and what has healed."""

from types import MappingProxyType

from builders import NOON, alive, case, gone, seen

from listcheck import past
from listcheck.exchange import Answer, Exchange, Request
from listcheck.history import DAY, Record
from listcheck.model import Observation, Part, Signal
from listcheck.store import Store

PAGE, REPO = "page:https://example.org/a", "repo:o/n"
PATH = "path:main/x"
TEXT = "- [a](https://example.org/a) ([b](https://github.com/o/n/tree/main/x))\n"


def path(signal: Signal) -> Observation:
    """A living repository with a path that is as it is."""
    return alive(REPO, {PATH: Part(signal), "path:main/y": Part(Signal.ALIVE)})


def saved(*observations: Observation) -> tuple[Store, dict[str, Observation]]:
    """A store in which each was seen a day after the one before, and the newest of each."""
    store = Store(None)
    for number, one in enumerate(observations):
        store.save([one._replace(at=NOON + number * DAY)], {})
    return store, store.latest()


def test_silent_without_failures() -> None:
    """What lives has no record, and neither has what nobody asks."""
    unasked = seen("page:https://x.com/a", Signal.UNVERIFIABLE)
    store, latest = saved(alive(PAGE), path(Signal.ALIVE))
    with store:
        assert past.records(store, {**latest, unasked.key: unasked}) == {}


def test_a_question_and_a_part() -> None:
    """A page by its key; a path by that of its repository and its own name."""
    store, latest = saved(gone(PAGE, Signal.NOT_FOUND), path(Signal.ALIVE), path(Signal.MISSING),
                          path(Signal.MISSING))  # fmt: skip
    with store:
        assert past.records(store, latest) == {
            PAGE: Record(NOON, 1, 1),
            f"{REPO} {PATH}": Record(NOON + 2 * DAY, 2, 2, confirmed=True),
        }


def test_the_record_of_a_part_reaches_the_case() -> None:
    """A link into a repository has the record of its path, where that is what fails."""
    record = Record(NOON, 2, 2, confirmed=True)
    one = case(TEXT, path(Signal.MISSING), lives={f"{REPO} {PATH}": record})
    lives = [one.life(place.target) for place in one.places]
    assert lives == [Record(), record]


def test_healed() -> None:
    """What was dead and answers in this run; not what had stumbled, nor what was not asked."""
    now = [alive(PAGE), path(Signal.ALIVE)]
    fresh = {one.key: one for one in now}
    one, was_dead, stumbled = case(TEXT, *now), Record(NOON, 1, 1), Record(NOON, 3)
    assert past.healed(one, {}, fresh) == ()
    assert past.healed(one, {PAGE: stumbled}, fresh) == ()
    assert past.healed(one, {PAGE: was_dead}, {}) == ()
    assert past.healed(one, {PAGE: was_dead}, fresh) == ("https://example.org/a",)
    assert past.healed(one, {PAGE: stumbled._replace(suspect_since=NOON)}, fresh)
    assert past.healed(one, {f"{REPO} {PATH}": was_dead}, fresh) == (
        "https://github.com/o/n/tree/main/x",
    )
    still = case(TEXT, path(Signal.MISSING))
    assert past.healed(still, {f"{REPO} {PATH}": was_dead}, {REPO: now[1]}) == ()


def test_notes() -> None:
    """A line for what healed, with a few of the addresses, and one for the dead left unasked."""
    assert list(past.notes((), {}, NOON)) == []
    (told,) = past.notes(tuple("abcde"), {}, NOON)
    assert told == "healed since the last run: 5 (a, b, c and 2 more)"
    old = MappingProxyType({PAGE: gone(PAGE)})
    assert list(past.notes((), old, NOON)) == []
    (told,) = past.notes((), old, NOON + 1)
    assert told == "1 dead link was not asked again so soon: --refresh asks"


def answered(number: int, tag: str | None, signal: Signal = Signal.ALIVE) -> Observation:
    """A page that showed itself with a validator."""
    key = f"page:https://host{number}.example.org/a"
    url = key.removeprefix("page:")
    answer = Answer(200, {"etag": tag} if tag else {}, at=NOON + number)
    trail = (Exchange(Request("HEAD", url), answer),)
    return seen(key, signal)._replace(trail=trail, at=NOON + number)


def known(*observations: Observation) -> dict[str, Observation]:
    return {one.key: one for one in observations}


def test_witnesses() -> None:
    """Pages that answered lately, the newest first, one for each host; the dead are none."""
    pages = [answered(number, None) for number in range(3)]
    twin = pages[1]._replace(key="page:https://host1.example.org/b", at=NOON - DAY)
    dead = answered(7, None, Signal.NOT_FOUND)
    assert past.alive(known(*pages, twin, dead), NOON + DAY) == (
        "https://host2.example.org/a", "https://host1.example.org/a", "https://host0.example.org/a",
    )  # fmt: skip
    assert past.alive(known(*pages), NOON + 90 * DAY) == ()
    assert len(past.alive(known(*(answered(n, None) for n in range(99))), NOON + DAY)) == 12


def test_pages_of_their_own() -> None:
    """Two validators that differ prove that pages do."""
    assert not past.unlike(known())
    assert not past.unlike(known(answered(1, None), answered(2, None)))
    assert not past.unlike(known(answered(1, '"a"'), answered(2, '"a"')))
    assert not past.unlike(known(answered(1, '"a"'), answered(2, '"b"', Signal.NOT_FOUND)))
    assert past.unlike(known(answered(1, '"a"'), answered(2, '"b"')))
