"""The web at large: pages that are there, and pages with a planted fault."""

import hashlib
import html
from email.utils import formatdate

from world.faults import HTML, Choice, answer
from world.links import repository_of
from world.log import Record
from world.messages import Request, Response
from world.plan import Fault, Plan, page_key

_BADGE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><title>{}</title></svg>'


class Pages:
    """Every host that is no API."""

    def __init__(self, plan: Plan, choice: Choice) -> None:
        self.plan = plan
        self.choice = choice

    def fault(self, request: Request) -> Fault | None:
        """The fault that strikes this request."""
        key = page_key(request.url.partition("?world-hop=")[0])
        # `https://host/*` stands for every page of a host that has no plan of its own.
        faults = self.plan.pages.get(key) or self.plan.pages.get(f"{key.partition('/')[0]}/*")
        return self.choice.pick(key, faults, request.method) if faults else None

    def serve(self, request: Request, record: Record, fault: Fault | None) -> Response:
        """Answer the request of a page."""
        record.fault = fault.name if fault else ""
        response = (fault and answer(fault, request)) or self._page(request)
        response.delay = self.latency(request.host)
        return response

    def latency(self, host: str) -> float:
        """How long a host takes: the same every time."""
        share = hashlib.sha256(host.encode()).digest()[0] / 255
        latency = self.plan.latency
        return latency.page_from + share * (latency.page_to - latency.page_from)

    def _page(self, request: Request) -> Response:
        if request.host == "img.shields.io":
            label = html.escape(request.path.rpartition("/")[2])
            svg = {"Content-Type": "image/svg+xml; charset=utf-8"}
            return Response(200, svg, _BADGE.format(label).encode())
        key = page_key(request.url)
        known = key in self.plan.pages or self.plan.every_page
        if not known or not self._repository_is_there(request):
            missing = Response(404, dict(HTML), b"<title>404 Not Found</title><h1>Not Found</h1>")
            missing.planned = known
            return missing
        return _healthy(key, request)

    def _repository_is_there(self, request: Request) -> bool:
        named = repository_of(request.url) if request.host == "github.com" else None
        repository = self.plan.repositories.get(named.name.lower()) if named else None
        return not (repository and repository.state)


def _healthy(key: str, request: Request) -> Response:
    digest = hashlib.sha256(key.encode()).digest()
    tag = f'"{digest.hex()[:20]}"'
    changed = formatdate(1_700_000_000 + int.from_bytes(digest[:3], "big"), usegmt=True)
    headers = {"ETag": tag, "Last-Modified": changed}
    headers_seen = request.headers
    if tag in headers_seen.get("if-none-match", "") or (
        "if-none-match" not in headers_seen and headers_seen.get("if-modified-since") == changed
    ):
        return Response(304, headers)
    name = html.escape(key.rstrip("/").rpartition("/")[2])
    text = f"The page of {name}: what it is about, who made it, and how to go on from here. " * 12
    document = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{name}</title></head><body><h1>{name}</h1><p>{text}</p></body></html>"""
    return Response(200, HTML | headers, document.encode())
