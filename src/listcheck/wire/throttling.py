"""When a host asks for fewer requests, and for how long it wants to be left alone.

RFC 9110 section 10.2.3 (Retry-After), GitHub's `x-ratelimit-*`, and the `RateLimit` fields of
the IETF drafts. Pure functions: the caller brings the clock.
"""

import re
from collections.abc import Mapping
from datetime import UTC

from listcheck.exchange import Answer, Reply

LONGEST = 86_400.0
EPOCH_LIKE = 1_000_000_000  # a reset above this is a moment, one below it a duration

_DIGITS = re.compile(r"[0-9]{1,40}", re.ASCII)
_RESET = re.compile(r"(?:^|[;,\s])(?:t|reset)=([0-9]{1,12})(?![0-9])", re.ASCII)


def is_throttled(reply: Reply) -> bool:
    """Whether this answer is about the number of our requests rather than about the page."""
    if not isinstance(reply, Answer):
        return False
    if reply.status == 403:
        spent = reply.headers.get("x-ratelimit-remaining", "").strip() == "0"
        return spent or "retry-after" in reply.headers
    return reply.status == 429 or (reply.status == 503 and "retry-after" in reply.headers)


def asked_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the host asks us to wait from `now` (Unix time), None if it does not say."""
    waits = (
        _retry_after(headers, now),
        _reset(headers.get("x-ratelimit-reset", ""), now),
        _reset(headers.get("ratelimit-reset", ""), now),
        _named_reset(headers.get("ratelimit", "")),
    )
    return next((_clamp(wait) for wait in waits if wait is not None), None)


def _clamp(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    value = headers.get("retry-after", "").strip()
    if _DIGITS.fullmatch(value):
        return float(value)
    moment = _moment(value)
    if moment is None:
        return None
    # The host's own clock, where it shows it, takes the difference between our clocks out.
    theirs = _moment(headers.get("date", ""))
    return moment - (now if theirs is None else theirs)


def _moment(value: str) -> float | None:
    if not value.isascii() or len(value) > 64:
        return None
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  # few hosts name a moment

    try:
        moment = parsedate_to_datetime(value)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _reset(value: str, now: float) -> float | None:
    value = value.strip()
    if not _DIGITS.fullmatch(value):
        return None
    seconds = float(value)
    return seconds - now if seconds > EPOCH_LIKE else seconds


def _named_reset(value: str) -> float | None:
    found = _RESET.search(value[:1000])
    return float(found[1]) if found else None
