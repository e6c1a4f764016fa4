"""What a run must not believe: too many deaths at once, and what was seen in the dark."""

import pytest
from builders import NOON, alive, gone, seen

from listcheck import doubts
from listcheck.doubts import ASIDE, Fate, doubted, in_the_dark, too_many
from listcheck.history import DAY, Record
from listcheck.model import Observation, Signal

Evidence = dict[str, Observation]


def fates(pages: int, dead: int, *, weeks: float = 1.0, hosts: int = 0) -> list[Fate]:
    """Pages that were known, of as many hosts, of which the first have died."""
    week = weeks * doubts.WEEK
    return [Fate(f"host{n % (hosts or pages)}", week, n < dead) for n in range(pages)]


@pytest.mark.parametrize(
    ("known", "doubtful"),
    [
        (fates(300, 0), False),
        (fates(300, 9), False),
        (fates(300, 10), True),
        (fates(300, 30), True),
        (fates(12, 10), True),
        (fates(5000, 40), False),  # 25 are expected
        (fates(5000, 60), True),
        (fates(300, 30, weeks=26), False),  # nobody has looked for half a year
        (fates(300, 10, weeks=0.001), True),
        (fates(300, 9, weeks=0.001), False),  # nine are nobody's fault
        (fates(300, 30, hosts=1), False),  # one site was taken down
        ([], False),
    ],
)
def test_how_many_are_too_many(known: list[Fate], doubtful: bool) -> None:
    """Hosts count, and the time since they were last seen."""
    assert bool(too_many(known)) is doubtful


@pytest.mark.parametrize(
    ("pages", "weeks", "bound"), [(300, 1, 10), (300, 4, 20), (300, 26, 66), (1000, 1, 18)]
)
def test_the_bounds_of_the_manual(pages: int, weeks: int, bound: int) -> None:
    """The table in docs/evidence.md."""
    assert not too_many(fates(pages, bound - 1, weeks=weeks))
    assert too_many(fates(pages, bound, weeks=weeks)) == bound


def test_hosts_that_are_seen_to_live() -> None:
    """Of a host with another living page a death is believed sooner, and not without end."""
    others = [Fate(f"host{n}", doubts.WEEK, died=False, lives=True) for n in range(300)]
    assert not too_many([*others, *fates(300, 12, hosts=300)])
    assert too_many([*others, *fates(300, 25, hosts=300)])


def key(number: int) -> str:
    return f"page:https://host{number}.example.org/page"


def known(count: int, weeks: float = 1.0) -> Evidence:
    """Pages that answered some time ago."""
    return {key(n): alive(key(n))._replace(at=NOON - weeks * doubts.WEEK) for n in range(count)}


def dying(count: int, signal: Signal = Signal.NOT_FOUND, at: float = NOON) -> Evidence:
    """Pages that are dead."""
    return {key(n): gone(key(n), signal)._replace(at=at) for n in range(count)}


def test_nothing_is_doubted_of_a_first_run() -> None:
    """What was never seen cannot have died since: thirty dead of three hundred are told."""
    fresh = {key(n): alive(key(n)) for n in range(300)} | dying(30)
    doubt = doubted(fresh, {}, {}, {})
    assert (doubt.believed, doubt.aside, doubt.why) == (fresh, (), "")


def test_ten_new_deaths() -> None:
    """Every death of a page becomes no observation, and is kept aside; the rest stays."""
    fresh = {key(n): alive(key(n)) for n in range(300)} | dying(10)
    fresh["repo:o/n"] = gone("repo:o/n")
    fresh[key(11)] = seen(key(11), Signal.TIMEOUT)
    fresh[key(999)] = gone(key(999), Signal.GONE)  # new in the list
    doubt = doubted(fresh, known(300), {}, {})
    assert (
        doubt.why
        == "pages of 10 hosts seem to have died at once: no death of a page is believed yet"
    )
    unseen = {name for name, one in doubt.believed.items() if one.signal is Signal.LOCAL}
    assert unseen == {*dying(10), key(999)}
    assert doubt.believed["repo:o/n"].signal is Signal.MISSING
    assert {one.key for one in doubt.aside} == {ASIDE + name for name in dying(10)}
    assert {one.signal for one in doubt.aside} == {Signal.NOT_FOUND}


