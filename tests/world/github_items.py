"""Refs, commits, releases, milestones and owners, as the REST API answers for them."""

import re
from collections.abc import Callable
from typing import Any

from world.github import GitHub, not_found
from world.messages import Response, json_response
from world.plan import Repository
from world.repository_json import API, object_id

_Answer = Callable[[Repository, str], Any]


def serve_item(repository: Repository, rest: str) -> Response | None:
    """Answer for what stands below a repository, None where it is none of these."""
    for pattern, answer in _ANSWERS:
        if found := pattern.match(rest):
            body = answer(repository, found[1] if found.re.groups else "")
            return not_found() if body is None else json_response(200, body)
    return None


def serve_owner(hub: GitHub, login: str) -> Response:
    """A person or organisation."""
    if not is_owner(hub, login):
        return not_found()
    return json_response(
        200, {"login": login, "id": 1, "type": "User", "url": f"{API}/users/{login}"}
    )


def is_owner(hub: GitHub, login: str) -> bool:
    """Whether somebody of this name is planned, or owns a repository."""
    living = (one for one in hub.plan.repositories.values() if one.state != "deleted")
    names = {one.name.partition("/")[0].lower() for one in living}
    return login.lower() in names | set(hub.plan.owners)


def has_ref(repository: Repository, name: str) -> bool:
    """Whether a branch, tag or commit is there."""
    known = ("HEAD", repository.default_branch, *repository.refs)
    return not repository.empty and name in known


def _ref(repository: Repository, name: str) -> Any:
    kind, _, short = name.partition("/")
    is_branch = short == repository.default_branch
    if not has_ref(repository, short) or is_branch != (kind == "heads"):
        return None
    sha = object_id(f"{repository.name}@{short}")
    url = f"{API}/repos/{repository.name}/git"
    return {
        "ref": f"refs/{name}",
        "node_id": f"REF_{sha}",
        "url": f"{url}/refs/{name}",
        "object": {"type": "commit", "sha": sha, "url": f"{url}/commits/{sha}"},
    }


def _commit(repository: Repository, name: str) -> Any:
    return {"sha": object_id(name)} if has_ref(repository, name) else None


def _release(repository: Repository, tag: str) -> Any:
    if tag not in repository.assets:
        return None
    return {"tag_name": tag, "assets": [{"name": name} for name in repository.assets[tag]]}


def _milestone(repository: Repository, number: str) -> Any:
    return {"number": int(number)} if int(number) in repository.milestones else None


_ANSWERS: tuple[tuple[re.Pattern[str], _Answer], ...] = (
    (re.compile(r"/git/ref/(.+)\Z"), _ref),
    (re.compile(r"/commits/(.+)\Z"), _commit),
    (re.compile(r"/releases/tags/(.+)\Z"), _release),
    (
        re.compile(r"/releases\Z"),
        lambda repository, _: [{"tag_name": one} for one in repository.assets],
    ),
    (re.compile(r"/milestones/(\d+)\Z"), _milestone),
    (
        re.compile(r"/milestones\Z"),
        lambda repository, _: [{"number": n} for n in repository.milestones],
    ),
)
