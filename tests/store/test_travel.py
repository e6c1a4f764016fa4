"""History from one machine to another: nothing is lost, nothing is believed unchecked."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from builders import NOON, alive, seen
from hypothesis import given
from hypothesis import strategies as st

from listcheck.exchange import Answer, Exchange, Request
from listcheck.model import Observation, Signal
from listcheck.store import Store, travel
from listcheck.store.travel import HEAD, LineError, Reported
from store.generated import NOW, OBSERVATIONS

MANY = st.lists(OBSERVATIONS, max_size=6)
REPORTED = st.lists(
    st.builds(Reported, st.sampled_from(["a.md", "b.md"]), st.sampled_from("xyz"), st.just(5.0)
              | st.floats(0, NOW)),
    max_size=3,
    unique_by=lambda one: (one.path, one.key),
)  # fmt: skip


def exported(store: Store) -> list[str]:
    assert not store.notes
    return list(travel.written(*store.everything()))


def imported(store: Store, *files: Iterable[str]) -> None:
    for lines in files:
        head, *rest = lines
        travel.head(head)
        found = [travel.read(line, NOW) for line in rest]
        store.add(
            [one for one in found if isinstance(one, Observation)],
            [one for one in found if isinstance(one, Reported)],
        )


@given(OBSERVATIONS)
def test_round_trip(one: Observation) -> None:
    """What is written is read as it was, and written the same again."""
    line = travel.of_observation(one)
    assert travel.read(line, NOW) == one
    assert "\n" not in line
    assert line.isascii()


@given(MANY, MANY, REPORTED, REPORTED)
def test_union(
    ours: list[Observation], theirs: list[Observation], here: list[Reported], there: list[Reported]
) -> None:
    """Two histories become one, the same whichever comes first and however often."""
    with Store(None) as one, Store(None) as other:
        one.add(ours, here)
        other.add(theirs, there)
        first, second = exported(one), exported(other)
        imported(one, second)
        imported(other, first, second, first)
        whole = exported(one)
        assert exported(other) == whole
        observations = {line for line in first + second if "signal" in json.loads(line)}
        assert {line for line in whole if "signal" in json.loads(line)} == observations
        assert {key: seen.at for key, seen in one.latest().items()} == {
            key: seen.at for key, seen in other.latest().items()
        }
    with Store(None) as fresh:
        imported(fresh, whole)
        assert exported(fresh) == whole


@given(MANY)
def test_the_newest_is_the_latest(many: list[Observation]) -> None:
    """What is believed today is the newest of all, whoever saw it."""
    newest = {one.key: one.at for one in sorted(many, key=lambda one: one.at)}
    with Store(None) as store:
        for one in many:
            store.add([one], [])
        assert {key: seen.at for key, seen in store.latest().items()} == newest


def test_the_first_report_counts() -> None:
    """A finding is as old as the first machine says that reported it."""
    with Store(None) as store:
        store.first_seen("a.md", ["x"], 5.0)
        store.add([], [Reported("a.md", "x", 3.0), Reported("a.md", "y", 9.0)])
        assert store.first_seen("a.md", ["x", "y"], 10.0) == {"x": 3.0, "y": 9.0}
        store.add([], [Reported("a.md", "x", 4.0)])
        assert store.first_seen("a.md", ["x"], 10.0) == {"x": 3.0}


def test_order_and_shape() -> None:
    """By question and time, findings last; what is not known is left out."""
    rows = [seen("page:b", Signal.TIMEOUT), alive("page:b", title="T"), alive("page:a")]
    found = [json.loads(line) for line in travel.written(rows, [Reported("a.md", "x", 1.0)])]
    assert found[0] == json.loads(HEAD)
    assert [one.get("key") for one in found[1:]] == ["page:a", "page:b", "page:b", None]
    assert found[-1] == {"list": "a.md", "finding": "x", "first_seen": 1.0}
    assert found[1] == {
        "key": "page:a", "at": NOON, "signal": "alive", "reason": "answers", "status": 200,
        "trail": [["GET", "https://example.org/page:a", NOON, 200, {}]],
    }  # fmt: skip


def test_shared_exchanges(tmp_path: Path) -> None:
    """Fifty that rest on one exchange rest on one there, too."""
    step = Exchange(Request("POST", "https://api.example.org"), Answer(200, at=NOON))
    rows = [Observation(f"repo:o/{n}", Signal.ALIVE, trail=(step,), at=NOON) for n in range(50)]
    with Store(tmp_path / "s.db") as store:
        imported(store, list(travel.written(rows)))
        count = store._connection.execute("SELECT count(*) FROM exchange").fetchone()
        assert store.latest()["repo:o/7"].trail == (step,)
    assert count == (1,)


GOOD = {"key": "page:a", "at": 5.0, "signal": "alive"}


@pytest.mark.parametrize(
    "change",
    [
        {"key": "nothing"}, {"key": 3}, {"key": "page:"}, {"key": ":a"},
        {"key": "page:" + "a" * 9999},
        {"at": "5"}, {"at": True}, {"at": -1}, {"at": 1e300}, {"at": NOW + 100_000}, {"at": None},
        {"signal": "no-such"}, {"signal": "local"}, {"signal": "not-asked"}, {"signal": None},
        {"reason": 3}, {"reason": "\ud800"}, {"status": "404"}, {"status": 10**30},
        {"status": True},
        {"final_url": 3}, {"moved_to": []}, {"facts": []}, {"facts": {"no-such": 3}},
        {"facts": {"stars": "many"}}, {"facts": {"stars": True}}, {"facts": {"titles": "one"}},
        {"facts": {"titles": [3]}}, {"facts": {"archived": 1}}, {"facts": {"title": "\udfff"}},
        {"parts": []}, {"parts": {"v1": 3}}, {"parts": {"v1": ["alive", 3, None]}},
        {"parts": {"v1": ["local", "", None]}}, {"trail": {}}, {"trail": [3]}, {"trail": [[]]},
        {"trail": [["PUT", "u", 1.0, 200, {}]]}, {"trail": [["GET", "u", 1.0, "no-such", ""]]},
        {"trail": [["GET", "u", 1.0, None, {}]]}, {"trail": [["GET", "u", 1.0, 200, {"a": 3}]]},
        {"trail": [["GET", "u", 1.0, 200, None]]}, {"trail": [["GET", "u", "x", 200, {}]]},
        {"trail": [["GET", "u", 1.0, 200, {}]] * 1001}, {"extra": 1},
    ],
)  # fmt: skip
def test_damaged_lines(change: dict[str, object]) -> None:
    """Every part of a line is checked."""
    assert travel.read(json.dumps(GOOD), NOW)
    with pytest.raises(LineError):
        travel.read(json.dumps(GOOD | change), NOW)


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "3", "null", '{"key": "page:a"}', '{"key": "page:a", "at": NaN}', "[" * 99_999,
     '{"at": 1, "at": 1, "key": "page:a", "signal": "alive"}', '"' + "a" * (1 << 20) + '"',
     '{"list": "a", "finding": "x", "first_seen": "y"}',
     '{"list": 3, "finding": "", "first_seen": 1}'],
)  # fmt: skip
def test_foreign_lines(line: str) -> None:
    """What is no line of ours is told, never a crash."""
    with pytest.raises(LineError):
        travel.read(line, NOW)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_noise(line: str) -> None:
    """Noise is refused."""
    with pytest.raises(LineError):
        travel.read(line, NOW)


@given(OBSERVATIONS, st.data())
def test_cut_lines(one: Observation, data: st.DataObject) -> None:
    """A line that lost its end is refused wherever it was cut."""
    line = travel.of_observation(one)
    with pytest.raises(LineError):
        travel.read(line[: data.draw(st.integers(0, len(line) - 1))], NOW)


@pytest.mark.parametrize(
    "line", ["", "{}", '{"listcheck": "result"}', '{"listcheck": "history", "version": 2}']
)
def test_heads(line: str) -> None:
    """The first line says what it is; a newer version is not guessed at."""
    travel.head(HEAD)
    with pytest.raises(LineError):
        travel.head(line)
