"""What every test can ask for: a world to run in."""

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from world import Plan, World
from world.namespace import available

# A gate must say the same twice; at a desk, each run may look elsewhere. Time is not judged.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "desk")


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
