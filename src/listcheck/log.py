"""The log of a run, on standard error: with -v its steps, with -vv every request as well."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from listcheck.exchange import Answer, Reply, Request
from listcheck.report import Report
from listcheck.states import State
from listcheck.text import clean

Step = Callable[[str], None]
Heard = Callable[[Request, Reply, float], None]
_LONGEST = 300  # characters of an address
_UNSEEN: dict[State, str] = {
    "unverified": "could not be checked",
    "refused": "refused",
    "skipped": "skipped",
}


def step(text: str) -> None:
    """Write one line. That nobody can read it is no reason to end a run."""
    with suppress(OSError, ValueError, AttributeError):  # closed, or None from the start
        # Looked up each time: a progress bar takes the stream's place while it is shown.
        sys.stderr.write(f"listcheck: {clean(text, 1_000)}\n")
        sys.stderr.flush()


def no_step(text: str) -> None:
    """Write nothing."""


def heard(request: Request, reply: Reply, took: float) -> None:
    """One request with its outcome. No header is shown, so no token is."""
    came = str(reply.status) if isinstance(reply, Answer) else reply.words
    again = " (second look)" if request.late else ""
    step(f"{request.method} {clean(request.url, _LONGEST)} → {came} in {took * 1000:.0f} ms{again}")


def outcome(report: Report, tell: Step) -> None:
    """What was not checked, and why: a line for each reason."""
    verdicts = [line.verdict for line in report.links if line.verdict.state in _UNSEEN]
    reasons = Counter((one.state, one.reason) for one in verdicts)
    for (state, reason), count in reasons.most_common():
        tell(f"{_UNSEEN[state]}: {count} × {reason}")
