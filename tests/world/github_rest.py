"""The REST API of GitHub: what is read of repositories; writing is in `github_issues.py`."""

import base64
import hashlib
import re
from collections.abc import Callable
from urllib.parse import unquote

from world.faults import answer
from world.git import blob
from world.github import GitHub, bad_credentials, not_found, secondary_limit
from world.github_git import GIT_ROUTES, files_at
from world.github_issues import ROUTES, who
from world.github_issues import serve as serve_route
from world.github_items import serve_item, serve_owner
from world.log import Note, Record
from world.messages import Request, Response, json_response
from world.openapi import check_exchange
from world.plan import Fault, Repository
from world.registries import is_there
from world.repository_json import (
    API,
    contents_directory,
    contents_file,
    contents_submodule,
    full_repository,
)

RAW = "application/vnd.github.raw"
_NAMED = re.compile(r"/repos/(?P<owner>[^/]+)/(?P<repo>[^/]+)(?P<rest>/.*)?\Z")
_USER = re.compile(r"/users/(?P<login>[^/]+)\Z")
_GIST = re.compile(r"/gists/(?P<id>[0-9a-f]+)\Z")
_NUMBERED = re.compile(r"/repositories/(?P<id>\d+)(?P<rest>/.*)?\Z")


def serve(hub: GitHub, request: Request, record: Record) -> Response:
    """Answer a REST request."""
    response = hub.refuse(request, "core") or _planted(hub, request, record)
    if response is None:
        limits = {} if request.path == "/rate_limit" else hub.limit_headers(request, "core")
        response = _conditional(_route(hub, request), request)
        response.headers = limits | response.headers
    response.headers.setdefault("X-GitHub-Media-Type", "github.v3; format=json")
    response.delay = hub.plan.latency.rest
    record.notes += [Note("rest", problem) for problem in check_exchange(request, response)]
    return response


def _planted(hub: GitHub, request: Request, record: Record) -> Response | None:
    fault = hub.choice.pick("rest", _answers(hub), request.method)
    if fault is None:
        return None
    record.fault = fault.name
    match fault.name:
        case "bad-credentials":
            return bad_credentials()
        case "rate-limited":
            return hub.rate_limited(request, "core")
        case "secondary-limit":
            return secondary_limit(fault)
    return answer(fault, request)


def _answers(hub: GitHub) -> list[Fault]:
    return hub.plan.apis.get("rest", [])


def _conditional(response: Response, request: Request) -> Response:
    if response.status != 200 or request.path == "/rate_limit":
        return response
    tag = f'W/"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    if tag in request.headers.get("if-none-match", ""):
        return Response(304, {"ETag": tag})
    return response


def _route(hub: GitHub, request: Request) -> Response:
    path = unquote(request.path)
    if path == "/rate_limit":
        rates = hub.limits(request)
        return json_response(200, {"resources": rates, "rate": rates["core"]})
    if path == "/user":
        return who(hub, request)
    if found := _USER.match(path):
        return serve_owner(hub, found["login"])
    if found := _GIST.match(path):
        return _gist(hub, found["id"])
    if found := _NUMBERED.match(path):
        numbered = hub.by_id.get(int(found["id"]))
        return _of(hub, numbered, found["rest"] or "", request) if numbered else not_found()
    if found := _NAMED.match(path):
        name = f"{found['owner']}/{found['repo']}"
        repository = hub.find(name)
        if repository and not repository.state and repository.name.lower() != name.lower():
            address = f"{API}/repositories/{repository.id}{found['rest'] or ''}"
            return _moved(address, 301 if request.method in ("GET", "HEAD") else 307)
        return _of(hub, repository, found["rest"] or "", request) if repository else not_found()
    return not_found()


def _gist(hub: GitHub, number: str) -> Response:
    """A gist is there if a page is planned that ends in its number."""
    pages = [key for key in hub.plan.pages if key.startswith("gist.github.com/")]
    named = [f"https://{key}" for key in pages if key.rpartition("/")[2] == number]
    if not named or not is_there(hub.plan, *named):
        return not_found()
    return json_response(200, {"id": number, "url": f"{API}/gists/{number}"})


def _moved(address: str, status: int) -> Response:
    body = {
        "message": "Moved Permanently",
        "url": address,
        "documentation_url": "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api",
    }
    return json_response(status, body, {"Location": address})


def _of(hub: GitHub, repository: Repository, rest: str, request: Request) -> Response:
    block = {"reason": "tos", "created_at": "2026-01-02T03:04:05Z", "html_url": None}
    match repository.state:
        case "deleted":
            return not_found()
        case "dmca":
            notice = "https://github.com/github/dmca/blob/master/2026/01/2026-01-02-example.md"
            block = block | {"reason": "dmca", "html_url": notice}
            return json_response(451, {"message": "Repository access blocked", "block": block})
        case "blocked":
            return json_response(403, {"message": "Repository access blocked", "block": block})
        case "forbidden":
            return json_response(403, {"message": "Resource protected by organization SAML."})
    if written := serve_route(hub, repository, rest, request, (*ROUTES, *GIT_ROUTES)):
        return written
    if not rest:
        return json_response(200, full_repository(repository))
    if rest == "/readme":
        return _contents(repository, "README.md", request)
    if rest == "/contents" or rest.startswith("/contents/"):
        return _contents(repository, rest.removeprefix("/contents").strip("/"), request)
    return serve_item(repository, rest) or not_found()


def _contents(repository: Repository, path: str, request: Request) -> Response:
    ref = request.query.get("ref") or repository.default_branch
    here = (repository.default_branch, "HEAD", *repository.refs)
    files = repository.files if ref in here else files_at(repository, ref)
    if repository.empty or files is None:
        return not_found()
    text = files.get(path)
    accept = request.headers.get("accept", "")
    if text is not None and RAW in accept:
        kind = {"Content-Type": f"{RAW}+json; charset=utf-8"}
        return Response(200, kind, text.encode())
    if text is not None:
        encoded = base64.b64encode(text.encode()).decode()
        file = contents_file(repository, path, ref, text, encoded) | {"sha": blob(text)}
        return json_response(200, file)
    if path in repository.submodules:
        return json_response(200, contents_submodule(repository, path, ref))
    names = children(repository, path)
    if not names and path and path not in repository.directories:
        return not_found()
    entries = [contents_directory(repository, f"{path}/{name}".strip("/"), ref) for name in names]
    if "application/vnd.github.object" in accept:
        whole = contents_directory(repository, path, ref) | {"entries": entries}
        return json_response(200, whole)
    return json_response(200, entries)


def children(repository: Repository, path: str) -> list[str]:
    """The names in a directory, none if there is no such directory."""
    prefix = f"{path}/" if path else ""
    inside: Callable[[str], bool] = lambda other: other.startswith(prefix) and other != path  # noqa: E731
    everything = [*repository.files, *repository.directories, *repository.submodules]
    return sorted({other[len(prefix) :].partition("/")[0] for other in filter(inside, everything)})
