"""What was asked and answered, for tests to count and for violations to be found in."""

import time
from dataclasses import dataclass, field

from world.messages import Request, Response

_WAIT_STATUSES = (403, 429, 503)


@dataclass(slots=True)
class Note:
    """Something wrong with a request that only who answered it could see."""

    kind: str
    detail: str


@dataclass(slots=True)
class Record:
    """One request. Times are in seconds of one clock; `end` is 0 while it is under way."""

    number: int
    scheme: str
    host: str
    method: str
    target: str
    headers: dict[str, str]
    body: str = ""
    sni: str = ""
    status: int | None = None
    start: float = 0.0
    end: float = 0.0
    retry_at: float = 0.0  # not before then, we said
    fault: str = ""
    planned: bool = True
    aborted: bool = False  # the client left before the end
    sent: int = 0
    notes: list[Note] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.host}{self.target}"


@dataclass(slots=True)
class Log:
    """All records since the last reset, and the handshakes that came to nothing."""

    records: list[Record] = field(default_factory=list)
    handshakes: list[str] = field(default_factory=list)  # "host: what happened"
    errors: list[str] = field(default_factory=list)  # exceptions in the world itself

    def begin(self, request: Request) -> Record:
        """Open the record of a request."""
        record = Record(
            len(self.records),
            request.scheme,
            request.host,
            request.method,
            request.target,
            dict(request.headers),
            request.body.decode("utf-8", "replace"),
            request.sni,
            start=time.monotonic(),
        )
        self.records.append(record)
        return record

    def end(self, record: Record) -> None:
        """Close it."""
        record.end = time.monotonic()


def note_response(record: Record, response: Response, wait: float) -> None:
    """Keep what we said; `wait` is the time that a Retry-After asked for."""
    record.status = response.status
    record.planned = response.planned
    if wait and response.status in _WAIT_STATUSES:
        record.retry_at = time.monotonic() + wait
