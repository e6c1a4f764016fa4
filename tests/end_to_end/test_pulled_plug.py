"""Pull the plug: a touch of the world fails, or all from one on, and nothing is blamed on a link.

The short form; `PYTHONPATH=tests python -m plug` pulls at every point.
"""

import pytest
from plug.inside import KINDS, NETWORK, Kind, Plug
from plug.pulling import LINKS, Lists, every

from listcheck.errors import Exit
from listcheck.report import exit_status


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """A list, and its store of a week ago."""
    return Lists(tmp_path_factory.mktemp("plug"))


@pytest.fixture(scope="module")
def points(lists: Lists) -> dict[Kind, int]:
    """How often a run touches the world."""
    return lists.points()


def test_every_kind_of_touch_is_met(points: dict[Kind, int]) -> None:
    """A seam that nothing goes through would prove nothing."""
    assert all(points[kind] > 1 for kind in KINDS)
    assert points["write"] == points["read"] > 200
    assert points["statement"] > LINKS


@pytest.mark.parametrize("kind", KINDS)
def test_pulled_at_some_points(lists: Lists, points: dict[Kind, int], kind: Kind) -> None:
    """No link is falsely dead, no history is lost, and the status is that of a run in trouble."""
    some = {kind: points[kind]}
    tally = lists.pull(every(some, of=max(points[kind] // 3, 1)))

    assert tally.faults == []
    assert tally.runs >= 4
    assert set(tally.statuses) <= {0, 3}


@pytest.mark.parametrize("kind", NETWORK)
def test_a_network_that_is_lost(lists: Lists, points: dict[Kind, int], kind: Kind) -> None:
    """Lost halfway through, a run says so; what it had seen stays, and it stops asking soon."""
    plug = Plug(kind, points[kind] // 2, pulled=True)
    report = lists.run(plug, lists.store())

    assert exit_status(report, "error") is Exit.INCOMPLETE
    assert 0 < report.coverage.verified < LINKS
    assert plug.met["write"] + plug.met["connect"] + plug.met["resolve"] < sum(
        points[one] for one in ("write", "connect", "resolve")
    )
