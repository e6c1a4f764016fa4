"""The only network: lanes, connections, the guard of addresses, retries."""

from listcheck.wire.client import Wire
from listcheck.wire.loop import run
from listcheck.wire.observing import Outcome, observe
from listcheck.wire.settings import (
    ARXIV_POLICY,
    PAGE_POLICY,
    POLITE_LANES,
    LanePolicy,
    WireSettings,
)

__all__ = [
    "ARXIV_POLICY",
    "PAGE_POLICY",
    "POLITE_LANES",
    "LanePolicy",
    "Outcome",
    "Wire",
    "WireSettings",
    "observe",
    "run",
]
