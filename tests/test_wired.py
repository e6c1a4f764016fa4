"""How we introduce ourselves."""

import pytest

from listcheck import PAGE, __version__
from listcheck.settings import Network, Settings
from listcheck.wired import Run, wire_settings


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (Network(), f"listcheck/{__version__} (+{PAGE})"),
        (Network(contact="https://me.example/"), f"listcheck/{__version__} (+https://me.example/)"),
        (Network(contact="me@lists.example"), f"listcheck/{__version__} (mailto:me@lists.example)"),
        (Network(user_agent="me/1", contact="me@lists.example"), "me/1"),
    ],
)
def test_user_agent(network: Network, expected: str) -> None:
    """Name, version and whom to ask, unless it is all set."""
    run = Run(lambda: 0.0, lambda done, due, what: None)
    assert wire_settings(Settings(network=network), run, {}).user_agent == expected
