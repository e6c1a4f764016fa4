"""A repository in the words of the GraphQL API."""

from typing import Any

from world.github_rest import children
from world.plan import Repository
from world.repository_json import node_id, object_id


def repository_value(repository: Repository) -> dict[str, Any]:
    """What the fields of a repository resolve to; functions take the field's arguments."""
    moment = repository.pushed_at or repository.created_at
    spdx = repository.licence
    return {
        "__typename": "Repository",
        "id": node_id(repository),
        "databaseId": repository.id,
        "name": repository.name.partition("/")[2],
        "nameWithOwner": repository.name,
        "owner": {
            "__typename": "User",
            "id": f"U_{repository.id // 7}",
            "login": repository.name.partition("/")[0],
        },
        "url": f"https://github.com/{repository.name}",
        "description": repository.description,
        "homepageUrl": repository.homepage,
        "stargazerCount": repository.stars,
        "stargazers": {"totalCount": repository.stars},
        "forkCount": repository.forks,
        "createdAt": repository.created_at,
        "pushedAt": repository.pushed_at,
        "updatedAt": moment,
        "archivedAt": moment if repository.archived else None,
        "isArchived": repository.archived,
        "isDisabled": repository.disabled,
        "isEmpty": repository.empty,
        "isFork": repository.fork,
        "isLocked": False,
        "isMirror": False,
        "isTemplate": False,
        "isPrivate": repository.private,
        "lockReason": None,
        "visibility": "PRIVATE" if repository.private else "PUBLIC",
        "licenseInfo": spdx
        and {"id": f"L_{spdx}", "key": spdx.lower(), "name": spdx, "spdxId": spdx},
        "hasIssuesEnabled": repository.has_issues,
        "hasWikiEnabled": repository.has_wiki,
        "hasDiscussionsEnabled": bool(repository.discussions),
        "latestRelease": None,
        "release": None,
        "parent": None,
        "defaultBranchRef": None if repository.empty else _ref(repository, default_ref(repository)),
        "ref": lambda _info, qualifiedName: _find_ref(repository, qualifiedName),  # noqa: N803
        "object": lambda _info, expression=None, oid=None: _object(repository, expression or oid),
    }


def default_ref(repository: Repository) -> str:
    """The full name of the default branch."""
    return f"refs/heads/{repository.default_branch}"


def _ref(repository: Repository, full: str) -> dict[str, Any]:
    kind, name = full.split("/", 2)[1:]
    return {
        "__typename": "Ref",
        "id": f"REF_{object_id(repository.name + full)}",
        "name": name,
        "prefix": f"refs/{kind}/",
        "target": _commit(repository, name),
    }


def _find_ref(repository: Repository, qualified: str) -> dict[str, Any] | None:
    name = qualified.removeprefix("refs/heads/").removeprefix("refs/tags/")
    if repository.empty or name not in (repository.default_branch, *repository.refs):
        return None
    full = qualified if qualified.startswith("refs/") else f"refs/heads/{name}"
    return _ref(repository, full)


def _commit(repository: Repository, ref: str) -> dict[str, Any]:
    oid = object_id(f"{repository.name}@{ref}")
    committed = repository.pushed_at or repository.created_at
    return _git("Commit", oid) | {"committedDate": committed}


def _git(kind: str, oid: str) -> dict[str, Any]:
    return {"__typename": kind, "id": f"{kind[0]}_{oid}", "oid": oid, "abbreviatedOid": oid[:7]}


def _object(repository: Repository, expression: str | None) -> dict[str, Any] | None:
    ref, colon, path = (expression or "").partition(":")
    name = ref.removeprefix("refs/heads/").removeprefix("refs/tags/")
    if repository.empty or name not in ("HEAD", repository.default_branch, *repository.refs):
        return None
    if not colon:
        return _commit(repository, name)
    if path != path.strip("/"):
        return None  # git knows no such path
    oid = object_id(f"{repository.name}:{path}")
    text = repository.files.get(path)
    if text is not None:
        blob = {"text": text, "byteSize": len(text.encode()), "isBinary": False}
        return _git("Blob", oid) | blob | {"isTruncated": False}
    names = children(repository, path)
    if not names and path and path not in repository.directories:
        return None
    return _git("Tree", oid) | {
        "entries": lambda _info: [_entry(repository, f"{path}/{name}".strip("/")) for name in names]
    }


def _entry(repository: Repository, path: str) -> dict[str, Any]:
    kind = "blob" if path in repository.files else "tree"
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "type": "commit" if path in repository.submodules else kind,
        "object": lambda _info: _object(repository, f"HEAD:{path}"),
    }
