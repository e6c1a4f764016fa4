"""GitHub's GraphQL API as a function: its real schema, or just what a reply looks like."""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import graphql
from graphql.execution import get_variable_values

from listcheck.exchange import Answer, Reply, Request
from probes.driving import answer, oracle

API = "https://api.github.com"
GRAPHQL = f"{API}/graphql"


@cache
def schema() -> graphql.GraphQLSchema:
    """The schema that GitHub publishes."""
    return graphql.build_schema(oracle("github", "schema.graphql").read_text(), assume_valid=True)


def check(request: Request) -> None:
    """Hold a query against the schema: fields, arguments and the types of its variables."""
    body = json.loads(request.body)
    document = graphql.parse(body["query"])
    assert not graphql.validate(schema(), document), body["query"]
    operation = document.definitions[0]
    assert isinstance(operation, graphql.OperationDefinitionNode)
    values = get_variable_values(schema(), operation.variable_definitions or (), body["variables"])
    assert not isinstance(values, list), values  # of errors


def facts(name: str, **more: Any) -> dict[str, Any]:
    """A repository as the API shows it."""
    return {
        "databaseId": 7, "nameWithOwner": name, "stargazerCount": 5, "pushedAt": None,
        "isArchived": False, "isDisabled": False, "isEmpty": False, "isFork": False,
        "isPrivate": False, "description": None, "homepageUrl": None, "licenseInfo": None,
        "defaultBranchRef": {"name": "main"}, **more,
    }  # fmt: skip


def error(kind: str, *path: str | int) -> dict[str, Any]:
    """An entry of `errors`."""
    return {"type": kind, "path": list(path), "message": "for people"}


def body(request: Request) -> Any:
    """What a query sends."""
    return json.loads(request.body)


def aliases(request: Request) -> dict[str, str]:
    """The repositories of a query by alias."""
    values = body(request)["variables"]
    numbers = [name[1:] for name in values if name.startswith("n") and name[1:].isdigit()]
    return {f"r{number}": f"{values[f'o{number}']}/{values[f'n{number}']}" for number in numbers}


@dataclass
class Hub:
    """A GitHub of living repositories, apart from what is said otherwise.

    `rest` answers by path, `heavy` is how many repositories a query may name.
    """

    missing: frozenset[str] = frozenset()
    heavy: int = 1000
    too_heavy: Answer = field(default_factory=lambda: answer(502, b"<html>"))
    rest: dict[str, Reply] = field(default_factory=dict)
    default: Reply = field(default_factory=lambda: answer(404, {"message": "Not Found"}))

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        if request.url != GRAPHQL:
            return self.rest.get(request.url.removeprefix(API), self.default)
        names = aliases(request)
        if len(names) > self.heavy:
            return self.too_heavy
        data = {
            alias: None if name in self.missing else facts(name) for alias, name in names.items()
        }
        errors = [error("NOT_FOUND", alias) for alias, value in data.items() if value is None]
        return answer(200, {"data": data, **({"errors": errors} if errors else {})})
