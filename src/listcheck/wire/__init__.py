"""The only network: lanes, connections, the guard of addresses, retries."""

# ruff: noqa: E402  (the imports come after what makes one of them cheaper)

import sys

# httpx imports its command line where rich and pygments are installed, at a third of the cost of
# all of its imports and 6 MB. None here makes it believe that they are not.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

from listcheck.wire.client import Wire
from listcheck.wire.observing import Outcome, observe
from listcheck.wire.settings import (
    ARXIV_POLICY,
    PAGE_POLICY,
    POLITE_LANES,
    LanePolicy,
    WireSettings,
    lanes_for,
)

__all__ = [
    "ARXIV_POLICY",
    "PAGE_POLICY",
    "POLITE_LANES",
    "LanePolicy",
    "Outcome",
    "Wire",
    "WireSettings",
    "lanes_for",
    "observe",
]
