"""The REST API of GitHub where people and programs write: issues, comments, pull requests.

The state is the plan itself: what is written stays there until the next plan, and tests read it
back with `World.repository`.
"""

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from world import issue_json
from world.github import GitHub, not_found, token_of
from world.issues import Caller, Comment, Edit, Issue
from world.messages import Request, Response, json_response
from world.plan import Plan, Repository
from world.repository_json import API

STORAGE = "productionresultssa7.blob.core.windows.net"  # where GitHub keeps artifacts
_READS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request to a repository, who makes it, and what its path names."""

    hub: GitHub
    repository: Repository
    caller: Caller
    request: Request
    named: dict[str, str]

    @property
    def payload(self) -> dict[str, Any]:
        """The JSON of the body."""
        found = json.loads(self.request.body or b"{}")
        return found if isinstance(found, dict) else {}

    @property
    def issue(self) -> Issue | None:
        """The issue or pull request that the path names."""
        number = int(self.named["number"])
        return next((one for one in self.repository.issues if one.number == number), None)

    def now(self) -> str:
        """The time, as GitHub writes it."""
        return self.hub.clock().strftime("%Y-%m-%dT%H:%M:%SZ")


Answers = Callable[[Visit], Response]
Route = tuple[str, re.Pattern[str], Answers]


def caller_of(hub: GitHub, request: Request) -> Caller | None:
    """Whose token it is; None for nobody's."""
    token = token_of(request)
    return hub.plan.callers.get(token, Caller()) if token else None


def who(hub: GitHub, request: Request) -> Response:
    """Answer `GET /user`."""
    caller = caller_of(hub, request)
    if caller is None:
        return json_response(401, {"message": "Requires authentication"})
    if caller.installation:
        return refused()
    return json_response(200, issue_json.private_user(caller.login))


def refused() -> Response:
    """The answer to an installation that may not."""
    message = "Resource not accessible by integration"
    return json_response(403, {"message": message, "documentation_url": "", "status": "403"})


def serve(
    hub: GitHub, repository: Repository, rest: str, request: Request, routes: Sequence[Route]
) -> Response | None:
    """Answer what one of the routes is for; None for anything else."""
    for method, pattern, answers in routes:
        found = pattern.match(rest)
        if found is None or method != request.method.replace("HEAD", "GET"):
            continue
        caller = caller_of(hub, request)
        if request.method not in _READS and (caller is None or not caller.writes):
            return refused() if caller else json_response(401, {"message": "Bad credentials"})
        return answers(Visit(hub, repository, caller or Caller(""), request, found.groupdict()))
    return None


def invalid(field: str, code: str, message: str = "") -> Response:
    """The answer to what cannot be done as asked."""
    fault = {"resource": "Issue", "field": field, "code": code, "message": message}
    body = {"message": "Validation Failed", "errors": [fault], "documentation_url": ""}
    return json_response(422, body)


