"""What every test can ask for: a world to run in."""

from collections.abc import Callable, Iterator

import pytest
from world import Plan, World
from world.namespace import available


@pytest.fixture(scope="session")
def running_world() -> Iterator[World]:
    """The one world of this session, whose plan changes from test to test."""
    with World() as world:
        yield world


@pytest.fixture
def world(running_world: World) -> Callable[[Plan], World]:
    """Make a world of a plan; it lasts until the next one is made."""

    def make(plan: Plan) -> World:
        running_world.reset(plan)
        return running_world

    return make


@pytest.fixture(scope="session")
def running_namespace() -> Iterator[World]:
    """The one world of this session with a network and names of its own."""
    if not available():
        pytest.skip("no network namespaces here")
    with World(in_namespace=True) as world:
        yield world


@pytest.fixture
def namespace_world(running_namespace: World) -> Callable[[Plan], World]:
    """Make a world in which names resolve and no setting leads the way."""

    def make(plan: Plan) -> World:
        running_namespace.reset(plan)
        return running_namespace

    return make
