"""What Hugging Face knows of papers: the repository that a reader entered."""

import json

from world.messages import Request, Response
from world.plan import Plan

HOST = "huggingface.co"
API_PATH = "/api/papers/"
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_INTERVAL = 0.06  # seconds an answer takes


def serve(plan: Plan, request: Request) -> Response:
    """Answer `GET /api/papers/{id}`; a paper without a page there is unknown."""
    number = request.path.removeprefix(API_PATH)
    paper = plan.papers.get(number)
    known = paper is not None and paper.repository is not None
    body = (
        {"id": number, "title": paper.titles[-1], "githubRepo": paper.repository or None}
        if paper and known
        else {"error": "Paper not found"}
    )
    response = Response(200 if known else 404, dict(_JSON), json.dumps(body).encode())
    response.delay = _INTERVAL if plan.latency.arxiv else 0.0
    return response