def paged(visit: Visit, everything: Sequence[Any], rest: str) -> Response:
    """A page of a listing, with the addresses of the next and the last as GitHub writes them."""
    query = visit.request.query
    size = min(100, max(1, int(query.get("per_page", "30"))))
    page = max(1, int(query.get("page", "1")))
    last = max(1, -(-len(everything) // size))
    others = "".join(
        f"{name}={value}&" for name, value in query.items() if name not in ("page", "per_page")
    )
    base = f"{API}/repositories/{visit.repository.id}{rest}?{others}per_page={size}&page="
    links = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
    wanted = (["prev"] if page > 1 else []) + (["next", "last"] if page < last else [])
    header = ", ".join(f'<{base}{links[name]}>; rel="{name}"' for name in wanted)
    shown = list(everything[(page - 1) * size : page * size])
    return json_response(200, shown, {"Link": header} if header else {})


# --- issues --------------------------------------------------------------------------------------


def _issues(visit: Visit) -> Response:
    query, repository = visit.request.query, visit.repository
    if not repository.has_issues:
        return _disabled()
    state = query.get("state", "open")
    labels = {label for label in query.get("labels", "").split(",") if label}
    found = [
        issue_json.issue(repository, one)
        for one in sorted(repository.issues, key=lambda one: -one.number)
        if one.state != "deleted"
        and state in ("all", one.state)
        and query.get("creator", one.login).lower() == one.login.lower()
        and labels <= set(one.labels)
    ]
    if query.get("direction") == "asc":
        found.reverse()
    return paged(visit, found, "/issues")


def _disabled() -> Response:
    return json_response(410, {"message": "Issues are disabled for this repo"})


def next_number(repository: Repository) -> int:
    """The number of the next issue or pull request."""
    return max((one.number for one in repository.issues), default=0) + 1


def _open_issue(visit: Visit) -> Response:
    given = visit.payload
    if not visit.repository.has_issues:
        return _disabled()
    if (wrong := too_long(visit, given.get("body"))) or not given.get("title"):
        return wrong or invalid("title", "missing_field")
    made = Issue(
        next_number(visit.repository),
        str(given["title"]),
        given.get("body"),
        visit.caller.login,
        labels=[str(one) for one in given.get("labels", [])],
        created_at=visit.now(),
        updated_at=visit.now(),
    )
    visit.repository.issues.append(made)
    return json_response(201, issue_json.issue(visit.repository, made))


def too_long(visit: Visit, body: object) -> Response | None:
    """The refusal of a text that is longer than GitHub takes."""
    most = visit.hub.plan.longest_body
    if isinstance(body, str) and len(body) > most:
        return invalid("body", "unprocessable", f"body is too long (maximum is {most} characters)")
    return None


def _issue(visit: Visit) -> Response:
    found = visit.issue
    if found is None or found.state == "deleted":
        return _gone(found)
    return json_response(200, issue_json.issue(visit.repository, found))


def _gone(issue: Issue | None) -> Response:
    return json_response(410, {"message": "This issue was deleted"}) if issue else not_found()


def _change_issue(visit: Visit) -> Response:
    found, given = visit.issue, visit.payload
    if found is None or found.state == "deleted":
        return _gone(found)
    if wrong := too_long(visit, given.get("body")):
        return wrong
    change(visit, found)
    return json_response(200, issue_json.issue(visit.repository, found))


def change(visit: Visit, issue: Issue) -> None:
    """Write what a PATCH says into an issue or pull request."""
    given = visit.payload
    for name in ("title", "body", "state", "state_reason", "labels"):
        if name in given:
            setattr(issue, name, given[name])
    if "state" in given:
        issue.closed_at = visit.now() if issue.state == "closed" else None
    if "body" in given:
        issue.edited.append(Edit(visit.caller.login, visit.now()))
    issue.updated_at = visit.now()
    issue.edits += 1


# --- comments ------------------------------------------------------------------------------------


def _comments(visit: Visit) -> Response:
    found = visit.issue
    if found is None or found.state == "deleted":
        return _gone(found)
    each = [issue_json.comment(visit.repository, found, one) for one in found.comments]
    return paged(visit, each, f"/issues/{found.number}/comments")


def _add_comment(visit: Visit) -> Response:
    found, body = visit.issue, visit.payload.get("body")
    if found is None or found.state == "deleted":
        return _gone(found)
    if found.locked:
        message = "Unable to create comment because issue is locked."
        return json_response(403, {"message": message, "status": "403"})
    if (wrong := too_long(visit, body)) or not body:
        return wrong or invalid("body", "missing_field")
    now = visit.now()
    made = Comment(_next_comment(visit.hub.plan), str(body), visit.caller.login, now, now)
    found.comments.append(made)
    found.updated_at = now
    return json_response(201, issue_json.comment(visit.repository, found, made))


def _next_comment(plan: Plan) -> int:
    every = (
        comment.id
        for repository in plan.repositories.values()
        for issue in repository.issues
        for comment in issue.comments
    )
    return max(every, default=1_000_000) + 1


def _found_comment(visit: Visit) -> tuple[Issue, Comment] | None:
    number = int(visit.named["id"])
    each = ((issue, one) for issue in visit.repository.issues for one in issue.comments)
    return next((both for both in each if both[1].id == number), None)


def _comment(visit: Visit) -> Response:
    found = _found_comment(visit)
    if found is None:
        return not_found()
    return json_response(200, issue_json.comment(visit.repository, *found))


def _change_comment(visit: Visit) -> Response:
    found, body = _found_comment(visit), visit.payload.get("body")
    if found is None:
        return not_found()
    if (wrong := too_long(visit, body)) or not body:
        return wrong or invalid("body", "missing_field")
    issue, comment = found
    comment.body, comment.updated_at = str(body), visit.now()
    comment.edits += 1
    return json_response(200, issue_json.comment(visit.repository, issue, comment))


def _remove_comment(visit: Visit) -> Response:
    found = _found_comment(visit)
    if found is None:
        return not_found()
    found[0].comments.remove(found[1])
    return Response(HTTPStatus.NO_CONTENT)


# --- pull requests, to read ----------------------------------------------------------------------


def _pulls(visit: Visit) -> Response:
    query, repository = visit.request.query, visit.repository
    state, head, base = query.get("state", "open"), query.get("head"), query.get("base")
    found = [
        issue_json.pull(repository, one, whole=False)
        for one in sorted(repository.issues, key=lambda one: -one.number)
        if one.pull is not None
        and state in ("all", one.state)
        and head in (None, f"{one.pull.repository.partition('/')[0]}:{one.pull.branch}")
        and base in (None, one.pull.base)
    ]
    return paged(visit, found, "/pulls")


def _pull(visit: Visit) -> Response:
    found = visit.issue
    if found is None or found.pull is None:
        return not_found()
    return json_response(200, issue_json.pull(visit.repository, found, whole=True))


def _files(visit: Visit) -> Response:
    found = visit.issue
    if found is None or (of := found.pull) is None:
        return not_found()
    each = [issue_json.changed_file(visit.repository, of, one) for one in of.files]
    return paged(visit, each, f"/pulls/{found.number}/files")


# --- runs and people -----------------------------------------------------------------------------


def _artifacts(visit: Visit) -> Response:
    run, name = int(visit.named["run"]), visit.request.query.get("name")
    found = [
        issue_json.artifact(visit.repository, one)
        for one in visit.repository.artifacts
        if one.run == run and name in (None, one.name)
    ]
    page = paged(visit, found, f"/actions/runs/{run}/artifacts")
    shown = {"total_count": len(found), "artifacts": json.loads(page.body)}
    return json_response(200, shown, page.headers)


def _zip(visit: Visit) -> Response:
    number = int(visit.named["id"])
    found = next((one for one in visit.repository.artifacts if one.id == number), None)
    if found is None or not visit.caller.login:
        return not_found()
    if found.expired:
        return json_response(410, {"message": "Artifact has expired"})
    return Response(302, {"Location": f"https://{STORAGE}/artifacts/{number}?sig=a%2Fb&se=2026"})


def serve_storage(plan: Plan, request: Request) -> Response:
    """Answer as the storage does, which knows no tokens of GitHub's and refuses them."""
    if "authorization" in request.headers:
        return Response(403, {"Content-Type": "application/xml"}, b"<Error/>")
    every = (one for repository in plan.repositories.values() for one in repository.artifacts)
    found = next((one for one in every if request.path == f"/artifacts/{one.id}"), None)
    if found is None or "sig" not in request.query:
        return Response(404, {"Content-Type": "application/xml"}, b"<Error/>")
    return Response(200, {"Content-Type": "zip"}, base64.b64decode(found.zip))


def _permission(visit: Visit) -> Response:
    login = visit.named["login"]
    permission = visit.repository.collaborators.get(login, "read")
    body = {"permission": permission, "role_name": permission, "user": issue_json.user(login)}
    return json_response(200, body)


def _route(method: str, path: str, answers: Answers) -> Route:
    return method, re.compile(path + r"\Z"), answers


_NUMBER = r"(?P<number>\d{1,9})"
ROUTES: tuple[Route, ...] = (
    _route("GET", "/issues", _issues),
    _route("POST", "/issues", _open_issue),
    _route("GET", f"/issues/{_NUMBER}", _issue),
    _route("PATCH", f"/issues/{_NUMBER}", _change_issue),
    _route("GET", f"/issues/{_NUMBER}/comments", _comments),
    _route("POST", f"/issues/{_NUMBER}/comments", _add_comment),
    _route("GET", r"/issues/comments/(?P<id>\d+)", _comment),
    _route("PATCH", r"/issues/comments/(?P<id>\d+)", _change_comment),
    _route("DELETE", r"/issues/comments/(?P<id>\d+)", _remove_comment),
    _route("GET", "/pulls", _pulls),
    _route("GET", f"/pulls/{_NUMBER}", _pull),
    _route("GET", f"/pulls/{_NUMBER}/files", _files),
    _route("GET", r"/actions/runs/(?P<run>\d+)/artifacts", _artifacts),
    _route("GET", r"/actions/artifacts/(?P<id>\d+)/zip", _zip),
    _route("GET", r"/collaborators/(?P<login>[^/]+)/permission", _permission),
)
