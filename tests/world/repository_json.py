"""A repository in the words of the REST API."""

import hashlib
from typing import Any

from world.plan import Repository

API = "https://api.github.com"
_OWN_URLS = {
    "archive_url": "{archive_format}{/ref}",
    "assignees_url": "assignees{/user}",
    "blobs_url": "git/blobs{/sha}",
    "branches_url": "branches{/branch}",
    "collaborators_url": "collaborators{/collaborator}",
    "comments_url": "comments{/number}",
    "commits_url": "commits{/sha}",
    "compare_url": "compare/{base}...{head}",
    "contents_url": "contents/{+path}",
    "contributors_url": "contributors",
    "deployments_url": "deployments",
    "downloads_url": "downloads",
    "events_url": "events",
    "forks_url": "forks",
    "git_commits_url": "git/commits{/sha}",
    "git_refs_url": "git/refs{/sha}",
    "git_tags_url": "git/tags{/sha}",
    "hooks_url": "hooks",
    "issue_comment_url": "issues/comments{/number}",
    "issue_events_url": "issues/events{/number}",
    "issues_url": "issues{/number}",
    "keys_url": "keys{/key_id}",
    "labels_url": "labels{/name}",
    "languages_url": "languages",
    "merges_url": "merges",
    "milestones_url": "milestones{/number}",
    "notifications_url": "notifications{?since,all,participating}",
    "pulls_url": "pulls{/number}",
    "releases_url": "releases{/id}",
    "stargazers_url": "stargazers",
    "statuses_url": "statuses/{sha}",
    "subscribers_url": "subscribers",
    "subscription_url": "subscription",
    "tags_url": "tags",
    "teams_url": "teams",
    "trees_url": "git/trees{/sha}",
}
_OWNER_URLS = {
    "followers_url": "followers",
    "following_url": "following{/other_user}",
    "gists_url": "gists{/gist_id}",
    "starred_url": "starred{/owner}{/repo}",
    "subscriptions_url": "subscriptions",
    "organizations_url": "orgs",
    "repos_url": "repos",
    "events_url": "events{/privacy}",
    "received_events_url": "received_events",
}


def full_repository(repository: Repository) -> dict[str, Any]:
    """The body of `GET /repos/{owner}/{repo}`."""
    owner, _, name = repository.name.partition("/")
    url = f"{API}/repos/{repository.name}"
    page = f"https://github.com/{repository.name}"
    return {
        "id": repository.id,
        "node_id": node_id(repository),
        "name": name,
        "full_name": repository.name,
        "private": repository.private,
        "owner": simple_user(owner, repository.id // 7),
        "html_url": page,
        "description": repository.description,
        "fork": repository.fork,
        "url": url,
        **{key: f"{url}/{tail}" for key, tail in _OWN_URLS.items()},
        "created_at": repository.created_at,
        "updated_at": repository.pushed_at or repository.created_at,
        "pushed_at": repository.pushed_at or repository.created_at,
        "git_url": f"git://github.com/{repository.name}.git",
        "ssh_url": f"git@github.com:{repository.name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "homepage": repository.homepage,
        "size": 0 if repository.empty else 1234,
        "stargazers_count": repository.stars,
        "watchers_count": repository.stars,
        "language": None if repository.empty else "Python",
        "has_issues": repository.has_issues,
        "has_projects": True,
        "has_downloads": True,
        "has_wiki": repository.has_wiki,
        "has_pages": False,
        "has_discussions": bool(repository.discussions),
        "forks_count": repository.forks,
        "mirror_url": None,
        "archived": repository.archived,
        "disabled": repository.disabled,
        "open_issues_count": 3,
        "license": _licence(repository.licence),
        "allow_forking": True,
        "is_template": False,
        "web_commit_signoff_required": False,
        "topics": [],
        "visibility": "private" if repository.private else "public",
        "forks": repository.forks,
        "open_issues": 3,
        "watchers": repository.stars,
        "default_branch": repository.default_branch,
        "network_count": repository.forks,
        "subscribers_count": repository.stars // 50,
    }


def simple_user(login: str, number: int, kind: str = "User") -> dict[str, Any]:
    """Somebody, as others mention him."""
    user = f"{API}/users/{login}"
    return {
        "login": login,
        "id": number,
        "node_id": f"U_{number}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "gravatar_id": "",
        "url": user,
        "html_url": f"https://github.com/{login}",
        **{key: f"{user}/{tail}" for key, tail in _OWNER_URLS.items()},
        "type": kind,
        "site_admin": False,
    }


def node_id(repository: Repository) -> str:
    """The identity that GraphQL and REST share."""
    return f"R_{repository.id:x}"


def _licence(spdx: str | None) -> dict[str, Any] | None:
    if spdx is None:
        return None
    key = spdx.lower()
    return {
        "key": key,
        "name": spdx,
        "spdx_id": spdx,
        "url": f"{API}/licenses/{key}",
        "node_id": f"L_{key}",
    }


def object_id(path: str) -> str:
    """The git hash of something, near enough."""
    return hashlib.sha1(path.encode(), usedforsecurity=False).hexdigest()


def _contents(repository: Repository, path: str, ref: str, kind: str, size: int) -> dict[str, Any]:
    sha = object_id(f"{repository.name}:{path}")
    place, page = ("blob", "blob") if kind == "file" else ("tree", "tree")
    own = f"{API}/repos/{repository.name}/contents/{path}?ref={ref}"
    git = f"{API}/repos/{repository.name}/git/{place}s/{sha}"
    html = f"https://github.com/{repository.name}/{page}/{ref}/{path}"
    raw = f"https://raw.githubusercontent.com/{repository.name}/{ref}/{path}"
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": sha,
        "size": size,
        "url": own,
        "html_url": html,
        "git_url": git,
        "download_url": raw if kind == "file" else None,
        "type": kind,
        "_links": {"self": own, "git": git, "html": html},
    }


def contents_file(
    repository: Repository, path: str, ref: str, text: str, encoded: str
) -> dict[str, Any]:
    """A file with its text."""
    entry = _contents(repository, path, ref, "file", len(text.encode()))
    return entry | {"encoding": "base64", "content": encoded}


def contents_submodule(repository: Repository, path: str, ref: str) -> dict[str, Any]:
    """A submodule: another repository at one of its commits."""
    address = repository.submodules[path]
    entry = _contents(repository, path, ref, "submodule", 0)
    own = {"git_url": None, "html_url": None, "download_url": None, "submodule_git_url": address}
    return entry | own | {"_links": entry["_links"] | {"git": None, "html": None}}


def contents_directory(repository: Repository, path: str, ref: str) -> dict[str, Any]:
    """An entry of a directory, or the directory itself."""
    text = repository.files.get(path)
    if path in repository.submodules:  # "for backwards compatibility purposes", says GitHub
        return contents_submodule(repository, path, ref) | {"type": "file"}
    if text is None:
        return _contents(repository, path, ref, "dir", 0)
    return _contents(repository, path, ref, "file", len(text.encode()))
