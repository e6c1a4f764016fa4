"""The archives: copies of pages in the Wayback Machine, sources at Software Heritage.

The Wayback Machine has what the plan has captures for, and keeps what it is asked to keep. A copy
answers as its page did; `/web/URL` leads to the newest, whatever that was.
"""

import json
import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

from world.messages import Request, Response, json_response
from world.plan import Capture, Plan, page_key

WAYBACK, HERITAGE = "web.archive.org", "archive.softwareheritage.org"
NOW = "20261101120000"
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_MEMENTO = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/(.+)\Z")
_VISIT = re.compile(r"/api/1/origin/(.+)/visit/latest/\Z")
_INTERVAL = 0.06  # seconds an answer takes


def serve(plan: Plan, request: Request) -> Response | None:
    """Answer what an archive is asked, None where it is a page like any other."""
    if page_key(request.url) in plan.pages:
        return None
    if request.host == WAYBACK:
        response = _wayback(plan, request)
    else:
        response = _heritage(plan, request) if request.host == HERITAGE else None
    if response:
        response.delay = _INTERVAL if plan.latency.page_to else 0.0
    return response


def _wayback(plan: Plan, request: Request) -> Response | None:
    if request.path == "/cdx/search/cdx":
        return _index(plan, request)
    if found := _MEMENTO.match(request.target):
        return _memento(plan, found[1], found[2])
    folder, _, address = request.target.removeprefix("/").partition("/")
    if folder == "web" and address:
        captures = plan.captures.get(page_key(address), [])
        return _to(captures[-1], address) if captures else _missing()
    if folder == "save" and address:
        plan.captures.setdefault(page_key(address), []).append(Capture(NOW))
        return _to(Capture(NOW), address)
    return None


def _to(capture: Capture, address: str) -> Response:
    place = f"https://{WAYBACK}/web/{capture.stamp}/{capture.url or address}"
    return Response(302, {"Location": place})


def _missing() -> Response:
    return Response(404, dict(_HTML), b"<h1>The Wayback Machine has not archived that URL.</h1>")


def _memento(plan: Plan, stamp: str, address: str) -> Response:
    captures = [*plan.captures.get(page_key(address), [])]
    captures += [one for some in plan.captures.values() for one in some if one.url == address]
    capture = next((one for one in captures if one.stamp == stamp), None)
    if capture is None:
        return _missing()
    headers = _HTML | {"Memento-Datetime": "Sun, 02 Nov 2025 03:04:05 GMT"}
    if capture.target:
        headers["Location"] = f"https://{WAYBACK}/web/{stamp}/{capture.target}"
    return Response(capture.status, headers, b"<title>a copy</title>")


def _index(plan: Plan, request: Request) -> Response:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(request.target).query).items()}
    wanted = {"filter": "statuscode:200", "fl": "timestamp,original", "limit": "-1"}
    if any(asked.get(name) != value for name, value in wanted.items()):
        return Response(400, dict(_HTML), b"not modelled")
    captures = plan.captures.get(page_key(asked["url"]), [])
    lines = [f"{one.stamp} {one.url or asked['url']}" for one in captures if one.status == 200]
    return Response(200, {"Content-Type": "text/plain"}, f"{(lines or [''])[-1]}\n".encode())


def _heritage(plan: Plan, request: Request) -> Response | None:
    if request.path == "/browse/origin/directory/":
        known = request.query.get("origin_url", "") in plan.origins
        return Response(200, dict(_HTML), b"<title>source</title>") if known else None
    found = _VISIT.match(request.path)
    if not found:
        return None
    origin = unquote(found[1])
    if origin not in plan.origins:
        reason = f"No visit for origin {origin} found!"
        return json_response(404, {"exception": "NotFoundExc", "reason": reason})
    visit = {"origin": origin, "visit": 3, "date": plan.origins[origin], "status": "full"}
    link = f"https://{HERITAGE}/api/1/origin/{quote(origin, safe=':/')}/visit/3/"
    body = visit | {"snapshot": "0" * 40, "type": "git", "metadata": {}, "origin_visit_url": link}
    return Response(200, {"Content-Type": "application/json"}, json.dumps(body).encode())
