"""The world's GitHub without a network: flows are driven against it in this process."""

from collections.abc import Generator
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from world.faults import Choice
from world.github import GitHub
from world.github_graphql import serve as serve_graphql
from world.github_rest import serve as serve_rest
from world.log import Record
from world.messages import Request as Asked
from world.plan import INSTANT, Plan, Repository

from listcheck.exchange import Answer, Reply, Request

T = TypeVar("T")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # what time it is there, whenever a test runs


class Forge:
    """GitHub with one repository; what was written, and what was wrong with it."""

    def __init__(self, repository: Repository) -> None:
        plan = Plan(latency=INSTANT)
        plan.repositories[repository.name.lower()] = repository
        self.own = repository
        self.hub = GitHub(plan, Choice())
        self.hub.clock = lambda: NOON
        self.writes: list[str] = []
        self.problems: list[str] = []

    def drive(self, talk: Generator[Request, Reply, T], token: str = "of-a-workflow") -> T:
        """What a flow returns."""
        try:
            request = next(talk)
            while True:
                request = talk.send(self.answer(request, token))
        except StopIteration as end:
            found: T = end.value
            return found

    def answer(self, request: Request, token: str = "of-a-workflow") -> Answer:
        """The answer to one request."""
        parts = urlsplit(request.url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {name.lower(): value for name, value in request.headers}
        headers["authorization"] = f"Bearer {token}"
        asked = Asked("https", parts.netloc, request.method, target, headers, request.body)
        record = Record(0, "https", parts.netloc, request.method, target, headers)
        serve = serve_graphql if parts.path == "/graphql" else serve_rest
        response = serve(self.hub, asked, record)
        self.problems += [f"{note.kind}: {note.detail}" for note in record.notes]
        if request.method != "GET":
            self.writes.append(f"{request.method} {parts.path} {response.status}")
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, MappingProxyType(told), response.body)
