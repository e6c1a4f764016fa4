"""GitHub's search for repositories, and the repositories of an owner, in GraphQL's words."""

import re
from collections.abc import Iterator
from typing import Any

from world.github import GitHub
from world.github_items import is_owner
from world.graphql_values import repository_value
from world.plan import Repository

_QUALIFIER = re.compile(r"\b(in|fork|user):(\S+)")


def search_value(hub: GitHub, query: str, first: int | None) -> dict[str, Any]:
    """What a search shows: public repositories with the words in their name, most stars first.

    Forks are left out unless the query says `fork:true`; the order of the real one is no promise.
    """
    qualifiers = dict(_QUALIFIER.findall(query))
    sought = _QUALIFIER.sub("", query).strip().strip('"').lower()
    found = [
        one
        for one in _public(hub)
        if sought in one.name.partition("/")[2].lower()
        and (not one.fork or qualifiers.get("fork") == "true")
    ]
    return _connection(found, first) | {"repositoryCount": len(found)}


def owner_value(hub: GitHub, login: str) -> dict[str, Any] | None:
    """A person or organisation; None if nobody has the name."""
    if not is_owner(hub, login):
        return None

    def repositories(_info: Any, first: int | None = None, **_: Any) -> dict[str, Any]:
        theirs = [one for one in _public(hub) if one.name.lower().startswith(f"{login.lower()}/")]
        return _connection(theirs, first) | {"totalCount": len(theirs)}

    return {"__typename": "User", "id": "U_1", "login": login, "repositories": repositories}


def _public(hub: GitHub) -> Iterator[Repository]:
    for one in hub.plan.repositories.values():
        if not one.state and not one.private:
            yield one


def _connection(found: list[Repository], first: int | None) -> dict[str, Any]:
    if first is None or not 1 <= first <= 100:
        raise ValueError("You must provide a `first` or `last` value of 1 to 100.")
    some = sorted(found, key=lambda one: -one.stars)[:first]
    return {"nodes": [repository_value(one) for one in some]}
