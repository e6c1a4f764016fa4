"""The GraphQL API of GitHub: every query is validated and executed against a schema."""

import json
import time
from typing import Any

from graphql import GraphQLError, execute_sync
from graphql.execution import ExecutionResult

from world.faults import answer
from world.github import GitHub, bad_credentials, secondary_limit
from world.github_git import drop, point
from world.github_issues import caller_of
from world.github_reviews import add_review
from world.graphql_people import people
from world.graphql_search import owner_value, search_value
from world.graphql_values import repository_value
from world.log import Note, Record
from world.messages import Request, Response, json_response
from world.plan import Fault, Repository
from world.schema import read_query, schema

_ERROR_PAGE = b"<html><head><title>Unicorn! &middot; GitHub</title></head><body></body></html>"


class _CodedError(GraphQLError):
    """An error with the `type` that GitHub adds."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def serve(hub: GitHub, request: Request, record: Record) -> Response:
    """Answer a GraphQL request."""
    response = _serve(hub, request, record)
    response.delay = response.delay or hub.plan.latency.graphql
    return response


def _serve(hub: GitHub, request: Request, record: Record) -> Response:
    if refusal := hub.refuse(request, "graphql"):
        return refusal
    try:
        payload = json.loads(request.body)
        query, variables = str(payload["query"]), dict(payload.get("variables") or {})
    except (ValueError, KeyError, TypeError):
        record.notes.append(Note("graphql", "no query in the body"))
        return json_response(400, {"message": "Problems parsing JSON"})
    document, errors, habits = read_query(query)
    record.notes += [Note("graphql", habit) for habit in habits]
    headers = hub.limit_headers(request, "graphql")
    if document is None:
        record.notes += [Note("graphql", f"invalid query: {error.message}") for error in errors]
        return json_response(200, {"errors": [_shown(error) for error in errors]}, headers)
    size = query.count("repository(")
    fault = hub.choice.pick("graphql", hub.plan.apis.get("graphql", []), request.method, size)
    record.fault = fault.name if fault else ""
    if fault and (false := _false(hub, fault, request)):
        return false
    bound = fault.limit if fault and fault.name == "resource-limits" else size
    run = _Run(hub, request, record, bound)
    result = execute_sync(
        schema(), document, run.root(), variable_values=variables, field_resolver=run.resolve
    )
    assert isinstance(result, ExecutionResult)
    body: dict[str, Any] = {"data": result.data}
    if shown := [_shown(error) for error in result.errors or [] if not run.is_hushed(error)]:
        body["errors"] = shown
    latency = hub.plan.latency
    delay = latency.graphql + latency.graphql_repository * run.asked
    return json_response(200, body, headers, delay)


def _false(hub: GitHub, fault: Fault, request: Request) -> Response | None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    match fault.name:
        case "bad-gateway":
            return Response(502, html, _ERROR_PAGE)
        case "gateway-timeout":
            return Response(504, html, _ERROR_PAGE, delay=fault.seconds)
        case "bad-credentials":
            return bad_credentials()
        case "rate-limited":
            return hub.rate_limited(request, "graphql")
        case "secondary-limit":
            return secondary_limit(fault)
    return answer(fault, request)


class _Run:
    """One execution: what it asks for, and how much of it."""

    def __init__(self, hub: GitHub, request: Request, record: Record, bound: int) -> None:
        self._hub = hub
        self._request = request
        self._record = record
        self._bound = bound
        self._hushed: set[str] = set()
        self.asked = 0

    def root(self) -> dict[str, Any]:
        """What the fields of the query itself resolve to."""
        return {
            "repository": self._repository,
            "repositoryOwner": self._owner,
            "search": self._search,
            "rateLimit": self._rate_limit,
            "updateRef": self._update_ref,
            "deleteRef": self._delete_ref,
            "addPullRequestReview": self._add_review,
            "viewer": {"__typename": "User", "id": "U_1", "login": "octocat"},
        }

    def resolve(self, source: Any, info: Any, **arguments: Any) -> Any:
        """The value of a field; one that the world lacks is noted."""
        if info.field_name not in source:
            missing = f"the world has no {info.parent_type.name}.{info.field_name}"
            self._record.notes.append(Note("unmodelled", missing))
            return None
        value = source[info.field_name]
        return value(info, **arguments) if callable(value) else value

    def is_hushed(self, error: GraphQLError) -> bool:
        """Whether an error is kept from the client."""
        return bool(error.path) and str((error.path or [""])[0]) in self._hushed

    def _repository(
        self,
        info: Any,
        owner: str,
        name: str,
        followRenames: bool = True,  # noqa: N803
    ) -> dict[str, Any]:
        self.asked += 1
        full = f"{owner}/{name}"
        if self.asked > self._bound:
            raise _CodedError(
                "RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded."
            )
        found = self._hub.find(full)
        if found is not None and found.state == "forbidden":
            raise _CodedError("FORBIDDEN", "Resource protected by organization SAML enforcement.")
        if found is not None and found.state == "silent-null":
            self._hushed.add(str(info.path.as_list()[0]))
        moved = found is not None and found.name.lower() != full.lower()
        if found is None or found.state or (moved and not followRenames):
            message = f"Could not resolve to a Repository with the name '{full}'."
            raise _CodedError("NOT_FOUND", message)
        return repository_value(found) | people(found) | self._numbered(found)

    def _owner(self, _info: Any, login: str) -> dict[str, Any]:
        found = owner_value(self._hub, login)
        if found is None:
            raise _CodedError("NOT_FOUND", f"Could not resolve to a RepositoryOwner '{login}'.")
        return found

    def _search(self, _info: Any, query: str, first: int | None = None, **_: Any) -> dict[str, Any]:
        self._record.notes += self._hub.searched(self._request)
        return search_value(self._hub, query, first)

    @staticmethod
    def _numbered(repository: Repository) -> dict[str, Any]:
        """What has a number: to ask for one that is not there is an error."""

        def issue(_info: Any, number: int) -> dict[str, Any]:
            for one in repository.issues:
                if one.number == number and one.state != "deleted":
                    return {
                        "__typename": "PullRequest" if one.pull else "Issue",
                        "id": f"I_{number}",
                    }
            kind = "an issue or pull request"
            raise _CodedError(
                "NOT_FOUND", f"Could not resolve to {kind} with the number of {number}."
            )

        def discussion(_info: Any, number: int) -> dict[str, Any]:
            if number not in repository.discussions:
                raise _CodedError("NOT_FOUND", f"Could not resolve to a Discussion of {number}.")
            return {"__typename": "Discussion", "id": f"D_{number}"}

        def milestone(_info: Any, number: int) -> dict[str, Any]:
            if number not in repository.milestones:
                raise _CodedError("NOT_FOUND", f"Could not resolve to a Milestone of {number}.")
            return {"__typename": "Milestone", "id": f"M_{number}"}

        return {"issueOrPullRequest": issue, "discussion": discussion, "milestone": milestone}

    def _branch(self, node: str) -> tuple[Repository, str]:
        """The branch that a mutation is about, if whoever asks may write there."""
        caller = caller_of(self._hub, self._request)
        if caller is None or not caller.writes:
            raise _CodedError("FORBIDDEN", "Resource not accessible by integration")
        branch = node.removeprefix("REF_")
        each = self._hub.plan.repositories.values()
        found = next((one for one in each if branch in one.git.heads), None)
        if found is None:
            raise _CodedError("NOT_FOUND", f"Could not resolve to a node with the id '{node}'")
        return found, branch

    def _update_ref(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        repository, branch = self._branch(input["refId"])
        if not repository.git.moves or input["oid"] not in repository.git.commits:
            raise _CodedError("UNPROCESSABLE", "Repository rule violations found")
        point(repository, branch, input["oid"])
        return {"clientMutationId": None}

    def _delete_ref(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        drop(*self._branch(input["refId"]))
        return {"clientMutationId": None}

    def _add_review(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        caller = caller_of(self._hub, self._request)
        if caller is None or not caller.writes:
            raise _CodedError("FORBIDDEN", "Resource not accessible by integration")
        if wrong := add_review(self._hub.plan, caller.login, input):
            raise _CodedError("UNPROCESSABLE", wrong)
        return {"clientMutationId": None}

    def _rate_limit(self, _info: Any, **_: Any) -> dict[str, Any]:
        rate = self._hub.limits(self._request)["graphql"]
        reset = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(rate["reset"]))
        return {**rate, "cost": 1, "nodeCount": 0, "resetAt": reset}


def _shown(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error or error
    shown: dict[str, Any] = {"type": original.kind} if isinstance(original, _CodedError) else {}
    if error.path:
        shown["path"] = list(error.path)
    if error.locations:
        shown["locations"] = [place.formatted for place in error.locations]
    return shown | {"message": error.message}
