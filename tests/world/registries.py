"""The services whose records answer for things that lists link: Hugging Face, DOIs, videos...

What exists is what the plan has a page for; a page with the fault `status` 404 or 410 does not, and
its record says so in the words of its service.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from world.messages import Request, Response
from world.plan import Plan, page_key

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
_INTERVAL = 0.06  # seconds an answer takes
_GONE = (404, 410)


def serve(plan: Plan, request: Request) -> Response | None:
    """Answer what one of the services is asked, None where it is a page like any other."""
    answer = _SERVICES.get(request.host)
    response = answer(plan, request) if answer else None
    if response:
        response.delay = _INTERVAL if plan.latency.page_to else 0.0
    return response


def is_there(plan: Plan, *addresses: str) -> bool:
    """Whether one of these pages exists, by its own host and path or those of its aliases."""
    keys = [page_key(address) for address in addresses]
    if not any(key in plan.pages for key in keys):
        return plan.every_page
    faults = [fault for key in keys for fault in plan.pages.get(key, [])]
    return not any(fault.name == "status" and fault.status in _GONE for fault in faults)


def _json(status: int, body: Any, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, _JSON | named, json.dumps(body).encode())


_HUB = re.compile(
    r"/api/(?P<kind>models|datasets|spaces|collections)/(?P<name>[^/]+(?:/(?!tree/)[^/]+)?)(?:/tree/(?P<tree>.+))?\Z"
)
_RESOLVED = re.compile(r"(?P<page>/.+)/resolve/(?P<file>.+)\Z")
_HUB_HOSTS = ("huggingface.co", "hf.co")


def _hub(plan: Plan, request: Request) -> Response | None:
    path = unquote(request.path)
    if found := _RESOLVED.match(path):
        return _file(plan, found["page"], found["file"])
    if not (found := _HUB.match(path)):
        return None
    start = "" if found["kind"] == "models" else f"/{found['kind']}"
    page = f"{start}/{found['name']}"
    below = [f"{page}/{folder}/" for folder in ("blob", "tree", "resolve", "raw")]
    if moved := _renamed(plan, page):
        return Response(307, {"Location": f"/api/{found['kind']}{moved.removeprefix(start)}"})
    if not is_there(plan, *_aliases(page)) and not any(_begun(plan, one) for one in below):
        # The same for what is private and for what never was, to whoever is not logged in.
        return _json(401, {"error": "Invalid username or password."}, X_Error_Code="RepoNotFound")
    if found["tree"]:
        there = is_there(plan, *_aliases(f"{page}/tree/{found['tree']}"))
        return _json(200, []) if there else _no_entry()
    return _json(200, {"_id": "0" * 24, "id": found["name"], "siblings": []})


def _file(plan: Plan, page: str, file: str) -> Response:
    names = (
        alias for folder in ("blob", "resolve") for alias in _aliases(f"{page}/{folder}/{file}")
    )
    if is_there(plan, *names):
        return Response(302, {"Location": "https://cdn-lfs.huggingface.co/file"})
    return _no_entry()


def _no_entry() -> Response:
    return _json(404, {"error": "Entry not found"}, X_Error_Code="EntryNotFound")


def _aliases(path: str) -> Iterator[str]:
    return (f"https://{host}{path}" for host in _HUB_HOSTS)


def _begun(plan: Plan, start: str) -> bool:
    """Whether there is a page below: a list may link a file and not what it is in."""
    return any(key.startswith(f"{host}{start}") for key in plan.pages for host in _HUB_HOSTS)


def _renamed(plan: Plan, page: str) -> str:
    """The present path of what a planted redirect leads elsewhere."""
    faults = [fault for alias in _aliases(page) for fault in plan.pages.get(page_key(alias), [])]
    targets = (fault.target for fault in faults if fault.name == "redirect")
    return next((urlsplit(target).path for target in targets), "")


_CSL = "application/vnd.citationstyles.csl+json"
_AGENCY = "api.crossref.org"


def _crossref(plan: Plan, request: Request) -> Response | None:
    """The citation data of a DOI."""
    found = re.match(r"/v1/works/(.+)/transform\Z", unquote(request.path))
    name = found[1].lower() if found else ""
    if name not in plan.dois:
        return Response(404, dict(_TEXT), b"Resource not found.")
    body = {"DOI": name, "title": plan.dois[name], "issued": {"date-parts": [[2020, 5]]}}
    return Response(200, {"Content-Type": _CSL}, json.dumps(body).encode())


def _doi(plan: Plan, request: Request) -> Response | None:
    start = "/api/handles/"
    if _CSL in request.headers.get("accept", ""):
        name = quote(unquote(request.path).removeprefix("/"), safe="")
        return Response(302, {"Location": f"https://{_AGENCY}/v1/works/{name}/transform"})
    if not request.path.startswith(start):
        return None
    name = unquote(request.path.removeprefix(start))
    hosts = ("doi.org", "dx.doi.org", "www.doi.org")
    written = {key for key in plan.pages if key.partition("/")[2].lower() == name.lower()}
    known = [f"https://{key}" for key in written if key.partition("/")[0] in hosts]
    if not is_there(plan, *(known or (f"https://doi.org/{name}",))):
        return _json(404, {"responseCode": 100, "handle": name})
    url = {"index": 1, "type": "URL", "data": {"format": "string", "value": "https://a.example/"}}
    return _json(200, {"responseCode": 1, "handle": name, "values": [url]})


def _youtube(plan: Plan, request: Request) -> Response | None:
    if request.path != "/oembed":
        return None
    url = request.query.get("url", "")
    name = parse_qs(urlsplit(url).query).get("v", [""])[0]
    if not is_there(plan, *(_of_video(plan, name) if name else (url,))):
        return Response(404, dict(_TEXT), b"Not Found")
    return _json(200, {"type": "video", "title": f"The video {name}", "version": "1.0"})


def _thumbnail(plan: Plan, request: Request) -> Response | None:
    found = re.match(r"/vi/([^/]+)/", request.path)
    there = found is not None and is_there(plan, *_of_video(plan, found[1]))
    return Response(200 if there else 404, {"Content-Type": "image/jpeg"})


def _shows(key: str, name: str) -> bool:
    return f"v={name}&" in f"{key}&" or f"/{name}?" in key


def _of_video(plan: Plan, name: str) -> tuple[str, ...]:
    """The addresses of a video; a list may name one at a time of it, or in a playlist."""
    pages = ("watch?v={}", "embed/{}", "shorts/{}", "live/{}")
    named = (f"https://{key}" for key in plan.pages if _shows(key, name))
    return (
        *named,
        f"https://youtu.be/{name}",
        *(
            f"https://{host}youtube.com/{page.format(name)}"
            for page in pages
            for host in ("", "www.", "m.")
        ),
    )


def _record(pattern: str, *pages: str) -> Callable[[Plan, Request], Response | None]:
    """A service that answers 200 or 404 below `pattern` for what it has at `pages`."""
    form = re.compile(pattern + r"\Z")

    def answer(plan: Plan, request: Request) -> Response | None:
        found = form.match(request.path)
        if not found:
            return None
        name = unquote(found[1])
        if is_there(plan, *(page.format(name) for page in pages)):
            return _json(200, {"id": name})
        return _json(404, {"message": "404 Not Found"})

    return answer


_SERVICES: dict[str, Callable[[Plan, Request], Response | None]] = {
    "huggingface.co": _hub,
    "doi.org": _doi,
    _AGENCY: _crossref,
    "www.youtube.com": _youtube,
    "img.youtube.com": _thumbnail,
    "zenodo.org": _record(
        r"/api/records/(\d+)", "https://zenodo.org/record/{}", "https://zenodo.org/records/{}"
    ),
    "archive.softwareheritage.org": _record(
        r"/api/1/resolve/([^/]+)/", "https://archive.softwareheritage.org/{}"
    ),
    "gitlab.com": _record(r"/api/v4/projects/([^/]+)", "https://gitlab.com/{}"),
    "codeberg.org": _record(r"/api/v1/repos/([^/]+/[^/]+)", "https://codeberg.org/{}"),
    "api.bitbucket.org": _record(r"/2\.0/repositories/([^/]+/[^/]+)", "https://bitbucket.org/{}"),
}
