"""The REST API of GitHub where programs write branches, files and pull requests.

Pull requests follow their branches: a push changes their head and files, and one whose branch is
moved to where its base is, GitHub closes.
"""

import base64
import binascii
import re
from typing import Any

from world import issue_json
from world.git import Commit, blob, commit_id
from world.github import not_found
from world.github_issues import Answers, Route, Visit, change, invalid, next_number, too_long
from world.issues import ChangedFile, Issue, Pull
from world.messages import Response, json_response
from world.plan import Repository
from world.repository_json import API, contents_file

NOT_PERMITTED = "GitHub Actions is not permitted to create or approve pull requests."


def head(repository: Repository, branch: str) -> str | None:
    """The commit that a branch ends in, None if there is no such branch."""
    if branch == repository.default_branch and not repository.empty:
        return commit_id(repository.files, repository.name)
    return repository.git.heads.get(branch)


def files_at(repository: Repository, ref: str) -> dict[str, str] | None:
    """The files of a branch or commit that was written here, None if it was not."""
    commit = head(repository, ref) or ref
    if commit == head(repository, repository.default_branch):
        return repository.files
    found = repository.git.commits.get(commit)
    return found.files if found else None


def _ref_json(repository: Repository, branch: str, commit: str) -> dict[str, Any]:
    own = f"{API}/repos/{repository.name}/git"
    return {
        "ref": f"refs/heads/{branch}",
        "node_id": f"REF_{branch}",
        "url": f"{own}/refs/heads/{branch}",
        "object": {"type": "commit", "sha": commit, "url": f"{own}/commits/{commit}"},
    }


def _ref(visit: Visit) -> Response:
    branch = visit.named["branch"]
    commit = head(visit.repository, branch)
    if commit is None:
        return not_found()
    return json_response(200, _ref_json(visit.repository, branch, commit))


def _create(visit: Visit) -> Response:
    given, repository = visit.payload, visit.repository
    branch, commit = str(given["ref"]).removeprefix("refs/heads/"), str(given["sha"])
    if head(repository, branch) is not None:
        return _unprocessable("Reference already exists")
    if any(f"{branch}/".startswith(f"{one}/") or one.startswith(f"{branch}/") for one in
           repository.git.heads):  # fmt: skip
        return _unprocessable("Reference cannot be created: another stands in its way")
    if _kept(repository, commit) is None:
        return _unprocessable("Object does not exist")
    point(repository, branch, commit)
    return json_response(201, _ref_json(repository, branch, commit))


def _unprocessable(message: str) -> Response:
    return json_response(422, {"message": message, "documentation_url": "", "errors": []})


def _kept(repository: Repository, commit: str) -> Commit | None:
    """A commit; that of the default branch is kept from now on, wherever the branch goes."""
    if commit == head(repository, repository.default_branch):
        repository.git.commits.setdefault(commit, Commit(dict(repository.files)))
    return repository.git.commits.get(commit)


def point(repository: Repository, branch: str, commit: str) -> None:
    """Let a branch end in a commit, and its open pull requests follow."""
    repository.git.heads[branch] = commit
    repository.git.pushes += 1
    for issue in repository.issues:
        if issue.pull and _is_from(issue, repository, branch):
            _follow(repository, issue, issue.pull, commit)


def _is_from(issue: Issue, repository: Repository, branch: str) -> bool:
    """Whether this is an open pull request from a branch of the repository itself."""
    of = issue.pull
    here = of is not None and (of.repository, of.branch) == (repository.name, branch)
    return here and issue.state == "open"


def _follow(repository: Repository, issue: Issue, of: Pull, commit: str) -> None:
    of.sha = commit
    of.files = _changed(repository, commit)
    if commit == head(repository, of.base):
        issue.state = "closed"


def _changed(repository: Repository, commit: str) -> list[ChangedFile]:
    """The files that differ from where the branch began."""
    commits = repository.git.commits
    first = last = commits[commit]
    while first.parent:
        first = commits[first.parent]
    names = sorted({*first.files, *last.files})
    return [
        ChangedFile(name, "@@ -1 +1 @@\n-a\n+b")
        for name in names
        if first.files.get(name) != last.files.get(name)
    ]


def drop(repository: Repository, branch: str) -> None:
    """Take a branch away; open pull requests from it are closed."""
    repository.git.heads.pop(branch, None)
    for issue in repository.issues:
        if _is_from(issue, repository, branch):
            issue.state = "closed"


def _put(visit: Visit) -> Response:
    given, repository, path = visit.payload, visit.repository, visit.named["path"]
    branch = str(given.get("branch") or repository.default_branch)
    commit = repository.git.heads.get(branch)
    if commit is None:
        return json_response(404, {"message": f"Branch {branch} not found"})
    try:
        text = base64.b64decode(given["content"], validate=True).decode()
    except (binascii.Error, ValueError):
        return _unprocessable("content is not valid Base64")
    old = repository.git.commits[commit].files.get(path)
    if old is not None and "sha" not in given:
        return _unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.')
    if old is not None and given["sha"] != blob(old):
        # The description wants one of two kinds of error, and most are of both.
        fault = {"message": f"{path} does not match {given['sha']}", "metadata": None}
        return json_response(409, fault)
    files = repository.git.commits[commit].files | {path: text}
    made = commit_id(files, commit, str(given["message"]))
    author = visit.caller.login
    repository.git.commits[made] = Commit(files, commit, str(given["message"]), author)
    point(repository, branch, made)
    content = contents_file(repository, path, branch, text, "") | {"sha": blob(text)}
    status = 200 if old is not None else 201
    return json_response(status, {"content": content, "commit": {"sha": made}})


def _open(visit: Visit) -> Response:
    given, repository = visit.payload, visit.repository
    branch, base = str(given["head"]), str(given["base"])
    if visit.caller.installation and not repository.git.opens_pulls:
        return json_response(403, {"message": NOT_PERMITTED, "status": "403"})
    commit, onto = repository.git.heads.get(branch), head(repository, base)
    if commit is None or onto is None:
        return invalid("head" if commit is None else "base", "invalid")
    if commit == onto:
        return invalid("", "custom", f"No commits between {base} and {branch}")
    if any(_is_from(one, repository, branch) for one in
           repository.issues):  # fmt: skip
        return invalid("", "custom", f"A pull request already exists for {branch}.")
    if wrong := too_long(visit, given.get("body")):
        return wrong
    of = Pull(repository.name, branch, commit, base, onto, _changed(repository, commit))
    made = Issue(
        next_number(repository), str(given["title"]), given.get("body"), visit.caller.login,
        pull=of, created_at=visit.now(), updated_at=visit.now(),
    )  # fmt: skip
    repository.issues.append(made)
    return json_response(201, issue_json.pull(repository, made, whole=True))


def _change(visit: Visit) -> Response:
    found = visit.issue
    if found is None or found.pull is None:
        return not_found()
    if wrong := too_long(visit, visit.payload.get("body")):
        return wrong
    change(visit, found)
    return json_response(200, issue_json.pull(visit.repository, found, whole=True))


def _route(method: str, path: str, answers: Answers) -> Route:
    return method, re.compile(path + r"\Z"), answers


GIT_ROUTES: tuple[Route, ...] = (
    _route("GET", "/git/ref/heads/(?P<branch>.+)", _ref),
    _route("POST", "/git/refs", _create),
    _route("PUT", "/contents/(?P<path>.+)", _put),
    _route("POST", "/pulls", _open),
    _route("PATCH", r"/pulls/(?P<number>\d{1,9})", _change),
)
