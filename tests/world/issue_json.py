"""Issues, pull requests and comments in the words of the REST API."""

from typing import Any

from world.issues import Artifact, ChangedFile, Comment, Issue, Pull
from world.listing import make_repository
from world.plan import Repository
from world.repository_json import API, full_repository, object_id, simple_user

_APP = 15_368  # GitHub Actions


def user(login: str) -> dict[str, Any]:
    """Somebody who writes; the logins of apps end in `[bot]`."""
    number = int(object_id(login)[:7], 16)
    return simple_user(login, number, "Bot" if login.endswith("[bot]") else "User")


def private_user(login: str) -> dict[str, Any]:
    """The body of `GET /user`."""
    nothing = dict.fromkeys(("bio", "blog", "company", "email", "location", "name", "hireable"))
    counted = ("followers", "following", "public_gists", "public_repos")
    since = {"created_at": "2020-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"}
    return user(login) | nothing | {"blog": ""} | dict.fromkeys(counted, 0) | since


def issue(repository: Repository, one: Issue) -> dict[str, Any]:
    """An issue; a pull request is one with a `pull_request`."""
    own = f"{API}/repos/{repository.name}/issues/{one.number}"
    kind = "pull" if one.pull else "issues"
    page = f"https://github.com/{repository.name}/{kind}/{one.number}"
    number = repository.id * 1000 + one.number
    known = {
        "id": number,
        "node_id": f"I_{number}",
        "url": own,
        "repository_url": f"{API}/repos/{repository.name}",
        "labels_url": f"{own}/labels{{/name}}",
        "comments_url": f"{own}/comments",
        "events_url": f"{own}/events",
        "html_url": page,
        "number": one.number,
        "state": one.state,
        "state_reason": one.state_reason,
        "title": one.title,
        "body": one.body,
        "user": user(one.login),
        "labels": [{"name": label} for label in one.labels],
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "locked": one.locked,
        "comments": len(one.comments),
        "closed_at": one.closed_at,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "author_association": association(repository, one.login),
        "performed_via_github_app": app(one.login),
    }
    links: dict[str, str | None] = {
        "url": f"{API}/repos/{repository.name}/pulls/{one.number}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "merged_at": None,
    }
    return known | ({"pull_request": links} if one.pull else {})


def comment(repository: Repository, parent: Issue, one: Comment) -> dict[str, Any]:
    """A comment of an issue or pull request."""
    kind = "pull" if parent.pull else "issues"
    page = f"https://github.com/{repository.name}/{kind}/{parent.number}"
    return {
        "id": one.id,
        "node_id": f"IC_{one.id}",
        "url": f"{API}/repos/{repository.name}/issues/comments/{one.id}",
        "html_url": f"{page}#issuecomment-{one.id}",
        "issue_url": f"{API}/repos/{repository.name}/issues/{parent.number}",
        "body": one.body,
        "user": user(one.login),
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "author_association": association(repository, one.login),
        "performed_via_github_app": app(one.login),
    }


def pull(repository: Repository, one: Issue, *, whole: bool) -> dict[str, Any]:
    """A pull request, as listings have it or as a whole."""
    assert one.pull is not None
    of = one.pull
    own = f"{API}/repos/{repository.name}/pulls/{one.number}"
    page = f"https://github.com/{repository.name}/pull/{one.number}"
    issues = f"{API}/repos/{repository.name}/issues/{one.number}"
    links = {
        "comments": f"{issues}/comments",
        "commits": f"{own}/commits",
        "statuses": f"{API}/repos/{repository.name}/statuses/{of.sha}",
        "html": page,
        "issue": issues,
        "review_comments": f"{own}/comments",
        "review_comment": f"{API}/repos/{repository.name}/pulls/comments{{/number}}",
        "self": own,
    }
    known = issue(repository, one) | {
        "url": own,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": issues,
        **{f"{name}_url": links[name] for name in links if name not in ("html", "self", "issue")},
        "merge_commit_sha": None,
        "merged_at": one.closed_at if of.merged else None,
        "draft": of.draft,
        "labels": [],
        "head": _end(of.repository, of.branch, of.sha, repository),
        "base": _end(repository.name, of.base, of.base_sha, repository),
        "_links": {name: {"href": url} for name, url in links.items()},
        "auto_merge": None,
        "requested_reviewers": [],
        "requested_teams": [],
    }
    return known | (_more(one, of) if whole else {})


def _more(one: Issue, of: Pull) -> dict[str, Any]:
    return {
        "merged": of.merged,
        "mergeable": of.mergeable,
        "mergeable_state": "clean",
        "merged_by": None,
        "rebaseable": True,
        "comments": len(one.comments),
        "review_comments": 0,
        "maintainer_can_modify": of.maintainer_can_modify,
        "commits": 1,
        "additions": 1,
        "deletions": 1,
        "changed_files": len(of.files),
    }


def _end(name: str, ref: str, sha: str, base: Repository) -> dict[str, Any]:
    owner = name.partition("/")[0]
    repository = base if name == base.name else make_repository(name)
    return {
        "label": f"{owner}:{ref}",
        "ref": ref,
        "sha": sha,
        "user": user(owner),
        "repo": full_repository(repository),
    }


def changed_file(repository: Repository, of: Pull, one: ChangedFile) -> dict[str, Any]:
    """A file of a pull request."""
    lines = (one.patch or "").split("\n")
    added, removed = (sum(line.startswith(sign) for line in lines) for sign in "+-")
    page = f"https://github.com/{repository.name}"
    known = {
        "sha": object_id(f"{of.sha}:{one.path}"),
        "filename": one.path,
        "status": one.status,
        "additions": added,
        "deletions": removed,
        "changes": added + removed,
        "blob_url": f"{page}/blob/{of.sha}/{one.path}",
        "raw_url": f"{page}/raw/{of.sha}/{one.path}",
        "contents_url": f"{API}/repos/{repository.name}/contents/{one.path}?ref={of.sha}",
    }
    return known if one.patch is None else known | {"patch": one.patch}


def artifact(repository: Repository, one: Artifact) -> dict[str, Any]:
    """An artifact; its ZIP file stands elsewhere."""
    own = f"{API}/repos/{repository.name}/actions/artifacts/{one.id}"
    return {
        "id": one.id,
        "node_id": f"A_{one.id}",
        "name": one.name,
        "size_in_bytes": len(one.zip) * 3 // 4,
        "url": own,
        "archive_download_url": f"{own}/zip",
        "expired": one.expired,
        "created_at": "2026-01-02T03:04:05Z",
        "expires_at": "2026-04-02T03:04:05Z",
        "updated_at": "2026-01-02T03:04:05Z",
    }


def association(repository: Repository, login: str) -> str:
    """What somebody is to a repository."""
    if login.lower() == repository.name.partition("/")[0].lower():
        return "OWNER"
    return "COLLABORATOR" if login in repository.collaborators else "NONE"


def app(login: str) -> dict[str, Any] | None:
    """The app that wrote in the name of a bot."""
    if not login.endswith("[bot]"):
        return None
    name = login.removesuffix("[bot]")
    return {
        "id": _APP,
        "node_id": f"A_{_APP}",
        "slug": name,
        "owner": user("github"),
        "name": name,
        "description": "",
        "external_url": "https://example.org/",
        "html_url": f"https://github.com/apps/{name}",
        "created_at": "2018-07-30T09:30:17Z",
        "updated_at": "2026-01-02T03:04:05Z",
        "permissions": {"issues": "write"},
        "events": [],
    }
