"""A GraphQL query as a request, and the data of a reply to one that stands outside the batches.

Such a one waits in a lane of its own, in which nothing waits long: it is about no link of the list.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from listcheck.exchange import Answer, Reply, Request
from listcheck.probes.github_payloads import GraphQLReply
from listcheck.settings import Services

LANE = "github-search"
_READ = 1 << 22


def request(
    services: Services, text: str, values: Mapping[str, Any], *, lane: str = LANE
) -> Request:
    """A query with its variables; names and paths never stand in the text."""
    return Request(
        "POST",
        services.github_graphql,
        (("Content-Type", "application/json"), ("Accept", "application/json")),
        json.dumps({"query": text, "variables": dict(values)}).encode(),
        read=_READ,
        credential="github",
        configured=True,
        lane=lane,
    )


def data(reply: Reply) -> Mapping[str, Any] | None:
    """What a reply tells, None where it is about us, the limits, or nothing."""
    if not isinstance(reply, Answer) or reply.status != 200 or reply.truncated:
        return None
    try:
        payload = GraphQLReply.model_validate_json(reply.body)
    except ValidationError:
        return None
    about_us = any("LIMIT" in one.type or not one.path for one in payload.errors)
    return None if about_us else payload.data