def test_what_failed_before_is_not_new() -> None:
    """Thirty dead links of a list do not make the next run doubt."""
    lives = {key(n): Record(NOON - 9 * DAY, 2, confirmations=1) for n in range(30)}
    assert not doubted(dying(30), known(300) | dying(30, at=NOON - 7 * DAY), lives, {}).why


@pytest.mark.parametrize(("days", "believed"), [(0.0, False), (0.4, False), (1.0, True)])
def test_seen_again_on_another_day(days: float, believed: bool) -> None:
    """A later run that sees the same is believed; one of the same day is the same runner."""
    aside = {ASIDE + name: one._replace(key=ASIDE + name) for name, one in dying(30).items()}
    doubt = doubted(dying(30, at=NOON + days * DAY), known(300), {}, aside)
    assert (not doubt.why) is believed
    assert doubt.believed[key(0)].signal is (Signal.NOT_FOUND if believed else Signal.LOCAL)


def test_seen_alive_in_between() -> None:
    """What answered after it was doubted has to die anew."""
    aside = {
        ASIDE + name: one._replace(key=ASIDE + name, at=NOON - 9 * DAY)
        for name, one in dying(30).items()
    }
    assert doubted(dying(30), known(300), {}, aside).why


def test_one_site() -> None:
    """Twenty pages of a site that was taken down, or moved without a word, are twenty deaths."""
    pages = [f"page:https://lab.example.org/{n}" for n in range(20)]
    before = {one: alive(one)._replace(at=NOON - doubts.WEEK) for one in pages}
    fresh = {one: gone(one, Signal.NOT_FOUND) for one in pages}
    assert doubted(fresh, before | known(300), {}, {}).believed == fresh


def test_one_registration() -> None:
    """The names of a domain that lapsed end together; those of many domains do not."""
    pages = [f"page:https://www{n}.lab.example.org/" for n in range(30)]
    before = {one: alive(one)._replace(at=NOON - doubts.WEEK) for one in pages}
    lapsed = {one: gone(one, Signal.NO_SUCH_NAME) for one in pages}
    assert not doubted(lapsed, before, {}, {}).why
    pages = [f"page:https://lab{n}.org/" for n in range(30)]
    before = {one: alive(one)._replace(at=NOON - doubts.WEEK) for one in pages}
    assert doubted({one: gone(one, Signal.NO_SUCH_NAME) for one in pages}, before, {}, {}).why


def test_in_the_dark() -> None:
    """What failed since is none of the hosts' doing; what answered before stays."""
    fresh = {key(1): alive(key(1)), **dying(1, at=NOON - 10)}
    fresh |= {key(n): gone(key(n))._replace(at=NOON + n) for n in (2, 3)}
    fresh[key(4)] = alive(key(4))._replace(at=NOON + 9)
    found = in_the_dark(fresh, NOON, portal=False)
    assert {name for name, one in found.items() if one.signal is Signal.LOCAL} == {key(2), key(3)}


@pytest.mark.parametrize(
    ("signal", "since", "kept"),
    [
        (Signal.INVALID, NOON, True), (Signal.NOT_ASKED, NOON, True),
        (Signal.FORBIDDEN, float("-inf"), True), (Signal.FORBIDDEN, NOON, False),
        (Signal.BLOCKED, NOON, False), (Signal.TIMEOUT, float("-inf"), False),
    ],
)  # fmt: skip
def test_what_needs_no_network(signal: Signal, since: float, kept: bool) -> None:
    """An address that cannot be asked is wrong in the dark as well."""
    fresh = {key(0): seen(key(0), signal)}
    assert (in_the_dark(fresh, since, portal=False) == fresh) is kept


def test_a_portal() -> None:
    """Whoever answers in the place of all is no page; an API in its own form is heard."""
    fresh = {key(1): alive(key(1)), **dying(1), "repo:o/n": alive("repo:o/n")}
    fresh["doi:10.1/x"] = alive("doi:10.1/x")
    found = in_the_dark(fresh, NOON + 1, portal=True)
    assert {name for name, one in found.items() if one.signal is Signal.LOCAL} == {
        key(0), key(1), "doi:10.1/x",
    }  # fmt: skip
