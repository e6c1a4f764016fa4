"""What api.github.com knows: repositories by name and number, and who asked how often."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from world.faults import Choice, retry_header
from world.log import Note
from world.messages import Request, Response, json_response
from world.plan import Fault, Plan, Repository

DOCUMENTATION = "https://docs.github.com/rest"
_HOUR = 3600


class GitHub:
    """The state behind both APIs."""

    def __init__(self, plan: Plan, choice: Choice) -> None:
        self.plan = plan
        self.choice = choice
        self.by_name = dict(plan.repositories)
        for repository in plan.repositories.values():
            self.by_name.setdefault(repository.name.lower(), repository)
        self.by_id = {repository.id: repository for repository in plan.repositories.values()}
        self._used: Counter[tuple[str, str]] = Counter()
        self._searches: list[float] = []
        self._reset = int(time.time()) + _HOUR
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def find(self, name: str) -> Repository | None:
        """A repository by any name that it ever had."""
        return self.by_name.get(name.lower())

    def searched(self, request: Request) -> list[Note]:
        """Count a search; a note if it is too many: thirty a minute, ten for strangers."""
        now, most = time.monotonic(), 30 if token_of(request) else 10
        self._searches = [at for at in self._searches if at > now - 60] + [now]
        over = len(self._searches) > min(most, self.plan.rules.github_searches)
        return [Note("github-search", f"{len(self._searches)} in a minute")] if over else []

    def limit_headers(self, request: Request, resource: str, cost: int = 1) -> dict[str, str]:
        """Charge a request, and say what is left."""
        caller = token_of(request)
        limit = self._limit(caller, resource)
        self._used[caller, resource] += cost
        used = min(self._used[caller, resource], limit)
        return _limit_headers(resource, limit, used, self._reset)

    def left(self, request: Request, resource: str) -> int:
        """How many requests a caller has left."""
        caller = token_of(request)
        return self._limit(caller, resource) - self._used[caller, resource]

    def limits(self, request: Request) -> dict[str, dict[str, int]]:
        """The body of `/rate_limit`."""
        caller = token_of(request)
        rates = {}
        for resource in ("core", "graphql", "search"):
            limit = self._limit(caller, resource) if resource != "search" else 30
            used = min(limit, self._used[caller, resource])
            rates[resource] = {
                "limit": limit,
                "used": used,
                "remaining": limit - used,
                "reset": self._reset,
            }
        return rates

    def _limit(self, caller: str, resource: str) -> int:
        if resource == "graphql":
            return self.plan.graphql_limit if caller else 0
        return self.plan.rest_limit if caller else self.plan.anonymous_limit

    def refuse(self, request: Request, resource: str) -> Response | None:
        """The refusal of a caller whom nobody knows, or who has asked too often."""
        caller = token_of(request)
        if caller and self.plan.tokens and caller not in self.plan.tokens:
            return bad_credentials()
        if self.left(request, resource) > 0 or request.path == "/rate_limit":
            return None
        if resource == "graphql" and not caller:
            message = "This endpoint requires you to be authenticated."
            return json_response(401, _message(message, "graphql"))
        return self.rate_limited(request, resource)

    def rate_limited(self, request: Request, resource: str) -> Response:
        """The answer to a caller who has used up the hour."""
        limit = self._limit(token_of(request), resource)
        headers = _limit_headers(resource, limit, limit, self._reset)
        if resource == "graphql":
            error = {"type": "RATE_LIMITED", "message": "API rate limit already exceeded"}
            return json_response(200, {"errors": [error]}, headers)
        message = "API rate limit exceeded. (Authenticated requests get a higher rate limit.)"
        return json_response(403, _message(message), headers)


def secondary_limit(fault: Fault) -> Response:
    """The answer to a caller who asks too fast."""
    wait = retry_header(fault.retry_after or "60")
    message = "You have exceeded a secondary rate limit. Please wait before you try again."
    return json_response(fault.status or 403, _message(message), {"Retry-After": wait})


def bad_credentials() -> Response:
    """The answer to a token that nobody issued."""
    return json_response(401, _message("Bad credentials") | {"status": "401"})


def not_found() -> Response:
    """The answer for what is not there, or not for you."""
    return json_response(404, _message("Not Found") | {"status": "404"})


def _message(text: str, where: str = "rest") -> dict[str, str]:
    return {"message": text, "documentation_url": f"https://docs.github.com/{where}"}


def _limit_headers(resource: str, limit: int, used: int, reset: int) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(limit - used),
        "X-RateLimit-Used": str(used),
        "X-RateLimit-Reset": str(reset),
        "X-RateLimit-Resource": resource,
    }


def token_of(request: Request) -> str:
    """The token that a request carries."""
    return request.headers.get("authorization", "").partition(" ")[2].strip()
